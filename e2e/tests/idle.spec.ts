// A key that nobody uses is forgotten, by the clock of the wall, after a warning.
import type { Page } from "@playwright/test";
import { ZONE } from "../bakery.ts";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { BUNNY } from "../providers.ts";
import { button, connect, enterKey, expectPlanned, openConnection, openScanned, openZones } from "../steps.ts";

const MINUTE = 60_000;

function warning(page: Page) {
  return page.getByRole("dialog", { name: "Still there?" });
}

async function expectLocked(page: Page, key: string): Promise<void> {
  await expect(page.getByRole("heading", { name: "Connect" })).toBeVisible();
  await expect(page.getByText(/^Locked after \d+ minutes of inactivity\. Your decisions are saved in this tab/)).toBeVisible();
  // That is no failure.
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(page.getByLabel("API key")).toHaveValue("");
  const kept = await page.evaluate(() => Object.values({ ...sessionStorage, ...localStorage }).join());
  expect(kept).not.toContain(key);
}

/** Time goes on by so much, and stands still while it is looked at what came of it: a busy machine takes its time. */
async function pass(page: Page, time: number, look: () => Promise<void> = async () => {}): Promise<void> {
  const ahead = 10_000;
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + ahead);
  await page.clock.runFor(Math.max(time - ahead, 0));
  await look();
  await page.clock.resume();
}

/** Opens the zones and waits for the last answer: while one is awaited, the key is in use. */
async function openZonesAtRest(page: Page, key: string): Promise<void> {
  await openZones(page, BUNNY, key);
  await page.waitForLoadState("networkidle");
}

/** The clock goes on, and no timer with it: the machine sleeps, or the tab is not there. */
async function sleep(page: Page, time: number): Promise<void> {
  await page.clock.setSystemTime((await page.evaluate(() => Date.now())) + time);
}

test.beforeEach(async ({ page, guard }) => {
  guard.expectHttpErrors();
  await page.clock.install();
});

forEachProvider((provider) => {
  test("after 15 minutes the key is forgotten, and work goes on after it is entered again", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    const blog = button(page, "Accept", `A blog.${ZONE}`);
    await blog.click();
    await expectPlanned(page, 1);
    const address = page.url();
    await pass(page, 13.6 * MINUTE, () => expect(warning(page)).toHaveCount(0));
    await pass(page, 0.6 * MINUTE, () => expect(warning(page)).toContainText(/In \d\d s this tab forgets the key/));
    await pass(page, MINUTE);
    await expectLocked(page, sandbox.key);
    expect(page.url()).toBe(address);

    await expect(page.getByText(`${provider.title} · ${ZONE} · 1 decision waits`)).toBeVisible();
    await enterKey(page, sandbox.key);
    await expect(page.getByRole("heading", { name: ZONE })).toBeVisible();
    await expect(page.getByRole("banner")).toContainText(provider.title);
    await expect(blog).toHaveAttribute("aria-pressed", "true");
    await expectPlanned(page, 1);
  });
});

test("who answers the warning stays connected for as long again", async ({ page, key }) => {
  await openZonesAtRest(page, key);
  for (const how of ["button", "Escape"]) {
    await pass(page, 14.2 * MINUTE, async () => {
      const stay = warning(page).getByRole("button", { name: "Stay connected" });
      await expect(stay).toBeFocused();
      await (how === "button" ? stay.click() : page.keyboard.press("Escape"));
      await expect(warning(page)).toHaveCount(0);
    });
  }
  await pass(page, 13 * MINUTE, () => expect(warning(page)).toHaveCount(0));
  await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
});

test("whatever is pressed counts as use", async ({ page, key }) => {
  await openZonesAtRest(page, key);
  const used = () => page.evaluate(() => Number(sessionStorage.getItem("zonesift.used")));
  for (const use of [() => page.keyboard.press("Shift"), () => page.getByRole("heading", { level: 1 }).click(), () => page.mouse.wheel(0, 9)]) {
    await pass(page, 10 * MINUTE);
    const before = await used();
    // A busy browser may leave out a turn of the wheel.
    await expect(async () => {
      await use();
      expect(await used()).toBeGreaterThan(before + 9 * MINUTE);
    }).toPass();
  }
  await pass(page, 10 * MINUTE, () => expect(warning(page)).toHaveCount(0));
  await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
});

test("timers that stood still do not keep the key", async ({ page, key }) => {
  await openZonesAtRest(page, key);
  await sleep(page, 16 * MINUTE);
  await page.clock.runFor(20_000);
  await expectLocked(page, key);
});

test("what is pressed after the time is over does not keep the key", async ({ page, key }) => {
  await openZonesAtRest(page, key);
  await sleep(page, 16 * MINUTE);
  await page.keyboard.press("Shift");
  await expectLocked(page, key);
});

test("a tab that is loaded again after the time is locked", async ({ page, key }) => {
  await openZonesAtRest(page, key);
  await pass(page, 10 * MINUTE);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
  await sleep(page, 6 * MINUTE);
  await page.reload();
  await expectLocked(page, key);
  // Whoever loads it once more is told again.
  await page.reload();
  await expectLocked(page, key);
});

test("a key that is kept without the time of its use is not taken", async ({ page, key }) => {
  await openZonesAtRest(page, key);
  await page.evaluate(() => sessionStorage.removeItem("zonesift.used"));
  await page.reload();
  await expectLocked(page, key);
});

test("a key that is not remembered is forgotten all the same", async ({ page, key }) => {
  await page.goto("./");
  await connect(page, BUNNY, key, { remember: false });
  await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
  await pass(page, 15.2 * MINUTE);
  await expectLocked(page, key);
});

test("the time can be chosen, and the choice is kept for the site", async ({ page, key }) => {
  await page.goto("./");
  await openConnection(page);
  const time = page.getByRole("combobox", { name: "Forget the key after inactivity" });
  await expect(time).toHaveValue("1");
  await time.selectOption("5 minutes");
  await connect(page, BUNNY, key);
  await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
  await pass(page, 4.2 * MINUTE, () => expect(warning(page)).toBeVisible());
  await pass(page, MINUTE);
  await expectLocked(page, key);
  await openConnection(page);
  await expect(time).toHaveValue("0");
});
