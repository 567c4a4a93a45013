// What is seen beside the work: how much room the list has, the plot of a scan, and the tab that counts along.
import type { Locator, Page } from "@playwright/test";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { apply, button, expectPlanned, grid, openScanned, openZone, press, rows, runUntil } from "../steps.ts";

/** The address of the tab's icon. */
function icon(page: Page): Promise<string | null> {
  return page.locator("link[rel=icon]").getAttribute("href");
}

/** How many rows stand whole in the list's window. */
async function rowsInSight(list: Locator): Promise<number> {
  return list.evaluate((list) => {
    const window = list.getBoundingClientRect();
    const header = list.querySelector("[role=row]")?.getBoundingClientRect().bottom ?? 0;
    const rows = [...list.querySelectorAll("[role=row]")].slice(1).map((row) => row.getBoundingClientRect());
    return rows.filter((row) => row.top >= header - 1 && row.bottom <= window.bottom).length;
  });
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider((provider) => {
  test("at 1280 by 800 sixteen records are in sight", async ({ page, sandbox }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await openScanned(page, sandbox, "northwind.example");
    expect(await rowsInSight(grid(page))).toBeGreaterThanOrEqual(16);
  });

  test("on a phone the first record is in the upper half", async ({ page, sandbox }) => {
    await page.setViewportSize({ width: 375, height: 800 });
    await openScanned(page, sandbox, "northwind.example");
    const first = page.getByRole("row").and(page.locator("[aria-rowindex='2']"));
    expect((await first.boundingBox())?.y).toBeLessThan(400);
  });

  test("a scan draws how many records it found over time, and nothing moves for it", async ({ page, sandbox }) => {
    // One of the providers tells of all records at the end, when a narrower window has no room for the plot.
    await page.setViewportSize({ width: 1920, height: 800 });
    await page.clock.install();
    await openZone(page, sandbox, "long-scan.example");
    const plot = page.getByRole("img", { name: /^Records found over time: [1-9]\d* after \d+:\d\d$/ });
    await expect(plot).toHaveCount(0);
    const before = (await grid(page).boundingBox())?.y;
    await page.getByRole("button", { name: "Start scan" }).click();
    // The page gives a scan five minutes of its own time.
    await runUntil(page, () => expect(plot).toBeVisible({ timeout: 200 }), 300);
    const found = Number((await plot.getAttribute("aria-label"))?.match(/: (\d+) /)?.[1]);
    await expect(page.getByRole("status")).toContainText(`${found} record`);
    expect((await grid(page).boundingBox())?.y).toBe(before);
    // How it grew before the page was loaded anew is not known, and not drawn.
    await page.reload();
    await runUntil(page, () => expect(page.getByText(/· [1-9]\d* records? found$/).first()).toBeVisible({ timeout: 200 }), 300);
    await runUntil(page, async () => expect(Number(await grid(page).getAttribute("aria-rowcount"))).toBeGreaterThan(2), 300);
    await expect(plot).toHaveCount(0);
  });

  test("the tab counts along with a scan, and names zone and screen", async ({ page, sandbox }) => {
    await page.clock.install();
    await openZone(page, sandbox, "bakery.example");
    await expect(page).toHaveTitle("bakery.example · Discover · Zonesift");
    const own = await icon(page);
    await page.getByRole("button", { name: "Start scan" }).click();
    await expect(page).toHaveTitle(/^\d+ found · bakery\.example · Discover · Zonesift$/);
    expect(await icon(page)).toMatch(/^data:image\/svg/);
    const found = sandbox.found("bakery.example");
    await runUntil(page, () => expect(page.getByRole("status")).toContainText(`${found} records found`, { timeout: 200 }));
    await runUntil(page, () => expect(page).toHaveTitle("bakery.example · Discover · Zonesift", { timeout: 200 }));
    expect(await icon(page)).toBe(own);
    await page.getByRole("link", { name: "Import & export" }).click();
    await expect(page).toHaveTitle("bakery.example · Import & export · Zonesift");
  });

  test("the tab counts along with a plan, and tells of failures", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, "one-fails.example");
    const own = await icon(page);
    await page.getByRole("button", { name: "Accept all shown" }).click();
    let goOn = () => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    await page.route(provider.writes.path, async (route) => {
      if (route.request().method() === provider.writes.method) await held;
      await route.continue();
    });
    await apply(page);
    await expect(page).toHaveTitle(/^\d+ of \d+ · one-fails\.example · Plan · Zonesift$/);
    expect(await icon(page)).toMatch(/^data:image\/svg/);
    goOn();
    await expect(page).toHaveTitle(/^\d+ failed · one-fails\.example · Result · Zonesift$/);
    await page.getByRole("link", { name: "Records" }).click();
    await expect(page).toHaveTitle("one-fails.example · Records · Zonesift");
    expect(await icon(page)).toBe(own);
  });
});

test("a decision's button keeps its place and size when it is pressed", async ({ page, sandbox }) => {
  await openScanned(page, sandbox, "bakery.example");
  const accept = button(page, "Accept", "MX bakery.example").first();
  const edges = () => accept.evaluate((own) => [own.clientLeft, own.clientWidth, own.getBoundingClientRect().x]);
  const before = await edges();
  await accept.click();
  await expectPlanned(page, 1);
  expect(await edges()).toEqual(before);
});

/** The marks that rows of the list have had, each word once; a mark is gone before it could be waited for. */
async function watchMotions(page: Page): Promise<() => Promise<string[]>> {
  const seen = await grid(page).evaluateHandle((list) => {
    const words = new Set<string>();
    const look = () =>
      list.querySelectorAll("[data-motion]").forEach((row) => {
        const moved = row.getAnimations().length > 0 ? "animated" : "still";
        words.add(`${row.getAttribute("data-motion")} ${moved}`);
      });
    new MutationObserver(look).observe(list, { subtree: true, attributes: true, attributeFilter: ["data-motion"] });
    return words;
  });
  return () => seen.evaluate((words) => [...words]);
}

test.describe("for whoever does not ask for less motion", () => {
  test.use({ contextOptions: { reducedMotion: "no-preference" } });

  test("rows that come light up, and the list closes over one that goes", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, "bakery.example");
    const filter = page.getByRole("searchbox", { name: "Filter records" });
    await filter.fill("is:undecided -type:mx");
    await expect(rows(page)).not.toHaveCount(sandbox.found("bakery.example"));
    const motions = await watchMotions(page);
    await filter.fill("is:undecided");
    await expect.poll(motions).toContain("came animated");
    await button(page, "Accept", "MX bakery.example").first().click();
    await expect.poll(motions).toContain("closed animated");
    await expect.poll(motions).toContain("up animated");
    await expect(page.locator("[data-motion]")).toHaveCount(0);
    await grid(page).focus();
    await press(page, "End");
    await expect(page.locator("[data-motion]")).toHaveCount(0);
  });
});

test("whoever asks for less motion sees none", async ({ page, sandbox }) => {
  await openScanned(page, sandbox, "bakery.example");
  await page.getByRole("searchbox", { name: "Filter records" }).fill("is:undecided");
  const motions = await watchMotions(page);
  await button(page, "Accept", "MX bakery.example").first().click();
  await expect.poll(motions).toContain("closed still");
  expect((await motions()).filter((motion) => motion.endsWith("animated"))).toEqual([]);
});

test("with forced colours the name of the zone is not covered", async ({ page, sandbox }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await openScanned(page, sandbox, "bakery.example");
  const cover = page.getByRole("button", { name: "Switch zone" }).evaluate((own) => getComputedStyle(own, "::after").backgroundColor);
  expect(await cover).toMatch(/^rgba\(.*, 0\)$/);
});
