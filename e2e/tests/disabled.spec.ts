// Records that the provider keeps and does not answer with, and found records that the zone holds with
// other marks: neither is the record that is there already.
import { readFile } from "node:fs/promises";
import { ZONE } from "../bakery.ts";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { BUNNY } from "../providers.ts";
import { button, changes, connect, expectApplied, expectPlanned, goTo, openPlan, openRecords, openScanned, openTransfer, preview, recordRow, row, rows } from "../steps.ts";

const OFF = "disabled-records.example";

// Before its first scan a zone has none to read.
test.beforeEach(({ guard }) => guard.expectHttpErrors());

test.describe(BUNNY.title, () => {
  test("a disabled record says so in its row, its details and every file", async ({ page, sandbox }) => {
    await openRecords(page, sandbox, OFF);
    const mail = `A mail.${OFF}`;
    await expect(recordRow(page, mail)).toContainText("disabled");
    await expect(recordRow(page, `AAAA vpn.${OFF}`)).not.toContainText("disabled");
    await button(page, "Show", mail).click();
    const details = page.getByRole("dialog", { name: "Record", exact: true });
    await expect(details.locator("dt", { hasText: "Disabled" }).locator("+ dd")).toHaveText("yes");
    await details.getByRole("button", { name: "Close" }).click();
    await goTo(page, "Import & export");
    const saved = async (name: string) => {
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
      return readFile(await download.path(), "utf8");
    };
    const file = (await saved("Export zone file")).split("\n");
    expect(file.filter((line) => line.includes("192.0.2.25"))).toEqual([expect.stringMatching(/^; disabled: mail\s/)]);
    await expect(page.getByText(`A mail.${OFF}: It is disabled at the provider`)).toBeVisible();
    const table = (await saved("Export CSV")).split("\r\n");
    expect(table.find((line) => line.startsWith(`mail.${OFF},A,`))).toMatch(/,yes$/);
    expect(table.find((line) => line.startsWith(`vpn.${OFF},`))).toMatch(/,$/);
    const { records } = JSON.parse(await saved("Export JSON"));
    expect(records.filter(({ disabled }: { disabled?: boolean }) => disabled)).toHaveLength(2);
  });

  test("a disabled CNAME is no conflict for an address, and stays disabled when it is edited", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, OFF);
    await preview(page, "api 300 IN A 192.0.2.90");
    await expectPlanned(page, 1);
    const plan = await openPlan(page);
    await expect(changes(plan)).toHaveText([/^Add A api/]);
    await expect(plan).not.toContainText("CNAME");
    await plan.getByRole("button", { name: "Apply", exact: true }).click();
    await expectApplied(page, 1, 0);
    expect(await sandbox.held(OFF)).toContain(`A api.${OFF} 192.0.2.90`);
  });

  test("an import that needs a disabled record enables that one, and the page's own file made equal changes nothing", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, OFF);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export zone file" }).click(),
    ]);
    const own = await readFile(await download.path(), "utf8");
    await preview(page, own, "Make the zone equal to the file");
    await expect(page.getByText(/records? read: \d+ equal/)).toBeVisible();
    await expectPlanned(page, 0);
    await preview(page, "mail 3600 IN A 192.0.2.25");
    await expectPlanned(page, 1);
    await expect(changes(await openPlan(page))).toHaveText([/^Change A mail\..*disabled.* → /]);
  });

  test("a found record that is there but disabled is enabled by accepting it", async ({ page, sandbox }) => {
    const before = await sandbox.held(OFF);
    await openScanned(page, sandbox, OFF);
    const mail = row(page, `A mail.${OFF}`);
    await expect(mail).toContainText("in the zone, differs: disabled");
    await expect(mail).not.toContainText("written");
    await button(page, "Accept", `A mail.${OFF}`).click();
    await expectPlanned(page, 1);
    const plan = await openPlan(page);
    await expect(changes(plan)).toHaveText([/^Change A mail\..*disabled.* → /]);
    await plan.getByRole("button", { name: "Apply", exact: true }).click();
    await expectApplied(page, 1, 0);
    expect(await sandbox.held(OFF)).toEqual(before);
    expect((await sandbox.record(OFF, `A mail.${OFF}`)).Disabled).toBe(false);
    await expect(mail).toContainText("written");
    await expectPlanned(page, 0);
  });
});

forEachProvider((provider) => {
  test("a found record that the zone holds with another TTL differs, and accepting it changes that one", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, { type: "MX", name: "", content: "mx1.letterbox.example", priority: 10, ttl: 600 });
    const before = await sandbox.held(ZONE);
    await openScanned(page, sandbox, ZONE);
    const differing = rows(page).filter({ hasText: "in the zone, differs: TTL 600" });
    await expect(differing).toHaveCount(1);
    await expect(differing).toContainText("MX");
    await expect(differing).toContainText(/\(found: TTL (\d+|Auto)\)/);
    await page.getByRole("button", { name: "Accept all shown" }).click();
    await expect(differing.getByRole("button", { name: /^Accept/ })).toHaveAttribute("aria-pressed", "false");
    await page.getByRole("button", { name: "Clear decisions" }).click();
    await differing.getByRole("button", { name: /^Accept/ }).click();
    await expectPlanned(page, 1);
    await differing.getByRole("button", { name: /^Show/ }).click();
    const details = page.getByRole("dialog", { name: "Record", exact: true });
    await expect(details).toContainText("in the zone, differs: TTL 600");
    await details.getByRole("button", { name: "Close" }).click();
    const plan = await openPlan(page);
    await expect(changes(plan)).toHaveText([/^Change MX bakery\.example .*TTL 600 → /]);
    await plan.getByRole("button", { name: "Apply", exact: true }).click();
    await expectApplied(page, 1, 0);
    expect(await sandbox.held(ZONE)).toEqual(before);
    await expectPlanned(page, 0);
  });

  test("a zone that cannot be read is one marked row of the list (sandbox-damaged-zone)", async ({ page, key }) => {
    await page.goto("./");
    await connect(page, provider, key);
    const list = page.getByRole("row");
    await expect(list.filter({ hasText: "unreadable" })).toHaveCount(1);
    await expect(page.getByRole("link", { name: ZONE })).toBeVisible();
    await expect(page.getByRole("status")).toContainText(/, 1 unreadable$/);
  });
});
