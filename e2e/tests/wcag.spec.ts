// Points of WCAG 2.2 AA that can be measured, one by one, on both screens with a grid: sizes, contrast,
// rings, what covers what, reflow, forced colours, motion, and what is told by more than colour.
import type { Locator, Page } from "@playwright/test";
import { address, MX, SPF } from "../bakery.ts";
import { expect, test } from "../fixtures.ts";
import { install, measure } from "../measure.ts";
import { CLOUDFLARE } from "../providers.ts";
import type { Sandbox } from "../sandbox.ts";
import {
  addToPlan,
  button,
  fill,
  grid,
  openAdd,
  openConnection,
  openEdit,
  openRecords,
  openScanned,
  openZone,
  recordsGrid,
  scrollsSideways,
} from "../steps.ts";

/** Much mail, and a record of many types. */
const ZONE = "northwind.example";
/** A CNAME beside an address, and so on: rows with warnings. */
const CONFLICTS = "conflict.example";
/** Hundreds of rows. */
const LARGE = "oldtown.example";

interface Screen {
  name: string;
  /** Opens it with rows in every state that they can be in. */
  open: (page: Page, sandbox: Sandbox) => Promise<void>;
  grid: (page: Page) => Locator;
}

const SCREENS: Screen[] = [
  {
    name: "Discover",
    grid,
    open: async (page, sandbox) => {
      await openScanned(page, sandbox, CONFLICTS);
      await page.getByRole("button", { name: "Accept all shown" }).click();
      const records = grid(page).getByRole("row").filter({ has: page.getByRole("gridcell") });
      await records.nth(2).getByRole("button", { name: /^Reject/ }).click();
      await records.nth(4).getByRole("button", { name: /^Reject/ }).click();
      for (const row of [1, 2, 5]) await records.nth(row).getByRole("checkbox").check();
      await expect(grid(page).getByRole("button", { name: /^(Error|Warning) at/ }).first()).toBeVisible();
    },
  },
  {
    name: "Records",
    grid: recordsGrid,
    open: async (page, sandbox) => {
      await sandbox.add("bakery.example", MX, SPF, address("old", 1), address("shop", 2), address("private", 3));
      await openRecords(page, sandbox, "bakery.example");
      await button(page, "Delete", "A old.bakery.example").click();
      const edit = await openEdit(page, "A private.bakery.example");
      await fill(edit, { Content: "192.168.1.1" });
      await addToPlan(edit);
      const add = await openAdd(page, "CNAME");
      await fill(add, { Name: "shop", Content: "www.bakery.example" });
      await addToPlan(add);
      for (const title of ["A old.bakery.example", "A shop.bakery.example", "MX bakery.example"]) {
        await page.getByRole("checkbox", { name: `Select ${title}` }).check();
      }
      await expect(recordsGrid(page).getByRole("button", { name: /^(Error|Warning) at/ }).first()).toBeVisible();
    },
  },
];

const THEMES = ["light", "dark"] as const;
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 375, height: 700 };

function rowsOf(screen: Screen, page: Page): Locator {
  return screen.grid(page).getByRole("row").filter({ has: page.getByRole("gridcell") });
}

function style(locator: Locator, name: string, pseudo?: string): Promise<string> {
  return locator.evaluate((element, [name, pseudo]) => getComputedStyle(element, pseudo).getPropertyValue(name), [
    name,
    pseudo,
  ] as const);
}

/** Goes through the page's tab stops until they begin anew, and looks at each. */
async function atEachStop(page: Page, key: "Tab" | "Shift+Tab", look: () => Promise<void>): Promise<number> {
  await page.getByRole("link", { name: "Zonesift" }).focus();
  const marks = new Set<number>();
  for (let stops = 0; stops < 120; stops += 1) {
    await page.keyboard.press(key);
    const mark = await page.evaluate(() => {
      const all = [...document.querySelectorAll("*")];
      return document.activeElement === document.body ? -1 : all.indexOf(document.activeElement!);
    });
    if (mark === -1 && marks.size === 0) continue;
    if (mark === -1 || marks.has(mark)) return marks.size;
    marks.add(mark);
    await look();
  }
  throw new Error("the tab stops have no end");
}

test.use({ provider: CLOUDFLARE });

test.beforeEach(async ({ page, guard }) => {
  guard.expectHttpErrors();
  await install(page);
  await page.setViewportSize(WIDE);
});

for (const screen of SCREENS) {
  test.describe(screen.name, () => {
    test("2.5.8: targets are 24 px by 24 px, or far enough from each other", async ({ page, sandbox }) => {
      await screen.open(page, sandbox);
      for (const size of [WIDE, NARROW, { width: 320, height: 700 }]) {
        await page.setViewportSize(size);
        await expect.poll(() => measure(page, "small"), { message: `${size.width} px` }).toEqual([]);
      }
      for (const name of ["Edit selected", "Keys"]) {
        await page.getByRole("button", { name, exact: true }).click();
        expect(await measure(page, "small"), name).toEqual([]);
        await page.keyboard.press("Escape");
      }
    });

    test("1.4.3: every text has 4.5:1 in both themes, whatever its row is", async ({ page, sandbox }) => {
      await screen.open(page, sandbox);
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        for (const row of [0, 1, 2, 3, 4]) {
          await rowsOf(screen, page).nth(row).hover();
          expect(await measure(page, "faint", "#app"), `${colorScheme}, row ${row}`).toEqual([]);
        }
        for (const verb of ["Edit", "Show"]) {
          await rowsOf(screen, page).nth(3).getByRole("button", { name: new RegExp(`^${verb}`) }).hover();
          expect(await measure(page, "faint", "#app"), `${colorScheme}, ${verb}`).toEqual([]);
        }
        await page.getByRole("button", { name: "Edit selected" }).click();
        expect(await measure(page, "faint", "dialog"), `${colorScheme}, dialog`).toEqual([]);
        await page.keyboard.press("Escape");
      }
    });

    test("2.4.7 and 1.4.11: a ring of 2 px with 3:1 around whatever has the focus", async ({ page, sandbox }) => {
      test.slow();
      await screen.open(page, sandbox);
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        const look = async () => expect.soft(await measure(page, "ring"), colorScheme).toEqual([]);
        for (const size of [WIDE, NARROW]) {
          await page.setViewportSize(size);
          await screen.grid(page).focus();
          await page.keyboard.press("Control+Home");
          expect(await atEachStop(page, "Tab", look)).toBeGreaterThan(10);
          await screen.grid(page).focus();
          await page.keyboard.press("Control+Home");
          // The header's row and the first ones, then all controls in each.
          await page.keyboard.press("ArrowUp");
          for (let row = 0; row < 6; row += 1) {
            await look();
            await page.keyboard.press("Enter");
            for (let control = 0; control < 9; control += 1) {
              await look();
              await page.keyboard.press("ArrowRight");
            }
            await page.keyboard.press("Escape");
            await page.keyboard.press("ArrowDown");
          }
        }
      }
    });

    test("2.4.11: nothing that has the focus is covered, forwards and backwards", async ({ page, sandbox }) => {
      test.slow();
      await screen.open(page, sandbox);
      const look = async () => expect.soft(await measure(page, "covered")).toEqual([]);
      for (const size of [WIDE, NARROW, { width: 320, height: 512 }]) {
        await page.setViewportSize(size);
        await screen.grid(page).focus();
        await page.keyboard.press("Control+Home");
        for (const key of ["Tab", "Shift+Tab"] as const) await atEachStop(page, key, look);
        await screen.grid(page).focus();
        await page.keyboard.press("Control+Home");
        const count = await rowsOf(screen, page).count();
        for (const key of ["ArrowDown", "ArrowUp"]) {
          for (let row = 0; row < Math.min(count, 12); row += 1) {
            await page.keyboard.press(key);
            await look();
          }
        }
      }
    });

    test("1.4.10: at 320 px and at 400 % nothing scrolls sideways, and rows are whole cards", async ({ page, sandbox }) => {
      await screen.open(page, sandbox);
      for (const size of [{ width: 320, height: 700 }, { width: 320, height: 256 }]) {
        await page.setViewportSize(size);
        await expect.poll(() => scrollsSideways(page), { message: `${size.height} px high` }).toBe(false);
        const outside = () =>
          screen.grid(page).evaluate((grid) =>
            [...grid.querySelectorAll("[role=row]")].flatMap((row) => {
              const own = row.getBoundingClientRect();
              return [...row.querySelectorAll("button, input, [role=gridcell]")]
                .filter((part) => part.checkVisibility())
                .map((part) => [part, part.getBoundingClientRect()] as const)
                .filter(([, box]) => box.right > own.right + 1 || box.left < own.left - 1 || box.bottom > own.bottom + 1)
                .map(([part]) => part.getAttribute("aria-label") ?? part.className);
            }),
          );
        await expect.poll(outside).toEqual([]);
        const cells = rowsOf(screen, page).first().getByRole("gridcell");
        const tops = await cells.evaluateAll((cells) => cells.map((cell) => Math.round(cell.getBoundingClientRect().top)));
        expect(new Set(tops).size, "lines of a card").toBeGreaterThan(2);
      }
    });

    test("forced colours: decision, selection and focus are told apart without any of ours", async ({ page, sandbox }) => {
      await screen.open(page, sandbox);
      await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
      const all = rowsOf(screen, page);
      const selected = all.and(page.locator("[aria-selected=true]"));
      const plain = all.and(page.locator("[aria-selected=false]"));
      await screen.grid(page).focus();
      await page.keyboard.press("End");
      expect(await style(selected.first(), "outline-style")).not.toBe("none");
      expect(await style(plain.first(), "outline-style")).toBe("none");
      const active = page.locator(`[id="${await screen.grid(page).getAttribute("aria-activedescendant")}"]`);
      expect([await style(active, "outline-style"), await style(active, "outline-width")]).toEqual(["solid", "2px"]);
      expect(await style(selected.first(), "outline-width")).toBe("1px");
      if (screen.name !== "Discover") return;
      const pressed = screen.grid(page).locator("button[aria-pressed=true]").first();
      const open = screen.grid(page).locator("button[aria-pressed=false]:enabled").first();
      expect(await style(pressed, "border-top-width")).not.toBe(await style(open, "border-top-width"));
    });

    test("1.4.1: nothing is told by colour alone", async ({ page, sandbox }) => {
      await screen.open(page, sandbox);
      const own = screen.grid(page);
      const icons = (...names: string[]) => Promise.all(names.map((name) => style(page.locator(":root"), name)));
      const drawn = (element: Locator) => style(element, "mask-image", "::before");
      for (const pressed of await own.locator("button[aria-pressed=true]").all()) {
        expect(await icons("--icon-check-circle-fill", "--icon-x-circle-fill")).toContain(await drawn(pressed));
      }
      if (screen.name === "Discover") {
        expect(await icons("--icon-check", "--icon-x")).toContain(await drawn(own.locator("button[aria-pressed=false]").first()));
      }
      for (const row of await rowsOf(screen, page).all()) {
        const isSelected = (await row.getAttribute("aria-selected")) === "true";
        await expect(row.getByRole("checkbox")).toBeChecked({ checked: isSelected });
        // What a row's edge says in colour stands in it as a pressed button or a word.
        const told = await row.evaluate((row) => [row.matches(".accepted, .rejected"), row.textContent] as const);
        const isPressed = (await row.locator("button[aria-pressed=true]").count()) > 0;
        expect(told[0], told[1] ?? "").toBe(isPressed || /to be (added|changed|deleted)/.test(told[1] ?? ""));
      }
      for (const warning of await own.locator(".warning").all()) {
        if (!(await warning.isVisible())) continue;
        await expect(warning).toHaveAccessibleName(/^(Error|Warning|Note) at/);
        // How bad it is stands before it as a sign.
        const classes = (await warning.getAttribute("class")) ?? "";
        const icon = classes.includes("error") ? "--icon-stop" : "--icon-alert";
        expect(classes === "warning" ? ["none"] : await icons(icon)).toEqual([await drawn(warning)]);
      }
    });

    test("2.3.3: with less motion asked for, nothing moves", async ({ page, sandbox }) => {
      await page.emulateMedia({ reducedMotion: "reduce" });
      await screen.open(page, sandbox);
      expect(await measure(page, "moving")).toEqual([]);
      await page.getByRole("button", { name: "Edit selected" }).click();
      expect(await measure(page, "moving")).toEqual([]);
    });

    test("4.1.2: the grid says how large it is, what it is sorted by and what is selected", async ({ page, sandbox }) => {
      await screen.open(page, sandbox);
      const own = screen.grid(page);
      await expect(own).toHaveAttribute("aria-multiselectable", "true");
      const headers = own.getByRole("columnheader");
      await expect(own).toHaveAttribute("aria-colcount", String(await headers.count()));
      await expect(rowsOf(screen, page).first().getByRole("gridcell")).toHaveCount(await headers.count());
      const type = headers.filter({ hasText: "Type" });
      for (const sorted of ["ascending", "descending"]) {
        await type.getByRole("button").click();
        await expect(type).toHaveAttribute("aria-sort", sorted);
        await expect(own.locator("[aria-sort=ascending], [aria-sort=descending]")).toHaveCount(1);
      }
      for (const row of await rowsOf(screen, page).all()) await expect(row).toHaveAttribute("aria-selected", /true|false/);
    });
  });
}

test("2.3.3: a scan under way does not move either", async ({ page, sandbox }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await openZone(page, sandbox, "long-scan.example");
  await page.getByRole("button", { name: "Start scan" }).click();
  await expect(page.getByRole("progressbar", { name: "Scan progress" })).toBeVisible();
  expect(await measure(page, "moving")).toEqual([]);
});

test("4.1.2: places are counted over all rows while few are in the page", async ({ page, sandbox }) => {
  await openScanned(page, sandbox, LARGE);
  const all = sandbox.found(LARGE);
  await grid(page).focus();
  for (const key of ["Home", "PageDown", "PageDown", "PageDown", "End", "PageUp"]) {
    await page.keyboard.press(key);
    await expect(async () => {
      const own = grid(page);
      await expect(own).toHaveAttribute("aria-rowcount", String(all + 1));
      const active = page.locator(`[id="${await own.getAttribute("aria-activedescendant")}"]`);
      await expect(active).toBeInViewport({ timeout: 100 });
      const places = await own
        .getByRole("row")
        .filter({ has: page.getByRole("gridcell") })
        .evaluateAll((rows) => rows.map((row) => [Number(row.ariaRowIndex), row.getBoundingClientRect().top] as const));
      const inOrder = places.toSorted(([, one], [, other]) => one - other).map(([place]) => place);
      expect(inOrder).toEqual(inOrder.map((_, index) => (inOrder[0] ?? 0) + index));
      expect(inOrder.at(-1)).toBeLessThanOrEqual(all + 1);
      expect(await measure(page, "covered"), key).toEqual([]);
    }).toPass({ timeout: 10_000 });
  }
});

test("2.2.1: what failed, and the way to try again, stays for as long as nobody does anything", async ({ page, sandbox }) => {
  await page.clock.install();
  await page.goto(`./#/zone/${await sandbox.zone(ZONE)}/records`);
  await page.route("**/dns_records?**", (route) => route.fulfill({ status: 403, body: "" }));
  await page.getByRole("radio", { name: CLOUDFLARE.title }).check();
  await page.getByLabel("API key").fill(sandbox.key);
  await openConnection(page);
  // Only the key has a limit of time, which can be set and put off (idle.spec.ts).
  await page.getByRole("combobox", { name: /^Forget the key/ }).selectOption("60 minutes");
  await page.getByLabel("API address").fill(CLOUDFLARE.sandbox);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  const again = page.getByRole("alert").getByRole("button", { name: "Try again" });
  await expect(again).toBeVisible();
  const words = await page.getByRole("alert").textContent();
  await page.clock.runFor(20 * 60_000);
  await expect(again).toBeVisible();
  await expect(page.getByRole("alert")).toHaveText(words ?? "");
});

test("the measures find what is wrong", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await page.goto("./");
  await expect(page.getByRole("button", { name: "Connect", exact: true })).toBeVisible();
  await page.evaluate(() => {
    const add = (name: string, css: string) => {
      const element = document.createElement("button");
      element.textContent = name;
      element.style.cssText = css;
      document.querySelector("#app")?.append(element);
      return element;
    };
    for (const side of [0, 15]) add(`tiny ${side}`, `position: fixed; top: ${side}px; left: 0; min-height: 0; height: 14px; padding: 0`);
    add("faint", "position: fixed; top: 200px; left: 0; background: #fff; color: #999");
    add("moved", "position: fixed; top: 300px; left: 0; transition: color 1s");
    add("lid", "position: fixed; top: 395px; left: 0; width: 200px; height: 60px; z-index: 9");
    add("ringless", "position: fixed; top: 400px; left: 0; outline: 1px solid #fff").focus();
  });
  const found = async (...given: Parameters<typeof measure>) => (await measure(...given)).join();
  expect(await found(page, "small")).toContain("tiny 0");
  expect(await found(page, "faint", "#app")).toContain("faint");
  expect(await found(page, "moving")).toContain("moved");
  expect(await found(page, "covered")).toContain("ringless");
  expect(await found(page, "ring")).toContain("ringless");
});
