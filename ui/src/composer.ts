// The composer: ctrl/cmd-enter sends; a choice of snippet or evidence is put where the cursor is.
// Which words and colours belong to which scope is a matter of composer.css.

import { all } from "./dom";

export function startComposer(): void {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const field = event.target as HTMLElement;
    const form = field.closest<HTMLFormElement>("form.composer, form[data-ctrl-enter]");
    if (!form) return;
    event.preventDefault();
    form.requestSubmit();
  });

  // `data-insert="text"` within a composer's menu.
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-insert]");
    const field = button?.closest("form")?.querySelector("textarea");
    if (!button || !field) return;
    field.setRangeText(button.dataset.insert ?? "", field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    button.closest("details")?.removeAttribute("open");
    field.focus();
  });

  // One form is sent once, however often the button is pressed.
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    const form = event.target as HTMLFormElement;
    if (form.method === "dialog" || form.method === "get") return;
    const buttons = all<HTMLButtonElement>("button[type=submit], button:not([type])", form);
    // After the form has been read, so that the name of the pressed button goes along.
    setTimeout(() => buttons.forEach((button) => (button.disabled = true)));
    const again = () => buttons.forEach((button) => (button.disabled = false));
    addEventListener("pageshow", again, { once: true });
    form.addEventListener("htmx:finally:request", again, { once: true });
  });
}
