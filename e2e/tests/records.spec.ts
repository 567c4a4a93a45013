// All records of a zone: to search, to add, to change and to delete, always by way of the plan.
import type { Page, Request } from "@playwright/test";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { BUNNY, CLOUDFLARE } from "../providers.ts";
import type { Sandbox } from "../sandbox.ts";
import {
  addToPlan,
  apply,
  button,
  calls,
  changes,
  expectApplied,
  expectHeld,
  expectPlanned,
  field,
  fill,
  goTo,
  openAdd,
  openEdit,
  openPlan,
  openRecords,
  openZones,
  recordRow,
  recordsGrid,
} from "../steps.ts";

/** Holds a CNAME at www, and whatever a test puts in. */
const ZONE = "bakery.example";

const MX = { type: "MX", name: "", content: "mx.letterbox.example", priority: 10 } as const;
const SPF = { type: "TXT", name: "", content: "v=spf1 -all" } as const;
const DMARC = { type: "TXT", name: "_dmarc", content: "v=DMARC1; p=none" } as const;

function address(name: string, last: number) {
  return { type: "A", name, content: `192.0.2.${last}` } as const;
}

/** The page's calls that write from now on, whatever they write. */
function writes(page: Page): Request[] {
  const seen: Request[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET") seen.push(request);
  });
  return seen;
}

function filter(page: Page) {
  return page.getByRole("searchbox", { name: "Filter records" });
}

/** The names in the grid, in its order. */
async function names(page: Page): Promise<string[]> {
  const rows = recordsGrid(page).getByRole("row").filter({ has: page.getByRole("gridcell") });
  const titles = await rows.getByRole("checkbox").evaluateAll((boxes) => {
    return boxes.map((box) => box.getAttribute("aria-label") ?? "");
  });
  return titles.map((title) => title.replace(/^Select /, ""));
}

async function discardPlan(page: Page): Promise<void> {
  await page.getByRole("dialog", { name: "Plan" }).getByRole("button", { name: "Cancel" }).click();
}

/** Takes the last apply back, with the word where one is asked for. */
async function undo(page: Page, count: number): Promise<void> {
  await page.getByRole("button", { name: "Undo last apply" }).click();
  const plan = page.getByRole("dialog", { name: "Plan" });
  await expect(changes(plan)).toHaveCount(count);
  const word = plan.getByRole("textbox", { name: "Type DELETE to confirm" });
  if ((await word.count()) > 0) await word.fill("DELETE");
  await plan.getByRole("button", { name: "Apply", exact: true }).click();
  await expect(plan).toHaveCount(0);
  await expectApplied(page, count, 0);
}

/** A record by what is typed into the form of its type. */
interface Typed {
  type: string;
  title: string;
  fields: Record<string, string>;
  held: string | RegExp;
}

const FORMS: Typed[] = [
  {
    type: "MX",
    title: "MX team.bakery.example",
    fields: { Name: "team", Priority: "20", Content: "mx2.letterbox.example" },
    held: "MX team.bakery.example 20 mx2.letterbox.example",
  },
  {
    type: "SRV",
    title: "SRV _sip._tcp.bakery.example",
    fields: { Name: "_sip._tcp", Priority: "1", Weight: "5", Port: "5060", Target: "sip.letterbox.example" },
    held: "SRV _sip._tcp.bakery.example 1 5 5060 sip.letterbox.example",
  },
  {
    type: "CAA",
    title: "CAA bakery.example",
    fields: { Name: "@", Flags: "0", Tag: "issue", Value: "ca.example" },
    held: 'CAA bakery.example 0 issue "ca.example"',
  },
  {
    type: "TXT",
    title: "TXT note.bakery.example",
    fields: { Name: "note.bakery.example", Content: "fresh bread, daily" },
    held: /^TXT note\.bakery\.example "?fresh bread, daily"?$/,
  },
  {
    type: "AAAA",
    title: "AAAA v6.bakery.example",
    fields: { Name: "v6", Content: "2001:db8::17" },
    held: "AAAA v6.bakery.example 2001:db8::17",
  },
];

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider((provider) => {
  const isBunny = provider === BUNNY;

  test.describe("the grid", () => {
    test("the screen opens by its link, and by its address", async ({ page, key, sandbox }) => {
      await openZones(page, provider, key);
      await page.getByRole("link", { name: ZONE }).click();
      await goTo(page, "Records");
      await expect(page).toHaveURL(/#\/zone\/\w+\/records$/);
      await expectHeld(page, 1);
      await expect(recordRow(page, "CNAME www.bakery.example")).toContainText("bakery.example");
      await page.reload();
      await expectHeld(page, 1);
      await page.getByRole("banner").getByRole("button", { name: "Lock" }).click();
      await openRecords(page, sandbox, ZONE);
      await expect(page).toHaveTitle(/bakery\.example/);
    });

    test("counts, filter, types and order are those of the whole zone", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, MX, address("b", 2), address("c", 1), { ...address("a", 3), ttl: 300 });
      await openRecords(page, sandbox, ZONE);
      await expect(page.getByText("5 of 5 shown", { exact: true })).toBeVisible();
      await expect(recordsGrid(page)).toHaveAttribute("aria-colcount", "8");
      const headers = recordsGrid(page).getByRole("columnheader");
      await expect(headers).toHaveCount(8);
      await expect(headers.filter({ hasText: /\S/ })).toHaveText([/^Name/, /^Type/, /^Content/, /^TTL/, /^Priority/, /^Note/, /^Edit/]);

      await filter(page).fill("192.0.2");
      await expect(page.getByText("3 of 5 shown", { exact: true })).toBeVisible();
      await expectHeld(page, 3);
      await filter(page).fill("");
      const types = page.getByRole("group", { name: "Types" });
      await expect(types.getByRole("button")).toHaveCount(3);
      await types.getByRole("button", { name: /^A 3$/ }).click();
      await expect(types.getByRole("button", { name: /^A 3$/ })).toHaveAttribute("aria-pressed", "true");
      await expectHeld(page, 3);
      const [name, content, ttl] = ["Name", "Content", "TTL"].map((label) => headers.filter({ hasText: label }));
      if (!name || !content || !ttl) throw new Error("no headers");
      await content.getByRole("button").click();
      await expect(content).toHaveAttribute("aria-sort", "ascending");
      const title = (label: string) => `A ${label}.bakery.example`;
      await expect.poll(() => names(page)).toEqual(["c", "b", "a"].map(title));
      await content.getByRole("button").click();
      await expect(content).toHaveAttribute("aria-sort", "descending");
      await expect.poll(() => names(page)).toEqual(["a", "b", "c"].map(title));
      await ttl.getByRole("button").click();
      await expect(ttl).toHaveAttribute("aria-sort", "ascending");
      await expect(content).not.toHaveAttribute("aria-sort");
      await expect.poll(async () => (await names(page))[0]).toBe(title("a"));
      await types.getByRole("button", { name: /^MX 1$/ }).click();
      await expectHeld(page, 4);
      await filter(page).fill("nothing like this");
      await expect(page.getByText("No record passes the filter.")).toBeVisible();
      await expectHeld(page, 0);
    });

    test("rows that share type and name are told apart by their content", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, address("b", 2), address("b", 1));
      await openRecords(page, sandbox, ZONE);
      for (const verb of ["Edit", "Delete"]) {
        const exact = (last: number) => ({ name: `${verb} A b.bakery.example 192.0.2.${last}`, exact: true });
        await expect(page.getByRole("button", exact(1))).toHaveCount(1);
        await expect(page.getByRole("button", exact(2))).toHaveCount(1);
      }
      await expect(page.getByRole("checkbox", { name: "Select A b.bakery.example 192.0.2.1" })).toHaveCount(1);
    });
  });

  test.describe("adding", () => {
    for (const { type, title, fields, held } of FORMS) {
      test(`a record by the form of its type: ${type}`, async ({ page, sandbox }) => {
        const before = await sandbox.held(ZONE);
        await openRecords(page, sandbox, ZONE);
        const sent = writes(page);
        const dialog = await openAdd(page, type);
        await fill(dialog, fields);
        await fill(dialog, { TTL: "600" });
        await addToPlan(dialog);
        await expectPlanned(page, 1);
        await expect(recordRow(page, title)).toContainText("to be added");
        const plan = await openPlan(page);
        await expect(changes(plan)).toHaveText([new RegExp(`^Add ${title.replace(/\./g, "\\.")}`)]);
        await expect(changes(plan)).toContainText("TTL 600");
        expect(sent).toHaveLength(0);
        await plan.getByRole("button", { name: "Apply", exact: true }).click();
        await expectApplied(page, 1, 0);
        await expect(plan).toHaveCount(0);
        await expectPlanned(page, 0);
        await expect(recordRow(page, title)).toContainText("600");
        await expect(recordRow(page, title)).not.toContainText("to be added");
        await expectHeld(page, before.length + 1);
        const after = (await sandbox.held(ZONE)).filter((text) => !before.includes(text));
        expect(after).toEqual([typeof held === "string" ? held : expect.stringMatching(held)]);
        expect(await sandbox.contents(ZONE)).toHaveLength(before.length + 1);
      });
    }

    test("faults are told at their fields, and nothing is planned", async ({ page, sandbox }) => {
      await openRecords(page, sandbox, ZONE);
      const dialog = await openAdd(page, "MX");
      const of = (label: string) => field(dialog, label);
      await fill(dialog, { Name: "a..b", Priority: "70000", Content: "", TTL: "soon" });
      await dialog.getByRole("button", { name: "Add to plan" }).click();
      await expect(of("Name")).toHaveAccessibleDescription(/label between two dots is empty/);
      await expect(of("Priority")).toHaveAccessibleDescription(/from 0 to 65535/);
      await expect(of("Content")).toHaveAccessibleDescription(/must not be empty/);
      await expect(of("TTL")).toHaveAccessibleDescription(/Enter a TTL from \d+ to \d+ seconds/);
      for (const name of ["Name", "Priority", "Content", "TTL"]) {
        await expect(of(name)).toHaveAttribute("aria-invalid", "true");
      }
      await dialog.getByRole("combobox", { name: "Type" }).selectOption("A");
      await fill(dialog, { Name: "www.elsewhere.example.", Content: "300.1.1.1", TTL: "300" });
      await dialog.getByRole("button", { name: "Add to plan" }).click();
      await expect(of("Name")).toHaveAccessibleDescription(/outside the zone/);
      await expect(of("Content")).toHaveAccessibleDescription(/Enter an IPv4 address/);
      await expect(of("TTL")).not.toHaveAttribute("aria-invalid");
      await dialog.getByRole("button", { name: "Cancel" }).click();
      await expect(dialog).toHaveCount(0);
      await expectPlanned(page, 0);
      await expectHeld(page, 1);
    });
  });

  test("a new record is dropped by Delete in its row", async ({ page, sandbox }) => {
    await openRecords(page, sandbox, ZONE);
    const dialog = await openAdd(page, "A");
    await fill(dialog, { Name: "shop", Content: "192.0.2.1", TTL: "600" });
    await addToPlan(dialog);
    await button(page, "Delete", "A shop.bakery.example").click();
    await expectPlanned(page, 0);
    await expectHeld(page, 1);
  });

  test("edits that wait survive a reload", async ({ page, sandbox }) => {
    await openRecords(page, sandbox, ZONE);
    const dialog = await openAdd(page, "A");
    await fill(dialog, { Name: "shop", Content: "192.0.2.1", TTL: "600" });
    await addToPlan(dialog);
    await page.reload();
    await expectPlanned(page, 1);
    await expect(recordRow(page, "A shop.bakery.example")).toContainText("to be added");
  });

  test.describe("changing", () => {
    test("TTL and content: both values are shown, and what must be sent is", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, address("shop", 10));
      await openRecords(page, sandbox, ZONE);
      const sent = writes(page);
      const dialog = await openEdit(page, "A shop.bakery.example");
      await expect(field(dialog, "Content")).toHaveValue("192.0.2.10");
      await fill(dialog, { Content: "192.0.2.20", TTL: "600" });
      await addToPlan(dialog);
      await expect(recordRow(page, "A shop.bakery.example")).toContainText("to be changed");
      const plan = await openPlan(page);
      await expect(changes(plan)).toHaveText([/^Change A shop\.bakery\.example/]);
      await expect(changes(plan).getByRole("deletion")).toHaveText(/^192\.0\.2\.10 · TTL 3600/);
      await expect(changes(plan).getByRole("insertion")).toHaveText(/^192\.0\.2\.20 · TTL 600/);
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
      await expect(button(page, "Delete", "CNAME www.bakery.example")).toHaveAttribute("aria-pressed", "false");
      await expect(discard).toBeDisabled();
      expect(await sandbox.contents(ZONE)).toEqual(before);
    });
  });

  test.describe("deleting", () => {
    test("Delete is pressed and released", async ({ page, sandbox }) => {
      await openRecords(page, sandbox, ZONE);
      const press = button(page, "Delete", "CNAME www.bakery.example");
      await press.click();
      await expect(press).toHaveAttribute("aria-pressed", "true");
      await expect(recordRow(page, "CNAME www.bakery.example")).toContainText("to be deleted");
      await expectPlanned(page, 1);
      await press.click();
      await expect(press).toHaveAttribute("aria-pressed", "false");
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
      await expect(page.getByText("3 records selected")).toBeVisible();
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
      await expect(page.getByText("2 records selected")).toBeVisible();
      await filter(page).fill("");
      await page.getByRole("button", { name: "Delete selected" }).click();
      await expectPlanned(page, 2);
      await expect(page.getByRole("button", { name: "Delete selected" })).toHaveCount(0);
      await apply(page);
      await expectApplied(page, 2, 0);
      expect(await sandbox.held(ZONE)).toHaveLength(2);
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
        await expect(item).toContainText("Somebody else has changed this record");
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
      await expect(failed).toContainText("Somebody else has deleted this record");
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
      const plan = page.getByRole("dialog", { name: "Plan" });
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
    const failed = changes(plan).filter({ has: page.getByRole("button", { name: "Retry" }) });
    await expect(failed).toHaveText([/^Add A refuse-three\.batch-culprit\.example/]);
    await expect(failed).toContainText(`${provider.title} refused this`);
    await plan.getByRole("button", { name: "Close" }).click();
    await expectPlanned(page, 1);
    const held = await sandbox.held(domain);
    const written = held.filter((text) => text.startsWith("A "));
    expect(written).toEqual(["five", "four", "one", "two"].map((name) => `A ${name}.${domain} 192.0.2.1`));
  });
});

test.describe(CLOUDFLARE.title, () => {
  test.use({ provider: CLOUDFLARE });

  test("a record of another product is shown and cannot be edited", async ({ page, sandbox }) => {
    const domain = "managed-record.example";
    await openRecords(page, sandbox, domain);
    const title = `A managed.${domain}`;
    await expect(recordRow(page, title)).toContainText("managed by another product of the provider: read only");
    await expect(button(page, "Edit", title)).toBeDisabled();
    await expect(button(page, "Delete", title)).toBeDisabled();
    await expect(button(page, "Edit", `AAAA vpn.${domain}`)).toBeEnabled();
    await page.getByRole("checkbox", { name: "Select all shown" }).check();
    await page.getByRole("button", { name: "Delete selected" }).click();
    await expectPlanned(page, 1);
    await expect((await openPlan(page)).getByRole("listitem").first()).toContainText(`Delete AAAA vpn.${domain}`);
  });

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
  test("records whose names fail: refused, repeated, and looked up", async ({ page, sandbox }) => {
    const domain = "failing-writes.example";
    await openRecords(page, sandbox, domain);
    for (const name of ["refuse-one", "fail-one"]) {
      const dialog = await openEdit(page, `A ${name}.${domain}`);
      await fill(dialog, { Content: "192.0.2.99" });
      await addToPlan(dialog);
    }
    const plan = await apply(page);
    await expectApplied(page, 0, 2);
    const later = changes(plan).filter({ hasText: "fail-one" });
    await later.getByRole("button", { name: "Retry" }).click();
    await expectApplied(page, 1, 1);
    const held = await sandbox.held(domain);
    expect(held).toContain(`A fail-one.${domain} 192.0.2.99`);
    expect(held).toContain(`A refuse-one.${domain} 192.0.2.11`);
  });

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
