// The columns of a grid: which are shown, in which order, how wide, and that this is kept.
import type { Locator, Page } from "@playwright/test";
import { address, MX, ZONE } from "../bakery.ts";
import { expect, expectNoAxeViolations, forEachProvider, test } from "../fixtures.ts";
import { goTo, grid, openRecords, openScanned, openView, press, recordsGrid, rows, scrollsSideways } from "../steps.ts";

/** The headers from left to right, without the one for selecting. */
async function headers(grid: Locator): Promise<string[]> {
  const texts = await grid.getByRole("columnheader").allTextContents();
  return texts.slice(1).map((text) => text.trim());
}

async function width(grid: Locator, name: string): Promise<number> {
  const box = await grid.getByRole("columnheader", { name: new RegExp(`^${name}`) }).boundingBox();
  return box?.width ?? 0;
}

/** What the browser keeps for all tabs, without what other parts keep. */
function kept(page: Page, grid: string): Promise<string | null> {
  return page.evaluate((name) => localStorage.getItem(name), `zonesift.view.${grid}`);
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

const ALL = ["Name", "Type", "Content", "TTL", "Priority", "Note", "Decision"];

forEachProvider(() => {
  test("a column is hidden and shown, and the grid counts what is shown", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    expect(await headers(grid(page))).toEqual(ALL);
    const before = await rows(page).first().getByRole("gridcell").count();
    const view = await openView(page);
    await view.getByRole("checkbox", { name: "TTL" }).uncheck();
    await view.getByRole("checkbox", { name: "Type" }).uncheck();
    await press(page, "Escape");
    await expect(view).toHaveCount(0);
    expect(await headers(grid(page))).toEqual(["Name", "Content", "Priority", "Note", "Decision"]);
    await expect(grid(page)).toHaveAttribute("aria-colcount", "6");
    await expect(rows(page).first().getByRole("gridcell")).toHaveCount(before - 2);
    await expect(rows(page).first().getByRole("gridcell").last()).toHaveAttribute("aria-colindex", "6");
    await expect(grid(page).getByRole("columnheader").last()).toHaveAttribute("aria-colindex", "6");
    // What is left is still what it was.
    const content = rows(page).filter({ has: page.getByRole("checkbox", { name: /^Select A blog\.bakery/ }) });
    await expect(content.getByRole("gridcell").nth(2)).toHaveText(/^192\.0\.2\.|^203\.0\.113\.|^198\.51\.100\./);
    await page.reload();
    await expect(rows(page).first()).toBeVisible();
    expect(await headers(grid(page))).toHaveLength(5);
    await openView(page);
    await view.getByRole("checkbox", { name: "Type" }).check();
    await expect(view.getByRole("checkbox", { name: "Name", exact: true })).toBeDisabled();
    await expect(view.getByRole("checkbox", { name: "Decision" })).toBeDisabled();
    await view.getByRole("button", { name: "Reset" }).click();
    await view.getByRole("button", { name: "Close" }).click();
    expect(await headers(grid(page))).toEqual(ALL);
  });

  test("columns are moved by keys, and the button keeps the focus", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    const view = await openView(page);
    const left = view.getByRole("button", { name: "Move Note left" });
    await left.focus();
    for (const description of ["5 of 7", "4 of 7", "3 of 7"]) {
      await press(page, "Enter");
      await expect(left).toBeFocused();
      await expect(left).toHaveAccessibleDescription(description);
    }
    await view.getByRole("button", { name: "Move Decision right" }).press("Enter");
    await press(page, "Escape");
    const moved = ["Name", "Type", "Note", "Content", "TTL", "Priority", "Decision"];
    expect(await headers(grid(page))).toEqual(moved);
    await grid(page).getByRole("columnheader", { name: /^TTL/ }).getByRole("button").click();
    await expect(grid(page).getByRole("columnheader", { name: /^TTL/ })).toHaveAttribute("aria-sort", "ascending");
    await page.reload();
    await expect(rows(page).first()).toBeVisible();
    expect(await headers(grid(page))).toEqual(moved);
  });

  test("each grid keeps its own look, and nothing of its records", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, MX, address("shop", 1));
    await openRecords(page, sandbox, ZONE);
    const view = await openView(page);
    await view.getByRole("radio", { name: "Compact" }).check();
    await view.getByRole("checkbox", { name: "Priority" }).uncheck();
    await view.getByRole("button", { name: "TTL wider" }).click();
    await press(page, "Escape");
    expect(await kept(page, "held")).toBe("1c;Name;Type;Content;TTL:18;-Priority;Note;Edit");
    expect(await kept(page, "found")).toBeNull();
    await expect.poll(async () => (await recordsGrid(page).getByRole("row").last().boundingBox())?.height).toBe(28);
    await goTo(page, "Discover");
    expect(await headers(grid(page))).toEqual(ALL);
    await goTo(page, "Records");
    expect(await headers(recordsGrid(page))).toEqual(["Name", "Type", "Content", "TTL", "Note", "Edit"]);
  });
});

test("a column is made wider by its grip, and the grid then scrolls to the side", async ({ page, sandbox }) => {
  await openScanned(page, sandbox, ZONE);
  const before = await width(grid(page), "Name");
  const box = await grid(page).getByRole("columnheader", { name: /^Name/ }).boundingBox();
  if (box === null) throw new Error("no header");
  await page.mouse.move(box.x + box.width + 4, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width + 104, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  expect(Math.abs((await width(grid(page), "Name")) - before - 100)).toBeLessThan(5);
  await expect(grid(page).getByRole("columnheader", { name: /^Name/ })).not.toHaveAttribute("aria-sort");
  expect(await kept(page, "found")).toMatch(/^1;Name:\d+;Type;/);
  await page.reload();
  await expect(rows(page).first()).toBeVisible();
  expect(Math.abs((await width(grid(page), "Name")) - before - 100)).toBeLessThan(5);
  const view = await openView(page);
  for (let times = 0; times < 30; times += 1) await view.getByRole("button", { name: "Name wider" }).click();
  await press(page, "Escape");
  expect(await scrollsSideways(page)).toBe(false);
  const isWider = () => grid(page).evaluate((grid) => grid.scrollWidth > grid.clientWidth);
  expect(await isWider()).toBe(true);
  const seen = await rows(page).first().evaluate((row) => row.scrollWidth <= row.clientWidth);
  expect(seen, "a row is as wide as its cells").toBe(true);
});

test("a double press on its grip widens a column until nothing in it is cut off", async ({ page, sandbox }) => {
  await openScanned(page, sandbox, ZONE);
  const header = grid(page).getByRole("columnheader", { name: /^Name/ });
  const box = await header.boundingBox();
  if (box === null) throw new Error("no header");
  await page.mouse.move(box.x + box.width + 4, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 60, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  const cut = () => grid(page).locator(".grid-body .name").evaluateAll((cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth).length);
  expect(await cut()).toBeGreaterThan(0);
  await header.locator(".grip").dblclick();
  await expect.poll(cut).toBe(0);
  await expect(header).not.toHaveAttribute("aria-sort");
});

test("a broken or foreign entry is as good as none", async ({ page, sandbox }) => {
  await page.addInitScript(() => localStorage.setItem("zonesift.view.found", '{"columns":["Name"]}'));
  await openScanned(page, sandbox, ZONE);
  expect(await headers(grid(page))).toEqual(ALL);
});

test("the dialog and both looks are accessible, light and dark, wide and narrow", async ({ page, sandbox }) => {
  await openScanned(page, sandbox, ZONE);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const width of [1280, 375]) {
      await page.setViewportSize({ width, height: 800 });
      const view = await openView(page);
      await expectNoAxeViolations(page);
      expect(await scrollsSideways(page)).toBe(false);
      await view.getByRole("radio", { name: "Compact" }).check();
      await view.getByRole("checkbox", { name: "TTL" }).uncheck();
      await view.getByRole("button", { name: "Close" }).click();
      await expectNoAxeViolations(page);
      expect(await scrollsSideways(page)).toBe(false);
    }
  }
});
