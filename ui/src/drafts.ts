// Nothing typed is lost: what is written in `textarea[data-draft="incident"]` is kept in the
// browser, per incident and per scope (the checked radio named `scope` of its form), through
// reloads, a closed lid, an expired session. It is forgotten when the server says it was sent:
// any element with `data-draft-sent="incident:scope"`. Signing out (`form[data-forget-drafts]`)
// forgets all.

import { all, kept } from "./dom";

const prefix = "draft:";

export function startDrafts(): void {
  document.addEventListener("input", (event) => {
    const field = event.target as HTMLElement;
    if (field instanceof HTMLTextAreaElement && field.dataset.draft) keep(field);
  });
  document.addEventListener("change", (event) => {
    const radio = event.target as HTMLInputElement;
    if (radio.name === "scope" && radio.form) scopeChanged(radio.form);
  });
  document.addEventListener("submit", (event) => {
    if ((event.target as Element).matches("[data-forget-drafts]")) kept.keys(prefix).forEach((key) => kept.remove(key));
  });
}

/** Puts kept drafts back into empty fields, after forgetting what was sent. */
export function restoreDrafts(root: ParentNode): void {
  for (const element of all("[data-draft-sent]", root)) kept.remove(prefix + element.dataset.draftSent);
  for (const field of all<HTMLTextAreaElement>("textarea[data-draft]", root)) {
    if (field.dataset.scope !== undefined) continue; // already under way
    if (field.form) field.dataset.scope = scopeOf(field.form);
    if (field.value === "") show(field, kept.get(keyOf(field)) ?? "");
  }
}

/** Each scope has its own words: what was meant for colleagues never lands before a client. */
function scopeChanged(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLTextAreaElement>("textarea[data-draft]");
  if (!field) return;
  const next = scopeOf(form);
  if (field.dataset.scope === next) return;
  keep(field);
  field.dataset.scope = next;
  show(field, kept.get(keyOf(field)) ?? "");
}

function keep(field: HTMLTextAreaElement): void {
  const saved = field.value.trim() === "" ? (kept.remove(keyOf(field)), false) : kept.set(keyOf(field), field.value);
  const sign = field.form?.querySelector<HTMLElement>("[data-draft-kept]");
  if (sign) sign.hidden = !saved;
}

function show(field: HTMLTextAreaElement, text: string): void {
  field.value = text;
  const sign = field.form?.querySelector<HTMLElement>("[data-draft-kept]");
  if (sign) sign.hidden = text === "";
}

function keyOf(field: HTMLTextAreaElement): string {
  return `${prefix}${field.dataset.draft}:${field.dataset.scope ?? ""}`;
}

function scopeOf(form: HTMLFormElement): string {
  return form.querySelector<HTMLInputElement>("input[name='scope']:checked")?.value ?? "";
}
