// A scan from its start to its end: state, number found, stop, reload, and the tab out of sight.
import type { Page } from "@playwright/test";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { CLOUDFLARE } from "../providers.ts";
import { calls, expectFound, grid, openScanned, openZone, rows, runUntil } from "../steps.ts";

async function start(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Start scan" }).click();
}

/** Lets the page's time run until the status region tells this. */
async function runUntilStatus(page: Page, status: RegExp): Promise<void> {
  await runUntil(page, () => expect(page.getByRole("status")).toContainText(status, { timeout: 200 }));
}

async function found(page: Page): Promise<number> {
  const status = (await page.getByRole("status").textContent()) ?? "";
  return Number(status.match(/(\d+) records? found/)?.[1]);
}

/** Takes the tab out of sight, or brings it back. */
async function show(page: Page, state: "visible" | "hidden"): Promise<void> {
  await page.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
    Object.defineProperty(document, "hidden", { value: state === "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, state);
}

test.beforeEach(async ({ page, guard }) => {
  // A zone that was never scanned is a 404 at one of the providers.
  guard.expectHttpErrors();
  await page.clock.install();
});

forEachProvider((provider) => {
  test("a scan goes from not scanned to its end, and finds everything", async ({ page, sandbox }) => {
    await openZone(page, sandbox, "bakery.example");
    const status = page.getByRole("status");
    await expect(status).toContainText("Not scanned");
    const ways = page.getByRole("main").getByRole("listitem").getByRole("link");
    await expect(ways).toHaveText(["Bring the old host’s zone file", "Add records by hand"]);
    await expect(page.getByRole("button", { name: "Stop" })).toBeDisabled();
    await expect(page.getByRole("progressbar", { name: "Scan progress" })).toHaveCount(0);
    await expect(rows(page)).toHaveCount(0);
    await start(page);
    await expect(ways).toHaveCount(0);
    await expect(status).toContainText(/Pending|In progress/);
    await expect(page.getByRole("progressbar", { name: "Scan progress" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Start scan" })).toBeDisabled();
    await runUntilStatus(page, new RegExp(`${provider.over}.*\\b${sandbox.found("bakery.example")} records found`));
    await expectFound(page, sandbox, "bakery.example");
    await expect(page.getByRole("progressbar", { name: "Scan progress" })).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Start scan" })).toBeEnabled();
    await expect(rows(page)).toHaveCount(sandbox.found("bakery.example"));
  });

  test("the status region holds one state at a time", async ({ page, sandbox }) => {
    const states = ["Not scanned", "Pending", "In progress", "Completed", "Failed", "Quiet", "Stopped"];
    const expectOne = async () => {
      const status = (await page.getByRole("status").textContent()) ?? "";
      expect(states.filter((state) => status.includes(state)), status).toHaveLength(1);
    };
    await openZone(page, sandbox, "empty-scan.example");
    await expectOne();
    await start(page);
    await expectOne();
    await runUntilStatus(page, new RegExp(provider.over));
    await expectOne();
  });

  test("it is at work for a while, and can be stopped and started again", async ({ page, sandbox }) => {
    await openZone(page, sandbox, "long-scan.example");
    const readings = calls(page, provider.reading, "GET");
    const starts = calls(page, provider.trigger, "POST");
    const status = page.getByRole("status");
    await start(page);
    await runUntilStatus(page, /In progress/);
    await page.getByRole("button", { name: "Stop" }).click();
    await expect(status).toContainText("Stopped");
    await expect(page.getByRole("button", { name: "Stop" })).toBeDisabled();
    const before = readings.length;
    await page.clock.runFor(120_000);
    await expect(status).toContainText("Stopped");
    expect(readings.length).toBe(before);
    await start(page);
    await runUntilStatus(page, /In progress/);
    expect(starts.length).toBe(2);
  });

  test("a reload in the middle finds the same scan going on", async ({ page, sandbox }) => {
    await openZone(page, sandbox, "long-scan.example");
    const starts = calls(page, provider.trigger, "POST");
    await start(page);
    await runUntilStatus(page, /In progress/);
    await page.reload();
    await expect(page.getByRole("heading", { name: "long-scan.example" })).toBeVisible();
    await expect(page.getByRole("status")).toContainText("In progress");
    await expect(page.getByRole("progressbar", { name: "Scan progress" })).toBeVisible();
    expect(starts.length).toBe(1);
  });

  test("a reload right after the start leads to the same end", async ({ page, sandbox }) => {
    await openZone(page, sandbox, "bakery.example");
    const starts = calls(page, provider.trigger, "POST");
    const answered = page.waitForResponse((response) => provider.trigger.test(new URL(response.url()).pathname));
    await start(page);
    await answered;
    await page.reload();
    await expect(page.getByRole("heading", { name: "bakery.example" })).toBeVisible();
    await runUntilStatus(page, new RegExp(provider.over));
    await expectFound(page, sandbox, "bakery.example");
    expect(starts.length).toBe(1);
  });

  test("a scan that somebody else has finished is shown", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, "bakery.example");
    await expect(page.getByRole("button", { name: "Start scan" })).toBeEnabled();
    await expect(rows(page)).toHaveCount(sandbox.found("bakery.example"));
  });

  test("nothing is read while the tab is out of sight, and at once when it is back", async ({
    page,
    sandbox,
  }) => {
    await openZone(page, sandbox, "long-scan.example");
    const readings = calls(page, provider.reading, "GET");
    await start(page);
    await runUntilStatus(page, /In progress/);
    await show(page, "hidden");
    // One that was due may still be on its way.
    await page.clock.runFor(5_000);
    const before = readings.length;
    await page.clock.runFor(120_000);
    expect(readings.length).toBe(before);
    await expect(page.getByRole("status")).toContainText("In progress");
    await show(page, "visible");
    await expect.poll(() => readings.length).toBeGreaterThan(before);
    await expect(page.getByRole("button", { name: "Stop" })).toBeEnabled();
  });

  test("a scan that is started again brings nothing twice and keeps decisions", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, "bakery.example");
    const accept = page.getByRole("button", { name: "Accept A blog.bakery.example" });
    await accept.click();
    await start(page);
    await runUntilStatus(page, new RegExp(provider.over));
    await expectFound(page, sandbox, "bakery.example");
    await expect(accept).toHaveAttribute("aria-pressed", "true");
  });

  test("a start that is refused is told, and tried again", async ({ page, sandbox }) => {
    await openZone(page, sandbox, "bakery.example");
    await page.route(provider === CLOUDFLARE ? "**/scan/trigger" : "**/records/scan", async (route) => {
      if (route.request().method() !== "POST") return route.fallback();
      await route.fulfill({ status: 403, json: {} });
    });
    await start(page);
    await expect(page.getByRole("status")).toContainText("Failed");
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("isn't allowed");
    await page.unrouteAll();
    await alert.getByRole("button", { name: "Try again" }).click();
    await runUntilStatus(page, new RegExp(provider.over));
    await expectFound(page, sandbox, "bakery.example");
    await expect(alert).toHaveCount(0);
  });

  test("a key that may only read is told when it starts a scan (sandbox-read-only)", async ({ page, sandbox }) => {
    await openZone(page, sandbox, "bakery.example");
    await start(page);
    await expect(page.getByRole("alert")).toContainText("isn't allowed");
    await expect(page.getByRole("status")).toContainText("Failed");
  });
});

test.describe(CLOUDFLARE.title, () => {
  test.use({ provider: CLOUDFLARE });

  test("elapsed time is told once a second, however often the scan was started", async ({ page, sandbox }) => {
    await page.addInitScript(() => {
      const ticks = { count: 0 };
      const { setTimeout } = window;
      const counted = (then: TimerHandler, wait?: number, ...more: unknown[]) => {
        if (wait === 1_000) ticks.count += 1;
        return setTimeout(then, wait, ...more);
      };
      Object.assign(window, { setTimeout: counted, ticks });
    });
    const ticks = () => page.evaluate(() => (window as unknown as { ticks: { count: number } }).ticks.count);
    await openZone(page, sandbox, "long-scan.example");
    for (let times = 0; times < 5; times += 1) {
      await start(page);
      await runUntilStatus(page, /In progress/);
      await page.getByRole("button", { name: "Stop" }).click();
    }
    await start(page);
    await runUntilStatus(page, /In progress/);
    const before = await ticks();
    await page.clock.runFor(10_000);
    const told = (await ticks()) - before;
    expect(told).toBeGreaterThan(5);
    // The page's own time goes on beside what is run of it.
    expect(told).toBeLessThan(20);
  });

  test("the number found grows while the scan goes on", async ({ page, sandbox }) => {
    await openZone(page, sandbox, "long-scan.example");
    await start(page);
    await runUntilStatus(page, /In progress.* [1-9]\d* records? found/);
    const before = await found(page);
    await runUntil(page, async () => expect(await found(page)).toBeGreaterThan(before));
    await expect(page.getByRole("status")).toContainText("In progress");
    await expect(async () => {
      expect(await grid(page).getAttribute("aria-rowcount")).toBe(String((await found(page)) + 1));
    }).toPass();
  });

  test("what arrives after the review began is marked as new and moves no decision", async ({
    page,
    sandbox,
  }) => {
    await openZone(page, sandbox, "late-records.example");
    await start(page);
    await runUntilStatus(page, /[1-9]\d* records? found/);
    const burst = await found(page);
    const accept = page.getByRole("button", { name: /^Accept (A|AAAA|MX|TXT|CAA) / }).first();
    const name = (await accept.getAttribute("aria-label")) ?? "";
    await accept.click();
    await expect(page.getByText(/^new/)).toHaveCount(0);
    await runUntil(page, async () => expect(await found(page)).toBe(sandbox.found("late-records.example")));
    const late = sandbox.found("late-records.example") - burst;
    await expect(grid(page).getByRole("gridcell", { name: /\bnew\b/ })).toHaveCount(late);
    await expect(page.getByRole("button", { name, exact: true })).toHaveAttribute("aria-pressed", "true");
  });
});
