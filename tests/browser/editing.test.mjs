// The directory is edited: with preview, by two editors on one path, with and without scripts, and by keys alone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { closePage, openBrowser, openPage } from "./support/browser.mjs";
import { hasFocus, tabTo } from "./support/keys.mjs";
import { startSite } from "./support/site.mjs";
import { DEMO_ADMIN, DEMO_EDITOR, signIn } from "./support/staff.mjs";

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

for (const [how, scripts, path] of [
  ["with scripts", true, "consulting"],
  ["without scripts", false, "data-services"],
]) {
  test(`two editors on one path lose nothing, ${how}`, async () => {
    const [ines, tomas, reader] = await Promise.all([0, 1, 2].map(() => openPage(browser, { base: site.url, scripts })));
    await signIn(ines, DEMO_ADMIN);
    await signIn(tomas, DEMO_EDITOR);
    for (const editor of [ines, tomas]) await editor.goto(`/admin/paths/${path}`);

    await ines.getByLabel("Tagline").fill("What ines says");
    await ines.getByLabel("You must bring").fill("What ines asks for");
    await giveReason(ines, "A correction");
    await save(ines);

    await tomas.getByLabel("Tagline").fill("What tomas says");
    await tomas.getByLabel("In short").fill("First.\n\n- **Second**\n- Third");
    await giveReason(tomas, "An update");
    await tomas.getByRole("button", { name: "Preview the change" }).click();
    await tomas.getByRole("heading", { level: 1, name: "Somebody saved a change while you were writing" }).waitFor();
    await tomas.getByRole("note", { name: "Tagline, as it is now" }).getByText("What ines says").waitFor();
    assert.equal(await tomas.getByLabel("Tagline").first().inputValue(), "What tomas says");
    assert.equal(await tomas.getByLabel("In short").inputValue(), "First.\n\n- **Second**\n- Third");
    assert.equal(await tomas.getByLabel("You must bring").inputValue(), "What ines asks for");
    await save(tomas);

    await reader.goto(`/paths/${path}`);
    for (const words of ["What tomas says", "What ines asks for"]) await reader.getByText(words).waitFor();
    await reader.locator("li strong", { hasText: "Second" }).waitFor();
    await reader.getByRole("link", { name: "History of this page" }).click();
    await reader.locator("article").nth(1).waitFor();
    const [last, first] = await reader.locator("article").allInnerTexts();
    assert.match(last, /Update:[^]*What ines says[^]*What tomas says/);
    assert.match(first, /Correction:[^]*What ines says/);
    assert.ok(!/\b(ines|tomas)\b, /.test(await reader.locator("main .muted").allInnerTexts()), "no account is named");
    const isAnswer = problem => problem.includes("409");
    for (const page of [ines, tomas, reader]) {
      assert.deepEqual(page.problems.filter(problem => !isAnswer(problem)), []);
      await closePage(page);
    }
  });
}

test("a rating is changed by keys alone, and readers find it among the corrections", async () => {
  const editor = await openPage(browser, { base: site.url });
  await signIn(editor, DEMO_EDITOR);
  await editor.goto("/admin/paths/investing");
  await tabTo(editor, editor.getByRole("link", { name: "Change Risk" }));
  await editor.keyboard.press("Enter");
  await editor.waitForURL("**/ratings/risk");
  await tabTo(editor, editor.getByLabel("High", { exact: true }));
  await editor.keyboard.press("Space");
  await tabTo(editor, editor.getByLabel("Source"));
  await editor.keyboard.type("Three reports of this year");
  await tabTo(editor, editor.getByLabel("A correction"));
  await editor.keyboard.press("Space");
  await tabTo(editor, editor.getByLabel("Why?"));
  await editor.keyboard.type("Small sums can be invested too.");
  await tabTo(editor, editor.getByRole("button", { name: "Preview the change" }));
  await editor.keyboard.press("Enter");
  await editor.getByText("Preview: nothing is saved yet.").waitFor();
  await tabTo(editor, editor.getByRole("button", { name: "Save this change" }));
  await editor.keyboard.press("Enter");
  await editor.getByText("Saved. Readers see it now").waitFor();

  await editor.goto("/");
  await editor.getByRole("contentinfo").getByRole("link", { name: "Corrections" }).click();
  await editor.getByLabel("Kind").selectOption("correction");
  await editor.locator("select[name=path]").selectOption("investing");
  await editor.getByRole("button", { name: "Show" }).click();
  await editor.waitForURL("**/corrections?*");
  assert.match(await editor.locator("article").first().innerText(), /Risk: value[^]*High/);
  assert.deepEqual(editor.problems, []);
  await closePage(editor);
});

test("a form with a fault leads to the field, with every word", async () => {
  const editor = await openPage(browser, { base: site.url, width: 390 });
  await signIn(editor, DEMO_EDITOR);
  await editor.goto("/admin/cases/listings-shop-by-shop");
  await editor.getByLabel("Numbers").fill("Much | price | a lot | usd_per_project | net");
  await editor.getByRole("button", { name: "Preview the change" }).click();
  await editor.getByRole("link", { name: /^Line 1: the number begins with its bound/ }).click();
  assert.ok(await hasFocus(editor.getByLabel("Numbers")));
  assert.equal(await editor.getByLabel("Numbers").inputValue(), "Much | price | a lot | usd_per_project | net");
  await closePage(editor);
});

async function giveReason(page, cause) {
  await page.getByLabel(cause).check();
  await page.getByLabel("Why?").fill(`${cause} of the journey, for whoever reads it.`);
}

async function save(page) {
  await page.getByRole("button", { name: "Preview the change" }).click();
  await page.getByText("Preview: nothing is saved yet.").waitFor();
  await page.getByRole("button", { name: "Save this change" }).click();
  await page.getByText("Saved. Readers see it now").waitFor();
}
