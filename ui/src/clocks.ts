// Times that move.
//   <time datetime="…" data-due>      counts down to the instant, below zero when it has passed
//   <time datetime="…" data-since>    counts up from the instant
//   <time datetime="…" data-rel>      "12 m ago", "in 2 h 05 m"
// The server writes the text of the moment it answered; scripts only keep it moving. The exact
// time is shown on hover, with its zone. `data-now` on <html> is the server's time, so that a
// wrong clock on the reader's machine shows nothing wrong; `data-zone` is the agency's zone;
// `data-units` the short words for days, hours, minutes and seconds ("d h m s"); `data-ago`,
// `data-ahead` and `data-just-now` the sentences around a span.

import { all, language } from "./dom";

const root = document.documentElement;
const loadedAt = Date.now();
const serverNow = root.dataset.now ? Date.parse(root.dataset.now) : loadedAt;

/** The server's time. */
export function now(): number {
  return serverNow + (Date.now() - loadedAt);
}

/**
 * Time on the wall as the server says it: `12 m`, `2 h 05 m`, `3 d 4 h`; late with a minus.
 * Countdowns show seconds in their last ten minutes.
 */
export function span(ms: number, withSeconds = true): string {
  const [d, h, m, s] = (root.dataset.units ?? "d h m s").split(" ");
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const two = (value: number) => String(value).padStart(2, "0");
  const sign = ms < 0 && seconds > 0 ? "−" : "";
  if (hours >= 24) return `${sign}${Math.floor(hours / 24)} ${d} ${hours % 24} ${h}`;
  if (hours > 0) return `${sign}${hours} ${h} ${two(minutes % 60)} ${m}`;
  if (minutes >= 10 || (minutes > 0 && !withSeconds)) return `${sign}${minutes} ${m}`;
  return minutes > 0 ? `${sign}${minutes} ${m} ${two(seconds % 60)} ${s}` : `${sign}${seconds} ${s}`;
}

/** "12 m ago", "in 2 h 05 m": in the words that the page brought along. */
export function relative(ms: number): string {
  const { justNow, ago, ahead } = root.dataset;
  if (Math.abs(ms) < 60_000) return justNow ?? "";
  return ((ms < 0 ? ago : ahead) ?? "%").replace("%", span(Math.abs(ms), false));
}

/** The instant in full, with its zone. */
export function exact(instant: number): string {
  return new Intl.DateTimeFormat(language(), {
    dateStyle: "full",
    timeStyle: "long",
    timeZone: root.dataset.zone || undefined,
  }).format(instant);
}

/** Brings every moving time on the page to this moment. */
export function tick(): void {
  const at = now();
  for (const element of all<HTMLTimeElement>("time[data-due], time[data-since], time[data-rel]")) {
    const instant = Date.parse(element.dateTime);
    if (Number.isNaN(instant)) continue;
    const text = "rel" in element.dataset ? relative(instant - at) : "due" in element.dataset ? span(instant - at) : span(at - instant);
    if (element.textContent !== text) element.textContent = text;
    if (!element.title) element.title = exact(instant);
    if ("due" in element.dataset && instant <= at) markLate(element);
  }
}

/** A promise that ran out while the page was open turns red, as it would after a reload. */
function markLate(element: Element): void {
  const holder = element.closest(".sla, .clock .v");
  holder?.classList.remove("warn");
  holder?.classList.add("bad");
}

export function startClocks(): void {
  setInterval(() => document.hidden || tick(), 1000);
  document.addEventListener("visibilitychange", tick);
}
