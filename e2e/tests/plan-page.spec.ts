// The plan as a page: its names, its lines, what is left out, how a run goes, and what came of it.
import type { Locator, Page } from "@playwright/test";
import { ZONE } from "../bakery.ts";
import { expectNoAxeViolations } from "../axe.ts";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { BUNNY, CLOUDFLARE } from "../providers.ts";
import type { Sandbox } from "../sandbox.ts";
import {
  activeRow,
  apply,
  button,
  changes,
  connect,
  detailsOf,
  expectApplied,
  expectChanges,
  expectPlanned,
  leavePlan,
  openPlan,
  openScanned,
  planButton,
  planPage,
  press,
  row,
  scrollsSideways,
  tabTo,
} from "../steps.ts";

/** What the scan of a zone from the template has for a zone that holds one of its records. */
const ALL = 13;

function tree(page: Page): Locator {
  return page.getByRole("tree", { name: "Names" });
}

function name(page: Page, start: string): Locator {
  return tree(page).getByRole("treeitem", { name: new RegExp(`^${start.replaceAll(".", "\\.")},`) });
}

function lines(page: Page): Locator {
  return page.getByRole("grid", { name: "Changes" });
}

function include(page: Page, title: string): Locator {
  return page.getByRole("checkbox", { name: `Include ${title}`, exact: true });
}

/** Accepts all and opens the plan. */
async function openAll(page: Page, sandbox: Sandbox, domain = ZONE): Promise<Locator> {
  await openScanned(page, sandbox, domain);
  await page.getByRole("button", { name: "Accept all shown" }).click();
  await expect(planButton(page)).toBeEnabled();
  return openPlan(page);
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider((provider) => {
  test("a name of the tree narrows the lines, by mouse and by key", async ({ page, sandbox }) => {
    const plan = await openAll(page, sandbox);
    await expect(page.getByRole("heading", { name: "Plan", exact: true })).toBeVisible();
    await expectChanges(plan, ALL);
    await expect(name(page, "All names")).toHaveAttribute("aria-selected", "true");
    await name(page, `blog.${ZONE}`).click();
    await expect(changes(plan)).toHaveText([/^Accept A blog\./]);
    await expect(page.getByText(`1 of ${ALL} shown`)).toBeVisible();
    await name(page, "All names").click();
    await expectChanges(plan, ALL);
    await tree(page).focus();
    await press(page, "Home", "ArrowDown", "Enter");
    await expect(name(page, ZONE)).toHaveAttribute("aria-selected", "true");
    for (const text of await changes(plan).allTextContents()) expect(text).toMatch(new RegExp(`^Accept \\w+ ${ZONE} `));
    await press(page, "ArrowUp", "Space");
    await expectChanges(plan, ALL);
    await press(page, "End");
    const last = await tree(page).getAttribute("aria-activedescendant");
    await expect(tree(page).getByRole("treeitem").last()).toHaveAttribute("id", last ?? "");
  });

  test("names below a name open and close", async ({ page, sandbox }) => {
    await openAll(page, sandbox, "northwind.example");
    const above = name(page, "_domainkey.northwind.example");
    const below = tree(page).getByRole("treeitem", { name: /^\w+\._domainkey\.northwind\.example,/ });
    await expect(above).toHaveAttribute("aria-expanded", /true|false/);
    const isOpen = (await above.getAttribute("aria-expanded")) === "true";
    await above.click();
    await tree(page).focus();
    await press(page, isOpen ? "ArrowLeft" : "ArrowRight");
    await expect(above).toHaveAttribute("aria-expanded", String(!isOpen));
    await press(page, isOpen ? "ArrowRight" : "ArrowLeft");
    await expect(above).toHaveAttribute("aria-expanded", String(isOpen));
    if (!isOpen) await press(page, "ArrowRight");
    await press(page, "ArrowRight", "Enter");
    await expect(below.first()).toHaveAttribute("aria-selected", "true");
    await press(page, "ArrowLeft", "Enter");
    await expect(above).toHaveAttribute("aria-selected", "true");
    await expect(changes(planPage(page)).first()).toContainText("_domainkey.northwind.example");
  });

  test("words and chips narrow the lines, and Show all shows all again", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await page.getByRole("button", { name: "Accept all shown" }).click();
    await button(page, "Reject", `A order.${ZONE}`).click();
    const plan = await openPlan(page);
    const filter = plan.getByRole("searchbox", { name: "Filter changes" });
    await filter.fill("txt dmarc");
    await expect(changes(plan)).toHaveText([/^Accept TXT _dmarc\./]);
    await filter.fill("no such word");
    await expect(plan.getByText("No changes match.")).toBeVisible();
    await plan.getByRole("button", { name: "Show all" }).click();
    await expectChanges(plan, ALL);
    await plan.getByRole("button", { name: "Reject 1", exact: true }).click();
    await expect(changes(plan)).toHaveText([/^Reject A order\./]);
    await plan.getByRole("button", { name: "Show all" }).click();
    await lines(page).getByRole("columnheader", { name: "Name" }).getByRole("button").click();
    await expect(lines(page).getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "ascending");
    await expect(changes(plan).first()).toContainText(` ${ZONE} `);
  });

  test("what is left out is not written and stays pending", async ({ page, sandbox }) => {
    const before = await sandbox.held(ZONE);
    const plan = await openAll(page, sandbox);
    await include(page, `A blog.${ZONE}`).uncheck();
    await expect(plan.getByRole("listitem").filter({ hasText: "left out" })).toHaveText("1 left out");
    await expect(plan.getByRole("listitem").filter({ hasText: "to accept" })).toHaveText(`${ALL - 1} to accept`);
    await plan.getByRole("button", { name: "Left out 1", exact: true }).click();
    await expect(changes(plan)).toHaveText([/^Accept A blog\..*Left out/]);
    await plan.getByRole("button", { name: "Apply", exact: true }).click();
    await expectApplied(page, ALL - 1, 0);
    const held = await sandbox.held(ZONE);
    expect(held).toHaveLength(before.length + ALL - 1);
    expect(held.filter((text) => text.startsWith("A blog"))).toEqual([]);
    await expectPlanned(page, 1);
    await expect(include(page, `A blog.${ZONE}`)).toHaveCount(0);
    await expect(changes(await openPlan(page))).toHaveText([/^Accept A blog\./]);
    await expect(include(page, `A blog.${ZONE}`)).toBeChecked();
    await include(page, `A blog.${ZONE}`).uncheck();
    await expect(page.getByRole("button", { name: "Apply", exact: true })).toBeDisabled();
  });

  test("what is left out clashes with nothing", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, "conflict.example");
    for (const record of ["A www.conflict.example", "CNAME www.conflict.example"]) {
      const accept = button(page, "Accept", record);
      if ((await accept.count()) > 0 && (await accept.isEnabled())) await accept.click();
    }
    const plan = await openPlan(page);
    const address = changes(plan).filter({ hasText: /^Accept A www/ }).first();
    await expect(address).toContainText("Error");
    const clashing = changes(plan).filter({ hasText: /^Accept CNAME www/ });
    if ((await clashing.count()) === 0) return;
    await clashing.getByRole("checkbox").uncheck();
    await expect(address).not.toContainText("Error");
    await expect(name(page, "www.conflict.example")).toHaveAccessibleName(/2 changes$/);
  });

  test("n and p go from warning to warning, and the buttons too", async ({ page, sandbox }) => {
    const plan = await openAll(page, sandbox, "oldtown.example");
    const all = Number((await plan.getByRole("button", { name: /^With warnings \d/ }).textContent())?.match(/\d+/)?.[0]);
    expect(all).toBeGreaterThan(2);
    const warned = Math.min(all, 5);
    await lines(page).focus();
    await press(page, "Control+Home");
    const seen = new Set<string>();
    // A row out of sight is drawn first.
    const at = async () => (await activeRow(lines(page))).getAttribute("aria-rowindex");
    for (let step = 0; step < warned; step += 1) {
      await press(page, "n");
      await expect.poll(async () => seen.has((await at()) ?? "")).toBe(false);
      await expect(await activeRow(lines(page))).toContainText(/Warning|Error/);
      seen.add((await at()) ?? "");
    }
    const last = (await at()) ?? "";
    await press(page, "p");
    await expect.poll(at).not.toBe(last);
    await plan.getByRole("button", { name: "Next warning" }).click();
    await expect.poll(at).toBe(last);
    await plan.getByRole("button", { name: "Previous warning" }).click();
    await expect.poll(at).not.toBe(last);
  });

  test("the plan is there again after a reload, and Back leads to the list", async ({ page, sandbox }) => {
    await openAll(page, sandbox);
    await expect(page).toHaveURL(/#\/zone\/\w+\/plan$/);
    await page.reload();
    await expectChanges(planPage(page), ALL);
    await leavePlan(page);
    await expect(page).toHaveURL(/\/discover$/);
    await page.getByRole("searchbox", { name: "Filter records" }).fill("txt");
    await expect(page).toHaveURL(/filter=txt$/);
    await page.getByRole("link", { name: "Records", exact: true }).click();
    await openPlan(page);
    await leavePlan(page);
    await expect(page).toHaveURL(/\/records$/);
    await page.goBack();
    await expectChanges(planPage(page), ALL);
    await press(page, "Escape");
    await expect(planPage(page)).toHaveCount(0);
  });

  test("a run tells what is written, verified and failed, and can be stopped", async ({ page, sandbox }) => {
    const before = await sandbox.held(ZONE);
    const plan = await openAll(page, sandbox);
    let goOn = () => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    let seen = 0;
    await page.route(`**/${provider.sandbox}/**`, async (route) => {
      const { pathname } = new URL(route.request().url());
      const writes = route.request().method() === provider.writes.method && provider.writes.path.test(pathname);
      if (writes && ++seen > (provider === BUNNY ? 4 : 0)) await held;
      await route.continue();
    });
    await plan.getByRole("button", { name: "Apply", exact: true }).click();
    const bar = plan.getByRole("progressbar", { name: "Apply progress" });
    const written = provider === BUNNY ? 4 : 0;
    await expect(bar).toHaveAttribute("aria-valuetext", `${written} of ${ALL} written, 0 verified, 0 failed`);
    await expect(bar).toHaveAttribute("aria-valuenow", String(written));
    await expect(bar).toHaveAttribute("aria-valuemax", String(ALL));
    await expect(plan.getByText(`Writing ${written} of ${ALL}`)).toBeVisible();
    await expect(page.getByRole("status")).toContainText(`Writing ${written} of ${ALL}`);
    await expect(changes(plan).filter({ hasText: /Written\s*$/ })).toHaveCount(written);
    await expect(changes(plan).filter({ hasText: /Sent\s*$/ })).toHaveCount(provider === BUNNY ? 4 : ALL);
    await expect(include(page, `A blog.${ZONE}`)).toBeDisabled();
    await expect(page.getByRole("button", { name: "Lock" })).toBeDisabled();
    await expectNoAxeViolations(page);
    await plan.getByRole("button", { name: "Stop" }).click();
    goOn();
    const done = provider === BUNNY ? 8 : ALL;
    await expect(page.getByRole("heading", { name: "Result", exact: true })).toBeVisible();
    await expect(plan.getByText(`${done} written and verified`)).toBeVisible();
    expect(await sandbox.held(ZONE)).toHaveLength(before.length + done);
    await expect(changes(plan).filter({ hasText: "Verified" })).toHaveCount(done);
    if (provider === BUNNY) await expect(plan.getByText(`${done} written and verified, ${ALL - done} failed`)).toBeVisible();
  });

  test("a result has the failures first, and Retry failed writes them all", async ({ page, sandbox }) => {
    const domain = "one-fails.example";
    const before = await sandbox.held(domain);
    const plan = await openAll(page, sandbox, domain);
    await plan.getByRole("button", { name: "Apply", exact: true }).click();
    const failed = provider === BUNNY ? 1 : ALL;
    await expectApplied(page, ALL - failed, failed);
    await expect(page.getByRole("heading", { name: "Result", exact: true })).toBeVisible();
    await expect(plan.getByText(`${ALL - failed} written and verified, ${failed} failed`)).toBeVisible();
    await expect(changes(plan).first().getByRole("button", { name: /^Retry \w+ / })).toBeVisible();
    await expect(changes(plan).first().getByRole("button", { name: /^Edit \w+ / })).toBeVisible();
    await plan.getByRole("button", { name: `Failed ${failed}`, exact: true }).click();
    await expectChanges(plan, failed);
    await plan.getByRole("button", { name: "Show all" }).click();
    await expectNoAxeViolations(page);
    await plan.getByRole("button", { name: `Retry failed (${failed})` }).click();
    await expectApplied(page, ALL, 0, { stays: true });
    await expect(plan.getByText(`${ALL} written and verified`, { exact: true })).toBeVisible();
    await expect(plan.getByRole("button", { name: /^Retry/ })).toHaveCount(0);
    await expect(plan.getByText(/name servers/)).toBeVisible();
    const held = await sandbox.held(domain);
    expect(held).toHaveLength(before.length + ALL);
    expect(new Set(held).size).toBe(held.length);
    await leavePlan(page);
    await expectPlanned(page, 0);
  });

  test("what failed stays marked in the lists, with a chip", async ({ page, sandbox }) => {
    const domain = "one-fails.example";
    const plan = await openAll(page, sandbox, domain);
    await plan.getByRole("button", { name: "Apply", exact: true }).click();
    const failed = provider === BUNNY ? 1 : ALL;
    await expectApplied(page, ALL - failed, failed);
    await leavePlan(page);
    const chip = page.getByRole("button", { name: `Failed ${failed}`, exact: true });
    await chip.click();
    await expect(page.getByText(new RegExp(`^${failed} of \\d+ shown$`))).toBeVisible();
    await expect(row(page, `A mail.${domain}`)).toContainText("failed");
    await apply(page);
    await expectApplied(page, failed, 0);
    await expect(page.getByRole("button", { name: /^Failed [1-9]/ })).toHaveCount(0);
  });

  test("the report is copied as text, without the key", async ({ page, sandbox }) => {
    // The clipboard of the machine is not for tests: what is written to it is kept here.
    await page.addInitScript(() => {
      const writeText = async (text: string) => void (document.documentElement.dataset.copied = text);
      Object.defineProperty(navigator, "clipboard", { value: { writeText } });
    });
    await openScanned(page, sandbox, ZONE);
    await button(page, "Accept", `A blog.${ZONE}`).click();
    await button(page, "Reject", `A order.${ZONE}`).click();
    const plan = await apply(page);
    await expectApplied(page, 2, 0, { stays: true });
    await plan.getByRole("button", { name: "Copy report" }).click();
    await expect(page.getByRole("status")).toContainText("Copied: the report");
    const text = (await page.evaluate(() => document.documentElement.dataset.copied)) ?? "";
    expect(text.split("\n")).toEqual([
      `${ZONE} at ${provider.title}`,
      expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC to \d{4}-\d\d-\d\d \d\d:\d\d UTC$/),
      "2 written and verified",
      "",
      expect.stringMatching(/^Accept A blog\.bakery\.example 192\.0\.2\.12 · TTL .* \| Verified$/),
      expect.stringMatching(/^Reject A order\.bakery\.example .* \| Verified$/),
      "",
    ]);
    expect(text).not.toContain(sandbox.key);
  });

  test("Undo of a result plans the way back on the same page", async ({ page, sandbox }) => {
    const before = await sandbox.contents(ZONE);
    await openScanned(page, sandbox, ZONE);
    await button(page, "Accept", `A blog.${ZONE}`).click();
    await button(page, "Accept", `TXT _dmarc.${ZONE}`).click();
    const plan = await apply(page);
    await expectApplied(page, 2, 0, { stays: true });
    await plan.getByRole("button", { name: "Undo", exact: true }).click();
    await expect(page.getByRole("heading", { name: "Plan", exact: true })).toBeVisible();
    await expect(changes(plan)).toHaveText([/^Delete \w+ /, /^Delete \w+ /]);
    const word = plan.getByRole("textbox", { name: "Type DELETE to confirm" });
    await word.fill("DELETE");
    await plan.getByRole("button", { name: "Apply", exact: true }).click();
    await expectApplied(page, 2, 0);
    expect(await sandbox.contents(ZONE)).toEqual(before);
  });

  test("a run goes on while another page is open, and its result waits", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await button(page, "Accept", `A blog.${ZONE}`).click();
    let goOn = () => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    await page.route(provider.writes.path, async (route) => {
      if (route.request().method() === provider.writes.method) await held;
      await route.continue();
    });
    const plan = await apply(page);
    await expect(plan.getByText("Writing 0 of 1")).toBeVisible();
    await leavePlan(page);
    await planButton(page).click();
    await expect(plan.getByRole("progressbar", { name: "Apply progress" })).toBeVisible();
    await leavePlan(page);
    goOn();
    await expectApplied(page, 1, 0);
    await page.getByRole("button", { name: "Show the result" }).click();
    await expect(page.getByRole("heading", { name: "Result", exact: true })).toBeVisible();
    await leavePlan(page);
    await expect(page.getByRole("button", { name: "Show the result" })).toHaveCount(0);
  });

  test("all of it by keyboard alone", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await page.getByRole("button", { name: "Accept all shown" }).focus();
    await press(page, "Enter");
    await planButton(page).focus();
    await press(page, "Enter");
    const plan = planPage(page);
    await expect(page.getByRole("heading", { name: "Plan", exact: true })).toBeFocused();
    await tabTo(page, tree(page));
    await press(page, "End", "Enter", "Home", "Enter");
    await tabTo(page, lines(page));
    await press(page, "Control+Home", "Space", "ArrowDown", "x");
    await expect(plan.getByRole("listitem").filter({ hasText: "left out" })).toHaveText("2 left out");
    await press(page, "x");
    await expect(plan.getByRole("listitem").filter({ hasText: "left out" })).toHaveText("1 left out");
    await tabTo(page, plan.getByRole("button", { name: "Apply", exact: true }));
    await press(page, "Enter");
    await expectApplied(page, ALL - 1, 0, { stays: true });
    await expect(page.getByRole("heading", { name: "Result", exact: true })).toBeFocused();
    await press(page, "Escape");
    await expect(plan).toHaveCount(0);
    await expectPlanned(page, 1);
  });

  if (provider === CLOUDFLARE) test("ten thousand changes are there at once, and only those in sight are in the page", async ({ page, sandbox }) => {
    const zone = await sandbox.zone("generated-10000.example");
    await page.goto(`./#/zone/${zone}/discover`);
    await connect(page, provider, sandbox.key);
    await expect(page.getByText("10000 of 10000 shown")).toBeVisible({ timeout: 60_000 });
    await page.getByRole("button", { name: "Accept all shown" }).click();
    await expect(planButton(page)).toHaveText(/\d{4}/);
    const count = Number((await planButton(page).textContent())?.match(/\d+/)?.[0]);
    const spent = await planButton(page).evaluate(async (button: HTMLElement) => {
      const start = performance.now();
      button.click();
      while (document.querySelector("[role=grid][aria-label=Changes] [role=gridcell]") === null) {
        await new Promise((frame) => requestAnimationFrame(frame));
      }
      return performance.now() - start;
    });
    test.info().annotations.push({ type: "opened in", description: `${Math.round(spent)} ms` });
    const plan = planPage(page);
    await expectChanges(plan, count);
    expect(await lines(page).getByRole("row").count()).toBeLessThan(80);
    expect(await tree(page).getByRole("treeitem").count()).toBeLessThan(80);
    await lines(page).focus();
    await press(page, "Control+End");
    await expect(await activeRow(lines(page))).toHaveAttribute("aria-rowindex", String(count + 1));
    await plan.getByRole("searchbox", { name: "Filter changes" }).fill("txt");
    await expect(lines(page)).not.toHaveAttribute("aria-rowcount", String(count + 1));
  });

  test("fits narrow screens, where the names open on demand", async ({ page, sandbox }) => {
    await page.setViewportSize({ width: 375, height: 800 });
    const plan = await openAll(page, sandbox, "conflict.example");
    expect(await scrollsSideways(page)).toBe(false);
    await expect(tree(page)).toBeHidden();
    await plan.getByRole("button", { name: "By name" }).click();
    await expect(tree(page)).toBeVisible();
    await expectNoAxeViolations(page);
    await detailsOf(plan, changes(plan).first());
    expect(await scrollsSideways(page)).toBe(false);
  });
});

test.describe(CLOUDFLARE.title, () => {
  test.use({ provider: CLOUDFLARE });

  test("a note that many changes share is said once", async ({ page, sandbox }) => {
    const plan = await openAll(page, sandbox);
    await expect(plan.getByText(/^\d+ records: Proxied: /)).toBeVisible();
    await expect(changes(plan).filter({ hasText: "Proxied: visitors" })).toHaveCount(0);
    const blog = changes(plan).filter({ hasText: `A blog.${ZONE}` });
    await expect(await detailsOf(plan, blog)).toContainText("Proxied: visitors");
  });
});
