// The line of keys in the status bar follows what has the focus, and goes for good where nobody wants it.
import type { Locator, Page } from "@playwright/test";
import { address, ZONE } from "../bakery.ts";
import { expect, expectNoAxeViolations, forEachProvider, test } from "../fixtures.ts";
import { goTo, grid, openRecords, openScanned, press, recordsGrid } from "../steps.ts";

function hints(page: Page): Locator {
  return page.getByRole("note", { name: "Keys that act here" });
}

test.beforeEach(({ guard }) => guard.expectHttpErrors());

forEachProvider(() => {
  test("the hints follow the filter, the row, the selection and the group", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await expect(hints(page)).toContainText("Ctrl+K every command by name");
    await page.getByRole("searchbox", { name: "Filter records" }).focus();
    await expect(hints(page)).toContainText("↓ into the list");
    await press(page, "ArrowDown");
    await expect(hints(page)).toContainText("a accept");
    await expect(hints(page)).toContainText("e edit");
    await press(page, "x");
    await expect(hints(page)).toContainText("a accept the selected rows");
    await press(page, "Escape");
    await page.getByRole("combobox", { name: "Group", exact: true }).selectOption("By type");
    await grid(page).focus();
    await press(page, "Control+Home");
    await expect(hints(page)).toContainText("Enter fold or unfold");
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await expectNoAxeViolations(page);
    }
    // Letters that are off are not told.
    await page.getByRole("button", { name: "Keys", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await dialog.getByRole("checkbox", { name: "Use single-letter shortcuts" }).uncheck();
    await dialog.getByRole("button", { name: "Close" }).click();
    await grid(page).focus();
    await expect(hints(page)).toContainText("Enter fold or unfold");
    await expect(hints(page)).not.toContainText("accept the group");
  });

  test("hints that are hidden stay so on every list, until they are wanted again", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, address("shop", 10));
    await openRecords(page, sandbox, ZONE);
    await recordsGrid(page).focus();
    await expect(hints(page)).toContainText("e edit");
    await hints(page).getByRole("button", { name: "Hide the key hints" }).click();
    await expect(hints(page)).toHaveCount(0);
    await expect(recordsGrid(page)).toBeFocused();
    await page.reload();
    await expect(recordsGrid(page)).toBeVisible();
    await expect(hints(page)).toHaveCount(0);
    await goTo(page, "Discover");
    await expect(grid(page)).toBeVisible();
    await expect(hints(page)).toHaveCount(0);
    await page.getByRole("button", { name: "Keys", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await dialog.getByRole("checkbox", { name: "Show key hints in the status bar" }).check();
    await dialog.getByRole("button", { name: "Close" }).click();
    await expect(hints(page)).toBeVisible();
    await page.setViewportSize({ width: 375, height: 800 });
    await expect(hints(page)).toBeHidden();
  });

  test("the hints take no room from the list, and yield to what is told", async ({ page, sandbox }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await openScanned(page, sandbox, "northwind.example");
    await expect(hints(page)).toBeVisible();
    const height = async () => (await grid(page).boundingBox())?.height;
    const before = await height();
    await page.getByRole("button", { name: "Accept all shown" }).click();
    const undo = page.getByRole("button", { name: "Undo", exact: true });
    await expect(undo).toBeInViewport({ ratio: 1 });
    expect(await height()).toBe(before);
    const [said, keys] = [await undo.boundingBox(), await hints(page).boundingBox()];
    expect((said?.x ?? 0) + (said?.width ?? 0)).toBeLessThanOrEqual(keys?.x ?? 0);
    await undo.click();
    await hints(page).getByRole("button", { name: "Hide the key hints" }).click();
    await expect(hints(page)).toHaveCount(0);
    expect(await height()).toBe(before);
  });
});
