// The browser journeys: `PIKET_BIN=… PIKET_CHROMIUM=… node ui/tests/run.mjs [part of a name…]`.
// Ends with "N passed, M failed".

import { readdir } from "node:fs/promises";
import { closeBrowser, openBrowser } from "./support/browser.mjs";
import { startDemo, stopAll } from "./support/demo.mjs";
import { travel } from "./support/journey.mjs";

/** How many demos run side by side: journeys mostly wait for checks. */
const AT_ONCE = 3;
/** After this time something hangs. */
const GIVE_UP_MS = 9 * 60_000;

const wanted = process.argv.slice(2);
const counts = { passed: 0, failed: 0 };

async function groups() {
  const folder = new URL("journeys/", import.meta.url);
  const names = (await readdir(folder)).filter((name) => name.endsWith(".mjs")).sort();
  const all = [];
  for (const name of names) {
    const { journeys, shared = false } = await import(new URL(name, folder));
    const meant = journeys.filter((it) => wanted.length === 0 || wanted.some((word) => `${name} ${it.name}`.includes(word)));
    if (meant.length === 0) continue;
    if (shared) all.push(meant);
    else all.push(...meant.map((journey) => [journey]));
  }
  return all;
}

/** Runs journeys on one demo, one after the other. */
async function run(group) {
  const demo = await startDemo({ history: group.some((journey) => journey.history) });
  try {
    for (const journey of group) {
      const began = performance.now();
      const failure = await travel(journey, demo);
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      if (failure) counts.failed += 1;
      else counts.passed += 1;
      console.log(`${failure ? "FAILED" : "ok    "} ${seconds.padStart(6)} s  ${journey.name}`);
      if (failure) console.log(failure.replaceAll(/^/gm, "    "));
    }
  } finally {
    await demo.stop();
  }
}

async function runAll() {
  const waiting = await groups();
  await openBrowser(() => giveUp("the browser ended by itself"));
  const lane = async () => {
    for (let group = waiting.shift(); group; group = waiting.shift()) {
      await run(group).catch((why) => {
        counts.failed += group.length;
        console.log(`FAILED ${group[0].name}\n    ${why.stack ?? why}`);
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

let isEnding = false;

async function end() {
  if (isEnding) return;
  isEnding = true;
  await Promise.allSettled([closeBrowser(), stopAll()]);
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  process.exit(counts.failed === 0 && counts.passed > 0 ? 0 : 1);
}

function giveUp(why) {
  console.log(why);
  counts.failed += 1;
  void end();
}
setTimeout(() => giveUp(`the journeys did not end within ${GIVE_UP_MS / 60_000} minutes`), GIVE_UP_MS).unref();
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void end());
try {
  await runAll();
} finally {
  await end();
}
