// People before a browser: each has a window of their own, and whatever a page complains about is
// remembered.

import { chromium } from "playwright-core";
import { EMAIL, PASSWORD, required } from "./demo.mjs";

const FLAGS = [
  "--no-sandbox",
  "--headless",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** How long a page may take for what follows from a click. */
const PATIENCE_MS = 15_000;

/** Sizes of windows. */
export const WIDE = { width: 1440, height: 900 };
export const NARROW = { width: 390, height: 844 };

let browser;

/** The browser, started once; `gone` is called should it end before it is closed. */
export async function openBrowser(gone) {
  const executablePath = required("PIKET_CHROMIUM", "Debian has it in the package chromium");
  if (!browser) {
    browser = await chromium.launch({ executablePath, args: FLAGS });
    if (gone) browser.once("disconnected", () => browser && gone());
  }
  return browser;
}

export async function closeBrowser() {
  const closing = browser;
  browser = undefined;
  await closing?.close();
}

/**
 * A window onto a demo. `look`: `size`, `dark`, `script` (false: without JavaScript), `lang` (before
 * anybody is known), `cookies` (of somebody who signed in already).
 */
export async function openWindow(demo, look = {}) {
  const context = await (await openBrowser()).newContext({
    baseURL: demo.desk,
    viewport: look.size ?? WIDE,
    colorScheme: look.dark ? "dark" : "light",
    reducedMotion: "reduce",
    javaScriptEnabled: look.script ?? true,
    locale: look.lang ?? "nl-NL",
    timezoneId: "Europe/Amsterdam",
  });
  context.setDefaultTimeout(PATIENCE_MS);
  if (look.cookies) await context.addCookies(look.cookies);
  const page = await context.newPage();
  const complaints = [];
  listenTo(page, complaints);
  return { context, page, complaints, close: () => context.close() };
}

/** A window of somebody who is signed in. */
export async function signIn(demo, name, look = {}) {
  const opened = await openWindow(demo, look);
  await fillSignIn(opened.page, name);
  // Whoever is let in stands in front of the desk or the portal.
  await opened.page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  return opened;
}

/** Fills in the form of signing in, and sends it. */
export async function fillSignIn(page, name, password = PASSWORD) {
  if (!new URL(page.url(), "http://nowhere").pathname.startsWith("/sign-in")) await page.goto("/sign-in");
  await page.fill("input[name=email]", EMAIL[name] ?? name);
  await page.fill("input[name=password]", password);
  await page.click("form[action='/sign-in'] button");
}

/** Complaints: of the console (the Content-Security-Policy's too), of scripts, and answers 5xx. */
function listenTo(page, complaints) {
  page.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    // Refusals that a journey asks for are said by the browser as well: those are no complaints.
    if (/Failed to load resource: the server responded with a status of 4\d\d/.test(message.text())) return;
    complaints.push(`${message.type()} on ${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`script error on ${page.url()}: ${error.message}`));
  page.on("response", (answer) => {
    if (answer.status() >= 500) complaints.push(`${answer.status()} for ${answer.url()}`);
  });
}
