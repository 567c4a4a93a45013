// The Commands dialog and the keys that work on the whole page.
import type { Locator, Page } from "@playwright/test";
import { expectNoAxeViolations } from "../axe.ts";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { expectPlanned, grid, openScanned, press, recordsGrid } from "../steps.ts";

const ZONE = "bakery.example";

async function openCommands(page: Page): Promise<Locator> {
  await press(page, "Control+k");
  const dialog = page.getByRole("dialog", { name: "Commands" });
  await expect(dialog.getByRole("combobox", { name: "Command" })).toBeFocused();
  return dialog;
}

test.beforeEach(({ guard }) => guard.expectHttpErrors());

forEachProvider(() => {
  test("every act, page and record is reached by its name", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    const dialog = await openCommands(page);
    await expectNoAxeViolations(page);
    await dialog.getByRole("combobox").fill("accept all");
    await expect(dialog.getByRole("option", { selected: true })).toHaveText(/^Accept all shown/);
    await press(page, "Enter");
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole("button", { name: /^Review plan \([1-9]/ })).toBeVisible();
    await openCommands(page);
    await page.keyboard.type("undo");
    await press(page, "Enter");
    await expectPlanned(page, 0);
    await openCommands(page);
    await page.keyboard.type("mx bakery");
    await expect(dialog.getByRole("option").first()).toHaveText(/^Found record MX bakery\.example/);
    await press(page, "Enter");
    await expect(page.getByRole("searchbox", { name: "Filter records" })).toHaveValue(`type:MX name:${ZONE}`);
    await openCommands(page);
    await page.keyboard.type("go to records");
    await press(page, "Enter");
    await expect(recordsGrid(page)).toBeVisible();
    await openCommands(page);
    await page.keyboard.type("no such thing");
    await expect(dialog.getByText("Nothing matches.")).toBeVisible();
    await press(page, "Escape");
    await expect(dialog).toHaveCount(0);
  });

  test("the option that the keyboard is at is in sight, and the arrows go round", async ({ page, sandbox }) => {
    await page.setViewportSize({ width: 1280, height: 360 });
    await openScanned(page, sandbox, ZONE);
    const dialog = await openCommands(page);
    const active = dialog.getByRole("option", { selected: true });
    const count = await dialog.getByRole("option").count();
    const first = await active.textContent();
    for (let moves = 0; moves < count - 1; moves += 1) {
      await press(page, "ArrowDown");
      await expect(active).toBeInViewport({ ratio: 0.9 });
    }
    await expect(active).toHaveText(String(await dialog.getByRole("option").last().textContent()));
    await press(page, "ArrowDown");
    await expect(active).toHaveText(String(first));
    await expect(active).toBeInViewport({ ratio: 0.9 });
    await press(page, "ArrowUp");
    await expect(active).toBeInViewport({ ratio: 0.9 });
  });

  test("g and a letter go to a page, and the letter does nothing else", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await grid(page).focus();
    await press(page, "ArrowDown", "g", "r");
    await expect(recordsGrid(page)).toBeVisible();
    await press(page, "g", "d");
    await expect(grid(page)).toBeVisible();
    await expectPlanned(page, 0);
    // In a field they are letters.
    await page.getByRole("searchbox", { name: "Filter records" }).click();
    await page.keyboard.type("gr");
    await expect(page.getByRole("searchbox", { name: "Filter records" })).toHaveValue("gr");
    await expect(grid(page)).toBeVisible();
  });
});
