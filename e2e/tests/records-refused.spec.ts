// Changes of records that are not carried out: somebody else was there, or the provider refuses.
import { ZONE, address, writes } from "../bakery.ts";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { CLOUDFLARE } from "../providers.ts";
import {
  addToPlan,
  apply,
  button,
  changes,
  confirm,
  expectApplied,
  expectPlanned,
  fill,
  openAdd,
  openEdit,
  openPlan,
  leavePlan,
  openRecords,
  recordRow,
  runUntil,
  undo,
  planPage,
} from "../steps.ts";

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider((provider) => {
  test.describe("somebody else", () => {
    for (const act of ["Change", "Delete"] as const) {
      test(`has changed the record meanwhile, and it is to be: ${act}`, async ({ page, sandbox }) => {
        await sandbox.add(ZONE, address("shop", 10));
        await openRecords(page, sandbox, ZONE);
        const sent = writes(page);
        if (act === "Change") {
          const dialog = await openEdit(page, "A shop.bakery.example");
          await fill(dialog, { Content: "192.0.2.20" });
          await addToPlan(dialog);
        } else {
          await button(page, "Delete", "A shop.bakery.example").click();
        }
        await sandbox.change(ZONE, "A shop.bakery.example", "192.0.2.66");
        const plan = await apply(page);
        await expectApplied(page, 0, 1);
        const item = changes(plan);
        await expect(item).toContainText("Somebody else changed this record");
        await expect(item).toContainText(/Now: shop\.bakery\.example 192\.0\.2\.66/);
        expect(sent).toHaveLength(0);
        expect(await sandbox.held(ZONE)).toContain("A shop.bakery.example 192.0.2.66");
        await item.getByRole("button", { name: "Retry" }).click();
        await expectApplied(page, 1, 0);
        const held = await sandbox.held(ZONE);
        const left = act === "Change" ? ["A shop.bakery.example 192.0.2.20"] : [];
        expect(held.filter((text) => text.startsWith("A "))).toEqual(left);
        expect(sent).toHaveLength(1);
      });
    }

    test("has deleted the record meanwhile: a change is not written, a delete is done", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, address("shop", 10), address("old", 11));
      await openRecords(page, sandbox, ZONE);
      const sent = writes(page);
      const dialog = await openEdit(page, "A shop.bakery.example");
      await fill(dialog, { Content: "192.0.2.20" });
      await addToPlan(dialog);
      await button(page, "Delete", "A old.bakery.example").click();
      await sandbox.remove(ZONE, "A shop.bakery.example");
      await sandbox.remove(ZONE, "A old.bakery.example");
      const plan = await apply(page);
      await expectApplied(page, 1, 1);
      const failed = changes(plan).filter({ hasText: "A shop.bakery.example" });
      await expect(failed).toContainText("Somebody else deleted this record");
      expect(sent).toHaveLength(0);
      expect(await sandbox.held(ZONE)).toHaveLength(1);
    });

    test("has changed it since: Undo leaves it and says so", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, address("shop", 10));
      await openRecords(page, sandbox, ZONE);
      for (const name of ["one", "two"]) {
        const dialog = await openAdd(page, "A");
        await fill(dialog, { Name: name, Content: "192.0.2.1", TTL: "600" });
        await addToPlan(dialog);
      }
      await apply(page);
      await expectApplied(page, 2, 0);
      await sandbox.change(ZONE, "A one.bakery.example", "192.0.2.66");
      await page.getByRole("button", { name: "Undo last apply" }).click();
      const plan = planPage(page);
      await confirm(plan);
      await plan.getByRole("button", { name: "Apply", exact: true }).click();
      // Nothing at all is written before it was looked at.
      await expectApplied(page, 0, 2);
      await expect(changes(plan).filter({ hasText: "A one." })).toContainText(/Now: one\.bakery\.example 192\.0\.2\.66/);
      await changes(plan).filter({ hasText: "A two." }).getByRole("button", { name: "Retry" }).click();
      await expectApplied(page, 1, 1);
      const held = await sandbox.held(ZONE);
      expect(held).toContain("A one.bakery.example 192.0.2.66");
      expect(held.filter((text) => text.startsWith("A two."))).toEqual([]);
    });
  });

  test("a record that is refused is named, and the rest is written", async ({ page, sandbox }) => {
    const domain = "batch-culprit.example";
    await openRecords(page, sandbox, domain);
    for (const name of ["one", "two", "refuse-three", "four", "five"]) {
      const dialog = await openAdd(page, "A");
      await fill(dialog, { Name: name, Content: "192.0.2.1", TTL: "600" });
      await addToPlan(dialog);
    }
    const plan = await apply(page);
    await expectApplied(page, 4, 1);
    const failed = changes(plan).filter({ has: page.getByRole("button", { name: /^Retry / }) });
    await expect(failed).toHaveText([/^Add A refuse-three\.batch-culprit\.example/]);
    await expect(failed).toContainText(`${provider.title} refused this`);
    await plan.getByRole("button", { name: "Back" }).click();
    await expectPlanned(page, 1);
    const held = await sandbox.held(domain);
    const written = held.filter((text) => text.startsWith("A "));
    expect(written).toEqual(["five", "four", "one", "two"].map((name) => `A ${name}.${domain} 192.0.2.1`));
  });

  test("records whose names fail: refused, repeated, and looked up", async ({ page, sandbox }) => {
    const domain = "failing-writes.example";
    await openRecords(page, sandbox, domain);
    for (const name of ["refuse-one", "fail-one"]) {
      const dialog = await openEdit(page, `A ${name}.${domain}`);
      await fill(dialog, { Content: "192.0.2.99" });
      await addToPlan(dialog);
    }
    const plan = await apply(page);
    // A batch with a record that fails is not done at all.
    await expectApplied(page, 0, 2);
    await changes(plan).filter({ hasText: "fail-one" }).getByRole("button", { name: "Retry" }).click();
    await expectApplied(page, 1, 1);
    await changes(plan).filter({ hasText: "refuse-one" }).getByRole("button", { name: "Retry" }).click();
    await expect(changes(plan).filter({ hasText: "refuse-one" })).toContainText(`${provider.title} refused this`);
    await expectApplied(page, 1, 1);
    const held = await sandbox.held(domain);
    expect(held).toContain(`A fail-one.${domain} 192.0.2.99`);
    expect(held).toContain(`A refuse-one.${domain} 192.0.2.11`);
  });

  test("a deletion whose answer never comes is looked up, not repeated", async ({ page, sandbox }) => {
    const domain = "failing-writes.example";
    const before = await sandbox.contents(domain);
    await openRecords(page, sandbox, domain);
    await page.clock.install();
    const sent = writes(page);
    await button(page, "Delete", `A hang-one.${domain}`).click();
    await apply(page);
    await expect.poll(() => sent.length).toBe(1);
    await runUntil(page, () => expect(page.getByRole("status")).toContainText("Applied: 1 succeeded, 0 failed", { timeout: 200 }));
    expect(sent).toHaveLength(1);
    expect(await sandbox.contents(domain)).toHaveLength(before.length - 1);
    await leavePlan(page);
    await undo(page, 1);
    expect(await sandbox.contents(domain)).toEqual(before);
  });
});

test.describe(CLOUDFLARE.title, () => {
  test.use({ provider: CLOUDFLARE });

  test("a record of another product is shown and cannot be edited", async ({ page, sandbox }) => {
    const domain = "managed-record.example";
    await openRecords(page, sandbox, domain);
    const title = `A managed.${domain}`;
    await expect(recordRow(page, title)).toContainText("managed by another product of the provider: read-only");
    await expect(button(page, "Edit", title)).toBeDisabled();
    await expect(button(page, "Delete", title)).toBeDisabled();
    await expect(button(page, "Edit", `AAAA vpn.${domain}`)).toBeEnabled();
    await page.getByRole("checkbox", { name: "Select all shown" }).check();
    await page.getByRole("button", { name: "Delete selected" }).click();
    await expectPlanned(page, 1);
    await expect(changes(await openPlan(page)).first()).toContainText(`Delete AAAA vpn.${domain}`);
  });
});
