// What is recommended for each found record, and the button that takes what is plain.
import type { Page } from "@playwright/test";
import { expect, expectNoAxeViolations, forEachProvider, test } from "../fixtures.ts";
import { CLOUDFLARE } from "../providers.ts";
import { button, connect, expectPlanned, openScanned, planButton, row } from "../steps.ts";

const ZONE = "northwind.example";

function takeButton(page: Page) {
  return page.getByRole("button", { name: /^Take \d+ recommendations?$/ });
}

/** How many recommendations the button offers. */
async function offered(page: Page): Promise<number> {
  await expect(takeButton(page)).toBeEnabled();
  return Number((await takeButton(page).textContent())?.match(/\d+/)?.[0]);
}

/** Narrows the list to these words. */
async function filter(page: Page, words: string): Promise<void> {
  await page.getByRole("searchbox", { name: "Filter records" }).fill(words);
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider((provider) => {
  test("each row says what to do with its record", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    const cases = [
      [`CNAME _domainconnect.${ZONE}`, /Leave out/],
      [`A vpn.${ZONE}`, /Accept/],
      [`CNAME selector1._domainkey.${ZONE}`, provider === CLOUDFLARE ? /Accept with a change/ : /Accept/],
      [`TXT _dmarc.${ZONE}`, /Accept/],
    ] as const;
    for (const [record, advice] of cases) {
      await filter(page, record.split(" ")[1] ?? "");
      await expect(row(page, record).getByText(advice).first()).toBeVisible();
    }
    await filter(page, "ns1.old-dns.example");
    await expect(row(page, `NS ${ZONE}`).first()).toContainText("Leave out");
    await expectNoAxeViolations(page);
  });

  test("one press takes the plain ones, says what is left, and can be undone", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await expect(planButton(page)).toBeDisabled();
    const count = await offered(page);
    expect(count).toBeGreaterThan(provider === CLOUDFLARE ? 40 : 60);
    await takeButton(page).click();
    await expectPlanned(page, count);
    const told = new RegExp(`${count} accepted as recommended, (nothing is left|left to you: \\d)`);
    await expect(page.getByText(told).first()).toBeVisible();
    const record = `CNAME _domainconnect.${ZONE}`;
    await filter(page, "_domainconnect");
    await expect(button(page, "Accept", record)).toHaveAttribute("aria-pressed", "false");
    await filter(page, "");
    await expect(page.getByRole("button", { name: "Take 0 recommendations" })).toBeDisabled();
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await expect(planButton(page)).toBeDisabled();
    await expect(takeButton(page)).toHaveText(`Take ${count} recommendations`);
  });

  test("a decision of one's own is not taken back", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, "bakery.example");
    const count = await offered(page);
    const record = "A blog.bakery.example";
    await button(page, "Reject", record).click();
    await expect(takeButton(page)).toHaveText(`Take ${count - 1} recommendations`);
    await takeButton(page).click();
    await expectPlanned(page, count);
    await expect(button(page, "Reject", record)).toHaveAttribute("aria-pressed", "true");
  });

  // Only there the sandbox has a zone of that size.
  if (provider !== CLOUDFLARE) return;

  test("recommendations for ten thousand records are taken at once", async ({ page, sandbox }) => {
    const zone = await sandbox.zone("generated-10000.example");
    await page.goto(`./#/zone/${zone}/discover`);
    await connect(page, provider, sandbox.key);
    await expect(page.getByText("10000 of 10000 shown")).toBeVisible({ timeout: 60_000 });
    await expect(takeButton(page)).toBeEnabled({ timeout: 30_000 });
    const count = await offered(page);
    expect(count).toBeGreaterThan(1_000);
    await takeButton(page).click();
    await expectPlanned(page, count);
  });
});
