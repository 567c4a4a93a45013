// The zone as a whole, where the page manages it: settings, signing, queries, a certificate, its end.
import type { Locator, Page } from "@playwright/test";
import { ZONE } from "../bakery.ts";
import { expect, test } from "../fixtures.ts";
import { BUNNY, CLOUDFLARE } from "../providers.ts";
import { openTransfer } from "../steps.ts";

/** Opens a part of the zone's card. */
async function open(page: Page, part: string): Promise<void> {
  await page.getByText(part, { exact: true }).click();
}

function box(page: Page, label: string): Locator {
  return page.getByRole("textbox", { name: label, exact: true });
}

async function readSettings(page: Page): Promise<void> {
  await open(page, "Settings");
  await page.getByRole("button", { name: "Read settings" }).click();
  await expect(box(page, "SOA mail address")).toBeVisible();
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

test.describe(BUNNY.title, () => {
  test("settings are read and written, and those that nobody touched stay", async ({ page, sandbox }) => {
    const before = await sandbox.told(ZONE);
    await openTransfer(page, sandbox, ZONE);
    await readSettings(page);
    await expect(box(page, "SOA mail address")).toHaveValue(String(before.SoaEmail));
    await expect(box(page, "First name server")).toHaveValue(String(before.Nameserver1));
    await box(page, "SOA mail address").fill("dns@bakery.example");
    await page.getByRole("checkbox", { name: "Own name servers" }).check();
    await box(page, "First name server").fill("ns1.bakery.example");
    await box(page, "Second name server").fill("ns2.bakery.example");
    await page.getByRole("checkbox", { name: "Log queries" }).check();
    await page.getByRole("checkbox", { name: "Anonymise addresses in the log" }).uncheck();
    await page.getByRole("button", { name: "Save settings" }).click();
    await expect(page.getByText("The settings are saved.")).toBeVisible();
    const changed = {
      SoaEmail: "dns@bakery.example",
      CustomNameserversEnabled: true,
      Nameserver1: "ns1.bakery.example",
      Nameserver2: "ns2.bakery.example",
      LoggingEnabled: true,
      LoggingIPAnonymizationEnabled: false,
    };
    const after = await sandbox.told(ZONE);
    expect(after).toMatchObject(changed);
    for (const [name, value] of Object.entries(before)) {
      const isTime = /^Date|NextCheck$/.test(name);
      if (!(name in changed) && !isTime) expect(after[name], name).toEqual(value);
    }
  });

  test("settings that are refused are told in the provider's words", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    await readSettings(page);
    await box(page, "SOA mail address").fill("nobody");
    await page.getByRole("button", { name: "Save settings" }).click();
    await expect(page.getByRole("alert")).toContainText("This is not a mail address");
    await expect(page.getByText("The settings are saved.")).toHaveCount(0);
    await expect(box(page, "SOA mail address")).toHaveValue("nobody");
  });

  test("a zone is signed, its DS is there to copy, and it is signed no more", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    await readSettings(page);
    await page.getByRole("button", { name: "Switch DNSSEC on" }).click();
    await expect(page.getByText(/^The zone is signed\./)).toBeVisible();
    await expect(page.getByText(/\bDS \d+ \d+ \d+ [0-9A-Fa-f]+/)).toBeVisible();
    expect((await sandbox.told(ZONE)).DnsSecEnabled).toBe(true);
    await page.getByRole("button", { name: "Switch DNSSEC off" }).click();
    await expect(page.getByText(/^The zone is signed no more\./)).toBeVisible();
    await expect(page.getByText(/\bDS \d+ \d+ \d+/)).toHaveCount(0);
    expect((await sandbox.told(ZONE)).DnsSecEnabled).toBe(false);
  });

  test("queries are shown over time and by type", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    await open(page, "Queries");
    await page.getByRole("button", { name: "Read statistics" }).click();
    await expect(page.getByText(/^\d+ quer(y|ies)$/)).toBeVisible();
    const bars = page.getByRole("list", { name: "Queries over time" }).getByRole("listitem");
    await expect(bars.first()).toHaveText(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC: \d+$/);
    expect(await bars.count()).toBeGreaterThan(1);
    await expect(page.getByRole("list", { name: "Queries by type" }).getByRole("listitem").first()).toHaveText(/^[A-Z]+ \d+$/);
  });

  test("a certificate is asked for, for a name of the zone only", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    await open(page, "Certificate");
    const issue = page.getByRole("button", { name: "Issue certificate" });
    await box(page, "Name for the certificate").fill("a..b");
    await issue.click();
    await expect(page.getByRole("alert")).toBeVisible();
    await box(page, "Name for the certificate").fill("www.elsewhere.example");
    await issue.click();
    await expect(page.getByRole("alert")).toContainText("not one of this zone");
    await box(page, "Name for the certificate").fill(`www.${ZONE}`);
    await issue.click();
    await expect(page.getByText(/^The certificate was asked for\./)).toBeVisible();
    await expect(page.getByRole("alert")).toHaveCount(0);
  });

  test("a zone is deleted only after its name was typed", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    await open(page, "Delete the zone");
    const remove = page.getByRole("button", { name: "Delete zone" });
    const word = box(page, "Type the zone's name to confirm");
    await expect(remove).toBeDisabled();
    await word.fill("bakery");
    await expect(remove).toBeDisabled();
    await word.fill(ZONE);
    await remove.click();
    await expect(page.getByRole("heading", { name: "Zones" })).toBeVisible();
    await expect(page.getByRole("link", { name: "northwind.example" })).toBeVisible();
    await expect(page.getByRole("link", { name: ZONE })).toHaveCount(0);
    await expect(sandbox.zone(ZONE)).rejects.toThrow();
  });
});

test.describe(CLOUDFLARE.title, () => {
  test.use({ provider: CLOUDFLARE });

  test("zones are not managed here", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    await expect(page.getByRole("heading", { name: "The zone itself" })).toHaveCount(0);
  });
});
