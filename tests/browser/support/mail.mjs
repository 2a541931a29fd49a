// A mail server on this machine that keeps the letters it is given.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

/** @returns {Promise<{settings: Record<string, string>, letters: {to: string, words: string}[], stop: () => void}>} */
export async function startMailServer() {
  const letters = [];
  const server = createServer(socket => {
    socket.on("error", () => {});
    converse(socket, letters).catch(() => socket.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const settings = {
    SMTP_HOST: "127.0.0.1",
    SMTP_PORT: String(server.address().port),
    SMTP_TLS: "none",
    MAIL_FROM: "First Bucket <letters@example.org>",
  };
  return { settings, letters, stop: () => server.close() };
}

async function converse(socket, letters) {
  socket.write("220 ready\r\n");
  let to, words;
  for await (const line of createInterface({ input: socket, crlfDelay: Infinity })) {
    if (words) {
      if (line !== ".") {
        words.push(line);
        continue;
      }
      letters.push({ to, words: words.join("\n") });
      words = undefined;
    }
    if (line.startsWith("RCPT TO")) to = line.match(/<(.*)>/)[1];
    if (line.startsWith("DATA")) words = [];
    socket.write(words ? "354 go on\r\n" : "250 fine\r\n");
  }
}

/** The letter of this number to the address, once the program has written it. */
export async function letterTo(site, { letters }, address, number) {
  await site.run("tasks", "--demo");
  const all = () => letters.filter(({ to }) => to === address);
  // The running site may be at it at the same moment.
  for (let tries = 0; all().length < number && tries < 50; tries++) await sleep(100);
  assert.equal(all().length, number);
  return all().at(-1);
}

/** The address of the page that a letter leads to; on its way a long line is broken (RFC 2045, 6.7). */
export function pageIn(letter) {
  return letter.words.replaceAll(/=\r?\n/g, "").match(/^http\S+\/mail\/\S+$/m)[0];
}
