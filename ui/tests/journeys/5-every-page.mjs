// Every page, before a past of ninety days: nobody stumbles over it, nothing on it complains, it is
// small, and it fits a telephone.

import assert from "node:assert/strict";
import { violations } from "../support/axe.mjs";
import { NARROW, WIDE } from "../support/browser.mjs";
import { PAGES, addressOf } from "../support/pages.mjs";

/** A page should stay below the first, and must stay below the second. */
const SMALL_BYTES = 50_000;
const LARGEST_BYTES = 80_000;

export const shared = true;

const readers = [...new Set(PAGES.map((it) => it.who))];

export const journeys = readers.map((who) => ({
  name: `Every page of ${who ?? "whoever is not known"} is accessible, small and fits a telephone`,
  history: true,
  async run(t) {
    const found = [];
    const page = who ? await t.signIn(who) : await t.window();
    for (const it of PAGES.filter((it) => it.who === who)) {
      await t.step(it.name, async () => found.push(...(await lookAt(page, it))));
    }
    assert.equal(found.length, 0, `\n${found.join("\n")}`);
  },
}));

async function lookAt(page, it) {
  const found = [];
  const address = await addressOf(it, page);
  if (!address) return [`${it.name}: the demo has no such page`];
  await page.setViewportSize(WIDE);
  const answer = await page.goto(address);
  const bytes = (await answer.body()).length;
  if (bytes > SMALL_BYTES) console.log(`       ${it.name}: ${Math.round(bytes / 1000)} kB of HTML`);
  if (bytes > LARGEST_BYTES) found.push(`${it.name}: ${bytes} bytes of HTML`);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await violations(page)).map((line) => `${it.name}, ${colorScheme}: ${line}`));
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(NARROW);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) found.push(`${it.name}: ${wide} px too wide for a telephone (${await tooWide(page)})`);
  found.push(...(await violations(page)).map((line) => `${it.name}, narrow: ${line}`));
  return found;
}

/** What sticks out. */
function tooWide(page) {
  return page.evaluate(() => {
    const out = [...document.body.querySelectorAll("*")].filter((it) => it.getBoundingClientRect().right > innerWidth + 1);
    return out.slice(0, 3).map((it) => `${it.tagName.toLowerCase()}.${it.className}`).join(", ");
  });
}
