// Rows of one owner name stand together, with their number, while names are grouped.
import type { Locator, Page } from "@playwright/test";
import { address, MX, ZONE } from "../bakery.ts";
import { expect, expectNoAxeViolations, forEachProvider, test } from "../fixtures.ts";
import { expectHeld, grid, openRecords, openScanned, openView, recordsGrid, scrollsSideways } from "../steps.ts";

async function group(page: Page, on: boolean): Promise<void> {
  const view = await openView(page);
  await view.getByRole("checkbox", { name: "Group by name" }).setChecked(on);
  await view.getByRole("button", { name: "Close" }).click();
}

/** What the rows in the page are called, `TYPE NAME` and perhaps the content, from top to bottom. */
async function titles(grid: Locator): Promise<string[]> {
  const boxes = await grid.getByRole("row").getByRole("checkbox", { name: /^Select [A-Z]+ / }).all();
  const labels = await Promise.all(boxes.map((box) => box.getAttribute("aria-label")));
  return labels.map((label) => String(label).replace("Select ", ""));
}

/** What their cells of the name show: the second of each row, after the checkbox. */
async function shownNames(grid: Locator): Promise<string[]> {
  const records = await grid.getByRole("row").filter({ has: grid.page().getByRole("gridcell") }).all();
  const names = records.map((row) => row.getByRole("gridcell").nth(1).textContent());
  return (await Promise.all(names)).map(String);
}

/** The heading of a group. */
function heading(page: Page, name: string): Locator {
  return grid(page).getByRole("button", { name: new RegExp(`^${name} \\d+$`) });
}

/** Rows of one name follow each other, and the first of several tells how many there are. */
async function expectGrouped(grid: Locator, zone: string): Promise<void> {
  const names = (await titles(grid)).map((title) => String(title.split(" ")[1]));
  const expected = names.map((name, place) => {
    const label = name === zone ? "@" : name.slice(0, -zone.length - 1);
    const count = names.filter((other) => other === name).length;
    const isFirst = names.indexOf(name) === place;
    expect(isFirst || names[place - 1] === name, `${name} in one place`).toBe(true);
    return isFirst && count > 1 ? `${label} (${count})` : label;
  });
  expect(await shownNames(grid)).toEqual(expected);
}

// bunny.net answers 404 for a scan that was never started.
test.beforeEach(({ guard }) => guard.expectHttpErrors());

forEachProvider(() => {
  test("the zone's records stand by name while they are grouped, and as before afterwards", async ({ page, sandbox }) => {
    const txt = { type: "TXT", name: "b", content: "note" } as const;
    await sandbox.add(ZONE, address("b", 2), address("a", 9), txt, address("b", 1), MX, address("b", 3));
    const all = (await sandbox.records(ZONE)).length;
    await openRecords(page, sandbox, ZONE);
    const records = recordsGrid(page);
    const content = records.getByRole("columnheader").filter({ hasText: "Content" });
    await content.getByRole("button").click();
    await content.getByRole("button").click();
    const before = await titles(records);
    await group(page, true);
    await expect(records.getByText("b (4)", { exact: true })).toBeVisible();
    await expectGrouped(records, ZONE);
    await expectHeld(page, all);
    // Within a name the order from before holds.
    const own = (await titles(records)).filter((title) => title.includes(` b.${ZONE}`));
    expect(own).toEqual(before.filter((title) => title.includes(` b.${ZONE}`)));
    const indices = await records.getByRole("row").evaluateAll((rows) => rows.map((row) => row.getAttribute("aria-rowindex")));
    expect(indices).toEqual(Array.from({ length: all + 1 }, (_, index) => String(index + 1)));
    await expectNoAxeViolations(page);

    // The count is that of what is shown.
    await page.getByRole("searchbox", { name: "Filter records" }).fill("192.0.2");
    await expect(records.getByText("b (3)", { exact: true })).toBeVisible();
    await expectGrouped(records, ZONE);
    await page.getByRole("searchbox", { name: "Filter records" }).fill("");
    await expectHeld(page, all);
    await page.setViewportSize({ width: 375, height: 1400 });
    await expect.poll(() => scrollsSideways(page)).toBe(false);
    await expectNoAxeViolations(page);
    await page.setViewportSize({ width: 1280, height: 1000 });

    await group(page, false);
    await expect(records.getByText("b (4)", { exact: true })).toHaveCount(0);
    expect(await titles(records)).toEqual(before);
    await expect(content).toHaveAttribute("aria-sort", "descending");
  });

  test("what was found is grouped as well, sets of one type together", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    const before = await titles(grid(page));
    const by = page.getByRole("combobox", { name: "Group", exact: true });
    await by.selectOption("By name");
    await expect(heading(page, "@")).toBeVisible();
    const lines = await grid(page).locator(".grid-body").getByRole("row").evaluateAll((rows) => rows.map((row) => ({
      group: row.querySelector(".fold")?.textContent ?? null,
      title: row.querySelector("input")?.getAttribute("aria-label")?.replace("Select ", "") ?? "",
    })));
    // Each heading tells how many of its name follow, and no other does.
    const names: string[] = [];
    let [group, left] = ["", 0];
    for (const line of lines) {
      if (line.group === null) {
        left -= 1;
        const name = line.title.split(" ")[1] ?? "";
        expect(name === ZONE ? "@" : name.slice(0, -ZONE.length - 1)).toBe(group);
        continue;
      }
      expect(left).toBe(0);
      const parts = line.group.match(/^(.*) (\d+)$/);
      [group, left] = [parts?.[1] ?? "", Number(parts?.[2])];
      names.push(group);
    }
    expect(left).toBe(0);
    expect(new Set(names).size).toBe(names.length);
    const types = (await titles(grid(page))).map((title) => title.split(" ").slice(0, 2).join(" "));
    const sets = types.filter((set, place) => set !== types[place - 1]);
    expect(new Set(sets).size).toBe(sets.length);
    await expectNoAxeViolations(page);
    await by.selectOption("No groups");
    await expect.poll(() => titles(grid(page))).toEqual(before);
    // It is the only way to group them.
    const view = await openView(page);
    await expect(view.getByRole("checkbox", { name: "Group by name" })).toHaveCount(0);
  });

  test("names are grouped beyond what is in sight", async ({ page, sandbox }) => {
    const domain = "oldtown.example";
    await openScanned(page, sandbox, domain);
    await page.getByRole("combobox", { name: "Group", exact: true }).selectOption("By name");
    await grid(page).focus();
    await page.keyboard.press("Control+End");
    const all = sandbox.found(domain);
    const last = grid(page).getByRole("row").last();
    await expect(last).toHaveAttribute("aria-rowindex", String(all + 1));
    await expect(grid(page)).toHaveAttribute("aria-rowcount", String(all + 1));
    await page.keyboard.press("Control+Home");
    await expect(heading(page, "@")).toBeVisible();
  });
});
