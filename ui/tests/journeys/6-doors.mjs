// Coming in: a wrong password, a forgotten one, and doors that are not one's own.

import assert from "node:assert/strict";
import { fillSignIn } from "../support/browser.mjs";
import { EMAIL } from "../support/demo.mjs";

export const shared = true;

export const journeys = [
  {
    name: "A wrong password is refused kindly, and the right one leads where one wanted to go",
    async run(t) {
      const page = await t.window();
      await page.goto("/monitoring");
      assert.match(page.url(), /\/sign-in\?next=/);
      await fillSignIn(page, "tom", "not-the-password");
      await page.locator("[role=alert]").waitFor();
      assert.equal(await page.inputValue("input[name=email]"), EMAIL.tom, "the address is kept");
      assert.equal(await page.inputValue("input[name=password]"), "", "the password is not");
      await fillSignIn(page, "tom");
      await page.waitForURL("**/monitoring");
    },
  },
  {
    name: "A forgotten password is chosen anew by a letter, once",
    async run(t) {
      const page = await t.window();
      await page.goto("/sign-in");
      await page.click("a[href='/password/forgotten']");
      await page.fill("input[name=email]", EMAIL.noor);
      await page.click("form button");
      await page.locator(".flash").waitFor();
      const letter = await t.demo.letter((it) => it.to.includes(EMAIL.noor) && /\/link\//.test(it.text), "a new password");
      const [link] = /http:\S+\/link\/\S+/.exec(letter.text);
      await page.goto(link);
      await choose(page, "een-heel-nieuw-woord", "een-ander-nieuw-woord");
      await page.locator("[aria-invalid=true]").waitFor();
      await choose(page, "een-heel-nieuw-woord", "een-heel-nieuw-woord");
      // Whoever chose it is let in, or may sign in with it.
      await page.waitForURL((url) => !url.pathname.startsWith("/link/"));
      if (new URL(page.url()).pathname === "/sign-in") await fillSignIn(page, "noor", "een-heel-nieuw-woord");
      await page.waitForURL("**/portal");

      const stranger = await t.window();
      await stranger.goto(link);
      assert.equal(await stranger.locator("input[name=new]").count(), 0, "a link works once");
    },
  },
  {
    name: "A client finds no door to the desk, an engineer none to the portal, a stranger none at all",
    async run(t) {
      const fatima = await t.signIn("fatima");
      await fatima.goto("/");
      assert.equal(new URL(fatima.url()).pathname, "/portal", "the front door leads home");
      for (const path of ["/incidents", "/incidents/new", "/monitoring", "/clients/de-molen", "/people", "/search?q=a"]) {
        const answer = await fatima.goto(path);
        assert.ok([403, 404].includes(answer.status()), `${path} was answered with ${answer.status()}`);
        assert.equal(await fatima.locator(".rail").count(), 0, `${path} shows nothing of the desk`);
      }
      const ilse = await t.signIn("ilse");
      const answer = await ilse.goto("/portal/report");
      assert.ok([403, 404].includes(answer.status()), `the portal was answered with ${answer.status()}`);
      const people = await ilse.goto("/people");
      assert.ok([403, 404].includes(people.status()), "people are for administrators");

      const page = await t.window();
      for (const path of ["/", "/incidents", "/portal", "/people"]) {
        await page.goto(path);
        assert.equal(new URL(page.url()).pathname, "/sign-in", path);
      }
    },
  },
  {
    name: "Signing out closes the doors, also for the button back",
    async run(t) {
      const tom = await t.signIn("tom");
      await tom.goto("/incidents");
      await tom.locator(".rail-end .menu summary").click();
      await tom.click("form[action='/sign-out'] button");
      await tom.waitForURL("**/sign-in**");
      await tom.goBack();
      await tom.waitForURL("**/sign-in**");
    },
  },
];

async function choose(page, first, again) {
  await page.fill("input[name=new]", first);
  await page.fill("input[name=again]", again);
  await page.click("form button.btn-primary");
}
