// A table of small fields that is walked like a sheet: `<table data-grid>`. Arrow keys lead from field
// to field, to the left and right from the edge of what is typed; a field that is entered is chosen
// whole, so that typing replaces it.

import { all } from "./dom";

export function startGrids(): void {
  for (const table of all<HTMLTableElement>("table[data-grid]")) {
    table.addEventListener("keydown", walk);
    table.addEventListener("focusin", ({ target }) => isField(target) && target.select());
  }
}

function walk(event: KeyboardEvent): void {
  const field = event.target;
  if (!isField(field) || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const next = neighbour(field, event.key);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** The field beside this one, in the direction of the key; none if the key is meant for the text. */
function neighbour(field: HTMLInputElement, key: string): HTMLInputElement | undefined {
  const rows = all<HTMLTableRowElement>("tr", field.closest("table")!).filter((row) => row.querySelector("input"));
  const row = rows.indexOf(field.closest("tr")!);
  const column = fields(rows[row]).indexOf(field);
  switch (key) {
    case "ArrowUp":
      return fields(rows[row - 1])[column];
    case "ArrowDown":
      return fields(rows[row + 1])[column];
    case "ArrowLeft":
      return isAt(field, 0) ? fields(rows[row])[column - 1] : undefined;
    case "ArrowRight":
      return isAt(field, field.value.length) ? fields(rows[row])[column + 1] : undefined;
    default:
      return undefined;
  }
}

/** Whether the caret is at this edge, or all is chosen. */
function isAt(field: HTMLInputElement, edge: number): boolean {
  const { selectionStart: from, selectionEnd: to, value } = field;
  return (from === edge && to === edge) || (from === 0 && to === value.length);
}

function fields(row: HTMLTableRowElement | undefined): HTMLInputElement[] {
  return row ? all<HTMLInputElement>("input:not([type=hidden])", row) : [];
}

function isField(it: EventTarget | null): it is HTMLInputElement {
  return it instanceof HTMLInputElement;
}
