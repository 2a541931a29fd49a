// Runs the Nu HTML checker over the markup of pages. It needs Java.

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const JAR = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
const MOST_OUTPUT = 64 * 1024 * 1024;

/**
 * What the checker says, errors, warnings and hints, a readable line for each; best empty.
 *
 * @param {Map<string, string>} markup pages by their names
 */
export async function messages(markup) {
  const folder = await mkdtemp(join(tmpdir(), "firstbucket-markup-"));
  try {
    const names = [...markup.keys()];
    const files = names.map((_, place) => join(folder, `${place}.html`));
    await Promise.all(files.map((file, place) => writeFile(file, markup.get(names[place]))));
    const told = JSON.parse(await check(files));
    return told.messages.map(message => describe(names[Number.parseInt(basename(message.url ?? ""))], message));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The checker's answer. That it ends with a failure where it found errors is none of the program's. */
function check(files) {
  return new Promise((resolve, reject) => {
    const options = ["-jar", JAR, "--stdout", "--format", "json", "--exit-zero-always"];
    execFile("java", [...options, ...files], { maxBuffer: MOST_OUTPUT }, (error, stdout) => {
      if (error) reject(error);
      else resolve(stdout);
    });
  });
}

function describe(name, { type, subType, message, extract, lastLine }) {
  return `${name}, line ${lastLine}: ${subType ?? type}: ${message} ${(extract ?? "").replace(/\s+/g, " ").trim()}`;
}
