// Every screen is accessible in both themes, and none of them scrolls sideways on a narrow screen.
import type { Page } from "@playwright/test";
import { expect, expectNoAxeViolations, forEachProvider, test } from "../fixtures.ts";
import { BUNNY } from "../providers.ts";
import type { Sandbox } from "../sandbox.ts";
import {
  addToPlan,
  apply,
  button,
  connect,
  expectApplied,
  fill,
  goTo,
  openAdd,
  openConnection,
  openEdit,
  openPlan,
  openRecords,
  openScanned,
  openSettings,
  openTransfer,
  openZone,
  openZones,
  preview,
  scrollsSideways,
} from "../steps.ts";

const ZONE = "bakery.example";

/** What the records screen shows: a set, and what mail hangs on. */
const HELD = [
  { type: "MX", name: "", content: "mx.letterbox.example", priority: 10 },
  { type: "TXT", name: "", content: "v=spf1 include:letterbox.example include:post.letterbox.example -all" },
  { type: "A", name: "a-rather-long-label-that-no-narrow-column-holds", content: "192.0.2.1" },
  { type: "A", name: "old", content: "192.0.2.2" },
] as const;

interface Screen {
  name: string;
  open: (page: Page, sandbox: Sandbox) => Promise<unknown>;
}

const screens: Screen[] = [
  {
    name: "connect, with an error",
    open: async (page, sandbox) => {
      await page.goto("./");
      await openConnection(page);
      await connect(page, sandbox.provider, sandbox.key, { address: "//nowhere" });
      await expect(page.getByRole("alert")).toBeVisible();
    },
  },
  { name: "zones", open: (page, sandbox) => openZones(page, sandbox.provider, sandbox.key) },
  { name: "discover, empty", open: (page, sandbox) => openZone(page, sandbox, ZONE) },
  {
    name: "discover, with records",
    open: async (page, sandbox) => {
      await openScanned(page, sandbox, ZONE);
      await button(page, "Accept", "A blog.bakery.example").click();
      await button(page, "Reject", "A order.bakery.example").click();
    },
  },
  {
    name: "the edit dialog, with a fault",
    open: async (page, sandbox) => {
      await openScanned(page, sandbox, ZONE);
      await button(page, "Edit", "A blog.bakery.example").click();
      const dialog = page.getByRole("dialog", { name: "Edit record" });
      await dialog.getByRole("textbox", { name: "Content" }).fill("nothing");
      await dialog.getByRole("button", { name: "Add to plan" }).click();
      await expect(dialog.getByText("Enter an IPv4 address")).toBeVisible();
    },
  },
  {
    name: "the plan",
    open: async (page, sandbox) => {
      await openScanned(page, sandbox, "conflict.example");
      await page.getByRole("button", { name: "Accept all shown" }).click();
      await openPlan(page);
    },
  },
  {
    name: "records, with edits",
    open: async (page, sandbox) => {
      await sandbox.add(ZONE, ...HELD);
      await openRecords(page, sandbox, ZONE);
      await button(page, "Delete", "A old.bakery.example").click();
      const edit = await openEdit(page, "MX bakery.example");
      await fill(edit, { Priority: "20" });
      await addToPlan(edit);
      const add = await openAdd(page, "A");
      await fill(add, { Name: "new", Content: "192.0.2.3" });
      await addToPlan(add);
      await page.getByRole("checkbox", { name: "Select TXT bakery.example" }).check();
    },
  },
  ...["SRV", "CAA"].map((type) => ({
    name: `the add dialog for ${type}, with faults`,
    open: async (page: Page, sandbox: Sandbox) => {
      await openRecords(page, sandbox, ZONE);
      const dialog = await openAdd(page, type);
      await fill(dialog, { Name: "a..b" });
      await dialog.getByRole("button", { name: "Add to plan" }).click();
      await expect(dialog.getByText("A label between two dots is empty.")).toBeVisible();
    },
  })),
  {
    name: "the plan, with a word to type",
    open: async (page, sandbox) => {
      await sandbox.add(ZONE, ...HELD);
      await openRecords(page, sandbox, ZONE);
      await page.getByRole("checkbox", { name: "Select all shown" }).check();
      await page.getByRole("button", { name: "Delete selected" }).click();
      const plan = await openPlan(page);
      await expect(plan.getByRole("textbox", { name: "Type DELETE to confirm" })).toBeVisible();
    },
  },
  {
    name: "import and export, with problems",
    open: async (page, sandbox) => {
      await openTransfer(page, sandbox, ZONE);
      await page.getByText("Write directly (no review)", { exact: true }).click();
      const file = ["shop 600 IN A 192.0.2.20", "shop 600 IN A 192.0.2.999", "x 600 IN TXT " + "y".repeat(300)].join("\n");
      await page.getByRole("textbox", { name: "Paste a zone file" }).fill(file);
      await page.getByRole("button", { name: "Preview import" }).click();
      await expect(page.getByRole("listitem").filter({ hasText: /line 2/i })).toBeVisible();
    },
  },
  {
    name: "history, with an apply that failed in part",
    open: async (page, sandbox) => {
      await openTransfer(page, sandbox, ZONE);
      await preview(page, "one 600 IN A 192.0.2.1\ntwo 600 IN A 192.0.2.2\nrefuse-one 600 IN A 192.0.2.3");
      const plan = await apply(page);
      await expectApplied(page, 2, 1);
      await plan.getByRole("button", { name: "Back", exact: true }).click();
      await goTo(page, "History");
      await expect(page.getByRole("button", { name: "Undo this A one.bakery.example" })).toBeEnabled();
    },
  },
  {
    name: "settings",
    open: async (page, sandbox) => {
      await openSettings(page, sandbox, ZONE);
      const last = sandbox.provider === BUNNY ? page.getByRole("img", { name: /^Queries over time/ }) : page.getByText("All other settings");
      await expect(last).toBeVisible();
    },
  },
  {
    name: "the list of zones to switch to",
    open: async (page, sandbox) => {
      await openZone(page, sandbox, ZONE);
      await page.getByRole("button", { name: "Switch zone" }).click();
      await expect(page.getByRole("option", { name: "oldtown.example" })).toBeVisible();
    },
  },
];

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider(() => {
  for (const { name, open } of screens) {
    test(`${name}: accessible in light and dark`, async ({ page, sandbox }) => {
      await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
      await open(page, sandbox);
      await expectNoAxeViolations(page);
      await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
      await expectNoAxeViolations(page);
    });

    test(`${name}: fits narrow screens`, async ({ page, sandbox }) => {
      await open(page, sandbox);
      for (const width of [375, 320]) {
        await page.setViewportSize({ width, height: 700 });
        await expect.poll(() => scrollsSideways(page), { message: `${width} px` }).toBe(false);
      }
      await expectNoAxeViolations(page);
    });
  }
});

test("the theme is switched by its button, and kept", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("./");
  const theme = page.getByRole("button", { name: /^Theme/ });
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await expect(theme).toHaveAccessibleName("Theme: system");
  const light = await background();
  await theme.click();
  await expect(theme).toHaveAccessibleName("Theme: light");
  await theme.click();
  await expect(theme).toHaveAccessibleName("Theme: dark");
  await expect.poll(background).not.toBe(light);
  const dark = await background();
  await page.reload();
  await expect(theme).toHaveAccessibleName("Theme: dark");
  expect(await background()).toBe(dark);
  await expectNoAxeViolations(page);
});
