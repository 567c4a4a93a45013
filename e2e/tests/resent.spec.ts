// Calls that a browser sends twice by itself, since a kept connection ended after the provider had carried
// them out: what stands in the zone twice is told and can be deleted, and all else is done once.
import type { Page } from "@playwright/test";
import { address, ZONE } from "../bakery.ts";
import { type Call, type Network, test } from "../faults.ts";
import { expect, forEachProvider } from "../fixtures.ts";
import { BUNNY } from "../providers.ts";
import { apply, button, changes, confirm, detailsOf, expectApplied, expectPlanned, goTo, openPlan, openRecords, openTransfer, openZones, planPage, preview, undo } from "../steps.ts";

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
  guard.expectConsole(/net::ERR_/);
});

/** How often the host was asked to do it, and whether the first connection was dropped. */
function expectTwice(network: Network, call: Call): void {
  expect(network.calls(call).map(({ fault }) => fault)).toEqual(["dropped", undefined]);
}

function plan(page: Page) {
  return planPage(page);
}

// Of the three engines only these are known to send a write again.
test.skip(({ browserName }) => browserName === "webkit", "it sends no write again");

forEachProvider((provider) => {
  const isBunny = provider === BUNNY;
  const add: Call = isBunny ? { method: "PUT", path: /\/records$/ } : { method: "POST", path: /\/batch$/ };
  const change: Call = isBunny ? { method: "POST", path: /\/records\/\d+$/ } : add;
  const remove: Call = isBunny ? { method: "DELETE", path: /\/records\/\d+$/ } : add;

  test("a record that is written twice is told, and its second copy can be deleted", async ({ page, network, sandbox }) => {
    const before = await sandbox.held(ZONE);
    await openTransfer(page, sandbox, ZONE);
    await preview(page, "once 600 IN A 192.0.2.7");
    await expectPlanned(page, 1);
    network.arm(add, "dropped");
    await apply(page);
    await expectApplied(page, 1, 0, { stays: isBunny });
    expectTwice(network, add);
    const told = expect(page.getByRole("status"));
    await (isBunny ? told : told.not).toContainText("1 succeeded, 0 failed · 1 record stands in the zone more than once");
    const copies = async () => (await sandbox.held(ZONE)).filter((text) => text.includes("once.")).length;
    if (!isBunny) {
      // It refuses what it has.
      expect(await copies()).toBe(1);
      await expect(plan(page)).toHaveCount(0);
      return;
    }
    expect(await copies()).toBe(2);
    const line = changes(plan(page)).filter({ hasText: `A once.${ZONE}` });
    await expect(line).toContainText("twice in the zone");
    const details = await detailsOf(plan(page), line);
    await expect(details).toContainText("The zone holds this record twice now");
    await details.getByRole("button", { name: `Delete the second copy of A once.${ZONE}` }).click();
    await expect(changes(plan(page))).toHaveText([/^Delete A once/]);
    expect(await copies(), "nothing is deleted by itself").toBe(2);
    await confirm(plan(page));
    await plan(page).getByRole("button", { name: "Apply", exact: true }).click();
    await expectApplied(page, 1, 0);
    expect(await sandbox.held(ZONE)).toEqual([...before, `A once.${ZONE} 192.0.2.7`].sort());
  });

  if (isBunny) {
    test("the second copy goes with what is left of a way back, and not in its place", async ({ page, network, sandbox }) => {
      await sandbox.add(ZONE, address("old", 7));
      const before = await sandbox.contents(ZONE);
      await openTransfer(page, sandbox, ZONE);
      await preview(page, `www 3600 IN CNAME ${ZONE}.\none 600 IN A 192.0.2.1`, "Make the zone equal to the file");
      await apply(page);
      await expectApplied(page, 2, 0);
      await goTo(page, "History");
      await page.getByRole("button", { name: "Undo all" }).click();
      // Both writes go out at once, and only on a kept connection is one sent again.
      await page.evaluate(() => Promise.all([1, 2, 3].map((n) => fetch(`robots.txt?${n}`, { credentials: "omit" }).then((answer) => answer.text()))));
      network.armBy(({ method }) => (method === "PUT" ? "dropped" : method === "DELETE" ? "500" : undefined), true);
      await confirm(plan(page));
      await plan(page).getByRole("button", { name: "Apply", exact: true }).click();
      await expectApplied(page, 1, 1);
      await network.disarm();
      const old = changes(plan(page)).filter({ hasText: `A old.${ZONE}` });
      const details = await detailsOf(plan(page), old);
      await details.getByRole("button", { name: `Delete the second copy of A old.${ZONE}` }).click();
      await expect(changes(plan(page))).toHaveText([/^Delete A one\./, /^Delete A old\./]);
      await confirm(plan(page));
      await plan(page).getByRole("button", { name: "Apply", exact: true }).click();
      await expectApplied(page, 2, 0);
      await expect(plan(page)).toHaveCount(0);
      expect(await sandbox.contents(ZONE)).toEqual(before);
    });

    test("the second copies of several records are deleted together", async ({ page, network, sandbox }) => {
      const before = await sandbox.held(ZONE);
      await openTransfer(page, sandbox, ZONE);
      // Only connections that were kept are dropped, so not all of these are sent twice.
      const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
      await preview(page, numbers.map((n) => `n${n} 600 IN A 192.0.2.${n}`).join("\n"));
      network.arm(add, "dropped");
      await apply(page);
      await expectApplied(page, numbers.length, 0, { stays: true });
      await network.disarm();
      const all = [...before, ...numbers.map((n) => `A n${n}.${ZONE} 192.0.2.${n}`)].sort();
      const more = (await sandbox.held(ZONE)).length - all.length;
      expect(more).toBeGreaterThan(1);
      await expect(page.getByRole("status")).toContainText(`${more} records stand in the zone more than once`);
      await plan(page).getByRole("button", { name: "Delete all second copies" }).click();
      await expect(changes(plan(page))).toHaveText(Array(more).fill(/^Delete A n/));
      await confirm(plan(page));
      await plan(page).getByRole("button", { name: "Apply", exact: true }).click();
      await expectApplied(page, more, 0);
      expect(await sandbox.held(ZONE)).toEqual(all);
    });
  }

  test("taking back what was written twice takes both copies", async ({ page, network, sandbox }) => {
    const before = await sandbox.contents(ZONE);
    await openRecords(page, sandbox, ZONE);
    await page.getByRole("link", { name: "Import & export" }).click();
    await preview(page, "once 600 IN A 192.0.2.7");
    await expectPlanned(page, 1);
    network.arm(add, "dropped");
    await apply(page);
    await expectApplied(page, 1, 0);
    expectTwice(network, add);
    await page.getByRole("link", { name: "Records", exact: true }).click();
    await undo(page, isBunny ? 2 : 1);
    expect(await sandbox.contents(ZONE)).toEqual(before);
  });

  test("a change and a deletion that are sent twice are done once", async ({ page, network, sandbox }) => {
    await sandbox.add(ZONE, address("shop", 10), address("goes", 11));
    await openTransfer(page, sandbox, ZONE);
    for (const [call, file] of [
      [change, ["shop 600 IN A 192.0.2.10", "goes 3600 IN A 192.0.2.11"]],
      [remove, ["shop 600 IN A 192.0.2.10"]],
    ] as const) {
      await preview(page, [`www 3600 IN CNAME ${ZONE}.`, ...file].join("\n"), "Make the zone equal to the file");
      await expectPlanned(page, 1);
      const sent = network.calls(call).length;
      network.arm(call, "dropped");
      const dialog = await openPlan(page);
      await confirm(dialog);
      await dialog.getByRole("button", { name: "Apply", exact: true }).click();
      await expectApplied(page, 1, 0);
      expect(network.calls(call).slice(sent).map(({ fault }) => fault)).toEqual(["dropped", undefined]);
    }
    expect(await sandbox.held(ZONE)).toEqual([`A shop.${ZONE} 192.0.2.10`, `CNAME www.${ZONE} ${ZONE}`]);
  });
});

test("a zone whose making was sent twice is opened", async ({ page, network, sandbox }) => {
  await openZones(page, BUNNY, sandbox.key);
  await page.getByRole("textbox", { name: "Domain to scan" }).fill("fresh.example");
  await page.getByRole("button", { name: "Scan domain" }).click();
  const create: Call = { method: "POST", path: /\/dnszone$/ };
  await expect(page.getByRole("button", { name: "Create zone" })).toBeVisible();
  network.arm(create, "dropped");
  await page.getByRole("button", { name: "Create zone" }).click();
  await expect(page.getByRole("heading", { name: "fresh.example" })).toBeVisible();
  expectTwice(network, create);
});

test("a scan whose start was sent twice goes on to its end", async ({ page, network, sandbox }) => {
  await openRecords(page, sandbox, ZONE);
  await page.getByRole("link", { name: "Discover" }).click();
  const start: Call = { method: "POST", path: /\/records\/scan$/ };
  network.arm(start, "dropped");
  await page.getByRole("button", { name: "Start scan" }).click();
  await expect(page.getByRole("status")).toContainText("Completed", { timeout: 40_000 });
  expectTwice(network, start);
  await expect(button(page, "Accept", `TXT _dmarc.${ZONE}`)).toBeVisible();
});
