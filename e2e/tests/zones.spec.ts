// The list of zones, zones that are not in it, and a domain that is no zone yet.
import type { Page } from "@playwright/test";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { BUNNY } from "../providers.ts";
import { calls, expectPlanned, grid, openScanned, openZones } from "../steps.ts";

/** The row of a zone in the list. */
function zoneRow(page: Page, domain: string) {
  return page.getByRole("row").filter({ has: page.getByRole("link", { name: domain, exact: true }) });
}

forEachProvider((provider) => {
  test("the list goes on page by page (sandbox-many-zones)", async ({ page, key }) => {
    await openZones(page, provider, key);
    const links = page.getByRole("link", { name: /^branch-\d+\.example$/ });
    await expect(links.first()).toBeVisible();
    const first = await links.count();
    expect(first).toBeLessThan(130);
    await expect(page.getByRole("status")).toContainText(`${first} of 130 zones`);
    const more = page.getByRole("button", { name: "Show more" });
    let before = 0;
    while ((await links.count()) < 130) {
      before = await links.count();
      await more.click();
      await expect.poll(() => links.count()).toBeGreaterThan(before);
    }
    await expect(more).toHaveCount(0);
    await expect(page.getByRole("status")).toContainText("130 zones");
    expect(new Set(await links.allTextContents()).size).toBe(130);
  });

  test("the search finds zones of every page (sandbox-many-zones)", async ({ page, key }) => {
    await openZones(page, provider, key);
    const search = page.getByRole("searchbox", { name: "Find a zone" });
    await search.fill("branch-12");
    const links = page.getByRole("link", { name: /^branch-/ });
    await expect(links).toHaveCount(10);
    await search.fill("nothing-like-it");
    await expect(links).toHaveCount(0);
    await expect(page.getByText("No zone matches")).toBeVisible();
    await search.fill("");
    await expect(links.first()).toBeVisible();
  });

  test("a zone opens by its link", async ({ page, key, guard }) => {
    guard.expectHttpErrors();
    await openZones(page, provider, key);
    await page.getByRole("link", { name: "bakery.example" }).click();
    await expect(page.getByRole("heading", { name: "bakery.example" })).toBeVisible();
    await expect(page).toHaveURL(/#\/zone\/\w+\/discover$/);
    await expect(page).toHaveTitle(/bakery\.example/);
    await page.goBack();
    await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
  });

  test("the sandbox shows three examples first, each with what to try, and the test zones on demand", async ({ page, sandbox, guard }) => {
    guard.expectHttpErrors();
    await openZones(page, provider, sandbox.key);
    const links = page.getByRole("table", { name: "Zones" }).getByRole("link");
    await expect(links).toHaveText(["bakery.example", "northwind.example", "oldtown.example"]);
    await expect(zoneRow(page, "northwind.example")).toContainText("Much mail");
    await page.getByRole("button", { name: /^Show all test zones \(\d+\)$/ }).click();
    expect(await links.count()).toBeGreaterThan(25);
    await page.getByRole("button", { name: "Hide test zones" }).click();
    await expect(links).toHaveCount(3);
    // The search finds all, and what was opened stays in sight.
    const search = page.getByRole("searchbox", { name: "Find a zone" });
    await search.fill("empty-scan");
    await expect(links).toHaveText(["empty-scan.example"]);
    await links.click();
    await expect(page.getByRole("heading", { name: "empty-scan.example" })).toBeVisible();
    await page.goto("./#/zones");
    await page.getByRole("searchbox", { name: "Find a zone" }).fill("");
    await expect(links).toHaveText(["bakery.example", "empty-scan.example", "northwind.example", "oldtown.example"]);
  });

  test("a zone says how many records it has, its state, and what waits there", async ({ page, sandbox, guard }) => {
    guard.expectHttpErrors();
    await openScanned(page, sandbox, "bakery.example");
    await page.getByRole("button", { name: "Accept all shown" }).click();
    await expectPlanned(page, 13);
    await page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("link", { name: "Zones" }).click();
    const held = (await sandbox.records("bakery.example")).length;
    const row = zoneRow(page, "bakery.example");
    const state = provider === BUNNY ? "" : "Not active yet";
    const cells = [String(held), state, "13 decisions wait"];
    await expect(row.getByRole("cell")).toContainText(cells);
    await expect(page.getByText("decisions wait")).toHaveCount(1);
    // What waits is known before the zone is opened again.
    await page.reload();
    await expect(row).toContainText("13 decisions wait");
    await expect(page.getByRole("columnheader")).toHaveText(["Domain", "Records", "State", "In this tab"]);
  });

  test("a zone that is not listed opens by its domain (sandbox-no-list)", async ({ page, key, guard }) => {
    guard.expectHttpErrors();
    await openZones(page, provider, key);
    await page.getByRole("textbox", { name: "Zone ID or domain" }).fill("Bakery.example.");
    await page.getByRole("button", { name: "Open zone" }).click();
    await expect(page.getByRole("heading", { name: "bakery.example" })).toBeVisible();
  });

  test("a zone that is not listed opens by its ID (sandbox-no-list)", async ({ page, key, sandbox, guard }) => {
    guard.expectHttpErrors();
    const zone = await sandbox.zone("bakery.example");
    await openZones(page, provider, key);
    await page.getByRole("textbox", { name: "Zone ID or domain" }).fill(zone);
    await page.getByRole("textbox", { name: "Zone ID or domain" }).press("Enter");
    await expect(page.getByRole("heading", { name: "bakery.example" })).toBeVisible();
  });

  test("a zone that is not there is told, and the next one opens", async ({ page, key, guard }) => {
    guard.expectHttpErrors();
    await openZones(page, provider, key);
    const field = page.getByRole("textbox", { name: "Zone ID or domain" });
    for (const text of ["nobody.example", "1234567890", "..", "a/../b", ""]) {
      await field.fill(text);
      await page.getByRole("button", { name: "Open zone" }).click();
      await expect(page.getByRole("alert")).toContainText(/has no such zone for this (key|token)/);
    }
    await field.fill("bakery.example");
    await page.getByRole("button", { name: "Open zone" }).click();
    await expect(page.getByRole("heading", { name: "bakery.example" })).toBeVisible();
  });

  test("a list that cannot be read is read again", async ({ page, key, guard }) => {
    guard.expectConsole(/net::ERR_FAILED/);
    await openZones(page, provider, key);
    await page.route(`**/${provider.sandbox}/**`, (route) => route.abort());
    await page.getByRole("searchbox", { name: "Find a zone" }).fill("bakery");
    await expect(page.getByRole("alert")).toContainText("No answer from");
    await page.unrouteAll();
    await page.getByRole("alert").getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("alert")).toHaveCount(0);
    await expect(page.getByRole("link", { name: /\.example$/ })).toHaveText(["bakery.example"]);
  });

  test("a zone that cannot be read is read again", async ({ page, key, sandbox, guard }) => {
    guard.expectHttpErrors();
    guard.expectConsole(/net::ERR_FAILED/);
    const zone = await sandbox.zone("bakery.example");
    await openZones(page, provider, key);
    await page.route(`**/${provider.sandbox}/**`, (route) => route.abort());
    await page.getByRole("link", { name: "bakery.example" }).click();
    await expect(page.getByRole("alert")).toContainText("No answer from");
    await page.unrouteAll();
    await page.getByRole("alert").getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("alert")).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Start scan" })).toBeEnabled();
    await expect(page).toHaveURL(new RegExp(zone));
  });
});

test("Cloudflare scans no domain that is no zone", async ({ page }) => {
  await page.goto("./");
  await page.getByRole("radio", { name: "Cloudflare" }).check();
  await page.getByRole("button", { name: "Try it in the sandbox" }).click();
  await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Scan domain" })).toHaveCount(0);
});

test.describe(BUNNY.title, () => {
  test("a domain is scanned before its zone exists, and that scan read in the zone", async ({
    page,
    key,
    guard,
  }) => {
    guard.expectHttpErrors();
    await openZones(page, BUNNY, key);
    const scans = calls(page, BUNNY.trigger, "POST");
    const made = calls(page, /\/dnszone$/, "POST");
    await page.getByRole("textbox", { name: "Domain to scan" }).fill("newshop.example");
    await page.getByRole("button", { name: "Scan domain" }).click();
    await expect(page.getByText("This domain is available at bunny.net.")).toBeVisible();
    await page.getByRole("button", { name: "Create zone" }).click();
    await expect(page.getByRole("heading", { name: "newshop.example" })).toBeVisible();
    await expect(page.getByRole("status")).toContainText("Completed", { timeout: 10_000 });
    await expect(page.getByRole("status")).toContainText("13 records found");
    await expect(grid(page)).toHaveAttribute("aria-rowcount", "14");
    expect([scans.length, made.length]).toEqual([1, 1]);
    // The new zone is in the list from now on.
    await page.getByRole("banner").getByRole("link", { name: "Zonesift" }).click();
    await expect(page.getByRole("link", { name: "newshop.example" })).toBeVisible();
  });

  test("a domain that is none, or a zone already, is told", async ({ page, key, guard }) => {
    guard.expectHttpErrors();
    await openZones(page, BUNNY, key);
    const field = page.getByRole("textbox", { name: "Domain to scan" });
    for (const text of ["", "localhost", "a..b", "two words.example"]) {
      await field.fill(text);
      await page.getByRole("button", { name: "Scan domain" }).click();
      await expect(page.getByRole("alert")).toContainText("Enter a domain such as example.com");
    }
    await field.fill("bakery.example");
    await page.getByRole("button", { name: "Scan domain" }).click();
    await expect(page.getByText("This account already has a zone for this domain")).toBeVisible();
    // Told, not forbidden: whether it is refused is for the provider to say, and then the zone is there.
    await page.getByRole("button", { name: "Create zone" }).click();
    await expect(page.getByRole("heading", { name: "bakery.example", exact: true })).toBeVisible();
  });

  test("a domain that another account has is told before its zone is made", async ({ page, key }) => {
    await page.route(/checkavailability$/, (route) => route.fulfill({ json: { Available: false } }));
    await openZones(page, BUNNY, key);
    await page.getByRole("textbox", { name: "Domain to scan" }).fill("newshop.example");
    await page.getByRole("button", { name: "Scan domain" }).click();
    await expect(page.getByText("another account may have it")).toBeVisible();
    await expect(page.getByRole("button", { name: "Create zone" })).toBeEnabled();
  });
});
