// The messy old zone: hundreds of rows of which few are in the page, and texts meant to do harm.
import type { Locator } from "@playwright/test";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { CLOUDFLARE } from "../providers.ts";
import { activeRow, changes, expectPlanned, grid, openScanned, planPage, rows } from "../steps.ts";

const ZONE = "oldtown.example";

test.beforeEach(async ({ page, sandbox, guard }) => {
  guard.expectHttpErrors();
  page.on("dialog", (dialog) => {
    throw new Error(`a text was run: ${dialog.message()}`);
  });
  await openScanned(page, sandbox, ZONE);
});

forEachProvider((provider) => {
  test("only rows in sight are in the page, and the grid tells of all", async ({ page, sandbox }) => {
    const all = sandbox.found(ZONE);
    await expect(page.getByText(`${all} of ${all} shown`)).toBeVisible();
    await expect(grid(page)).toHaveAttribute("aria-rowcount", String(all + 1));
    const headers = await grid(page).getByRole("columnheader").count();
    await expect(grid(page)).toHaveAttribute("aria-colcount", String(headers));
    expect(await rows(page).count()).toBeLessThanOrEqual(60);
    await expect(rows(page).first()).toHaveAttribute("aria-rowindex", "2");
    await grid(page).focus();
    await page.keyboard.press("Control+End");
    await expect(rows(page).last()).toHaveAttribute("aria-rowindex", String(all + 1));
    await expect(rows(page).last()).toBeInViewport();
    expect(await rows(page).count()).toBeLessThanOrEqual(60);
    await grid(page).hover();
    await page.mouse.wheel(0, -100_000);
    await expect(rows(page).first()).toHaveAttribute("aria-rowindex", "2");
    expect(await rows(page).count()).toBeLessThanOrEqual(60);
  });

  test("a decision under the pointer leaves the list where it is", async ({ page }) => {
    await page.getByRole("group", { name: "Decision" }).getByRole("button", { name: /^Undecided/ }).click();
    await grid(page).hover();
    await page.mouse.wheel(0, 500);
    await expect.poll(() => grid(page).evaluate((element) => element.scrollTop)).toBeGreaterThan(400);
    const before = await grid(page).evaluate((element) => element.scrollTop);
    const box = (row: Locator) => row.getByRole("checkbox");
    // In the middle of what is in sight, where nothing has to be scrolled for it; rows stand in any order in the page.
    const index = await rows(page).evaluateAll((rows) => {
      const middle = (rows[0]?.closest("[role=grid]")?.getBoundingClientRect().top ?? 0) + 200;
      const below = rows.filter((row) => row.getBoundingClientRect().top > middle && !row.querySelector<HTMLButtonElement>("button.accept")?.disabled);
      return Math.min(...below.map((row) => Number(row.getAttribute("aria-rowindex"))));
    });
    const accepted = grid(page).locator(`[aria-rowindex="${index}"]`);
    const name = (await box(accepted).getAttribute("aria-label")) ?? "";
    const next = await box(grid(page).locator(`[aria-rowindex="${index + 1}"]`)).getAttribute("aria-label");
    await accepted.getByRole("button", { name: /^Accept/ }).click();
    await expect(rows(page).getByRole("checkbox", { name, exact: true })).toHaveCount(0);
    const active = await activeRow(grid(page));
    await expect(box(active)).toHaveAttribute("aria-label", next ?? "");
    expect(await grid(page).evaluate((element) => element.scrollTop)).toBe(before);
  });

  test("no text of a record is taken for more than text", async ({ page }) => {
    const texts = [
      ["<script>", "<script>alert(1)</script>"],
      ["onerror", '"><img src=x onerror=alert(document.domain)>'],
      ["svg", "</textarea></style></title><svg onload=alert(1)>"],
      ["onmouseover", "' onmouseover='alert(1)"],
      ["javascript:", "javascript:alert(1)"],
      ["jndi", "${jndi:ldap://192.0.2.66/x} {{7*7}} %s%n <%= 1 %>"],
    ] as const;
    const filter = page.getByRole("searchbox", { name: "Filter records" });
    for (const [word, text] of texts) {
      await filter.fill(word);
      await expect(rows(page)).toHaveCount(1);
      await expect(rows(page)).toContainText(text);
      await expect(grid(page).locator("script, img, svg, iframe, a, style")).toHaveCount(0);
      await rows(page).hover();
      await rows(page).getByRole("button", { name: /^Accept/ }).click();
    }
    await filter.fill("");
    await page.getByRole("button", { name: /^Review plan/ }).click();
    const plan = planPage(page);
    for (const [, text] of texts) await expect(plan).toContainText(text);
    await expect(plan.locator("script, img, svg, iframe, a, style")).toHaveCount(0);
  });

  test("what all rows are decided is kept for those out of sight", async ({ page }) => {
    await page.getByRole("button", { name: "Accept all shown" }).click();
    const planned = Number((await page.getByRole("button", { name: /^Review plan/ }).textContent())?.match(/\d+/)?.[0]);
    expect(planned).toBeGreaterThan(300);
    await grid(page).focus();
    await page.keyboard.press("Control+End");
    await expect(rows(page).last().getByRole("button", { name: /^Accept/ })).toHaveAttribute("aria-pressed", "true");
    await page.getByRole("searchbox", { name: "Filter records" }).fill("aaaa");
    await page.getByRole("button", { name: "Clear decisions" }).click();
    await page.getByRole("searchbox", { name: "Filter records" }).fill("");
    const left = Number((await page.getByRole("button", { name: /^Review plan/ }).textContent())?.match(/\d+/)?.[0]);
    expect(left).toBeLessThan(planned);
    await page.getByRole("button", { name: "Clear decisions" }).click();
    await expectPlanned(page, 0);
  });

  test("hundreds of records are written, each once", async ({ page, sandbox }) => {
    const before = await sandbox.held(ZONE);
    await page.getByRole("button", { name: "Accept all shown" }).click();
    await page.getByRole("button", { name: /^Review plan/ }).click();
    const plan = planPage(page);
    await plan.getByRole("button", { name: "Apply", exact: true }).click();
    await expect(plan.getByRole("progressbar")).toBeVisible();
    await expect(page.getByRole("status")).toContainText(/Applied: \d+ succeeded, \d+ failed/, { timeout: 40_000 });
    const told = (await page.getByRole("status").textContent())?.match(/Applied: (\d+) succeeded, (\d+) failed/);
    const held = await sandbox.held(ZONE);
    expect(held.length - before.length).toBe(Number(told?.[1]));
    if (provider === CLOUDFLARE) expect(new Set(held).size).toBe(held.length);
    // What fails is what cannot be there: a CNAME beside something else, and texts refused as they are.
    for (const failure of await changes(plan).filter({ has: page.getByRole("button", { name: /^Retry / }) }).all()) {
      await expect(failure).toContainText(/CNAME|refused|in the way|NS /);
    }
  });
});
