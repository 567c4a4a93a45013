// The language of the filter: services and groups on both lists, what a list cannot answer, and completion while
// typing, which leaves plain words alone.
import type { Locator, Page } from "@playwright/test";
import { address, DMARC, NOTE, ZONE } from "../bakery.ts";
import { expect, expectNoAxeViolations, forEachProvider, test } from "../fixtures.ts";
import { button, expectHeld, grid, openRecords, openScanned, press, recordsGrid, rows, scrollsSideways } from "../steps.ts";

const OFFICE = { type: "TXT", name: "", content: "v=spf1 include:spf.protection.outlook.com -all" } as const;
const PROOF = { type: "TXT", name: "proof", content: "google-site-verification=abcdefghijklmnopqrstuvwxyz0123456789_abcde" } as const;

function filter(page: Page): Locator {
  return page.getByRole("searchbox", { name: "Filter records" });
}

function suggestions(page: Page): Locator {
  return page.getByRole("listbox", { name: "Suggestions" }).getByRole("option");
}

/** The suggestion that the keyboard is at. */
function chosen(page: Page): Locator {
  return page.getByRole("listbox", { name: "Suggestions" }).getByRole("option", { selected: true });
}

/** What screen readers are told of the active suggestion: none where none is active. */
async function expectActive(page: Page, text: RegExp | null): Promise<void> {
  if (text === null) {
    await expect(chosen(page)).toHaveCount(0);
    await expect(filter(page)).not.toHaveAttribute("aria-activedescendant");
    return;
  }
  await expect(chosen(page)).toHaveText(text);
  const id = await chosen(page).getAttribute("id");
  await expect(filter(page)).toHaveAttribute("aria-activedescendant", String(id));
}

async function expectShown(page: Page, shown: number): Promise<void> {
  await expect(page.getByText(new RegExp(`^${shown} of \\d+ shown$`))).toBeVisible();
}

test.beforeEach(({ guard }) => guard.expectHttpErrors());

forEachProvider(() => {
  test("the zone's records are found by service and by what they are for", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, OFFICE, PROOF, DMARC, NOTE, address("shop", 10));
    await openRecords(page, sandbox, ZONE);
    const all = (await sandbox.records(ZONE)).length;
    for (const [text, shown] of [
      ['service:"Microsoft 365"', 1],
      ["service:microsoft -type:mx", 1],
      ["-service:microsoft", all - 1],
      ["group:mail", 2],
      ["group:Verification", 1],
      ["group:mail type:txt name:_dmarc", 1],
    ] as const) {
      await filter(page).fill(text);
      await expectHeld(page, shown);
    }
    await filter(page).fill("is:undecided");
    await expect(recordsGrid(page).getByText("No record in this list can be “undecided”. It has: added, changed, deleted")).toBeVisible();
    await filter(page).fill("service:nobody");
    await expect(recordsGrid(page).getByText("No record in this list belongs to “nobody”. It has: Microsoft 365")).toBeVisible();
    await filter(page).fill("type:caa");
    await expect(recordsGrid(page).getByText("No record in this list has the type “caa”.")).toBeVisible();
    // What leaves nothing out is told too.
    await filter(page).fill("-group:nothing");
    await expectHeld(page, all);
    await expect(page.getByText("No record in this list is in a group “nothing”.")).toBeVisible();
    await expectNoAxeViolations(page);
  });

  test("what was found is found by what it is for, and the groups agree", async ({ page, sandbox }) => {
    const domain = "northwind.example";
    await openScanned(page, sandbox, domain);
    await filter(page).fill("group:mail");
    await expect(rows(page).first()).toBeVisible();
    const shown = Number((await page.getByText(/^\d+ of \d+ shown$/).textContent())?.match(/^\d+/)?.[0]);
    expect(shown).toBeGreaterThan(5);
    await page.getByRole("combobox", { name: "Group", exact: true }).selectOption("By purpose");
    await expect(grid(page).getByRole("button", { name: `Mail ${shown}`, exact: true })).toBeVisible();
    await expect(grid(page).getByRole("button", { name: /^Accept group / })).toHaveCount(1);
    await filter(page).fill("service:letterbox");
    await expect(grid(page).getByText(/^No record in this list belongs to/)).toBeVisible();
  });

  test("a term is completed while it is typed, by keyboard alone", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, OFFICE, NOTE, address("shop", 10), address("blog", 11));
    await openRecords(page, sandbox, ZONE);
    await filter(page).focus();
    await page.keyboard.type("ty");
    await expect(suggestions(page)).toHaveText([/^type:\s*record type$/]);
    await expectActive(page, null);
    await press(page, "ArrowUp", "Tab");
    await expect(filter(page)).toHaveValue("type:");
    await expect(filter(page)).toBeFocused();
    await expectActive(page, /^type:/);
    await expectNoAxeViolations(page);
    await page.keyboard.type("t");
    await expectActive(page, /^type:TXT\s*2$/);
    await press(page, "Enter");
    await expect(filter(page)).toHaveValue("type:TXT ");
    await expectHeld(page, 2);
    await expect(suggestions(page)).toHaveCount(0);
    await page.keyboard.type("service:mi");
    await expectActive(page, /^service:"Microsoft 365"\s*1$/);
    // Escape closes the suggestions, and what is typed stays.
    await press(page, "Escape");
    await expect(suggestions(page)).toHaveCount(0);
    await expect(filter(page)).toHaveValue("type:TXT service:mi");
    await page.keyboard.type("c");
    await press(page, "Tab");
    await expect(filter(page)).toHaveValue('type:TXT service:"Microsoft 365" ');
    await expectHeld(page, 1);
    await press(page, "ArrowDown");
    await expect(recordsGrid(page)).toBeFocused();
    // Several to choose from.
    await filter(page).fill("");
    await page.keyboard.type("-type:");
    await expectActive(page, /^type:/);
    const first = await chosen(page).textContent();
    await press(page, "ArrowDown");
    expect(await chosen(page).textContent()).not.toBe(first);
    await press(page, "ArrowUp", "Enter");
    await expect(filter(page)).toHaveValue(new RegExp(`^-${first?.match(/^type:[A-Z]+/)?.[0]} $`));
  });

  test("plain words are left alone, and names are offered without being in the way", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, NOTE, address("shop", 10), address("shopping", 11));
    await openRecords(page, sandbox, ZONE);
    await filter(page).focus();
    for (const word of ["www", "192.0.2", "mail txt", "v=spf1 include:x"]) {
      await filter(page).fill(word);
      await expect(suggestions(page)).toHaveCount(0);
    }
    // The beginning of a key is a word as well.
    await filter(page).fill("no");
    await expect(suggestions(page)).toHaveText([/^note:/]);
    await press(page, "Enter");
    await expect(recordsGrid(page)).toBeFocused();
    await expect(filter(page)).toHaveValue("no");
    await expect(suggestions(page)).toHaveCount(0);
    await filter(page).fill("name:sho");
    await expect(suggestions(page)).toHaveText([/^name:shop\s*$/, /^name:shopping\s*$/]);
    await expectActive(page, null);
    await expectHeld(page, 2);
    await press(page, "ArrowDown");
    await expect(recordsGrid(page)).toBeFocused();
    await filter(page).fill("name:shopp");
    await suggestions(page).click();
    await expect(filter(page)).toHaveValue("name:shopping ");
    await expect(filter(page)).toBeFocused();
    await expectHeld(page, 1);
    await page.setViewportSize({ width: 375, height: 800 });
    await filter(page).fill("type:");
    await expect(suggestions(page).first()).toBeInViewport();
    expect(await scrollsSideways(page)).toBe(false);
    await expectNoAxeViolations(page);
  });

  test("Discover offers its own marks and what they count", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await filter(page).focus();
    await page.keyboard.type("is:und");
    await expectActive(page, new RegExp(`^is:undecided\\s*\\d+$`));
    // What is begun finds already what it may become.
    await expect(button(page, "Accept", `A blog.${ZONE}`)).toBeVisible();
    await press(page, "Tab");
    await expect(filter(page)).toHaveValue("is:undecided ");
    await page.keyboard.type("group:");
    await expect(suggestions(page).filter({ hasText: "group:Mail" })).toBeVisible();
    await page.keyboard.type("mail ");
    await expect(suggestions(page)).toHaveCount(0);
    await expect(rows(page).first()).toBeVisible();
  });
});
