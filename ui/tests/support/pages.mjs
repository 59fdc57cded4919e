// Every page that there is, for whoever looks at all of them: who sees it, and where it is.
//
// A path is an address, or a function that finds one by means of a page of the same reader.

/** The desk's, the portal's, and those before anybody is known. */
export const PAGES = [
  { name: "sign-in", who: null, path: "/sign-in" },
  { name: "password-forgotten", who: null, path: "/password/forgotten" },
  { name: "link-void", who: null, path: "/link/no-such-link" },

  { name: "my-desk", who: "ilse", path: "/" },
  { name: "queue", who: "ilse", path: "/incidents" },
  { name: "queue-empty", who: "ilse", path: "/incidents?view=mine&client=de-molen&priority=5" },
  { name: "incident-reported", who: "ilse", path: atStep("reported") },
  { name: "incident-assigning", who: "ilse", path: atStep("assigning") },
  { name: "incident-investigating", who: "ilse", path: atStep("investigating") },
  { name: "incident-developing", who: "samira", path: atStep("developing") },
  { name: "incident-agreeing", who: "ilse", path: atStep("agreeing") },
  { name: "incident-verifying", who: "ilse", path: atStep("verifying") },
  { name: "incident-resolved", who: "ilse", path: atStep("resolved") },
  { name: "incident-closed", who: "tom", path: first("/incidents?view=closed", "a.row-t") },
  { name: "new-incident", who: "ilse", path: "/incidents/new?application=demolen-shop" },
  { name: "search", who: "ilse", path: "/search?q=molen" },
  { name: "search-nothing", who: "ilse", path: "/search?q=zonnebloempitten" },
  { name: "monitoring", who: "ilse", path: "/monitoring" },
  { name: "check", who: "ilse", path: "/monitoring/demolen-shop-home" },
  { name: "clients", who: "ilse", path: "/clients" },
  { name: "client", who: "ilse", path: "/clients/de-molen" },
  { name: "application", who: "ilse", path: "/applications/demolen-shop" },
  { name: "preferences", who: "ilse", path: "/me" },
  { name: "tonight", who: "ilse", path: "/incidents/tonight" },
  { name: "agreements", who: "marit", path: "/agreements" },
  { name: "agreement", who: "marit", path: "/agreements/goud" },
  { name: "agreement-draft", who: "marit", path: "/agreements/goud/draft" },
  { name: "calendars", who: "marit", path: "/calendars" },
  { name: "calendar", who: "marit", path: "/calendars/kantoor" },
  { name: "calendar-edit", who: "marit", path: "/calendars/kantoor/edit" },
  { name: "figures", who: "marit", path: "/figures" },
  { name: "figures-application", who: "marit", path: "/applications/demolen-shop/figures" },
  { name: "time", who: "marit", path: "/time" },
  { name: "time-client", who: "marit", path: "/time?client=de-molen" },
  { name: "time-incident", who: "ilse", path: within(first("/incidents?view=closed", "a.row-t"), "/time") },
  { name: "corrections", who: "marit", path: "/corrections" },
  { name: "people", who: "anna", path: "/people" },
  { name: "person-new", who: "anna", path: "/people/new" },
  { name: "person", who: "anna", path: "/people/ilse" },
  { name: "tokens", who: "anna", path: "/tokens" },
  { name: "intakes", who: "anna", path: "/intakes" },
  { name: "mail", who: "anna", path: "/mail" },
  { name: "no-such-page", who: "ilse", path: "/nothing-is-here" },

  { name: "matrices", who: "marit", path: "/matrices" },
  { name: "matrix", who: "marit", path: first("/matrices", "table a") },
  { name: "matrix-draft", who: "marit", path: draftOfFirstMatrix },
  { name: "matrix-review", who: "marit", path: within(draftOfFirstMatrix, "/review") },
  { name: "try-out", who: "ilse", path: "/applications/demolen-shop/try?component=hosting&priority=2&at=2026-11-29T03:00" },
  { name: "matrix-new", who: "marit", path: "/matrices/new" },
  { name: "agreement-new", who: "marit", path: "/agreements/new" },
  { name: "calendar-feeds", who: "marit", path: "/calendars/kantoor/feeds" },
  { name: "figures-month", who: "marit", path: first("/applications/demolen-shop/figures", ".months + .table-box tbody tr:nth-child(2) a") },
  { name: "why", who: "ilse", path: within(atStep("investigating"), "/clocks/resolution") },
  { name: "together", who: "ilse", path: within(atStep("investigating"), "/together") },
  { name: "corrections-incident", who: "ilse", path: within(first("/incidents?view=closed", "a.row-t"), "/corrections") },

  { name: "portal-home", who: "fatima", path: "/portal" },
  { name: "portal-incidents", who: "fatima", path: "/portal/incidents" },
  { name: "portal-closed", who: "fatima", path: "/portal/incidents?status=closed" },
  { name: "portal-report", who: "fatima", path: "/portal/report" },
  { name: "portal-incident", who: "fatima", path: first("/portal/incidents", "a.row-t") },
  { name: "portal-agreeing", who: "saskia", path: first("/portal", ".ask a") },
  { name: "portal-answering", who: "noor", path: first("/portal", ".ask a") },
  { name: "portal-resolved", who: "henk", path: first("/portal", ".ask a") },
  { name: "portal-incident-closed", who: "fatima", path: first("/portal/incidents?status=closed", "a.row-t") },
  { name: "portal-agreement", who: "fatima", path: "/portal/agreements/demolen-shop" },
  { name: "portal-why", who: "fatima", path: within(first("/portal/incidents", "a.row-t"), "/clocks/resolution") },
  { name: "portal-month", who: "fatima", path: first("/portal/figures", ".months + .table-box tbody tr:nth-child(2) a") },
  { name: "portal-figures", who: "fatima", path: "/portal/figures" },
  { name: "portal-preferences", who: "fatima", path: "/portal/me" },
];

/** The address of a page for the reader whose page this is. */
export async function addressOf(it, page) {
  return typeof it.path === "string" ? it.path : it.path(page);
}

/** The first link of a kind on another page. */
function first(list, link) {
  return async (page) => {
    await page.goto(list);
    return page.locator(link).first().getAttribute("href");
  };
}

/** The draft of the first matrix, begun if there is none. */
async function draftOfFirstMatrix(page) {
  const matrix = await first("/matrices", "table th a")(page);
  await page.goto(matrix);
  await page.locator("header .btn-primary").click();
  await page.waitForURL("**/draft");
  return new URL(page.url()).pathname;
}

/** A page under another. */
function within(above, part) {
  return async (page) => `${await above(page)}${part}`;
}

/** The first incident at a step. */
function atStep(step) {
  return first(`/incidents?step=${step}`, "#rows a.row-t");
}
