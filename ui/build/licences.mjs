// The licence texts of the npm packages whose work ends up in the binary.

import fs from "node:fs";
import path from "node:path";

const packages = path.resolve(import.meta.dirname, "..", "node_modules");

/** Shipped: kit, icons, fonts, htmx, charts. Tools of the build are not. */
const shipped = [
  "@tabler/core",
  "@tabler/icons",
  "@fontsource-variable/inter",
  "@fontsource-variable/jetbrains-mono",
  "htmx.org",
  "uplot",
];

/** One text: name, version and licence of each, then the licence itself. */
export function licences() {
  return shipped.map(one).join("\n" + "-".repeat(78) + "\n\n");
}

function one(name) {
  const folder = path.join(packages, name);
  const { version, license } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
  const file = fs.readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? fs.readFileSync(path.join(folder, file), "utf8").trim() : kitLicence();
  return `${name} ${version} (${license})\n\n${text}\n`;
}

/** The kit's package carries no licence file: its style sheet names the holders, the terms are MIT's. */
function kitLicence() {
  const css = fs.readFileSync(path.join(packages, "@tabler/core/dist/css/tabler.css"), "utf8");
  const holders = [...css.matchAll(/Copyright[^\n*]+/g)].map(([line]) => line.trim());
  const terms = fs.readFileSync(path.join(packages, "@tabler/icons/LICENSE"), "utf8");
  return [...new Set(holders)].join("\n") + "\nBased on Bootstrap, Copyright The Bootstrap Authors (MIT)\n\n" + terms.slice(terms.indexOf("Permission")).trim();
}
