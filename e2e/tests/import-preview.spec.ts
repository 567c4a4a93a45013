// The preview of an import: the file beside the zone and beside what the scan found, row by row.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { address, ZONE } from "../bakery.ts";
import { expect, expectNoAxeViolations, forEachProvider, test } from "../fixtures.ts";
import { BUNNY } from "../providers.ts";
import {
  addButton,
  changes,
  expectPlanned,
  goTo,
  openPlan,
  openScanned,
  openTransfer,
  previewGrid,
  scrollsSideways,
  showPreview,
} from "../steps.ts";

const REPLACE = "Replace the same name and type";
const EQUAL = "Make the zone equal to the file";

/** The row of a preview that holds this text. */
function row(page: Page, text: string) {
  return previewGrid(page).getByRole("row").filter({ hasText: text });
}

function take(page: Page, title: string) {
  return previewGrid(page).getByRole("checkbox", { name: `Take ${title}`, exact: true });
}

function chip(page: Page, name: string) {
  return page.getByRole("button", { name, exact: true });
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider((provider) => {
  test("each record says how it stands, with the differing part marked, and is taken or left", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, { ...address("shop", 10), ttl: 300 }, address("same", 7), address("old", 9));
    await openTransfer(page, sandbox, ZONE);
    const file = ["shop 300 IN A 192.0.2.20", "same 3600 IN A 192.0.2.7", "new 600 IN A 192.0.2.30", "new 600 IN A 192.0.2.30"];
    await showPreview(page, file.join("\n"), EQUAL);
    await expect(page.getByText("4 records read: 1 new, 1 differs, 1 equal, 1 repeated. 2 records are only in the zone.")).toBeVisible();
    const shop = row(page, "shop");
    await expect(shop.locator("ins")).toHaveText(["2"]);
    await expect(shop.locator("del")).toHaveText(["1"]);
    await expect(shop).toContainText("differs");
    await expect(row(page, "same").first()).toContainText("equal");
    await expect(row(page, "repeated in the file")).toHaveCount(1);
    await expect(row(page, "192.0.2.9")).toContainText("only in the zone");
    await expect(take(page, `A same.${ZONE}`)).toBeDisabled();

    // What only the zone has stays if it is left.
    await take(page, `A old.${ZONE}`).uncheck();
    await expect(addButton(page)).toHaveText("Add 3 to plan");
    await expectPlanned(page, 0);
    await addButton(page).click();
    const plan = await openPlan(page);
    await expect(changes(plan)).toHaveCount(3);
    await expect(changes(plan).filter({ hasText: "old." })).toHaveCount(0);
    await plan.getByRole("button", { name: "Back" }).click();
    await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
    await expectPlanned(page, 0);
  });

  test("chips and words filter the rows, and what is taken stays so", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, { ...address("shop", 10), ttl: 300 });
    await openTransfer(page, sandbox, ZONE);
    await showPreview(page, "shop 600 IN A 192.0.2.10\none 600 IN A 192.0.2.1\ntwo 600 IN A 192.0.2.2", REPLACE);
    await expect(page.getByText("3 of 3 shown")).toBeVisible();
    await chip(page, "New 2").click();
    await expect(page.getByText("2 of 3 shown")).toBeVisible();
    await page.getByRole("searchbox", { name: "Filter records" }).fill("two");
    await expect(previewGrid(page)).toHaveAttribute("aria-rowcount", "2");
    await previewGrid(page).getByRole("checkbox", { name: "Take all shown" }).uncheck();
    await expect(addButton(page)).toHaveText("Add 2 to plan");
    await page.getByRole("button", { name: "Show all" }).click();
    await expect(page.getByText("3 of 3 shown")).toBeVisible();
    await expect(take(page, `A two.${ZONE}`)).not.toBeChecked();
    await expect(take(page, `A one.${ZONE}`)).toBeChecked();
    await previewGrid(page).getByRole("columnheader", { name: "Name" }).getByRole("button").click();
    await expect(previewGrid(page).getByRole("row").nth(1)).toContainText("one");
  });

  test("what is there otherwise is left by adding, and may be taken by hand", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, { ...address("shop", 10), ttl: 300 });
    await openTransfer(page, sandbox, ZONE);
    await showPreview(page, "shop 600 IN A 192.0.2.10");
    await expect(row(page, "shop").locator("ins")).toHaveText(["· TTL 600"]);
    await expect(addButton(page)).toBeDisabled();
    await take(page, `A shop.${ZONE}`).check();
    await addButton(page).click();
    await expect(changes(await openPlan(page))).toHaveText([/^Change A shop\./]);
  });

  test("a file is compared with what the scan found, too", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await goTo(page, "Import & export");
    const file = ["blog 3600 IN A 192.0.2.12", "order 300 IN A 192.0.2.99", "hidden 300 IN A 192.0.2.50", "far.away 300 IN A 192.0.2.51"];
    await showPreview(page, file.join("\n"));
    await expect(page.getByText("2 names in your file that the scan did not find.")).toBeVisible();
    await expect(row(page, "192.0.2.12")).toContainText("found");
    await expect(row(page, "192.0.2.99")).toContainText("found: 192.0.2.11");
    await expect(row(page, "hidden")).toContainText("not found");
    await chip(page, "Not found by the scan 2").click();
    await expect(page.getByText("2 of 4 shown")).toBeVisible();
  });

  test("missing dots and a repeated domain have their fix, and their line is quoted", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    const lines = ["api.bakery.example 600 IN A 192.0.2.1", "@ 600 IN MX 10 mx.oldhost.example"];
    await showPreview(page, lines.join("\n"));
    const problem = (line: number) => page.getByRole("listitem").filter({ hasText: new RegExp(`^line ${line}\\b`) });
    await expect(problem(1)).toContainText("repeats the domain");
    await expect(problem(1)).toContainText(lines[0] as string);
    await expect(problem(2)).toContainText("mx.oldhost.example.bakery.example");
    await page.getByRole("button", { name: "Use api.bakery.example, line 1" }).click();
    await page.getByRole("button", { name: "Use mx.oldhost.example, line 2" }).click();
    await expect(page.getByRole("listitem").filter({ hasText: /^line \d/ })).toHaveCount(0);
    await addButton(page).click();
    const plan = await openPlan(page);
    await expect(changes(plan).filter({ hasText: `A api.${ZONE}` })).toHaveCount(1);
    await expect(changes(plan).filter({ hasText: `MX ${ZONE}` })).toContainText(/mx\.oldhost\.example(?!\.bakery)/);
  });

  test("a file that is dropped is the one that is read", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    const files = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(["drop 600 IN A 192.0.2.1\n"], "dropped.zone", { type: "text/plain" }));
      return data;
    });
    await page.getByLabel("Zone file", { exact: true }).dispatchEvent("drop", { dataTransfer: files });
    await expect(page.getByText(/reads the file dropped\.zone \(24 bytes, /)).toBeVisible();
    await page.getByRole("button", { name: "Preview import" }).click();
    await expect(take(page, `A drop.${ZONE}`)).toBeChecked();
  });

  test("the preview is accessible in both themes and fits a narrow screen", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, { ...address("shop", 10), ttl: 300 });
    await openTransfer(page, sandbox, ZONE);
    await showPreview(page, `shop 300 IN A 192.0.2.20\nbad 300 IN A 192.0.2.999\nkey TXT ${"v".repeat(90)} ${"w".repeat(90)}`, REPLACE);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await expectNoAxeViolations(page);
    }
    await page.setViewportSize({ width: 375, height: 800 });
    expect(await scrollsSideways(page)).toBe(false);
    await expectNoAxeViolations(page);
  });

  test("findings are saved before anything is accepted", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    const open = page.getByRole("button", { name: "Export findings" });
    const source = provider === BUNNY ? "bunny" : "cloudflare";
    const save = async (entry: string) => {
      await open.click();
      const item = page.getByRole("menuitem", { name: entry });
      await expect(page.getByRole("menuitem").first()).toBeFocused();
      const [download] = await Promise.all([page.waitForEvent("download"), item.click()]);
      expect(download.suggestedFilename()).toMatch(new RegExp(`^bakery\\.example-\\d{4}-\\d\\d-\\d\\d-${source}-findings\\.`));
      return readFile(await download.path(), "utf8");
    };
    expect(await save("Zone file")).toContain("192.0.2.12");
    const told = page.getByRole("dialog", { name: "Export findings" });
    if (await told.isVisible()) await told.getByRole("button", { name: "Close" }).click();
    expect((await save("CSV")).split("\r\n").length).toBe(sandbox.found(ZONE) + 2);
    expect(JSON.parse(await save("JSON")).records).toHaveLength(sandbox.found(ZONE));
    await expectPlanned(page, 0);
    await open.click();
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("menuitem", { name: "CSV" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("menu")).toHaveCount(0);
    await expect(open).toBeFocused();
  });
});
