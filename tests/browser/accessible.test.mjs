// Every kind of page can be used by everybody: axe finds nothing in light, in dark and on a phone, nothing scrolls
// sideways, nothing is refused by the content security policy, and the page has one heading of the first level. What was
// sent is valid HTML: the Nu checker has nothing to say about any of it.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { violations } from "./support/axe.mjs";
import { closePage, openBrowser, openPage } from "./support/browser.mjs";
import { letterTo, pageIn, startMailServer } from "./support/mail.mjs";
import { messages } from "./support/nu.mjs";
import { FAILED, STEPS, answer, draft, goOn, send } from "./support/report.mjs";
import { startSite } from "./support/site.mjs";
import { DEMO_ADMIN, codeOf, giveCode, givePassword, keyOn, publishOpen, setPassword, signIn } from "./support/staff.mjs";

const LIMITS_OFF = {
  RATE_SHARE: "off", RATE_SAVE: "off", RATE_PRIVATE_LINK: "off", RATE_SEARCH: "off", TIME_TRAP_SECONDS: "0",
};

let site, browser, mail, reader, staff;
/** Private links: a draft without answers, one of a start, one with all answers, and later a report that was sent. */
const links = {};
/** The markup of every page that was looked at, by what the page shows. */
const markup = new Map();

before(async () => {
  mail = await startMailServer();
  site = await startSite({ demo: true, env: { ...LIMITS_OFF, ...mail.settings } });
  await site.run("demo", "--demo");
  browser = await openBrowser();
  reader = await openPage(browser, { base: site.url });
  staff = await openPage(browser, { base: site.url });
  await signIn(staff, DEMO_ADMIN);
  links.empty = await draft(reader);
  links.start = await draft(reader, {}, "registered_start");
  links.full = await draft(reader, FAILED);
});

after(async () => {
  await browser?.close();
  await site?.stop();
  mail?.stop();
});

beforeEach(() => {
  reader.problems.length = 0;
  staff.problems.length = 0;
});

const LOUD = "Learn AI in 3 days, make $10K a month! Passive income, guaranteed. DM me, only 5 spots left.";

const PUBLIC = {
  "home": "/",
  "paths": "/paths",
  "paths, filtered": "/paths?risk=moderate&domain_expertise=required",
  "paths, none left": "/paths?risk=very_high&competition=low",
  "a path": "/paths/content-creation",
  "who owes an answer": "/paths/content-creation/starts",
  "compare, nothing chosen": "/paths/compare",
  "compare, a path that is none": "/paths/compare?path=gold",
  "compare, three paths": "/paths/compare?path=content-creation&path=ai-tools&path=ai-education",
  "cases": "/cases",
  "experiences": "/experiences",
  "experiences, filtered": "/experiences?path=content-creation&sort=oldest",
  "experiences, none left": "/experiences?q=qqqqqq",
  "search, empty": "/search",
  "search, found": "/search?q=client",
  "search, nothing found": "/search?q=qqqqqq",
  "check a claim": "/check",
  "check a claim, loud": `/check?path=content-creation&text=${encodeURIComponent(LOUD)}`,
  "check a claim, sober": "/check?amount=300&path=content-creation&hours=8&basis=net&says=named",
  "check a claim, every path": "/check?amount=10000&hours=10",
  "finder": "/find",
  "finder, answered": "/find?capital_band=under_50&hours=5_9&background=law&years_in_field=10%2B&skills=writing&selling=effort&income=12m&risk=moderate",
  "finder, nothing fits": "/find?capital_band=none&hours=under_5&background=student&years_in_field=0&skills=none&selling=no&income=1m&risk=low",
  "open data": "/data",
  "data dictionary": "/data/dictionary",
  "the API": "/api",
  "method": "/method",
  "about": "/about",
  "moderation log": "/log",
  "moderation log, past its end and narrowed by nothing we know": "/log?page=99&path=gold",
  "limits": "/limits",
  "corrections": "/corrections",
  "rates": "/rates",
  "rates of a currency": "/rates/EUR",
  "corrections, none left": "/corrections?cause=update&path=investing",
  "history of a path": "/paths/consulting/history",
  "history of a case study": "/cases/annotation-studio/history",
  "share": "/share",
  "register a start": "/start",
  "flag a path": "/flag/path/consulting",
  "flag a case study": "/flag/case/annotation-studio",
  "a flag is erased": "/flag/erased",
  "erased": "/share/erased",
};

for (const [kind, address] of Object.entries(PUBLIC)) {
  test(kind, () => isFine(reader, () => reader.goto(address)));
}

for (const list of ["cases", "experiences"]) {
  test(`one of the ${list}`, () =>
    isFine(reader, async () => {
      await reader.goto(`/${list}`);
      await reader.locator(`#results a[href^="/${list}/"]`).first().click();
      await reader.waitForURL(`**/${list}/*`);
    }));
}

test("check a claim, with errors", () =>
  isFine(reader, () => reader.goto("/check?amount=lots&hours=200&text=as%20typed"), 422));

test("a page that is not there", () => isFine(reader, () => reader.goto("/nowhere"), 404));

test("the menu and the filter sheet of a phone", async () => {
  const phone = await openPage(browser, { base: site.url, width: 390 });
  for (const name of ["Menu", "Filter"]) {
    await phone.goto("/experiences");
    await phone.getByRole("button", { name, exact: true }).click();
    await phone.locator(":popover-open").waitFor();
    assert.deepEqual(await violations(phone), []);
  }
  assert.deepEqual(phone.problems, []);
});

for (const step of STEPS) {
  test(`${step}: a page of the form`, () => isFine(reader, () => reader.goto(`${links.empty}/${step}`)));
  test(`${step}: with errors`, () =>
    isFine(
      reader,
      async () => {
        await reader.goto(`${links.empty}/${step}`);
        await goOn(reader);
        await reader.locator(".errs").waitFor();
      },
      422,
    ));
}

for (const step of ["plan", "when", "money", "story"]) {
  test(`${step}: for somebody who starts`, () => isFine(reader, () => reader.goto(`${links.start}/${step}?again`)));
}

test("a sum said back", () => isFine(reader, () => reader.goto(`${links.full}/money`)));
test("check, all answered", () => isFine(reader, () => reader.goto(`${links.full}/check`)));
test("check, something missing", () => isFine(reader, () => reader.goto(`${links.empty}/check`)));
test("a draft under its link", () => isFine(reader, () => reader.goto(links.full)));
test("sent", () =>
  isFine(reader, async () => {
    links.sent = await send(reader);
    await reader.getByRole("heading", { level: 1, name: "We have your report" }).waitFor();
  }));
test("status", () => isFine(reader, () => reader.goto(links.sent)));
test("take down", () => isFine(reader, () => reader.goto(`${links.sent}/take-down`)));
test("a report that was taken down", () =>
  isFine(reader, async () => {
    await reader.goto(`${links.sent}/take-down`);
    await reader.getByRole("button", { name: "Take it off the site" }).click();
    await reader.getByRole("heading", { level: 1, name: "You took this report down" }).waitFor();
  }));
test("a private link that nobody has", () => isFine(reader, () => reader.goto("/m/nobody"), 404));

test("sign in", () => isFine(reader, () => reader.goto("/admin/sign-in")));
test("sign in, refused", () =>
  isFine(
    reader,
    async () => {
      await reader.goto("/admin/sign-in");
      await reader.getByLabel("Name").fill("nobody");
      await reader.getByLabel("Password").fill("not the password");
      await reader.getByRole("button", { name: "Sign in" }).click();
      await reader.locator(".errs").waitFor();
    },
    422,
  ));
test("set a password", async () => {
  const printed = await site.run("people", "add", "--name", "vera", "--role", "moderator");
  const link = printed.match(/http\S+/)[0];
  await isFine(reader, () => reader.goto(link));
  await isFine(
    reader,
    async () => {
      await reader.getByLabel("Password").fill("short");
      await reader.getByLabel("The same again").fill("other");
      await reader.getByRole("button", { name: "Set this password" }).click();
      await reader.locator(".errs").waitFor();
    },
    422,
  );
});
test("a set-up link that does not work", () => isFine(reader, () => reader.goto("/admin/set-up/used"), 404));

test("queue", () => isFine(staff, () => staff.goto("/admin")));
test("queue, nothing found", () => isFine(staff, () => staff.goto("/admin?age=168&kind=suspected")));
test("suspected spam", () => isFine(staff, () => staff.goto("/admin/spam")));
test("suspected spam, nothing chosen", () =>
  isFine(
    staff,
    async () => {
      await staff.goto("/admin/spam");
      await staff.getByRole("button", { name: "Refuse them all" }).click();
      await staff.locator(".errs").waitFor();
    },
    422,
  ));
test("numbers we go by", () => isFine(staff, () => staff.goto("/admin/settings")));
test("emails", () => isFine(staff, () => staff.goto("/admin/letters")));
test("suggested messages", () => isFine(staff, () => staff.goto("/admin/wordings")));
test("a report that nobody claimed", () =>
  isFine(staff, async () => {
    await staff.goto("/admin");
    await staff.locator("tbody th a").last().click();
    await staff.getByRole("heading", { name: "Not claimed" }).waitFor();
  }));
test("review", () => isFine(staff, claim));
test("review, a decision without its reason", () =>
  isFine(
    staff,
    async () => {
      await claim();
      await staff.getByRole("button", { name: /^Refuse/ }).click();
      await staff.locator(".errs").waitFor();
    },
    422,
  ));
test("preview of what the author will read", () =>
  isFine(staff, async () => {
    await claim();
    await staff.getByRole("button", { name: /^Publish/ }).click();
    await staff.getByRole("heading", { name: "What the author will read" }).waitFor();
  }));
test("the list of shortcuts", () =>
  isFine(staff, async () => {
    await claim();
    await staff.keyboard.press("?");
    await staff.locator("#keys").waitFor();
  }));
test("a decision that came too late", () =>
  isFine(
    staff,
    async () => {
      await claim();
      await giveBackElsewhere();
      await staff.getByLabel("Message to the author").fill("Which of the two sums is right?");
      await staff.getByRole("button", { name: /^Publish/ }).click();
      await staff.getByText("Your decision was not carried out").waitFor();
    },
    409,
  ));

for (const kind of ["flag", "appeal", "update"]) {
  test(`an item of the queue: ${kind}`, () =>
    isFine(staff, async () => {
      await staff.goto(`/admin?kind=${kind}`);
      await staff.locator("tbody th a").first().click();
      await staff.getByRole("button", { name: "Claim and read" }).click();
      await staff.getByRole("heading", { name: /^(Answer|Decision)$/ }).waitFor();
    }));
}
for (const [kind, address] of Object.entries({
  "reports": "/admin/reports",
  "all that is known of a report": "/admin/reports/1",
  "an own account": "/admin/me",
  "people": "/admin/people",
  "somebody's account": "/admin/people/1",
  "what changed among people": "/admin/people/log",
  "paths to edit": "/admin/paths",
  "the text of a path": "/admin/paths/consulting",
  "a rating": "/admin/paths/consulting/ratings/moat",
  "case studies to edit": "/admin/cases",
  "a case study to edit": "/admin/cases/annotation-studio",
})) {
  test(kind, () => isFine(staff, () => staff.goto(address)));
}
test("what a demonstration refuses", () => isFine(staff, () => staff.goto("/admin/me/password"), 403));
for (const address of ["/admin/paths/content-creation", "/admin/cases/five-ai-projects"]) {
  test(`${address}, with errors`, () =>
    isFine(
      staff,
      async () => {
        await staff.goto(address);
        await staff.getByLabel(/^(Tagline|Title)$/).fill("");
        await staff.getByRole("button", { name: "Preview the change" }).click();
        await staff.locator(".errs").waitFor();
      },
      422,
    ));
  test(`${address}, previewed`, () => isFine(staff, () => preview(staff, address, "A first change")));
}
test("an edit that came too late", () =>
  isFine(
    staff,
    async () => {
      await write(staff, "/admin/paths/content-creation", "What came too late");
      const other = await staff.context().newPage();
      await preview(other, "/admin/paths/content-creation", "What came first");
      await other.getByRole("button", { name: "Save this change" }).click();
      await other.getByText("Saved. Readers see it now").waitFor();
      await other.close();
      await staff.getByRole("button", { name: "Preview the change" }).click();
      await staff.getByRole("note", { name: "Tagline, as it is now" }).waitFor();
    },
    409,
  ));
test("a history that is not empty", () => isFine(reader, () => reader.goto("/paths/content-creation/history")));

test("an account that is set up", async () => {
  const wim = { name: "wim", password: "nine green lanterns" };
  const printed = await site.run("people", "add", "--name", wim.name, "--role", "moderator");
  const page = await openPage(browser, { base: site.url });
  const gives = async (code, button) => {
    await page.getByLabel("Code").fill(code);
    await page.getByRole("button", { name: button }).click();
  };
  await isFine(page, async () => {
    await page.goto(printed.match(/http\S+/)[0]);
    await setPassword(page, wim.password);
  });
  const key = await keyOn(page);
  await isFine(page, async () => {
    await gives("000000", "Confirm this code");
    await page.locator(".errs").waitFor();
  }, 422);
  await isFine(page, async () => {
    await gives(codeOf(key), "Confirm this code");
    await page.getByRole("heading", { level: 1, name: "Your recovery codes" }).waitFor();
  });
  await page.getByRole("link", { name: "I have kept them" }).click();
  await isFine(page, () => page.goto("/admin/me"));
  await isFine(page, () => page.goto("/admin/me/password"));
  await isFine(page, () => page.goto("/admin/me/confirm"));
  await page.getByRole("button", { name: "Sign out" }).click();
  await isFine(page, async () => {
    await givePassword(page, wim);
    await page.getByRole("heading", { level: 1, name: "Your code" }).waitFor();
  });
  await isFine(page, async () => {
    await giveCode(page, "000000");
    await page.locator(".errs").waitFor();
  }, 422);
  await closePage(page);
});

test("two pages of one draft", async () => {
  const link = await draft(reader, FAILED);
  const other = await reader.context().newPage();
  for (const page of [reader, other]) await page.goto(`${link}/story`);
  await answer(other, { headline: "Said in the second of two tabs" });
  await goOn(other);
  await other.waitForURL("**/consent");
  await other.close();
  await isFine(reader, async () => {
    await answer(reader, { headline: "Said in the first of two tabs" });
    await goOn(reader);
    await reader.locator(".errs").waitFor();
  }, 409);
});

test("a report that is published, and its emails", async () => {
  const address = "kai@example.org";
  const headline = "Read by a moderator and published";
  const consent = { ...FAILED.consent, may_contact: "yes", email: address };
  const link = await send(reader, { story: { headline }, consent });
  await isFine(reader, async () => reader.goto(pageIn(await letterTo(site, mail, address, 1))));
  await isFine(reader, async () => {
    await reader.getByRole("button", { name: "Yes, write to me" }).click();
    await reader.getByRole("heading", { level: 1, name: "Our emails to you" }).waitFor();
  });
  await open(headline);
  await publishOpen(staff);
  for (const page of ["", "/update", "/standing", "/take-down"]) await isFine(reader, () => reader.goto(link + page));
  await isFine(reader, async () => {
    await reader.goto(`${link}/update`);
    await reader.getByRole("button", { name: "Send this" }).click();
    await reader.locator(".errs").waitFor();
  }, 422);
  const told = pageIn(await letterTo(site, mail, address, 2));
  for (const page of [told, `${told}/stop`]) await isFine(reader, () => reader.goto(page));
  await isFine(reader, () => reader.goto(told.replace(/[^/]+$/, "nobody")), 404);
  await isFine(staff, () => staff.goto("/admin/letters"));
});

test("a report that is refused, and its appeal", async () => {
  const headline = "Read by a moderator and refused";
  const link = await send(reader, { story: { headline } });
  await open(headline);
  await staff.getByLabel("Reason", { exact: true }).selectOption({ label: "Advertising" });
  await staff.getByLabel("Message to the author").fill("It names a shop.");
  await staff.getByRole("button", { name: /^Refuse/ }).click();
  await staff.getByRole("button", { name: "Refuse and send this" }).click();
  await staff.getByText("The last report was refused.").waitFor();
  for (const page of ["", "/appeal"]) await isFine(reader, () => reader.goto(link + page));
  await isFine(reader, async () => {
    await reader.getByRole("button", { name: "Send the appeal" }).click();
    await reader.locator(".errs").waitFor();
  }, 422);
  await isFine(reader, async () => {
    await reader.getByLabel("Why was that wrong?").fill("I name no shop; the platform is named for its fees.");
    await reader.getByRole("button", { name: "Send the appeal" }).click();
    await reader.getByRole("heading", { level: 1, name: "Your appeal waits for somebody else" }).waitFor();
  });
});

test("a flag under its private link", () =>
  isFine(reader, async () => {
    await reader.goto("/flag/path/consulting");
    await reader.getByLabel("The figures are wrong").check();
    await reader.getByLabel("What did you find?").fill("The hours are given as five a week, and the text says thirty.");
    await reader.getByRole("button", { name: "Send" }).click();
    await reader.getByRole("heading", { level: 1, name: "We have your flag" }).waitFor();
  }));

// One start of the checker for all pages, so it comes last.
test("the Nu checker has nothing to say about any page", { timeout: 120_000 }, async () => {
  assert.ok(markup.size > 100, `only ${markup.size} pages`);
  assert.equal((await messages(markup)).join("\n"), "");
});

/** Opens an editor's form and writes into it. */
async function write(page, address, words) {
  await page.goto(address);
  await page.getByLabel(/^(Tagline|Title)$/).fill(words);
  await page.getByLabel("A correction").check();
  await page.getByLabel("Why?").fill("What stood there was not so.");
}

async function preview(page, address, words) {
  await write(page, address, words);
  await page.getByRole("button", { name: "Preview the change" }).click();
  await page.getByText("Preview: nothing is saved yet.").waitFor();
}

/** Opens the next report of the queue. */
async function claim() {
  await staff.goto("/admin");
  await staff.getByRole("button", { name: "Open the next report" }).click();
  await staff.getByRole("heading", { name: "Decision" }).waitFor();
}

/** Opens the report of the queue with this headline. */
async function open(headline) {
  await staff.setViewportSize({ width: 1280, height: 900 });
  await staff.goto("/admin");
  while ((await staff.locator("tbody th a", { hasText: headline }).count()) === 0) {
    await staff.getByRole("link", { name: "Next", exact: true }).click();
    await staff.waitForLoadState();
  }
  await staff.getByRole("button", { name: `Open ${headline}` }).click();
  await staff.getByRole("heading", { level: 1, name: headline }).waitFor();
}

/** Gives the claim of the open report back, on another page of the same moderator. */
async function giveBackElsewhere() {
  const other = await staff.context().newPage();
  await other.goto(staff.url());
  await other.getByRole("button", { name: "Give the claim back" }).click();
  await other.getByText("Your claim is given back.").waitFor();
  await other.close();
}

/** Opens a page and looks at it in every way; `status` is the one that it is to be answered with. */
async function isFine(page, open, status = 200) {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: "light" });
  await open();
  markup.set(`${markup.size} ${new URL(page.url()).pathname}`, await page.answer.text());
  assert.equal(await page.locator("h1").count(), 1, "one heading of the first level");
  assert.deepEqual(await violations(page), [], "in light");
  await page.emulateMedia({ colorScheme: "dark" });
  assert.deepEqual(await violations(page), [], "in dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 390, height: 844 });
  assert.deepEqual(await violations(page), [], "on a phone");
  await page.setViewportSize({ width: 320, height: 700 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "fits 320 pixels");
  const isAnswer = problem => status >= 400 && problem.includes(String(status));
  assert.equal(page.problems.some(isAnswer), status >= 400, "answered as it should be");
  assert.deepEqual(page.problems.filter(problem => !isAnswer(problem)), []);
  page.problems.length = 0;
}
