// The history screen: what each apply did, what has become of it, and undoing one change, some or all.
import { expect, type Locator, type Page } from "@playwright/test";
import { address, ZONE } from "../bakery.ts";
import { forEachProvider, test } from "../fixtures.ts";
import { addToPlan, applies, apply, button, changes, confirm, expectApplied, expectPlanned, fill, goTo, openEdit, openRecords, openTransfer, planPage, preview, press } from "../steps.ts";

/** The changes of the unfolded applies. */
function rows(page: Page): Locator {
  return page.getByRole("list", { name: "Changes", exact: true }).getByRole("listitem");
}

/** Applies the plan that a button of the history has opened. */
async function applyOpened(page: Page, count: number): Promise<void> {
  await expect(changes(planPage(page))).toHaveCount(count);
  await confirm(planPage(page));
  await planPage(page).getByRole("button", { name: "Apply", exact: true }).click();
  await expectApplied(page, count, 0);
  await expect(applies(page).first()).toBeVisible();
}

/** Unfolds an apply: only the latest is unfolded from the start. */
async function unfold(run: Locator): Promise<void> {
  await run.getByRole("button", { expanded: false }).click();
  await expect(run.getByRole("list", { name: "Changes", exact: true })).toBeVisible();
}

/** Writes a record of each kind: three added, one changed, one deleted. */
async function prepare(page: Page): Promise<void> {
  const edit = await openEdit(page, `A shop.${ZONE}`);
  await fill(edit, { Content: "192.0.2.2" });
  await addToPlan(edit);
  await button(page, "Delete", `A old.${ZONE}`).click();
  await goTo(page, "Import & export");
  await preview(page, "one 600 IN A 192.0.2.11\ntwo 600 IN A 192.0.2.12\nthree 600 IN A 192.0.2.13");
  await apply(page);
  await expectApplied(page, 5, 0);
  await goTo(page, "History");
  await expect(rows(page)).toHaveCount(5);
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider(() => {
  test("one change of an apply is undone, by keyboard alone, and the others stay", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, address("shop", 1), address("old", 7));
    const before = await sandbox.held(ZONE);
    await openRecords(page, sandbox, ZONE);
    await prepare(page);
    await expect(applies(page)).toContainText("3 added, 1 changed, 1 deleted");
    await expect(applies(page)).toContainText("Undo all adds 1 back, changes 1 back, deletes 3.");
    await button(page, "Undo this", `A shop.${ZONE}`).focus();
    await press(page, "Enter");
    await expect(changes(planPage(page))).toHaveText([new RegExp(`^Change A shop\\.${ZONE}.*192\\.0\\.2\\.1`)]);
    await applyOpened(page, 1);
    const held = await sandbox.held(ZONE);
    expect(held.filter((text) => text.startsWith("A shop."))).toEqual(before.filter((text) => text.startsWith("A shop.")));
    expect(held.filter((text) => /^A (one|two|three)\./.test(text))).toHaveLength(3);
    // It is an apply of its own, and the first one says what has become of it.
    await expect(applies(page)).toHaveCount(2);
    await unfold(applies(page).last());
    await expect(applies(page).last()).toContainText("Undo all adds 1 back, deletes 3. 1 change can't be undone.");
    await expect(button(page, "Undo this", `A shop.${ZONE}`).last()).toBeDisabled();
    await expect(rows(page).filter({ hasText: `A shop.${ZONE}` }).last()).toContainText("changed since");
  });

  test("ticked changes are undone together, and all that are left after them", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, address("shop", 1), address("old", 7));
    const before = await sandbox.contents(ZONE);
    await openRecords(page, sandbox, ZONE);
    await prepare(page);
    const undo = page.getByRole("button", { name: /^Undo selected/ });
    await expect(undo).toBeDisabled();
    for (const name of ["one", "old"]) await page.getByRole("checkbox", { name: `Select A ${name}.${ZONE}` }).check();
    await expect(undo).toHaveText("Undo selected (2)");
    await undo.click();
    await expect(changes(planPage(page)).filter({ hasText: "A old." })).toHaveText(/^Add /);
    await planPage(page).getByRole("button", { name: "Back", exact: true }).click();
    await expectPlanned(page, 0);
    for (const name of ["one", "old"]) await page.getByRole("checkbox", { name: `Select A ${name}.${ZONE}` }).check();
    await undo.click();
    await applyOpened(page, 2);
    const first = applies(page).last();
    await unfold(first);
    await expect(first).toContainText("Undo all changes 1 back, deletes 2. 2 changes can't be undone.");
    await first.getByRole("checkbox", { name: "Select all that can be undone" }).check();
    await expect(first.getByRole("button", { name: "Undo selected (3)" })).toBeEnabled();
    await first.getByRole("button", { name: "Undo all" }).click();
    await applyOpened(page, 3);
    expect(await sandbox.contents(ZONE)).toEqual(before);
    await unfold(first);
    await expect(first).toContainText("There is nothing left to undo. 5 changes can't be undone.");
    await expect(first).toContainText("The zone is as it was before this apply.");
  });

  test("the restore says in numbers what it would do, also after others were there", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, address("shop", 1), address("old", 7));
    await openRecords(page, sandbox, ZONE);
    await prepare(page);
    await expect(applies(page)).toContainText("Restoring the zone from before adds 1 back, changes 1 back, deletes 3, later changes included.");
    await sandbox.add(ZONE, address("later", 99));
    await page.reload();
    await expect(applies(page)).toContainText("adds 1 back, changes 1 back, deletes 4, later changes included.");
    await applies(page).getByRole("button", { name: "Restore the zone from before" }).click();
    await expect(changes(planPage(page))).toHaveCount(6);
  });

  test("what failed is told with its reason, and stays told", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    await preview(page, "one 600 IN A 192.0.2.11\nrefuse-two 600 IN A 192.0.2.12");
    const plan = await apply(page);
    await expect(plan.getByRole("heading", { name: "Result", exact: true })).toBeVisible();
    // One call for both is tried in halves where a provider refuses it whole.
    await expectApplied(page, 1, 1);
    await plan.getByRole("button", { name: "Back", exact: true }).click();
    await goTo(page, "History");
    for (const reloads of [0, 1]) {
      if (reloads > 0) await page.reload();
      await expect(applies(page)).toContainText("1 added");
      await expect(applies(page)).toContainText("1 failed");
      await expect(rows(page)).toHaveText([/^Added.*A one\./, /^Failed.*A refuse-two\.bakery\.example.*\S/]);
      await expect(rows(page).last().getByRole("button")).toHaveCount(0);
    }
  });

  test("an apply of many changes is shown in parts, and searched", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    const file = Array.from({ length: 130 }, (_, number) => `host-${number} 600 IN A 198.51.100.${number}`).join("\n");
    await preview(page, file);
    await apply(page);
    await expectApplied(page, 130, 0);
    await goTo(page, "History");
    await expect(rows(page)).toHaveCount(100);
    await page.getByRole("button", { name: "Show more (30 left)" }).click();
    await expect(rows(page)).toHaveCount(130);
    await page.getByRole("textbox", { name: "Find a change" }).fill("100.129");
    await expect(rows(page)).toContainText([`A host-129.${ZONE}`]);
    await page.getByRole("textbox", { name: "Find a change" }).fill("nothing like it");
    await expect(page.getByText("No records match.")).toBeVisible();
    // Folded, only its head is left.
    await applies(page).getByRole("button", { expanded: true }).click();
    await expect(rows(page)).toHaveCount(0);
    await expect(applies(page)).toContainText("130 added");
  });

  test.describe("far from Greenwich", () => {
    test.use({ timezoneId: "Asia/Kolkata" });

    test("times are those of the user, with the zone", async ({ page, sandbox }) => {
      await openTransfer(page, sandbox, ZONE);
      await preview(page, "one 600 IN A 192.0.2.11");
      await apply(page);
      await expectApplied(page, 1, 0);
      await goTo(page, "History");
      await expect(applies(page).locator("time")).toHaveText(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC\+05:30$/);
    });
  });

  test("a history that the browser refuses is told, and read again", async ({ page, sandbox }) => {
    await page.addInitScript(() => {
      const open = IDBFactory.prototype.open;
      IDBFactory.prototype.open = function (...rest) {
        if (!sessionStorage.getItem("hands-out")) throw new DOMException("refused", "SecurityError");
        return open.apply(this, rest);
      };
    });
    await openRecords(page, sandbox, ZONE);
    await goTo(page, "History");
    await expect(page.getByRole("alert")).toContainText("does not hand out what it has kept");
    await expect(page.getByText("Nothing has been applied")).toHaveCount(0);
    await page.evaluate(() => sessionStorage.setItem("hands-out", "yes"));
    await page.getByRole("alert").getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("alert")).toHaveCount(0);
    await expect(page.getByText("Nothing has been applied to this zone from this browser yet.")).toBeVisible();
    await page.getByRole("link", { name: "Scan the zone and review its records" }).click();
    await expect(page.getByRole("button", { name: "Start scan" })).toBeEnabled();
  });
});
