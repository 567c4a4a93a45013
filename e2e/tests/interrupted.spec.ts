// A tab that is loaded anew, crashes, is duplicated, locked or refused in the middle of a scan, a review
// or an apply: no decision is lost, nothing is written twice, and work goes on where it stood.
import type { Page } from "@playwright/test";
import { ZONE } from "../bakery.ts";
import { type Call, type Network, test } from "../faults.ts";
import { expect } from "../fixtures.ts";
import { type Interruption, INTERRUPTIONS, interrupt } from "../interruptions.ts";
import { BUNNY, type Provider, PROVIDERS } from "../providers.ts";
import type { Sandbox } from "../sandbox.ts";
import {
  addToPlan,
  apply,
  button,
  changes,
  expectApplied,
  expectPlanned,
  field,
  leavePlan,
  openEdit,
  openPlan,
  openScanned,
  openZone,
  planPage,
} from "../steps.ts";

const LONG = "long-scan.example";

/** What is decided: two to accept, one of them changed before, and one to reject. */
const BLOG = `A blog.${ZONE}`;
const DMARC = `TXT _dmarc.${ZONE}`;
const ORDER = `A order.${ZONE}`;

async function decide(page: Page): Promise<void> {
  const dialog = await openEdit(page, BLOG);
  await field(dialog, "Content").fill("192.0.2.99");
  await addToPlan(dialog);
  await button(page, "Accept", DMARC).click();
  await button(page, "Reject", ORDER).click();
  await expectPlanned(page, 3);
}

async function expectDecided(page: Page): Promise<void> {
  await expect(button(page, "Accept", BLOG)).toHaveAttribute("aria-pressed", "true");
  await expect(button(page, "Accept", DMARC)).toHaveAttribute("aria-pressed", "true");
  await expect(button(page, "Reject", ORDER)).toHaveAttribute("aria-pressed", "true");
  await expectPlanned(page, 3);
  const plan = await openPlan(page);
  await expect(changes(plan).filter({ hasText: BLOG })).toContainText("192.0.2.99");
  await plan.getByRole("button", { name: "Back" }).click();
}

/** The calls that write found records. */
function writing({ writes }: Provider): Call {
  return { method: writes.method, path: writes.path };
}

/** What the provider has carried out of them. */
function written(network: Network, provider: Provider): number {
  return network.calls(writing(provider)).filter(({ status = 500 }) => status < 300).length;
}

async function expectWritten(sandbox: Sandbox, before: string[]): Promise<void> {
  const held = await sandbox.held(ZONE);
  const more = held.filter((text) => !before.includes(text));
  expect(more).toEqual([`${BLOG} 192.0.2.99`, expect.stringContaining(DMARC)]);
  expect(held).toHaveLength(before.length + 2);
}

/** The calls that read, so that a refusal comes by itself. */
function refuse(network: Network, { reading, trigger }: Provider): void {
  network.armBy(({ path }) => (reading.test(path) || trigger.test(path) ? "401" : undefined));
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
  guard.expectConsole(/net::ERR_/);
});

function tests(provider: Provider, how: Interruption): void {
  test(`${how} while a scan runs`, async ({ page, network, sandbox }) => {
    await openZone(page, sandbox, LONG);
    const start = { method: "POST", path: provider.trigger };
    await page.getByRole("button", { name: "Start scan" }).click();
    const running = /Pending|In progress/;
    await expect(page.getByRole("status")).toContainText(/In progress/);
    if (how === "401") refuse(network, provider);
    const back = await interrupt(how, page, network, sandbox);
    await expect(back.getByRole("heading", { name: LONG })).toBeVisible();
    await expect(back.getByRole("status")).toContainText(running);
    const reads = { method: "GET", path: provider.reading };
    const before = network.calls(reads).length;
    await expect.poll(() => network.calls(reads).length, { timeout: 20_000 }).toBeGreaterThan(before);
    expect(network.calls(start)).toHaveLength(1);
  });

  test(`${how} while decisions are made`, async ({ page, network, sandbox }) => {
    const before = await sandbox.held(ZONE);
    await openScanned(page, sandbox, ZONE);
    await decide(page);
    if (how === "401") {
      refuse(network, provider);
      await page.getByRole("button", { name: "Start scan" }).click();
    }
    const back = await interrupt(how, page, network, sandbox);
    await expect(back.getByRole("heading", { name: ZONE })).toBeVisible();
    await expectDecided(back);
    await apply(back);
    await expectApplied(back, 3, 0);
    await expectWritten(sandbox, before);
    const calls = written(network, provider);
    if (how === "duplicate") {
      // The first tab believes the same; it reads before it writes.
      await page.bringToFront();
      await expectPlanned(page, 3);
      await apply(page);
      await expectApplied(page, 3, 0);
      await expectWritten(sandbox, before);
      expect(written(network, provider)).toBe(calls);
    }
  });

  test(`${how} while a plan is written`, async ({ page, network, sandbox }) => {
    const before = await sandbox.held(ZONE);
    await openScanned(page, sandbox, ZONE);
    await decide(page);
    // The first write goes well where there are several; of the last one no answer comes.
    let seen = 0;
    network.armBy(({ method, path }) => {
      if (method !== provider.writes.method || !provider.writes.path.test(path)) return undefined;
      seen += 1;
      const isLast = provider !== BUNNY || seen === 2;
      return isLast ? (how === "401" ? "401" : "hang") : undefined;
    });
    const plan = await apply(page);
    await expect.poll(() => seen).toBe(provider === BUNNY ? 2 : 1);
    await expect.poll(() => network.isQuiet).toBe(true);
    if (how === "Lock") {
      // The key is needed for what is under way; nothing else can be pressed meanwhile.
      await expect(page.getByRole("button", { name: "Lock" }).click({ timeout: 500, trial: true })).rejects.toThrow();
      await plan.getByRole("button", { name: "Stop" }).click();
      await page.reload();
      await network.disarm();
      await expect(planPage(page)).toContainText(ZONE);
    }
    if (how === "401") {
      const close = plan.getByRole("button", { name: "Back" });
      await expect(close).toBeEnabled();
      await close.click();
    }
    const back = await interrupt(how, page, network, sandbox);
    if (how !== "401") await leavePlan(back);
    await expect(back.getByRole("heading", { name: ZONE })).toBeVisible();
    await goOn(back, page, how, sandbox, before);
    await expectWritten(sandbox, before);
    // One for each record that is accepted, or one for those and one for what is rejected.
    expect(written(network, provider)).toBe(2);
  });
}

/** Writes what is left in the tab that came back. */
async function goOn(back: Page, page: Page, how: Interruption, sandbox: Sandbox, before: string[]): Promise<void> {
  const left = back.getByRole("button", { name: /^Review plan/ });
  await expect(back.getByRole("status")).toContainText(sandbox.provider.over, { timeout: 20_000 });
  await expect(left).toBeEnabled();
  const plan = await apply(back);
  if (how === "duplicate") {
    // The first tab is still writing, and waits for an answer that does not come.
    await expect(plan).toContainText("Another tab of this browser is writing this zone.");
    expect((await sandbox.held(ZONE)).length).toBe(before.length + 2);
    await page.close();
    await plan.getByRole("button", { name: "Apply", exact: true }).click();
  }
  await expect(back.getByRole("status")).toContainText(/Applied: \d succeeded, 0 failed/);
  await leavePlan(back);
  await expectPlanned(back, 0);
}

for (const provider of PROVIDERS) {
  test.describe(provider.title, () => {
    test.use({ provider });
    for (const how of INTERRUPTIONS) tests(provider, how);
  });
}
