// A grid by its cells: where the keyboard is, and what Enter does there.
import type { Locator, Page } from "@playwright/test";
import { address, MX, ZONE } from "../bakery.ts";
import { expect, expectNoAxeViolations, forEachProvider, test } from "../fixtures.ts";
import { activeCell, activeRow, button, grid, openRecords, openScanned, openView, press, recordsGrid, rows } from "../steps.ts";

/** The keyboard is at this row, counted with the header, and at this column. */
async function expectAt(page: Page, row: number, column: number): Promise<void> {
  const place = async () => {
    const [line, cell] = [await activeRow(grid(page)), await activeCell(grid(page))];
    return [await line.getAttribute("aria-rowindex"), await cell.getAttribute("aria-colindex")].map(Number);
  };
  await expect.poll(place).toEqual([row, column]);
}

async function isSeen(cell: Locator): Promise<boolean> {
  return cell.evaluate((cell) => {
    const [grid, here] = [cell.closest("[role=grid]")!.getBoundingClientRect(), cell.getBoundingClientRect()];
    return here.left >= grid.left - 1 && here.right <= grid.right + 1;
  });
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider(() => {
  test("arrows go from cell to cell, and the ends to the ends", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    const last = sandbox.found(ZONE) + 1;
    await grid(page).focus();
    await press(page, "ArrowDown");
    await expectAt(page, 2, 1);
    await press(page, "ArrowRight", "ArrowRight");
    await expectAt(page, 2, 3);
    await press(page, "ArrowDown", "j", "ArrowUp");
    await expectAt(page, 3, 3);
    await press(page, "End");
    await expectAt(page, 3, 8);
    await press(page, "ArrowRight");
    await expectAt(page, 3, 8);
    await press(page, "Control+End");
    await expectAt(page, last, 8);
    await press(page, "Home", "ArrowLeft");
    await expectAt(page, last, 1);
    await press(page, "ArrowRight", "PageUp", "PageUp", "PageUp");
    await expectAt(page, 2, 2);
    await press(page, "ArrowUp", "ArrowRight");
    await expectAt(page, 1, 3);
    await press(page, "End");
    await expectAt(page, 1, 8);
    await press(page, "Control+Home");
    await expectAt(page, 2, 1);
    await expect(grid(page)).toBeFocused();
    expect(await grid(page).locator("[id]:not([role=row])").count()).toBe(1);
  });

  test("Enter goes to the cell's own control, Escape back to the cell", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await page.getByRole("searchbox", { name: "Filter records" }).fill("blog");
    await expect(rows(page)).toHaveCount(1);
    await grid(page).focus();
    await press(page, "ArrowDown", "End", "Enter");
    const accept = button(page, "Accept", "A blog.bakery.example");
    await expect(accept).toBeFocused();
    await press(page, "Enter", "Escape");
    await expect(accept).toHaveAttribute("aria-pressed", "true");
    await expectAt(page, 2, 8);
    await press(page, "Home", "F2");
    const check = rows(page).getByRole("checkbox");
    await expect(check).toBeFocused();
    await press(page, "Escape", "ArrowRight", "Enter");
    await expect(check, "a cell of text leads to the row's first control").toBeFocused();
    await press(page, "ArrowRight", "Escape");
    await expect(grid(page)).toBeFocused();
    await expectAt(page, 2, 8);
  });

  test("Enter on a header sorts, Shift and Enter sorts by it too", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    const header = (name: string) => grid(page).getByRole("columnheader", { name: new RegExp(`^${name}`) });
    await grid(page).focus();
    await press(page, "Control+Home", "ArrowUp", "ArrowRight", "ArrowRight", "Enter");
    await expect(header("Type")).toHaveAttribute("aria-sort", "ascending");
    await press(page, "ArrowLeft", "Shift+Enter", "Shift+Enter");
    await expect(header("Type")).toHaveAttribute("aria-sort", "ascending");
    await expect(header("Name")).toHaveAttribute("aria-sort", "descending");
    await press(page, "Home", "Enter", "Space", "Escape");
    await expect(page.getByText(`${sandbox.found(ZONE)} of ${sandbox.found(ZONE)} selected`)).toBeVisible();
    await expectAt(page, 1, 1);
  });

  test("a click takes the keyboard to its cell", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await rows(page).nth(3).getByRole("gridcell").nth(2).click();
    await expectAt(page, 5, 3);
  });
});

test("the active cell is scrolled into view from side to side", async ({ page, sandbox }) => {
  await openScanned(page, sandbox, ZONE);
  await grid(page).focus();
  await press(page, "Control+Home", "ArrowUp", "ArrowRight", "ArrowRight", "ArrowRight");
  await expectAt(page, 1, 4);
  const content = grid(page).getByRole("columnheader", { name: /^Content/ });
  const before = (await content.boundingBox())?.width ?? 0;
  for (let times = 0; times < 60; times += 1) await press(page, "Shift+ArrowRight");
  expect((await content.boundingBox())?.width ?? 0).toBeGreaterThan(before + 500);
  await press(page, "ArrowDown", "End");
  await expectAt(page, 2, 8);
  expect(await isSeen(await activeCell(grid(page)))).toBe(true);
  await press(page, "Home");
  await expectAt(page, 2, 1);
  expect(await isSeen(await activeCell(grid(page)))).toBe(true);
});

test("letters are told on the buttons as long as they are keys", async ({ page, sandbox }) => {
  await openScanned(page, sandbox, ZONE);
  const first = rows(page).first();
  await expect(first.getByRole("button", { name: /^Accept/ })).toHaveAttribute("aria-keyshortcuts", "a");
  await expect(first.getByRole("button", { name: /^Reject/ })).toHaveAttribute("aria-keyshortcuts", "r");
  await expect(first.getByRole("button", { name: /^Edit/ })).toHaveAttribute("aria-keyshortcuts", "e");
  await page.getByRole("button", { name: "Keys", exact: true }).click();
  await page.getByRole("checkbox", { name: "Use single-letter shortcuts" }).uncheck();
  await press(page, "Escape");
  await expect(first.getByRole("button", { name: /^Accept/ })).not.toHaveAttribute("aria-keyshortcuts");
});

test("a hidden column is no cell to go to", async ({ page, sandbox }) => {
  await sandbox.add(ZONE, MX, address("shop", 1));
  await openRecords(page, sandbox, ZONE);
  await recordsGrid(page).focus();
  await press(page, "ArrowDown", "End");
  await expect(await activeCell(recordsGrid(page))).toHaveAttribute("aria-colindex", "8");
  const view = await openView(page);
  await view.getByRole("checkbox", { name: "Type" }).uncheck();
  await press(page, "Escape");
  await recordsGrid(page).focus();
  await press(page, "ArrowDown", "End");
  await expect(await activeCell(recordsGrid(page))).toHaveAttribute("aria-colindex", "7");
  await press(page, "Home", "ArrowRight", "ArrowRight");
  const cell = await activeCell(recordsGrid(page));
  await expect(cell).toHaveText(/letterbox|192\.0\.2/);
});

test("with a cell marked the page is accessible, light and dark, wide and narrow", async ({ page, sandbox }) => {
  await openScanned(page, sandbox, ZONE);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const width of [1280, 375]) {
      await page.setViewportSize({ width, height: 800 });
      await grid(page).focus();
      await press(page, "Control+Home", "ArrowRight", "ArrowRight", "ArrowRight");
      const style = async () => {
        const cell = await activeCell(grid(page));
        return cell.evaluate((cell) => [getComputedStyle(cell).outlineStyle, getComputedStyle(cell).outlineWidth]);
      };
      await expect.poll(style).toEqual(["solid", "2px"]);
      await expectNoAxeViolations(page);
    }
  }
});
