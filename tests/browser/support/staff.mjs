// Those who moderate: their accounts, and how they sign in.

import { createHmac } from "node:crypto";

/** The accounts of the demonstration, by role: a password that everybody knows, and no second step. */
export const DEMO = { name: "mara", password: "first-bucket-demo" };
export const DEMO_EDITOR = { ...DEMO, name: "tomas" };
export const DEMO_ADMIN = { ...DEMO, name: "ines" };

/** Recovery codes that were shown and not used, by name; with one, no journey waits for the next half minute. */
const codes = new Map();

/** Makes an account, sets it up by the link that the program prints, and signs out. */
export async function addStaff(site, page, { name, password, role = "moderator" }) {
  const printed = await site.run("people", "add", "--name", name, "--role", role);
  await page.goto(printed.match(/http\S+/)[0]);
  await setPassword(page, password);
  codes.set(name, await setSecondStep(page));
  await page.getByRole("link", { name: "I have kept them" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
}

/** Chooses the password on the page of a set-up link. */
export async function setPassword(page, password) {
  await page.getByLabel("Password").fill(password);
  await page.getByLabel("The same again").fill(password);
  await page.getByRole("button", { name: "Set this password" }).click();
  await page.getByRole("heading", { level: 1, name: "Set up your second step" }).waitFor();
}

/** Gives the first code of the key on the page, and returns the recovery codes that are shown. */
export async function setSecondStep(page, code = null) {
  const key = await keyOn(page);
  await page.getByLabel("Code").fill(code ?? codeOf(key));
  await page.getByRole("button", { name: "Confirm this code" }).click();
  await page.getByRole("heading", { level: 1, name: "Your recovery codes" }).waitFor();
  return page.locator("#codes li").allInnerTexts();
}

/** The key that the page gives to an app, in letters. */
export async function keyOn(page) {
  return (await page.locator("strong.told").innerText()).replaceAll(/\s/g, "");
}

export async function signIn(page, { name, password }) {
  await givePassword(page, { name, password });
  if (codes.has(name)) await giveCode(page, codes.get(name).pop());
  await page.getByRole("heading", { level: 1, name: "Queue" }).waitFor();
}

export async function givePassword(page, { name, password }) {
  await page.goto("/admin/sign-in");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

export async function giveCode(page, code) {
  await page.getByRole("heading", { level: 1, name: "Your code" }).waitFor();
  await page.getByLabel("Code").fill(code);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** The six digits that an app with this key shows, or will `later` half minutes from now (RFC 6238). */
export function codeOf(key, later = 0) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const hash = createHmac("sha1", bytesOf(key)).update(counter).digest();
  const number = hash.readUInt32BE(hash.at(-1) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** Base32 of RFC 4648. */
function bytesOf(letters) {
  const bits = [...letters].map(letter => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"));
  return Buffer.from(bits.join("").match(/.{8}/g).map(byte => Number.parseInt(byte, 2)));
}

/** Publishes the report that is open and claimed, through the preview. */
export async function publishOpen(page) {
  await page.getByRole("button", { name: /^Publish A/ }).click();
  await page.getByRole("button", { name: "Publish and send this" }).click();
  await page.getByText("The last report is published.").waitFor();
}

/**
 * Has so much from one machine as a journey sends be nothing unusual: by a burst or a busy network, two people would have to
 * read each report. Only where the demonstration is on, whose admin does it.
 */
export async function expectMuch(page) {
  await signIn(page, DEMO_ADMIN);
  await page.goto("/admin/settings");
  const most = { burst_least: "1000", network_least: "100", many_from_one: "100" };
  for (const [name, value] of Object.entries(most)) await page.fill(`[name=${name}]`, value);
  const numbers = page.locator("form", { has: page.locator("[name=burst_least]") });
  await numbers.locator("[name=why]").fill("Journeys come from one machine.");
  await numbers.getByRole("button").click();
  await page.waitForURL(url => url.search.includes("done="));
}
