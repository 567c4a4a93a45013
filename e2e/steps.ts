// What a user does and sees, by role and name, in the words of the contract.
import { expect, type Locator, type Page, type Request } from "@playwright/test";
import type { Provider } from "./providers.ts";
import type { Sandbox } from "./sandbox.ts";

/** Fills in the connect form and sends it; where the tab had a connection, this is another one. */
export async function connect(
  page: Page,
  { title, sandbox }: Provider,
  key: string,
  { address = sandbox, remember = true } = {},
): Promise<void> {
  await page.getByLabel("API key").waitFor();
  const another = page.getByRole("button", { name: "Use another connection" });
  if (await another.isVisible()) await another.click();
  await page.getByRole("radiogroup", { name: "Provider" }).getByRole("radio", { name: title }).check();
  await page.getByLabel("API key").fill(key);
  await openConnection(page);
  await page.getByLabel("API address").fill(address);
  await page.getByRole("checkbox", { name: "Remember in this tab" }).setChecked(remember);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
}

/** Enters the key that a tab asks for whose connection is known. */
export async function enterKey(page: Page, key: string): Promise<void> {
  await expect(page.getByRole("button", { name: "Use another connection" })).toBeVisible();
  await expect(page.getByRole("radio")).toHaveCount(0);
  await page.getByLabel("API key").fill(key);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
}

/** Opens the disclosure that holds the address and the limits. */
export async function openConnection(page: Page): Promise<void> {
  const time = page.getByRole("combobox", { name: "Request timeout" });
  if (!(await time.isVisible())) await page.getByText("Connection", { exact: true }).click();
  await expect(time).toBeVisible();
}

/** Connects and arrives at the list of zones. */
export async function openZones(page: Page, provider: Provider, key: string): Promise<void> {
  await page.goto("./");
  await connect(page, provider, key);
  await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
}

/** Connects and arrives at a zone, by its address. */
export async function openZone(page: Page, sandbox: Sandbox, domain: string): Promise<void> {
  await page.goto(`./#/zone/${await sandbox.zone(domain)}/discover`);
  await connect(page, sandbox.provider, sandbox.key);
  await expect(page.getByRole("heading", { name: domain })).toBeVisible();
  await expect(page.getByRole("button", { name: "Start scan" })).toBeEnabled();
}

/** Connects and arrives at a zone whose scan is over. */
export async function openScanned(page: Page, sandbox: Sandbox, domain: string): Promise<void> {
  const [zone] = await Promise.all([sandbox.scan(domain), page.goto("./")]);
  await page.goto(`./#/zone/${zone}/discover`);
  await connect(page, sandbox.provider, sandbox.key);
  await expectFound(page, sandbox, domain);
}

/** Connects and arrives at a zone's records, by their address. */
export async function openRecords(page: Page, sandbox: Sandbox, domain: string): Promise<void> {
  const held = (await sandbox.records(domain)).length;
  await page.goto(`./#/zone/${await sandbox.zone(domain)}/records`);
  await connect(page, sandbox.provider, sandbox.key);
  await expect(page.getByRole("heading", { name: domain })).toBeVisible();
  await expectHeld(page, held);
}

/** Connects and arrives at a zone's import and export, by its address. */
export async function openTransfer(page: Page, sandbox: Sandbox, domain: string): Promise<void> {
  await page.goto(`./#/zone/${await sandbox.zone(domain)}/transfer`);
  await connect(page, sandbox.provider, sandbox.key);
  await expect(page.getByRole("heading", { name: domain })).toBeVisible();
  await expect(page.getByRole("button", { name: "Preview import" })).toBeEnabled();
}

/** Connects and arrives at a zone's settings, by their address. */
export async function openSettings(page: Page, sandbox: Sandbox, domain: string): Promise<void> {
  await page.goto(`./#/zone/${await sandbox.zone(domain)}/settings`);
  await connect(page, sandbox.provider, sandbox.key);
  await expect(page.getByRole("heading", { name: domain, exact: true })).toBeVisible();
}

export type Screen = "Discover" | "Records" | "Import & export" | "History" | "Settings";

/** Goes to another screen of the zone. */
export async function goTo(page: Page, screen: Screen): Promise<void> {
  const link = page.getByRole("navigation", { name: "Zone" }).getByRole("link", { name: screen });
  await link.click();
  await expect(link).toHaveAttribute("aria-current", "page");
}

export function recordsGrid(page: Page): Locator {
  return page.getByRole("grid", { name: "Zone records" });
}

/** The grid of records has so many. */
export async function expectHeld(page: Page, count: number): Promise<void> {
  await expect(recordsGrid(page)).toHaveAttribute("aria-rowcount", String(count + 1));
}

/** The row of `TYPE NAME` among the zone's records. */
export function recordRow(page: Page, record: string): Locator {
  return recordsGrid(page).getByRole("row").filter({ has: button(page, "Edit", record) });
}

/** Opens the dialog that changes `TYPE NAME`. */
export async function openEdit(page: Page, record: string): Promise<Locator> {
  await button(page, "Edit", record).click();
  const dialog = page.getByRole("dialog", { name: "Edit record" });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** Opens the dialog that adds a record of a type. */
export async function openAdd(page: Page, type: string): Promise<Locator> {
  await page.getByRole("button", { name: "Add record" }).click();
  const dialog = page.getByRole("dialog", { name: "Add record" });
  await dialog.getByRole("combobox", { name: "Type" }).selectOption(type);
  return dialog;
}

/** A field of a dialog by its label; what helps to fill it in may follow. */
export function field(dialog: Locator, label: string): Locator {
  return dialog.getByRole("textbox", { name: label, exact: true });
}

/** Fills in a dialog's fields by their labels. */
export async function fill(dialog: Locator, values: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(values)) await field(dialog, label).fill(value);
}

/** Presses `Add to plan` in a dialog, which closes it. */
export async function addToPlan(dialog: Locator): Promise<void> {
  await dialog.getByRole("button", { name: "Add to plan" }).click();
  await expect(dialog).toHaveCount(0);
}

/** Everything that the scan finds is there. */
export async function expectFound(page: Page, sandbox: Sandbox, domain: string): Promise<void> {
  const status = page.getByRole("status");
  const found = sandbox.found(domain);
  // Where the provider never says that it is done, the page calls it quiet and goes on looking: on a
  // slow machine the last records come after that.
  const late = { timeout: 40_000 };
  await expect(status).toContainText(new RegExp(`\\b${found} records? found`), late);
  await expect(status).toContainText(sandbox.provider.over, late);
  await expect(grid(page)).toHaveAttribute("aria-rowcount", String(found + 1));
}

export function grid(page: Page): Locator {
  return page.getByRole("grid", { name: "Discovered records" });
}

/** The cell of a grid that the keyboard is at. */
export async function activeCell(grid: Locator): Promise<Locator> {
  await expect(grid).toHaveAttribute("aria-activedescendant");
  const id = await grid.getAttribute("aria-activedescendant");
  return grid.locator(`[id="${id}"]`);
}

/** The row of the cell that the keyboard is at. */
export async function activeRow(grid: Locator): Promise<Locator> {
  const cell = await activeCell(grid);
  const index = await cell.evaluate((cell) => cell.parentElement?.getAttribute("aria-rowindex"));
  return grid.locator(`[aria-rowindex="${index}"]`);
}

/** Presses one key after the other. */
export async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Goes on by a key until this has the focus: it is never far. */
export async function tabTo(page: Page, target: Locator, { key = "Tab" } = {}): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  await expect(target).toBeFocused();
}

/** Presses Apply by keys alone, with the word where one is asked for. */
export async function applyByKeys(page: Page, plan: Locator): Promise<void> {
  const word = plan.getByRole("textbox", { name: "Type DELETE to confirm" });
  if ((await word.count()) > 0) {
    await tabTo(page, word);
    await page.keyboard.type("DELETE");
  }
  await tabTo(page, plan.getByRole("button", { name: "Apply", exact: true }));
  await press(page, "Enter");
}

/** Opens the dialog that changes the look of the grid. */
export async function openView(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "View", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Table view" });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** The records' rows that are in the page, without the header. */
export function rows(page: Page): Locator {
  return grid(page).getByRole("row").filter({ has: page.getByRole("gridcell") });
}

/** The button of a row: `Accept`, `Reject` or `Edit`, of `TYPE NAME`. */
export function button(page: Page, verb: string, record: string): Locator {
  const name = `${verb} ${record}`.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return page.getByRole("button", { name: new RegExp(`^${name}([ :]|$)`) });
}

/** The row of `TYPE NAME`. */
export function row(page: Page, record: string): Locator {
  return rows(page).filter({ has: button(page, "Accept", record) });
}

export function planButton(page: Page): Locator {
  return page.getByRole("button", { name: /^Review plan/ });
}

/** The plan has so many changes. */
export async function expectPlanned(page: Page, count: number): Promise<void> {
  await expect(page.getByRole("button", { name: new RegExp(`^Review plan \\(${count}\\)`) })).toBeVisible();
}

/** The page of the plan. */
export function planPage(page: Page): Locator {
  return page.getByRole("region", { name: "Plan", exact: true });
}

/** Opens the plan. */
export async function openPlan(page: Page): Promise<Locator> {
  await planButton(page).click();
  const plan = planPage(page);
  await expect(plan).toBeVisible();
  return plan;
}

/** Leaves the plan, or its result, for the screen that it was opened from. */
export async function leavePlan(page: Page): Promise<void> {
  await planPage(page).getByRole("button", { name: "Back", exact: true }).click();
  await expect(planPage(page)).toHaveCount(0);
}

function changesGrid(plan: Locator): Locator {
  return plan.getByRole("grid", { name: "Changes" });
}

/** The changes in the plan; of more than a hundred only those in sight. */
export function changes(plan: Locator): Locator {
  return changesGrid(plan).getByRole("row").filter({ hasText: /^\s*(Add|Change|Delete|Accept|Reject) / });
}

/** The plan lists so many changes. */
export async function expectChanges(plan: Locator, count: number, patience?: { timeout: number }): Promise<void> {
  await expect(changesGrid(plan)).toHaveAttribute("aria-rowcount", String(count + 1), patience);
}

/** All that is said of one change of the plan, with its fixes. */
export async function detailsOf(plan: Locator, change: Locator): Promise<Locator> {
  await change.getByRole("gridcell").nth(3).click();
  return plan.getByRole("region", { name: "Details of the change" });
}

/** Opens the plan and presses Apply, with the word where one is asked for. */
export async function apply(page: Page): Promise<Locator> {
  const plan = await openPlan(page);
  await confirm(plan);
  await plan.getByRole("button", { name: "Apply", exact: true }).click();
  return plan;
}

/** Types the word into a plan that asks for one. */
export async function confirm(plan: Locator): Promise<void> {
  await expect(plan.getByRole("button", { name: "Apply", exact: true })).toBeVisible();
  const word = plan.getByRole("textbox", { name: "Type DELETE to confirm" });
  if ((await word.count()) > 0) await word.fill("DELETE");
}

/** Takes the last apply back, from the records, with the word where one is asked for. */
export async function undo(page: Page, count: number): Promise<void> {
  await page.getByRole("button", { name: "Undo last apply" }).click();
  const plan = planPage(page);
  await expect(changes(plan)).toHaveCount(count);
  await confirm(plan);
  await plan.getByRole("button", { name: "Apply", exact: true }).click();
  await expectApplied(page, count, 0);
}

/** The file beside the zone. */
export function previewGrid(page: Page): Locator {
  return page.getByRole("grid", { name: "Import preview" });
}

/** The button that adds what is taken of a preview. */
export function addButton(page: Page): Locator {
  return page.getByRole("button", { name: /^Add \d+ to plan$/ });
}

/** The applies in the history, the last one first. */
export function applies(page: Page): Locator {
  const undo = page.getByRole("button", { name: "Undo all", exact: true });
  return page.getByRole("list", { name: "Applied changes" }).getByRole("listitem").filter({ has: undo });
}

/** Pastes a file and presses `Preview import`. */
export async function showPreview(page: Page, file: string, how = "Add what is missing"): Promise<void> {
  await page.getByRole("textbox", { name: "Paste a zone file" }).fill(file);
  await page.getByRole("combobox", { name: "How" }).selectOption(how);
  await page.getByRole("button", { name: "Preview import" }).click();
  await expect(previewGrid(page).or(page.getByRole("alert")).first()).toBeVisible();
}

/** Previews a file, and adds to the plan what is taken by itself. */
export async function preview(page: Page, file: string, how = "Add what is missing"): Promise<void> {
  await showPreview(page, file, how);
  const add = addButton(page);
  if ((await add.count()) > 0 && (await add.isEnabled())) await add.click();
}

/** What the plan came to. A result without failures is left, unless there is more to see. */
export async function expectApplied(page: Page, succeeded: number, failed: number, { stays = failed > 0 } = {}): Promise<void> {
  const told = `Applied: ${succeeded} succeeded, ${failed} failed`;
  await expect(page.getByRole("status")).toContainText(told, { timeout: 15_000 });
  if (!stays && (await page.getByRole("heading", { name: "Result", exact: true }).isVisible())) await leavePlan(page);
}

/** Collects the page's calls of one kind from now on. */
export function calls(page: Page, path: RegExp, method?: string): Request[] {
  const seen: Request[] = [];
  page.on("request", (request) => {
    const fits = method === undefined || request.method() === method;
    if (fits && path.test(new URL(request.url()).pathname)) seen.push(request);
  });
  return seen;
}

/** Lets the page's time run, in steps that leave answers the time to arrive, until this holds. */
export async function runUntil(page: Page, holds: () => Promise<void>, step = 3_000): Promise<void> {
  await expect(async () => {
    await page.clock.runFor(step);
    await holds();
  }).toPass({ timeout: 40_000, intervals: [50] });
}

/** Whether the page may scroll sideways. */
export async function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const page = document.documentElement;
    return page.scrollWidth > page.clientWidth;
  });
}
