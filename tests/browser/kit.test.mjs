// The kit itself: what the journeys rely on when they say that a page is fine.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { violations } from "./support/axe.mjs";
import { closePage, openBrowser, openPage } from "./support/browser.mjs";

const page = body => `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">
  <title>A page</title><link rel="icon" href="data:,"><main><h1>A page</h1>${body}</main></html>`;
const PAGES = {
  "/fine": page("<p>Nothing wrong here.</p>"),
  "/picture": page('<img src="data:,">'),
  "/script": page('<p id="written"></p><script src="/written.js"></script>'),
  "/inline": page("<script>document.title = 'Run'</script>"),
};
const POLICY = "default-src 'self'; img-src data:";

let server, base, browser;

before(async () => {
  server = createServer((request, answer) => {
    if (request.url === "/written.js") {
      answer.writeHead(200, { "content-type": "text/javascript" });
      return answer.end('document.getElementById("written").textContent = "by script"');
    }
    const known = PAGES[request.url];
    answer.writeHead(known ? 200 : 404, { "content-type": "text/html", "content-security-policy": POLICY });
    answer.end(known ?? page("Not found"));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  base = `http://127.0.0.1:${server.address().port}`;
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  server.closeAllConnections();
  server.close();
});

async function visit(path, reader, look) {
  const page = await openPage(browser, { base, ...reader });
  await page.goto(path);
  await look(page);
  await closePage(page);
}

for (const scripts of [true, false]) {
  const how = scripts ? "with scripts" : "without scripts";

  test(`axe passes a page that is fine, ${how}`, () =>
    visit("/fine", { scripts }, async page => {
      assert.deepEqual(await violations(page), []);
      assert.deepEqual(page.problems, []);
    }));

  test(`axe names what is wrong, ${how}`, () =>
    visit("/picture", { scripts }, async page => {
      assert.match((await violations(page)).join("\n"), /^image-alt \(critical\) img: /m);
    }));

  test(`the page's own scripts run only if they may, ${how}`, () =>
    visit("/script", { scripts }, async page => {
      assert.equal(await page.textContent("#written"), scripts ? "by script" : "");
    }));
}

test("the reader's width and colour scheme are as asked", () =>
  visit("/fine", { width: 390, scheme: "dark" }, async page => {
    assert.equal(await page.evaluate(() => innerWidth), 390);
    assert.ok(await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches));
  }));

test("a refused script and a missing page are problems", async () => {
  await visit("/inline", {}, page => assert.match(page.problems.join("\n"), /Content Security Policy/));
  await visit("/missing", {}, page => assert.match(page.problems.join("\n"), /\/missing: 404/));
});
