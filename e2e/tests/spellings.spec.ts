// One thing in several spellings: names in other letters, positions, parameters of services.
import { ZONE } from "../bakery.ts";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { BUNNY, CLOUDFLARE } from "../providers.ts";
import {
  addToPlan,
  apply,
  calls,
  changes,
  expectApplied,
  expectPlanned,
  fill,
  openAdd,
  openPlan,
  openRecords,
  openTransfer,
  openZones,
  preview,
  recordRow,
  recordsGrid,
} from "../steps.ts";

/** The same label composed, taken apart, in capitals and in full width. */
const SPELLINGS = ["bücher", "bu\u0308cher", "BÜCHER", "ｂüｃｈｅｒ"];

test.beforeEach(({ guard }) => {
  // bunny.net's zone was never scanned.
  guard.expectHttpErrors();
});

forEachProvider((provider) => {
  test("spellings of a name are one name in a file", async ({ page, sandbox }) => {
    const lines = SPELLINGS.map((name, at) => `${name} 300 IN A 192.0.2.${at + 1}`);
    await openTransfer(page, sandbox, ZONE);
    await preview(page, [...lines, "zero\u200bwidth 300 IN A 192.0.2.9", "a。b 300 IN A 192.0.2.8"].join("\n"));
    await expectPlanned(page, 6);
    const plan = await openPlan(page);
    await expect(changes(plan).filter({ hasText: `xn--bcher-kva.${ZONE}` })).toHaveCount(4);
    await expect(changes(plan).filter({ hasText: `zerowidth.${ZONE}` })).toHaveCount(1);
    await expect(changes(plan).filter({ hasText: `a.b.${ZONE}` })).toHaveCount(1);
  });

  test("what no name can hold is named in a file", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    await preview(page, "a\u202eb 300 IN A 192.0.2.1\nok 300 IN A 192.0.2.2");
    await expect(page.getByText("A name cannot hold “⟨U+202E⟩” (U+202E) here.")).toBeVisible();
  });

  test("what no name can hold is named in the form", async ({ page, sandbox }) => {
    await openRecords(page, sandbox, ZONE);
    const dialog = await openAdd(page, "A");
    await fill(dialog, { Name: "a\u00a0b", Content: "192.0.2.1" });
    await dialog.getByRole("button", { name: "Add to plan" }).click();
    await expect(dialog.getByText("A name cannot hold a blank (U+00A0) here.")).toBeVisible();
  });

  test("a record is found by its name in any spelling", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, { type: "A", name: "xn--bcher-kva", content: "192.0.2.1" });
    await openRecords(page, sandbox, ZONE);
    const row = recordRow(page, `A xn--bcher-kva.${ZONE}`);
    await expect(row).toContainText("reads bücher");
    const filter = page.getByRole("searchbox", { name: "Filter records" });
    for (const text of [...SPELLINGS, "büch", "BU\u0308"]) {
      await filter.fill(text);
      await expect(recordsGrid(page)).toHaveAttribute("aria-rowcount", "2");
      await expect(row).toBeVisible();
    }
    await filter.fill("bücherei");
    await expect(recordsGrid(page)).toHaveAttribute("aria-rowcount", "1");
  });

  test("a zone that is opened by a name which none can have is told why", async ({ page, key }) => {
    await openZones(page, provider, key);
    await page.getByRole("textbox", { name: "Zone ID or domain" }).fill("a\u200db.example");
    await page.getByRole("button", { name: "Open zone" }).click();
    await expect(page.getByRole("alert")).toContainText("A name cannot hold “⟨U+200D⟩” (U+200D) here.");
    await page.getByRole("textbox", { name: "Zone ID or domain" }).fill("ｂakery。example");
    await page.getByRole("button", { name: "Open zone" }).click();
    await expect(page.getByRole("heading", { name: ZONE })).toBeVisible();
  });
});

test.describe(BUNNY.title, () => {
  test.use({ provider: BUNNY });

  test("a domain to scan is taken in any spelling, and refused by its character", async ({ page, key }) => {
    await openZones(page, BUNNY, key);
    const scans = calls(page, BUNNY.trigger, "POST");
    const domain = page.getByRole("textbox", { name: "Domain to scan" });
    await domain.fill("bu\u0308cher\u2066.example");
    await page.getByRole("button", { name: "Scan domain" }).click();
    await expect(page.getByRole("alert")).toContainText("(U+2066)");
    await domain.fill("BU\u0308CHER。example");
    await page.getByRole("button", { name: "Scan domain" }).click();
    await expect(page.getByText("xn--bcher-kva.example", { exact: true })).toBeVisible();
    expect(scans).toHaveLength(1);
    expect(scans[0]?.postData() ?? "").toContain("xn--bcher-kva.example");
  });
});

test.describe(CLOUDFLARE.title, () => {
  test.use({ provider: CLOUDFLARE });

  test("a position that the provider spells otherwise is written", async ({ page, sandbox }) => {
    await openRecords(page, sandbox, ZONE);
    const dialog = await openAdd(page, "LOC");
    const texts = ["51", "30", "12.748", "N", "0", "7", "39.611", "W", "0.00", "0.00", "10000.00", "10.00"];
    const labels = [
      ...["Latitude degrees", "Latitude minutes", "Latitude seconds", "Latitude direction"],
      ...["Longitude degrees", "Longitude minutes", "Longitude seconds", "Longitude direction"],
      ...["Altitude", "Size", "Horizontal precision", "Vertical precision"],
    ];
    await fill(dialog, { Name: "office", ...Object.fromEntries(labels.map((label, at) => [label, texts[at] ?? ""])) });
    await addToPlan(dialog);
    const plan = await openPlan(page);
    await expect(plan).toContainText("51 30 12.748 N 0 7 39.611 W 0.00");
    await page.keyboard.press("Escape");
    await apply(page);
    await expectApplied(page, 1, 0);
    await expect(recordRow(page, `LOC office.${ZONE}`)).toContainText("12.748 N 0 7 39.611 W 0 0 10000 10");
  });

  test("parameters in another order and spelling are what the zone has", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    await preview(page, "h 300 IN HTTPS 1 . port=8443 alpn=h3,h2 ipv6hint=2001:db8::1");
    await apply(page);
    await expectApplied(page, 1, 0);
    for (const params of [
      'alpn="h3,h2" port="08443" ipv6hint=2001:DB8:0::1',
      "ipv6hint=2001:db8::1 port=8443 alpn=h3,h2",
      "key1=\\002h3\\002h2 key3=\\032\\251 ipv6hint=2001:db8::1",
    ]) {
      await preview(page, `h 300 IN HTTPS 1 . ${params}`);
      await expect(page.getByText("1 record read: 1 equal.")).toBeVisible();
      await expectPlanned(page, 0);
    }
  });
});
