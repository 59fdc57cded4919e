// When people do not want the same: a client that refuses, and two engineers at once.

import assert from "node:assert/strict";
import { act, answer, fill, numberOf, openByHand, send, untilAtStation } from "../support/desk.mjs";

const TERMS = {
  solution: "Wij zetten het oude formulier terug.",
  risk: "Nieuwe velden ontbreken tot volgende week.",
  rollback: "Het nieuwe formulier weer aanzetten.",
  test_plan: "Op de testomgeving met drie bestellingen.",
};

export const shared = true;

export const journeys = [
  {
    name: "A client refuses a solution with a reason, and agrees to the next one",
    async run(t) {
      const ilse = await t.signIn("ilse");
      const fatima = await t.signIn("fatima");
      const number = await opened(ilse, "Het bestelformulier vraagt twee keer om het adres");
      await act(ilse, "take");
      await act(ilse, "propose", { cause: "Het nieuwe formulier bewaart de eerste stap niet.", ...TERMS });
      await untilAtStation(ilse, 5);

      await t.step("the client refuses, and must say why", async () => {
        await fatima.goto(`/portal/incidents/${number}`);
        await answer(fatima, "refuse", { reason: "Wij kunnen de nieuwe velden niet missen." });
        await fatima.locator(".flash").waitFor();
        assert.equal(await fatima.locator("#ask").count(), 0, "nothing is asked any more");
      });

      await t.step("the engineer reads the reason, and proposes something else", async () => {
        await ilse.locator("#timeline", { hasText: "nieuwe velden niet missen" }).waitFor();
        await ilse.goto(`/incidents/${number}`);
        await act(ilse, "propose", { ...TERMS, solution: "Wij herstellen het nieuwe formulier." });
        await untilAtStation(ilse, 5);
      });

      await t.step("the client agrees to the second proposal", async () => {
        await fatima.locator("#ask", { hasText: "Wij herstellen het nieuwe formulier." }).waitFor();
        assert.equal(await fatima.locator("#ask input[name=version]").first().inputValue(), "2");
        await answer(fatima, "agree");
        await untilAtStation(ilse, 6);
      });
    },
  },
  {
    name: "Two engineers act at once: one wins, the other is told and loses nothing typed",
    async run(t) {
      const ilse = await t.signIn("ilse");
      const tom = await t.signIn("tom");
      const number = await opened(ilse, "De afhaaltijden op zaterdag kloppen niet");
      await tom.goto(`/incidents/${number}`);
      const reason = "Ik ken deze code het best";
      await fill(tom, "take", { reason });

      await t.step("the other's page says what changed, and keeps what is being typed", async () => {
        await act(ilse, "take");
        await tom.locator("#changed .flash", { hasText: "Ilse de Vries" }).waitFor();
        assert.equal(await tom.locator("#act-take [name=reason]").inputValue(), reason);
      });

      await t.step("what is sent all the same is answered with the fresh page and the words kept", async () => {
        const status = await send(tom, tom.locator("#act-take .form-foot button"), "/take");
        assert.equal(status, 409);
        await tom.locator(".clock", { hasText: "Ilse de Vries" }).waitFor();
        assert.equal(await tom.locator("#act-take [name=reason]").inputValue(), reason);
        await tom.locator("#act-take .form-errors[role=alert]").waitFor();
      });

      await t.step("a message that crossed an act of another is kept in the composer", async () => {
        const words = "Wij kijken er vanmiddag naar.";
        await tom.locator("#composer input[name=scope][value=client]").check({ force: true });
        await tom.locator("#composer textarea").fill(words);
        await ilse.goto(`/incidents/${number}`);
        await act(ilse, "classify", { nature: "functional_defect", impact: "1", urgency: "1", reason: "Alle winkels" });
        await tom.locator("#changed .flash").waitFor();
        const status = await send(tom, tom.locator("#composer .c-foot > button.btn-primary"), "/say");
        assert.equal(status, 409);
        assert.equal(await tom.locator("#composer textarea").inputValue(), words);
        // Now that it was read, the same words are sent.
        const again = await send(tom, tom.locator("#composer .c-foot > button.btn-primary"), "/say");
        assert.equal(again, 303);
        await tom.locator("#timeline .msg.out", { hasText: words }).waitFor();
      });
    },
  },
  {
    name: "A client reports something in plain words, and reads the answer",
    async run(t) {
      const fatima = await t.signIn("fatima");
      const tom = await t.signIn("tom");
      const number = await t.step("a report that misses its words comes back with what was typed", async () => {
        await fatima.goto("/portal/report");
        await fatima.locator("input[name=kind]").first().check({ force: true });
        await fatima.locator("input[name=impact]").nth(1).check({ force: true });
        await fatima.locator("input[name=urgency]").nth(1).check({ force: true });
        await fatima.selectOption("select[name=application]", "demolen-bestel");
        await fatima.fill("textarea[name=details]", "Sinds vanochtend, in Apeldoorn en Deventer.");
        // The browser itself would not send it without a summary.
        await fatima.fill("input[name=summary]", "   ");
        const sent = fatima.locator("form[action='/portal/report'] .form-foot button");
        assert.equal(await send(fatima, sent, "/portal/report"), 422);
        assert.match(await fatima.inputValue("textarea[name=details]"), /Apeldoorn/);
        await fatima.fill("input[name=summary]", "Bestelling blijft hangen op de laatste stap");
        assert.equal(await send(fatima, sent, "/portal/report"), 303);
        await fatima.waitForURL(/\/portal\/incidents\/INC-/);
        return numberOf(fatima);
      });

      await t.step("the engineer answers, and the client sees it by itself", async () => {
        await tom.locator("#home a.row-t", { hasText: number }).first().click();
        await tom.waitForURL(new RegExp(number));
        await act(tom, "classify", { nature: "functional_defect" });
        await act(tom, "take");
        const words = "Wij zien het ook, en bellen u om drie uur.";
        await tom.locator("#composer textarea").fill(words);
        await tom.locator("#composer .c-foot > button.btn-primary").click();
        await fatima.locator("#incident .tl", { hasText: words }).waitFor();
      });

      await t.step("another client does not get to see it", async () => {
        const henk = await t.signIn("henk");
        const answer = await henk.goto(`/portal/incidents/${number}`);
        assert.equal(answer.status(), 404);
      });
    },
  },
];

function opened(page, summary) {
  return openByHand(page, { application: "demolen-shop", nature: "functional_defect", summary });
}
