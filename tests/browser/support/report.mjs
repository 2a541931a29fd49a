// A report as a reader sends it: what is answered on each page, typed into a browser or sent as a form.

/** Somebody who tried it and gave up without ever earning: the answers of each page by the names of their controls. */
export const FAILED = {
  what: {
    path: "content-creation",
    income_model: ["ads", "paid_content"],
    ai_used_for: ["drafting"],
    tools: "A chat assistant, a spell checker",
    first_customer_channel: "none_yet",
  },
  when: {
    status: "stopped_before_income",
    start_month: "1",
    start_year: "2026",
    stop_month: "5",
    stop_year: "2026",
    background: "writing_media",
    years_in_field: "3-5",
    audience_before: "none",
    region: "europe",
    country: "Luxembourg",
  },
  money: {
    hours_per_week: "7",
    weeks_active: "12",
    currency: "USD",
    revenue_total: "0",
    upfront_cost: "60",
    running_cost_total: "45",
    amounts_are: "rounded",
    capital_band: "50_499",
    teaching_share: "none",
    sells_on_topic: "no",
  },
  story: {
    headline: "Twelve weeks of town guides and not one reader",
    what_i_did:
      "I wrote guides to small towns that I had visited, and let a chat assistant fill in the opening hours for me.",
    what_went_wrong:
      "Half of the opening hours were wrong, nobody linked to the guides, and no search engine showed them to anyone.",
    tell_a_friend:
      "Write about what you know yourself, check every fact that the assistant adds, and count your hours from day one.",
    stop_reasons: ["no_customers", "no_time"],
    ai_helped_write: "no",
  },
  consent: { own: ["yes"], may_publish_story: ["yes"] },
};

export const STEPS = Object.keys(FAILED);

/** Types answers into the page as it is; those that are not named stay as they are. */
export async function answer(page, answers) {
  for (const [name, value] of Object.entries(answers)) {
    const control = page.locator(`main [name="${name}"]`).first();
    const kind = await control.evaluate(element => element.type);
    if (kind === "select-one") await control.selectOption(value);
    else if (kind === "radio" || kind === "checkbox") await tick(page, name, value);
    else await control.fill(value);
  }
}

async function tick(page, name, values) {
  for (const value of [values].flat()) await page.check(`main [name="${name}"][value="${value}"]`);
}

/** Goes through the door for those who tried it, to the first page. */
export async function begin(page) {
  await page.goto("/share");
  await page.getByRole("button", { name: "I tried it" }).click();
  await page.waitForURL("**/what");
}

/** Presses the main button of one of the five pages. */
export async function goOn(page) {
  await page.locator("main form.form button.main").click();
}

/** The private link of the report whose page is open. */
export function privateLink(page) {
  return page.url().match(/^.*\/m\/[^/]+/)[0];
}

/**
 * Sends a whole report by its forms alone, and opens the page that shows its link, which it returns.
 * `changes` are answers like those of `FAILED`, page by page, which go before them.
 */
export async function send(page, changes = {}) {
  const answers = STEPS.map(step => [step, { ...FAILED[step], ...changes[step] }]);
  const link = await draft(page, Object.fromEntries(answers));
  await post(page.request, `${link}/send`, { version: await versionToSend(page.request, link) });
  await page.goto(`${link}/sent`);
  return link;
}

/** The version of the draft that the page of checks shows: nothing else is sent. */
export async function versionToSend(request, link) {
  const checks = await (await request.get(`${link}/check`)).text();
  return /name="version" value="(\d+)"/.exec(checks)[1];
}

/** Begins a draft and fills it with answers, page by page; returns its private link. */
export async function draft(page, answers = {}, kind = "told_afterwards") {
  const link = await beginBy(page, await door(page, kind));
  for (const [step, given] of Object.entries(answers)) await post(page.request, `${link}/${step}`, given);
  return link;
}

/** What the door to a report sends, of a page freshly opened. */
export async function door(page, kind = "told_afterwards") {
  await page.goto("/share");
  return { kind, form_key: await page.inputValue("[name=form_key]") };
}

/** Sends what `door` gave; returns the private link that comes of it. */
export async function beginBy(page, form) {
  return linkIn(page, await post(page.request, "/share", form));
}

/** The private link that an answer leads to. */
export function linkIn(page, answer) {
  return new URL(answer.headers().location.replace(/\/(what|plan)$/, ""), page.url()).href;
}

/** Sends a form as a browser without scripts would, and follows no redirect. */
export function post(request, url, answers = {}) {
  const form = new URLSearchParams();
  for (const [name, values] of Object.entries(answers)) {
    for (const value of [values].flat()) form.append(name, value);
  }
  const headers = { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" };
  return request.post(url, { data: form.toString(), headers, maxRedirects: 0 });
}
