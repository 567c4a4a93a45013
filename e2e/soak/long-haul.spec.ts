// One tab for a long time: hundreds of scans and thousands of readings of one, and no more memory.
import type { CDPSession, Page } from "@playwright/test";
import { test } from "../faults.ts";
import { expect } from "../fixtures.ts";
import { type Desk, runUntilTold } from "../matrix/desk.ts";
import { BUNNY, PROVIDERS } from "../providers.ts";
import { openZone } from "../steps.ts";

const ZONE = "bakery.example";
const SCANS = 100;
const POLLS = 1_000;

/** The page's zone of memory may grow by so much, in times. */
const GROWTH = 1.2;

/**
 * Gives timers small numbers, as a browser does. Those of the test's clock are above 10¹² and come back
 * from the page as 32 bits: no timer that was cleared would be, and each would stay.
 */
function numberTimers(): void {
  const { setTimeout, clearTimeout } = window;
  const timers = new Map<number, number>();
  let last = 0;
  const set = (then: () => void, wait?: number) => {
    last += 1;
    const number = last;
    const fire = () => {
      timers.delete(number);
      then();
    };
    timers.set(number, setTimeout(fire, wait));
    return number;
  };
  const clear = (number?: number) => {
    clearTimeout(timers.get(number ?? 0));
    timers.delete(number ?? 0);
  };
  Object.assign(window, { setTimeout: set, clearTimeout: clear });
}

interface Memory {
  /** The JavaScript heap after everything that is garbage was collected, in bytes. */
  heap: number;
  /** The memory of the WebAssembly, which never shrinks, in bytes. */
  wasm: number;
}

/** Keeps every memory that a module is given or makes, before the page starts. */
function watchMemory(): void {
  const memories: WebAssembly.Memory[] = [];
  Object.assign(window, { memories });
  const note = (exports: WebAssembly.Exports) => {
    for (const value of Object.values(exports)) if (value instanceof WebAssembly.Memory) memories.push(value);
  };
  const { instantiate, instantiateStreaming } = WebAssembly;
  const wrap = (made: unknown) => {
    const instance = made instanceof WebAssembly.Instance ? made : (made as WebAssembly.WebAssemblyInstantiatedSource).instance;
    note(instance.exports);
    return made;
  };
  Object.assign(WebAssembly, {
    instantiate: async (...args: Parameters<typeof instantiate>) => wrap(await instantiate(...args)),
    instantiateStreaming: async (...args: Parameters<typeof instantiateStreaming>) => wrap(await instantiateStreaming(...args)),
  });
}

async function memoryOf(page: Page, session: CDPSession): Promise<Memory> {
  for (let round = 0; round < 3; round += 1) await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const wasm = await page.evaluate(() => {
    const { memories } = window as unknown as { memories: WebAssembly.Memory[] };
    return memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
  });
  return { heap: usedSize, wasm };
}

/** Scans once, to the end; tells how often the scan was read. */
async function scan(desk: Desk): Promise<void> {
  const { page, provider, network } = desk;
  const starts = network.calls({ method: "POST", path: provider.trigger }).length;
  await page.getByRole("button", { name: "Start scan" }).click();
  await expect.poll(() => network.calls({ method: "POST", path: provider.trigger }).length).toBe(starts + 1);
  const status = page.getByRole("status");
  const isOver = async () => ((await status.textContent()) ?? "").includes(provider.over);
  const start = page.getByRole("button", { name: "Start scan" });
  const done = await runUntilTold(desk, async () => ((await isOver()) && (await start.isEnabled()) ? true : undefined));
  expect(done).toBe(true);
}

for (const provider of PROVIDERS) {
  test.describe(provider.title, () => {
    test.use({ provider });

    test(`${SCANS} scans and ${POLLS} readings leave the tab as small as before`, async ({ page, network, sandbox, guard }, info) => {
      test.setTimeout(1_800_000);
      guard.expectHttpErrors();
      await page.clock.install();
      await page.addInitScript(numberTimers);
      await page.addInitScript(watchMemory);
      const desk: Desk = { page, network, sandbox, provider };
      const session = await page.context().newCDPSession(page);
      await openZone(page, sandbox, ZONE);
      for (let warm = 0; warm < 5; warm += 1) await scan(desk);
      const before = await memoryOf(page, session);
      expect(before.wasm).toBeGreaterThan(0);
      const reads = () => network.calls({ method: "GET", path: provider.reading }).length;
      const first = reads();
      for (let count = 0; count < SCANS; count += 1) await scan(desk);
      // What is left of the readings is made while a scan is watched.
      if (provider === BUNNY) {
        await page.getByRole("button", { name: "Start scan" }).click();
        network.armBy(() => undefined);
      }
      while (reads() - first < POLLS) {
        await page.keyboard.press("Shift");
        if (await page.getByRole("button", { name: "Stop" }).isEnabled()) await page.clock.runFor(20_000);
        else await scan(desk);
      }
      const after = await memoryOf(page, session);
      const mib = (bytes: number) => `${(bytes / 1_048_576).toFixed(2)} MiB`;
      const told = `${reads() - first} readings, heap ${mib(before.heap)} → ${mib(after.heap)}, WebAssembly ${mib(before.wasm)} → ${mib(after.wasm)}`;
      info.annotations.push({ type: "figures", description: told });
      expect(after.heap, told).toBeLessThanOrEqual(before.heap * GROWTH);
      expect(after.wasm, told).toBeLessThanOrEqual(before.wasm * GROWTH);
    });
  });
}
