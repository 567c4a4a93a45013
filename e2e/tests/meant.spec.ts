// What no provider takes is told before it is sent, at its field, with a press that puts in what was meant.
import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expect, expectNoAxeViolations, forEachProvider, test } from "../fixtures.ts";
import { CLOUDFLARE } from "../providers.ts";
import {
  addToPlan,
  apply,
  changes,
  detailsOf,
  expectApplied,
  expectPlanned,
  field,
  fill,
  openAdd,
  openPlan,
  openRecords,
  openTransfer,
  preview,
  recordRow,
} from "../steps.ts";

const ZONE = "bakery.example";

async function refused(dialog: Locator, label: string, why: RegExp): Promise<void> {
  await dialog.getByRole("button", { name: "Add to plan" }).click();
  await expect(field(dialog, label)).toHaveAttribute("aria-invalid", "true");
  await expect(field(dialog, label)).toHaveAccessibleDescription(why);
}

async function use(dialog: Locator, name: string): Promise<void> {
  await dialog.getByRole("button", { name, exact: true }).click();
  await expect(dialog.getByRole("button", { name, exact: true })).toHaveCount(0);
}

async function file(name: string): Promise<string> {
  return readFile(new URL(`../../corpus/zones/${name}.zone`, import.meta.url), "utf8");
}

/** The change of a name in the plan. */
function change(plan: Locator, name: string): Locator {
  return changes(plan).filter({ hasText: new RegExp(`^Add \\S+ ${name}\\.`) });
}

async function openPreviewed(page: Page, name: string, count: number): Promise<Locator> {
  await preview(page, await file(name));
  await expectPlanned(page, count);
  return openPlan(page);
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider((provider) => {
  test("a web address is no target, and its host is put in by a press", async ({ page, sandbox }) => {
    await openRecords(page, sandbox, ZONE);
    const dialog = await openAdd(page, "CNAME");
    await fill(dialog, { Name: "help", Content: "https://desk.example.org/start" });
    await expect(dialog).toContainText("Error · Content: Points to https://desk.example.org/start");
    await refused(dialog, "Content", /web address/);
    await expectNoAxeViolations(page);
    await use(dialog, "Use desk.example.org");
    await expect(field(dialog, "Content")).toHaveValue("desk.example.org");
    await addToPlan(dialog);
    await expect(recordRow(page, `CNAME help.${ZONE}`)).toContainText("desk.example.org");
  });

  test("an alias of an address becomes an address", async ({ page, sandbox }) => {
    await openRecords(page, sandbox, ZONE);
    const dialog = await openAdd(page, "CNAME");
    await fill(dialog, { Name: "help", Content: "192.0.2.7" });
    await refused(dialog, "Content", /IP address/);
    await use(dialog, "Make it a record of type A");
    await addToPlan(dialog);
    await expect(recordRow(page, `A help.${ZONE}`)).toContainText("192.0.2.7");
  });

  test("a name that repeats the zone is pointed out while it is typed", async ({ page, sandbox }) => {
    await openRecords(page, sandbox, ZONE);
    const dialog = await openAdd(page, "MX");
    await fill(dialog, { Name: `sub.${ZONE}.${ZONE}`, Priority: "10", Content: "mail" });
    await expect(dialog).toContainText(`Maybe you meant sub.${ZONE}?`);
    await use(dialog, `Use sub.${ZONE}`);
    await use(dialog, `Use mail.${ZONE}`);
    await addToPlan(dialog);
    await expect(recordRow(page, `MX sub.${ZONE}`)).toContainText(`mail.${ZONE}`);
  });

  test("an owner with a path is refused, and what was meant is put in", async ({ page, sandbox }) => {
    await openRecords(page, sandbox, ZONE);
    const dialog = await openAdd(page, "A");
    await fill(dialog, { Name: `https://shop.${ZONE}/`, Content: "192.0.2.7" });
    await refused(dialog, "Name", /web address/);
    await use(dialog, `Use shop.${ZONE}`);
    await addToPlan(dialog);
    await expect(recordRow(page, `A shop.${ZONE}`)).toBeVisible();
  });

  test("what clients would ignore and nobody reads is told at its field", async ({ page, sandbox }) => {
    await openRecords(page, sandbox, ZONE);
    const https = await openAdd(page, "HTTPS");
    await fill(https, { Name: "w", Priority: "1", Target: ".", Value: "alpn=h2 alpn=h3" });
    await refused(https, "Value", /alpn is given twice/);
    await https.getByRole("button", { name: "Cancel" }).click();
    const caa = await openAdd(page, "CAA");
    await fill(caa, { Name: "@", Flags: "0", Tag: "issuee", Value: '"letsencrypt.org"' });
    await use(caa, "Use issue");
    await use(caa, "Use letsencrypt.org");
    await addToPlan(caa);
    await expectPlanned(page, 1);
  });

  test("names of a file that lack their last dots are mended from the plan", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    const plan = await openPreviewed(page, "missing-last-dots", provider === CLOUDFLARE ? 6 : 6);
    const backup = changes(plan).filter({ hasText: "backup.oldhost.example" });
    await expect(backup).toContainText("Maybe you meant backup.oldhost.example?");
    const details = await detailsOf(plan, backup);
    await details.getByRole("button", { name: /^Use backup\.oldhost\.example for/ }).click();
    await expect(backup).not.toContainText("Maybe you meant");
  });

  if (provider !== CLOUDFLARE) return;

  test("ranges are told at their fields", async ({ page, sandbox }) => {
    await openRecords(page, sandbox, ZONE);
    const dialog = await openAdd(page, "LOC");
    const place = { "Latitude degrees": "91", "Latitude minutes": "60", "Latitude seconds": "60", "Latitude direction": "N" };
    const other = { "Longitude degrees": "181", "Longitude minutes": "60", "Longitude seconds": "61.5", "Longitude direction": "E" };
    const sizes = { Altitude: "99999999999", Size: "-5", "Horizontal precision": "1", "Vertical precision": "1" };
    await fill(dialog, { Name: "loc", ...place, ...other, ...sizes });
    await refused(dialog, "Latitude degrees", /from 0 to 90/);
    for (const label of ["Longitude degrees", "Longitude minutes", "Longitude seconds", "Altitude", "Size"]) {
      await expect(field(dialog, label)).toHaveAttribute("aria-invalid", "true");
    }
  });

  test("a comment that the plan does not keep is shortened by a press, and tags are left out", async ({ page, sandbox }) => {
    await openRecords(page, sandbox, ZONE);
    const dialog = await openAdd(page, "A");
    await fill(dialog, { Name: "c", Content: "192.0.2.7", Comment: "ü".repeat(101), Tags: "team:web" });
    await refused(dialog, "Comment", /100 characters/);
    await use(dialog, "Shorten the comment");
    await use(dialog, "Leave the tags out");
    await addToPlan(dialog);
    await apply(page);
    await expectApplied(page, 1, 0);
    expect(await sandbox.record(ZONE, `A c.${ZONE}`)).toMatchObject({ comment: `${"ü".repeat(99)}…`, tags: [] });
  });

  test("no record of a file is missing for the sake of a note", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    const plan = await openPreviewed(page, "notes-beyond-the-plan", 3);
    await expect(change(plan, "long")).toContainText("Error · The comment has");
    for (const [name, fix] of [["long", /^Shorten the comment/], ["tagged", /^Leave the tags out/]] as const) {
      const details = await detailsOf(plan, change(plan, name));
      await details.getByRole("button", { name: fix }).click();
    }
    await expect(changes(plan).filter({ hasText: "Error" })).toHaveCount(0);
    await plan.getByRole("button", { name: "Apply", exact: true }).click();
    await expectApplied(page, 3, 0);
  });
});
