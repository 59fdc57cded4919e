// The command palette at ctrl/cmd-k: every link with `data-go` and every action with
// `data-key` that is on the page, found by typing; what is not found is searched for.
// Its frame, <dialog id="palette" data-search="/search" data-search-label="Search for">, is in
// the layout.

import { all, isShown } from "./dom";

interface Choice {
  label: string;
  hint: string;
  run: () => void;
}

export function startPalette(): void {
  const palette = document.getElementById("palette");
  if (!(palette instanceof HTMLDialogElement)) return;
  const input = palette.querySelector("input");
  const list = palette.querySelector("ul");
  if (!input || !list) return;

  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      open(palette, input, list);
    }
  });
  document.addEventListener("click", (event) => {
    if ((event.target as Element).closest("[data-palette]")) open(palette, input, list);
  });
}

function open(palette: HTMLDialogElement, input: HTMLInputElement, list: HTMLUListElement): void {
  if (palette.open) return;
  const choices = choicesOfPage();
  let shown: Choice[] = [];
  let at = 0;

  const show = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    shown = choices.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
    if (input.value.trim()) shown.push(searchFor(palette, input.value.trim()));
    at = 0;
    list.replaceChildren(...shown.map(line));
    mark();
  };
  const mark = () => {
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    list.children[at]?.scrollIntoView({ block: "nearest" });
    if (list.children[at]) input.setAttribute("aria-activedescendant", list.children[at].id);
  };
  const run = (index: number) => {
    palette.close();
    shown[index]?.run();
  };

  input.value = "";
  input.oninput = show;
  input.onkeydown = (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      at = (at + (event.key === "ArrowDown" ? 1 : -1) + shown.length) % Math.max(shown.length, 1);
      mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(at);
    }
  };
  list.onclick = (event) => {
    const item = (event.target as Element).closest("li");
    if (item) run([...list.children].indexOf(item));
  };
  show();
  palette.showModal();
  input.focus();
}

/** Actions of this page first, then places to go. */
function choicesOfPage(): Choice[] {
  const seen = new Set<string>();
  return [...all("[data-key]").filter(isShown), ...all("[data-go]")]
    .map((element) => ({
      label: labelOf(element),
      hint: element.dataset.key ?? (element.dataset.go ? `g ${element.dataset.go}` : ""),
      run: () => (element.matches("input[type=search], textarea") ? element.focus() : element.click()),
    }))
    .filter(({ label }) => label !== "" && !seen.has(label) && Boolean(seen.add(label)));
}

function searchFor(palette: HTMLDialogElement, words: string): Choice {
  const address = `${palette.dataset.search ?? "/search"}?q=${encodeURIComponent(words)}`;
  return { label: `${palette.dataset.searchLabel ?? ""} “${words}”`, hint: "", run: () => location.assign(address) };
}

function line(choice: Choice, index: number): HTMLLIElement {
  const item = document.createElement("li");
  item.id = `palette-${index}`;
  item.setAttribute("role", "option");
  item.append(choice.label);
  if (choice.hint) {
    const hint = document.createElement("kbd");
    hint.textContent = choice.hint;
    item.append(hint);
  }
  return item;
}

function labelOf(element: HTMLElement): string {
  const written = element.dataset.label ?? element.getAttribute("aria-label");
  const text = written ?? (element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element.querySelector("span")?.textContent ?? element.textContent);
  return text?.trim().replace(/\s+/g, " ") ?? "";
}
