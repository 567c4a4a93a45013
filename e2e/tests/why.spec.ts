// "Why is this here?": what is known about the record under the cursor.
import type { Locator, Page } from "@playwright/test";
import { expect, expectNoAxeViolations, forEachProvider, test } from "../fixtures.ts";
import { CLOUDFLARE } from "../providers.ts";
import { activeRow, button, expectPlanned, grid, openScanned, press, row, scrollsSideways } from "../steps.ts";

const ZONE = "northwind.example";
const WIDE = { width: 1600, height: 900 };

function panel(page: Page): Locator {
  return page.getByRole("complementary", { name: "Why is this here?" });
}

function fold(page: Page): Locator {
  return panel(page).getByRole("button", { name: /^Why is this here\?/ });
}

/** Narrows the list to a record and moves the cursor there. */
async function goTo(page: Page, record: string): Promise<void> {
  await page.getByRole("searchbox", { name: "Filter records" }).fill(record.split(" ")[1] ?? "");
  await row(page, record).first().getByRole("gridcell").nth(2).click();
  await expect(panel(page)).toContainText(record);
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider((provider) => {
  test.describe("on a wide screen", () => {
    test.use({ viewport: WIDE });

    test("it stands beside the list and follows the arrow keys, and the list keeps the focus", async ({ page, sandbox }) => {
      await openScanned(page, sandbox, ZONE);
      await expect(fold(page)).toHaveAttribute("aria-expanded", "true");
      await grid(page).focus();
      await press(page, "ArrowDown", "ArrowDown");
      for (let step = 0; step < 3; step += 1) {
        await press(page, "ArrowDown");
        const name = await (await activeRow(grid(page))).getByRole("checkbox").getAttribute("aria-label");
        // The checkbox is called by the record, and by its content where others share the name.
        await expect(panel(page)).toContainText((name ?? "").split(" ").slice(1, 3).join(" "));
      }
      await expect(grid(page)).toBeFocused();
      const [list, side] = [await grid(page).boundingBox(), await panel(page).boundingBox()];
      expect((list?.x ?? 0) + (list?.width ?? 0)).toBeLessThanOrEqual(side?.x ?? 0);
      expect(await scrollsSideways(page)).toBe(false);
      await expectNoAxeViolations(page);
    });

    test("it says what a record is for, what refers to it and what its policy means", async ({ page, sandbox }) => {
      await openScanned(page, sandbox, ZONE);
      await goTo(page, `A mx1.${ZONE}`);
      await expect(panel(page)).toContainText("Mail");
      await expect(panel(page).getByText(`MX ${ZONE}`).first()).toBeVisible();
      await expect(panel(page).getByText("sends mail here").first()).toBeVisible();
      await expect(panel(page)).toContainText(`Found by ${provider.title}’s scan`);
      await goTo(page, `TXT _dmarc.${ZONE}`);
      await expect(panel(page).getByText("Mail that fails SPF and DKIM is refused.")).toBeVisible();
      await goTo(page, `CNAME _domainconnect.${ZONE}`);
      await expect(panel(page)).toContainText("Domain Connect: tells services how to set records at this host.");
      await expect(panel(page)).toContainText("Proved: the name begins with _domainconnect (seen 2026-11).");
      await expect(panel(page)).toContainText("Leave out");
    });

    test("a recommendation is carried out from there, and undone", async ({ page, sandbox }) => {
      await openScanned(page, sandbox, ZONE);
      const record = provider === CLOUDFLARE ? `CNAME selector1._domainkey.${ZONE}` : `A vpn.${ZONE}`;
      await goTo(page, record);
      await expect(panel(page)).toContainText(provider === CLOUDFLARE ? "Accept with a change: Turn the proxy off" : "Accept");
      await panel(page).getByRole("button", { name: "Take this recommendation" }).click();
      await expectPlanned(page, 1);
      await expect(button(page, "Accept", record)).toHaveAttribute("aria-pressed", "true");
      if (provider === CLOUDFLARE) await expect(row(page, record)).toContainText("proxied → not proxied");
      await page.getByRole("button", { name: "Undo", exact: true }).click();
      await expect(button(page, "Accept", record)).toHaveAttribute("aria-pressed", "false");
    });

    test("what the zone has instead is told, with what differs", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, { type: "A", name: "vpn", content: "203.0.113.61" });
      await openScanned(page, sandbox, ZONE);
      await goTo(page, `A vpn.${ZONE}`);
      await expect(panel(page).getByRole("heading", { name: "In the zone instead" })).toBeVisible();
      await expect(panel(page).locator("mark")).toHaveText("1");
    });
  });

  test("on a laptop it is a strip below the list that unfolds and stays so", async ({ page, sandbox }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await openScanned(page, sandbox, ZONE);
    await expect(fold(page)).toHaveAttribute("aria-expanded", "false");
    await page.getByRole("searchbox", { name: "Filter records" }).fill("_dmarc");
    await row(page, `TXT _dmarc.${ZONE}`).getByRole("gridcell").nth(2).click();
    await expect(fold(page)).toContainText("Mail · Accept");
    await fold(page).click();
    await expect(panel(page).getByText("Mail that fails SPF and DKIM is refused.")).toBeVisible();
    // The list is still a table, not cards.
    const box = await grid(page).boundingBox();
    expect(box?.width ?? 0).toBeGreaterThan(56 * 16);
    await expectNoAxeViolations(page);
    await page.reload();
    await expect(fold(page)).toHaveAttribute("aria-expanded", "true");
  });

  test("on a phone it does not make the page wider", async ({ page, sandbox }) => {
    await page.setViewportSize({ width: 375, height: 800 });
    await openScanned(page, sandbox, "bakery.example");
    await fold(page).click();
    await button(page, "Show", "A blog.bakery.example").first().click();
    await press(page, "Escape");
    await expect(panel(page)).toContainText("A blog.bakery.example");
    expect(await scrollsSideways(page)).toBe(false);
    await expectNoAxeViolations(page);
  });
});
