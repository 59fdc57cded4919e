// Screenshots of every page of the demo, light and dark, wide and narrow, into shots/ (git ignores
// it): `PIKET_BIN=… PIKET_CHROMIUM=… node ui/tests/shots.mjs [--readme] [part of a name…]`.
// With --readme the incident's page becomes the picture of the README.

import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { NARROW, WIDE, closeBrowser, openWindow, signIn } from "./support/browser.mjs";
import { startDemo, stopAll } from "./support/demo.mjs";
import { act, answer, untilAtStation, write } from "./support/desk.mjs";
import { PAGES, addressOf } from "./support/pages.mjs";

const FOLDER = new URL("../../shots/", import.meta.url).pathname;
const README = new URL("../../docs/images/incident.png", import.meta.url).pathname;
/** The picture of the README. */
const HERO = "broken-shop-rolling-out-light-1440";

const LOOKS = [
  { name: "light-1440", size: WIDE, dark: false },
  { name: "dark-1440", size: WIDE, dark: true },
  { name: "light-390", size: NARROW, dark: false },
  { name: "dark-390", size: NARROW, dark: true },
];
/** Within this time the check has noticed. */
const CHECKED_MS = 60_000;

const forReadme = process.argv.includes("--readme");
const wanted = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const isWanted = (name) => (wanted.length === 0 ? !forReadme : wanted.some((word) => name.includes(word)));

/** Whoever signs in, once each: what a browser keeps of it. */
const cookies = new Map();

async function cookiesOf(demo, who) {
  if (!cookies.has(who)) {
    const opened = await signIn(demo, who);
    cookies.set(who, await opened.context.cookies());
    await opened.close();
  }
  return cookies.get(who);
}

/** A page in all four looks. */
async function shoot(demo, it) {
  for (const look of LOOKS) {
    const window = await openWindow(demo, { ...look, cookies: it.who && (await cookiesOf(demo, it.who)) });
    const address = await addressOf(it, window.page);
    await window.page.goto(address);
    await settled(window.page);
    if (look.size === NARROW) await unroll(window.page);
    await window.page.screenshot({ path: join(FOLDER, `${it.name}-${look.name}.png`) });
    await window.close();
  }
  console.log(it.name);
}

/** A telephone so long that nothing of the page is out of sight. */
async function unroll(page) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: NARROW.width, height: Math.max(height, NARROW.height) });
}

/** Fonts are there, charts are drawn. */
async function settled(page) {
  await page.evaluate(() => document.fonts.ready);
  for (const chart of await page.locator("[data-chart]").all()) {
    if (await chart.isVisible()) await chart.locator("canvas").first().waitFor();
  }
}

/** The shop breaks and is worked on; after each step of the way `look` gets to see it. */
async function breakTheShop(demo, look) {
  const [ilse, samira, fatima] = [await signIn(demo, "ilse"), await signIn(demo, "samira"), await signIn(demo, "fatima")];
  await demo.set("500");
  const row = ilse.page.locator("#home a.row-t", { hasText: "Webshop De Molen: Winkel" }).first();
  await row.waitFor({ timeout: CHECKED_MS });
  const desk = await row.getAttribute("href");
  const portal = desk.replace("/incidents", "/portal/incidents");
  await look("reported", desk, portal);

  await ilse.page.goto(desk);
  await act(ilse.page, "take");
  await write(ilse.page, "client", "Goedendag Fatima,\n\nDe winkel geeft een foutmelding aan klanten. Bestellingen die al betaald zijn, gaan niet verloren. Ik zoek de oorzaak en laat uiterlijk op het genoemde tijdstip weer van mij horen.\n\nIlse de Vries");
  await look("investigating", desk, portal);

  await fatima.page.goto(portal);
  await answer(fatima.page, "reply", { text: "Dank u. Klanten bellen ons erover, dus graag vandaag nog." });
  await ilse.page.goto(desk);
  await act(ilse.page, "finding", { text: "Every page answers 500 since release 4.13.1 of this morning; the database refuses new connections." });
  await act(ilse.page, "development", { question: "Does 4.13.1 keep its connections open? Can we go back to 4.13.0?" });
  await samira.page.goto(desk);
  await act(samira.page, "accept");
  await look("developing", desk, portal);

  await act(samira.page, "propose", {
    cause: "Versie 4.13.1 houdt verbindingen met de database open.",
    solution: "Wij zetten versie 4.13.0 terug.",
    risk: "Klein: die versie draaide gisteren nog.",
    rollback: "Versie 4.13.1 opnieuw uitrollen.",
    test_plan: "Een bestelling op de testomgeving, daarna in de winkel.",
  });
  await look("agreeing", desk, portal);

  await fatima.page.goto(portal);
  await answer(fatima.page, "agree", { note: "Akkoord, graag zo snel mogelijk." });
  await untilAtStation(samira.page, 6);
  await look("rolling-out", desk, portal);
  for (const window of [ilse, samira, fatima]) await window.close();
}

async function run() {
  await mkdir(FOLDER, { recursive: true });
  const demo = await startDemo({ history: true });
  for (const it of PAGES.filter((it) => isWanted(it.name))) await shoot(demo, it);
  const isBroken = forReadme || wanted.length === 0 || wanted.some((word) => word.startsWith("broken"));
  if (!isBroken) return;
  await breakTheShop(demo, async (step, desk, portal) => {
    const pages = [
      { name: `broken-shop-${step}`, who: "ilse", path: desk },
      { name: `broken-shop-${step}-portal`, who: "fatima", path: portal },
    ];
    for (const it of pages) {
      if (isWanted(it.name) || (forReadme && HERO.startsWith(`${it.name}-light`))) await shoot(demo, it);
    }
  });
  for (const it of [
    { name: "broken-my-desk", who: "tom", path: "/" },
    { name: "broken-monitoring", who: "ilse", path: "/monitoring" },
    { name: "broken-check", who: "ilse", path: "/monitoring/demolen-shop-home" },
    { name: "broken-portal-home", who: "fatima", path: "/portal" },
  ]) {
    if (isWanted(it.name)) await shoot(demo, it);
  }
  if (!forReadme) return;
  await mkdir(join(README, ".."), { recursive: true });
  await copyFile(join(FOLDER, `${HERO}.png`), README);
  console.log(README);
}

try {
  await run();
} finally {
  await closeBrowser();
  await stopAll();
}
