// The kit's style sheet without the parts that no page uses: 635 KB become a fraction.
// Only the kit is thinned out; our own styles are short and stay whole.

import fs from "node:fs";
import path from "node:path";
import { PurgeCSS } from "purgecss";

const kitFile = path.resolve(import.meta.dirname, "..", "node_modules/@tabler/core/dist/css/tabler.min.css");

/** Families that are kept whole, because pages put their class names together at run time. */
const keptFamilies = [/^table/, /^form-(control|select|check|label|hint|text)/, /^(is-)?(in)?valid/, /^btn(-|$)/];

/**
 * The words in `texts` that are class names of the kit. Small and steady, so that an edit of a
 * page that uses nothing new does not count as a change of the assets.
 */
export function kitClassesUsed(texts) {
  const known = new Set();
  for (const [, name] of fs.readFileSync(kitFile, "utf8").matchAll(/\.(-?[a-zA-Z_][\w-]*)/g)) known.add(name);
  const used = new Set();
  for (const { text } of texts) {
    for (const [word] of text.matchAll(/[a-zA-Z_][\w-]*/g)) if (known.has(word)) used.add(word);
  }
  return [...used].sort();
}

/** Attributes that rules of kept classes ask for, such as `[type=checkbox]`. */
const attributes = `type checkbox radio search text email password number date time file hidden disabled
  readonly checked multiple size open role button data-bs-theme dark light dir title placeholder`.split(/\s+/);

/** The kit's style sheet with the rules for `used` classes, plain elements and kept families. */
export async function thinKit(used) {
  const [result] = await new PurgeCSS().purge({
    content: [{ raw: [...used, ...attributes].join(" "), extension: "txt" }],
    css: [{ raw: fs.readFileSync(kitFile, "utf8") }],
    // HTML elements are styled wherever they occur, so all of them stay.
    safelist: { standard: [...elements, ...keptFamilies], deep: [], greedy: [] },
    defaultExtractor: (text) => text.match(/[\w-]+/g) ?? [],
    dynamicAttributes: ["data-bs-theme"],
    variables: false,
    keyframes: true,
    fontFace: true,
  });
  return result.css;
}

const elements =
  `a abbr address article aside audio b blockquote body button canvas caption cite code col colgroup
   dd del details dfn dialog div dl dt em fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
   header hr html i iframe img input ins kbd label legend li main mark menu meter nav ol optgroup
   option output p pre progress q s samp section select small span strong sub summary sup svg table
   tbody td template textarea tfoot th thead time tr u ul var video root host before after dark light`
    .split(/\s+/)
    .filter(Boolean);
