// The way through the page: back to the list, across to another zone, and between a zone's screens.
import type { Page } from "@playwright/test";
import { ZONE } from "../bakery.ts";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { button, expectPlanned, goTo, openRecords, openScanned, openZone, openZones, press, type Screen } from "../steps.ts";

const SCREENS: [Screen, string][] = [
  ["Discover", "discover"],
  ["Records", "records"],
  ["Import & export", "transfer"],
  ["History", "history"],
  ["Settings", "settings"],
];

/** The field of the open list of zones. */
function field(page: Page) {
  return page.getByRole("combobox", { name: "Zone to switch to" });
}

function options(page: Page) {
  return page.getByRole("listbox", { name: "Zones" }).getByRole("option");
}

/** The option that the keyboard is at. */
async function active(page: Page): Promise<string | null> {
  const id = await field(page).getAttribute("aria-activedescendant");
  const option = page.locator(`[id="${id}"]`);
  await expect(option).toHaveAttribute("aria-selected", "true");
  await expect(option).toBeInViewport();
  return option.textContent();
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider((provider) => {
  test("each screen of a zone has its address, and its link says where one is", async ({ page, sandbox }) => {
    await openRecords(page, sandbox, ZONE);
    const zone = await sandbox.zone(ZONE);
    for (const [screen, path] of SCREENS) {
      await goTo(page, screen);
      await expect(page).toHaveURL(new RegExp(`#/zone/${zone}/${path}$`));
      await expect(page.getByRole("heading", { name: ZONE, level: 1 })).toBeFocused();
      await expect(page.getByRole("navigation", { name: "Zone" }).locator("[aria-current]")).toHaveText(screen);
    }
    await page.goBack();
    await expect(page).toHaveURL(/\/history$/);
    await page.reload();
    await expect(page.getByRole("heading", { name: "Applied changes" })).toBeVisible();
  });

  test("the breadcrumb leads back to the list", async ({ page, sandbox }) => {
    await openZones(page, provider, sandbox.key);
    const crumb = page.getByRole("navigation", { name: "Breadcrumb" });
    await expect(crumb).toHaveCount(0);
    await page.getByRole("link", { name: ZONE }).click();
    await expect(crumb).toContainText(ZONE);
    await crumb.getByRole("link", { name: "Zones" }).click();
    await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeFocused();
    await expect(crumb).toHaveCount(0);
  });

  test("another zone is opened at the same screen, by keyboard alone", async ({ page, sandbox }) => {
    await openRecords(page, sandbox, ZONE);
    const there = await sandbox.zone("oldtown.example");
    await page.getByRole("button", { name: "Switch zone" }).focus();
    await press(page, "Enter");
    await expect(field(page)).toBeFocused();
    await expect(page.getByRole("button", { name: "Switch zone" })).toHaveAttribute("aria-expanded", "true");
    const all = await options(page).count();
    expect(all).toBeGreaterThan(20);
    await expect(options(page).filter({ hasText: /^bakery\.example/ })).toHaveCount(0);
    const first = await active(page);
    await press(page, "ArrowUp");
    expect(await active(page)).toBe(await options(page).last().textContent());
    await press(page, "ArrowDown");
    expect(await active(page)).toBe(first);
    await press(page, "Escape");
    await expect(field(page)).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Switch zone" })).toBeFocused();

    await press(page, "Enter");
    await page.keyboard.type("nobody");
    await expect(page.getByText("No other zone matches.")).toBeVisible();
    await press(page, "Enter");
    await field(page).fill("own");
    await expect(options(page)).toHaveText(["oldtown.example", "own-types.example"]);
    await press(page, "ArrowDown", "ArrowUp", "Enter");
    await expect(page).toHaveURL(new RegExp(`#/zone/${there}/records$`));
    await expect(page.getByRole("heading", { name: "oldtown.example" })).toBeFocused();
    await expect(field(page)).toHaveCount(0);
  });

  test("zones where something waits are offered first, and a click elsewhere closes the list", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await button(page, "Accept", `A blog.${ZONE}`).click();
    await expectPlanned(page, 1);
    const other = "northwind.example";
    await page.goto(`./#/zone/${await sandbox.zone(other)}/history`);
    // The name belongs to the button for the mouse.
    const name = await page.getByRole("banner").getByText(other, { exact: true }).boundingBox();
    await page.mouse.click((name?.x ?? 0) + 10, (name?.y ?? 0) + 10);
    await expect(options(page).first()).toHaveText(/^bakery\.example.*1 waits$/);
    await page.getByRole("heading", { name: "Applied changes" }).click();
    await expect(field(page)).toHaveCount(0);
    await page.getByRole("button", { name: "Switch zone" }).click();
    await options(page).first().click();
    await expect(page).toHaveURL(/\/history$/);
    await expect(page.getByRole("heading", { name: ZONE })).toBeVisible();
    await expectPlanned(page, 1);
  });

  test("the list finds zones that were not read yet (sandbox-many-zones)", async ({ page, sandbox }) => {
    await openZone(page, sandbox, "branch-001.example");
    await page.getByRole("button", { name: "Switch zone" }).click();
    await expect(page.getByText("Type part of a name to find more zones.")).toBeVisible();
    await field(page).fill("branch-13");
    await expect(options(page)).toHaveText(["branch-130.example"]);
    await options(page).click();
    await expect(page.getByRole("heading", { name: "branch-130.example" })).toBeVisible();
  });

  test("the banner is of one line where there is room, and of two where there is not", async ({ page, sandbox }) => {
    await openZone(page, sandbox, ZONE);
    const banner = page.getByRole("banner");
    const height = async () => (await banner.boundingBox())?.height ?? 0;
    for (const [width, most] of [[1920, 52], [1280, 52], [768, 90], [375, 90], [320, 90]] as const) {
      await page.setViewportSize({ width, height: 800 });
      expect(await height(), `${width} px`).toBeLessThanOrEqual(most);
      for (const part of [provider.title, "Sandbox", ZONE]) await expect(banner.getByText(part, { exact: true })).toBeInViewport();
      await expect(banner.getByRole("button", { name: "Lock" })).toBeInViewport({ ratio: 1 });
      await goTo(page, "Settings");
      await expect(page.getByRole("navigation", { name: "Zone" }).getByRole("link", { name: "Settings" })).toBeInViewport({ ratio: 0.95 });
      await goTo(page, "Discover");
    }
  });

  test("only the host's sandbox is marked as one", async ({ page, key, baseURL }) => {
    await openZones(page, provider, key);
    await expect(page.getByRole("banner").getByText("Sandbox", { exact: true })).toBeVisible();
    await page.getByRole("button", { name: "Lock" }).click();
    // The same sandbox by its full address, which the page cannot know for the same.
    await page.getByRole("button", { name: "Use another connection" }).click();
    await page.getByText("Connection", { exact: true }).click();
    await page.getByRole("radio", { name: provider.title }).check();
    await page.getByLabel("API address").fill(new URL(provider.sandbox, baseURL).href);
    await page.getByLabel("API key").fill(key);
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
    await expect(page.getByRole("banner").getByText("Sandbox", { exact: true })).toHaveCount(0);
  });
});
