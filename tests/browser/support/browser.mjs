// Opens pages in Debian's Chromium, as different readers have them.

import { chromium } from "playwright-core";

const NARROW = 600;

/** A Chromium, with further arguments. Close it with `close()`. The environment variable CHROMIUM names another executable. */
export function openBrowser(...more) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    // Chromium refuses to run its sandbox as root.
    chromiumSandbox: process.getuid() !== 0,
    args: [
      "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
      "--disable-background-networking", "--disable-component-update", "--disable-sync", ...more,
    ],
  });
}

/**
 * A page of a new reader: without cookies, and with a list `problems` of whatever goes wrong on it
 * (refused by the content security policy, an exception, a failed request, an answer of 400 or above).
 *
 * @param {object} reader
 * @param {string} [reader.base] what addresses like "/paths" are relative to
 * @param {boolean} [reader.scripts] whether scripts run
 * @param {number} [reader.width] in CSS pixels; below 600 it is a phone with a touch screen
 * @param {"light" | "dark"} [reader.scheme]
 */
export async function openPage(browser, { base, scripts = true, width = 1280, scheme = "light" } = {}) {
  const phone = width < NARROW;
  const context = await browser.newContext({
    baseURL: base,
    javaScriptEnabled: scripts,
    viewport: { width, height: phone ? 844 : 900 },
    isMobile: phone,
    hasTouch: phone,
    colorScheme: scheme,
    reducedMotion: "reduce",
    locale: "en-GB",
    timezoneId: "UTC",
  });
  const page = await context.newPage();
  page.scripts = scripts;
  page.problems = problemsOf(page);
  return page;
}

/** Closes a page of `openPage` and forgets its reader. */
export function closePage(page) {
  return page.context().close();
}

function problemsOf(page) {
  const problems = [];
  page.on("console", message => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", error => problems.push(String(error)));
  page.on("requestfailed", request => {
    // The browser fetches the icon last, and a reader who goes on meanwhile cuts only that off: no fault of the page.
    const why = request.failure()?.errorText;
    const isIconCutOff = why === "net::ERR_ABORTED" && /\/icon\.[0-9a-f]+\.svg$/.test(request.url());
    if (!isIconCutOff) problems.push(`${request.url()}: ${why}`);
  });
  page.on("response", answer => answer.status() >= 400 && problems.push(`${answer.url()}: ${answer.status()}`));
  return problems;
}
