// Review by exception: the row names the problem and mends it, one press mends all of a kind, records stand
// in groups, and the filter has a language.
import type { Locator, Page } from "@playwright/test";
import { expectNoAxeViolations } from "../axe.ts";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { CLOUDFLARE } from "../providers.ts";
import { activeRow, button, expectPlanned, grid, openRecords, openScanned, press, row, rows } from "../steps.ts";

const ZONE = "northwind.example";
const SMALL = "bakery.example";

function filter(page: Page): Locator {
  return page.getByRole("searchbox", { name: "Filter records" });
}

async function expectShown(page: Page, shown: number | RegExp): Promise<void> {
  const text = typeof shown === "number" ? new RegExp(`^${shown} of \\d+ shown$`) : shown;
  await expect(page.getByText(text)).toBeVisible();
}

function heading(page: Page, name: string): Locator {
  return grid(page).getByRole("button", { name: new RegExp(`^${name} \\d+$`) });
}

test.beforeEach(({ guard }) => guard.expectHttpErrors());

forEachProvider((provider) => {
  test("the filter has a language, and plain words stay plain", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, SMALL);
    const all = sandbox.found(SMALL);
    const txt = await rows(page).filter({ has: page.getByText("TXT", { exact: true }) }).count();
    for (const [text, shown] of [
      ["type:TXT", txt],
      ["-type:txt", all - txt],
      ["type:txt is:undecided", txt],
      ["is:accepted", 0],
      ["-is:accepted", all],
      ["v=spf1 -all", await rows(page).filter({ hasText: /v=spf1.*-all/ }).count()],
      ["name:@ type:txt", await rows(page).filter({ has: page.getByText("TXT", { exact: true }) }).filter({ has: page.getByText("@", { exact: true }) }).count()],
      ["type:nothing", 0],
      ["", all],
    ] as const) {
      await filter(page).fill(text);
      await expectShown(page, shown);
    }
    await filter(page).fill("blog is:undecided");
    await expectShown(page, 1);
    await button(page, "Accept", `A blog.${SMALL}`).click();
    await expectShown(page, 0);
  });

  test("Enter and the arrow lead from the filter into the list, and keys act on what is selected", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, SMALL);
    await filter(page).fill("type:txt");
    await filter(page).press("ArrowDown");
    await expect(grid(page)).toBeFocused();
    await expect(await activeRow(grid(page))).toHaveAttribute("aria-rowindex", "2");
    await press(page, "Shift+ArrowDown", "Shift+ArrowDown");
    await expect(page.getByText(/^3 of \d+ selected$/)).toBeVisible();
    await press(page, "Shift+ArrowUp", "r");
    await expectPlanned(page, 2);
    await press(page, "z");
    await expectPlanned(page, 0);
    await press(page, "Escape");
    await expect(page.getByText(/ selected$/)).toHaveCount(0);
    await press(page, "Control+a");
    await expect(page.getByRole("checkbox", { name: "Select all shown" })).toBeChecked();
    await filter(page).focus();
    await filter(page).press("Enter");
    await expect(grid(page)).toBeFocused();
  });

  test("records stand in groups that fold, count, and are decided as one", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await page.getByRole("combobox", { name: "Group" }).selectOption("By purpose");
    const mail = heading(page, "Mail");
    await expect(mail).toHaveAttribute("aria-expanded", "true");
    await expectNoAxeViolations(page);
    const count = Number((await mail.textContent())?.match(/\d+$/)?.[0]);
    await expect(grid(page)).toHaveAttribute("aria-rowcount", String(sandbox.found(ZONE) + 1));
    await page.getByRole("button", { name: "Accept group Mail" }).click();
    const accepted = Number((await page.getByRole("button", { name: /^Review plan/ }).textContent())?.match(/\d+/)?.[0]);
    expect(accepted).toBeGreaterThan(5);
    expect(accepted).toBeLessThanOrEqual(count);
    await expect(grid(page).getByText(`${accepted} to accept`)).toBeVisible();
    await press(page, "z");
    await mail.click();
    await expect(mail).toHaveAttribute("aria-expanded", "false");
    await expect(heading(page, "Certificates")).toBeVisible();
    // By keyboard: the heading is a line of the list.
    await grid(page).focus();
    await press(page, "Control+Home", "ArrowLeft");
    await expect(heading(page, "Website")).toHaveAttribute("aria-expanded", "false");
    await press(page, "ArrowDown", "Enter");
    await expect(mail).toHaveAttribute("aria-expanded", "true");
    await press(page, "r");
    await expect(page.getByRole("status").filter({ hasText: "rejected" })).toBeVisible();
    await press(page, "z");
    await expectPlanned(page, 0);
    for (const by of ["By name", "By type", "By problem"]) {
      await page.getByRole("combobox", { name: "Group" }).selectOption(by);
      await expect(grid(page).getByRole("button", { name: /^Accept group / }).first()).toBeVisible();
    }
    await page.getByRole("combobox", { name: "Group" }).selectOption("No groups");
    await expect(grid(page).getByRole("button", { name: /^Accept group / })).toHaveCount(0);
  });

  test("the problems of the zone's records are named above them", async ({ page, sandbox }) => {
    await sandbox.add(SMALL, { type: "CNAME", name: "lost", content: `nowhere.${SMALL}` });
    await openRecords(page, sandbox, SMALL);
    const problem = page.getByRole("toolbar", { name: "Problems" }).getByRole("button", { name: "Warning: Target has no records 1", exact: true });
    await problem.click();
    await expectShown(page, 1);
    await expect(filter(page)).toHaveValue('problem:"Target has no records"');
    await problem.click();
    await expect(filter(page)).toHaveValue("");
  });

  if (provider === CLOUDFLARE) {
    test("the row names the problem, mends it, and one press mends all of a kind", async ({ page, sandbox }) => {
      await openScanned(page, sandbox, ZONE);
      const kind = "Proxied service name";
      const fixAll = page.getByRole("button", { name: new RegExp(`^Fix all \\d+: ${kind}$`) });
      const count = Number((await fixAll.textContent())?.match(/\d+/)?.[0]);
      await filter(page).fill(`problem:"${kind}"`);
      await expectShown(page, count);
      await expectNoAxeViolations(page);
      const first = rows(page).first();
      await expect(first).toContainText(kind);
      const title = ((await first.getByRole("button", { name: /^Fix / }).getAttribute("aria-label")) ?? "").slice("Fix ".length);
      await button(page, "Fix", title).click();
      await expectShown(page, count - 1);
      // It is mended and not decided.
      await filter(page).fill("is:edited");
      await expect(row(page, title)).toContainText("edited");
      await expect(row(page, title)).toContainText("proxied → not proxied");
      await expectPlanned(page, 0);
      await fixAll.click();
      await expect(fixAll).toHaveCount(0);
      // All addresses of a name go with one of them.
      await expect(page.getByRole("status").filter({ hasText: `${kind}: ` })).toBeVisible();
      await filter(page).fill("-proxied is:edited");
      const shown = async () => Number((await page.getByText(/^\d+ of \d+ shown$/).textContent())?.match(/^\d+/)?.[0]);
      await expect.poll(shown).toBeGreaterThanOrEqual(count);
      const all = await rows(page).count();
      expect(await rows(page).filter({ hasText: "edited" }).count()).toBe(all);
      await page.getByRole("button", { name: "Undo", exact: true }).click();
      await filter(page).fill("is:edited");
      await expectShown(page, 1);
    });
  }
});
