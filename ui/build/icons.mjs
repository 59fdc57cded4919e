// The icon sprite: one SVG with a <symbol> for each icon that a template names, and no other.

import fs from "node:fs";
import path from "node:path";
import process from "node:process";

const iconFolder = path.resolve(import.meta.dirname, "..", "node_modules", "@tabler", "icons", "icons");

/** Where an icon is plainly meant: `#i-send`, `icon("send")`, `icon::icon("send")`, `icon: "send"`. */
const meant = /#i-([a-z][a-z0-9-]*)|\bicon[a-z_]*\s*(?:\(|=|:)\s*"([a-z][a-z0-9-]*)"/g;

/** Where one may be meant: an argument of a macro in a template, any short text in code. */
const perhapsInTemplate = /[(,]\s*"([a-z][a-z0-9-]*)"/g;
const perhapsInCode = /"([a-z][a-z0-9-]*)"/g;

/**
 * Names of all icons in use, sorted. A name that is plainly meant must exist; any other text that
 * happens to be the name of an icon costs two hundred bytes, which is less than a missing icon.
 */
export function iconNames(texts) {
  const known = new Set([
    ...fs.readdirSync(path.join(iconFolder, "outline")).map((file) => file.replace(/\.svg$/, "")),
    ...fs.readdirSync(path.join(iconFolder, "filled")).map((file) => file.replace(/\.svg$/, "-filled")),
  ]);
  const names = new Set();
  for (const { file, text } of texts) {
    for (const [, direct, called] of text.matchAll(meant)) {
      const name = direct ?? called;
      if (!known.has(name)) {
        throw new Error(`${path.relative(process.cwd(), file)} names the icon "${name}", which @tabler/icons does not have.`);
      }
      names.add(name);
    }
    if (file.endsWith(".ts")) continue; // our scripts name events and tags, no icons
    for (const [, name] of text.matchAll(file.endsWith(".html") ? perhapsInTemplate : perhapsInCode)) {
      if (known.has(name)) names.add(name);
    }
  }
  return [...names].sort();
}

/** The sprite as text. Lines are 1.75 thick, as everywhere in the product. */
export function sprite(names) {
  return `<svg xmlns="http://www.w3.org/2000/svg">${names.map(symbol).join("")}</svg>`;
}

function symbol(name) {
  const inner = fs
    .readFileSync(iconFile(name), "utf8")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*\/>/, "")
    .replace(/^[\s\S]*?<svg[^>]*>/, "")
    .replace(/<\/svg>\s*$/, "")
    .replace(/\s*\n\s*/g, "");
  const paint = name.endsWith("-filled")
    ? `fill="currentColor"`
    : `fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"`;
  return `<symbol id="i-${name}" viewBox="0 0 24 24" ${paint}>${inner}</symbol>`;
}

function iconFile(name) {
  const kind = name.endsWith("-filled") ? "filled" : "outline";
  return path.join(iconFolder, kind, `${name.replace(/-filled$/, "")}.svg`);
}
