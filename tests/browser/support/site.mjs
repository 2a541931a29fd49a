// Starts the program for a test, on a free port and with data of its own.

import { execFile, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { chmod, mkdir, mkdtemp, open, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const PROGRAM = process.env.FIRSTBUCKET ?? inRepository("../../../target/debug/firstbucket");
/** How many paths the directory has. */
export const PATHS = readdirSync(inRepository("../../../content/paths")).length;
const LOGS = inRepository("../logs");
const READY_WITHIN = 90_000;
const STOPS_WITHIN = 20_000;

/**
 * A running site. Its log stays in `logs/`, under the name of the test file, until the next run.
 *
 * @param {object} options
 * @param {boolean} [options.demo] whether the demonstration switch is on
 * @param {string} [options.databaseUrl] an empty database; without one the program starts its own
 * @param {Record<string, string>} [options.env] further settings
 * @returns {Promise<Site>}
 */
export async function startSite({ demo = false, databaseUrl, env = {} } = {}) {
  const dataDir = await throwAwayFolder();
  const port = await freePort();
  const address = { BASE_URL: `http://127.0.0.1:${port}` };
  const site = new Site({ port, dataDir, demo, env: environment(databaseUrl, { ...address, ...env }) });
  try {
    await rm(site.logFile, { force: true });
    await site.start();
  } catch (error) {
    await site.stop();
    throw error;
  }
  return site;
}

class Site {
  #options;
  #process;

  constructor(options) {
    this.#options = options;
    this.url = `http://127.0.0.1:${options.port}`;
    this.logFile = join(LOGS, `${basename(process.argv[1] ?? "site", ".mjs")}.log`);
  }

  /** Starts the program, or starts it again after `kill`, and waits until it is ready. */
  async start() {
    const { port, dataDir, demo, env } = this.#options;
    await mkdir(LOGS, { recursive: true });
    const log = await open(this.logFile, "a");
    const args = ["serve", "--listen", `127.0.0.1:${port}`, "--data-dir", dataDir, ...(demo ? ["--demo"] : [])];
    try {
      this.#process = spawn(PROGRAM, args, { env, stdio: ["ignore", log.fd, log.fd] });
      process.once("exit", this.#endWithTest);
      await once(this.#process, "spawn");
    } finally {
      await log.close();
    }
    await this.#ready();
  }

  /** Runs another command of the program on the same data and returns what it prints. */
  async run(...args) {
    const { dataDir, env } = this.#options;
    const { stdout } = await promisify(execFile)(PROGRAM, [...args, "--data-dir", dataDir], { env });
    return stdout;
  }

  /** All that the program has logged. */
  log() {
    return readFile(this.logFile, "utf8");
  }

  /**
   * Ends the program as a power cut would; its data stays. Start it again before `stop`: only a running
   * program stops the database that it started.
   */
  async kill() {
    await this.#end("SIGKILL");
  }

  /** Starts the site again as it is so many days from now, by the setting that moves its clock. */
  async inDays(days) {
    await this.#end("SIGTERM");
    this.#options.env.FIRST_BUCKET_CLOCK_DAYS = String(days);
    await this.start();
  }

  /** Asks the program to stop, fails if it does not, and throws its data away. */
  async stop() {
    const inTime = await this.#end("SIGTERM");
    await rm(this.#options.dataDir, { recursive: true, force: true });
    if (!inTime) throw new Error(`the program did not stop within ${STOPS_WITHIN} ms, see ${this.logFile}`);
  }

  async #ready() {
    const deadline = Date.now() + READY_WITHIN;
    while (Date.now() < deadline && this.#isRunning()) {
      const answer = await fetch(`${this.url}/readyz`).catch(() => null);
      if (answer?.ok) return;
      await sleep(100);
    }
    throw new Error(`the program did not become ready:\n${(await this.log()).slice(-4000)}`);
  }

  /** Sends a signal and waits for the end, which is forced when it does not come in time. */
  async #end(signal) {
    process.off("exit", this.#endWithTest);
    if (!this.#isRunning()) return true;
    const ended = once(this.#process, "exit");
    this.#process.kill(signal);
    const late = setTimeout(() => this.#process.kill("SIGKILL"), STOPS_WITHIN);
    const [, endedBy] = await ended;
    clearTimeout(late);
    return signal === "SIGKILL" || endedBy !== "SIGKILL";
  }

  #isRunning() {
    return this.#process?.pid !== undefined && this.#process.exitCode === null && this.#process.signalCode === null;
  }

  #endWithTest = () => this.#process.kill("SIGTERM");
}

function environment(databaseUrl, more) {
  const env = { ...process.env, ...more };
  delete env.DATABASE_URL;
  return databaseUrl ? { ...env, DATABASE_URL: databaseUrl } : env;
}

/** Open to other users: as root, the program runs its database as somebody else. */
async function throwAwayFolder() {
  const folder = await mkdtemp(join(tmpdir(), "firstbucket-"));
  await chmod(folder, 0o755);
  return folder;
}

/** Below the ports that outgoing connections take: one of them could have it before the program does. */
async function freePort() {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const server = createServer().listen(port, "127.0.0.1");
    const isFree = await once(server, "listening").then(() => true, () => false);
    if (!isFree) continue;
    server.close();
    await once(server, "close");
    return port;
  }
}

function inRepository(path) {
  return fileURLToPath(new URL(path, import.meta.url));
}
