// All rows in the page at once, for the browser's own search and for whoever reads row by row.
import { address, ZONE } from "../bakery.ts";
import { expect, expectNoAxeViolations, test } from "../fixtures.ts";
import { CLOUDFLARE } from "../providers.ts";
import {
  activeRow,
  button,
  connect,
  expectPlanned,
  grid,
  openRecords,
  openScanned,
  openView,
  press,
  recordsGrid,
  rows,
} from "../steps.ts";

const LARGE = "oldtown.example";

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

test("all rows are in the page, counted as before, and that is kept", async ({ page, sandbox }) => {
  const all = sandbox.found(LARGE);
  await openScanned(page, sandbox, LARGE);
  expect(await rows(page).count()).toBeLessThanOrEqual(60);
  const view = await openView(page);
  await view.getByRole("checkbox", { name: "Show all rows at once" }).check();
  await press(page, "Escape");
  await expect(rows(page)).toHaveCount(all);
  await expect(grid(page)).toHaveAttribute("aria-rowcount", String(all + 1));
  const indices = await rows(page).evaluateAll((rows) => rows.map((row) => Number(row.getAttribute("aria-rowindex"))));
  expect(indices).toEqual(Array.from({ length: all }, (_, place) => place + 2));
  const last = (await rows(page).last().getByRole("gridcell").nth(3).textContent()) ?? "";
  const finds = (text: string) => {
    // It looks from the selection on, which the click has left below the list.
    getSelection()?.removeAllRanges();
    return (window as unknown as { find(text: string): boolean }).find(text);
  };
  expect(await page.evaluate(finds, last), "the browser's own search finds the last row").toBe(true);
  await page.reload();
  await expect(rows(page)).toHaveCount(all);
  await page.getByRole("searchbox", { name: "Filter records" }).fill("txt");
  await expect.poll(() => rows(page).count()).toBeLessThan(all);
  await page.getByRole("searchbox", { name: "Filter records" }).fill("");
  await expect(rows(page)).toHaveCount(all);
  await openView(page);
  await view.getByRole("checkbox", { name: "Show all rows at once" }).uncheck();
  await press(page, "Escape");
  await expect.poll(() => rows(page).count()).toBeLessThanOrEqual(60);
});

test("rows keep their keys and their buttons", async ({ page, sandbox }) => {
  const all = sandbox.found(LARGE);
  await openScanned(page, sandbox, LARGE);
  const view = await openView(page);
  await view.getByRole("checkbox", { name: "Show all rows at once" }).check();
  await press(page, "Escape");
  await expect(rows(page)).toHaveCount(all);
  await grid(page).focus();
  await press(page, "Control+End");
  await expect(await activeRow(grid(page))).toHaveAttribute("aria-rowindex", String(all + 1));
  await expect(rows(page).last()).toBeInViewport();
  await press(page, "Home", "ArrowUp");
  await expect(await activeRow(grid(page))).toHaveAttribute("aria-rowindex", String(all));
  await rows(page).first().getByRole("button", { name: /^Reject/ }).click();
  await expectPlanned(page, 1);
  await page.getByRole("button", { name: "Clear decisions" }).click();
  await expectPlanned(page, 0);
});

test("the records have it too, for themselves", async ({ page, sandbox }) => {
  await sandbox.add(ZONE, address("old", 1), address("shop", 2));
  await openRecords(page, sandbox, ZONE);
  const view = await openView(page);
  await view.getByRole("checkbox", { name: "Show all rows at once" }).check();
  await press(page, "Escape");
  const all = (await sandbox.records(ZONE)).length;
  await expect(recordsGrid(page).getByRole("row")).toHaveCount(all + 1);
  expect(await page.evaluate(() => localStorage.getItem("zonesift.view.held"))).toMatch(/^1w;/);
  await button(page, "Delete", `A old.${ZONE}`).click();
  await expectPlanned(page, 1);
});

test("it is accessible, light and dark, wide and narrow", async ({ page, sandbox }) => {
  await openScanned(page, sandbox, ZONE);
  const view = await openView(page);
  await view.getByRole("checkbox", { name: "Show all rows at once" }).check();
  await press(page, "Escape");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const width of [1280, 375]) {
      await page.setViewportSize({ width, height: 800 });
      await expectNoAxeViolations(page);
    }
  }
});

test.describe("with many rows", () => {
  test.use({ provider: CLOUDFLARE });

  test("beyond 5,000 rows it waits until a filter leaves fewer, and says so", async ({ page, sandbox }) => {
    await page.goto(`./#/zone/${await sandbox.zone("generated-10000.example")}/discover`);
    await connect(page, sandbox.provider, sandbox.key);
    await expect(grid(page)).toHaveAttribute("aria-rowcount", "10001", { timeout: 30_000 });
    const view = await openView(page);
    const all = view.getByRole("checkbox", { name: "Show all rows at once" });
    await expect(all).toBeDisabled();
    await expect(view).toContainText("More than 5,000 rows are shown");
    await press(page, "Escape");
    const filter = page.getByRole("searchbox", { name: "Filter records" });
    await filter.fill("mx");
    const shown = async () => Number(await grid(page).getAttribute("aria-rowcount")) - 1;
    await expect.poll(shown).toBeLessThanOrEqual(5_000);
    await openView(page);
    await all.check();
    await press(page, "Escape");
    await expect(rows(page)).toHaveCount(await shown());
    await filter.fill("");
    await expect(grid(page)).toHaveAttribute("aria-rowcount", "10001");
    await expect.poll(() => rows(page).count()).toBeLessThanOrEqual(60);
  });
});
