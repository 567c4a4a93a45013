// `Undo last apply`, `Undo all` and `Restore` make plans of their own: closed in any way they leave
// everything as it was, and applied they write nothing of what waits.
import { expect, type Locator, type Page } from "@playwright/test";
import { address, writes, ZONE } from "../bakery.ts";
import { forEachProvider, test } from "../fixtures.ts";
import {
  addToPlan,
  apply,
  button,
  changes,
  confirm,
  expectApplied,
  expectPlanned,
  fill,
  goTo,
  openAdd,
  openPlan,
  openRecords,
  planButton,
  planPage,
} from "../steps.ts";

const UNDO = "Undo last apply";
const RESTORE = "Restore the zone from before";

function dialog(page: Page): Locator {
  return planPage(page);
}

async function add(page: Page, name: string, last: number): Promise<void> {
  const form = await openAdd(page, "A");
  await fill(form, { Name: name, Content: `192.0.2.${last}`, TTL: "600" });
  await addToPlan(form);
}

/** Writes a record and a delete, then leaves another record and another delete waiting. */
async function prepare(page: Page): Promise<void> {
  await add(page, "one", 1);
  await button(page, "Delete", `A old.${ZONE}`).click();
  await apply(page);
  await expectApplied(page, 2, 0);
  await add(page, "waits", 9);
  await button(page, "Delete", `A keep.${ZONE}`).click();
  await expectPlanned(page, 2);
}

/** The plan of what waits is what it was. */
async function expectWaiting(page: Page): Promise<void> {
  await expectPlanned(page, 2);
  const plan = await openPlan(page);
  await expect(changes(plan)).toHaveText([new RegExp(`^Add A waits\\.${ZONE}`), new RegExp(`^Delete A keep\\.${ZONE}`)]);
  await plan.getByRole("button", { name: "Back" }).click();
  await expect(plan).toHaveCount(0);
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider(() => {
  test("a way back that is closed leaves what waits, and nothing else", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, address("old", 7), address("keep", 8));
    await openRecords(page, sandbox, ZONE);
    await prepare(page);
    const held = await sandbox.contents(ZONE);
    const sent = writes(page);
    const back = async () => {
      await expect(changes(dialog(page))).toHaveCount(2);
      await expect(changes(dialog(page)).filter({ hasText: "A one." })).toHaveText(/^Delete /);
      await expect(dialog(page)).toContainText("2 other changes wait beside this plan");
    };
    await page.getByRole("button", { name: UNDO }).click();
    await back();
    await dialog(page).getByRole("button", { name: "Back" }).click();
    await expect(dialog(page)).toHaveCount(0);
    await expectWaiting(page);

    await page.getByRole("button", { name: UNDO }).click();
    await back();
    await page.keyboard.press("Escape");
    await expect(dialog(page)).toHaveCount(0);
    await expectWaiting(page);

    await goTo(page, "History");
    for (const name of ["Undo all", RESTORE]) {
      await page.getByRole("button", { name }).click();
      await back();
      await page.goBack();
      await expect(page.getByRole("button", { name }).first()).toBeVisible();
      await expect(dialog(page)).toHaveCount(0);
      await expectWaiting(page);
    }
    await page.getByRole("button", { name: "Undo all" }).click();
    await back();
    // What is loaded anew is the plan of what waits.
    await page.reload();
    await expect(changes(dialog(page))).toHaveText([/^Add A waits/, /^Delete A keep/]);
    await goTo(page, "Records");
    await expectWaiting(page);
    expect(sent).toHaveLength(0);
    expect(await sandbox.contents(ZONE)).toEqual(held);
  });

  for (const [name, screen] of [[UNDO, "Records"], ["Undo all", "History"], [RESTORE, "History"]] as const) {
    test(`${name} writes the way back and nothing that waits`, async ({ page, sandbox }) => {
      await sandbox.add(ZONE, address("old", 7), address("keep", 8));
      const before = await sandbox.contents(ZONE);
      await openRecords(page, sandbox, ZONE);
      await prepare(page);
      if (screen !== "Records") await goTo(page, screen);
      await page.getByRole("button", { name }).click();
      await expect(changes(dialog(page))).toHaveCount(2);
      await confirm(dialog(page));
      await dialog(page).getByRole("button", { name: "Apply", exact: true }).click();
      await expectApplied(page, 2, 0);
      expect(await sandbox.contents(ZONE)).toEqual(before);
      if (screen !== "Records") await goTo(page, "Records");
      await expectWaiting(page);
      await page.reload();
      await expectWaiting(page);
    });
  }

  test("a way back that fails in part is tried again, and closed it waits nowhere", async ({ page, sandbox }) => {
    await openRecords(page, sandbox, ZONE);
    await add(page, "one", 1);
    await add(page, "two", 2);
    await apply(page);
    await expectApplied(page, 2, 0);
    await add(page, "waits", 9);
    await sandbox.change(ZONE, `A one.${ZONE}`, "192.0.2.66");
    await page.getByRole("button", { name: UNDO }).click();
    await confirm(dialog(page));
    await dialog(page).getByRole("button", { name: "Apply", exact: true }).click();
    // Somebody else was there, so nothing at all is written.
    await expectApplied(page, 0, 2);
    await changes(dialog(page)).filter({ hasText: "A two." }).getByRole("button", { name: "Retry" }).click();
    await expectApplied(page, 1, 1);
    await dialog(page).getByRole("button", { name: "Back" }).click();
    await expect(planButton(page)).toHaveText("Review plan (1)");
    await expect(changes(await openPlan(page))).toHaveText([new RegExp(`^Add A waits\\.${ZONE}`)]);
    const held = await sandbox.held(ZONE);
    expect(held).toContain(`A one.${ZONE} 192.0.2.66`);
    expect(held.filter((text) => text.startsWith("A two."))).toEqual([]);
  });
});
