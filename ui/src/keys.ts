// The keyboard.
//   data-key="r"          the element that a key stands for: pressed, checked or focused
//   data-go="i"           a link reached by `g` and then the letter (also in the palette)
//   data-rows             a list in which `j` and `k` move; `enter` opens, as on any link
//   <dialog id="keys">    the list of keys, at `?`
// Single keys can be switched off (WCAG 2.1.4): a box with `data-keys-off`, or `data-keys="off"`
// on <body> from the reader's preferences.

import { all, isShown, isTyping, kept } from "./dom";

let goingUntil = 0;

export function startKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target) || document.querySelector("dialog[open]") || areOff()) return;
    if (press(event.key)) event.preventDefault();
  });
  for (const box of all<HTMLInputElement>("input[data-keys-off]")) {
    box.checked = areOff();
    box.addEventListener("change", () => (box.checked ? kept.set("keys", "off") : kept.remove("keys")));
  }
}

function areOff(): boolean {
  return kept.get("keys") === "off" || document.body.dataset.keys === "off";
}

/** Does what the key stands for; false when it stands for nothing here. */
function press(key: string): boolean {
  if (performance.now() < goingUntil) {
    goingUntil = 0;
    return act(all(`[data-go="${CSS.escape(key)}"]`)[0]);
  }
  switch (key) {
    case "g":
      goingUntil = performance.now() + 1500;
      return true;
    case "j":
      return step(1);
    case "k":
      return step(-1);
    case "?":
      return openList();
    default:
      return act(all(`[data-key="${CSS.escape(key)}"]`).find(isShown));
  }
}

/** Presses, checks or focuses, whatever the element is there for. */
function act(element: HTMLElement | undefined): boolean {
  if (!element) return false;
  if (element instanceof HTMLInputElement && element.type === "radio") {
    element.click();
    element.form?.querySelector("textarea")?.focus();
  } else if (isTyping(element)) {
    element.focus();
  } else {
    element.click();
  }
  return true;
}

/** Moves the focus one row on, from the current one or from the top. */
function step(by: number): boolean {
  const rows = all("[data-rows] a.row-t, [data-rows] [data-row]").filter(isShown);
  if (rows.length === 0) return false;
  const from = rows.findIndex((row) => row === document.activeElement || row.contains(document.activeElement));
  const start = from >= 0 ? from : rows.findIndex((row) => row.ariaCurrent === "true");
  const next = rows[Math.min(rows.length - 1, Math.max(0, start + by))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function openList(): boolean {
  const list = document.getElementById("keys");
  if (!(list instanceof HTMLDialogElement)) return false;
  list.showModal();
  return true;
}
