// The review without a mouse: one tab stop, a cursor, and letters.
import type { Locator, Page } from "@playwright/test";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { activeRow, button, expectApplied, expectPlanned, grid, openScanned, press, rows, planPage } from "../steps.ts";

const ZONE = "bakery.example";

/** The row that the keyboard is at. */
function current(page: Page): Promise<Locator> {
  return activeRow(grid(page));
}

/** The place of the row that the keyboard is at, counted as the grid counts. */
async function expectAt(page: Page, index: number): Promise<void> {
  const place = async () => await (await current(page)).getAttribute("aria-rowindex");
  await expect.poll(place).toBe(String(index));
}

test.beforeEach(async ({ page, sandbox, guard }) => {
  guard.expectHttpErrors();
  await openScanned(page, sandbox, ZONE);
});

forEachProvider(() => {
  test("the grid is one tab stop", async ({ page }) => {
    await page.getByRole("button", { name: "Clear decisions" }).focus();
    for (let presses = 0; presses < 15; presses += 1) {
      await press(page, "Tab");
      if (await grid(page).evaluate((grid) => grid === document.activeElement)) break;
    }
    await expect(grid(page)).toBeFocused();
    await press(page, "Tab");
    expect(await grid(page).evaluate((grid) => grid.contains(document.activeElement))).toBe(false);
    await press(page, "Shift+Tab");
    await expect(grid(page)).toBeFocused();
  });

  test("arrows, j and k, Page keys and the ends move the cursor", async ({ page, sandbox }) => {
    const last = sandbox.found(ZONE) + 1;
    await grid(page).focus();
    await press(page, "ArrowDown");
    await expectAt(page, 2);
    await press(page, "ArrowDown", "j", "j");
    await expectAt(page, 5);
    await press(page, "k", "ArrowUp");
    await expectAt(page, 3);
    await press(page, "Control+End");
    await expectAt(page, last);
    await press(page, "ArrowDown");
    await expectAt(page, last);
    await press(page, "Control+Home");
    await expectAt(page, 2);
    await press(page, "PageDown");
    const place = async () => Number(await (await current(page)).getAttribute("aria-rowindex"));
    await expect.poll(place).toBeGreaterThan(4);
  });

  test("a, r and u decide and go on to the next row", async ({ page }) => {
    await page.getByRole("searchbox", { name: "Filter records" }).fill("txt");
    await expect(rows(page)).toHaveCount(4);
    await grid(page).focus();
    await press(page, "Control+Home");
    await expectAt(page, 2);
    const first = await current(page);
    await press(page, "a");
    await expectAt(page, 3);
    await expect(first.getByRole("button", { name: /^Accept/ })).toHaveAttribute("aria-pressed", "true");
    const second = await current(page);
    await press(page, "r");
    await expectAt(page, 4);
    await expect(second.getByRole("button", { name: /^Reject/ })).toHaveAttribute("aria-pressed", "true");
    await expectPlanned(page, 2);
    await press(page, "Control+Home", "u");
    await expect(first.getByRole("button", { name: /^Accept/ })).toHaveAttribute("aria-pressed", "false");
    await expectPlanned(page, 1);
    await expect(grid(page)).toBeFocused();
  });

  test("x selects, e edits, and / goes to the filter", async ({ page }) => {
    await page.getByRole("searchbox", { name: "Filter records" }).fill("blog");
    await expect(rows(page)).toHaveCount(1);
    await grid(page).focus();
    await press(page, "ArrowDown", "x");
    await expect(await current(page)).toHaveAttribute("aria-selected", "true");
    await press(page, "x");
    await expect(await current(page)).toHaveAttribute("aria-selected", "false");
    await press(page, "e");
    const dialog = page.getByRole("dialog", { name: "Edit record" });
    await expect(dialog).toBeVisible();
    await press(page, "Escape");
    await expect(dialog).toHaveCount(0);
    await expect(grid(page)).toBeFocused();
    await press(page, "/");
    await expect(page.getByRole("searchbox", { name: "Filter records" })).toBeFocused();
  });

  test("? tells the keys, and letters can be turned off for good", async ({ page }) => {
    await grid(page).focus();
    await press(page, "Control+Home", "?");
    const keys = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await expect(keys).toContainText("accept, reject or reset");
    await keys.getByRole("checkbox", { name: "Use single-letter shortcuts" }).uncheck();
    await press(page, "Escape");
    await expect(keys).toHaveCount(0);
    await expect(grid(page)).toBeFocused();
    await expect(grid(page)).toHaveAttribute("aria-keyshortcuts", "Space");
    await press(page, "ArrowDown", "a", "j", "?");
    await expectAt(page, 3);
    await expectPlanned(page, 0);
    await expect(keys).toHaveCount(0);
    await press(page, " ");
    await expect(await current(page)).toHaveAttribute("aria-selected", "true");
    await page.reload();
    await expect(rows(page).first()).toBeVisible();
    await expect(grid(page)).toHaveAttribute("aria-keyshortcuts", "Space");
    await page.getByRole("button", { name: "Keys", exact: true }).click();
    await keys.getByRole("checkbox", { name: "Use single-letter shortcuts" }).check();
    await keys.getByRole("button", { name: "Close" }).click();
    await expect(page.getByRole("button", { name: "Keys", exact: true })).toBeFocused();
    await expect(grid(page)).toHaveAttribute("aria-keyshortcuts", /^a r u/);
  });

  test("Enter goes into the row's controls, Escape comes back", async ({ page }) => {
    await page.getByRole("searchbox", { name: "Filter records" }).fill("blog");
    await expect(rows(page)).toHaveCount(1);
    await grid(page).focus();
    await press(page, "ArrowDown", "Enter");
    const inside = () => rows(page).evaluate((row) => row.contains(document.activeElement));
    await expect.poll(inside).toBe(true);
    const accept = button(page, "Accept", "A blog.bakery.example");
    for (let presses = 0; presses < 5; presses += 1) {
      if (await accept.evaluate((button) => button === document.activeElement)) break;
      await press(page, "ArrowRight");
    }
    await expect(accept).toBeFocused();
    await press(page, "Enter");
    await expect(accept).toHaveAttribute("aria-pressed", "true");
    await press(page, "Escape");
    await expect(grid(page)).toBeFocused();
    await expectPlanned(page, 1);
  });

  test("the header is reached with the arrows, and sorts", async ({ page }) => {
    await grid(page).focus();
    await press(page, "Control+Home", "ArrowUp", "ArrowRight");
    await expectAt(page, 1);
    await press(page, "F2");
    const name = grid(page).getByRole("columnheader", { name: /^Name/ });
    await expect(name.getByRole("button")).toBeFocused();
    await press(page, "Enter");
    await expect(name).toHaveAttribute("aria-sort", "ascending");
    await press(page, "Escape", "ArrowDown");
    await expectAt(page, 2);
  });

  test("what cannot be accepted is not accepted by key either", async ({ page, sandbox }) => {
    test.skip(sandbox.provider.soa === 0, "All that its scan finds here can be accepted");
    await page.getByRole("button", { name: /^SOA 1/ }).click();
    await expect(rows(page)).toHaveCount(1);
    await grid(page).focus();
    await press(page, "ArrowDown", "a", "e");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expectPlanned(page, 0);
  });

  test("from the review to the written zone by keyboard alone", async ({ page, sandbox }) => {
    const before = await sandbox.held(ZONE);
    await page.getByRole("searchbox", { name: "Filter records" }).focus();
    await page.keyboard.type("blog");
    await expect(rows(page)).toHaveCount(1);
    await grid(page).focus();
    await press(page, "ArrowDown", "a");
    await expectPlanned(page, 1);
    await page.getByRole("button", { name: /^Review plan/ }).focus();
    await press(page, "Enter");
    const plan = planPage(page);
    await expect(plan).toBeVisible();
    await plan.getByRole("button", { name: "Apply", exact: true }).focus();
    await press(page, "Enter");
    await expectApplied(page, 1, 0, { stays: true });
    expect(await sandbox.held(ZONE)).toHaveLength(before.length + 1);
  });
});
