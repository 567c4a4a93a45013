// Records, import and export without a mouse: every step by keys, from the page's first tab stop on.
import type { Locator, Page } from "@playwright/test";
import { address, ZONE } from "../bakery.ts";
import { expect, forEachProvider, test } from "../fixtures.ts";
import {
  activeRow,
  applyByKeys,
  changes,
  expectApplied,
  expectPlanned,
  openRecords,
  openTransfer,
  planButton,
  press,
  recordsGrid,
  planPage,
  tabTo,
} from "../steps.ts";

/** Replaces what the field with the focus holds. */
async function type(page: Page, text: string): Promise<void> {
  await press(page, "Control+a");
  await page.keyboard.type(text);
}

/** Fills in fields by Tab and typing, and sends the form by Enter. */
async function submit(page: Page, dialog: Locator, values: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(values)) {
    await tabTo(page, dialog.getByRole("textbox", { name: label, exact: true }));
    await type(page, value);
  }
  await press(page, "Enter");
  await expect(dialog).toHaveCount(0);
}

/** Goes to the row that begins with this name. */
async function goToRow(page: Page, name: string): Promise<void> {
  await tabTo(page, recordsGrid(page));
  await press(page, "Control+Home");
  for (let rows = 0; rows < 9; rows += 1) {
    const row = (await (await activeRow(recordsGrid(page))).textContent()) ?? "";
    if (row.trimStart().startsWith(name)) return;
    await press(page, "ArrowDown");
  }
  throw new Error(`no row ${name}`);
}

/** Applies the open plan and leaves its result. */
async function applyPlan(page: Page, count: number): Promise<void> {
  const plan = planPage(page);
  await expect(changes(plan)).toHaveCount(count);
  await applyByKeys(page, plan);
  await expectApplied(page, count, 0, { stays: true });
  await press(page, "Escape");
  await expect(plan).toHaveCount(0);
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider(() => {
  test("add, edit, delete, review, apply and undo", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, address("old", 1), address("shop", 2));
    const before = await sandbox.contents(ZONE);
    await openRecords(page, sandbox, ZONE);
    const button = (name: string) => page.getByRole("button", { name, exact: true });
    await tabTo(page, button("Add record"));
    await press(page, "Enter");
    const add = page.getByRole("dialog", { name: "Add record" });
    await submit(page, add, { Name: "new", Content: "192.0.2.9" });
    await expectPlanned(page, 1);

    await goToRow(page, "shop");
    await press(page, "e");
    const edit = page.getByRole("dialog", { name: "Edit record" });
    await submit(page, edit, { Content: "192.0.2.20" });
    await expectPlanned(page, 2);

    await goToRow(page, "old");
    await press(page, "Enter");
    await tabTo(page, button(`Delete A old.${ZONE}`), { key: "ArrowRight" });
    await press(page, "Enter", "Escape");
    await expectPlanned(page, 3);

    await tabTo(page, planButton(page), { key: "Shift+Tab" });
    await press(page, "Enter");
    await applyPlan(page, 3);
    const held = await sandbox.held(ZONE);
    expect(held.filter((text) => text.startsWith("A "))).toEqual([`A new.${ZONE} 192.0.2.9`, `A shop.${ZONE} 192.0.2.20`]);

    await tabTo(page, button("Undo last apply"));
    await press(page, "Enter");
    await applyPlan(page, 3);
    expect(await sandbox.contents(ZONE)).toEqual(before);
  });

  test("an import is previewed and applied", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    await tabTo(page, page.getByRole("textbox", { name: "Paste a zone file" }));
    await page.keyboard.insertText("shop 600 IN A 192.0.2.1\nblog 600 IN A 192.0.2.2\n");
    await press(page, "Tab", "ArrowDown");
    await expect(page.getByRole("combobox", { name: "How" })).toBeFocused();
    await tabTo(page, page.getByRole("button", { name: "Preview import" }));
    await press(page, "Enter");
    await tabTo(page, page.getByRole("grid", { name: "Import preview" }));
    await press(page, "ArrowDown", "Space", "ArrowDown", "Space", "Space");
    await tabTo(page, page.getByRole("button", { name: "Add 1 to plan" }));
    await tabTo(page, page.getByRole("grid", { name: "Import preview" }), { key: "Shift+Tab" });
    await press(page, "ArrowUp", "Space");
    await tabTo(page, page.getByRole("button", { name: "Add 2 to plan" }));
    await press(page, "Enter");
    await expectPlanned(page, 2);
    await tabTo(page, planButton(page), { key: "Shift+Tab" });
    await press(page, "Enter");
    await applyPlan(page, 2);
    expect(await sandbox.held(ZONE)).toHaveLength(3);
  });
});
