// A journey: what people do with a demo, told as a sentence, in steps that have names.
//
// A file of journeys exports `journeys`, a list of { name, history, run }, and may export
// `shared = true` when all of them can use one demo.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openWindow, signIn } from "./browser.mjs";

/** What pages looked like when a journey failed; git ignores it. */
const FAILED = new URL("../../../shots/failed/", import.meta.url).pathname;

/** Runs one journey on a demo; gives what went wrong, or nothing. */
export async function travel(journey, demo) {
  const journeyed = new Travel(demo);
  try {
    await journey.run(journeyed);
    journeyed.expectNoComplaints();
    return null;
  } catch (why) {
    await journeyed.keepPictures(journey.name);
    return `${journeyed.at ? `at "${journeyed.at}": ` : ""}${why.stack ?? why}`;
  } finally {
    await journeyed.end();
  }
}

/** What a journey has at hand. */
export class Travel {
  #windows = [];
  /** The step at which it is. */
  at = "";

  constructor(demo) {
    this.demo = demo;
  }

  /** Names what follows, for the message when it fails. */
  async step(name, what) {
    this.at = name;
    const result = await what();
    this.at = "";
    return result;
  }

  /** The page of somebody who is not known yet; `look` as for `openWindow`. */
  async window(look) {
    return this.#keep("nobody", await openWindow(this.demo, look));
  }

  /** The page of somebody who has signed in. */
  async signIn(name, look) {
    return this.#keep(name, await signIn(this.demo, name, look));
  }

  #keep(name, opened) {
    this.#windows.push({ name, ...opened });
    return opened.page;
  }

  /** No page complained on its console, no script failed, nothing was answered with 5xx. */
  expectNoComplaints() {
    const complaints = this.#windows.flatMap((window) => window.complaints);
    if (complaints.length > 0) throw new Error(`pages complained:\n  ${complaints.join("\n  ")}`);
  }

  async keepPictures(journey) {
    await mkdir(FAILED, { recursive: true });
    const name = journey.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").slice(0, 60);
    for (const [at, window] of this.#windows.entries()) {
      const path = join(FAILED, `${name}-${at}-${window.name}.png`);
      // The window may be gone: then there is no picture of it.
      await window.page.screenshot({ path, fullPage: true }).catch(() => {});
    }
    await writeFile(join(FAILED, `${name}.log`), this.demo.said);
  }

  async end() {
    await Promise.all(this.#windows.map((window) => window.close()));
  }
}
