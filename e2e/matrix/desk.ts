// One call of the page under every fault, in one tab: what is told, what leads on, and what was sent.
// The page's clock runs as fast as answers come, so that time limits and waits cost nothing.
import { setTimeout } from "node:timers/promises";
import { expect, type Locator, type Page, type Request, test } from "@playwright/test";
import { type Call, type Fault, FAULTS, type Network } from "../faults.ts";
import type { Provider } from "../providers.ts";
import type { Sandbox } from "../sandbox.ts";
import { connect } from "../steps.ts";

/** After so many steps a page that tells nothing is taken to tell nothing ever. */
const STEPS = 250;

/** So much of the page's time passes in a step, in milliseconds. */
const STEP = 4_000;

/** So long a call is waited for that does not come to an end, in milliseconds. */
const PATIENCE = 5_000;

/** After so many steps without a call nothing more comes of one. */
const CALM = 15;

export interface Desk {
  page: Page;
  network: Network;
  sandbox: Sandbox;
  provider: Provider;
}

/** One row of the table. */
export interface Row {
  /** What the call is for, in a few words. */
  title: string;
  call: Call;
  /** Breaks only those calls that come after one of this kind was sent. */
  after?: Call;
  /** Whether carrying it out changes something at the provider. */
  writes?: boolean;
  /** How many calls it becomes when each of its changes is tried again by itself. */
  parts?: number;
  /** What doing it again comes to, where the user may ask for it again; the page never does so by itself. */
  repeats?: string;
  /** Brings the page to where the call is made. Once, and again after a new key was entered. */
  open(desk: Desk): Promise<void>;
  /** Makes the page send the call; `cell` counts from 0. */
  act(desk: Desk, cell: number): Promise<void>;
  /** Whether what the call is for is there. */
  isDone(desk: Desk, cell: number): Promise<boolean>;
  /** False where no key was taken yet. */
  needsKey?: false;
  /** Whether the page sends the call by itself as well, now and then: how often is no part of the outcome. */
  isPolled?: true;
  /** Whether the page goes on without the answer and tells nothing of it. */
  isSilent?: boolean;
  /** Leads on after a failure; `Retry` in the plan or `Try again` in an alert if it is not said. */
  again?: { name: string; press(desk: Desk, cell: number): Promise<void> };
  /** Leaves what became of it, where that stays to be read after the key was refused. */
  leave?(desk: Desk): Promise<void>;
  /** What must not be lost while the call fails. */
  keeps?(desk: Desk, cell: number): Promise<void>;
  /** After all has gone well: what the provider holds must be this; and the page as it was before. */
  close?(desk: Desk, cell: number): Promise<void>;
}

/** What a page says at a moment. */
interface View {
  /** What failed: alerts, and the lines of a plan. */
  told: string[];
  /** The button that leads on. */
  way?: "Retry" | "Try again";
  /** Whether the key is asked for. */
  isLocked: boolean;
}

/** Runs in the page. */
function look(): View {
  const isSeen = (element: Element) => element.checkVisibility();
  const own = (element: Element) => {
    const buttons = [...element.querySelectorAll("button")].map((button) => button.textContent ?? "");
    return buttons.reduceRight((text, button) => text.replace(new RegExp(`\\s*${button}\\s*$`), ""), element.textContent ?? "");
  };
  const alerts = [...document.querySelectorAll("[role=alert]")].filter(isSeen);
  const buttons = [...document.querySelectorAll("button")].filter(isSeen);
  const retries = buttons.filter((button) => button.textContent === "Retry");
  const isBusy = retries.some((button) => button.disabled);
  const outcome = (button: Element) => button.parentElement?.querySelector(".outcome")?.textContent ?? "";
  const lines = isBusy ? [] : retries.map(outcome);
  const again = buttons.some((button) => button.textContent === "Try again");
  const way = lines.length > 0 ? "Retry" : again ? "Try again" : undefined;
  return {
    told: [...alerts.map(own), ...lines],
    ...(way === undefined ? {} : { way }),
    isLocked: document.querySelector("h1")?.textContent === "Connect",
  };
}

/** Whether the app has taken the place of the skeleton. */
function isStarted(page: Page): Promise<boolean> {
  return page.evaluate(() => document.querySelector("h1[tabindex]") !== null).catch(() => false);
}

/** Waits until the app has taken the place of the skeleton, which looks like its first screen. */
export async function started(page: Page): Promise<void> {
  await expect.poll(() => isStarted(page)).toBe(true);
}

/** Calls that a page has begun, and whose end the browser has not told. */
const begun = new WeakMap<Page, Set<Request>>();

/** Those of this page, noted from the first time on. */
function underWay(page: Page): Set<Request> {
  const there = begun.get(page);
  if (there !== undefined) return there;
  const calls = new Set<Request>();
  page.on("request", (call) => void (call.url().includes("/sandbox/") && calls.add(call)));
  page.on("requestfinished", (call) => void calls.delete(call));
  page.on("requestfailed", (call) => void calls.delete(call));
  begun.set(page, calls);
  return calls;
}

/** Waits until every call has its answer, or will not have one, and the page has taken it. */
async function settled({ page, network }: Desk, calls: number): Promise<void> {
  const open = underWay(page);
  // On its way there and back a call is known to the browser only.
  const isOver = () =>
    [...open].every((call) => {
      const { pathname, search } = new URL(call.url());
      return network.isHeld(call.method(), pathname + search);
    });
  if (network.isQuiet && network.sent.length === calls && isOver()) return;
  const until = Date.now() + PATIENCE;
  while (!network.isQuiet || (!isOver() && Date.now() < until)) await setTimeout(5);
  // Those of a page that has gone may have no end.
  if (!isOver()) open.clear();
  await setTimeout(20);
}

/** Lets the page's time run until this tells something. */
export async function runUntilTold<T>(desk: Desk, told: () => Promise<T | undefined>, steps = STEPS): Promise<T | undefined> {
  const { page, network } = desk;
  for (let [step, calls] = [0, -1]; step < steps; calls = network.sent.length) {
    await settled(desk, calls);
    // While the page is loaded its clock must not run out.
    if (!(await isStarted(page))) {
      await setTimeout(20);
      continue;
    }
    // A page that is loaded anew meanwhile is looked at again.
    const found = await told().catch((error: Error) => {
      if (!/context was destroyed|navigation/.test(error.message)) throw error;
      return undefined;
    });
    if (found !== undefined) return found;
    await page.clock.runFor(STEP);
    step += 1;
  }
  return undefined;
}

/** The first words of a sentence, without who and where. */
function inShort(sentence: string, { provider }: Desk): string {
  const [first = ""] = sentence.split(/[.:,](?=\s|$)| \(/);
  const all = sentence.includes("done anyway") ? `${first}; it was done all the same` : first;
  return all.replaceAll(new RegExp(`(\\S*${provider.sandbox}|${provider.title.replace(".", "\\.")})`, "g"), "…").trim();
}

/** What became of the call under one fault, as the table says it. */
async function cellOf(desk: Desk, row: Row, fault: Fault, cell: number): Promise<string> {
  const { page, network } = desk;
  const before = network.sent.length;
  const since = () => network.sent.slice(before);
  network.armBy((call) => {
    const isAfter = row.after === undefined || since().some(({ method, path }) => fits(row.after as Call, method, path));
    return isAfter && fits(row.call, call.method, call.path) ? fault : undefined;
  });
  await row.act(desk, cell);
  let [calls, calm, isDone] = [0, 0, false];
  const end = await runUntilTold(desk, async () => {
    calm = calls === network.sent.length ? calm + 1 : 0;
    calls = network.sent.length;
    if (row.isSilent && calm < CALM) return undefined;
    const view = await page.evaluate(look);
    // What is wanted may come with a word of what went wrong on the way.
    isDone = await row.isDone(desk, cell);
    if (isDone) return page.evaluate(look);
    return view.told.length > 0 ? view : undefined;
  });
  const broken = since().filter((call) => call.fault !== undefined).length;
  const words = [row.isPolled ? "with what is read anyway" : `${broken}×`];
  const told = [...new Set((end?.told ?? []).map((sentence) => inShort(sentence, desk)))];
  words.push(...told.map((sentence) => `“${sentence}”`));
  if (end === undefined) words.push("nothing is told");
  if (!end?.isLocked) await row.keeps?.(desk, cell);
  await network.disarm();
  if (!isDone) words.push(await leadOn(desk, row, end, cell, fault));
  if (row.writes) {
    const done = since().filter((call) => fits(row.call, call.method, call.path) && (call.status ?? 500) < 300);
    const { repeats, parts = 1 } = row;
    if (repeats === undefined) expect([1, parts], `${row.title}, ${fault}: how often it is done`).toContain(done.length);
    const again = repeats === undefined ? `done once, in ${parts} calls` : `done ${done.length} times, ${repeats}`;
    words.push(done.length === 1 ? "done once" : again);
  }
  if (process.env.ZONESIFT_TELL) console.log(new Date().toISOString(), row.title, fault, words.join("; "));
  await row.close?.(desk, cell);
  return words.join("; ");
}

export function fits(call: Call, method: string, path: string): boolean {
  return call.method === method && call.path.test(path);
}

/** Goes on as the page offers it, until what the call is for is there. */
async function leadOn(desk: Desk, row: Row, end: View | undefined, cell: number, fault: Fault): Promise<string> {
  const { page, provider, sandbox } = desk;
  const isDone = async () => ((await row.isDone(desk, cell)) ? true : undefined);
  let way: string;
  if (fault === "401" && row.needsKey !== false) {
    way = "new key";
    if (!end?.isLocked) await row.leave?.(desk);
    await expect(page.getByRole("heading", { name: "Connect", exact: true })).toBeVisible();
    await connect(page, provider, sandbox.key);
    await runUntilTold(desk, async () => ((await page.evaluate(look)).isLocked ? undefined : true));
    await row.open(desk);
    await row.act(desk, cell);
  } else if (row.again === undefined) {
    way = String(end?.way);
    const button = page.getByRole("button", { name: way === "Retry" ? /^Retry (?!failed)/ : /^Try again$/ });
    for (let left = await button.count(); left > 0 && !(await isDone()); left -= 1) {
      await button.first().click();
      const isThere = async () => (await button.count()) > 0 && (await button.first().isEnabled());
      await runUntilTold(desk, async () => (await isDone()) ?? ((await isThere()) || undefined));
    }
  } else {
    way = row.again.name;
    await row.again.press(desk, cell);
  }
  const done = await runUntilTold(desk, isDone, 60);
  expect(done, `${row.title}, ${fault}: nothing leads on by ${way}`).toBe(true);
  return way;
}

/** The row's cells, in the order of the faults. */
export async function cellsOf(desk: Desk, row: Row): Promise<string[]> {
  underWay(desk.page);
  await row.open(desk);
  const cells: string[] = [];
  for (const [cell, fault] of FAULTS.entries()) {
    await test.step(fault, async () => void cells.push(await cellOf(desk, row, fault, cell)));
  }
  return cells;
}

/** Whether something is to be seen now. */
export function isSeen(locator: Locator): Promise<boolean> {
  return locator.first().isVisible();
}
