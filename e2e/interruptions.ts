// What can happen to a tab in the middle of work, and how the work comes back: the same tab loaded anew,
// one that the browser restores after a crash, a second one with the same storage, one that was locked.
import { type BrowserContext, expect, type Page } from "@playwright/test";
import type { Network } from "./faults.ts";
import { started } from "./matrix/desk.ts";
import type { Sandbox } from "./sandbox.ts";
import { enterKey } from "./steps.ts";

export const INTERRUPTIONS = ["reload", "crash", "duplicate", "Lock", "401"] as const;

export type Interruption = (typeof INTERRUPTIONS)[number];

function isAtConnect(page: Page) {
  return page.getByRole("heading", { name: "Connect", exact: true });
}

/** A tab with the storage that another one has left. */
async function tabWith(context: BrowserContext, url: string, kept: Record<string, string>): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript((kept) => {
    // Once: what the page does with it later is its own.
    if (sessionStorage.length > 0 || window.name === "restored") return;
    window.name = "restored";
    for (const [name, text] of Object.entries(kept)) sessionStorage.setItem(name, text);
  }, kept);
  await page.goto(url);
  return page;
}

/** The renderer dies, and the browser brings the tab back with its storage. */
async function crash(page: Page): Promise<Page> {
  const context = page.context();
  const [url, kept] = [page.url(), await page.evaluate(() => ({ ...sessionStorage }))];
  const died = page.waitForEvent("crash");
  const session = await context.newCDPSession(page);
  session.send("Page.crash").catch(() => undefined);
  await died;
  await page.close();
  return tabWith(context, url, kept);
}

/** The browser copies the storage of a tab that opens another. */
async function duplicate(page: Page): Promise<Page> {
  const opened = page.context().waitForEvent("page");
  await page.evaluate(() => void window.open(location.href));
  return opened;
}

/** Interrupts, and comes back to where the work was: the tab in which it goes on. */
export async function interrupt(how: Interruption, page: Page, network: Network, sandbox: Sandbox): Promise<Page> {
  let back = page;
  if (how === "reload") await page.reload();
  if (how === "crash") back = await crash(page);
  if (how === "duplicate") back = await duplicate(page);
  if (how === "Lock") {
    await page.getByRole("button", { name: "Lock" }).click();
    await expect(isAtConnect(page)).toBeVisible();
    await expect(page.getByLabel("API key")).toHaveValue("");
    expect(await page.evaluate(() => Object.values({ ...sessionStorage }).join())).not.toContain(sandbox.key);
  }
  if (how === "401") {
    await expect(isAtConnect(page)).toBeVisible();
    await expect(page.getByRole("alert")).toContainText(/no longer accepts this (key|token)/);
  }
  await network.disarm();
  await started(back);
  // Only the key is missing.
  if (await isAtConnect(back).isVisible()) await enterKey(back, sandbox.key);
  return back;
}
