// The calls of a plan that is written: those that read before and after, and those that write.
import { expect, type Page } from "@playwright/test";
import { address, ZONE } from "../bakery.ts";
import type { Call } from "../faults.ts";
import { FAULTS } from "../faults.ts";
import { BUNNY, type Provider } from "../providers.ts";
import { button, confirm, expectChanges, expectPlanned, grid, leavePlan, openPlan, planPage, preview } from "../steps.ts";
import { type Desk, isSeen, type Row } from "./desk.ts";
import { openScreen } from "./records.ts";

/** A plan of so many changes, and how it is put together for a cell. */
interface Planned {
  count: number;
  screen: "discover" | "transfer";
  plan(desk: Desk, cell: number): Promise<void>;
  /** What the zone holds once the cell is done. */
  holds(desk: Desk, cell: number): Promise<boolean>;
}

function dialog(page: Page) {
  return planPage(page);
}

function isEmpty(page: Page): Promise<boolean> {
  return isSeen(page.getByRole("button", { name: "Review plan (0)" }));
}

/** The zone before a cell, by its row. */
const before = new WeakMap<Page, string[]>();

function planRow(title: string, call: Call, planned: Planned, more: Partial<Row> = {}): Row {
  const { count, screen, plan, holds } = planned;
  const start = async ({ page }: Desk) => {
    await expectPlanned(page, count);
    const dialog = await openPlan(page);
    await confirm(dialog);
    await dialog.getByRole("button", { name: "Apply", exact: true }).click();
  };
  return {
    title,
    call,
    open: (desk) => openScreen(desk, screen),
    act: async (desk, cell) => {
      const { page, sandbox } = desk;
      // What was written before the key was refused is not written again.
      if (before.has(page) && (await isEmpty(page)) && (await holds(desk, cell))) return;
      const isThere = await isSeen(page.getByRole("button", { name: `Review plan (${count})` }));
      // After a new key the plan is there as it was.
      if (!isThere) {
        before.set(page, await sandbox.held(ZONE));
        await plan(desk, cell);
      }
      await start(desk);
    },
    isDone: async (desk, cell) => {
      const { page } = desk;
      // What came to a good end is left.
      const isOver = await isSeen(page.getByRole("heading", { name: "Result", exact: true }));
      if (isOver && !(await isSeen(page.getByRole("button", { name: /^Retry failed/ })))) await leavePlan(page);
      return (await dialog(page).count()) === 0 && (await isEmpty(page)) && holds(desk, cell);
    },
    keeps: async ({ page }) => {
      if (await isSeen(dialog(page))) await expectChanges(dialog(page), count);
    },
    leave: async ({ page }) => {
      // What became of the plan is read before the key is asked for.
      await dialog(page).getByRole("button", { name: "Back" }).click();
    },
    close: async (desk, cell) => {
      expect(await holds(desk, cell)).toBe(true);
      const held = await desk.sandbox.held(ZONE);
      expect(new Set(held).size, held.join("\n")).toBe(held.length);
      before.delete(desk.page);
      await desk.page.reload();
      await openScreen(desk, screen);
      // Before it has been read, the reading would meet the fault of the next cell.
      if (screen === "discover") await expect(grid(desk.page)).toHaveAttribute("aria-rowcount", /^[2-9]|\d\d/);
      await expectPlanned(desk.page, 0);
    },
    ...more,
  };
}

/** The zone has exactly these more than before the cell, and these fewer. */
async function holdsAs({ page, sandbox }: Desk, more: string[], fewer: string[]): Promise<boolean> {
  const held = (before.get(page) ?? []).filter((text) => !fewer.includes(text));
  return (await sandbox.held(ZONE)).join("\n") === [...held, ...more].sort().join("\n");
}

const add: Planned = {
  count: 1,
  screen: "transfer",
  plan: ({ page }, cell) => preview(page, `one-${cell} 600 IN A 192.0.2.${cell + 1}`),
  holds: (desk, cell) => holdsAs(desk, [`A one-${cell}.${ZONE} 192.0.2.${cell + 1}`], []),
};

const shop = (cell: number) => `A shop.${ZONE} 192.0.2.${100 + cell}`;

const change: Planned = {
  count: 1,
  screen: "transfer",
  plan: ({ page }, cell) => preview(page, `shop 600 IN A 192.0.2.${101 + cell}`, "Replace the same name and type"),
  holds: (desk, cell) => holdsAs(desk, [shop(cell + 1)], [shop(cell)]),
};

/** A record for each cell. */
const goes = (cell: number) => address(`goes-${cell}`, cell + 1);
const FILE = ["$TTL 600", `www 3600 IN CNAME ${ZONE}.`];

const remove: Planned = {
  count: 1,
  screen: "transfer",
  plan: ({ page }, cell) => {
    const left = FAULTS.map((_, other) => other).filter((other) => other > cell);
    const lines = left.map((other) => `goes-${other} 3600 IN A 192.0.2.${other + 1}`);
    return preview(page, [...FILE, ...lines].join("\n"), "Make the zone equal to the file");
  },
  holds: (desk, cell) => holdsAs(desk, [], [`A goes-${cell}.${ZONE} 192.0.2.${cell + 1}`]),
};

/** One of each, in one call. */
const all: Planned = {
  count: 3,
  screen: "transfer",
  plan: ({ page }, cell) => {
    const left = FAULTS.map((_, other) => other);
    const lines = left.filter((other) => other > cell).map((other) => `goes-${other} 3600 IN A 192.0.2.${other + 1}`);
    const come = left.filter((other) => other <= cell).map((other) => `one-${other} 600 IN A 192.0.2.${other + 1}`);
    const file = [...FILE, ...lines, ...come, `shop 3600 IN A 192.0.2.${101 + cell}`];
    return preview(page, file.join("\n"), "Make the zone equal to the file");
  },
  holds: (desk, cell) =>
    holdsAs(desk, [`A one-${cell}.${ZONE} 192.0.2.${cell + 1}`, shop(cell + 1)], [`A goes-${cell}.${ZONE} 192.0.2.${cell + 1}`, shop(cell)]),
};

/** A decision on the next found record that the zone has not: there are more of them than cells. */
function decide(verb: "Accept" | "Reject"): Planned {
  return {
    count: 1,
    screen: "discover",
    plan: async ({ page }) => {
      const rows = page.getByRole("row").filter({ hasNotText: "in the zone" });
      const open = rows.getByRole("button", { name: new RegExp(`^${verb} (A|AAAA|MX|TXT|CAA|SRV|CNAME|NS) `), pressed: false, disabled: false });
      await open.first().click();
    },
    holds: async ({ page, sandbox }) => {
      const more = (await sandbox.held(ZONE)).length - (before.get(page) ?? []).length;
      return more === (verb === "Accept" ? 1 : 0);
    },
  };
}

async function withRecords(desk: Desk, screen: Planned["screen"], records: ReturnType<typeof address>[]): Promise<void> {
  const held = await desk.sandbox.held(ZONE);
  if (desk.network.sent.length === 0) await desk.sandbox.add(ZONE, ...records.filter(({ name }) => !held.join().includes(name)));
  await openScreen(desk, screen);
}

/** The rows of a plan. */
export function rows(provider: Provider): Row[] {
  const isBunny = provider === BUNNY;
  const list: Call = { method: "GET", path: isBunny ? /\/dnszone\/\d+$/ : /\/dns_records\?/ };
  const write: Call = isBunny ? { method: "PUT", path: /\/records$/ } : { method: "POST", path: /\/dns_records\/batch$/ };
  const found: Call = { method: "GET", path: provider.reading };
  const scanned = {
    open: async (desk: Desk) => {
      if (desk.network.sent.length === 0) await desk.sandbox.scan(ZONE);
      await openScreen(desk, "discover");
      await expect(button(desk.page, "Accept", `TXT _dmarc.${ZONE}`)).toBeVisible();
    },
  };
  const review: Call = { method: "POST", path: /\/scan\/review$/ };
  const edits: Row[] = isBunny
    ? [
        planRow("add a record", write, add, { writes: true }),
        planRow("change a record", { method: "POST", path: /\/records\/\d+$/ }, change, {
          writes: true,
          open: (desk) => withRecords(desk, "transfer", [address("shop", 100)]),
        }),
        planRow("delete a record", { method: "DELETE", path: /\/records\/\d+$/ }, remove, {
          writes: true,
          open: (desk) => withRecords(desk, "transfer", FAULTS.map((_, cell) => goes(cell))),
        }),
        planRow("accept a found record", write, decide("Accept"), { writes: true, ...scanned }),
      ]
    : [
        planRow("add, change and delete records", write, all, {
          writes: true,
          parts: all.count,
          open: (desk) => withRecords(desk, "transfer", [address("shop", 100), ...FAULTS.map((_, cell) => goes(cell))]),
        }),
        planRow("accept a found record", review, decide("Accept"), { writes: true, ...scanned }),
        planRow("reject a found record", review, decide("Reject"), { writes: true, ...scanned }),
        planRow("list found records, before writing", found, decide("Accept"), { isPolled: true, ...scanned }),
        planRow("list found records, after writing", found, decide("Accept"), { after: review, isPolled: true, ...scanned }),
      ];
  return [
    planRow("list records, before writing", list, add),
    planRow("list records, after writing", list, add, { after: write }),
    ...edits,
  ];
}
