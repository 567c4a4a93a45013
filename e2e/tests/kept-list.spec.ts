// A list is as it was left, for as long as its zone is open: filters, order, groups, cursor, selection and place.
import type { Locator, Page } from "@playwright/test";
import { address, ZONE } from "../bakery.ts";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { activeRow, apply, button, expectApplied, expectHeld, goTo, grid, leavePlan, openPlan, openRecords, openScanned, openZone, press, recordsGrid, rows } from "../steps.ts";

function filter(page: Page): Locator {
  return page.getByRole("searchbox", { name: "Filter records" });
}

function chip(page: Page, name: string): Locator {
  return page.getByRole("group", { name: "Filters" }).or(page.getByRole("toolbar", { name: "Filters" })).getByRole("button", { name: new RegExp(`^${name} \\d+$`) });
}

function groups(page: Page): Locator {
  return page.getByRole("combobox", { name: "Group", exact: true });
}

/** How far a grid is scrolled. */
function top(grid: Locator): Promise<number> {
  return grid.evaluate((grid) => grid.scrollTop);
}

// bunny.net answers 404 for a scan that was never started.
test.beforeEach(({ guard }) => guard.expectHttpErrors());

forEachProvider(() => {
  test("what was found is listed as before after the plan and after another screen", async ({ page, sandbox }) => {
    const domain = "oldtown.example";
    await openScanned(page, sandbox, domain);
    await filter(page).fill("oldtown");
    await chip(page, "Undecided").click();
    await chip(page, "A").click();
    await chip(page, "CNAME").click();
    await grid(page).getByRole("columnheader", { name: /^Name/ }).getByRole("button").click();
    const shown = await page.getByText(/^\d+ of \d+ shown$/).textContent();
    await grid(page).focus();
    await press(page, "PageDown", "PageDown", "x", "ArrowDown", "x", "ArrowDown");
    const at = await (await activeRow(grid(page))).textContent();
    await expect(page.getByText(/^2 of \d+ selected$/)).toBeVisible();
    // The cursor is out of sight: the place is kept, not found again by it.
    await grid(page).evaluate((grid) => grid.scrollBy(0, 1_200));
    await expect(rows(page).filter({ hasText: String(at) })).toHaveCount(0);
    const place = await top(grid(page));
    const expectAsBefore = async () => {
      await expect(filter(page)).toHaveValue("oldtown");
      await expect(page.getByText(String(shown), { exact: true })).toBeVisible();
      for (const name of ["Undecided", "A", "CNAME"]) await expect(chip(page, name)).toHaveAttribute("aria-pressed", "true");
      await expect(chip(page, "MX")).toHaveAttribute("aria-pressed", "false");
      await expect(grid(page).getByRole("columnheader", { name: /^Name/ })).toHaveAttribute("aria-sort", "ascending");
      await expect(page.getByText(/^2 of \d+ selected$/)).toBeVisible();
      await expect.poll(() => top(grid(page))).toBe(place);
      await expect(page).toHaveURL(/\/discover\?filter=oldtown$/);
    };
    for (const screen of ["Settings", "Records"] as const) {
      await goTo(page, screen);
      await goTo(page, "Discover");
      await expectAsBefore();
    }
    // A decision elsewhere in the list moves nothing.
    await press(page, "g", "p");
    await leavePlan(page);
    await expectAsBefore();
    await page.goBack();
    await page.goBack();
    await expectAsBefore();
    await grid(page).focus();
    await press(page, "ArrowDown", "ArrowUp");
    expect(await (await activeRow(grid(page))).textContent()).toBe(at);
  });

  test("groups and their folds are as before", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await groups(page).selectOption("By type");
    const heading = (name: string) => grid(page).getByRole("button", { name: new RegExp(`^${name} \\d+$`) });
    await heading("TXT").click();
    await expect(heading("TXT")).toHaveAttribute("aria-expanded", "false");
    const lines = await rows(page).count();
    await button(page, "Accept", `A blog.${ZONE}`).click();
    await apply(page);
    await expectApplied(page, 1, 0);
    await expect(groups(page)).toHaveValue("By type");
    await expect(heading("TXT")).toHaveAttribute("aria-expanded", "false");
    await expect(heading("A")).toHaveAttribute("aria-expanded", "true");
    await expect(rows(page)).toHaveCount(lines);
  });

  test("the zone's records are known again by what they are, also when others have come and gone", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, ...Array.from({ length: 60 }, (_, number) => address(`h${number}`, number + 1)));
    const all = (await sandbox.records(ZONE)).length;
    await openRecords(page, sandbox, ZONE);
    const box = (name: string) => page.getByRole("checkbox", { name: `Select A ${name}.${ZONE}` });
    await button(page, "Delete", `A h0.${ZONE}`).click();
    await filter(page).fill("type:A h1");
    await box("h11").check();
    await recordsGrid(page).focus();
    await press(page, "ArrowDown");
    const at = await (await activeRow(recordsGrid(page))).textContent();
    // The record above them is written away.
    await apply(page);
    await expectApplied(page, 1, 0);
    await expect(filter(page)).toHaveValue("type:A h1");
    await expect(box("h11")).toBeChecked();
    await expect(page.getByText(/^1 of 11 selected$/)).toBeVisible();
    await recordsGrid(page).focus();
    await press(page, "ArrowDown", "ArrowUp");
    expect(await (await activeRow(recordsGrid(page))).textContent()).toBe(at);
    await page.getByRole("button", { name: "Show all", exact: true }).click();
    await expectHeld(page, all - 1);
    await expect(page.getByText(`1 of ${all - 1} selected`, { exact: true })).toBeVisible();
    // Nothing is kept of a record that is no more.
    await box("h12").check();
    await button(page, "Delete", `A h11.${ZONE}`).click();
    await apply(page);
    await expectApplied(page, 1, 0);
    await expect(box("h12")).toBeChecked();
    await expect(page.getByText(`1 of ${all - 2} selected`, { exact: true })).toBeVisible();
  });

  test("the lists of another zone start anew, and a link with a filter shows all that it finds", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await filter(page).fill("blog");
    await chip(page, "To accept").click();
    await expect(page.getByText("No records match.")).toBeVisible();
    await page.goto(`./#/zone/${await sandbox.zone("conflict.example")}/discover`);
    await expect(page.getByRole("heading", { name: "conflict.example" })).toBeVisible();
    await expect(filter(page)).toHaveValue("");
    await expect(chip(page, "To accept")).toHaveAttribute("aria-pressed", "false");
    await page.goto(`./#/zone/${await sandbox.zone(ZONE)}/discover`);
    await expect(page.getByRole("heading", { name: ZONE, level: 1 })).toBeVisible();
    await expect(filter(page)).toHaveValue("blog");
    await expect(chip(page, "To accept")).toHaveAttribute("aria-pressed", "true");
    await goTo(page, "Records");
    await press(page, "Control+k");
    await page.getByRole("combobox", { name: "Command" }).fill(`found record mx ${ZONE}`);
    await press(page, "Enter");
    await expect(filter(page)).toHaveValue(`type:MX name:${ZONE}`);
    await expect(chip(page, "To accept")).toHaveAttribute("aria-pressed", "false");
    await expect(button(page, "Accept", `MX ${ZONE}`).first()).toBeVisible();
    await page.reload();
    await expect(filter(page)).toHaveValue(`type:MX name:${ZONE}`);
  });

  test("a list that was never left is as before after a plan that was only looked at", async ({ page, sandbox }) => {
    await openZone(page, sandbox, ZONE);
    await page.getByRole("button", { name: "Start scan" }).click();
    await expect(button(page, "Accept", `A blog.${ZONE}`)).toBeVisible({ timeout: 20_000 });
    await page.getByRole("checkbox", { name: `Select A blog.${ZONE}` }).check();
    await button(page, "Reject", `A blog.${ZONE}`).click();
    const plan = await openPlan(page);
    await plan.getByRole("button", { name: "Back" }).click();
    // The scan goes on, and what arrives takes nobody's place.
    await expect(page.getByRole("checkbox", { name: `Select A blog.${ZONE}` })).toBeChecked();
    await expect(page.getByText(/^1 of \d+ selected$/)).toBeVisible();
  });
});
