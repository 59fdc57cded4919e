// Menus are <details class="menu">: this closes them at a click elsewhere and at Escape.
// A select with `data-submit` sends its form when it changes (a button does it without scripts).

import { all } from "./dom";

export function startMenus(): void {
  document.addEventListener("click", (event) => {
    for (const menu of all<HTMLDetailsElement>("details.menu[open]")) {
      if (!menu.contains(event.target as Node)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of all<HTMLDetailsElement>("details.menu[open]")) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
  document.addEventListener("change", (event) => {
    const field = event.target as HTMLElement;
    if (field.matches("[data-submit]")) (field as HTMLSelectElement).form?.requestSubmit();
  });
}
