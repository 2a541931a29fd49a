// Somebody is invited, sets an account up with an app, signs in with it, and an admin manages who may do what.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "./support/axe.mjs";
import { closePage, openBrowser, openPage } from "./support/browser.mjs";
import { startSite } from "./support/site.mjs";
import { addStaff, codeOf, giveCode, givePassword, keyOn, setPassword, setSecondStep, signIn } from "./support/staff.mjs";

const ADMIN = { name: "ada", password: "seven quiet harbours", role: "admin" };
const TOMAS = { name: "tomas", password: "nine green lanterns" };

let site, browser, admin;

before(async () => {
  site = await startSite({ env: { RATE_SIGN_IN_ADDRESS: "off" } });
  browser = await openBrowser();
  admin = await openPage(browser, { base: site.url });
  await addStaff(site, admin, ADMIN);
  await signIn(admin, ADMIN);
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

for (const scripts of [true, false]) {
  test(`invited, set up and signed in with app and recovery code, ${scripts ? "with" : "without"} scripts`, async () => {
    const name = scripts ? TOMAS.name : "ines";
    const link = await invite(name);
    const page = await openPage(browser, { base: site.url, scripts, width: scripts ? 1280 : 390 });
    await page.goto(link);
    await isFine(page);
    await setPassword(page, TOMAS.password);
    const key = await keyOn(page);
    await isFine(page);
    const codes = await setSecondStep(page);
    assert.equal(codes.length, 10);
    await isFine(page);
    await page.getByRole("link", { name: "I have kept them" }).click();
    await signOut(page);

    await givePassword(page, { ...TOMAS, name });
    await isFine(page);
    await giveCode(page, codeOf(key, 1));
    await page.getByRole("heading", { level: 1, name: "Queue" }).waitFor();
    await signOut(page);

    await givePassword(page, { ...TOMAS, name });
    await giveCode(page, codes[0]);
    await page.getByRole("heading", { level: 1, name: "Queue" }).waitFor();
    await signOut(page);
    assert.deepEqual(page.problems, []);

    await givePassword(page, { ...TOMAS, name });
    await giveCode(page, codes[0]);
    await page.locator(".errs").getByText("used before").waitFor();
    assert.deepEqual(await violations(page), []);
    await closePage(page);
  });
}

test("a role that is changed counts at once, and a lost second step is taken away", async () => {
  await admin.goto("/admin/people");
  await admin.getByRole("link", { name: TOMAS.name }).click();
  await admin.getByLabel("Role").selectOption("editor");
  await admin.getByRole("button", { name: "Change the role" }).click();
  await admin.getByText("The role is changed.").waitFor();
  await admin.getByRole("button", { name: "Take the second step away" }).click();
  await admin.getByText("Give this link to").waitFor();
  await isFine(admin);
  await admin.goto("/admin/people/log");
  await admin.getByText("Role changed").waitFor();
  await isFine(admin);
});

test("the admin's own pages", async () => {
  for (const address of ["/admin/me", "/admin/me/password", "/admin/me/confirm", "/admin/people"]) {
    await admin.goto(address);
    await isFine(admin);
  }
  await admin.goto("/admin/me");
  await admin.getByRole("button", { name: "Use another app" }).click();
  await admin.getByRole("heading", { level: 1, name: "Set up your second step" }).waitFor();
  await isFine(admin);
});

/** Invites somebody on the admin's page and returns the link that it shows. */
async function invite(name) {
  await admin.goto("/admin/people");
  await admin.getByLabel("Name").fill(name);
  await admin.getByLabel("Role").selectOption("moderator");
  await admin.getByRole("button", { name: "Make a set-up link" }).click();
  await isFine(admin);
  return admin.locator("#set-up-link").innerText();
}

async function signOut(page) {
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByText("You are signed out.").waitFor();
}

/** Axe finds nothing in light and dark, and the page fits a narrow phone. */
async function isFine(page) {
  const before = page.viewportSize();
  for (const colorScheme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await violations(page), [], colorScheme);
  }
  await page.setViewportSize({ width: 320, height: 700 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${page.url()} fits`);
  await page.setViewportSize(before);
}
