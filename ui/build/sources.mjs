// What the build reads: our own styles and scripts, and the templates that use them.

import fs from "node:fs";
import path from "node:path";

const ui = path.resolve(import.meta.dirname, "..");

/** Our styles and scripts. */
export const sourceFolder = path.join(ui, "src");

/** Pages and the code beside them: they decide which icons and kit classes are kept. */
export const templateFolder = path.resolve(ui, "..", "crates", "web", "src");

export const watchedFolders = [sourceFolder, templateFolder].filter((folder) => fs.existsSync(folder));

/** Every file below `folder` with one of the endings, in a fixed order. */
export function filesBelow(folder, ...endings) {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** Templates and scripts as `{ file, text }`: the places where classes and icons are named. */
export function usingTexts() {
  return [...filesBelow(templateFolder, ".html", ".rs"), ...filesBelow(sourceFolder, ".ts")].map((file) => ({
    file,
    text: fs.readFileSync(file, "utf8"),
  }));
}
