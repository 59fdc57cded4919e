// The same line without JavaScript: nobody's page moves by itself, everybody follows the letters.

import assert from "node:assert/strict";
import { act, answer, numberIn, untilAtStation, write } from "../support/desk.mjs";
import { EMAIL } from "../support/demo.mjs";

const plain = { script: false };
const WORDS = "De winkel is niet bereikbaar. Wij zoeken uit waarom.";

export const journeys = [
  {
    name: "The whole line works without JavaScript",
    async run(t) {
      const number = await t.step("a letter says that the shop is down", async () => {
        await t.demo.set("down");
        const isMeant = (letter) => letter.to.includes(EMAIL.ilse) && letter.subject.includes("Webshop De Molen");
        return numberIn(await t.demo.letter(isMeant, "to the engineer about the shop"));
      });
      const [ilse, samira, fatima] = [
        await t.signIn("ilse", plain),
        await t.signIn("samira", plain),
        await t.signIn("fatima", plain),
      ];
      const desk = `/incidents/${number}`;
      const portal = `/portal/incidents/${number}`;

      await t.step("the engineer takes it, writes, notes a finding, asks development", async () => {
        await ilse.goto(desk);
        await act(ilse, "take");
        await write(ilse, "client", WORDS);
        await act(ilse, "finding", { text: "Nothing listens on the port of the shop." });
        await act(ilse, "development", { question: "Please start it again with the previous version." });
      });

      await t.step("the developer accepts and proposes", async () => {
        await samira.goto(desk);
        await act(samira, "accept");
        await act(samira, "propose", {
          cause: "De winkel start niet met de nieuwe instellingen.",
          solution: "Wij starten haar met de vorige instellingen.",
          risk: "Geen: die draaiden gisteren nog.",
          rollback: "De nieuwe instellingen.",
          test_plan: "De voorpagina en een bestelling.",
        });
      });

      await t.step("the client reads it and agrees", async () => {
        await fatima.goto(portal);
        assert.match(await fatima.locator("#incident").innerText(), /Wij zoeken uit waarom/);
        await answer(fatima, "agree");
      });

      await t.step("it is rolled out and solved; the report goes out when the check stayed green", async () => {
        await samira.goto(desk);
        await act(samira, "roll-out", { change: "4.13.1", is_tested: true });
        await t.demo.set("none");
        await ilse.goto(desk);
        await act(ilse, "solve", {
          cause: "De winkel startte niet met de nieuwe instellingen.",
          solution: "Zij draait weer met de vorige instellingen.",
        });
        const isReport = (letter) =>
          letter.to.includes(EMAIL.fatima) && letter.subject.includes(number) && letter.text.includes("draait weer");
        await reportIsThere(t.demo, isReport);
      });

      await t.step("the client confirms; prevention is waived, and with that it is closed", async () => {
        await fatima.goto(portal);
        await answer(fatima, "confirm");
        await ilse.goto(desk);
        await untilAtStation(ilse, 8);
        await act(ilse, "waive", { reason: "De instellingen worden voortaan bij het bouwen gecontroleerd." });
        assert.equal(await ilse.locator(".routecard .route > li:nth-child(8).done").count(), 1);
        await fatima.goto(portal);
        assert.equal(await fatima.locator(".routecard .route > li:last-child.done").count(), 1);
      });
    },
  },
];

/** The watch takes a minute after the first green result. */
async function reportIsThere(demo, isReport) {
  return demo.letter(isReport, "the report back to the client", 120_000);
}
