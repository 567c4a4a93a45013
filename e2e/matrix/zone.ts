// The calls of a zone that are done at once: files, the old scan, settings, signing, its end.
import { expect, type Page } from "@playwright/test";
import { ZONE } from "../bakery.ts";
import { BUNNY, type Provider } from "../providers.ts";
import { type Desk, isSeen, type Row } from "./desk.ts";
import { openScreen } from "./records.ts";

const open = (desk: Desk) => openScreen(desk, "transfer");
const openSettings = (desk: Desk) => openScreen(desk, "settings");

/** Opens the screen of the settings, which reads them. */
async function showSettings({ page }: Desk): Promise<void> {
  await page.getByRole("navigation", { name: "Zone" }).getByRole("link", { name: "Settings" }).click();
}

/** Loads the page anew, to the end: what comes next breaks calls. */
async function reload(page: Page): Promise<void> {
  await page.reload();
  await expect(page.getByRole("button", { name: "Preview import" })).toBeEnabled();
}

/** Opens a part of the screen. */
async function show(page: Page, part: string): Promise<void> {
  const group = page.getByRole("group").filter({ has: page.getByText(part, { exact: true }) });
  await expect(group.first()).toBeVisible();
  const isOpen = await group.first().evaluate((details) => (details as HTMLDetailsElement).open);
  if (!isOpen) await page.getByText(part, { exact: true }).click();
}

function press(name: string) {
  return { name, press: ({ page }: Desk) => page.getByRole("button", { name, exact: true }).click() };
}

function box(page: Page, label: string) {
  return page.getByRole("textbox", { name: label, exact: true });
}

/** A call without a sign of its own: done when it was answered well and no alert stands. */
function answered(row: Omit<Row, "isDone">): Row {
  return {
    ...row,
    isDone: async ({ page, network }) => {
      // Not the one of the cell before, which was answered well.
      const last = network.callsSince(row.call).at(-1);
      const isWell = last !== undefined && last.fault === undefined && (last.status ?? 500) < 300;
      return isWell && !(await isSeen(page.getByRole("alert")));
    },
  };
}

const downloads = new WeakMap<Page, number>();

function download(path: RegExp): Row {
  const name = "Download the provider's file";
  return {
    title: "export a zone file",
    call: { method: "GET", path },
    open: async (desk) => {
      if (!downloads.has(desk.page)) {
        downloads.set(desk.page, 0);
        desk.page.on("download", () => downloads.set(desk.page, (downloads.get(desk.page) ?? 0) + 1));
      }
      await open(desk);
    },
    act: async (desk) => {
      downloads.set(desk.page, 0);
      await press(name).press(desk);
    },
    isDone: async ({ page }) => downloads.get(page) === 1,
    again: press(name),
  };
}

/** The file and the word are there, or are put there again. */
async function fillImport(page: Page, cell: number): Promise<void> {
  await show(page, "Write directly (no review)");
  const text = `$ORIGIN ${ZONE}.\nimported-${cell} 600 IN A 192.0.2.${cell + 1}\n`;
  const file = { name: "zone.txt", mimeType: "text/plain", buffer: Buffer.from(text) };
  await page.getByLabel("File for the provider", { exact: true }).setInputFiles(file);
  await box(page, "Type ADD to confirm").fill("ADD");
}

function upload(path: RegExp): Row {
  const name = "Upload to the provider";
  const send = async (desk: Desk, cell: number) => {
    await fillImport(desk.page, cell);
    await press(name).press(desk);
  };
  return {
    title: "import a zone file",
    call: { method: "POST", path },
    writes: true,
    open,
    act: send,
    isDone: ({ page }) => isSeen(page.getByText(/Changes in the zone/)),
    again: { name, press: send },
    close: async ({ page, sandbox }, cell) => {
      const held = (await sandbox.held(ZONE)).filter((text) => text.startsWith(`A imported-${cell}.`));
      expect(held).toHaveLength(1);
      await reload(page);
    },
  };
}

const scanAndAdd: Row = {
  title: "scan and add at once",
  call: { method: "POST", path: /\/dns_records\/scan$/ },
  writes: true,
  open,
  act: async (desk) => {
    await show(desk.page, "Write directly (no review)");
    await box(desk.page, "Type ADD to confirm").fill("ADD");
    await press("Scan and add at once").press(desk);
  },
  isDone: ({ page }) => isSeen(page.getByText(/\d+ added of|Changes in the zone/)),
  again: {
    name: "Scan and add at once",
    press: async (desk) => {
      await box(desk.page, "Type ADD to confirm").fill("ADD");
      await press("Scan and add at once").press(desk);
    },
  },
  close: async ({ page, sandbox }) => {
    const held = await sandbox.held(ZONE);
    expect(new Set(held).size).toBe(held.length);
    await sandbox.empty(ZONE);
    await reload(page);
  },
};

function mail(cell: number): string {
  return `dns-${cell}@${ZONE}`;
}

async function readSettings(desk: Desk): Promise<void> {
  await openSettings(desk);
  await expect(box(desk.page, "SOA mail address")).toBeVisible();
}

const settings: Row[] = [
  answered({
    title: "read the settings of a zone",
    call: { method: "GET", path: /\/dnszone\/\d+$/ },
    open,
    act: showSettings,
    close: open,
  }),
  {
    title: "write the settings of a zone",
    repeats: "to the same end",
    call: { method: "POST", path: /\/dnszone\/\d+$/ },
    writes: true,
    open: readSettings,
    act: async (desk, cell) => {
      await box(desk.page, "SOA mail address").fill(mail(cell));
      await press("Save settings").press(desk);
    },
    isDone: ({ page }) => isSeen(page.getByText("The settings are saved.")),
    again: press("Save settings"),
    keeps: ({ page }, cell) => expect(box(page, "SOA mail address")).toHaveValue(mail(cell)),
    close: async ({ sandbox }, cell) => expect((await sandbox.told(ZONE)).SoaEmail).toBe(mail(cell)),
  },
];

function signing(on: boolean): Row {
  const name = on ? "Switch DNSSEC on" : "Switch DNSSEC off";
  const other = press(on ? "Switch DNSSEC off" : "Switch DNSSEC on");
  const ready = async (desk: Desk) => {
    await readSettings(desk);
    const button = desk.page.getByRole("button", { name, exact: true });
    if (!(await isSeen(button))) await other.press(desk);
    await expect(button).toBeVisible();
  };
  return {
    title: on ? "sign a zone" : "sign a zone no more",
    repeats: "to the same end",
    call: { method: on ? "POST" : "DELETE", path: /\/dnssec$/ },
    writes: true,
    open: ready,
    act: (desk) => press(name).press(desk),
    isDone: ({ page }) => isSeen(page.getByText(on ? /^The zone is signed\./ : /^The zone is signed no more\./)),
    again: press(name),
    close: async (desk) => {
      expect((await desk.sandbox.told(ZONE)).DnsSecEnabled).toBe(on);
      await ready(desk);
    },
  };
}

const statistics = answered({
  title: "read the statistics of a zone",
  call: { method: "GET", path: /\/statistics/ },
  open,
  act: showSettings,
  close: open,
});

const certificate: Row = {
  title: "ask for a certificate",
  repeats: "as the user asked twice",
  call: { method: "POST", path: /\/certificate\/issue$/ },
  writes: true,
  open: openSettings,
  act: async (desk) => {
    await box(desk.page, "Name for the certificate").fill(`www.${ZONE}`);
    await press("Issue certificate").press(desk);
  },
  isDone: ({ page }) => isSeen(page.getByText(/^The certificate was asked for\./)),
  again: press("Issue certificate"),
  keeps: ({ page }) => expect(box(page, "Name for the certificate")).toHaveValue(`www.${ZONE}`),
};

const DOMAIN = "goes.example";

const remove: Row = {
  title: "delete a zone",
  call: { method: "DELETE", path: /\/dnszone\/\d+$/ },
  writes: true,
  open: async (desk) => {
    await desk.sandbox.makeZone(DOMAIN);
    await openScreen(desk, "settings", DOMAIN);
  },
  act: async (desk) => {
    await box(desk.page, "Type the zone's name to confirm").fill(DOMAIN);
    await press("Delete zone").press(desk);
  },
  isDone: ({ page }) => isSeen(page.getByRole("heading", { name: "Zones", exact: true })),
  again: press("Delete zone"),
  keeps: async ({ page }) => {
    if (await isSeen(page.getByRole("heading", { name: DOMAIN }))) await expect(box(page, "Type the zone's name to confirm")).toHaveValue(DOMAIN);
  },
  close: async (desk) => {
    await expect(desk.sandbox.zone(DOMAIN)).rejects.toThrow();
    await remove.open(desk);
  },
};

/** The rows of these calls. */
export function rows(provider: Provider): Row[] {
  const isBunny = provider === BUNNY;
  const rows = [download(/\/export$/), upload(/\/import$/)];
  if (!isBunny) return [...rows, scanAndAdd];
  return [...rows, ...settings, signing(true), signing(false), statistics, certificate, remove];
}
