// A reader flags a report and reads the answer; an author appeals, and somebody else decides. With and without scripts.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "./support/axe.mjs";
import { openBrowser, openPage } from "./support/browser.mjs";
import { send } from "./support/report.mjs";
import { startSite } from "./support/site.mjs";
import { DEMO, signIn } from "./support/staff.mjs";

const WORDS = "The hours are given as five a week, and the story speaks of every evening.";
const ANSWER = "You are right: the hours were those of one evening. We asked the author.";
const TO_AUTHOR = "Please look at the hours again: are they those of a week?";
const APPEAL = "I name no shop; the platform is named because its fees are the point.";
const LIMITS_OFF = { RATE_SHARE: "off", RATE_SAVE: "off", RATE_PRIVATE_LINK: "off", RATE_FLAG: "off", TIME_TRAP_SECONDS: "0" };

let site, browser;

before(async () => {
  site = await startSite({ demo: true, env: LIMITS_OFF });
  await site.run("demo", "--demo");
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

for (const scripts of [true, false]) {
  const how = scripts ? "with scripts" : "without scripts";

  test(`flag and answer, ${how}`, async () => {
    const reader = await openPage(browser, { base: site.url, scripts });
    const staff = await openPage(browser, { base: site.url, scripts });
    await signIn(staff, DEMO);
    await reader.goto("/experiences");
    await reader.locator('#results a[href^="/experiences/"]').first().click();
    await reader.waitForURL("**/experiences/*");
    const report = reader.url();
    await reader.getByRole("link", { name: "Something is wrong here" }).click();
    await isAccessible(reader, scripts);
    await reader.getByLabel("The figures are wrong").check();
    await reader.getByLabel("What did you find?").fill("Too short");
    await reader.getByRole("button", { name: "Send" }).click();
    await reader.locator(".errs").waitFor();
    await isAccessible(reader, scripts);
    await reader.getByLabel("What did you find?").fill(WORDS);
    await reader.getByRole("button", { name: "Send" }).click();
    await reader.getByRole("heading", { level: 1, name: "We have your flag" }).waitFor();
    await isAccessible(reader, scripts);
    const link = reader.url();

    await openNewest(staff, "flag");
    await staff.getByText(WORDS).first().waitFor();
    await isAccessible(staff, scripts);
    await staff.getByLabel("Take the report off the site until it is changed").check();
    await staff.getByLabel("Answer to the reader").fill(ANSWER);
    await staff.getByLabel("What its author is asked").fill(TO_AUTHOR);
    await staff.getByRole("button", { name: "See what they will read" }).click();
    await isAccessible(staff, scripts);
    await staff.getByRole("button", { name: "Send this" }).click();
    await staff.getByText("The last flag is answered.").waitFor();

    await reader.goto(link);
    await reader.getByText(ANSWER).waitFor();
    await isAccessible(reader, scripts);
    assert.equal((await fetch(report)).status, 404);
    await reader.getByRole("button", { name: "Erase it" }).click();
    await reader.getByRole("heading", { level: 1, name: "Your flag is erased" }).waitFor();
    await isAccessible(reader, scripts);
    await done(reader, staff);
  });

  test(`an appeal decided by another, ${how}`, async () => {
    const author = await openPage(browser, { base: site.url, scripts: true });
    const staff = await openPage(browser, { base: site.url, scripts });
    const another = await openPage(browser, { base: site.url, scripts });
    await signIn(staff, DEMO);
    await signIn(another, { ...DEMO, name: "tomas" });
    const headline = `Refused and appealed, ${how}`;
    const link = await send(author, { story: { headline } });
    await open(staff, headline);
    await staff.getByLabel("Reason", { exact: true }).selectOption({ label: "Advertising" });
    await staff.getByLabel("Message to the author").fill("It names a shop.");
    await staff.getByRole("button", { name: /^Refuse/ }).click();
    await staff.getByRole("button", { name: "Refuse and send this" }).click();
    await staff.getByText("The last report was refused.").waitFor();

    await author.goto(link);
    await author.getByRole("link", { name: "Appeal" }).click();
    await isAccessible(author);
    await author.getByLabel("Why was that wrong?").fill(APPEAL);
    await author.getByRole("button", { name: "Send the appeal" }).click();
    await author.getByRole("heading", { level: 1, name: "Your appeal waits for somebody else" }).waitFor();
    await isAccessible(author);

    await staff.goto("/admin?kind=appeal");
    await staff.locator("tbody th a", { hasText: headline }).click();
    await staff.getByText("You have judged this one before").waitFor();
    await isAccessible(staff, scripts);

    await open(another, headline, "/admin?kind=appeal");
    await another.getByText(APPEAL).waitFor();
    await isAccessible(another, scripts);
    await another.getByLabel("Publish the report: the refusal was wrong").check();
    await another.getByLabel("Answer to the author").fill("We read it again, and it names no shop of yours.");
    await another.getByRole("button", { name: "See what they will read" }).click();
    await isAccessible(another, scripts);
    await another.getByRole("button", { name: "Send this" }).click();
    await another.getByText("its report is published").waitFor();

    await author.goto(link);
    await author.getByText("it names no shop of yours").waitFor();
    await author.getByRole("heading", { level: 1, name: "Your report is published" }).waitFor();
    await done(author, staff, another);
  });
}

test("a proof is noted, and the page shows it", async () => {
  const staff = await openPage(browser, { base: site.url });
  await signIn(staff, DEMO);
  await staff.goto("/admin/reports");
  await isAccessible(staff);
  await staff.goto("/experiences?grade=E");
  const page = await staff.locator('#results a[href^="/experiences/"]').first().getAttribute("href");
  await staff.goto(`/admin/reports?q=${page.split("/").pop()}`);
  await isAccessible(staff);
  await staff.getByLabel("What you were shown").selectOption("invoice");
  await staff.getByLabel("It supports the sums").check();
  await staff.getByRole("button", { name: "Note it" }).click();
  await staff.getByText("The proof is noted").waitFor();
  await isAccessible(staff);
  await staff.goto(page);
  await staff.getByText("Proof seen. Invoice").waitFor();
  await done(staff);
});

/** Claims the newest item of this kind. */
async function openNewest(staff, kind) {
  await staff.goto(`/admin?kind=${kind}`);
  await staff.locator("tbody tr").last().getByRole("button", { name: /^Open/ }).click();
}

async function open(staff, headline, queue = "/admin") {
  await staff.goto(queue);
  while ((await staff.locator("tbody th a", { hasText: headline }).count()) === 0) {
    await staff.getByRole("link", { name: "Next", exact: true }).click();
    await staff.waitForLoadState();
  }
  await staff.getByRole("button", { name: `Open ${headline}` }).click();
  await staff.getByRole("heading", { level: 1, name: headline }).waitFor();
}

/** What axe finds, where it can run, and sideways scroll on the smallest screen. */
async function isAccessible(page, scripts = true) {
  if (!scripts) return;
  assert.deepEqual(await violations(page), []);
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 320, `${page.url()} is ${wide} wide`);
  await page.setViewportSize(before);
}

/** Refused forms are answered with 422, which the browser reports; nothing else may be. */
async function done(...pages) {
  for (const page of pages) {
    assert.deepEqual(page.problems.filter(problem => !/422|404/.test(JSON.stringify(problem))), []);
    await page.context().close();
  }
}
