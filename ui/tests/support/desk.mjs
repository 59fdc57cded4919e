// What people do with an incident's pages: at the desk and on the portal. Forms only, so that all of
// it works without JavaScript as well.

import assert from "node:assert/strict";

/**
 * Does something on the incident's page: unfolds the form of the verb, fills it in, sends it.
 * Values are words, or true and false for boxes. The page then stands where the server sent it.
 */
export async function act(page, verb, values = {}) {
  await fill(page, verb, values);
  const status = await send(page, page.locator(`#act-${verb} .form-foot button`), `/${verb}`);
  await expectDone(page, verb, status);
  await page.waitForURL(new RegExp(`[?&]done=${verb}(&|$)`));
}

/** Unfolds the form of a verb and fills it in. */
export async function fill(page, verb, values = {}) {
  const folded = page.locator(`#act-${verb}`);
  const link = page.locator(`.more-acts a[href$="#act-${verb}"]`);
  await folded.or(link).first().waitFor();
  // What is done rarely is behind a link.
  if ((await folded.count()) === 0) await link.click();
  await folded.waitFor();
  if ((await folded.getAttribute("open")) === null) await folded.locator("summary").first().click();
  for (const [name, value] of Object.entries(values)) {
    const field = folded.locator(`[name="${name}"]`);
    if (typeof value === "boolean") await field.setChecked(value);
    else if ((await field.evaluate((it) => it.tagName)) === "SELECT") await field.selectOption(value);
    else await field.fill(value);
  }
}

/** Presses a button that sends a form, and gives the status of the answer. */
export async function send(page, button, addressEnd) {
  const answered = page.waitForResponse(
    (answer) => answer.request().method() === "POST" && new URL(answer.url()).pathname.endsWith(addressEnd),
  );
  await button.click();
  return (await answered).status();
}

/** What was asked is done; else the page says why not. */
async function expectDone(page, what, status) {
  if (status !== 303) assert.fail(`${what} was answered with ${status}: ${await refusal(page)}`);
}

/** Why a form was refused, as the page says it. */
async function refusal(page) {
  // The answer is there before the page that shows it.
  await page.locator("[role=alert], .flash").first().waitFor({ timeout: 5_000 }).catch(() => {});
  const said = await page.locator("[role=alert], .flash").allInnerTexts().catch(() => []);
  return said.join(" / ") || page.url();
}

/** Writes on the incident's page: to `client`, `internal`. */
export async function write(page, scope, text) {
  const composer = page.locator("#composer");
  await composer.locator(`input[name=scope][value=${scope}]`).check({ force: true });
  await composer.locator("textarea[name=text]").fill(text);
  const status = await send(page, composer.locator(".c-foot > button.btn-primary"), "/say");
  await expectDone(page, "writing", status);
  await page.waitForURL(/[?&]done=say/);
}

/** Sends a form of the portal's page of an incident: reply, agree, refuse, confirm, reopen. */
export async function answer(page, verb, values = {}) {
  const form = page.locator(`form[action$="/${verb}"]`).first();
  for (const [name, value] of Object.entries(values)) await form.locator(`[name="${name}"]`).fill(value);
  const status = await send(page, form.locator("button"), `/${verb}`);
  await expectDone(page, verb, status);
  await page.waitForLoadState();
}

/** The incident whose page this is, `INC-…`. */
export function numberOf(page) {
  const found = /INC-\d+/.exec(page.url());
  assert.ok(found, `no incident's page: ${page.url()}`);
  return found[0];
}

/** The incident of which a letter speaks. */
export function numberIn(letter) {
  const found = /INC-\d+/.exec(letter.subject + letter.text);
  assert.ok(found, `a letter without an incident: ${letter.subject}`);
  return found[0];
}

/** Waits until the route of the page stands at the station of this place (from 1). */
export async function untilAtStation(page, place, timeout) {
  await page.locator(`.routecard .route > li:nth-child(${place}).now`).waitFor({ timeout });
}

/** Leaves a mark in the page that a reload would wipe out. */
export async function mark(page) {
  await page.evaluate(() => (window.stillTheSamePage = true));
}

/** The page was not loaded again since `mark`: what changed on it came by itself. */
export async function expectNotReloaded(page) {
  assert.ok(await page.evaluate(() => window.stillTheSamePage === true), "the page was loaded again");
}

/** Opens an incident by hand, as for a caller; gives its number. */
export async function openByHand(page, { application, summary, nature = "", impact = "2", urgency = "2" }) {
  await page.goto(`/incidents/new?application=${application}`);
  await page.fill("input[name=summary]", summary);
  if (nature) await page.selectOption("select[name=nature]", nature);
  await page.check(`input[name=impact][value="${impact}"]`, { force: true });
  await page.check(`input[name=urgency][value="${urgency}"]`, { force: true });
  await page.click("form[action='/incidents/new'] .form-foot button");
  await page.waitForURL(/\/incidents\/INC-\d+/);
  return numberOf(page);
}
