// A start is registered and followed up, with the site's clock moved on: its plan freezes, an answer changes what readers
// see, silence makes it unknown, and erasing leaves nothing. Letters go out to whoever asked for them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "./support/axe.mjs";
import { closePage, openBrowser, openPage } from "./support/browser.mjs";
import { getsFocus, tabTo } from "./support/keys.mjs";
import { letterTo, pageIn, startMailServer } from "./support/mail.mjs";
import { answer, privateLink } from "./support/report.mjs";
import { startSite } from "./support/site.mjs";
import { DEMO, expectMuch, publishOpen, signIn } from "./support/staff.mjs";

const PATH = "ai-tools";
const LIMITS_OFF = { RATE_SHARE: "off", RATE_SAVE: "off", RATE_PRIVATE_LINK: "off", TIME_TRAP_SECONDS: "0" };
const today = new Date();
/** What has to be answered; the path and the day are filled in. */
const PLAN = {
  hours_per_week: "6",
  budget: "100",
  target_monthly: "300",
  stop_if_below: "50",
  stop_by_month: "12",
  stop_by_year: String(today.getUTCFullYear() + 1),
  if_no_customers: "Ask ten firms before I write a line.",
  background: "software",
  years_in_field: "3-5",
  audience_before: "none",
  region: "europe",
  sells_on_topic: "no",
  own: "yes",
  may_publish_story: "yes",
  in_open_data: "yes",
};
const WORDS = "I will build a small tool for one trade, show it to three firms I know, and ask each of them for a fee.";

let site, browser, mail;

before(async () => {
  mail = await startMailServer();
  site = await startSite({ demo: true, env: { ...LIMITS_OFF, ...mail.settings } });
  await site.run("demo", "--demo");
  browser = await openBrowser();
  const admin = await openPage(browser, { base: site.url });
  await expectMuch(admin);
  await closePage(admin);
});

after(async () => {
  await browser?.close();
  await site?.stop();
  mail?.stop();
});

for (const [scripts, width, address] of [[true, 1280, "kai@example.org"], [false, 390, "sam@example.org"]]) {
  test(`letters, ${scripts ? "with" : "without"} scripts: asked, confirmed, reminded, ended`, async () => {
    await site.inDays(0);
    const [author, staff] = [
      await openPage(browser, { base: site.url, scripts, width }),
      await openPage(browser, { base: site.url }),
    ];
    const headline = `A checker for plans, ${scripts ? "first" : "second"} try`;
    const link = await register(author, headline, { may_contact: "yes", email: address });
    await author.getByText(`We are sending an email to ${address}`).waitFor();
    assert.deepEqual(await violations(author), []);
    await signIn(staff, DEMO);
    await publish(staff, headline);

    await author.goto(pageIn(await letterTo(site, mail, address, 1)));
    await author.getByRole("heading", { level: 1, name: "May we write to you?" }).waitFor();
    assert.deepEqual(await violations(author), []);
    await author.getByRole("button", { name: "Yes, write to me" }).click();
    await author.getByRole("heading", { level: 1, name: "Our emails to you" }).waitFor();
    await author.goto(link);
    await author.getByText("You confirmed it").waitFor();
    assert.deepEqual(await violations(author), []);

    await site.inDays(125);
    const questions = pageIn(await letterTo(site, mail, address, 2));
    await author.goto(questions);
    await author.getByRole("heading", { level: 1, name: "How does it go?" }).waitFor();
    assert.deepEqual(await violations(author), []);
    const page = questions.replace(/\/answer\/\S+$/, "");
    await author.goto(page);
    assert.deepEqual(await violations(author), []);
    await author.getByRole("button", { name: "Get a new link" }).click();
    await author.getByRole("heading", { level: 1, name: "Your private link" }).waitFor();
    assert.equal((await author.goto(link)).status(), 404);

    await author.goto(`${page}/stop`);
    await author.getByRole("button", { name: "Delete this address" }).click();
    await author.getByRole("heading", { level: 1, name: "No more emails" }).waitFor();
    assert.deepEqual(await violations(author), []);
  });
}

for (const [scripts, width] of [[true, 1280], [false, 390]]) {
  test(`a start is registered by keys, ${scripts ? "with" : "without"} scripts`, async () => {
    await site.inDays(0);
    const page = await openPage(browser, { base: site.url, scripts, width });
    await page.goto(`/start?path=${PATH}`);
    await tabTo(page, page.getByRole("button", { name: "I am starting now" }));
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/plan?path=${PATH}`);
    assert.deepEqual(await violations(page), []);
    const began = Date.now();
    for (const [name, value] of Object.entries(PLAN)) {
      const control = page.locator(`main [name="${name}"]`).first();
      await tabTo(page, control);
      const kind = await control.evaluate(element => element.type);
      if (kind === "radio") await page.keyboard.press("ArrowDown");
      else if (kind === "checkbox") await page.keyboard.press("Space");
      else if (kind === "select-one") await page.keyboard.type(await labelOf(control, value));
      else await page.keyboard.type(value);
    }
    await page.locator("[name=budget]").press("Enter");
    await page.getByRole("heading", { level: 1, name: "Check your answers" }).waitFor();
    assert.deepEqual(await page.locator(".errs li").allTextContents(), []);
    assert.deepEqual(await violations(page), []);
    await tabTo(page, page.getByRole("button", { name: "Send to the moderators" }));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "We have your report" }).waitFor();
    console.log(`# ${Object.keys(PLAN).length} answers by keys in ${Math.round((Date.now() - began) / 1000)} s, thinking apart`);
    assert.deepEqual(await violations(page), []);
  });
}

test("what is missing from a start is said beside it", async () => {
  const page = await openPage(browser, { base: site.url, width: 390, scheme: "dark" });
  await page.goto("/start");
  await page.getByRole("button", { name: "I am starting now" }).click();
  await page.getByRole("button", { name: "Check your answers" }).click();
  await page.locator(".errs").waitFor();
  assert.ok(await getsFocus(page.locator(".errs")), "the summary has the focus");
  assert.deepEqual(await violations(page), []);
});

test("a start is followed up, then silent, then erased", async () => {
  await site.inDays(0);
  const open = { base: site.url };
  const [author, plain, staff] = [
    await openPage(browser, open),
    await openPage(browser, { ...open, scripts: false, width: 390 }),
    await openPage(browser, open),
  ];
  const links = [await register(author, "A checker for building plans"), await register(plain, "A finder of spare parts")];
  await signIn(staff, DEMO);
  for (const headline of ["A checker for building plans", "A finder of spare parts"]) await publish(staff, headline);
  await author.goto(links[0]);
  await author.getByText("You can change it without a trace until").waitFor();

  await site.inDays(125);
  let before = await curve();
  for (const [page, link] of [[author, links[0]], [plain, links[1]]]) {
    await page.goto(`/paths/${PATH}/starts`);
    await page.getByRole("link", { name: page === author ? "A checker for building plans" : "A finder of spare parts" }).waitFor();
    await page.goto(link);
    await page.getByText("It froze on").waitFor();
    await page.getByRole("link", { name: "Tell how it goes" }).click();
    assert.deepEqual(await violations(page), []);
    await page.getByRole("button", { name: "Send this" }).click();
    await page.locator(".errs").waitFor();
    // No gain, so that no lot is drawn for a proof.
    await tells(page, { revenue: "120", costs: "130", hours: "60" });
    assert.deepEqual(await curve(), before, "nothing unread moves a figure");
    await letCount(staff, page === author ? "A checker for building plans" : "A finder of spare parts");
    await page.reload();
    await page.getByRole("link", { name: "See it on the site" }).click();
    await page.locator(".page-head").getByText("Earning").waitFor();
    await page.locator("#updates").getByText("$120").waitFor();
    assert.deepEqual(await violations(page), []);
    const after = await curve();
    assert.notDeepEqual(after, before, "an answer that was read moves the curve of those who registered");
    before = after;
  }

  await plain.goto(`/paths/${PATH}`);
  await plain.locator("#wait-registered svg.km").waitFor();

  await site.inDays(300);
  await site.run("tasks", "--demo");
  for (const [page, link] of [[author, links[0]], [plain, links[1]]]) {
    await page.goto(link);
    await page.getByRole("link", { name: "See it on the site" }).click();
    const shown = page.url();
    await page.getByText("Status unknown since").waitFor();
    await page.goto(link);
    await page.getByRole("link", { name: "Take this report down" }).click();
    await page.getByRole("link", { name: "Erase everything" }).click();
    await page.getByRole("button", { name: /^Erase/ }).click();
    await page.getByRole("heading", { level: 1, name: "It is erased" }).waitFor();
    assert.equal((await page.goto(shown)).status(), 404);
  }
});

/** What is drawn of those who registered a start on the path: month by month, how many had earned, tried and given up. */
async function curve() {
  const drawn = await (await fetch(`${site.url}/paths/${PATH}/figures/wait.csv`)).text();
  const lines = drawn.split("\n").filter(line => line.startsWith("registered"));
  assert.ok(lines.length > 3, drawn);
  return lines;
}

/** Registers a start by its page as a person does; returns its private link. */
async function register(page, headline, consent = {}) {
  await page.goto(`/paths/${PATH}`);
  await page.getByRole("link", { name: "Record your plan", exact: true }).click();
  await page.getByRole("button", { name: "I am starting now" }).click();
  await page.waitForURL(`**/plan?path=${PATH}`);
  const link = privateLink(page);
  await page.getByText("Say it in words, if you like").click();
  await answer(page, { ...PLAN, headline, what_i_did: WORDS, ai_helped_write: "no", ...consent });
  await page.getByRole("button", { name: "Check your answers" }).click();
  await page.getByRole("heading", { level: 1, name: "Check your answers" }).waitFor();
  await page.getByRole("button", { name: "Send to the moderators" }).click();
  await page.getByRole("heading", { level: 1, name: "We have your report" }).waitFor();
  return link;
}

async function publish(staff, headline) {
  await staff.goto(`/admin?kind=registered_start&path=${PATH}`);
  await staff.getByRole("button", { name: `Open ${headline}` }).click();
  await publishOpen(staff);
}

/** Lets the answer about the report of this headline count. */
async function letCount(staff, headline) {
  await staff.goto(`/admin?kind=update&path=${PATH}`);
  await staff.getByRole("button", { name: `Open ${headline}` }).click();
  await staff.getByRole("button", { name: /^It counts/ }).click();
  await staff.waitForURL(url => url.search.includes("done=counted"));
}

async function labelOf(select, value) {
  return (await select.locator(`option[value="${value}"]`).textContent()).trim();
}

async function tells(page, sums) {
  await page.check("[name=still_doing][value=yes]");
  for (const [name, sum] of Object.entries(sums)) await page.fill(`[name=${name}]`, sum);
  await page.getByRole("button", { name: "Send this" }).click();
  await page.getByRole("heading", { level: 2, name: "How it goes" }).waitFor();
}
