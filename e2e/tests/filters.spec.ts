// What narrows a grid: words in any column, filters by column, chips of several groups, and the
// address that tells the words.
import type { Locator, Page } from "@playwright/test";
import { address, MX, NOTE, ZONE } from "../bakery.ts";
import { expect, expectNoAxeViolations, forEachProvider, test } from "../fixtures.ts";
import { CLOUDFLARE } from "../providers.ts";
import { button, expectHeld, goTo, grid, openRecords, openScanned, rows, scrollsSideways } from "../steps.ts";

function filter(page: Page): Locator {
  return page.getByRole("searchbox", { name: "Filter records" });
}

/** The controls of one filter by column. */
function line(page: Page, number: number): Locator {
  return page.getByRole("group", { name: `Column filter ${number}` });
}

/** Adds a filter by column. */
async function ask(page: Page, column: string, condition: string, value?: string): Promise<void> {
  const number = (await page.getByRole("group", { name: /^Column filter/ }).count()) + 1;
  await page.getByRole("button", { name: "Filter by column" }).click();
  await expect(line(page, number).getByRole("combobox", { name: "Column" })).toBeFocused();
  await line(page, number).getByRole("combobox", { name: "Column" }).selectOption(column);
  await line(page, number).getByRole("combobox", { name: "Condition" }).selectOption(condition);
  const text = line(page, number).getByRole("textbox", { name: "Value" });
  if (value === undefined) await expect(text).toBeDisabled();
  else await text.fill(value);
}

async function expectShown(page: Page, shown: number, all: number): Promise<void> {
  await expect(page.getByText(`${shown} of ${all} shown`, { exact: true })).toBeVisible();
}

function chip(page: Page, group: string, name: string): Locator {
  return page.getByRole("group", { name: group, exact: true }).getByRole("button", { name: new RegExp(`^${name} \\d+$`) });
}

// bunny.net answers 404 for a scan that was never started.
test.beforeEach(({ guard }) => guard.expectHttpErrors());

forEachProvider((provider) => {
  test("the words are looked for in every column as it is shown", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, { ...address("old", 1), ttl: 4711 }, { ...MX, priority: 6543 }, NOTE);
    await openRecords(page, sandbox, ZONE);
    for (const words of ["4711", "6543", "4711 old", "note.bakery.example"]) {
      await filter(page).fill(words);
      await expectHeld(page, 1);
    }
    // A word does not go from one column on into the next.
    await filter(page).fill("4711old");
    await expectHeld(page, 0);
  });

  test("filters by column are combined with the words, the chips and each other", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, MX, NOTE, { ...address("old", 1), ttl: 300 }, { ...address("older", 2), ttl: 600 }, address("new", 3));
    await openRecords(page, sandbox, ZONE);
    const all = (await sandbox.records(ZONE)).length;
    await ask(page, "Name", "starts with", "OLD");
    await expectShown(page, 2, all);
    // The zone's own name is not shown in the column.
    await line(page, 1).getByRole("textbox", { name: "Value" }).fill("bakery");
    await expectShown(page, 0, all);
    await line(page, 1).getByRole("combobox", { name: "Condition" }).selectOption("is exactly");
    for (const apex of ["@", "bakery.example"]) {
      await line(page, 1).getByRole("textbox", { name: "Value" }).fill(apex);
      await expectHeld(page, 1);
    }
    await line(page, 1).getByRole("textbox", { name: "Value" }).fill("www.bakery.example");
    await expectHeld(page, 1);
    await line(page, 1).getByRole("combobox", { name: "Condition" }).selectOption("is not");
    await expectHeld(page, all - 1);

    await ask(page, "Type", "is exactly", "a");
    await expectShown(page, 3, all);
    await expect(chip(page, "Types", "A")).toHaveText(/ 3$/);
    await expect(chip(page, "Types", "MX")).toHaveText(/ 0$/);
    await ask(page, "TTL", "contains", "00");
    await filter(page).fill("old");
    await expectShown(page, 2, all);
    await line(page, 3).getByRole("textbox", { name: "Value" }).fill("300");
    await expectShown(page, 1, all);
    await expectNoAxeViolations(page);
    for (const width of [375, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await expect.poll(() => scrollsSideways(page), { message: `${width} px` }).toBe(false);
    }
    await expectNoAxeViolations(page);

    await line(page, 3).getByRole("button", { name: "Remove filter" }).click();
    await expect(line(page, 3)).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Filter by column" })).toBeFocused();
    await expect(line(page, 2).getByRole("textbox", { name: "Value" })).toHaveValue("a");
    await expectShown(page, 2, all);
    await page.getByRole("button", { name: "Show all", exact: true }).click();
    await expectShown(page, all, all);
    await expect(line(page, 1)).toHaveCount(0);
    await expect(filter(page)).toHaveValue("");
    await expect(filter(page)).toBeFocused();
  });

  test("what was found is filtered by column too, also by what is missing", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    const all = sandbox.found(ZONE);
    const mail = (await sandbox.discovered(ZONE)).filter((text) => text.startsWith("MX "));
    await ask(page, "Priority", "is not empty");
    await expectShown(page, mail.length, all);
    await line(page, 1).getByRole("combobox", { name: "Condition" }).selectOption("is empty");
    await expectShown(page, all - mail.length, all);
    await line(page, 1).getByRole("combobox", { name: "Condition" }).selectOption("is exactly");
    await line(page, 1).getByRole("textbox", { name: "Value" }).fill("no number");
    await expect(page.getByText("No records match.")).toBeVisible();
    await page.getByRole("button", { name: "Show all", exact: true }).click();
    await expectShown(page, all, all);
  });

  test("chips of one group widen, chips of another one narrow", async ({ page, sandbox }) => {
    const domain = "conflict.example";
    await openScanned(page, sandbox, domain);
    const all = sandbox.found(domain);
    const [undecided, accepted] = ["Undecided", "To accept"].map((name) => chip(page, "Decision", name));
    const warned = chip(page, "Warnings", "With warnings");
    if (!undecided || !accepted) throw new Error("no chips");
    const counted = async (chip: Locator) => Number((await chip.textContent())?.match(/\d+$/)?.[0]);
    await button(page, "Accept", `A api.${domain}`).click();
    await expect(accepted).toHaveText(/ 1$/);
    await warned.click();
    const warnings = await counted(warned);
    await expectShown(page, warnings, all);
    expect(warnings).toBeGreaterThan(1);
    await rows(page).getByRole("button", { name: /^Accept/, disabled: false }).first().click();
    await expect(accepted).toHaveText(/ 2$/);
    await accepted.click();
    await expectShown(page, 1, all);
    await undecided.click();
    await expectShown(page, await counted(warned), all);
    await accepted.click();
    await expectShown(page, (await counted(warned)) - 1, all);
    await warned.click();
    await expectShown(page, await counted(undecided), all);
  });

  test("chips tell of the source only what the page knows", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, address("blog", 12));
    await openScanned(page, sandbox, ZONE);
    const all = sandbox.found(ZONE);
    await expect(chip(page, "Source", "Edited")).toHaveText("Edited 0");
    const held = await rows(page).filter({ hasText: /already in the zone|in the zone, differs/ }).count();
    await chip(page, "Source", "Also in the zone").click();
    await expectShown(page, held, all);
    expect(held).toBeGreaterThan(0);
    await expectNoAxeViolations(page);
    await chip(page, "Source", "Also in the zone").click();
    await button(page, "Edit", `A order.${ZONE}`).click();
    const dialog = page.getByRole("dialog", { name: "Edit record" });
    await dialog.getByRole("textbox", { name: "Content" }).fill("192.0.2.99");
    await dialog.getByRole("button", { name: "Add to plan" }).click();
    await chip(page, "Source", "Edited").click();
    await expectShown(page, 1, all);
  });

  test("the address tells the words: a reload keeps them, and back goes to the screen before", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, address("new", 1), address("old", 2));
    const all = (await sandbox.records(ZONE)).length;
    await openRecords(page, sandbox, ZONE);
    await goTo(page, "Discover");
    await goTo(page, "Records");
    const before = await page.evaluate(() => history.length);
    await filter(page).pressSequentially("OLD 192.0.2.2");
    await expect(page).toHaveURL(/\/records\?filter=OLD%20192\.0\.2\.2$/);
    expect(await page.evaluate(() => history.length)).toBe(before);
    await expect(filter(page)).toBeFocused();
    await expectShown(page, 1, all);
    await page.reload();
    await expect(filter(page)).toHaveValue("OLD 192.0.2.2");
    await expectShown(page, 1, all);

    // Another filter in the address is another filter on the same screen.
    await page.getByRole("button", { name: "Filter by column" }).click();
    await page.evaluate(() => { location.hash = location.hash.replace(/\?.*/, "?filter=192.0.2"); });
    await expect(filter(page)).toHaveValue("192.0.2");
    await expect(line(page, 1)).toBeVisible();
    await page.goBack();
    await expect(filter(page)).toHaveValue("OLD 192.0.2.2");
    await page.goBack();
    await expect(page).toHaveURL(/\/discover$/);
    await expect(grid(page)).toBeVisible();
    await expect(filter(page)).toHaveValue("");
    await page.goForward();
    await expect(filter(page)).toHaveValue("OLD 192.0.2.2");
    await filter(page).fill("");
    await expect(page).toHaveURL(/\/records$/);
  });

  test("a field that somebody is in already is not left when the screen has been drawn", async ({ page, sandbox }) => {
    await openRecords(page, sandbox, ZONE);
    // The next frames wait until they are let go, as on a machine that is busy.
    await page.evaluate(() => {
      const ask = window.requestAnimationFrame.bind(window);
      const held: FrameRequestCallback[] = [];
      window.requestAnimationFrame = (frame) => held.push(frame);
      addEventListener("draw", () => {
        window.requestAnimationFrame = ask;
        for (const frame of held.splice(0)) ask(frame);
      });
    });
    await goTo(page, "Discover");
    await goTo(page, "Records");
    await filter(page).focus();
    await page.evaluate(() => new Promise((drawn) => {
      dispatchEvent(new Event("draw"));
      requestAnimationFrame(drawn);
    }));
    await expect(filter(page)).toBeFocused();
    await goTo(page, "Discover");
    await expect(page.getByRole("heading", { name: ZONE })).toBeFocused();
  });

  test("what a selection covers is said beside it", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, address("a", 1), address("b", 2), address("c", 3), MX);
    await openRecords(page, sandbox, ZONE);
    const all = (await sandbox.records(ZONE)).length;
    await filter(page).fill("192.0.2");
    await page.getByRole("checkbox", { name: "Select A a.bakery.example" }).check();
    await expect(page.getByText("1 of 3 selected", { exact: true })).toBeVisible();
    await page.getByRole("checkbox", { name: "Select all shown" }).check();
    await expect(page.getByText("3 of 3 selected", { exact: true })).toBeVisible();
    await filter(page).fill("192.0.2.1");
    await expect(page.getByText("3 selected, 2 of them hidden by the filter")).toBeVisible();
    await page.getByRole("button", { name: "Show hidden" }).click();
    await expect(page.getByText(`3 of ${all} selected`, { exact: true })).toBeVisible();
  });

  if (provider === CLOUDFLARE) {
    test("records of another product are a source of their own", async ({ page, sandbox }) => {
      const domain = "managed-record.example";
      const all = (await sandbox.records(domain)).length;
      await openRecords(page, sandbox, domain);
      await chip(page, "Source", "Another product’s").click();
      await expectShown(page, 1, all);
    });
  }
});
