// Records that are changed: what is shown, what is sent, and that nothing else of them changes.
import { ZONE, MX, SPF, address, writes } from "../bakery.ts";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { BUNNY, CLOUDFLARE } from "../providers.ts";
import {
  addToPlan,
  apply,
  button,
  changes,
  confirm,
  detailsOf,
  expectApplied,
  expectPlanned,
  field,
  fill,
  openAdd,
  openEdit,
  openPlan,
  openRecords,
  recordRow,
  undo,
} from "../steps.ts";

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider((provider) => {
  const isBunny = provider === BUNNY;

  test.describe("changing", () => {
    test("TTL and content: both values are shown, and what must be sent is", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, address("shop", 10));
      await openRecords(page, sandbox, ZONE);
      const sent = writes(page);
      const dialog = await openEdit(page, "A shop.bakery.example");
      await expect(field(dialog, "Content")).toHaveValue("192.0.2.10");
      await fill(dialog, { Content: "192.0.2.20", TTL: "600" });
      await addToPlan(dialog);
      const row = recordRow(page, "A shop.bakery.example");
      await expect(row).toContainText("to be changed");
      await expect(row.getByRole("deletion")).toHaveText(["192.0.2.10", "3600"]);
      await expect(row.getByRole("insertion")).toHaveText(["192.0.2.20", "600"]);
      const plan = await openPlan(page);
      await expect(changes(plan)).toHaveText([/^Change A shop\.bakery\.example/]);
      await expect(changes(plan).getByRole("deletion")).toHaveText(["192.0.2.10", "3600"]);
      await expect(changes(plan).getByRole("insertion")).toHaveText(["192.0.2.20", "600"]);
      const details = await detailsOf(plan, changes(plan));
      await expect(details.getByRole("deletion")).toHaveText(/^192\.0\.2\.10 · TTL 3600/);
      await expect(details.getByRole("insertion")).toHaveText(/^192\.0\.2\.20 · TTL 600/);
      await plan.getByRole("button", { name: "Apply", exact: true }).click();
      await expectApplied(page, 1, 0);
      expect(await sandbox.held(ZONE)).toContain("A shop.bakery.example 192.0.2.20");
      expect(sent).toHaveLength(1);
      const record = await sandbox.record(ZONE, "A shop.bakery.example");
      const body = sent[0]?.postDataJSON();
      if (isBunny) {
        expect(new URL(sent[0]?.url() ?? "").pathname).toMatch(new RegExp(`/records/${record.Id}$`));
        expect(body).toMatchObject({ Type: 0, Name: "shop", Value: "192.0.2.20", Ttl: 600, Weight: record.Weight });
      } else {
        expect(new URL(sent[0]?.url() ?? "").pathname).toMatch(/\/batch$/);
        expect(body).toEqual({ patches: [{ id: record.id, content: "192.0.2.20", ttl: 600 }] });
      }
      await expect(recordRow(page, "A shop.bakery.example")).toContainText("192.0.2.20");
    });

    test("another type is written, and the old record is gone", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, address("shop", 10));
      await openRecords(page, sandbox, ZONE);
      const sent = writes(page);
      const dialog = await openEdit(page, "A shop.bakery.example");
      await dialog.getByRole("combobox", { name: "Type" }).selectOption("AAAA");
      await fill(dialog, { Content: "2001:db8::10" });
      await addToPlan(dialog);
      const plan = await openPlan(page);
      if (isBunny) {
        await expect(changes(plan)).toHaveText([/^Delete A shop\.bakery\.example/, /^Add AAAA shop\.bakery\.example/]);
      } else {
        await expect(changes(plan)).toHaveText([/^Change AAAA shop\.bakery\.example/]);
      }
      await confirm(plan);
      await plan.getByRole("button", { name: "Apply", exact: true }).click();
      await expectApplied(page, isBunny ? 2 : 1, 0);
      const held = await sandbox.held(ZONE);
      expect(held.filter((text) => text.includes(" shop."))).toEqual(["AAAA shop.bakery.example 2001:db8::10"]);
      expect(sent.map((request) => request.method())).toEqual(isBunny ? ["PUT", "DELETE"] : ["POST"]);
      await expect(recordRow(page, "AAAA shop.bakery.example")).toContainText("2001:db8::10");
      await expect(button(page, "Edit", "A shop.bakery.example")).toHaveCount(0);
    });

    test("an address in place of an alias: the old one goes first, and both are written", async ({ page, sandbox }) => {
      await openRecords(page, sandbox, ZONE);
      const sent = writes(page);
      await button(page, "Delete", "CNAME www.bakery.example").click();
      const dialog = await openAdd(page, "A");
      await fill(dialog, { Name: "www", Content: "192.0.2.80", TTL: "600" });
      await addToPlan(dialog);
      await expectPlanned(page, 2);
      const plan = await openPlan(page);
      await expect(changes(plan).filter({ hasText: "A www.bakery.example" }).last()).not.toContainText(/beside other records/);
      await plan.getByRole("button", { name: "Apply", exact: true }).click();
      await expectApplied(page, 2, 0);
      expect(await sandbox.held(ZONE)).toEqual(["A www.bakery.example 192.0.2.80"]);
      expect(sent.map((request) => request.method())).toEqual(isBunny ? ["DELETE", "PUT"] : ["POST"]);
    });

    test("an edit back to what the record is is none", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, address("shop", 10));
      await openRecords(page, sandbox, ZONE);
      await addToPlan(await openEdit(page, "A shop.bakery.example"));
      await expectPlanned(page, 0);
      const dialog = await openEdit(page, "A shop.bakery.example");
      await fill(dialog, { Content: "192.0.2.20" });
      await addToPlan(dialog);
      await expectPlanned(page, 1);
      const back = await openEdit(page, "A shop.bakery.example");
      await expect(field(back, "Content")).toHaveValue("192.0.2.20");
      await fill(back, { Content: "192.0.2.10" });
      await addToPlan(back);
      await expectPlanned(page, 0);
    });

    test("Discard edits leaves everything as it was", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, address("shop", 10));
      const before = await sandbox.contents(ZONE);
      await openRecords(page, sandbox, ZONE);
      const discard = page.getByRole("button", { name: "Discard edits" });
      await expect(discard).toBeDisabled();
      const dialog = await openEdit(page, "A shop.bakery.example");
      await fill(dialog, { Content: "192.0.2.20" });
      await addToPlan(dialog);
      await button(page, "Delete", "CNAME www.bakery.example").click();
      await expectPlanned(page, 2);
      await discard.click();
      await expectPlanned(page, 0);
      await expect(recordRow(page, "A shop.bakery.example")).toContainText("192.0.2.10");
      await expect(button(page, "Delete", "CNAME www.bakery.example")).toBeVisible();
      await expect(discard).toBeDisabled();
      expect(await sandbox.contents(ZONE)).toEqual(before);
    });
  });

  test("Undo last apply brings the zone back exactly", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, MX, SPF, address("shop", 10), address("old", 11));
    const before = await sandbox.contents(ZONE);
    await openRecords(page, sandbox, ZONE);
    await expect(page.getByRole("button", { name: "Undo last apply" })).toBeDisabled();
    const edit = await openEdit(page, "A shop.bakery.example");
    await fill(edit, { Name: "store", Content: "192.0.2.20", TTL: "600" });
    await addToPlan(edit);
    await button(page, "Delete", "A old.bakery.example").click();
    await button(page, "Delete", "MX bakery.example").click();
    const dialog = await openAdd(page, "A");
    await fill(dialog, { Name: "new", Content: "192.0.2.30", TTL: "600" });
    await addToPlan(dialog);
    const plan = await openPlan(page);
    await plan.getByRole("textbox", { name: "Type DELETE to confirm" }).fill("DELETE");
    await plan.getByRole("button", { name: "Apply", exact: true }).click();
    await expectApplied(page, 4, 0);
    expect(await sandbox.contents(ZONE)).not.toEqual(before);
    await undo(page, 4);
    expect(await sandbox.contents(ZONE)).toEqual(before);
    await expectPlanned(page, 0);
  });
});

test.describe(CLOUDFLARE.title, () => {
  test.use({ provider: CLOUDFLARE });

  test("proxy, comment and tags are written and shown", async ({ page, sandbox }) => {
    const domain = "northwind.example";
    await openRecords(page, sandbox, domain);
    const sent = writes(page);
    const dialog = await openEdit(page, `A mail.${domain}`);
    await fill(dialog, { Comment: "the mail host", Tags: "team:post" });
    await addToPlan(dialog);
    await apply(page);
    await expectApplied(page, 1, 0);
    await expect(recordRow(page, `A mail.${domain}`)).toContainText("the mail host · team:post");
    const record = await sandbox.record(domain, `A mail.${domain}`);
    expect(record).toMatchObject({ comment: "the mail host", tags: ["team:post"], ttl: 3600, proxied: false });
    expect(sent[0]?.postDataJSON()).toEqual({
      patches: [{ id: record.id, comment: "the mail host", tags: ["team:post"] }],
    });
  });
});

test.describe(BUNNY.title, () => {
  test("its own types are shown, and stay as they were when another record is edited", async ({ page, sandbox }) => {
    const domain = "own-types.example";
    const before = await sandbox.records(domain);
    await openRecords(page, sandbox, domain);
    for (const title of ["REDIRECT go", "FLATTEN flat", "PULLZONE cdn", "SCRIPT edge"]) {
      await expect(recordRow(page, `${title}.${domain}`)).toHaveCount(1);
    }
    const dialog = await openEdit(page, `AAAA vpn.${domain}`);
    await fill(dialog, { Content: "2001:db8::99" });
    await addToPlan(dialog);
    await apply(page);
    await expectApplied(page, 1, 0);
    const after = await sandbox.records(domain);
    const changed = before.map((record) => (record.Name === "vpn" ? { ...record, Value: "2001:db8::99" } : record));
    expect(after).toEqual(changed);
  });

  test("what a record holds beside its fields stays when it is edited", async ({ page, sandbox }) => {
    const domain = "own-types.example";
    const before = await sandbox.record(domain, `A near.${domain}`);
    await openRecords(page, sandbox, domain);
    const dialog = await openEdit(page, `A near.${domain}`);
    await fill(dialog, { TTL: "900" });
    await addToPlan(dialog);
    await apply(page);
    await expectApplied(page, 1, 0);
    expect(await sandbox.record(domain, `A near.${domain}`)).toEqual({ ...before, Ttl: 900 });
  });
});
