// The provider's own search of a zone's records, for zones that are too large to be read whole.
import type { Page } from "@playwright/test";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { BUNNY, CLOUDFLARE } from "../providers.ts";
import type { Sandbox } from "../sandbox.ts";
import {
  addToPlan,
  apply,
  button,
  calls,
  connect,
  expectApplied,
  expectHeld,
  expectPlanned,
  field,
  fill,
  goTo,
  openEdit,
  openRecords,
  recordRow,
} from "../steps.ts";

const ZONE = "bakery.example";

/** Records of which each name begins with the same word. */
function ovens(count: number) {
  const numbers = [...Array(count).keys()];
  return numbers.map((number) => {
    return { type: "A", name: `oven-${number}`, content: `192.0.2.${number + 1}` } as const;
  });
}

function details(page: Page) {
  return page.getByRole("group").filter({ hasText: "Search at the provider" });
}

async function openSearch(page: Page): Promise<void> {
  await page.getByText("Search at the provider", { exact: true }).click();
  await expect(details(page).getByRole("textbox", { name: "Search text" })).toBeVisible();
}

async function search(page: Page): Promise<void> {
  await details(page).getByRole("button", { name: "Search", exact: true }).click();
}

async function searchFor(page: Page, text: string): Promise<void> {
  await details(page).getByRole("textbox", { name: "Search text" }).fill(text);
  await search(page);
}

// bunny.net answers 404 for a scan that was never started.
test.beforeEach(({ guard }) => guard.expectHttpErrors());

forEachProvider((provider) => {
  test("what is found takes the place of the list, and goes through the plan", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, ...ovens(3));
    const all = (await sandbox.records(ZONE)).length;
    await openRecords(page, sandbox, ZONE);
    await openSearch(page);
    // What was selected in the list says nothing of what is found.
    await page.getByRole("checkbox", { name: "Select all shown" }).check();
    await expect(page.getByText(/^(\d+) of \1 selected$/)).toBeVisible();
    await searchFor(page, "oven-");
    await expectHeld(page, 3);
    await expect(page.getByText(/^(\d+) of \1 selected$/)).toHaveCount(0);
    const words = `The provider found 3 of ${all} records`;
    await expect(page.getByRole("status")).toContainText(words);
    await expect(page.getByRole("paragraph").filter({ hasText: words }).first()).toBeVisible();

    const dialog = await openEdit(page, `A oven-1.${ZONE}`);
    await field(dialog, "Content").fill("198.51.100.7");
    await addToPlan(dialog);
    await button(page, "Delete", `A oven-2.${ZONE}`).click();
    await expectPlanned(page, 2);
    await apply(page);
    await expectApplied(page, 2, 0);
    // It is searched again, so that what is shown is what there is.
    await expectHeld(page, 2);
    await expect(recordRow(page, `A oven-1.${ZONE}`)).toContainText("198.51.100.7");

    await page.getByRole("button", { name: "Show all records" }).click();
    await expectHeld(page, all - 1);
    await expect(page.getByRole("button", { name: "Show all records" })).toHaveCount(0);
  });

  test("a type narrows it, and nothing found is told", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, ...ovens(1), { type: "TXT", name: "oven-0", content: "warm" });
    await openRecords(page, sandbox, ZONE);
    await openSearch(page);
    await details(page).getByRole("combobox", { name: "Type" }).selectOption("TXT");
    await searchFor(page, "oven-");
    await expectHeld(page, 1);
    await expect(recordRow(page, `TXT oven-0.${ZONE}`)).toBeVisible();
    await searchFor(page, "nothing-like-it");
    await expectHeld(page, 0);
    await expect(page.getByText("The provider finds no such record.")).toBeVisible();
  });

  /** Opens the records of a zone whose whole list cannot be read until the route is gone. */
  async function openUnread(page: Page, sandbox: Sandbox): Promise<RegExp> {
    const list = provider === BUNNY ? /\/dnszone\/\d+$/ : /per_page=5000&?$/;
    await page.route(list, (route) => route.fulfill({ status: 500, body: "" }));
    await page.goto(`./#/zones`);
    await connect(page, provider, sandbox.key);
    // The zone is known from the list of zones, so that only its records are missing.
    await page.getByRole("link", { name: ZONE }).click();
    await goTo(page, "Records");
    await expect(page.getByRole("alert")).toBeVisible({ timeout: 30_000 });
    await openSearch(page);
    return list;
  }

  test("a conflict with what a search has found is mended where the whole list cannot be read", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, ...ovens(1), { type: "CNAME", name: "oven-1", content: `www.${ZONE}` });
    const list = await openUnread(page, sandbox);
    await searchFor(page, "oven-");
    await expectHeld(page, 2);
    const dialog = await openEdit(page, `A oven-0.${ZONE}`);
    await fill(dialog, { Name: "oven-1" });
    await addToPlan(dialog);
    const error = page.getByRole("button", { name: /^Error at A oven-/ });
    await error.click();
    const conflicts = page.getByRole("dialog", { name: "Conflicts" });
    await conflicts.getByRole("button", { name: `Remove the others for A oven-1.${ZONE}`, exact: true }).click();
    await expect(error).toHaveCount(0);
    await expectPlanned(page, 2);
    await page.unroute(list);
    await apply(page);
    await expectApplied(page, 2, 0);
    const held = await sandbox.held(ZONE);
    expect(held.filter((text) => text.includes(" oven-"))).toEqual([`A oven-1.${ZONE} 192.0.2.1`]);
  });

  test("it works where the whole list cannot be read, and an edit waits for it", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, ...ovens(2));
    const list = await openUnread(page, sandbox);
    await searchFor(page, "oven-");
    await expectHeld(page, 2);
    await button(page, "Delete", `A oven-1.${ZONE}`).click();
    await page.unroute(list);
    await apply(page);
    await expectApplied(page, 1, 0);
    await expectHeld(page, 1);
  });
});

test.describe(BUNNY.title, () => {
  test.use({ provider: BUNNY });

  test("all pages of what is found are read", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, ...ovens(130));
    await openRecords(page, sandbox, ZONE);
    const pages = calls(page, /\/dnszone\/\d+\/records$/, "GET");
    await openSearch(page);
    await expect(details(page).getByRole("textbox")).toHaveCount(1);
    await searchFor(page, "oven-");
    await expectHeld(page, 130);
    expect(pages.length).toBe(2);
  });

  test("a zone without that search says so", async ({ page, sandbox }) => {
    await openRecords(page, sandbox, "no-pages.example");
    const all = (await sandbox.records("no-pages.example")).length;
    await openSearch(page);
    await searchFor(page, "www");
    await expect(page.getByRole("alert")).toContainText("can’t search this zone’s records");
    await expectHeld(page, all);
  });
});

test.describe(CLOUDFLARE.title, () => {
  test.use({ provider: CLOUDFLARE });

  test("each filter is sent", async ({ page, sandbox }) => {
    await openRecords(page, sandbox, ZONE);
    const sent = calls(page, /\/dns_records$/, "GET");
    await openSearch(page);
    const form = details(page);
    const choose = (name: string, words: string) => {
      return form.getByRole("combobox", { name, exact: true }).selectOption(words);
    };
    await field(form, "Name").fill(ZONE);
    await choose("Compare name", "ends with");
    await field(form, "Content").fill("192.0.2.");
    await choose("Compare content", "begins with");
    await field(form, "Comment").fill("bread");
    await field(form, "Tag").fill("team:oven");
    await choose("Compare tag", "is");
    await choose("Type", "A");
    await choose("Proxied", "not proxied");
    await choose("Match", "any of these");
    await choose("Order", "by TTL");
    await choose("Direction", "descending");
    await searchFor(page, "x");
    await expect(page.getByRole("button", { name: "Show all records" })).toBeEnabled();
    const query = Object.fromEntries(new URL(sent.at(-1)?.url() ?? "").searchParams);
    expect(query).toEqual({
      page: "1",
      per_page: "1000",
      type: "A",
      "name.endswith": ZONE,
      "content.startswith": "192.0.2.",
      "comment.contains": "bread",
      "tag.exact": "team:oven",
      search: "x",
      proxied: "false",
      match: "any",
      order: "ttl",
      direction: "desc",
    });
    expect(sent.length).toBe(1);
  });

  test("a comment may be asked to be missing, without a text", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, ...ovens(2));
    const all = (await sandbox.records(ZONE)).length;
    await openRecords(page, sandbox, ZONE);
    await openSearch(page);
    const compare = details(page).getByRole("combobox", { name: "Compare comment" });
    await compare.selectOption("is there");
    await search(page);
    await expectHeld(page, 0);
    await compare.selectOption("is not there");
    await search(page);
    await expectHeld(page, all);
  });
});
