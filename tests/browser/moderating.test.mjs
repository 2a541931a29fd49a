// A report is reviewed: by a new moderator from the set-up link to the public page, by keys alone, and without scripts.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { closePage, openBrowser, openPage } from "./support/browser.mjs";
import { getsFocus, hasFocus, tabTo } from "./support/keys.mjs";
import { FAILED, STEPS, answer, draft, post, send, versionToSend } from "./support/report.mjs";
import { startSite } from "./support/site.mjs";
import { DEMO, addStaff, expectMuch, publishOpen, signIn } from "./support/staff.mjs";

const MODERATOR = { name: "vera", password: "seven quiet rivers run" };
const IN_A_ROW = 30;

let site, browser;

before(async () => {
  site = await startSite({ demo: true, env: { RATE_SHARE: "off", TIME_TRAP_SECONDS: "0" } });
  await site.run("demo", "--demo");
  browser = await openBrowser();
  const admin = await openPage(browser, { base: site.url });
  await expectMuch(admin);
  await closePage(admin);
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

test("a new moderator publishes a report, and it is counted", async () => {
  const [author, reader, staff] = await three();
  const headline = "A newsletter that nobody opened twice";
  const link = await send(author, { story: { headline } });
  const before = await counts(reader);
  await addStaff(site, staff, MODERATOR);
  await signIn(staff, MODERATOR);
  await open(staff, headline);
  await publishOpen(staff);

  const after = await counts(reader);
  for (const [where, counted] of Object.entries(before)) assert.equal(after[where], counted + 1, where);
  await reader.goto("/experiences?path=content-creation&monthly_net=loss&status=stopped_before_income");
  await reader.getByRole("link", { name: headline }).click();
  await reader.getByRole("heading", { level: 1, name: headline }).waitFor();
  await isLogged(reader, headline);
  await author.goto(link);
  await author.getByRole("heading", { level: 1, name: "Your report is published" }).waitFor();
  for (const page of [author, reader, staff]) assert.deepEqual(page.problems, []);
});

test("changes are asked for, made, and then it is refused, all by keys", async () => {
  const [author, , staff] = await three();
  await signIn(staff, DEMO);
  const headline = "Selling summaries to people who had the book";
  const link = await send(author, { story: { headline } });
  await open(staff, headline);
  await decideByKeys(staff, "c", "Numbers are missing", "Which of the two sums did you mean?");
  await staff.getByText("was asked to change it").waitFor();

  await author.goto(link);
  await author.getByText("Which of the two sums did you mean?").waitFor();
  await author.getByRole("link", { name: "Edit your report" }).click();
  await author.getByRole("link", { name: "Change income", exact: true }).click();
  await answer(author, { running_cost_total: "50" });
  await author.getByRole("button", { name: "Save and check your answers" }).click();
  await author.getByRole("button", { name: "Send to the moderators" }).click();
  await author.locator(".track").getByText("Waiting for a moderator").waitFor();

  await open(staff, headline);
  await staff.getByText("Changes were asked for 1 time before.").waitFor();
  await decideByKeys(staff, "r", "Cannot be understood", "The sums still do not fit each other.");
  await staff.getByText("The last report was refused.").waitFor();
  await author.goto(link);
  await author.getByRole("heading", { level: 1, name: "We did not publish your report" }).waitFor();
  await author.getByText("The sums still do not fit each other.").waitFor();
  for (const page of [author, staff]) assert.deepEqual(page.problems, []);
});

test("spam is refused in bulk, with the number typed", async () => {
  const [author, , staff] = await three();
  const headlines = ["Riches by tapping, part one", "Riches by tapping, part two", "Riches by tapping, part three"];
  const links = [];
  for (const headline of headlines) links.push(await sendAsMachine(author, headline));
  await signIn(staff, DEMO);
  await staff.getByRole("link", { name: "Refuse suspected spam in bulk" }).click();
  for (const headline of headlines) await staff.getByRole("checkbox", { name: headline }).check();
  await staff.getByLabel("One reason for all").selectOption("spam");
  await staff.getByLabel("How many do you refuse?").fill("2");
  await staff.getByRole("button", { name: "Refuse them all" }).click();
  await staff.getByRole("link", { name: "You chose 3; type that number" }).waitFor();
  for (const headline of headlines) assert.ok(await staff.getByRole("checkbox", { name: headline }).isChecked());
  await staff.getByLabel("How many do you refuse?").fill("3");
  await staff.getByRole("button", { name: "Refuse them all" }).click();
  await staff.getByText("The reports that you chose are refused.").waitFor();
  for (const link of links) {
    await author.goto(link);
    await author.getByRole("heading", { level: 1, name: "We did not publish your report" }).waitFor();
  }
  const unexpected = staff.problems.filter(problem => !problem.includes("422"));
  assert.deepEqual([...unexpected, ...author.problems], []);
});

test("a decision is undone by its key", async () => {
  const [author, , staff] = await three();
  const headline = "Captions for a museum, undone and done again";
  const link = await send(author, { story: { headline } });
  await signIn(staff, DEMO);
  await open(staff, headline);
  await publishOpen(staff);
  await staff.locator("#main").focus();
  await staff.keyboard.press("u");
  await staff.getByText("The decision is taken back, and the report waits for one again.").waitFor();
  assert.equal(await heading(staff), headline);
  await author.goto(link);
  await author.getByRole("heading", { level: 1, name: "A moderator is reading your report" }).waitFor();
  await publishOpen(staff);
  await author.reload();
  await author.getByRole("heading", { level: 1, name: "Your report is published" }).waitFor();
  for (const page of [author, staff]) assert.deepEqual(page.problems, []);
});

test("the keys can be switched off, and the choice is kept", async () => {
  const staff = await openPage(browser, { base: site.url });
  await signIn(staff, DEMO);
  await staff.locator("tbody th a").first().click();
  await staff.waitForURL("**/admin/items/*");
  await isReady(staff);
  await staff.keyboard.press("?");
  await staff.getByLabel("Use shortcuts in this browser").uncheck();
  await staff.keyboard.press("Escape");
  await staff.reload();
  await isReady(staff);
  await staff.locator("#main").focus();
  await staff.keyboard.press("?");
  assert.ok(await staff.locator("#keys").isHidden());
  await staff.getByRole("button", { name: /^Shortcuts/ }).click();
  await staff.getByLabel("Use shortcuts in this browser").check();
  await staff.keyboard.press("Escape");
  await staff.locator("#main").focus();
  await staff.keyboard.press("?");
  await staff.locator("#keys").waitFor();
  assert.deepEqual(staff.problems, []);
  await closePage(staff);
});

test("the keys move in the queue, show their list, and are off while somebody types", async () => {
  const staff = await openPage(browser, { base: site.url });
  await signIn(staff, DEMO);
  await staff.getByRole("button", { name: "Open the next report" }).click();
  await staff.getByRole("heading", { name: "Decision" }).waitFor();
  await isReady(staff);
  const first = await heading(staff);
  await staff.keyboard.press("?");
  await staff.locator("#keys").waitFor();
  await staff.keyboard.press("Escape");
  await staff.locator("#keys").waitFor({ state: "hidden" });
  await staff.getByLabel("Note for moderators").focus();
  await staff.keyboard.type("jack");
  assert.equal(await heading(staff), first);
  assert.equal(await staff.getByLabel("Note for moderators").inputValue(), "jack");
  await staff.locator("#main").focus();
  for (const key of ["j", "k"]) {
    const at = await heading(staff);
    await staff.keyboard.press(key);
    await staff.waitForFunction(at => document.querySelector("h1").textContent !== at, at);
  }
  assert.equal(await heading(staff), first);
  assert.deepEqual(staff.problems, []);
  await closePage(staff);
});

test("without scripts: ask for changes, and a decision that came too late", async () => {
  const author = await openPage(browser, { base: site.url });
  const staff = await openPage(browser, { base: site.url, scripts: false });
  const headline = "Forty logos and one customer who paid late";
  const link = await send(author, { story: { headline } });
  await signIn(staff, DEMO);
  await open(staff, headline);
  const late = await staff.context().newPage();
  await late.goto(staff.url());
  await staff.getByRole("button", { name: /^Ask to change/ }).click();
  await staff.getByRole("link", { name: "Choose the reason" }).waitFor();
  await staff.getByLabel("Reason", { exact: true }).selectOption("missing_numbers");
  await staff.getByLabel("Message to the author").fill("How many hours were there in all?");
  await staff.getByRole("button", { name: /^Ask to change/ }).click();
  await staff.locator(".note").getByText("How many hours were there in all?").waitFor();
  await staff.getByRole("button", { name: "Ask to change and send this" }).click();
  await staff.getByText("was asked to change it").waitFor();

  await late.getByLabel("Message to the author").fill("Thank you, a fine report.");
  const answered = late.waitForResponse(answer => answer.request().method() === "POST");
  await late.getByRole("button", { name: /^Publish/ }).click();
  assert.equal((await answered).status(), 409);
  await late.getByText("Changes asked for").waitFor();
  assert.match(await late.inputValue("#message"), /a fine report/);
  await author.goto(link);
  await author.getByText("How many hours were there in all?").waitFor();
});

// Last, since it leaves nothing to read.
test("thirty of the queue are worked by keys alone", async t => {
  const staff = await openPage(browser, { base: site.url });
  await signIn(staff, DEMO);
  await tabTo(staff, staff.getByRole("button", { name: "Open the next report" }));
  await staff.keyboard.press("Enter");
  await staff.getByRole("heading", { name: "Decision" }).waitFor();
  const done = { published: 0, changes: 0, refused: 0, answered: 0, held: 0 };
  const begun = performance.now();
  for (let read = 0; read < IN_A_ROW; read++) done[await decideAsRead(staff)]++;
  const seconds = (performance.now() - begun) / 1000 / IN_A_ROW;
  t.diagnostic(`${seconds.toFixed(1)} seconds an item, ${IN_A_ROW} items by keys: ${JSON.stringify(done)}`);
  assert.deepEqual(staff.problems, []);
  await closePage(staff);
});

function three() {
  return Promise.all([1, 2, 3].map(() => openPage(browser, { base: site.url })));
}

/** Finds the report of this headline in the queue, whatever page it is on, and claims it. */
async function open(staff, headline) {
  await staff.goto("/admin");
  const button = staff.getByRole("button", { name: `Open ${headline}` });
  while (!(await button.count())) {
    await staff.getByRole("link", { name: "Next", exact: true }).click();
    await staff.waitForLoadState();
  }
  await button.click();
  await staff.getByRole("heading", { level: 1, name: headline }).waitFor();
}

/** Published reports as the site counts them: in all, in three facets, and on the page of the path. */
async function counts(reader) {
  await reader.goto("/experiences");
  const all = parseInt(await reader.textContent("#results .count"));
  const path = await facet(reader, "path", FAILED.what.path);
  const status = await facet(reader, "status", FAILED.when.status);
  const outcome = await facet(reader, "monthly_net", "loss");
  await reader.goto(`/paths/${FAILED.what.path}`);
  const said = await reader.getByRole("link", { name: /^All \d+ reports on this path/ }).textContent();
  return { all, path, status, outcome, onItsPage: parseInt(said.match(/\d+/)) };
}

async function facet(reader, key, value) {
  const label = reader.locator("#filters label", { has: reader.locator(`[name="${key}"][value="${value}"]`) });
  return parseInt(await label.locator(".c").textContent());
}

/** The newest line of the log says who did what, and nothing that the author wrote. */
async function isLogged(reader, headline) {
  await reader.goto("/log");
  const line = await reader.locator("tbody tr").first().innerText();
  assert.match(line, /Published/);
  const page = await reader.textContent("main");
  for (const words of [headline, FAILED.story.what_i_did, MODERATOR.name, "Luxembourg"]) {
    assert.ok(!page.includes(words), `the log holds no “${words}”`);
  }
}

/** Decides the open report with reason and message: a key, letters, tabs and Enter. */
async function decideByKeys(staff, key, reason, message) {
  await staff.keyboard.press(key);
  assert.ok(await hasFocus(staff.getByLabel("Reason", { exact: true })), `${key} leads to the reason`);
  await staff.keyboard.type(reason);
  await tabTo(staff, staff.getByLabel("Message to the author"));
  await staff.keyboard.type(message);
  await tabTo(staff, staff.getByRole("button", { name: key === "c" ? /^Ask to change C/ : /^Refuse R/ }));
  await staff.keyboard.press("Enter");
  await confirm(staff);
}

/** Decides the open report by keys, by what the checks found, until the next one is open; says what it decided. */
async function decideAsRead(staff) {
  const read = new URL(staff.url()).pathname;
  await isReady(staff);
  if (await staff.getByRole("heading", { name: "Answer", exact: true }).count()) return answerByKeys(staff, read);
  const found = (await staff.locator(".flags li:has(.hot)").allTextContents()).join("\n");
  let done = "published";
  if (found.includes("as machines do")) {
    await decideByKeys(staff, "r", "Spam", "Nobody seems to have tried this.");
    done = "refused";
  } else if (found) {
    await decideByKeys(staff, "c", "Something else", "Please look at what is marked, and tell it without that.");
    done = "changes";
  } else if (await staff.locator(".flags li").filter({ hasText: /Drawn by lot/ }).count()) {
    await tabTo(staff, staff.getByRole("button", { name: "Ask for proof, and let it wait" }));
    await staff.keyboard.press("Enter");
    await confirm(staff);
    done = "held";
  } else {
    await staff.keyboard.press("a");
    await confirm(staff);
  }
  await staff.waitForURL(url => url.search.startsWith("?done=") && url.pathname !== read);
  return done;
}

/** Answers a reader's flag by keys: the last choice, which changes nothing, and a few words. */
async function answerByKeys(staff, read) {
  await tabTo(staff, staff.getByRole("radio").first());
  await staff.keyboard.press("ArrowUp");
  await tabTo(staff, staff.getByLabel("Answer to the reader"));
  await staff.keyboard.type("We looked at what you named, and the report says the same.");
  await tabTo(staff, staff.getByRole("button", { name: "See what they will read" }));
  await staff.keyboard.press("Enter");
  await staff.getByRole("heading", { name: "What the reader will read" }).waitFor();
  assert.ok(await getsFocus(staff.getByRole("button", { name: "Send this" })));
  await staff.keyboard.press("Enter");
  await staff.waitForURL(url => url.search.startsWith("?done=") && url.pathname !== read);
  return "answered";
}

/** Sends a report as a machine would, which fills in what people do not see. */
async function sendAsMachine(page, headline) {
  const answers = STEPS.map(step => [step, { ...FAILED[step], ...(step === "story" ? { headline } : {}) }]);
  const link = await draft(page, Object.fromEntries(answers));
  await post(page.request, `${link}/send`, { version: await versionToSend(page.request, link), website: "x" });
  return link;
}

/** The preview has its button focused, so that Enter carries it out. */
async function confirm(staff) {
  await staff.getByRole("heading", { name: "What the author will read" }).waitFor();
  assert.ok(await getsFocus(staff.getByRole("button", { name: "and send this" })));
  await staff.keyboard.press("Enter");
}

/** Keys count from when the script has run. */
async function isReady(page) {
  await page.waitForLoadState();
  await page.locator("html.has-js").waitFor();
}

function heading(page) {
  return page.locator("h1").textContent();
}
