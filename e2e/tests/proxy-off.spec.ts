// The proxy of found records: told where it breaks something, and turned off for many at once without deciding.
import type { Page } from "@playwright/test";
import { expect, expectNoAxeViolations, forEachProvider, test } from "../fixtures.ts";
import { CLOUDFLARE } from "../providers.ts";
import { apply, button, changes, connect, expectApplied, expectFound, expectPlanned, openPlan, openScanned, row } from "../steps.ts";

const ZONE = "bakery.example";
const MAIL = `CNAME mail.${ZONE}`;
const BLOG = `A blog.${ZONE}`;

function act(page: Page, name: string) {
  return page.getByRole("button", { name, exact: true });
}

const SOME = "Turn the proxy off where it breaks something";
const ALL = "Turn the proxy off for all found";

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider((provider) => {
  if (provider !== CLOUDFLARE) {
    test("where there is no proxy there is nothing to turn off", async ({ page, sandbox }) => {
      await openScanned(page, sandbox, ZONE);
      await expect(act(page, SOME)).toHaveCount(0);
      await expect(act(page, ALL)).toHaveCount(0);
    });
    return;
  }

  test("it is turned off where it breaks something, and nothing is decided", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await expect(page.getByText(/^\d+ proxied, breaks 1$/)).toBeVisible();
    await expect(button(page, "Warning at", MAIL)).toBeVisible();
    await button(page, "Reject", BLOG).click();
    await expectNoAxeViolations(page);
    await act(page, SOME).click();
    await expect(row(page, MAIL)).toContainText("proxied → not proxied");
    await expect(row(page, MAIL)).toContainText("edited");
    await expect(button(page, "Warning at", MAIL)).toHaveCount(0);
    await expect(button(page, "Accept", MAIL)).toHaveAttribute("aria-pressed", "false");
    await expect(button(page, "Reject", BLOG)).toHaveAttribute("aria-pressed", "true");
    await expect(row(page, `CNAME shop.${ZONE}`)).toContainText("proxied");
    await expect(act(page, SOME)).toBeDisabled();
    await expectPlanned(page, 1);
    await page.reload();
    await expectFound(page, sandbox, ZONE);
    await expect(row(page, MAIL)).toContainText("edited");
    await button(page, "Accept", MAIL).click();
    const plan = await openPlan(page);
    await expect(changes(plan).filter({ hasText: /^Accept CNAME mail/ })).toContainText("not proxied");
    await page.keyboard.press("Escape");
    await apply(page);
    await expectApplied(page, 2, 0);
    expect(await sandbox.record(ZONE, MAIL)).toMatchObject({ proxied: false });
  });

  test("what it breaks of thousands is told, and it is turned off there alone", async ({ page, sandbox }) => {
    const zone = await sandbox.zone("generated-10000.example");
    await page.goto(`./#/zone/${zone}/discover`);
    await connect(page, provider, sandbox.key);
    await expect(page.getByText("10000 of 10000 shown")).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText(/^\d+ proxied, breaks \d+$/)).toBeVisible();
    await act(page, SOME).click();
    await expect(page.getByText(/^\d{4} proxied, breaks nothing known$/)).toBeVisible();
    await expect(act(page, SOME)).toBeDisabled();
  });

  test("it is turned off for all found, decided or not, and taken back", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await button(page, "Accept", BLOG).click();
    await act(page, ALL).click();
    await expect(page.getByText("None proxied")).toBeVisible();
    await expect(button(page, "Accept", BLOG)).toHaveAttribute("aria-pressed", "true");
    await expectPlanned(page, 1);
    for (const record of [MAIL, BLOG, `CNAME shop.${ZONE}`]) await expect(row(page, record)).toContainText("edited");
    await act(page, "Undo").click();
    await expect(page.getByText(/^\d+ proxied/)).toBeVisible();
    await expect(row(page, MAIL)).not.toContainText("edited");
    await expect(button(page, "Accept", BLOG)).toHaveAttribute("aria-pressed", "true");
    await expectPlanned(page, 1);
  });
});
