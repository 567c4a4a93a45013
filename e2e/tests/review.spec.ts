// The review: order, filter, chips, decisions, and what survives.
import type { Page } from "@playwright/test";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { BUNNY } from "../providers.ts";
import { button, calls, expectFound, expectPlanned, grid, openScanned, row, rows } from "../steps.ts";

const ZONE = "bakery.example";

/** What stands in a column, from top to bottom. */
async function column(page: Page, name: string): Promise<string[]> {
  const headers = await grid(page).getByRole("columnheader").allTextContents();
  const index = headers.findIndex((header) => header.trim().startsWith(name));
  const all = await rows(page).all();
  // The button that tells of conflicts is nothing to sort by.
  const words = (cell: Element) => [...cell.childNodes].filter((node) => node.nodeName !== "BUTTON").map((node) => node.textContent);
  return Promise.all(all.map(async (row) => (await row.getByRole("gridcell").nth(index).evaluate(words)).join("").trim()));
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider((provider) => {
  test("pressing a header sorts by its column, up, down and not at all", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    const unsorted = await column(page, "Name");
    for (const name of ["Name", "Type", "Content", "TTL", "Priority", "Note"]) {
      const header = grid(page).getByRole("columnheader", { name: new RegExp(`^${name}`) });
      await expect(header).not.toHaveAttribute("aria-sort");
      await header.getByRole("button").click();
      await expect(header).toHaveAttribute("aria-sort", "ascending");
      const up = await column(page, name);
      await header.getByRole("button").click();
      await expect(header).toHaveAttribute("aria-sort", "descending");
      expect(await column(page, name)).toEqual(up.toReversed());
      await header.getByRole("button").click();
      await expect(header).not.toHaveAttribute("aria-sort");
    }
    expect(await column(page, "Name")).toEqual(unsorted);
  });

  test("types sort as words, TTLs and priorities as numbers", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    const sorted = async (name: string) => {
      await grid(page).getByRole("columnheader", { name: new RegExp(`^${name}`) }).getByRole("button").click();
      return column(page, name);
    };
    const types = await sorted("Type");
    expect(types).toEqual(types.toSorted());
    for (const name of ["TTL", "Priority"]) {
      const numbers = (await sorted(name)).map((text) => Number(text.replace("Auto", "0")) || 0);
      expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
    }
  });

  test("the filter takes words of any column, and the counts follow", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    const all = sandbox.found(ZONE);
    await expect(page.getByText(`${all} of ${all} shown`)).toBeVisible();
    const filter = page.getByRole("searchbox", { name: "Filter records" });
    await filter.fill("LETTERBOX mx");
    await expect(page.getByText(`2 of ${all} shown`)).toBeVisible();
    await expect(rows(page)).toHaveCount(2);
    await expect(grid(page)).toHaveAttribute("aria-rowcount", "3");
    await filter.fill("no such thing");
    await expect(page.getByText("No records match.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Accept all shown" })).toBeDisabled();
    await filter.fill("");
    await expect(rows(page)).toHaveCount(all);
  });

  test("the chips tell how many there are of each type, and narrow to some", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    const all = sandbox.found(ZONE);
    const chips = page.getByRole("group", { name: "Types" });
    const chip = (type: string) => chips.getByRole("button", { name: new RegExp(`^${type}\\b`) });
    for (const [type, count] of [["A", 3], ["MX", 2], ["TXT", 4], ["CNAME", 3], ["NS", 2]] as const) {
      await expect(chip(type)).toHaveText(new RegExp(`^${type}\\s*${count}$`));
    }
    const counts = await chips.getByRole("button").allTextContents();
    const sum = counts.map((text) => Number(text.match(/\d+$/)?.[0])).reduce((a, b) => a + b);
    expect(sum).toBe(all);
    await chip("MX").click();
    await expect(chip("MX")).toHaveAttribute("aria-pressed", "true");
    await expect(page.getByText(`2 of ${all} shown`)).toBeVisible();
    await chip("TXT").click();
    await expect(page.getByText(`6 of ${all} shown`)).toBeVisible();
    await chip("MX").click();
    await chip("TXT").click();
    await expect(page.getByText(`${all} of ${all} shown`)).toBeVisible();
  });

  test("accept and reject are toggles, and the plan counts both", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    const [accept, reject] = ["Accept", "Reject"].map((verb) => button(page, verb, "A blog.bakery.example"));
    if (accept === undefined || reject === undefined) throw new Error("no buttons");
    const expectPressed = async (accepted: boolean, rejected: boolean, planned: number) => {
      await expect(accept).toHaveAttribute("aria-pressed", String(accepted));
      await expect(reject).toHaveAttribute("aria-pressed", String(rejected));
      await expectPlanned(page, planned);
    };
    await expectPressed(false, false, 0);
    await expect(page.getByRole("button", { name: /^Review plan/ })).toBeDisabled();
    await accept.click();
    await expectPressed(true, false, 1);
    await reject.click();
    await expectPressed(false, true, 1);
    await reject.click();
    await expectPressed(false, false, 0);
    await accept.click();
    await accept.click();
    await expectPressed(false, false, 0);
  });

  test("accepting all leaves out what cannot or should not be, each with its reason", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await page.getByRole("button", { name: "Accept all shown" }).click();
    await expectPlanned(page, 13);
    const pressed = page.getByRole("button", { name: /^Accept/, pressed: true });
    await expect(pressed).toHaveCount(13);
    const servers = rows(page).filter({ has: page.getByRole("button", { name: /^Accept NS bakery/ }) });
    await expect(servers).toHaveCount(2);
    await expect(servers.first()).toContainText("name server of the old host");
    const www = row(page, "CNAME www.bakery.example");
    if (provider === BUNNY) {
      await expect(www).toContainText("already in the zone");
      await expect(button(page, "Accept", "CNAME www.bakery.example")).toBeDisabled();
    } else {
      // Its scan proposes a proxy and a TTL of its own for everything that it finds.
      await expect(www).toContainText("in the zone, differs: TTL 3600, DNS only (found: TTL Auto, proxied)");
    }
    if (provider === BUNNY) {
      await expect(row(page, "SOA bakery.example")).toContainText("your new provider creates its own SOA");
      await expect(button(page, "Accept", "SOA bakery.example")).toBeDisabled();
      await expect(servers.first().getByRole("button", { name: /^Accept/ })).toBeDisabled();
    } else {
      await servers.first().getByRole("button", { name: /^Accept/ }).click();
      await expectPlanned(page, 14);
    }
  });

  test("what is shown is decided at once, and nothing else", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    const filter = page.getByRole("searchbox", { name: "Filter records" });
    await filter.fill("txt");
    await page.getByRole("button", { name: "Accept all shown" }).click();
    await expectPlanned(page, 4);
    await filter.fill("mx ");
    await page.getByRole("button", { name: "Reject all shown" }).click();
    await filter.fill("");
    await expectPlanned(page, 6);
    await expect(page.getByRole("button", { name: /^Accept TXT/, pressed: true })).toHaveCount(4);
    await expect(page.getByRole("button", { name: /^Reject MX/, pressed: true })).toHaveCount(2);
    await page.getByRole("button", { name: "Clear decisions" }).click();
    await expectPlanned(page, 0);
    await expect(page.getByRole("button", { pressed: true })).toHaveCount(0);
  });

  test("rows that share type and name are told apart by their content", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await expect(page.getByRole("button", { name: "Accept A blog.bakery.example", exact: true })).toBeVisible();
    const exchangers = page.getByRole("button", { name: /^Accept MX bakery\.example .*mx[12]\.letterbox\.example/ });
    await expect(exchangers).toHaveCount(2);
    await expect(page.getByRole("checkbox", { name: /^Select MX bakery\.example .*mx1/ })).toHaveCount(1);
  });

  test("decisions survive a reload, and no write is made by any of them", async ({ page, sandbox }) => {
    const writes = calls(page, provider.writes.path, provider.writes.method);
    await openScanned(page, sandbox, ZONE);
    await button(page, "Accept", "A blog.bakery.example").click();
    await button(page, "Reject", "A order.bakery.example").click();
    await page.reload();
    await expectFound(page, sandbox, ZONE);
    await expect(button(page, "Accept", "A blog.bakery.example")).toHaveAttribute("aria-pressed", "true");
    await expect(button(page, "Reject", "A order.bakery.example")).toHaveAttribute("aria-pressed", "true");
    await expectPlanned(page, 2);
    await expect(page.getByText(/^new/)).toHaveCount(0);
    expect(writes.length).toBe(0);
  });

  test("decisions are there when the zone is left and opened again", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await button(page, "Accept", "A blog.bakery.example").click();
    await page.getByRole("banner").getByRole("link", { name: "Zonesift" }).click();
    await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
    await page.getByRole("link", { name: ZONE }).click();
    await expectPlanned(page, 1);
    await expect(button(page, "Accept", "A blog.bakery.example")).toHaveAttribute("aria-pressed", "true");
  });

  test("rows are selected one by one and all at once", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    const all = page.getByRole("checkbox", { name: "Select all shown" });
    const one = page.getByRole("checkbox", { name: "Select A blog.bakery.example" });
    await one.check();
    await expect(row(page, "A blog.bakery.example")).toHaveAttribute("aria-selected", "true");
    await all.check();
    await expect(page.getByRole("checkbox", { name: /^Select [A-Z]+ /, checked: true })).toHaveCount(sandbox.found(ZONE));
    await one.uncheck();
    await expect(all).not.toBeChecked();
    await expectPlanned(page, 0);
  });

  test("selected rows that a filter hides are told, and nothing is rejected with them", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    const filter = page.getByRole("searchbox", { name: "Filter records" });
    const reject = page.getByRole("button", { name: "Reject selected" });
    await page.getByRole("checkbox", { name: "Select A blog.bakery.example" }).check();
    await page.getByRole("checkbox", { name: /^Select MX / }).first().check();
    await expect(page.getByText(`2 of ${sandbox.found(ZONE)} selected`, { exact: true })).toBeVisible();
    await expect(reject).toBeEnabled();
    await filter.fill("blog");
    await expect(page.getByText("2 selected, 1 of them hidden by the filter")).toBeVisible();
    await expect(reject).toBeDisabled();
    await page.getByRole("button", { name: "Show hidden" }).click();
    await expect(filter).toHaveValue("");
    await expect(reject).toBeEnabled();
    await filter.fill("blog");
    await page.getByRole("button", { name: "Deselect hidden" }).click();
    await expect(page.getByText("1 of 1 selected", { exact: true })).toBeVisible();
    await reject.click();
    await expectPlanned(page, 1);
  });

  test("chips tell what waits for a decision and what is decided, and narrow to it", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    const all = sandbox.found(ZONE);
    const states = page.getByRole("group", { name: "Decision" });
    await button(page, "Accept", "A blog.bakery.example").click();
    const accepted = states.getByRole("button", { name: "To accept 1" });
    await accepted.click();
    await expect(accepted).toHaveAttribute("aria-pressed", "true");
    await expect(page.getByText(`1 of ${all} shown`)).toBeVisible();
    await button(page, "Reject", "A blog.bakery.example").click();
    await expect(page.getByText(`0 of ${all} shown`)).toBeVisible();
    await states.getByRole("button", { name: "To reject 1" }).click();
    await expect(page.getByText(`1 of ${all} shown`)).toBeVisible();
    await states.getByRole("button", { name: "To accept 0" }).click();
    await states.getByRole("button", { name: "To reject 1" }).click();
    await expect(page.getByText(`${all} of ${all} shown`)).toBeVisible();
  });
});
