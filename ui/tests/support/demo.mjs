// The real program: `piket demo` on ports of its own, in a folder that goes away with it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The password of everybody in the demo. */
export const PASSWORD = "vers-brood-om-zeven";

/** The addresses of the people of the demo. */
export const EMAIL = {
  ilse: "ilse@studiokade.example", // engineer, reads English
  tom: "tom@studiokade.example", // engineer, reads Dutch
  samira: "samira@studiokade.example", // developer, reads English
  marit: "marit@studiokade.example", // service manager
  anna: "anna@studiokade.example", // administrator
  fatima: "fatima@demolen.example", // decides for the bakery, reads Dutch
  henk: "h.mulder@oosterveld.example", // another client
  saskia: "saskia@linde.example", // another client
  noor: "noor@vlot.example", // a client that reads English
};

const program = required("PIKET_BIN", "build it with `cargo build -p piket`, then target/debug/piket");
const PORTS = ["port", "shop-port", "room-port", "neighbours-port", "tls-port", "smtp-port"];
const running = new Set();
let isOver = false;

/** A value of the environment that the scripts cannot do without. */
export function required(name, hint) {
  const value = process.env[name];
  if (value) return value;
  console.error(`${name} is not set; ${hint}`);
  process.exit(2);
}

/** Starts a demo; with `history` it begins with ninety days, which takes half a minute to make. */
export async function startDemo({ history = false } = {}) {
  if (isOver) throw new Error("nothing is started any more");
  const folder = await mkdtemp(join(tmpdir(), "piket-demo-"));
  const ports = await freePorts(PORTS.length);
  const options = PORTS.flatMap((name, at) => [`--${name}`, String(ports[at])]);
  if (!history) options.push("--no-history");
  const child = spawn(program, ["demo", "--fresh", "--data", folder, ...options], {
    env: { ...process.env, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const demo = new Demo(child, folder, ports);
  running.add(demo);
  try {
    await demo.untilOpen();
  } catch (why) {
    await demo.stop();
    throw why;
  }
  return demo;
}

/** Ends what still runs. */
export async function stopAll() {
  isOver = true;
  await Promise.all([...running].map((demo) => demo.stop()));
}

class Demo {
  #said = "";

  constructor(child, folder, ports) {
    this.child = child;
    this.folder = folder;
    [this.desk, this.shop, this.room] = ports.map((port) => `http://127.0.0.1:${port}`);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => (this.#said += text));
    }
  }

  /** What it wrote on the console. */
  get said() {
    return this.#said;
  }

  /** Waits until it says that everything is open. */
  untilOpen() {
    return new Promise((resolve, reject) => {
      const look = () => this.#said.includes("--fresh begins anew") && resolve();
      this.child.stdout.on("data", look);
      this.child.once("exit", (code) => reject(new Error(`the demo ended (${code}):\n${this.#said}`)));
      this.child.once("error", reject);
      look();
    });
  }

  /** Breaks the shop: 500, slow, content, down, certificate; "none" mends it. */
  async set(trouble) {
    const body = new URLSearchParams({ trouble });
    const answer = await fetch(`${this.room}/storing`, { method: "POST", body, redirect: "manual" });
    if (answer.status !== 303) throw new Error(`the shop cannot be set to ${trouble}: ${answer.status}`);
  }

  /** The first letter for which `isMeant` holds, of those that came and those that will come. */
  async letter(isMeant, what, patience = 60_000) {
    let after = 0;
    const end = Date.now() + patience;
    while (Date.now() < end) {
      // The demo answers when there is one, or after half a minute.
      const answer = await fetch(`${this.room}/letters.json?after=${after}`);
      const letters = await answer.json();
      const found = letters.find(isMeant);
      if (found) return found;
      after = Math.max(after, ...letters.map((letter) => letter.number));
    }
    throw new Error(`no such letter came: ${what}`);
  }

  /** Ends it, and throws its data away. */
  async stop() {
    running.delete(this);
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, "exit");
      this.child.kill("SIGTERM");
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

/**
 * Ports on which nobody listens, each another one. Below those that the system gives to outgoing
 * connections: a shop that is down gives its port up for a while, and wants it back.
 */
async function freePorts(count) {
  const ports = [];
  while (ports.length < count) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (!taken.has(port) && (await isFree(port))) {
      taken.add(port);
      ports.push(port);
    }
  }
  return ports;
}

const taken = new Set();

function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
