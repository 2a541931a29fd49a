// Runs axe-core over a page.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong with the page as it is now, one readable line for each element; best empty. */
export async function violations(page) {
  if (!page.scripts) await page.evaluate(replaceTimers);
  // By the debugging protocol, so the page's content security policy is left as it is.
  await page.evaluate(source);
  const found = await page.evaluate(async rules => {
    // Preloading is for sound and for a rule that is not among ours.
    const { violations } = await axe.run(document, { runOnly: rules, resultTypes: ["violations"], preload: false });
    return violations;
  }, RULES);
  return found.flatMap(({ id, impact, nodes }) => nodes.map(node => describe(id, impact, node)));
}

/** Timers never fire where scripts are off, and axe would wait for ever. It only uses them to take turns. */
function replaceTimers() {
  window.setTimeout = (turn, wait, ...args) => {
    if (!wait) Promise.resolve().then(() => turn(...args));
    return 0;
  };
}

function describe(id, impact, { target, any, all, none }) {
  const why = [...any, ...all, ...none].map(check => check.message)[0] ?? "";
  return `${id} (${impact}) ${target.join(" ")}: ${why}`;
}
