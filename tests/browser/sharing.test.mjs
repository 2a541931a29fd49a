// A failed attempt is shared: through the five pages to the private link, with mistakes on the way, and changed later.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { closePage, openBrowser, openPage } from "./support/browser.mjs";
import { getsFocus, hasFocus } from "./support/keys.mjs";
import { FAILED, answer, begin, goOn, privateLink, send } from "./support/report.mjs";
import { startSite } from "./support/site.mjs";
import { addStaff, publishOpen, signIn } from "./support/staff.mjs";

const MODERATOR = { name: "vera", password: "seven quiet rivers run" };

/** On each page a mistake, and what is said about it. */
const MISTAKES = {
  what: [{ tools: "https://example.org/tool" }, /^Choose the path that is closest$/],
  when: [{ start_month: "13" }, /The month you started/],
  money: [{ hours_per_week: "200" }, /Hours .*112/],
  story: [{ what_i_did: "I wrote guides." }, /80 characters or more/],
  consent: [{ email: "nobody" }, /^Confirm that this happened to you$/],
};

let site, browser;

before(async () => {
  site = await startSite({ env: { RATE_SHARE: "off", TIME_TRAP_SECONDS: "0" } });
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

for (const scripts of [true, false]) {
  test(`a failed attempt is shared, ${scripts ? "with" : "without"} scripts`, async () => {
    const page = await openPage(browser, { base: site.url, scripts, width: scripts ? 1280 : 390 });
    await begin(page);
    for (const step of Object.keys(FAILED)) {
      await page.waitForURL(`**/${step}`);
      await isComplainedOf(page, ...MISTAKES[step]);
      await answer(page, FAILED[step]);
      if (step === "what") await page.fill("[name=tools]", "");
      if (step === "consent") await page.fill("[name=email]", "");
      if (step === "money") await isSaidBack(page);
      await goOn(page);
    }
    await page.waitForURL("**/check");
    await leadsBack(page);
    await isChecked(page);
    await page.getByRole("button", { name: "Send to the moderators" }).click();
    await page.waitForURL("**/sent");
    await page.getByRole("heading", { level: 1, name: "We have your report" }).waitFor();
    const link = privateLink(page);
    assert.match(link, /\/m\/[\w-]{22,}$/, "at least 128 bits");
    assert.equal((await page.textContent(".secret")).trim(), link);
    await standsAs(page, link, "We have your report", "Waiting for a moderator");
    assert.deepEqual(page.problems.filter(problem => !problem.includes("422")), []);
    await closePage(page);
  });
}

test("the link is copied by a button", async () => {
  const page = await openPage(browser, { base: site.url });
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const link = await send(page);
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.getByRole("status").filter({ hasText: "Copied" }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
  await closePage(page);
});

test("what is published stays as it is until a change to it is approved", async () => {
  const [author, reader, staff] = await Promise.all([1, 2, 3].map(() => openPage(browser, { base: site.url })));
  await addStaff(site, staff, MODERATOR);
  await signIn(staff, MODERATOR);
  const headline = "Nine guides later nobody had read a line of them";
  const link = await send(author, { story: { headline } });
  await publish(staff, headline);
  await standsAs(author, link, "Your report is published", "Published");
  await author.getByRole("link", { name: "See it on the site" }).click();
  const published = author.url();

  const amended = "Nine guides later one reader had written to me";
  await author.goto(link);
  await author.getByRole("link", { name: "Change your report" }).click();
  await author.getByRole("link", { name: "Change headline" }).click();
  await answer(author, { headline: amended });
  await author.getByRole("button", { name: "Save and check your answers" }).click();
  await author.waitForURL("**/check");
  await reads(reader, published, headline);
  await author.getByRole("button", { name: "Send to the moderators" }).click();
  await author.getByText("the version that is published stays as it is").waitFor();
  await reads(reader, published, headline);

  await publish(staff, amended);
  await reads(reader, published, amended);
  await reader.goto("/experiences");
  assert.equal(await reader.getByText(headline).count(), 0, "the old version is gone");
  assert.equal(await reader.getByRole("link", { name: amended }).count(), 1);
  for (const page of [author, reader, staff]) assert.deepEqual(page.problems, []);
});

test("a report is taken down and erased by its link", async () => {
  const page = await openPage(browser, { base: site.url });
  const link = await send(page);
  await page.goto(link);
  await page.getByRole("link", { name: "Take this report down" }).click();
  await page.getByRole("button", { name: "Take it off the site" }).click();
  await page.getByRole("heading", { level: 1, name: "You took this report down" }).waitFor();
  await page.getByRole("link", { name: "Erase this report" }).click();
  await page.getByRole("button", { name: /^Erase/ }).click();
  await page.getByRole("heading", { level: 1, name: "It is erased" }).waitFor();
  assert.equal((await page.goto(link)).status(), 404);
  await closePage(page);
});

/** Sends a page with a mistake: the summary has the focus and leads to the control, and every word is kept. */
async function isComplainedOf(page, mistake, complaint) {
  await answer(page, mistake);
  await goOn(page);
  const summary = page.locator(".errs");
  await summary.waitFor();
  assert.ok(await getsFocus(summary), "the summary has the focus");
  assert.match(await page.title(), /^Error: /);
  const line = summary.getByRole("link").filter({ hasText: complaint });
  const control = page.locator(await line.getAttribute("href"));
  await line.click();
  assert.ok(await hasFocus(control), "the summary leads to the control");
  for (const [name, typed] of Object.entries(mistake)) {
    assert.equal(await page.inputValue(`[name="${name}"]`), typed, "what was typed is kept");
  }
}

/** The sum is added up on its page, before anything is sent. */
async function isSaidBack(page) {
  await page.getByRole("button", { name: "Add it up" }).click();
  const sum = page.locator("#sum");
  await sum.getByText("out of pocket by $105").waitFor();
  await sum.getByText("That is a loss of about $1.30 an hour.").waitFor();
}

/** From the check one goes back page by page; each is as it was left. */
async function leadsBack(page) {
  for (const step of Object.keys(FAILED).toReversed()) {
    const role = step === "consent" ? "link" : "button";
    await page.getByRole(role, { name: "Back to the page before" }).click();
    await page.waitForURL(`**/${step}`);
  }
  assert.equal(await page.inputValue("[name=path]"), FAILED.what.path);
  assert.equal(await page.inputValue("[name=tools]"), "");
  await page.getByRole("button", { name: "Save and check your answers" }).click();
  await page.waitForURL("**/check");
}

async function isChecked(page) {
  for (const said of [FAILED.story.headline, FAILED.story.what_went_wrong, "January 2026", "Luxembourg"]) {
    assert.equal(await page.locator("dd").filter({ hasText: said }).count(), 1, said);
  }
  await page.getByText("That is a loss of about $1.30 an hour.").waitFor();
}

async function standsAs(page, link, title, stage) {
  await page.goto(link);
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  await page.locator(".track li").filter({ hasText: stage }).waitFor();
}

/** Finds the report of this headline in the queue and publishes it. */
async function publish(staff, headline) {
  await staff.goto("/admin");
  await staff.getByRole("button", { name: `Open ${headline}` }).click();
  await publishOpen(staff);
}

async function reads(page, address, headline) {
  await page.goto(address);
  await page.getByRole("heading", { level: 1, name: headline }).waitFor();
}
