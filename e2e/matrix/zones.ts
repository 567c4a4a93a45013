// The calls of the first two screens: connecting, finding, opening, scanning and making zones.
import { expect, type Page } from "@playwright/test";
import { ZONE } from "../bakery.ts";
import { BUNNY, type Provider } from "../providers.ts";
import { connect } from "../steps.ts";
import { type Desk, isSeen, type Row, runUntilTold, started } from "./desk.ts";

const NEW = "newshop.example";

function heading(page: Page, name: string) {
  return page.getByRole("heading", { name, exact: true });
}

/** Fills in the form; without waiting for what comes of it. */
async function enter({ page, provider, sandbox }: Desk): Promise<void> {
  await connect(page, provider, sandbox.key);
}

async function lock({ page }: Desk): Promise<void> {
  await page.getByRole("button", { name: "Lock" }).click();
  await expect(heading(page, "Connect")).toBeVisible();
  await expect(page.getByLabel("API key")).toHaveValue("");
}

/** Connected, at the list of zones. */
export async function openZones(desk: Desk): Promise<void> {
  const { page } = desk;
  await page.goto("./#/zones");
  await started(page);
  if (await isSeen(heading(page, "Connect"))) await enter(desk);
  await expect(heading(page, "Zones")).toBeVisible();
  await expect(page.getByRole("status")).toContainText(/zone/);
}

const connecting: Omit<Row, "title" | "call"> = {
  needsKey: false,
  open: async ({ page }) => {
    await page.goto("./");
    await expect(heading(page, "Connect")).toBeVisible();
  },
  act: enter,
  isDone: ({ page }) => isSeen(heading(page, "Zones")),
  again: { name: "Connect", press: ({ page }) => page.getByRole("button", { name: "Connect", exact: true }).click() },
  keeps: async ({ page, sandbox }) => {
    if (await isSeen(heading(page, "Connect"))) await expect(page.getByLabel("API key")).toHaveValue(sandbox.key);
  },
  close: lock,
};

function opening(text: (desk: Desk) => Promise<string>): Omit<Row, "title" | "call"> {
  const field = (page: Page) => page.getByRole("textbox", { name: "Zone ID or domain" });
  const press = ({ page }: Desk) => page.getByRole("button", { name: "Open zone" }).click();
  return {
    open: openZones,
    act: async (desk) => {
      await field(desk.page).fill(await text(desk));
      await press(desk);
    },
    isDone: ({ page }) => isSeen(heading(page, ZONE)),
    again: { name: "Open zone", press },
    keeps: async (desk) => {
      if (await isSeen(field(desk.page))) await expect(field(desk.page)).toHaveValue(await text(desk));
    },
    close: openZones,
  };
}

function scanning(): Pick<Row, "open" | "act" | "again" | "keeps"> {
  const field = (page: Page) => page.getByRole("textbox", { name: "Domain to scan" });
  const press = ({ page }: Desk) => page.getByRole("button", { name: "Scan domain" }).click();
  return {
    open: openZones,
    act: async (desk) => {
      await field(desk.page).fill(NEW);
      await press(desk);
    },
    again: { name: "Scan domain", press },
    keeps: async ({ page }) => expect(field(page)).toHaveValue(NEW),
  };
}

/** A page without what the last domain has left there. */
async function anew(desk: Desk): Promise<void> {
  await desk.page.reload();
  await openZones(desk);
}

const create: Omit<Row, "title" | "call"> = {
  writes: true,
  open: openZones,
  act: async ({ page }) => {
    const button = page.getByRole("button", { name: "Create zone" });
    if (!(await isSeen(button))) {
      await page.getByRole("textbox", { name: "Domain to scan" }).fill(NEW);
      await page.getByRole("button", { name: "Scan domain" }).click();
      await expect(page.getByText("This domain is available at bunny.net.")).toBeVisible();
    }
    await button.click();
  },
  isDone: ({ page }) => isSeen(heading(page, NEW)),
  again: { name: "Create zone", press: ({ page }) => page.getByRole("button", { name: "Create zone" }).click() },
  keeps: async ({ page }) => {
    if (!(await isSeen(heading(page, NEW)))) await expect(page.getByRole("textbox", { name: "Domain to scan" })).toHaveValue(NEW);
  },
  close: async (desk) => {
    await openZones(desk);
    await desk.sandbox.removeZone(NEW);
    await anew(desk);
  },
};

/** The rows of these screens. */
export function rows(provider: Provider): Row[] {
  const isBunny = provider === BUNNY;
  const list = isBunny ? /\/dnszone\?/ : /\/zones\?/;
  const one = isBunny ? /\/dnszone\/\d+$/ : /\/zones\/[0-9a-f]+$/;
  const search: Omit<Row, "title" | "call"> = {
    open: openZones,
    act: ({ page }) => page.getByRole("searchbox", { name: "Find a zone" }).fill("bakery"),
    isDone: async ({ page }) => (await page.getByRole("link", { name: /\.example$/ }).allTextContents()).join() === ZONE,
    keeps: ({ page }) => expect(page.getByRole("searchbox", { name: "Find a zone" })).toHaveValue("bakery"),
    close: async (desk) => {
      await desk.page.getByRole("searchbox", { name: "Find a zone" }).fill("");
      await runUntilTold(desk, async () => ((await desk.page.getByRole("link", { name: /\.example$/ }).count()) > 1 ? true : undefined));
    },
  };
  const rows: Row[] = [
    { title: "list zones, while connecting", call: { method: "GET", path: list }, ...connecting },
    { title: "list zones", call: { method: "GET", path: list }, ...search },
    { title: "find a zone by its domain", call: { method: "GET", path: list }, ...opening(async () => ZONE) },
    { title: "read a zone by its ID", call: { method: "GET", path: one }, ...opening(({ sandbox }) => sandbox.zone(ZONE)) },
  ];
  if (!isBunny) return rows;
  return [
    ...rows,
    {
      title: "start the scan of a domain",
      call: { method: "POST", path: /\/records\/scan$/ },
      ...scanning(),
      isDone: ({ page }) => isSeen(page.getByText("This domain is available at bunny.net.")),
      close: anew,
    },
    {
      title: "ask whether a zone can be made",
      call: { method: "POST", path: /\/checkavailability$/ },
      ...scanning(),
      // What it answers is only told: a zone can be made without it.
      isSilent: true,
      isDone: ({ page }) => isSeen(page.getByRole("button", { name: "Create zone" })),
      close: anew,
    },
    { title: "create a zone", call: { method: "POST", path: /\/dnszone$/ }, ...create },
  ];
}

/** What the provider itself says of a key that lists no zone; with a key that may not list. */
export function keyCheck(): Row {
  return { title: "check the key, while connecting", call: { method: "GET", path: /\/user\/tokens\/verify$/ }, ...connecting };
}
