// Builds the wardrobe: everything a browser is sent besides pages, from `src/` and the npm
// packages of the lock file into `dist/`. `crates/assets/build.rs` runs it, so nobody has to.
//
//   node build.mjs            build once; does nothing when nothing changed
//   node build.mjs --watch    build again at every change, without compression
//   node build.mjs --lock     write package-lock.json anew after an edit of package.json
//
// What `dist/` holds: app, theme and style with a hash in the name; fonts; the icon sprite;
// `.br` and `.gz` beside what shrinks; `manifest.json` (plain name → hashed name);
// `licences.txt`. The folder is swapped as a whole, so a reader never sees half of it.
//
// The network is used at one moment only: when the lock file differs from what is installed.

import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import process from "node:process";

const here = import.meta.dirname;
const lockFile = path.join(here, "package-lock.json");
const installedMark = path.join(here, "node_modules", ".piket-lock");

process.chdir(here);
try {
  await main();
} catch (error) {
  console.error(`The assets were not built: ${error.message ?? error}`);
  process.exitCode = 1;
}

async function main() {
  if (process.argv.includes("--lock")) return writeLock();
  installIfLockChanged();
  // Imported late: these need the installed packages.
  const { bundle } = await import("./build/bundle.mjs");
  if (process.argv.includes("--watch")) return watch(bundle);
  report(await bundle({ compress: true }));
}

/** Runs `npm ci` when the lock file is not the one that was installed last. */
function installIfLockChanged() {
  const lock = fs.readFileSync(lockFile, "utf8");
  if (fs.existsSync(installedMark) && fs.readFileSync(installedMark, "utf8") === lock) return;
  npm("ci");
  fs.writeFileSync(installedMark, lock);
}

/** Writes the lock file anew, without any address in it: integrity hashes are enough. */
function writeLock() {
  npm("install", "--package-lock-only");
  const lock = JSON.parse(fs.readFileSync(lockFile, "utf8"));
  for (const entry of Object.values(lock.packages)) {
    delete entry.resolved;
    delete entry.funding;
  }
  fs.writeFileSync(lockFile, JSON.stringify(lock, null, 2) + "\n");
}

/** Packages never run code of their own at installation (`--ignore-scripts`). */
function npm(...args) {
  execFileSync("npm", [...args, "--ignore-scripts", "--no-fund", "--no-audit"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** Builds now and at every change of styles, scripts or templates. */
async function watch(bundle) {
  const { watchedFolders } = await import("./build/sources.mjs");
  const build = async () => {
    try {
      report(await bundle({ compress: false }));
    } catch (error) {
      console.error(String(error.message ?? error));
    }
  };
  await build();
  let pending;
  for (const folder of watchedFolders) {
    fs.watch(folder, { recursive: true }, () => {
      clearTimeout(pending);
      pending = setTimeout(build, 80);
    });
  }
}

function report({ fresh, ms, icons, kilobytes }) {
  if (fresh) console.log(`assets built in ${ms} ms: ${icons} icons, ${kilobytes} KB of scripts and styles on the wire`);
}
