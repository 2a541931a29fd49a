// A reader answers the path finder's questions, passes the page on, and prints it: with scripts and without, by keys and on
// a phone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { closePage, openBrowser, openPage } from "./support/browser.mjs";
import { hasFocus, tabTo } from "./support/keys.mjs";
import { PATHS, startSite } from "./support/site.mjs";

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

/** A journey of one reader, on whose pages nothing may go wrong. */
function journey(name, reader, walk) {
  test(name, async () => {
    const page = await openPage(browser, { base: site.url, ...reader });
    await walk(page);
    assert.deepEqual(page.problems, []);
    await closePage(page);
  });
}

const NOTHING_FITS = "/find?capital_band=none&hours=under_5&background=student&years_in_field=0&skills=none&selling=no&income=1m&risk=low";

journey("answers are judged in place, by keys", {}, async page => {
  await page.goto("/");
  await page.getByRole("link", { name: "Find one that fits you" }).click();
  await page.evaluate(() => (window.untouched = true));
  await tabTo(page, answer(page, "capital_band", "none"));
  await page.keyboard.press("Space");
  await page.waitForURL("**/find?capital_band=none");
  await announced(page, /stretch|blocked/);
  assert.ok(await hasFocus(answer(page, "capital_band", "none")), "the focus stays");
  await tabTo(page, page.getByLabel("Profession"));
  await page.keyboard.press("l");
  await page.waitForURL("**/find?capital_band=none&background=law");
  await page.locator(".pcard", { hasText: "and you come from law" }).waitFor();
  assert.ok(await hasFocus(page.getByLabel("Profession")), "the focus stays on the list, too");
  assert.ok(await page.evaluate(() => window.untouched), "the page was never loaded anew");
  await page.goBack();
  await page.waitForURL("**/find?capital_band=none");
});

journey("answers are sent and lead to people alike without scripts", { scripts: false }, async page => {
  await page.goto("/find");
  await answer(page, "hours", "10_19").check();
  await page.getByLabel("Profession").selectOption("writing_media");
  await page.getByLabel("Years in it").selectOption("3-5");
  await answer(page, "risk", "very_high").check();
  await page.getByRole("button", { name: "Show what fits" }).click();
  await page.waitForURL("**/find?hours=10_19&background=writing_media&years_in_field=3-5&risk=very_high");
  assert.ok(await answer(page, "hours", "10_19").isChecked(), "the answers stay");
  assert.equal(await page.locator(".pcard").count(), PATHS);
  assert.ok(!(await page.getByRole("button", { name: "Copy the link" }).isVisible()), "no button that would do nothing");
  assert.equal(await page.getByRole("link", { name: "Link to this page" }).getAttribute("href"), page.url());
  await page.getByRole("link", { name: "People like you on Content creation" }).click();
  await page.waitForURL("**/paths/content-creation?background=writing_media&years_in_field=3-5&hours=10_19#like-you");
  assert.equal(await page.locator("#like-background").inputValue(), "writing_media");
  await page.getByText(/^These \d+ \(Background: Writing and media/).waitFor();
});

journey("nothing fits, and the page says so and what stands in the way", { width: 390 }, async page => {
  await page.goto(NOTHING_FITS);
  await page.getByText(/^None fits you now: none a stretch, \w+ blocked$/).waitFor();
  await page.getByRole("heading", { name: /^None of the \w+ fits your answers$/ }).waitFor();
  assert.equal(await page.locator(".pcard").count(), PATHS, "blocked paths stay listed");
  await page.getByRole("link", { name: "Clear all" }).tap();
  await page.waitForURL("**/find");
});

journey("the link is copied, and nobody is told", {}, async page => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const asked = [];
  page.on("request", request => asked.push(new URL(request.url()).origin));
  await page.goto("/find?risk=low");
  await answer(page, "hours", "5_9").check();
  await page.waitForURL("**/find?hours=5_9&risk=low");
  await page.getByRole("button", { name: "Copy the link" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${site.url}/find?hours=5_9&risk=low`);
  assert.deepEqual([...new Set(asked)], [site.url]);
});

journey("a browser that can share is handed the address", {}, async page => {
  await page.addInitScript(() => (navigator.share = async what => void (window.shared = what)));
  await page.goto("/paths/content-creation");
  await page.getByRole("button", { name: "Share", exact: true }).click();
  assert.equal(await page.evaluate(() => window.shared.url), `${site.url}/paths/content-creation`);
});

journey("on paper there are the answers and no furniture", {}, async page => {
  await page.goto("/find?hours=5_9&risk=low");
  await page.emulateMedia({ media: "print" });
  assert.ok(!(await page.locator("#filters").isVisible()));
  assert.ok(!(await page.getByRole("button", { name: "Copy the link" }).isVisible()));
  await page.getByText("Hours a week: 5 to 9; Risk you accept: Little").waitFor();
  await page.goto("/paths/content-creation");
  assert.ok(!(await page.locator("#like-you form").isVisible()), "nothing to fill in");
  await page.locator("#wait-told details table").waitFor();
});

function answer(page, key, value) {
  return page.locator(`#filters [name="${key}"][value="${value}"]`);
}

/** What the script says is in its live region, and so spoken. */
function announced(page, count) {
  return page.locator("body > p[role=status]").filter({ hasText: count }).waitFor({ state: "attached" });
}
