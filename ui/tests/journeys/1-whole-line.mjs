// The straight line: from a shop that breaks to an incident that is closed, with everybody looking
// on live.

import assert from "node:assert/strict";
import { violations } from "../support/axe.mjs";
import { act, answer, expectNotReloaded, mark, numberIn, numberOf, untilAtStation, write } from "../support/desk.mjs";
import { EMAIL } from "../support/demo.mjs";

/** Within this time a check has noticed, or has watched long enough. */
const CHECKED_MS = 100_000;

const WORDS = "De winkel geeft een foutmelding; wij zoeken uit waarom. Bestellingen zijn niet verloren.";
const PROPOSAL = "Wij zetten de vorige versie terug.";

export const journeys = [
  {
    name: "A shop breaks, and everybody follows its incident live until it is closed",
    async run(t) {
      const ilse = await t.signIn("ilse");
      const samira = await t.signIn("samira");
      const fatima = await t.signIn("fatima");
      await mark(ilse);
      await mark(fatima);

      const number = await t.step("the shop breaks and an incident appears by itself", async () => {
        await t.demo.set("500");
        await ilse.locator("#home a.row-t", { hasText: "Webshop De Molen" }).first().waitFor({ timeout: CHECKED_MS });
        await expectNotReloaded(ilse);
        await ilse.locator("#home a.row-t", { hasText: "Webshop De Molen" }).first().click();
        await ilse.waitForURL(/\/incidents\/INC-/);
        await untilAtStation(ilse, 1);
        assert.deepEqual(await violations(ilse), [], "trouble is accessible too");
        return numberOf(ilse);
      });

      await t.step("development and the client are told by mail, each in their language", async () => {
        const toFatima = await letterTo(t.demo, "fatima", number);
        const toSamira = await letterTo(t.demo, "samira", number);
        assert.match(toFatima.text, /U krijgt dit omdat/, "a Dutch letter");
        assert.match(toSamira.text, /You get this because/, "an English letter");
        assert.equal(numberIn(toFatima), number);
      });

      await t.step("the client sees it on the portal by itself, and opens it", async () => {
        assert.equal(await fatima.locator("html").getAttribute("lang"), "nl");
        await fatima.locator("#home a.row-t", { hasText: number }).waitFor();
        await expectNotReloaded(fatima);
        await fatima.locator("#home a.row-t", { hasText: number }).click();
        await fatima.waitForURL(new RegExp(`/portal/incidents/${number}`));
        await mark(fatima);
      });

      await t.step("the engineer takes it", async () => {
        await act(ilse, "take");
        await ilse.locator(".clock", { hasText: "Ilse de Vries" }).waitFor();
      });

      await t.step("and writes to the client, who reads it live with the next update promised", async () => {
        assert.ok(await ilse.locator("#composer input[name=promise]").isChecked(), "an update is promised");
        await write(ilse, "client", WORDS);
        await ilse.locator("#timeline .msg.out", { hasText: WORDS }).waitFor();
        await fatima.locator("#incident .tl", { hasText: WORDS }).waitFor();
        await fatima.locator("#incident .facts-list dt", { hasText: "Volgend bericht" }).waitFor();
        await expectNotReloaded(fatima);
      });

      await t.step("a finding is recorded with the evidence that was kept", async () => {
        await act(ilse, "finding", { text: "The database does not answer since the last release." });
        const note = ilse.locator("#timeline .msg.note", { hasText: "since the last release" });
        await note.locator(".pin").first().waitFor();
      });

      await t.step("development is asked, accepts and proposes", async () => {
        await act(ilse, "development", { question: "Can you put the previous release back?" });
        await samira.goto(`/incidents/${number}`);
        await act(samira, "accept");
        await untilAtStation(samira, 4);
        await mark(ilse);
        await act(samira, "propose", {
          cause: "De nieuwe versie sluit haar verbindingen met de database niet.",
          solution: PROPOSAL,
          risk: "Klein: dezelfde versie draaide gisteren nog.",
          rollback: "De nieuwe versie opnieuw uitrollen.",
          test_plan: "Bestellen op de testomgeving.",
        });
        await untilAtStation(ilse, 5);
        await expectNotReloaded(ilse);
      });

      await t.step("the client reads the proposal and agrees", async () => {
        await fatima.locator("#ask", { hasText: PROPOSAL }).waitFor();
        await expectNotReloaded(fatima);
        assert.deepEqual(await violations(fatima), [], "a question is accessible too");
        await answer(fatima, "agree", { note: "Akkoord, graag zo snel mogelijk." });
        await fatima.locator(".flash").waitFor();
        await mark(fatima);
        await samira.locator("#timeline", { hasText: "graag zo snel mogelijk" }).waitFor();
      });

      await t.step("it is rolled out, and not resolved while the check is red", async () => {
        await samira.goto(`/incidents/${number}`);
        await act(samira, "roll-out", { change: "2026.46", note: "Vorige versie teruggezet", is_tested: true });
        await untilAtStation(samira, 7);
        await act(await reopened(ilse, number), "solve", {
          cause: "De nieuwe versie sloot haar verbindingen met de database niet.",
          solution: "De vorige versie is teruggezet.",
        });
        await untilAtStation(ilse, 7);
        await mark(ilse);
      });

      await t.step("the shop is mended, stays green long enough, and is reported back by itself", async () => {
        await t.demo.set("none");
        await untilAtStation(ilse, 8, CHECKED_MS);
        await expectNotReloaded(ilse);
        await letterTo(t.demo, "fatima", number, /teruggezet/);
      });

      await t.step("the client confirms", async () => {
        await fatima.locator("#ask form[action$='/confirm']").waitFor();
        await expectNotReloaded(fatima);
        await answer(fatima, "confirm");
        await fatima.locator(".flash").waitFor();
        await mark(fatima);
      });

      await t.step("prevention is planned, and with that the incident closes by itself", async () => {
        await reopened(ilse, number);
        await act(ilse, "plan", { action: "Verbindingen bewaken en bij 80% waarschuwen." });
        await ilse.locator("#prevention", { hasText: "Verbindingen bewaken" }).waitFor();
        await ilse.locator(".routecard .route > li:nth-child(8).done").waitFor();
        await fatima.locator(".routecard .route > li:last-child.done").waitFor();
        await expectNotReloaded(fatima);
      });
    },
  },
];

async function reopened(page, number) {
  await page.goto(`/incidents/${number}`);
  return page;
}

function letterTo(demo, name, number, words = /./) {
  const isMeant = (letter) => letter.to.includes(EMAIL[name]) && letter.subject.includes(number) && words.test(letter.text);
  return demo.letter(isMeant, `to ${name} about ${number}: ${words}`);
}
