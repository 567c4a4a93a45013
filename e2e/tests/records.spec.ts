// All records of a zone: the grid, and records that are added, always by way of the plan.
import type { Page } from "@playwright/test";
import { ZONE, MX, address, writes } from "../bakery.ts";
import { expect, forEachProvider, test } from "../fixtures.ts";
import {
  addToPlan,
  button,
  changes,
  expectApplied,
  expectHeld,
  expectPlanned,
  field,
  fill,
  goTo,
  openAdd,
  openPlan,
  openRecords,
  openZones,
  recordRow,
  recordsGrid,
} from "../steps.ts";

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

    test("names and contents sort naturally, in both directions", async ({ page, sandbox }) => {
      const hosts = [["h19", 9], ["h2", 100], ["h10", 20], ["h02", 3], ["9", 10], ["10", 1]] as const;
      for (const [name, last] of hosts) await sandbox.add(ZONE, address(name, last));
      await openRecords(page, sandbox, ZONE);
      await filter(page).fill("192.0.2");
      const header = (name: string) => recordsGrid(page).getByRole("columnheader", { name }).getByRole("button");
      const sorted = ["9", "10", "h2", "h02", "h10", "h19"].map((name) => `A ${name}.${ZONE}`);
      await header("Name").click();
      await expect.poll(() => names(page)).toEqual(sorted);
      await header("Name").click();
      await expect.poll(() => names(page)).toEqual([...sorted].reverse());
      await header("Content").click();
      const byAddress = ["10", "h02", "h19", "9", "h10", "h2"].map((name) => `A ${name}.${ZONE}`);
      await expect.poll(() => names(page)).toEqual(byAddress);
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
      await expect(page.getByText("No records match.")).toBeVisible();
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
});
