// Light or dark, decided before the first paint: a tiny blocking script in the head.
// The reader's choice wins ("light", "dark"), then the one the server knows (`data-theme` on
// <html>), then the system. Without scripts the styles follow the system by themselves.

type Choice = "light" | "dark" | "auto";

const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");

function choice(): Choice {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem("theme");
  } catch {
    // Storage may be forbidden; then the choice lasts for this page.
  }
  const wished = kept ?? root.dataset.theme;
  return wished === "light" || wished === "dark" ? wished : "auto";
}

function show(wished: Choice): void {
  const dark = wished === "dark" || (wished === "auto" && system.matches);
  root.dataset.bsTheme = dark ? "dark" : "light";
  for (const button of document.querySelectorAll("[data-theme-set]")) {
    button.setAttribute("aria-pressed", String(button.getAttribute("data-theme-set") === wished));
  }
  dispatchEvent(new Event("themechange"));
}

function choose(wished: Choice): void {
  try {
    localStorage.setItem("theme", wished);
  } catch {
    // See above.
  }
  show(wished);
}

show(choice());
system.addEventListener("change", () => show(choice()));
addEventListener("storage", (event) => event.key === "theme" && show(choice()));
document.addEventListener("DOMContentLoaded", () => show(choice()));

// `data-theme-toggle` switches between the two; `data-theme-set="auto|light|dark"` chooses one.
document.addEventListener("click", (event) => {
  const button = (event.target as Element).closest<HTMLElement>("[data-theme-toggle], [data-theme-set]");
  if (!button) return;
  const set = button.dataset.themeSet;
  if (set === "auto" || set === "light" || set === "dark") choose(set);
  else choose(root.dataset.bsTheme === "dark" ? "light" : "dark");
});
