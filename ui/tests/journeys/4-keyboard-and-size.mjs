// By keyboard, on a telephone, in the dark.

import assert from "node:assert/strict";
import { NARROW } from "../support/browser.mjs";
import { openByHand } from "../support/desk.mjs";

export const shared = true;

export const journeys = [
  {
    name: "The desk is worked by keyboard",
    async run(t) {
      const ilse = await t.signIn("ilse");
      const keys = ilse.keyboard;
      const summary = "Kaarten van de winkels laden niet";
      const other = await openByHand(ilse, incident("Openingstijden op de site kloppen niet"));
      const number = await openByHand(ilse, incident(summary));

      await t.step("g i goes to the incidents, / searches", async () => {
        await keys.press("g");
        await keys.press("i");
        await ilse.waitForURL("**/incidents");
        await keys.press("/");
        await ilse.locator("input[type=search]:focus").waitFor();
        await keys.type("kaarten");
        await keys.press("Enter");
        await ilse.waitForURL(/\/search\?q=kaarten/);
        await ilse.locator("a.row-t", { hasText: summary }).waitFor();
      });

      await t.step("j and k move in the list, enter opens", async () => {
        await ilse.goto("/incidents");
        const rows = ilse.locator("a.row-t");
        await keys.press("j");
        const first = await focused(ilse);
        assert.equal(first, await rows.nth(0).getAttribute("href"));
        await keys.press("j");
        assert.equal(await focused(ilse), await rows.nth(1).getAttribute("href"));
        await keys.press("k");
        assert.equal(await focused(ilse), first);
        await keys.press("Enter");
        await ilse.waitForURL(`**${first}`);
        assert.ok([number, other].some((it) => first.includes(it)));
      });

      await t.step("a takes it, n begins a note, r a reply, each with words of its own", async () => {
        await ilse.goto(`/incidents/${number}`);
        await keys.press("a");
        await ilse.waitForURL(/done=take/);
        await keys.press("n");
        const text = ilse.locator("#composer textarea");
        await ilse.locator("#composer input[value=internal]:checked").waitFor({ state: "attached" });
        await keys.type("Only for us");
        assert.equal(await text.inputValue(), "Only for us");
        await ilse.locator("h1").click();
        await keys.press("r");
        await ilse.locator("#composer input[value=client]:checked").waitFor({ state: "attached" });
        assert.ok(!(await text.inputValue()).includes("Only for us"), "a note never lands before a client");
        await ilse.locator("h1").click();
        await keys.press("n");
        assert.equal(await text.inputValue(), "Only for us");
        await text.focus();
        await keys.press("Control+Enter");
        await ilse.waitForURL(/done=say/);
        await ilse.locator("#timeline .msg.note", { hasText: "Only for us" }).waitFor();
      });

      await t.step("h opens the hand-over", async () => {
        await ilse.locator("h1").click();
        await keys.press("h");
        await ilse.locator("#act-offer[open] select").waitFor();
      });

      await t.step("? lists the keys, escape closes the list", async () => {
        await ilse.locator("h1").click();
        await keys.press("?");
        await ilse.locator("dialog#keys[open]").waitFor();
        await keys.press("Escape");
        await ilse.locator("dialog#keys[open]").waitFor({ state: "hidden" });
      });

      await t.step("ctrl k finds a place", async () => {
        await keys.press("Control+k");
        await ilse.locator("dialog#palette[open]").waitFor();
        await keys.type("Monitor");
        await ilse.locator("#palette-list [role=option]", { hasText: "Monitoring" }).first().waitFor();
        await keys.press("Enter");
        await ilse.waitForURL("**/monitoring");
      });
    },
  },
  {
    name: "A matrix is made with the keyboard alone",
    async run(t) {
      const marit = await t.signIn("marit");
      const keys = marit.keyboard;
      const cell = (name) => marit.locator(`input[name="${name}"]`);

      await t.step("it begins like the usual, for certificates at the shop", async () => {
        await marit.goto("/matrices/new");
        await marit.locator("#f-name").focus();
        await keys.type("Certificaten van de winkel");
        await keys.press("Tab");
        await keys.type("winkel-certificaten");
        await keys.press("Tab");
        await keys.press("Tab");
        await keys.type("Webshop");
        await keys.press("Tab");
        await keys.press("Tab");
        await keys.type("Certificaat");
        await keys.press("Enter");
        await marit.locator("form .btn-primary").focus();
        await keys.press("Enter");
        await marit.waitForURL("**/matrices/winkel-certificaten/draft");
        assert.equal(await cell("3.3 own:development").inputValue(), "C");
      });

      await t.step("arrows lead from cell to cell, typing replaces what is there", async () => {
        await cell("3.1 own:service_desk").focus();
        await keys.press("ArrowDown");
        await keys.press("ArrowDown");
        await keys.type("I");
        await keys.press("ArrowRight");
        await keys.type("R");
        assert.equal(await cell("3.3 own:service_desk").inputValue(), "I");
        assert.equal(await cell("3.3 own:development").inputValue(), "R");
        await keys.press("ArrowRight");
        await keys.type("I");
        await keys.press("Enter");
        await marit.waitForLoadState();
      });

      await t.step("without anybody accountable the row says so, at the cell", async () => {
        const row = marit.locator('[id="row-3.3"]');
        await row.locator(".is-bad").waitFor();
        await cell("3.3 own:incident_manager").focus();
        await keys.type("A");
        await marit.locator('button[value="review"]').focus();
        await keys.press("Enter");
        await marit.waitForURL("**/draft/review");
        assert.equal(await marit.locator("li.is-bad").count(), 0);
        await marit.locator(".form-foot .btn-primary").focus();
        await keys.press("Enter");
        await marit.waitForURL("**/matrices/winkel-certificaten?done=activated");
      });

      await t.step("it counts for certificates of the shop from now on", async () => {
        await marit.goto("/applications/demolen-shop?nature=certificate_dns#matrix");
        await marit.locator("td b", { hasText: "Certificaten van de winkel" }).first().waitFor();
      });
    },
  },
  {
    name: "On a telephone the places are at the bottom",
    async run(t) {
      const ilse = await t.signIn("ilse", { size: NARROW });
      const number = await openByHand(ilse, incident("Foto's van taarten staan gekanteld"));
      for (const path of ["/", "/incidents", `/incidents/${number}`]) {
        await ilse.goto(path);
        const rail = await ilse.locator(".rail").boundingBox();
        assert.ok(rail.y > NARROW.height - 120, `${path}: the rail begins at ${rail.y}`);
        assert.ok(Math.abs(rail.y + rail.height - NARROW.height) < 2, `${path}: the rail ends at the bottom`);
      }
      await ilse.locator(".crumbs .back").click();
      await ilse.waitForURL("**/incidents");
    },
  },
  {
    name: "Light and dark follow the system, and the reader's choice when there is one",
    async run(t) {
      const tom = await t.signIn("tom", { dark: true });
      assert.ok((await paper(tom)) < 60, "dark as the system");
      await tom.locator("[data-theme-toggle]").click();
      assert.ok((await paper(tom)) > 200, "light as chosen");
      await tom.reload();
      assert.ok((await paper(tom)) > 200, "the choice is kept");

      const plain = await t.signIn("tom", { dark: true, script: false });
      assert.ok((await paper(plain)) < 60, "dark without scripts as well");
    },
  },
];

function incident(summary) {
  return { application: "demolen-shop", nature: "functional_defect", summary };
}

function focused(page) {
  return page.evaluate(() => document.activeElement?.getAttribute("href"));
}

/** How bright the page is, from 0 to 255. */
function paper(page) {
  return page.evaluate(() => {
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
    return (red + green + blue) / 3;
  });
}
