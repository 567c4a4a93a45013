// Records that are deleted: one, many, and those that mail or the zone hangs on.
import type { Page } from "@playwright/test";
import { ZONE, MX, SPF, DMARC, address, writes } from "../bakery.ts";
import { expect, forEachProvider, test } from "../fixtures.ts";
import {
  apply,
  button,
  changes,
  confirm,
  expectApplied,
  expectHeld,
  expectPlanned,
  openPlan,
  openRecords,
  recordRow,
  undo,
  planPage,
} from "../steps.ts";

function filter(page: Page) {
  return page.getByRole("searchbox", { name: "Filter records" });
}

async function discardPlan(page: Page): Promise<void> {
  await planPage(page).getByRole("button", { name: "Back" }).click();
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider(() => {
  test.describe("deleting", () => {
    test("what is to be deleted has a button that says Keep, and no press on Delete keeps it", async ({ page, sandbox }) => {
      await openRecords(page, sandbox, ZONE);
      const title = "CNAME www.bakery.example";
      const [press, keep] = [button(page, "Delete", title), button(page, "Keep", title)];
      await press.click();
      await expect(recordRow(page, title)).toContainText("to be deleted");
      await expect(press).toHaveCount(0);
      await expectPlanned(page, 1);
      await page.getByRole("checkbox", { name: `Select ${title}` }).check();
      await page.getByRole("button", { name: "Delete selected" }).click();
      await expectPlanned(page, 1);
      await expect(recordRow(page, title)).toContainText("to be deleted");
      await keep.click();
      await expect(keep).toHaveCount(0);
      await expect(recordRow(page, title)).not.toContainText("to be deleted");
      await expectPlanned(page, 0);
      await press.click();
      const plan = await openPlan(page);
      await expect(changes(plan)).toHaveText([/^Delete CNAME www\.bakery\.example/]);
      await expect(plan.getByRole("textbox", { name: "Type DELETE to confirm" })).toHaveCount(0);
      await plan.getByRole("button", { name: "Apply", exact: true }).click();
      await expectApplied(page, 1, 0);
      await expectHeld(page, 0);
      expect(await sandbox.held(ZONE)).toEqual([]);
    });

    for (const [record, title] of [[MX, `MX ${ZONE}`], [SPF, `TXT ${ZONE}`], [DMARC, `TXT _dmarc.${ZONE}`]] as const) {
      test(`what mail hangs on is deleted only after a word: ${record.content}`, async ({ page, sandbox }) => {
        await sandbox.add(ZONE, record);
        await openRecords(page, sandbox, ZONE);
        const sent = writes(page);
        await button(page, "Delete", title).click();
        const plan = await openPlan(page);
        const start = plan.getByRole("button", { name: "Apply", exact: true });
        const word = plan.getByRole("textbox", { name: "Type DELETE to confirm" });
        await expect(start).toBeDisabled();
        await word.fill("delete");
        await expect(start).toBeDisabled();
        await discardPlan(page);
        await expectPlanned(page, 1);
        await openPlan(page);
        await expect(word).toHaveValue("");
        await expect(start).toBeDisabled();
        expect(sent).toHaveLength(0);
        await word.fill("DELETE");
        await start.click();
        await expectApplied(page, 1, 0);
        expect(await sandbox.held(ZONE)).toHaveLength(1);
      });
    }

    test("more than 30 % of a zone is deleted only after a word, and comes back by Undo", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, ...Array.from({ length: 11 }, (_, index) => address(`h${index}`, index + 1)));
      const before = await sandbox.contents(ZONE);
      await openRecords(page, sandbox, ZONE);
      const select = (index: number) => page.getByRole("checkbox", { name: `Select A h${index}.bakery.example` });
      for (const index of [0, 1, 2]) await select(index).check();
      await expect(page.getByText("3 of 12 selected")).toBeVisible();
      await page.getByRole("button", { name: "Delete selected" }).click();
      await expectPlanned(page, 3);
      await openPlan(page);
      const word = page.getByRole("textbox", { name: "Type DELETE to confirm" });
      await expect(word).toHaveCount(0);
      await discardPlan(page);
      await select(3).check();
      await page.getByRole("button", { name: "Delete selected" }).click();
      const plan = await openPlan(page);
      await expect(changes(plan)).toHaveCount(4);
      await expect(plan).toContainText("This deletes 4 of the 12 records of the zone.");
      await expect(plan.getByRole("button", { name: "Apply", exact: true })).toBeDisabled();
      await word.fill("DELETE");
      await plan.getByRole("button", { name: "Apply", exact: true }).click();
      await expectApplied(page, 4, 0);
      await expectHeld(page, 8);
      await undo(page, 4);
      expect(await sandbox.contents(ZONE)).toEqual(before);
    });

    test("what the filter shows is selected at once", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, address("a", 1), address("b", 2), MX);
      await openRecords(page, sandbox, ZONE);
      await filter(page).fill("192.0.2");
      await page.getByRole("checkbox", { name: "Select all shown" }).check();
      await expect(page.getByText("2 of 2 selected")).toBeVisible();
      await filter(page).fill("");
      await page.getByRole("button", { name: "Delete selected" }).click();
      await expectPlanned(page, 2);
      await expect(page.getByRole("button", { name: "Delete selected" })).toHaveCount(0);
      await apply(page);
      await expectApplied(page, 2, 0);
      expect(await sandbox.held(ZONE)).toHaveLength(2);
    });
  });
});
