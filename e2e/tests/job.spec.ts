// The whole job of the night before a switch: connect, scan, read every warning, mend, accept, leave out, apply, see it
// verified, undo one change. By mouse in at most twenty clicks, and by keyboard alone; the page counts both.
import type { Locator, Page } from "@playwright/test";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { CLOUDFLARE, type Provider } from "../providers.ts";
import {
  activeRow,
  applies,
  applyByKeys,
  changes,
  confirm,
  expectFound,
  grid,
  openConnection,
  planButton,
  planPage,
  press,
  rows,
  tabTo,
} from "../steps.ts";

const ZONE = "northwind.example";
const MOST_CLICKS = 20;
/** With the letters of the commands, and an arrow for each record with a problem. */
const MOST_KEYS = 300;

/** What the browser itself saw of the user's hands. */
interface Hands {
  presses: number;
  keys: number;
}

async function watchHands(page: Page): Promise<Hands> {
  const hands: Hands = { presses: 0, keys: 0 };
  await page.exposeFunction("seen", (kind: keyof Hands) => {
    hands[kind] += 1;
  });
  await page.addInitScript(() => {
    const { seen } = window as unknown as { seen: (kind: string) => void };
    addEventListener("pointerdown", (event) => event.isTrusted && seen("presses"), true);
    addEventListener("keydown", (event) => event.isTrusted && !event.repeat && seen("keys"), true);
  });
  return hands;
}

function panel(page: Page): Locator {
  return page.getByRole("complementary", { name: "Why is this here?" });
}

async function numberIn(locator: Locator): Promise<number> {
  return Number((await locator.textContent())?.match(/\d+/)?.[0] ?? 0);
}

/** Moves down the list of records with a problem; the panel beside it has the sentences of each. */
async function readAllWarnings(page: Page, records: number): Promise<void> {
  for (let read = 0; read < records; read += 1) {
    if (read > 0) await press(page, "ArrowDown");
    const row = await activeRow(grid(page));
    const problem = row.getByRole("button", { name: /^(Error|Warning|Note) at / });
    const [severity, record] = ((await problem.getAttribute("aria-label")) ?? "").split(/ at |: /);
    await expect(panel(page)).toContainText(record?.split(" ").slice(0, 2).join(" ") ?? "");
    // The severity and a whole sentence.
    await expect(panel(page).getByText(new RegExp(`^${severity} · .{20,}\\.`)).first()).toBeVisible();
  }
}

/** The result tells that everything was written and read back. */
async function expectWritten(page: Page, written: number): Promise<void> {
  await expect(planPage(page).getByRole("heading", { name: "Result" })).toBeVisible({ timeout: 30_000 });
  await expect(planPage(page).getByText(`${written} written and verified`)).toBeVisible();
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
  // Some thirty steps of a user, and a scan that goes on for a while.
});

/** The connect form for this provider. Where the sandbox is has to be told in tests only, and is not of the job. */
async function arrive(page: Page, provider: Provider): Promise<void> {
  await page.goto("./");
  await openConnection(page);
  await page.getByRole("radio", { name: provider.title }).click();
  await page.getByLabel("API address").fill(provider.sandbox);
}

/** Runs a command by a part of its name. */
async function command(page: Page, name: string): Promise<void> {
  await press(page, "Control+k");
  await expect(page.getByRole("combobox", { name: "Command" })).toBeFocused();
  await page.keyboard.type(name);
  await expect(page.getByRole("dialog", { name: "Commands" }).getByRole("option", { selected: true })).toContainText(new RegExp(name, "i"));
  await press(page, "Enter");
}

forEachProvider((provider: Provider) => {
  test.use({ viewport: { width: 1280, height: 800 } });

  test("the whole job by mouse takes at most twenty clicks", async ({ page, sandbox, key }) => {
    const hands = await watchHands(page);
    await arrive(page, provider);
    hands.presses = 1;

    await page.getByLabel("API key").fill(key);
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await page.getByRole("link", { name: ZONE }).click();
    await page.getByRole("button", { name: "Start scan" }).click();
    await expectFound(page, sandbox, ZONE);

    const withWarnings = page.getByRole("button", { name: /^With warnings \d+$/ });
    const records = await numberIn(withWarnings);
    await withWarnings.click();
    await panel(page).getByRole("button", { name: /^Why is this here\?/ }).click();
    await rows(page).first().getByRole("gridcell").nth(2).click();
    await readAllWarnings(page, records);

    if (provider === CLOUDFLARE) {
      await page.getByRole("button", { name: "Turn the proxy off where it breaks something" }).click();
      await expect.poll(() => numberIn(withWarnings)).toBeLessThan(records / 2);
    }
    await withWarnings.click();
    await page.getByRole("button", { name: /^Take \d+ recommendations?$/ }).click();
    await expect(planButton(page)).toBeEnabled();
    await page.getByRole("button", { name: /^Undecided \d+$/ }).click();
    await page.getByRole("button", { name: `Reject CNAME _domainconnect.${ZONE}` }).click();
    const planned = await numberIn(planButton(page));
    expect(planned).toBeGreaterThan(40);

    await planButton(page).click();
    const plan = planPage(page);
    await confirm(plan);
    await plan.getByRole("button", { name: "Apply", exact: true }).click();
    await expectWritten(page, planned);

    await page.getByRole("navigation", { name: "Zone" }).getByRole("link", { name: "History" }).click();
    const undone = `TXT _dmarc.${ZONE}`;
    const held = await sandbox.held(ZONE);
    await applies(page).getByRole("button", { name: `Undo this ${undone}` }).click();
    await expect(changes(plan)).toHaveCount(1);
    await confirm(plan);
    await plan.getByRole("button", { name: "Apply", exact: true }).click();
    await expectWritten(page, 1);
    expect(await sandbox.held(ZONE)).toEqual(held.filter((text) => !text.startsWith(undone)));

    test.info().annotations.push({ type: "clicks", description: String(hands.presses) });
    expect(hands.presses).toBeLessThanOrEqual(MOST_CLICKS);
  });

  test("the whole job by keyboard alone", async ({ page, sandbox, key }) => {
    const hands = await watchHands(page);
    await arrive(page, provider);
    await page.getByLabel("API key").focus();
    Object.assign(hands, { presses: 0, keys: 0 });

    await page.keyboard.insertText(key);
    await press(page, "Enter");
    await expect(page.getByRole("link", { name: ZONE })).toBeVisible();
    await command(page, `open zone ${ZONE}`);
    await expect(page.getByRole("button", { name: "Start scan" })).toBeEnabled();
    await command(page, "start scan");
    await expectFound(page, sandbox, ZONE);

    const records = await numberIn(page.getByRole("button", { name: /^With warnings \d+$/ }));
    const filter = page.getByRole("searchbox", { name: "Filter records" });
    await command(page, "filter records");
    await expect(filter).toBeFocused();
    await page.keyboard.type("is:warned ");
    await expect(grid(page)).toHaveAttribute("aria-rowcount", String(records + 1));
    await tabTo(page, panel(page).getByRole("button", { name: /^Why is this here\?/ }));
    await press(page, "Enter");
    await command(page, "filter records");
    await expect(filter).toBeFocused();
    await press(page, "ArrowDown");
    await expect(grid(page)).toBeFocused();
    await readAllWarnings(page, records);

    if (provider === CLOUDFLARE) {
      await command(page, "turn the proxy off where");
      await expect(grid(page)).not.toHaveAttribute("aria-rowcount", String(records + 1));
    }
    await command(page, "take the recommendations");
    await expect(planButton(page)).toBeEnabled();
    await command(page, "filter records");
    await expect(filter).toBeFocused();
    await press(page, "Control+a");
    await page.keyboard.type("_domainconnect ");
    await expect(rows(page)).toHaveCount(1);
    await press(page, "ArrowDown");
    await expect(grid(page)).toBeFocused();
    await press(page, "r");
    await expect(page.getByRole("status").filter({ hasText: "CNAME _domainconnect" })).toBeVisible();
    const planned = await numberIn(planButton(page));
    expect(planned).toBeGreaterThan(40);

    await press(page, "g", "p");
    const plan = planPage(page);
    await applyByKeys(page, plan);
    await expectWritten(page, planned);

    await press(page, "g", "h");
    const undone = `TXT _dmarc.${ZONE}`;
    await tabTo(page, page.getByRole("textbox", { name: "Find a change" }));
    await page.keyboard.type(undone);
    await tabTo(page, applies(page).getByRole("button", { name: `Undo this ${undone}` }));
    await press(page, "Enter");
    await expect(changes(plan)).toHaveCount(1);
    await applyByKeys(page, plan);
    await expectWritten(page, 1);
    expect((await sandbox.held(ZONE)).filter((text) => text.startsWith(undone))).toEqual([]);

    test.info().annotations.push({ type: "keys", description: String(hands.keys) });
    expect(hands.presses).toBe(0);
    expect(hands.keys).toBeGreaterThan(records);
    expect(hands.keys).toBeLessThanOrEqual(MOST_KEYS);
  });
});
