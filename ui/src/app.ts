// The scripts of every page, in one bundle. Each does one thing for elements that ask for it by
// a data attribute; a page without any of them works, and every page works without scripts.

import "htmx.org/dist/htmx.esm.js";
import { drawCharts } from "./charts";
import { startClocks, tick } from "./clocks";
import { startComposer } from "./composer";
import { startConfirm } from "./confirm";
import { restoreDrafts, startDrafts } from "./drafts";
import { startGrids } from "./grid";
import { startKeys } from "./keys";
import { startLive } from "./live";
import { startMenus } from "./menus";
import { startPalette } from "./palette";

/** What has to be looked at again when a part of the page was replaced. */
function refresh(): void {
  tick();
  drawCharts(document);
  restoreDrafts(document);
}

startClocks();
startMenus();
startConfirm();
startComposer();
startDrafts();
startKeys();
startGrids();
startPalette();
startLive();
refresh();
document.addEventListener("htmx:after:swap", refresh);
