// Live pages. <body data-events="/events?…"> names the stream of server-sent events:
//   event `changed`, data: topics that changed, separated by spaces ("incident:INC-1042 queue"),
//   or nothing for "anything".
// Every element with `data-live` is then fetched again and morphed in place, so that focus and
// half-typed words survive:
//   data-live="/incidents/INC-1042/part"   the address of the fragment; empty: this page itself
//   data-live-on="incident:INC-1042"       only for these topics; without it for all
// The element is found again in the answer by its id, or is the answer's first element.
// A lost connection shows `[data-live-lost]`, tries again, and catches up when it is back.

import htmx from "htmx.org/dist/htmx.esm.js";
import { all } from "./dom";

/** Changes within this time are fetched together. */
const GATHER_MS = 120;
/** A short drop is not worth a word. */
const SAY_LOST_AFTER_MS = 3000;
/** A hidden tab gives its connection back: browsers allow only a few per site. */
const HIDDEN_CLOSE_AFTER_MS = 30_000;

export function startLive(): void {
  const address = document.body.dataset.events;
  if (address && "EventSource" in window) new Line(address).open();
}

class Line {
  private source: EventSource | null = null;
  private missed = false;
  private tries = 0;
  private lostTimer = 0;
  private retryTimer = 0;
  private hiddenTimer = 0;

  constructor(private readonly address: string) {
    document.addEventListener("visibilitychange", () => this.visibilityChanged());
    addEventListener("pagehide", () => this.close());
    addEventListener("pageshow", (event) => event.persisted && this.reopen());
    addEventListener("online", () => this.missed && this.reopen());
  }

  open(): void {
    this.source = new EventSource(this.address);
    this.source.addEventListener("open", () => this.opened());
    this.source.addEventListener("changed", (event) => gather((event as MessageEvent<string>).data));
    this.source.addEventListener("error", () => this.dropped());
  }

  private opened(): void {
    clearTimeout(this.lostTimer);
    this.lostTimer = 0;
    this.tries = 0;
    say(false);
    if (this.missed) gather(""); // whatever happened meanwhile
    this.missed = false;
  }

  private dropped(): void {
    this.missed = true;
    this.lostTimer ||= window.setTimeout(() => say(true), SAY_LOST_AFTER_MS);
    // The browser tries again by itself, except after an answer that is no stream.
    if (this.source?.readyState !== EventSource.CLOSED) return;
    const wait = Math.min(60_000, 2000 * 2 ** this.tries++) * (0.5 + Math.random() / 2);
    clearTimeout(this.retryTimer);
    this.retryTimer = window.setTimeout(() => this.open(), wait);
  }

  private visibilityChanged(): void {
    clearTimeout(this.hiddenTimer);
    if (document.hidden) this.hiddenTimer = window.setTimeout(() => this.close(), HIDDEN_CLOSE_AFTER_MS);
    else if (this.missed) this.reopen();
  }

  private close(): void {
    this.source?.close();
    this.missed = true;
    clearTimeout(this.lostTimer);
    clearTimeout(this.retryTimer);
    this.lostTimer = 0;
  }

  private reopen(): void {
    this.close();
    this.open();
  }
}

/** Shows or hides that the connection is lost, in words and at the sign "live". */
function say(lost: boolean): void {
  for (const banner of all("[data-live-lost]")) banner.hidden = !lost;
  for (const sign of all(".live")) sign.classList.toggle("off", lost);
}

const waiting = new Set<string>();
let anything = false;
let gathering = 0;

function gather(topics: string): void {
  const named = topics.split(/\s+/).filter(Boolean);
  named.forEach((topic) => waiting.add(topic));
  anything ||= named.length === 0;
  gathering ||= window.setTimeout(() => void refetch(), GATHER_MS);
}

async function refetch(): Promise<void> {
  gathering = 0;
  const topics = new Set(waiting);
  const every = anything;
  waiting.clear();
  anything = false;
  const byAddress = new Map<string, HTMLElement[]>();
  for (const element of all("[data-live]")) {
    const wants = element.dataset.liveOn?.split(/\s+/);
    if (!every && wants && !wants.some((topic) => topics.has(topic))) continue;
    const address = element.dataset.live || location.href;
    byAddress.set(address, [...(byAddress.get(address) ?? []), element]);
  }
  await Promise.allSettled([...byAddress].map(([address, elements]) => fetchInto(address, elements)));
}

async function fetchInto(address: string, elements: HTMLElement[]): Promise<void> {
  const answer = await fetch(address, { headers: { accept: "text/html", "hx-request": "true" } });
  // Signed out, gone, or busy: what is shown stays, the next change tries again.
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const element of elements) {
    const found = element.id ? fresh.getElementById(element.id) : fresh.body.firstElementChild;
    if (!found || !element.isConnected) continue;
    await htmx.swap({ text: found.outerHTML, target: element, sourceElement: element, swap: "outerMorph" });
  }
}
