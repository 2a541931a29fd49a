// Somebody was promised a sum: from the front page to an answer, with more said, with a mistake on the way, and with the
// page sent to a friend.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { closePage, openBrowser, openPage } from "./support/browser.mjs";
import { getsFocus, tabTo } from "./support/keys.mjs";
import { startSite } from "./support/site.mjs";

const AD = "Learn AI in 3 days and make $10K a month! Guaranteed. DM me.";

let site, browser;

before(async () => {
  site = await startSite({ demo: true });
  await site.run("demo", "--demo");
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

for (const scripts of [true, false]) {
  test(`a claim is checked from the front page, ${scripts ? "with" : "without"} scripts`, async () => {
    const page = await openPage(browser, { base: site.url, scripts, width: scripts ? 1280 : 390 });
    await page.goto("/");
    await tabTo(page, page.getByRole("button", { name: "Check this claim" }));
    await page.keyboard.press("Enter");
    await page.waitForURL("**/check?amount=10%2C000&path=content-creation");
    assert.match(await verdict(page), /^Of the registered starts on this path that were due, between 0 and \d+ of \d+ reached \$10,000 a month; of those who wrote to us afterwards, none of \d+\.$/);
    await page.locator(".strip .claim").first().waitFor({ state: "attached" });
    await saysMore(page);
    await mendsAMistake(page);
    await isTheSameForAFriend(page);
    assert.deepEqual(page.problems.filter(problem => !problem.includes("422")), []);
    await closePage(page);
  });
}

/** Hours make an hour of a month. */
async function saysMore(page) {
  await page.getByText("Say more, or paste the text").click();
  await page.getByLabel("Hours it takes").fill("10");
  await page.getByRole("button", { name: "Check this claim" }).click();
  await page.getByText("$230.77 an hour at 10 hours a week").waitFor();
}

/** A wrong field is complained of beside it, and the text pasted meanwhile is still there. */
async function mendsAMistake(page) {
  await page.getByText("Say more, or paste the text (1 filled in)").click();
  await page.getByLabel("the sum", { exact: true }).fill("a lot");
  await page.getByLabel("What it says, word for word").fill(AD);
  await page.getByRole("button", { name: "Check this claim" }).click();
  await page.locator(".errs").waitFor();
  assert.ok(await getsFocus(page.locator(".errs")), "the summary has the focus");
  assert.equal(await page.getByLabel("What it says, word for word").inputValue(), AD);
  await page.getByLabel("the sum", { exact: true }).fill("");
  await page.getByRole("button", { name: "Check this claim" }).click();
  for (const quoted of ["“Guaranteed”", "“in 3 days”", "“DM me”"]) await page.getByText(quoted, { exact: true }).waitFor();
}

async function isTheSameForAFriend(page) {
  const answer = await page.locator(".rim").textContent();
  await page.getByRole("link", { name: "its address" }).click();
  await page.waitForURL(url => url.search.startsWith("?path=content-creation&hours=10&text=Learn+AI"));
  assert.equal(await page.locator(".rim").textContent(), answer);
}

async function verdict(page) {
  return (await page.locator("h2.verdict").textContent()).trim();
}
