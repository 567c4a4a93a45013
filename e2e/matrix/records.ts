// The calls of a zone's screens that read: its records, one of them, how many they are, its scan.
import { expect, type Page } from "@playwright/test";
import { address, NOTE, ZONE } from "../bakery.ts";
import { BUNNY, type Provider } from "../providers.ts";
import { button, connect, expectPlanned, fill, openAdd, planButton, recordsGrid } from "../steps.ts";
import { type Desk, isSeen, type Row, runUntilTold, started } from "./desk.ts";

/** Connected, at a screen of the zone that most tests use. */
export async function openScreen(desk: Desk, screen: "discover" | "records" | "transfer" | "settings", domain = ZONE): Promise<void> {
  const { page, provider, sandbox } = desk;
  await page.goto(`./#/zone/${await sandbox.zone(domain)}/${screen}`);
  await started(page);
  const form = page.getByRole("heading", { name: "Connect", exact: true });
  const zone = page.getByRole("heading", { name: domain, exact: true });
  await expect(form.or(zone)).toBeVisible();
  if (await isSeen(form)) await connect(page, provider, sandbox.key);
  await expect(zone).toBeVisible();
}

/** At the zone's records, with one more that waits for the plan. */
async function openRecords(desk: Desk): Promise<void> {
  await openScreen(desk, "records");
  await expect(recordsGrid(desk.page)).toHaveAttribute("aria-rowcount", /^[2-9]|\d\d/);
  if (await isSeen(planButton(desk.page).and(desk.page.getByRole("button", { name: /\(1\)/ })))) return;
  const dialog = await openAdd(desk.page, "A");
  await fill(dialog, { Name: "waits", Content: "192.0.2.77", TTL: "600" });
  await dialog.getByRole("button", { name: "Add to plan" }).click();
  await expectPlanned(desk.page, 1);
}

const keepsEdit = ({ page }: Desk) => expectPlanned(page, 1);

async function isRead({ page, sandbox }: Desk): Promise<boolean> {
  if (!(await isSeen(recordsGrid(page)))) return false;
  const count = (await sandbox.records(ZONE)).length;
  // The header, those that are there, and the one that is to come. The grid may have gone meanwhile, with the key.
  const rows = await recordsGrid(page).getAttribute("aria-rowcount", { timeout: 1_000 }).catch(() => null);
  return rows === String(count + 2);
}

function search(path: RegExp): Row {
  const press = ({ page }: Desk) => page.getByRole("button", { name: "Search", exact: true }).click();
  const text = (page: Page) => page.getByRole("textbox", { name: "Search text" });
  return {
    title: "search records",
    call: { method: "GET", path },
    open: async (desk) => {
      if (desk.network.sent.length === 0) await desk.sandbox.add(ZONE, NOTE);
      await openRecords(desk);
      await desk.page.getByText("Search at the provider", { exact: true }).click();
      await expect(text(desk.page)).toBeVisible();
    },
    act: async (desk) => {
      await text(desk.page).fill("note");
      await press(desk);
    },
    isDone: ({ page }) => isSeen(page.getByRole("paragraph").filter({ hasText: /^The provider found 1 of/ })),
    again: { name: "Search", press },
    keeps: async (desk) => {
      await expect(text(desk.page)).toHaveValue("note");
      await keepsEdit(desk);
    },
    close: async ({ page }) => page.getByRole("button", { name: "Show all records" }).click(),
  };
}

const readRecord: Row = {
  title: "read one record",
  call: { method: "GET", path: /\/dns_records\/[0-9a-f]+$/ },
  open: async (desk) => {
    if (desk.network.sent.length === 0) await desk.sandbox.add(ZONE, address("shop", 10));
    await openRecords(desk);
  },
  act: async (desk) => button(desk.page, "Show", `A shop.${ZONE}`).click(),
  isDone: ({ page }) => isSeen(page.getByRole("dialog", { name: "Record", exact: true }).getByText("Created", { exact: true })),
  again: {
    name: "Show",
    press: async ({ page }) => {
      await page.getByRole("dialog", { name: "Record", exact: true }).getByRole("button", { name: "Close" }).click();
      await button(page, "Show", `A shop.${ZONE}`).click();
    },
  },
  keeps: async ({ page }) => expect(planButton(page)).toHaveText("Review plan (1)"),
  close: async ({ page }) => {
    await page.getByRole("dialog", { name: "Record", exact: true }).getByRole("button", { name: "Close" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
  },
};

const usage: Row = {
  title: "read how many records there may be",
  call: { method: "GET", path: /\/dns_records\/usage$/ },
  open: openRecords,
  act: async ({ page }) => void (await page.reload()),
  isDone: async (desk) => (await isRead(desk)) || isSeen(desk.page.getByRole("meter", { name: "Records used" })),
  isSilent: true,
  keeps: keepsEdit,
};

async function decided(page: Page): Promise<void> {
  await expect(button(page, "Accept", `A blog.${ZONE}`)).toHaveAttribute("aria-pressed", "true");
  await expectPlanned(page, 1);
}

/** At a zone whose scan is over, with a decision. */
async function openDecided(desk: Desk): Promise<void> {
  const { page } = desk;
  await openScreen(desk, "discover");
  const accept = button(page, "Accept", `A blog.${ZONE}`);
  // A scan that still runs shows it at its end.
  const again = page.getByRole("button", { name: "Try again" });
  await runUntilTold(desk, async () => ((await isSeen(accept.or(again))) ? true : undefined), 60);
  if (!(await isSeen(accept))) await again.click();
  await runUntilTold(desk, async () => ((await isSeen(accept)) ? true : undefined), 60);
  if ((await accept.getAttribute("aria-pressed")) !== "true") await accept.click();
  await decided(page);
}

async function stop({ page }: Desk): Promise<void> {
  const button = page.getByRole("button", { name: "Stop" });
  if (await button.isEnabled()) await button.click();
  await expect(page.getByRole("button", { name: "Start scan" })).toBeEnabled();
}

function scan(provider: Provider): Row[] {
  const act = ({ page }: Desk) => page.getByRole("button", { name: "Start scan" }).click();
  const keeps = ({ page }: Desk) => decided(page);
  const open = async (desk: Desk) => {
    if (desk.network.sent.length === 0) await desk.sandbox.scan(ZONE);
    await openDecided(desk);
  };
  const isDone = ({ page }: Desk) => isSeen(page.getByRole("status").filter({ hasText: provider.over }));
  const ofRow = { open, act, keeps, isDone, close: stop };
  return [
    { title: "start a scan", call: { method: "POST", path: provider.trigger }, ...ofRow },
    { title: "read a scan", call: { method: "GET", path: provider.reading }, ...ofRow },
  ];
}

/** The rows of these screens. */
export function rows(provider: Provider): Row[] {
  const isBunny = provider === BUNNY;
  const list = isBunny ? /\/dnszone\/\d+$/ : /\/dns_records\?/;
  const read: Row = {
    title: "list records",
    call: { method: "GET", path: list },
    open: openRecords,
    act: async ({ page }) => void (await page.reload()),
    isDone: isRead,
    close: keepsEdit,
  };
  const rows = [read, search(isBunny ? /\/records\?/ : /\/dns_records\?/), ...scan(provider)];
  return isBunny ? rows : [...rows, readRecord, usage];
}
