// One visit: opens a page in a fresh profile, does everything once by click and key, and tells how
// long each took from the event to the frame. It fails when an operation did not do what it should.
import type { Browser, CDPSession, Page as Tab } from "@playwright/test";
import { type Expected, WORD } from "./expected.ts";
import type { Page } from "./pages.ts";
import { install, type Load, type Sight } from "./probe.ts";

/** Figures by their names; see `report.ts` for what they mean. */
export type Figures = Record<string, number>;

const VIEWPORT = { width: 1280, height: 1000 };
/** The whole list is scrolled through in so many frames: four seconds. */
const FRAMES = 240;
/** After loading, for what pages prepare once their rows are painted, in milliseconds. */
const SETTLED = 1_000;
/** Between two operations, in milliseconds. */
const REST = 50;
/** A visit that takes longer, in milliseconds, is broken. */
const LIMIT = 240_000;

export interface Visit {
  browser: Browser;
  host: string;
  page: Page;
  expected: Expected;
  /** How much slower than it is the processor is made. */
  slowdown: number;
}

/** All figures of one visit. */
export async function visit(visit: Visit): Promise<Figures> {
  const { browser, host, page, expected } = visit;
  const context = await browser.newContext({ viewport: VIEWPORT, bypassCSP: page.bypassCSP });
  try {
    const tab = await context.newPage();
    const errors: string[] = [];
    tab.on("pageerror", (error) => errors.push(error.message));
    tab.on("console", (line) => line.type() === "error" && errors.push(line.text()));
    const { first, cell, shown } = page.places;
    await tab.addInitScript(install, [`${first} ${cell("name")}`, shown, expected.all] as Load);
    await keepConnection(tab);
    const cdp = await context.newCDPSession(tab);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: visit.slowdown });
    await tab.goto(host + page.address(expected.zone), { waitUntil: "commit" });
    const all = async () => ({ ...(await load(tab, cdp)), ...(await operate(tab, page, expected)) });
    const figures = await within(LIMIT, all(), page.name);
    if (errors.length > 0) throw new Error(errors.join("\n"));
    return figures;
  } finally {
    await context.close();
  }
}

async function within<T>(limit: number, work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${limit} ms`)), limit);
  });
  return await Promise.race([work, over]).finally(() => clearTimeout(timer));
}

/** What Zonesift's page keeps of a connection in its tab; the others do not look at it. */
const KEPT = JSON.stringify({
  provider: "cloudflare",
  address: "sandbox/cloudflare/client/v4",
  key: "sandbox-bench",
});

/** Has a tab begin with a connection. */
export async function keepConnection(tab: Tab): Promise<void> {
  await tab.addInitScript((entry) => {
    sessionStorage.setItem("zonesift.key", entry);
    sessionStorage.setItem("zonesift.used", String(Date.now()));
  }, KEPT);
}

async function load(tab: Tab, cdp: CDPSession): Promise<Figures> {
  const painted = await tab.evaluate(() => window.probe.loaded);
  const whole = await tab.evaluate(() => window.probe.whole);
  const received = await tab.evaluate(() => {
    const lists = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    return lists.find((entry) => entry.name.endsWith("/scan/review"))!.responseEnd;
  });
  await tab.evaluate((wait) => new Promise<void>((done) => setTimeout(done, wait)), SETTLED);
  const memory = (await heap(cdp)) + (await tab.evaluate(() => window.probe.linear()));
  const nodes = await tab.evaluate(() => document.getElementsByTagName("*").length);
  return { navigation: painted, whole, data: whole - received, memory, nodes };
}

/** Bytes that the page's script holds after a collection, with its buffers and WebAssembly. */
async function heap(cdp: CDPSession): Promise<number> {
  await cdp.send("HeapProfiler.enable");
  for (let turn = 0; turn < 2; turn++) await cdp.send("HeapProfiler.collectGarbage");
  const usage = (await cdp.send("Runtime.getHeapUsage")) as unknown as Record<string, number>;
  return usage.usedSize! + (usage.backingStorageSize ?? 0);
}

async function operate(tab: Tab, page: Page, expected: Expected): Promise<Figures> {
  const { places } = page;
  const measure = async (what: string, event: string, sight: Sight, act: () => Promise<void>) => {
    const fail = async (cause: unknown) => {
      const seen = await tab.evaluate((sight) => window.probe.seen(sight), sight);
      throw new Error(`${page.name}, ${what}: ${cause}; wanted ${JSON.stringify(sight)}, seen ${seen}`);
    };
    try {
      await tab.evaluate(([event, sight]) => window.probe.arm(event, sight), [event, sight] as const);
      await act();
      const time = await tab.evaluate(() => window.probe.result());
      // What the page still does after the frame belongs to nothing that is measured next.
      await tab.evaluate((wait) => new Promise<void>((done) => setTimeout(done, wait)), REST);
      return time;
    } catch (cause) {
      return await fail(cause);
    }
  };
  const sort = async (column: "name" | "content" | "ttl", ascending = true) => {
    const header = places.header(column);
    const at = await middle(tab, `${header} ${places.press}`);
    const sight: Sight = {
      text: [{ at: `${places.first} ${places.cell(column)}`, is: expected.first(column, ascending) }],
      attribute: [{ at: header, name: "aria-sort", is: ascending ? "ascending" : "descending" }],
    };
    return await measure(`sort by ${column}`, "click", sight, () => tab.mouse.click(...at));
  };
  const filtered = (count: number): Sight => ({ count: { at: places.shown, is: count } });
  const figures: Figures = {};
  figures.sortName = await sort("name");
  figures.sortAgain = await sort("name", false);
  figures.sortContent = await sort("content");
  figures.sortTtl = await sort("ttl");
  figures.sortSeen = await sort("name");

  await tab.mouse.click(...(await middle(tab, places.filter)));
  const keys: number[] = [];
  for (const [at, letter] of [...WORD].entries()) {
    const sight = filtered(expected.shown[at]!);
    keys.push(await measure(`key ${letter}`, "keydown", sight, () => tab.keyboard.press(letter)));
  }
  figures.key = keys[0]!;
  figures.laterKeys = Math.max(...keys.slice(1));
  await tab.keyboard.press("Control+A");
  const cleared = filtered(expected.all);
  figures.clear = await measure("clear", "keydown", cleared, () => tab.keyboard.press("Backspace"));

  const all = await middle(tab, places.acceptAll);
  const accepted: Sight = {
    attribute: [{ at: `${places.first} button.accept`, name: "aria-pressed", is: "true" }],
    count: { at: places.accepted, is: expected.all },
  };
  figures.accept = await measure("accept all", "click", accepted, () => tab.mouse.click(...all));

  const scrolled = await tab.evaluate(
    ([row, frames]) => window.probe.scroll(row, frames),
    [places.row, FRAMES] as const,
  );
  const reviewed = page.hasKeys ? await review(tab, page, expected.all) : {};
  return { ...figures, ...reviewed, dropped: scrolled.dropped, blank: scrolled.blank,
    longTasks: scrolled.longTasks, longest: scrolled.longest };
}

/** What a review by keyboard alone is made of, as keys of the grid; each letter decides a row. So many
    rows are undecided at its end. */
const UNDONE = 8;
const KEYS = [
  "Control+End", "Control+Home", "PageDown", "PageDown", "ArrowUp",
  ..."arujarujarujarujarujarujarujaruj",
  "x", "j", "x", "Control+End", "r", "Control+Home", "a",
];

/** A review by keyboard: how often, and for how long at most, the page took no key meanwhile. */
async function review(tab: Tab, { places }: Page, all: number): Promise<Figures> {
  await tab.locator('[role="grid"]').focus();
  await tab.evaluate(() => void (window.probe.long.length = 0));
  for (const key of KEYS) await tab.keyboard.press(key);
  // Whatever is done a little later belongs to it.
  await tab.evaluate((wait) => new Promise<void>((done) => setTimeout(done, wait)), 2 * SETTLED);
  const told = (await tab.locator(places.accepted).first().textContent()) ?? "";
  if (Number(told.match(/\d+/)?.[0]) !== all - UNDONE) throw new Error(`after the keys: ${told}`);
  const long = await tab.evaluate(() => window.probe.long);
  return { keysLong: long.length, keysLongest: Math.max(0, ...long) };
}

/** The middle of an element, found before anything is measured. */
async function middle(tab: Tab, selector: string): Promise<[number, number]> {
  const box = await tab.locator(selector).first().boundingBox();
  if (box === null) throw new Error(`there is no ${selector}`);
  return [box.x + box.width / 2, box.y + box.height / 2];
}
