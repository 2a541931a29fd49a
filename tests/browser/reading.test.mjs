// A reader finds a path and reads on: by facets, chips, the compare tray and search; with scripts and without, on a
// phone, and by keys.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { closePage, openBrowser, openPage } from "./support/browser.mjs";
import { hasFocus, tabTo } from "./support/keys.mjs";
import { PATHS, startSite } from "./support/site.mjs";

let site, browser;

before(async () => {
  site = await startSite({ demo: true, env: { RATE_SEARCH: "off" } });
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

journey("a path is found by facets, in place", {}, async page => {
  await page.goto("/paths");
  await page.evaluate(() => (window.untouched = true));
  await unfold(page, "domain_expertise");
  for (const [query, count] of [
    ["?domain_expertise=required", `6 of ${PATHS} paths match`],
    ["", new RegExp(`^${PATHS} paths$`)],
    ["?domain_expertise=required", `6 of ${PATHS} paths match`],
  ]) {
    await tabTo(page, facet(page, "domain_expertise", "required"));
    await page.keyboard.press("Space");
    await page.waitForURL(`**/paths${query}`);
    await announced(page, count);
    assert.ok(await hasFocus(facet(page, "domain_expertise", "required")), `the focus stays at ${query}`);
  }
  await tabTo(page, facet(page, "startup_capital", "under_50"), "Shift+Tab");
  await page.keyboard.press("Space");
  await page.waitForURL("**/paths?startup_capital=under_50&domain_expertise=required");
  await announced(page, `4 of ${PATHS} paths match`);
  await page.locator(".left summary").getByText("3 paths left out").waitFor();
  assert.ok(await facet(page, "risk", "low").isDisabled(), "what would find nothing cannot be chosen");
  assert.ok(await page.evaluate(() => window.untouched), "the page was never loaded anew");
  await page.goBack();
  await announced(page, `6 of ${PATHS} paths match`);
});

journey("chips take the filters away one by one, by keys", {}, async page => {
  await page.goto("/paths?domain_expertise=required&startup_capital=under_50");
  for (const left of [1, 0]) {
    await tabTo(page, page.locator(".chips a.chip").first());
    await page.keyboard.press("Enter");
    await page.waitForFunction(left => document.querySelectorAll(".chips a.chip").length === left, left);
    assert.ok(await hasFocus(page.locator("#results .count")), "the focus goes to the count");
  }
  await page.waitForURL("**/paths");
  await page.locator("#results .count", { hasText: `${PATHS} paths` }).waitFor();
});

journey("a path is found by facets without scripts", { scripts: false }, async page => {
  await page.goto("/paths");
  await unfold(page, "domain_expertise");
  await facet(page, "domain_expertise", "required").check();
  await facet(page, "startup_capital", "under_50").check();
  await page.getByRole("button", { name: "Show matching paths" }).click();
  await page.waitForURL("**/paths?**startup_capital=under_50**");
  const found = page.locator(".pcard h2 a");
  const name = await found.first().textContent();
  for (const left of [1, 0]) {
    await page.locator(".chips a.chip").first().click();
    assert.equal(await page.locator(".chips a.chip").count(), left);
  }
  assert.equal(await found.count(), PATHS);
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  await page.getByRole("heading", { level: 2, name: "How sure are we?" }).waitFor();
});

for (const scripts of [true, false]) {
  journey(`two paths are compared from the tray, ${scripts ? "with" : "without"} scripts`, { scripts }, async page => {
    await page.goto("/paths");
    const tray = page.locator(".tray");
    assert.ok(!(await tray.isVisible()), "no tray before something is ticked");
    const names = (await page.locator(".pcard h2 a").allTextContents()).slice(0, 2);
    for (const name of names) {
      await tabTo(page, page.getByRole("checkbox", { name: `Compare ${name}` }));
      await page.keyboard.press("Space");
    }
    await tabTo(page, tray.getByRole("button", { name: "Compare" }));
    await page.keyboard.press("Enter");
    await page.waitForURL("**/paths/compare?path=*&path=*");
    const table = page.getByRole("table");
    for (const name of names) await table.getByRole("link", { name, exact: true }).waitFor();
    await page.getByRole("heading", { name: "What sets them apart" }).waitFor();
  });
}

journey("the first tab skips the masthead", {}, async page => {
  await page.goto("/experiences");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to main content" });
  assert.ok(await hasFocus(skip));
  assert.ok(await skip.isVisible());
  await page.keyboard.press("Enter");
  assert.ok(await hasFocus(page.locator("#main")));
});

journey("a reader filters, sorts and pages through experiences, and reads one", {}, async page => {
  await page.goto("/experiences");
  await facet(page, "path", "content-creation").check();
  await announced(page, "118 of 380 reports");
  const sort = page.getByLabel("Sort by");
  const order = await sort.locator("option").nth(1).getAttribute("value");
  await sort.selectOption(order);
  await page.waitForURL(`**/experiences?path=content-creation&sort=${order}`);
  await page.getByRole("link", { name: "Next", exact: true }).click();
  await page.waitForURL("**&page=2**");
  assert.ok(await hasFocus(page.locator("#results .count")));
  const card = page.locator(".rep a").first();
  const headline = await card.textContent();
  await card.click();
  await page.getByRole("heading", { level: 1, name: headline }).waitFor();
});

journey("words are searched, also misspelt, and narrowed by kind", {}, async page => {
  await page.goto("/");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Search" }).click();
  await page.getByLabel("Words to look for").fill("consultng");
  await page.keyboard.press("Enter");
  await page.getByText("similar ones, in case of a slip").waitFor();
  await page.getByLabel("Words to look for").fill("clients");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/search?q=clients");
  const kind = page.locator("#filters input[type=checkbox]:enabled").first();
  const word = await kind.inputValue();
  await kind.check();
  await page.waitForURL(`**/search?**=${word}**`);
  await page.locator(".chips").getByText("Kind: ").waitFor();
  await page.locator("#results .rep a").first().click();
  await page.waitForURL(url => !url.pathname.startsWith("/search"));
});

for (const scripts of [true, false]) {
  const how = scripts ? "with" : "without";
  journey(`a phone's filter sheet applies by its button, ${how} scripts`, { scripts, width: 390 }, async page => {
    await page.goto("/experiences");
    const sheet = page.locator("#filters");
    assert.ok(!(await sheet.isVisible()));
    await page.getByRole("button", { name: "Filter" }).tap();
    await sheet.waitFor();
    await facet(page, "status", "stopped_before_income").tap();
    assert.equal(new URL(page.url()).search, "", "nothing happens before the button");
    await sheet.getByRole("button", { name: /^Show/ }).tap();
    await page.waitForURL("**/experiences?*status=stopped_before_income");
    await sheet.waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Filter (1)" }).waitFor();
    await page.locator(".chips").getByText("Stopped with nothing").waitFor();
  });
}

journey("a phone's menu leads on and can be closed", { width: 390 }, async page => {
  await page.goto("/");
  await page.getByRole("button", { name: "Menu" }).tap();
  const menu = page.getByRole("navigation", { name: "Main" });
  await menu.getByRole("button", { name: "Close" }).tap();
  await menu.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Menu" }).tap();
  await menu.getByRole("link", { name: "Case studies" }).tap();
  await page.getByRole("heading", { level: 1, name: "Case studies" }).waitFor();
});

function facet(page, key, value) {
  return page.locator(`#filters [name="${key}"][value="${value}"]`);
}

/** Opens the fold that a facet lies in, if it does and is shut. */
async function unfold(page, key) {
  const fold = page.locator("#filters details:not([open])", { has: page.locator(`[name="${key}"]`) });
  if (await fold.count()) await fold.locator("summary").press("Enter");
}

/** The new count is in the live region of the script, and so spoken. */
function announced(page, count) {
  return page.locator("body > p[role=status]").filter({ hasText: count }).waitFor({ state: "attached" });
}
