// What was written from this browser: taken back, restored, cleared, not kept; and each kind of change
// undone exactly.
import type { Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { address, MX, SPF, ZONE } from "../bakery.ts";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { BUNNY, CLOUDFLARE } from "../providers.ts";
import {
  addToPlan,
  applies,
  apply,
  button,
  changes,
  confirm,
  connect,
  detailsOf,
  expectApplied,
  expectPlanned,
  fill,
  goTo,
  openAdd,
  openEdit,
  openRecords,
  openScanned,
  openTransfer,
  planPage,
  preview,
  undo,
} from "../steps.ts";

const RESTORE = "Restore the zone from before";

/** Brings in a record and writes it, then looks at the history. */
async function write(page: Page, line: string): Promise<void> {
  const transfer = page.getByRole("button", { name: "Preview import" });
  if (!(await transfer.isVisible())) await goTo(page, "Import & export");
  await preview(page, line);
  await apply(page);
  await expectApplied(page, 1, 0);
  await expect(planPage(page)).toHaveCount(0);
  await goTo(page, "History");
}

/** Applies the plan that a button of the history has opened. */
async function applyOpened(page: Page, count: number): Promise<void> {
  const plan = planPage(page);
  await expect(changes(plan)).toHaveCount(count);
  await confirm(plan);
  await plan.getByRole("button", { name: "Apply", exact: true }).click();
  await expectApplied(page, count, 0);
  await expect(plan).toHaveCount(0);
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider((provider) => {
  test("Undo brings back what others have spelled in their own way", async ({ page, sandbox }) => {
    const alias = { type: "CNAME", name: "Alias", content: "Target.letterbox.example." } as const;
    await sandbox.add(ZONE, { type: "TXT", name: "note", content: "not in quotes" }, alias);
    const before = await sandbox.contents(ZONE);
    await openRecords(page, sandbox, ZONE);
    const edit = await openEdit(page, "TXT note.bakery.example");
    await fill(edit, { Content: "something else" });
    await addToPlan(edit);
    await button(page, "Delete", "CNAME alias.bakery.example").click();
    await apply(page);
    await expectApplied(page, 2, 0);
    await undo(page, 2);
    expect(await sandbox.contents(ZONE)).toEqual(before);
  });

  test("an apply is taken back after others and over a reload", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    const keep = await sandbox.contents(ZONE);
    await write(page, "one 600 IN A 192.0.2.1");
    await write(page, "two 600 IN A 192.0.2.2");
    await page.reload();
    await expect(applies(page)).toContainText([/ 1 added/, / 1 added/]);
    await expect(page.getByText("did not finish")).toHaveCount(0);
    await applies(page).nth(1).getByRole("button", { name: "Undo all" }).click();
    await expect(changes(planPage(page))).toHaveText([/^Delete A one\./]);
    await applyOpened(page, 1);
    expect((await sandbox.held(ZONE)).filter((text) => text.startsWith("A "))).toEqual([`A two.${ZONE} 192.0.2.2`]);
    await expect(applies(page)).toHaveCount(3);
    await applies(page).nth(1).getByRole("button", { name: "Undo all" }).click();
    await applyOpened(page, 1);
    expect(await sandbox.contents(ZONE)).toEqual(keep);
  });

  test("a snapshot is restored by a plan, with everything that came after", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, address("old", 9));
    const before = await sandbox.contents(ZONE);
    await openTransfer(page, sandbox, ZONE);
    await write(page, "one 600 IN A 192.0.2.1");
    await write(page, "two 600 IN A 192.0.2.2");
    await sandbox.change(ZONE, `A old.${ZONE}`, "192.0.2.66");
    await page.reload();
    await applies(page).nth(1).getByRole("button", { name: RESTORE }).click();
    const plan = planPage(page);
    await expect(changes(plan)).toHaveCount(3);
    await expect(changes(plan).filter({ hasText: /^Change A old\./ })).toContainText("192.0.2.9");
    await applyOpened(page, 3);
    expect(await sandbox.contents(ZONE)).toEqual(before);
  });

  test("a snapshot is saved, of now and of before an apply", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    await write(page, "one 600 IN A 192.0.2.1");
    for (const [name, count] of [["Save a snapshot", 2], ["Save the snapshot", 1]] as const) {
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
      const snapshot = JSON.parse(await readFile(await download.path(), "utf8"));
      expect([snapshot.zone, snapshot.records.length]).toEqual([ZONE, count]);
    }
  });

  test("what was written at another address is not of this zone", async ({ page, sandbox, baseURL }) => {
    await openTransfer(page, sandbox, ZONE);
    await write(page, "one 600 IN A 192.0.2.1");
    await expect(applies(page)).toHaveCount(1);
    await page.getByRole("button", { name: "Lock" }).click();
    // The same sandbox by its full address, which the page cannot know for the same.
    const address = new URL(provider.sandbox, baseURL).href;
    const history = `./#/zone/${await sandbox.zone(ZONE)}/history`;
    const arrive = async (address: string, count: number) => {
      await connect(page, provider, sandbox.key, { address });
      await page.goto(history);
      await expect(page.getByRole("button", { name: "Save a snapshot" })).toBeEnabled();
      await expect(page.getByRole("button", { name: "Clear history" })).toBeEnabled({ enabled: count > 0 });
      await expect(applies(page)).toHaveCount(count);
      await goTo(page, "Records");
      await expect(page.getByRole("button", { name: "Undo last apply" })).toBeEnabled({ enabled: count > 0 });
    };
    await arrive(address, 0);
    await page.getByRole("button", { name: "Lock" }).click();
    await arrive(provider.sandbox, 1);
  });

  test("what an older page has kept, which may be of another zone, is forgotten", async ({ page, sandbox }) => {
    await page.goto("./robots.txt");
    const zone = await sandbox.zone(ZONE);
    await page.evaluate(async (name) => {
      const wait = (request: IDBRequest | IDBTransaction, event: "onsuccess" | "oncomplete") =>
        new Promise((done) => Object.assign(request, { [event]: done }));
      const request = indexedDB.open("zonesift", 1);
      request.onupgradeneeded = () => {
        for (const shelf of ["applies", "snapshots"]) {
          request.result.createObjectStore(shelf).put('{"changes":[{"after":{}}]}', name);
        }
      };
      await wait(request, "onsuccess");
      request.result.close();
    }, `${provider === BUNNY ? "bunny" : "cloudflare"}.${zone}.001700000000000`);
    await openTransfer(page, sandbox, ZONE);
    await write(page, "one 600 IN A 192.0.2.1");
    await expect(applies(page)).toHaveCount(1);
    const names = await page.evaluate(
      () =>
        new Promise<string[]>((done) => {
          const request = indexedDB.open("zonesift");
          request.onsuccess = () => {
            const keys = request.result.transaction("applies").objectStore("applies").getAllKeys();
            keys.onsuccess = () => {
              request.result.close();
              done(keys.result.map(String));
            };
          };
        }),
    );
    expect(names).toEqual([expect.stringMatching(new RegExp(`^\\S+ ${provider.sandbox} ${ZONE} ${zone} \\d{15}$`))]);
  });

  test("it is cleared, and switched off for good", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    const clear = page.getByRole("button", { name: "Clear history" });
    const keeps = page.getByRole("checkbox", { name: "Keep a history in this browser" });
    await goTo(page, "History");
    await expect(page.getByText("Nothing has been applied to this zone from this browser yet.")).toBeVisible();
    await expect(clear).toBeDisabled();
    await write(page, "one 600 IN A 192.0.2.1");
    await expect(applies(page)).toHaveCount(1);
    await clear.click();
    await expect(applies(page)).toHaveCount(0);
    await keeps.uncheck();
    await write(page, "two 600 IN A 192.0.2.2");
    await page.reload();
    await expect(page.getByText("No history is kept in this browser")).toBeVisible();
    await expect(keeps).not.toBeChecked();
    await expect(clear).toBeDisabled();
    await expect(applies(page)).toHaveCount(0);
    await keeps.check();
    await write(page, "three 600 IN A 192.0.2.3");
    await expect(applies(page)).toHaveCount(1);
  });

  test("an apply that has written nothing leaves no entry", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    await preview(page, "refuse-one 600 IN A 192.0.2.1");
    const plan = await apply(page);
    await expectApplied(page, 0, 1);
    await plan.getByRole("button", { name: "Back" }).click();
    await page.reload();
    await expectPlanned(page, 1);
    await goTo(page, "History");
    await expect(page.getByText("Nothing has been applied")).toBeVisible();
    await expect(applies(page)).toHaveCount(0);
  });

  test.describe("each kind of change is undone exactly", () => {
    test("change of every field, delete, add", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, address("shop", 1), MX, SPF);
      const before = await sandbox.contents(ZONE);
      await openRecords(page, sandbox, ZONE);
      const edit = await openEdit(page, `A shop.${ZONE}`);
      await fill(edit, { Name: "store", Content: "192.0.2.2", TTL: "900", Comment: "moved" });
      await addToPlan(edit);
      const mail = await openEdit(page, `MX ${ZONE}`);
      await fill(mail, { Priority: "30" });
      await addToPlan(mail);
      await button(page, "Delete", `CNAME www.${ZONE}`).click();
      const add = await openAdd(page, "TXT");
      await fill(add, { Name: "note", Content: "x", TTL: "600" });
      await addToPlan(add);
      await apply(page);
      await expectApplied(page, 4, 0);
      await undo(page, 4);
      expect(await sandbox.contents(ZONE)).toEqual(before);
    });

    test("another type", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, address("shop", 1));
      const before = await sandbox.contents(ZONE);
      await openRecords(page, sandbox, ZONE);
      const dialog = await openEdit(page, `A shop.${ZONE}`);
      await dialog.getByRole("combobox", { name: "Type" }).selectOption("MX");
      await fill(dialog, { Priority: "10", Content: "mx.letterbox.example" });
      await addToPlan(dialog);
      const count = provider === BUNNY ? 2 : 1;
      await apply(page);
      await expectApplied(page, count, 0);
      await undo(page, count);
      expect(await sandbox.contents(ZONE)).toEqual(before);
    });

    test("accepted findings", async ({ page, sandbox }) => {
      const before = await sandbox.contents(ZONE);
      await openScanned(page, sandbox, ZONE);
      await page.getByRole("button", { name: "Accept all shown" }).click();
      await apply(page);
      await expectApplied(page, 13, 0);
      await goTo(page, "Records");
      await undo(page, 13);
      expect(await sandbox.contents(ZONE)).toEqual(before);
    });
  });
});

test.describe(CLOUDFLARE.title, () => {
  test.use({ provider: CLOUDFLARE });

  test("a record that is written whole says what falls back, and undone it is as it was", async ({ page, sandbox }) => {
    const title = `A mail.northwind.example`;
    await sandbox.patch("northwind.example", title, { settings: { ipv4_only: true }, comment: "the mail host" });
    const before = await sandbox.contents("northwind.example");
    await openRecords(page, sandbox, "northwind.example");
    const dialog = await openEdit(page, title);
    await dialog.getByRole("checkbox", { name: "Overwrite" }).check();
    await addToPlan(dialog);
    const plan = await apply(page);
    await expectApplied(page, 1, 0);
    await expect(plan).toHaveCount(0);
    const after = await sandbox.record("northwind.example", title);
    expect(after).toMatchObject({ settings: {}, comment: "the mail host", content: "198.51.100.20" });
    await undo(page, 1);
    expect(await sandbox.contents("northwind.example")).toEqual(before);

    const again = await openEdit(page, title);
    await fill(again, { Comment: "" });
    await again.getByRole("checkbox", { name: "Overwrite" }).check();
    await addToPlan(again);
    await page.getByRole("button", { name: /^Review plan/ }).click();
    const item = changes(planPage(page));
    const details = await detailsOf(planPage(page), item);
    await expect(details).toContainText(/Written whole\. This falls back to the provider’s default: "settings":\{"ipv4_only":true\}/);
    await expect(details.getByRole("deletion")).toContainText("the mail host");
    await expect(details.getByRole("insertion")).not.toContainText("the mail host");
  });
});
