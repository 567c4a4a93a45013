// What the latest scan has not found any more, or what was decided elsewhere: told, counted out, and written
// only when its own row is asked for.
import type { Locator, Page } from "@playwright/test";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { BUNNY } from "../providers.ts";
import type { Sandbox } from "../sandbox.ts";
import { apply, button, changes, expectApplied, expectPlanned, grid, openPlan, openScanned, row, rows } from "../steps.ts";

/** Every second scan of it finds neither of these, where a scan's result is its own. */
const ZONE = "finds-less.example";
const BLOG = `CNAME blog.${ZONE}`;
const FTP = `A ftp.${ZONE}`;
const API = `A api.${ZONE}`;
const GONE = "not found by the latest scan";

/** Scans again, so that blog and ftp are gone: not found, or decided elsewhere. */
async function findLess(page: Page, sandbox: Sandbox): Promise<void> {
  if (sandbox.provider !== BUNNY) {
    await sandbox.dismiss(ZONE, BLOG);
    await sandbox.dismiss(ZONE, FTP);
  }
  await page.getByRole("button", { name: "Start scan" }).click();
  await expectNumber(page, sandbox.found(ZONE) - 2);
}

/** The status region tells so many, which are the rows that the latest scan has found. */
async function expectNumber(page: Page, found: number): Promise<void> {
  const status = page.getByRole("status").filter({ hasText: /records? found/ });
  await expect(status).toContainText(new RegExp(`\\b${found} records found`), { timeout: 40_000 });
  await expect(rows(page).filter({ hasNotText: GONE })).toHaveCount(found);
}

function missing(page: Page): Locator {
  return rows(page).filter({ hasText: GONE });
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider((provider) => {
  test("what is not found any more is told, counted out, and not written by any act for many", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    const types = page.getByRole("group", { name: "Types" });
    await expect(types.getByRole("button", { name: /^CNAME/ })).toHaveText(/2$/);
    await button(page, "Accept", BLOG).click();
    await button(page, "Accept", API).click();
    await expectPlanned(page, 2);
    await findLess(page, sandbox);
    await expect(missing(page)).toHaveCount(2);
    await expect(row(page, BLOG)).toContainText(GONE);
    await expect(row(page, FTP)).toContainText(GONE);
    if (provider !== BUNNY) await expect(row(page, FTP)).toContainText("decided elsewhere");
    await expect(button(page, "Accept", BLOG)).toHaveAttribute("aria-pressed", "true");
    await expectPlanned(page, 1);
    await expect(page.getByText(`1 decision is not in the plan: ${GONE}`)).toBeVisible();
    await expect(types.getByRole("button", { name: /^CNAME/ })).toHaveText(/1$/);
    await page.getByRole("button", { name: "Accept all shown" }).click();
    await expect(page.getByRole("status").filter({ hasText: "left:" })).toContainText(`2 ${GONE}`);
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await expectPlanned(page, 1);
    const plan = await openPlan(page);
    await expect(changes(plan)).toHaveText([/^Accept A api/]);
  });

  test("after a reload the number is that of the rows, and one press on the row writes it", async ({ page, sandbox }) => {
    const before = await sandbox.held(ZONE);
    await openScanned(page, sandbox, ZONE);
    await button(page, "Accept", BLOG).click();
    await findLess(page, sandbox);
    await expectPlanned(page, 0);
    await page.reload();
    await expectNumber(page, sandbox.found(ZONE) - 2);
    await expect(missing(page)).toHaveCount(1);
    await expect(row(page, BLOG)).toContainText(GONE);
    await expect(button(page, "Accept", BLOG)).toHaveAttribute("aria-pressed", "true");
    await expectPlanned(page, 0);
    await button(page, "Accept", BLOG).click();
    await expect(button(page, "Accept", BLOG)).toHaveAttribute("aria-pressed", "true");
    await expectPlanned(page, 1);
    await page.reload();
    await expectNumber(page, sandbox.found(ZONE) - 2);
    await expectPlanned(page, 1);
    await apply(page);
    await expectApplied(page, 1, 0);
    expect(await sandbox.held(ZONE)).toHaveLength(before.length + 1);
  });

  test("a second press takes the decision back", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await findLess(page, sandbox);
    await button(page, "Accept", BLOG).click();
    await expectPlanned(page, 1);
    await button(page, "Accept", BLOG).click();
    await expectPlanned(page, 0);
    await expect(button(page, "Accept", BLOG)).toHaveAttribute("aria-pressed", "false");
  });

  test("what is found again is there as it was", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await button(page, "Accept", BLOG).click();
    await button(page, "Reject", FTP).click();
    if (provider === BUNNY) {
      await findLess(page, sandbox);
      await expectPlanned(page, 0);
    } else {
      // Its list has fewer for one reading, and then all again.
      const { less, all } = await lessFor(page, sandbox);
      await page.getByRole("button", { name: "Start scan" }).click();
      await less;
      await expectNumber(page, sandbox.found(ZONE) - 2);
      await expectPlanned(page, 0);
      all();
    }
    await page.getByRole("button", { name: "Start scan" }).click();
    await expectNumber(page, sandbox.found(ZONE));
    await expect(missing(page)).toHaveCount(0);
    await expectPlanned(page, 2);
    await expect(button(page, "Reject", FTP)).toHaveAttribute("aria-pressed", "true");
  });

  test("a reading that is not whole, or fails, takes nothing away", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await button(page, "Accept", BLOG).click();
    let readings = 0;
    await page.route(provider.reading, async (route) => {
      readings += 1;
      const answer = await route.fetch();
      const body = await answer.json();
      if (readings === 1) return route.fulfill({ status: 500, body: "" });
      if (provider === BUNNY) body.Records = null;
      else {
        body.result = body.result.slice(0, 3);
        body.result_info = { page: 1, per_page: 3, count: 3, total_count: 16, total_pages: 6 };
      }
      return route.fulfill({ response: answer, json: body });
    });
    await page.getByRole("button", { name: "Start scan" }).click();
    await expect.poll(() => readings, { timeout: 40_000 }).toBeGreaterThan(1);
    await expectNumber(page, sandbox.found(ZONE));
    await expect(missing(page)).toHaveCount(0);
    await expectPlanned(page, 1);
    await expect(grid(page)).toHaveAttribute("aria-rowcount", String(sandbox.found(ZONE) + 1));
  });
});

/** Has the list miss blog and ftp until `all` is called; `less` tells that it has. */
async function lessFor(page: Page, sandbox: Sandbox): Promise<{ less: Promise<void>; all: () => void }> {
  let isLess = true;
  let tell = () => {};
  const less = new Promise<void>((resolve) => (tell = resolve));
  await page.route(sandbox.provider.reading, async (route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    if (isLess) {
      body.result = body.result.filter((record: { name: string }) => !/^(blog|ftp)\./.test(record.name));
      tell();
    }
    return route.fulfill({ response: answer, json: body });
  });
  return { less, all: () => (isLess = false) };
}
