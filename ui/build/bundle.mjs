// One build: sources in, `dist/` out, or nothing at all when nothing changed.

import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import * as esbuild from "esbuild";
import { iconNames, sprite } from "./icons.mjs";
import { kitClassesUsed, thinKit } from "./kit.mjs";
import { licences } from "./licences.mjs";
import { filesBelow, sourceFolder, usingTexts } from "./sources.mjs";

const ui = path.resolve(import.meta.dirname, "..");
const dist = path.join(ui, "dist");

/** Browsers from the spring of 2024 on: the first that all know `light-dark()` and `:has()`. */
const browsers = ["chrome123", "edge123", "firefox121", "safari17.5"];

/** Builds unless `dist/` was made from exactly the same sources, and says what it did. */
export async function bundle({ compress }) {
  const started = performance.now();
  const texts = usingTexts();
  const icons = iconNames(texts);
  const kitClasses = kitClassesUsed(texts);
  const stamp = stampOf({ icons, kitClasses, compress });
  if (isCurrent(stamp)) return { fresh: false };

  const next = fs.mkdtempSync(path.join(ui, ".dist-"));
  fs.chmodSync(next, 0o755);
  try {
    const manifest = await esbuildInto(next, await thinKit(kitClasses));
    manifest["icons.svg"] = writeHashed(next, "icons", ".svg", sprite(icons));
    manifest["mark.svg"] = writeHashed(next, "mark", ".svg", fs.readFileSync(path.join(sourceFolder, "mark.svg"), "utf8"));
    fs.writeFileSync(path.join(next, "licences.txt"), licences());
    fs.writeFileSync(path.join(next, "manifest.json"), JSON.stringify(manifest, Object.keys(manifest).sort(), 2) + "\n");
    if (compress) addCompressed(next);
    const bytes = wireSize(next, manifest);
    fs.writeFileSync(path.join(next, ".stamp"), stamp);
    backdate(path.join(next, "manifest.json"));
    swap(next);
    return { fresh: true, ms: Math.round(performance.now() - started), icons: icons.length, kilobytes: Math.round(bytes / 1024) };
  } finally {
    fs.rmSync(next, { recursive: true, force: true });
  }
}

/** Scripts, styles and fonts through esbuild; returns plain name → hashed name. */
async function esbuildInto(folder, kitCss) {
  const result = await esbuild.build({
    absWorkingDir: ui,
    entryPoints: { app: "src/app.ts", theme: "src/theme.ts", style: "src/style.css" },
    outdir: folder,
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    bundle: true,
    minify: true,
    format: "esm",
    target: browsers,
    loader: { ".woff2": "file" },
    legalComments: "none", // the texts are in licences.txt
    metafile: true,
    logLevel: "warning",
    plugins: [kitPlugin(kitCss)],
  });
  const manifest = {};
  for (const [file, output] of Object.entries(result.metafile.outputs)) {
    if (output.entryPoint) manifest[plainName(output.entryPoint)] = path.basename(file);
  }
  return manifest;
}

/** `@import "kit"` in style.css means the kit's style sheet, thinned out. */
function kitPlugin(css) {
  return {
    name: "kit",
    setup(build) {
      build.onResolve({ filter: /^kit$/ }, () => ({ path: "kit", namespace: "kit" }));
      build.onLoad({ filter: /.*/, namespace: "kit" }, () => ({ contents: css, loader: "css", resolveDir: ui }));
    },
  };
}

/** `src/app.ts` → `app.js`. */
function plainName(entryPoint) {
  return path.basename(entryPoint).replace(/\.ts$/, ".js");
}

function writeHashed(folder, name, ending, text) {
  const hashed = `${name}-${createHash("sha256").update(text).digest("hex").slice(0, 8).toUpperCase()}${ending}`;
  fs.writeFileSync(path.join(folder, hashed), text);
  return hashed;
}

/** Puts `.br` and `.gz` beside every text; fonts are compressed already. */
function addCompressed(folder) {
  for (const file of filesBelow(folder, ".js", ".css", ".svg")) {
    const bytes = fs.readFileSync(file);
    const quality = { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    fs.writeFileSync(`${file}.br`, zlib.brotliCompressSync(bytes, { params: quality }));
    fs.writeFileSync(`${file}.gz`, zlib.gzipSync(bytes, { level: 9 }));
  }
}

/** Bytes of scripts and styles as they are sent, for the report. */
function wireSize(folder, manifest) {
  return ["app.js", "theme.js", "style.css"]
    .map((name) => path.join(folder, manifest[name]))
    .map((file) => fs.statSync(fs.existsSync(`${file}.br`) ? `${file}.br` : file).size)
    .reduce((sum, size) => sum + size, 0);
}

/** Everything that decides what comes out, as one hash. */
function stampOf(choices) {
  const hash = createHash("sha256").update(JSON.stringify(choices));
  const own = [path.join(ui, "package-lock.json"), path.join(ui, "build.mjs"), ...filesBelow(import.meta.dirname, ".mjs"), ...filesBelow(sourceFolder, "")];
  for (const file of own) hash.update(path.relative(ui, file)).update(fs.readFileSync(file));
  return hash.digest("hex");
}

function isCurrent(stamp) {
  const mark = path.join(dist, ".stamp");
  return fs.existsSync(mark) && fs.readFileSync(mark, "utf8") === stamp;
}

/** Cargo watches this file to notice that `dist/` is gone; its age shall not look like news. */
function backdate(file) {
  fs.utimesSync(file, new Date("2020-01-01"), new Date("2020-01-01"));
}

/** Puts the finished folder in place; two renames, so a reader waits at most that long. */
function swap(next) {
  const last = fs.mkdtempSync(path.join(ui, ".dist-"));
  if (fs.existsSync(dist)) fs.renameSync(dist, path.join(last, "dist"));
  fs.renameSync(next, dist);
  fs.rmSync(last, { recursive: true, force: true });
}
