// The page as somebody without a mouse has it.

import { setTimeout as sleep } from "node:timers/promises";

const MOST_STOPS = 150;

/** Presses the tab key until the element has the focus. */
export async function tabTo(page, element, key = "Tab") {
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await hasFocus(element)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${MOST_STOPS} presses of ${key} do not lead to ${element}`);
}

/** Whether the element gets the focus by itself: a page gives it when it is first drawn, after its words are there. */
export async function getsFocus(element) {
  for (let tries = 0; tries < 100; tries++) {
    if (await hasFocus(element)) return true;
    await sleep(50);
  }
  return false;
}

export function hasFocus(element) {
  return element.evaluate(node => node === document.activeElement);
}
