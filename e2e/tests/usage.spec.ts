// What the provider tells beside the records: everything about one of them, and how many there may be.
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { CLOUDFLARE } from "../providers.ts";
import { button, changes, expectPlanned, openPlan, openRecords, preview } from "../steps.ts";

test.use({ provider: CLOUDFLARE });

/** Opens the details of `TYPE NAME`. */
async function openDetails(page: Page, title: string) {
  await button(page, "Show", title).click();
  return page.getByRole("dialog", { name: "Record", exact: true });
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

test("the details of a record: when it was made and changed, and what is set", async ({ page, sandbox }) => {
  const domain = "northwind.example";
  await sandbox.patch(domain, `A mail.${domain}`, { settings: { ipv4_only: true }, comment: "the mail host" });
  const record = await sandbox.record(domain, `A mail.${domain}`);
  const moment = (text: unknown) => String(text).slice(0, 16).replace("T", " ");
  await openRecords(page, sandbox, domain);
  const details = await openDetails(page, `A mail.${domain}`);
  await expect(details).toContainText("198.51.100.20");
  const value = (name: string) => details.locator("dt", { hasText: new RegExp(`^${name}$`) }).locator("+ dd");
  await expect(value("Created")).toHaveText(`${moment(record.created_on)} UTC`);
  await expect(value("Changed")).toHaveText(`${moment(record.modified_on)} UTC`);
  await expect(value("Can be proxied")).toHaveText("yes");
  await expect(value("settings.ipv4_only")).toHaveText("true");
  await details.getByRole("button", { name: "Close" }).click();
  await expect(details).toHaveCount(0);
});

test("the details of a record of another product say why it is read only", async ({ page, sandbox }) => {
  await openRecords(page, sandbox, "managed-record.example");
  const details = await openDetails(page, "A managed.managed-record.example");
  await expect(details).toContainText("managed by another product of the provider: read-only");
  await expect(details.locator("dt", { hasText: "meta.read_only" })).toBeVisible();
});

test("the meter tells how many records are used, and a plan that goes over it warns", async ({ page, sandbox }) => {
  const domain = "tiny-quota.example";
  await openRecords(page, sandbox, domain);
  const meter = page.getByRole("meter", { name: "Records used" });
  await expect(meter).toHaveAttribute("value", "1");
  await expect(meter).toHaveAttribute("max", "3");
  await expect(page.getByText("1 of 3 records used")).toBeVisible();
  await page.getByRole("link", { name: "Import & export" }).click();
  const warning =
    "The zone would hold 4 records and may hold 3: 2 of the 3 new records fit and will be written. The other one stays in the plan and is not sent.";
  await preview(page, ["a", "b", "c"].map((name, last) => `${name} 600 IN A 192.0.2.${last}`).join("\n"));
  await expectPlanned(page, 3);
  const plan = await openPlan(page);
  await expect(plan).toContainText(warning);
  await plan.getByRole("button", { name: "Back" }).click();
  await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
  await preview(page, ["a", "b"].map((name, last) => `${name} 600 IN A 192.0.2.${last}`).join("\n"));
  await expectPlanned(page, 2);
  await expect(changes(await openPlan(page))).toHaveCount(2);
  await expect(plan).not.toContainText("may hold");
});

test("of a plan that goes over the quota what fits is written, and what has no room is told", async ({ page, sandbox }) => {
  const domain = "tiny-quota.example";
  await openRecords(page, sandbox, domain);
  await page.getByRole("link", { name: "Import & export" }).click();
  await preview(page, ["a", "b", "c"].map((name, last) => `${name} 600 IN A 192.0.2.${last}`).join("\n"));
  await expectPlanned(page, 3);
  const plan = await openPlan(page);
  await plan.getByRole("button", { name: "Apply", exact: true }).click();
  await expect(page.getByRole("status")).toContainText("Applied: 2 succeeded, 1 failed");
  await expect(changes(plan).filter({ hasText: `A c.${domain}` })).toContainText("Not sent: the zone has reached its record limit");
  expect(await sandbox.held(domain)).toHaveLength(3);
  await plan.getByRole("button", { name: "Back" }).click();
  await expectPlanned(page, 1);
  await expect(await openPlan(page)).toContainText("it has no room for the new record, which will not be sent");
});

test("a limit that is the account's is said in words", async ({ page, sandbox }) => {
  await openRecords(page, sandbox, "account-quota.example");
  await expect(page.getByText("The record limit is per account, not per zone.")).toBeVisible();
  await expect(page.getByRole("meter", { name: "Records used" })).toHaveCount(0);
});
