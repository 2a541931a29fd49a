// Takes pictures of pages: 390 and 1280 px wide, light and dark.
//
//   node shots.mjs http://127.0.0.1:3000 pictures / /paths /experiences?outcome=nothing

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { closePage, openBrowser, openPage } from "./support/browser.mjs";

const [base, folder, ...paths] = process.argv.slice(2);
if (paths.length === 0) {
  console.error("usage: node shots.mjs BASE_URL FOLDER PATH...");
  process.exit(2);
}

await mkdir(folder, { recursive: true });
const browser = await openBrowser();
try {
  for (const path of paths) {
    for (const width of [390, 1280]) {
      for (const scheme of ["light", "dark"]) await shoot(path, width, scheme);
    }
  }
} finally {
  await browser.close();
}

async function shoot(path, width, scheme) {
  const page = await openPage(browser, { base, width, scheme });
  const answer = await page.goto(path, { waitUntil: "networkidle" });
  await page.evaluate(() => document.fonts.ready);
  const file = join(folder, `${nameOf(path)}-${width}-${scheme}.png`);
  await page.screenshot({ path: file, fullPage: true });
  console.log(answer.status(), file, ...page.problems);
  await closePage(page);
}

/** "/paths/x?sort=new" is "paths-x-sort-new", "/" is "home". */
function nameOf(path) {
  return path.replaceAll(/[^a-z0-9]+/gi, "-").replaceAll(/^-|-$/g, "") || "home";
}
