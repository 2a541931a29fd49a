// The program is killed while somebody shares a report: what was acknowledged is there, once, and it starts again.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { openBrowser, openPage } from "./support/browser.mjs";
import { FAILED, STEPS, beginBy, door, draft, linkIn, post } from "./support/report.mjs";
import { startSite } from "./support/site.mjs";
import { addStaff, signIn } from "./support/staff.mjs";

const ROUNDS = 10;
/** Milliseconds between sending a form and the end: from before it arrives to after it is answered. */
const MOMENTS = [0, 5, 10, 20, 40];
const MODERATOR = { name: "vera", password: "seven quiet rivers run" };
const LIMITS_OFF = { RATE_SHARE: "off", RATE_SAVE: "off", RATE_PRIVATE_LINK: "off", TIME_TRAP_SECONDS: "0" };

let site, browser, page;

before(async () => {
  site = await startSite({ env: LIMITS_OFF });
  browser = await openBrowser();
  page = await openPage(browser, { base: site.url });
});

after(async () => {
  await browser?.close();
  await site?.stop();
});

test(`each acknowledged step is there once, though the program was killed in ${ROUNDS} rounds`, async t => {
  const answered = [];
  for (let round = 0; round < ROUNDS; round++) answered.push(await shareThroughAKill(round));
  await addStaff(site, page, MODERATOR);
  await signIn(page, MODERATOR);
  await page.getByText(`${ROUNDS} waiting.`).waitFor();
  for (let round = 0; round < ROUNDS; round++) {
    assert.equal(await page.getByRole("link", { name: headline(round), exact: true }).count(), 1, headline(round));
  }
  t.diagnostic(`${ROUNDS} reports shared, ${answered.filter(Boolean).length} answered before the kill, ${ROUNDS} waiting`);
});

test("a form that was open before the kill begins one draft, however often it is sent", async () => {
  const form = await door(page);
  const answered = await killWhile("/share", form, 10);
  const again = [await beginBy(page, form), await beginBy(page, form)];
  assert.equal(again[0], again[1], "the same link each time");
  if (answered) assert.equal(again[0], linkIn(page, answered));
});

/** Shares a report; in each round the program is killed at another step and moment. Whether that step was answered. */
async function shareThroughAKill(round) {
  const link = await draft(page);
  const answers = { ...FAILED, story: { ...FAILED.story, headline: headline(round) } };
  const [killedAt, moment] = [[...STEPS, "send"][round % (STEPS.length + 1)], MOMENTS[round % MOMENTS.length]];
  let answered;
  for (const [at, step] of STEPS.entries()) {
    if (step === killedAt) {
      answered = await killWhile(`${link}/${step}`, answers[step], moment);
      await holds(link, answers, STEPS.slice(0, answered ? at + 1 : at));
    }
    assert.equal(await statusOf(`${link}/${step}`, answers[step]), 303, step);
  }
  if (killedAt === "send") answered = await killWhile(`${link}/send`, {}, moment);
  assert.equal(await statusOf(`${link}/send`), 303, "sent, or sent already");
  await isSentOnce(link);
  return answered;
}

/** Kills the program a moment after a form was sent to it, and starts it again. The answer, if there was one. */
async function killWhile(url, answers, moment) {
  const end = sleep(moment).then(() => site.kill());
  const [answered] = await Promise.allSettled([post(page.request, url, answers), end]);
  await site.start();
  return answered.value;
}

async function isSentOnce(link) {
  assert.equal(await statusOf(`${link}/send`), 303, "sent already");
  await page.goto(link);
  await page.locator(".track li.now").getByText("Waiting for a moderator").waitFor();
  assert.equal(await page.getByText("Every version you sent").count(), 0, "there is one version");
}

/** The draft under this link has every answer of the steps that were acknowledged. */
async function holds(link, answers, steps) {
  for (const step of steps) {
    await page.goto(`${link}/${step}`);
    for (const [name, value] of Object.entries(answers[step])) assert.deepEqual(await typed(name), [value].flat(), name);
  }
}

/** What a control of the page holds, or which boxes of that name are ticked. */
function typed(name) {
  const held = controls =>
    controls.filter(control => control.checked || !/^(radio|checkbox)$/.test(control.type)).map(control => control.value);
  return page.locator(`main [name="${name}"]`).evaluateAll(held);
}

async function statusOf(url, answers) {
  return (await post(page.request, url, answers)).status();
}

function headline(round) {
  return `Storm ${round + 1} of a long winter`;
}
