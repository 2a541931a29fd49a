// One draft in two tabs, going on later and going back, with scripts and without.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { closePage, openBrowser, openPage } from "./support/browser.mjs";
import { violations } from "./support/axe.mjs";
import { FAILED, answer, begin, draft, goOn, privateLink, send } from "./support/report.mjs";
import { startSite } from "./support/site.mjs";

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
  const how = scripts ? "with" : "without";

  test(`an older tab asks before it overwrites a newer text, ${how} scripts`, async () => {
    const page = await openPage(browser, { base: site.url, scripts, width: scripts ? 1280 : 390 });
    const link = await draft(page, FAILED);
    const other = await page.context().newPage();
    for (const tab of [page, other]) await tab.goto(`${link}/story`);
    const [newer, older] = ["The newer text of the two. ", "What the older tab says. "].map(words => words.repeat(5).trim());
    await answer(page, { what_went_wrong: newer });
    await goOn(page);
    await page.waitForURL("**/consent");

    await answer(other, { what_went_wrong: older });
    await goOn(other);
    const asks = other.locator(".errs");
    await asks.getByText(newer).waitFor();
    assert.equal(await other.inputValue("[name=what_went_wrong]"), older);
    await other.locator("#what_went_wrong-e").getByText(newer).waitFor();
    assert.deepEqual(await violations(other), []);
    await asks.getByLabel("Keep this instead of mine").check();
    await goOn(other);
    await other.waitForURL("**/consent");
    await page.goto(`${link}/story`);
    assert.equal(await page.inputValue("[name=what_went_wrong]"), newer);

    await other.goto(`${link}/story`);
    await answer(page, { headline: "Said in the first of two tabs" });
    await goOn(page);
    await page.waitForURL("**/consent");
    await answer(other, { headline: "Said in the second of two tabs" });
    await goOn(other);
    await asks.waitFor();
    await goOn(other);
    await other.waitForURL("**/consent");
    await page.goto(`${link}/story`);
    assert.equal(await page.inputValue("[name=headline]"), "Said in the second of two tabs");
    await closePage(page);
  });

  test(`going on opens the next page, and back keeps what was typed, ${how} scripts`, async () => {
    const page = await openPage(browser, { base: site.url, scripts, width: scripts ? 1280 : 390 });
    await begin(page);
    const link = privateLink(page);
    await answer(page, FAILED.what);
    await goOn(page);
    await page.waitForURL("**/when");
    await page.goto(link);
    await page.getByRole("link", { name: "Go on with your report" }).click();
    await page.waitForURL("**/when");
    assert.equal(await page.locator(".errs").count(), 0);
    await answer(page, { start_month: "some time in spring" });
    await page.getByRole("button", { name: "Back to the page before" }).click();
    await page.waitForURL("**/what");
    await goOn(page);
    await page.waitForURL("**/when");
    assert.equal(await page.inputValue("[name=start_month]"), "some time in spring");
    await page.goto(`${link}/check`);
    await page.getByText("Not filled in yet: Time and money; Your story; What we may do with it.").waitFor();
    assert.deepEqual(page.problems, []);
    await closePage(page);
  });

  test(`the browser's own way back and the same page twice ask nothing, ${how} scripts`, async () => {
    const page = await openPage(browser, { base: site.url, scripts });
    await begin(page);
    await answer(page, FAILED.what);
    await goOn(page);
    await page.waitForURL("**/when");
    await page.goBack();
    await answer(page, { tools: "Another one" });
    await goOn(page);
    await page.waitForURL("**/when");
    await page.goBack();
    assert.equal(await page.inputValue("[name=tools]"), "Another one");
    assert.deepEqual(page.problems, []);
    await closePage(page);
  });
}

test("a change that is not sent is said, and erasing asks once", async () => {
  const page = await openPage(browser, { base: site.url });
  const link = await send(page);
  await page.goto(`${link}/story`);
  await answer(page, { headline: "Said otherwise than what was sent" });
  await goOn(page);
  await page.goto(link);
  await page.getByText("You have changes that are not sent yet.").waitFor();
  await page.getByText("They are in: Headline.").waitFor();
  await page.getByRole("link", { name: "Take this report down" }).click();
  await page.getByRole("link", { name: "Erase everything" }).click();
  await page.getByRole("button", { name: /^Erase/ }).click();
  await page.getByRole("heading", { level: 1, name: "It is erased" }).waitFor();
  await closePage(page);
});
