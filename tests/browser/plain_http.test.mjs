// The site under a name, over plain http: there a browser sends no Sec-Fetch-Site and keeps no cookie of staff.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { closePage, openBrowser, openPage } from "./support/browser.mjs";
import { FAILED, answer, begin, goOn, privateLink } from "./support/report.mjs";
import { startSite } from "./support/site.mjs";

let site, browser, base;

before(async () => {
  site = await startSite({ env: { RATE_SHARE: "off", TIME_TRAP_SECONDS: "0" } });
  browser = await openBrowser("--host-resolver-rules=MAP bucket.test 127.0.0.1");
  base = site.url.replace("127.0.0.1", "bucket.test");
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

for (const scripts of [true, false]) {
  test(`a report is begun, saved and sent ${scripts ? "with" : "without"} scripts`, async () => {
    const page = await openPage(browser, { base, scripts });
    await begin(page);
    for (const [step, answers] of Object.entries(FAILED)) {
      await page.waitForURL(`**/${step}`);
      await answer(page, answers);
      await goOn(page);
    }
    await page.waitForURL("**/check");
    await page.getByRole("button", { name: /^Send/ }).click();
    await page.waitForURL("**/sent");
    const opened = await page.goto(privateLink(page));
    assert.deepEqual([opened.status(), opened.headers()["referrer-policy"]], [200, "same-origin"]);
    await closePage(page);
  });
}

test("whoever wants to sign in is told why they cannot", async () => {
  const page = await openPage(browser, { base });
  await page.goto("/admin/sign-in");
  assert.match(await page.getByRole("alert").innerText(), /over https only/);
  await page.getByLabel("Name").fill("vera");
  await page.getByLabel("Password").fill("seven quiet rivers run");
  const [answer] = await Promise.all([
    page.waitForResponse(response => response.request().method() === "POST"),
    page.getByRole("button", { name: "Sign in" }).click(),
  ]);
  assert.equal(answer.status(), 403);
  await page.getByText("over https only").waitFor();
  await closePage(page);
});
