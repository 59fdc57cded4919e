// What axe-core finds on a page: WCAG 2.2 up to AA.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Violations that somebody would stumble over, each as a line. */
export async function violations(page) {
  await page.evaluate(source);
  const found = await page.evaluate(
    (values) => window.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }),
    RULES,
  );
  return found.violations
    .filter((it) => it.impact === "serious" || it.impact === "critical")
    .flatMap((it) => it.nodes.map((node) => `${it.id} (${it.impact}) at ${node.target.join(" ")}: ${brief(node)}`));
}

function brief(node) {
  return node.failureSummary.replaceAll(/\s+/g, " ").slice(0, 200);
}
