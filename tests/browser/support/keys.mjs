// The page as somebody without a mouse has it.

const MOST_STOPS = 150;

/** Presses the tab key until the element has the focus. */
export async function tabTo(page, element, key = "Tab") {
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await hasFocus(element)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${MOST_STOPS} presses of ${key} do not lead to ${element}`);
}

export function hasFocus(element) {
  return element.evaluate(node => node === document.activeElement);
}
