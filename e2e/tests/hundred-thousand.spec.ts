// A hundred thousand found records, reviewed without a mouse. How fast that is, the benchmark measures
// (docs/benchmarks.md); here it has to be right.
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { CLOUDFLARE } from "../providers.ts";
import { connect, expectPlanned, grid, press, rows, tabTo } from "../steps.ts";

const ZONE = "generated-100000.example";
const ALL = 100_000;
/** The sandbox writes 36 MB, and the page reads them. */
const PATIENCE = { timeout: 120_000 };

test.use({ provider: CLOUDFLARE });

function shown(page: Page, count: number): Locator {
  return page.getByText(`${count} of ${ALL} shown`);
}

test("a hundred thousand found records are reviewed by keys alone", async ({ page, sandbox, guard }) => {
  test.setTimeout(300_000);
  guard.expectHttpErrors();
  await page.goto(`./#/zone/${await sandbox.zone(ZONE)}/discover`);
  await connect(page, sandbox.provider, sandbox.key);
  await expect(shown(page, ALL)).toBeVisible(PATIENCE);
  await expect(grid(page)).toHaveAttribute("aria-rowcount", String(ALL + 1));

  await tabTo(page, grid(page));
  await press(page, "ArrowDown", "a");
  await expectPlanned(page, 1);
  // The cursor has gone on to the next one that waits.
  await press(page, "r", "a", "u");
  await expectPlanned(page, 3);
  await press(page, "Control+End", "r");
  await expectPlanned(page, 4);
  await expect(rows(page).last()).toHaveAttribute("aria-rowindex", String(ALL + 1));
  await expect(rows(page).last().getByRole("button", { name: /^Reject/ })).toHaveAttribute("aria-pressed", "true");
  expect(await rows(page).count()).toBeLessThanOrEqual(60);
  await press(page, "Control+Home", "x", "PageDown", "x");
  await expect(page.getByText(`2 of ${ALL} selected`)).toBeVisible();

  // What a filter lets through is decided at once, from the keyboard too.
  await press(page, "/");
  const filter = page.getByRole("searchbox", { name: "Filter records" });
  await expect(filter).toBeFocused();
  await page.keyboard.type("_dmarc");
  await expect(shown(page, ALL)).toHaveCount(0);
  const told = await page.getByText(` of ${ALL} shown`).textContent();
  const hits = Number.parseInt(String(told), 10);
  expect(hits).toBeGreaterThan(0);
  await expect(grid(page)).toHaveAttribute("aria-rowcount", String(hits + 1));
  await tabTo(page, page.getByRole("button", { name: "Reject all shown" }));
  await press(page, "Enter");
  await expect(rows(page).first().getByRole("button", { name: /^Reject/ })).toHaveAttribute("aria-pressed", "true");

  // A reload finds every decision again.
  const plan = await page.getByRole("button", { name: /^Review plan/ }).textContent();
  await page.reload();
  await expect(page.getByText(` of ${ALL} shown`)).toBeVisible(PATIENCE);
  await expect(page.getByRole("button", { name: String(plan) })).toBeVisible(PATIENCE);
});
