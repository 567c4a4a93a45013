// Acts on many records at once: what is told of them, and taking them back.
import type { Locator, Page } from "@playwright/test";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { BUNNY } from "../providers.ts";
import {
  addToPlan,
  apply,
  button,
  expectApplied,
  expectFound,
  expectPlanned,
  fill,
  goTo,
  grid,
  openAdd,
  openRecords,
  openScanned,
  press,
  preview,
  openTransfer,
} from "../steps.ts";

const ZONE = "bakery.example";

/** The status that tells the last act, which is not the scan's. */
function told(page: Page): Locator {
  return page.getByRole("status").filter({ has: undoButton(page) });
}

function undoButton(page: Page): Locator {
  return page.getByRole("button", { name: "Undo", exact: true });
}

/** The decisions of all rows, by the names of their buttons. */
async function decisions(page: Page): Promise<string[]> {
  const pressed = await grid(page).getByRole("button", { pressed: true }).all();
  return Promise.all(pressed.map(async (button) => (await button.getAttribute("aria-label")) ?? (await button.textContent()) ?? ""));
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider((provider) => {
  test("every decision for many tells what it left and is taken back whole", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await button(page, "Accept", "A blog.bakery.example").click();
    await button(page, "Reject", "A order.bakery.example").click();
    const before = await decisions(page);
    await expect(told(page)).toContainText("Rejected A order.bakery.example");
    const soa = provider === BUNNY ? ", 1 SOA" : "";
    // What this one proposes is proxied, and what stands there is not.
    const held = provider === BUNNY ? "1 already in the zone" : "1 in the zone with a difference";
    const left = provider === BUNNY ? 4 : 3;
    const acts: [string, string, number][] = [
      ["Accept all shown", `12 accepted, 1 accepted before, ${left} left: 2 name servers${soa}, ${held}`, 13],
      ["Reject all shown", `${sandbox.found(ZONE) - 1} rejected, 1 rejected before`, sandbox.found(ZONE)],
      ["Clear decisions", "2 decisions cleared", 0],
    ];
    for (const [act, words, planned] of acts) {
      await page.getByRole("button", { name: act }).click();
      await expect(told(page)).toContainText(words);
      await expectPlanned(page, planned);
      await undoButton(page).click();
      await expect(page.getByText(`Undone: ${words}`)).toBeVisible();
      await expectPlanned(page, 2);
      expect(await decisions(page)).toEqual(before);
      await page.reload();
      await expectFound(page, sandbox, ZONE);
      await expect(undoButton(page)).toHaveCount(0);
      await expectPlanned(page, 2);
      expect(await decisions(page)).toEqual(before);
    }
  });

  test("acts are taken back one by one, and pressing twice loses nothing", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    const filter = page.getByRole("searchbox", { name: "Filter records" });
    await filter.fill("txt");
    await page.getByRole("button", { name: "Accept all shown" }).click();
    await expect(told(page)).toContainText("4 accepted");
    await filter.fill("mx ");
    await page.getByRole("button", { name: "Reject all shown" }).click();
    await page.getByRole("button", { name: "Reject all shown" }).click();
    await expect(told(page)).toContainText("2 rejected before");
    await undoButton(page).click();
    await expectPlanned(page, 4);
    await undoButton(page).click();
    await expectPlanned(page, 0);
    await expect(undoButton(page)).toHaveCount(0);
  });

  test("a decision on one record is an act too, by button and by key", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await page.getByRole("button", { name: "Reject all shown" }).click();
    await button(page, "Accept", "A blog.bakery.example").click();
    await undoButton(page).click();
    await expect(button(page, "Reject", "A blog.bakery.example")).toHaveAttribute("aria-pressed", "true");
    await expectPlanned(page, sandbox.found(ZONE));
    await grid(page).focus();
    await press(page, "Control+z");
    await expectPlanned(page, 0);
    await page.getByRole("searchbox", { name: "Filter records" }).fill("type:txt");
    await grid(page).focus();
    await press(page, "Control+Home", "a", "a");
    await expectPlanned(page, 2);
    await press(page, "z", "z", "z");
    await expectPlanned(page, 0);
    await expect(undoButton(page)).toHaveCount(0);
  });

  test("Clear decisions says how many, and whether they are the shown ones only", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    const clear = page.getByRole("button", { name: "Clear decisions", exact: true });
    await expect(clear).toHaveAccessibleDescription("none yet");
    await page.getByRole("button", { name: "Accept all shown" }).click();
    await expect(clear).toHaveAccessibleDescription("all 13");
    await page.getByRole("searchbox", { name: "Filter records" }).fill("txt");
    await expect(clear).toHaveAccessibleDescription("4 of 13, shown ones only");
    await clear.click();
    await expect(told(page)).toContainText("4 decisions cleared");
    await expectPlanned(page, 9);
  });

  test("selected rows are decided by button and by key, and taken back", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await page.getByRole("searchbox", { name: "Filter records" }).fill("txt");
    await grid(page).focus();
    await press(page, "Control+Home", "x", "ArrowDown", "x", "r");
    await expect(told(page)).toContainText("2 rejected");
    await expectPlanned(page, 2);
    await undoButton(page).click();
    await expectPlanned(page, 0);
    await page.getByRole("button", { name: "Accept selected" }).click();
    await expect(told(page)).toContainText("2 accepted");
    await undoButton(page).click();
    await expectPlanned(page, 0);
    await page.getByRole("button", { name: "Edit selected" }).click();
    const dialog = page.getByRole("dialog", { name: "Edit selected records" });
    await dialog.getByRole("combobox", { name: "TTL" }).selectOption("seconds");
    await fill(dialog, { Seconds: "600" });
    await addToPlan(dialog);
    await expect(told(page)).toContainText("2 records edited");
    await expectPlanned(page, 2);
    await undoButton(page).click();
    await expectPlanned(page, 0);
  });

  test("an act that is being written is not taken back", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await page.getByRole("searchbox", { name: "Filter records" }).fill("txt");
    await page.getByRole("button", { name: "Accept all shown" }).click();
    await expect(undoButton(page)).toBeVisible();
    await apply(page);
    await expectApplied(page, 4, 0);
    await expect(undoButton(page)).toHaveCount(0);
  });

  test("an act that is done while a plan is written is taken back, but for what the plan wrote", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await button(page, "Accept", "A blog.bakery.example").click();
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(provider.writes.path, async (route) => {
      if (route.request().method() === provider.writes.method) await released;
      await route.continue();
    });
    const plan = await apply(page);
    await expect(plan).toContainText("Writing 0 of 1");
    await page.keyboard.press("Escape");
    await expect(plan).toHaveCount(0);
    await page.getByRole("button", { name: "Reject all shown" }).click();
    await expect(undoButton(page)).toBeVisible();
    release();
    await expectApplied(page, 1, 0);
    await undoButton(page).click();
    await expect(undoButton(page)).toHaveCount(0);
    await expectPlanned(page, 0);
    await expect(grid(page).getByRole("button", { name: /^Reject /, pressed: true })).toHaveCount(0);
    expect((await sandbox.held(ZONE)).filter((text) => text.startsWith("A blog"))).toHaveLength(1);
  });

  test("edits that were discarded or staged by many come back as they were", async ({ page, sandbox }) => {
    await openRecords(page, sandbox, ZONE);
    await addRecord(page);
    await page.getByRole("checkbox", { name: "Select all shown" }).check();
    await page.getByRole("button", { name: "Delete selected" }).click();
    await expect(told(page)).toContainText("1 record to be deleted, 1 new record dropped");
    await expectPlanned(page, 1);
    await undoButton(page).click();
    await expectPlanned(page, 1);
    await expect(button(page, "Edit", "A new.bakery.example")).toBeVisible();
    await page.getByRole("button", { name: "Discard edits" }).click();
    await expect(told(page)).toContainText("1 edit discarded");
    await expectPlanned(page, 0);
    await goTo(page, "Discover");
    await undoButton(page).click();
    await expectPlanned(page, 1);
    await page.reload();
    await expectPlanned(page, 1);
  });

  test("a preview of a file is taken back", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    await preview(page, "one 300 IN A 192.0.2.1\ntwo 300 IN A 192.0.2.2\n");
    await expect(told(page)).toContainText("2 changes of the file added to the plan");
    await expectPlanned(page, 2);
    await undoButton(page).click();
    await expectPlanned(page, 0);
    await preview(page, "one 300 IN A 192.0.2.1\n");
    await expectPlanned(page, 1);
  });
});

async function addRecord(page: Page): Promise<void> {
  const dialog = await openAdd(page, "A");
  await fill(dialog, { Name: "new", Content: "192.0.2.7" });
  await addToPlan(dialog);
  await expectPlanned(page, 1);
}
