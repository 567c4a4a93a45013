// One change of many records: what takes it, what is left, and that it waits for the plan like any edit.
import type { Locator, Page } from "@playwright/test";
import { address, MX, ZONE } from "../bakery.ts";
import { expect, expectNoAxeViolations, forEachProvider, test } from "../fixtures.ts";
import { BUNNY, CLOUDFLARE } from "../providers.ts";
import {
  apply,
  button,
  changes,
  expectApplied,
  expectPlanned,
  openPlan,
  openRecords,
  openScanned,
  recordRow,
  row,
} from "../steps.ts";

async function select(page: Page, ...records: string[]): Promise<void> {
  for (const record of records) await page.getByRole("checkbox", { name: `Select ${record}` }).check();
}

/** Opens the dialog for what is selected. */
async function editSelected(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Edit selected" }).click();
  const dialog = page.getByRole("dialog", { name: "Edit selected records" });
  await expect(dialog).toBeVisible();
  return dialog;
}

async function choose(dialog: Locator, choices: Record<string, string>): Promise<void> {
  for (const [label, words] of Object.entries(choices)) {
    await dialog.getByRole("combobox", { name: label, exact: true }).selectOption(words);
  }
}

async function add(dialog: Locator): Promise<void> {
  await dialog.getByRole("button", { name: "Add to plan" }).click();
  await expect(dialog).toHaveCount(0);
}

/** The status that tells the last act on many records. */
function told(page: Page): Locator {
  return page.getByRole("status").filter({ hasText: /records? edited/ });
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider((provider) => {
  test("a TTL for many: what has it already makes no change, and the plan writes the rest", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, address("one", 1), address("two", 2), { ...address("three", 3), ttl: 600 });
    await openRecords(page, sandbox, ZONE);
    await select(page, "A one.bakery.example", "A two.bakery.example", "A three.bakery.example");
    const dialog = await editSelected(page);
    await expect(dialog).toContainText("3 records selected");
    await expect(dialog.getByRole("button", { name: "Add to plan" })).toBeDisabled();
    await choose(dialog, { TTL: "seconds" });
    await dialog.getByRole("textbox", { name: "Seconds" }).fill("600");
    await add(dialog);
    await expect(told(page)).toContainText("2 records edited, 1 unchanged");
    await expectPlanned(page, 2);
    await expect(recordRow(page, "A one.bakery.example")).toContainText("to be changed");
    const plan = await openPlan(page);
    await expect(changes(plan)).toHaveText([/TTL 3600 → 600/, /TTL 3600 → 600/]);
    await plan.getByRole("button", { name: "Apply", exact: true }).click();
    await expectApplied(page, 2, 0);
    for (const name of ["one", "two", "three"]) {
      const record = await sandbox.record(ZONE, `A ${name}.${ZONE}`);
      expect(record.Ttl ?? record.ttl).toBe(600);
    }
  });

  test("a TTL that the provider does not take is told at its field", async ({ page, sandbox }) => {
    await openRecords(page, sandbox, ZONE);
    await select(page, "CNAME www.bakery.example");
    const dialog = await editSelected(page);
    await choose(dialog, { TTL: "seconds" });
    const seconds = dialog.getByRole("textbox", { name: "Seconds" });
    await expect(seconds).not.toHaveAttribute("aria-invalid");
    await seconds.fill("99999999999");
    await dialog.getByRole("button", { name: "Add to plan" }).click();
    await expect(seconds).toHaveAttribute("aria-invalid", "true");
    await expect(dialog).toContainText(/Enter a TTL from \d+ to \d+ seconds/);
    await expectNoAxeViolations(page);
    await seconds.fill("300");
    await add(dialog);
    await expectPlanned(page, 1);
  });

  test("a second change goes on from the first, and one back to what it was waits no more", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, address("one", 1));
    await openRecords(page, sandbox, ZONE);
    await select(page, "A one.bakery.example");
    for (const [ttl, planned] of [["600", 1], ["900", 1], ["3600", 0]] as const) {
      const dialog = await editSelected(page);
      await choose(dialog, { TTL: "seconds" });
      await dialog.getByRole("textbox", { name: "Seconds" }).fill(ttl);
      await add(dialog);
      await expectPlanned(page, planned);
    }
  });

  test("hidden records are counted, deleted ones are left, and other records of a set are told", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, address("set", 1), address("set", 2), address("old", 3));
    await openRecords(page, sandbox, ZONE);
    await button(page, "Delete", "A old.bakery.example").click();
    await select(page, "A set.bakery.example 192.0.2.1", "A old.bakery.example");
    await page.getByRole("searchbox", { name: "Filter records" }).fill("old");
    const dialog = await editSelected(page);
    await expect(dialog).toContainText("2 records selected, 1 of them hidden by the filter");
    await expect(dialog).toContainText("Not applied to 1 record: will be deleted");
    await expect(dialog).not.toContainText("Not selected of these sets");
    await choose(dialog, { TTL: "seconds" });
    await expect(dialog).toContainText("Not selected of these sets: 1 record");
    await dialog.getByRole("textbox", { name: "Seconds" }).fill("600");
    await add(dialog);
    await expect(told(page)).toContainText("1 record edited, 1 left out");
    await expectPlanned(page, 2);
    await page.getByRole("searchbox", { name: "Filter records" }).fill("");
    await expect(recordRow(page, "A set.bakery.example 192.0.2.2")).toContainText("Mixed TTLs");
  });

  test("found records are changed and accepted; what is decided one by one is left", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await page.getByRole("checkbox", { name: "Select all shown" }).check();
    const dialog = await editSelected(page);
    // The apex NS, what is in the zone already, and at one of them the SOA.
    await expect(dialog).toContainText(/Not applied to \d+ records: must be decided one by one/);
    await choose(dialog, { Comment: "set" });
    await dialog.getByRole("textbox", { name: "New comment" }).fill("moved");
    await add(dialog);
    const words = (await told(page).textContent())?.match(/(\d+) records edited, (\d+) left out/);
    const [edited, left] = [Number(words?.[1]), Number(words?.[2])];
    expect(edited + left).toBe(sandbox.found(ZONE));
    await expectPlanned(page, edited);
    await expect(button(page, "Accept", "A blog.bakery.example")).toHaveAttribute("aria-pressed", "true");
    await expect(row(page, "A blog.bakery.example")).toContainText("edited");
    await expect(button(page, "Accept", "NS bakery.example").first()).toHaveAttribute("aria-pressed", "false");
  });

  test("fits narrow screens, and is closed by Escape without a change", async ({ page, sandbox }) => {
    await openRecords(page, sandbox, ZONE);
    await page.setViewportSize({ width: 320, height: 700 });
    await select(page, "CNAME www.bakery.example");
    const dialog = await editSelected(page);
    await choose(dialog, { TTL: "seconds", Comment: "set" });
    await expectNoAxeViolations(page);
    expect(await dialog.evaluate((dialog) => dialog.scrollWidth <= dialog.clientWidth)).toBe(true);
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expectPlanned(page, 0);
    await expect(page.getByRole("button", { name: "Edit selected" })).toBeFocused();
  });

  test("only what the provider has can be changed", async ({ page, sandbox }) => {
    await openRecords(page, sandbox, ZONE);
    await select(page, "CNAME www.bakery.example");
    const dialog = await editSelected(page);
    const fields = provider === BUNNY ? ["TTL", "Comment"] : ["TTL", "Proxied", "Comment", "Tags"];
    await expect(dialog.getByRole("combobox")).toHaveCount(fields.length);
    for (const field of fields) await expect(dialog.getByRole("combobox", { name: field, exact: true })).toBeVisible();
    await expect(dialog.getByRole("option", { name: "Auto" })).toHaveCount(provider === BUNNY ? 0 : 1);
  });
});

test.describe(CLOUDFLARE.title, () => {
  test.use({ provider: CLOUDFLARE });

  test("the proxy goes to what can be proxied, with its TTL; the rest is left and counted", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, MX, address("one", 1), address("two", 2));
    await openRecords(page, sandbox, ZONE);
    await select(page, "MX bakery.example", "A one.bakery.example", "A two.bakery.example");
    const dialog = await editSelected(page);
    await choose(dialog, { Proxied: "on", TTL: "seconds" });
    await dialog.getByRole("textbox", { name: "Seconds" }).fill("600");
    await expect(dialog).toContainText("Not applied to 1 record: the proxy only: this type can't be proxied.");
    await expect(dialog).toContainText("Not applied to 2 records: the TTL only: proxied records have an automatic TTL.");
    await add(dialog);
    await expectPlanned(page, 3);
    await apply(page);
    await expectApplied(page, 3, 0);
    expect(await sandbox.record(ZONE, `A one.${ZONE}`)).toMatchObject({ proxied: true, ttl: 1, content: "192.0.2.1" });
    expect(await sandbox.record(ZONE, `MX ${ZONE}`)).toMatchObject({ ttl: 600, priority: 10 });
  });

  test("a comment that the provider does not keep is told at its field", async ({ page, sandbox }) => {
    await openRecords(page, sandbox, ZONE);
    await select(page, "CNAME www.bakery.example");
    const dialog = await editSelected(page);
    await choose(dialog, { Comment: "set" });
    const comment = dialog.getByRole("textbox", { name: "New comment" });
    await comment.fill("x".repeat(600));
    await dialog.getByRole("button", { name: "Add to plan" }).click();
    await expect(comment).toHaveAttribute("aria-invalid", "true");
    await expect(comment).toHaveAccessibleDescription(/\d+ characters/);
    await expectPlanned(page, 0);
    await comment.fill("moved");
    await add(dialog);
    await expectPlanned(page, 1);
  });

  test("tags are added to those that are there, and comments are cleared", async ({ page, sandbox }) => {
    const domain = "northwind.example";
    await sandbox.patch(domain, `A mail.${domain}`, { tags: ["team:post"], comment: "the mail host" });
    await openRecords(page, sandbox, domain);
    await select(page, `A mail.${domain}`);
    const dialog = await editSelected(page);
    await choose(dialog, { Comment: "clear", Tags: "add" });
    await dialog.getByRole("textbox", { name: "These tags" }).fill("site:north, team:post");
    await add(dialog);
    await apply(page);
    await expectApplied(page, 1, 0);
    const record = await sandbox.record(domain, `A mail.${domain}`);
    expect(record.tags).toEqual(["team:post", "site:north"]);
    expect(record.comment ?? "").toBe("");
  });

  test("a record of another product is left", async ({ page, sandbox }) => {
    await openRecords(page, sandbox, "managed-record.example");
    await page.getByRole("checkbox", { name: "Select all shown" }).check();
    const dialog = await editSelected(page);
    await expect(dialog).toContainText("Not applied to 1 record: managed by another product of the provider: read-only.");
  });
});
