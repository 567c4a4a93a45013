// The zone as a whole: its name servers, and where the page manages it settings, signing, queries, a
// certificate, its end.
import type { Locator, Page } from "@playwright/test";
import { ZONE } from "../bakery.ts";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { BUNNY, CLOUDFLARE } from "../providers.ts";
import type { Sandbox } from "../sandbox.ts";
import { calls, openSettings } from "../steps.ts";

function box(page: Page, label: string): Locator {
  return page.getByRole("textbox", { name: label, exact: true });
}

/** The settings of the zone, which are read as soon as the screen is open. */
async function readSettings(page: Page, sandbox: Sandbox): Promise<void> {
  await openSettings(page, sandbox, ZONE);
  await expect(box(page, "SOA mail address")).toBeVisible();
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

test.describe(BUNNY.title, () => {
  test("settings are read and written, and those that nobody touched stay", async ({ page, sandbox }) => {
    const before = await sandbox.told(ZONE);
    await readSettings(page, sandbox);
    await expect(box(page, "SOA mail address")).toHaveValue(String(before.SoaEmail));
    await expect(box(page, "First name server")).toHaveValue(String(before.Nameserver1));
    await box(page, "SOA mail address").fill("dns@bakery.example");
    await page.getByRole("checkbox", { name: "Own name servers" }).check();
    await box(page, "First name server").fill("ns1.bakery.example");
    await box(page, "Second name server").fill("ns2.bakery.example");
    await page.getByRole("checkbox", { name: "Log queries" }).check();
    await page.getByRole("checkbox", { name: "Anonymise addresses in the log" }).uncheck();
    await page.getByRole("button", { name: "Save settings" }).click();
    await expect(page.getByText("The settings are saved.")).toBeVisible();
    const changed = {
      SoaEmail: "dns@bakery.example",
      CustomNameserversEnabled: true,
      Nameserver1: "ns1.bakery.example",
      Nameserver2: "ns2.bakery.example",
      LoggingEnabled: true,
      LoggingIPAnonymizationEnabled: false,
    };
    const after = await sandbox.told(ZONE);
    expect(after).toMatchObject(changed);
    for (const [name, value] of Object.entries(before)) {
      const isTime = /^Date|NextCheck$/.test(name);
      if (!(name in changed) && !isTime) expect(after[name], name).toEqual(value);
    }
  });

  test("settings that are refused are told in the provider's words", async ({ page, sandbox }) => {
    await readSettings(page, sandbox);
    await box(page, "SOA mail address").fill("nobody");
    await page.getByRole("button", { name: "Save settings" }).click();
    await expect(page.getByRole("alert")).toContainText("This is not a mail address");
    await expect(page.getByText("The settings are saved.")).toHaveCount(0);
    await expect(box(page, "SOA mail address")).toHaveValue("nobody");
  });

  test("a zone is signed, its DS is there to copy, and it is signed no more", async ({ page, sandbox }) => {
    await readSettings(page, sandbox);
    await page.getByRole("button", { name: "Switch DNSSEC on" }).click();
    await expect(page.getByText(/^The zone is signed\./)).toBeVisible();
    await expect(page.getByText(/\bDS \d+ \d+ \d+ [0-9A-Fa-f]+/)).toBeVisible();
    expect((await sandbox.told(ZONE)).DnsSecEnabled).toBe(true);
    await page.getByRole("button", { name: "Switch DNSSEC off" }).click();
    await expect(page.getByText(/^The zone is signed no more\./)).toBeVisible();
    await expect(page.getByText(/\bDS \d+ \d+ \d+/)).toHaveCount(0);
    expect((await sandbox.told(ZONE)).DnsSecEnabled).toBe(false);
  });

  test("queries are shown over time and by type", async ({ page, sandbox }) => {
    await openSettings(page, sandbox, ZONE);
    await expect(page.getByText(/^[\d,]+ quer(y|ies)$/)).toBeVisible();
    const plot = page.getByRole("img", { name: /^Queries over time: 31 bars, the highest \d{4}-\d\d-\d\d: [\d,]+ quer(y|ies)$/ });
    await expect(plot).toBeVisible();
    // Its axes: round numbers from zero on, and days.
    await expect(plot).toHaveText(/^0\d/);
    await expect(plot.getByText(/^[A-Z][a-z]{2} \d{1,2}$/).first()).toBeVisible();
    await page.getByText("Values as a table").click();
    const values = page.getByRole("table", { name: "Queries over time" }).getByRole("row");
    await expect(values).toHaveCount(32);
    await expect(values.nth(1)).toHaveText(/^\d{4}-\d\d-\d\d[\d,]+$/);
    const types = page.getByRole("table", { name: "Queries by type" }).getByRole("row");
    await expect(types.nth(1)).toHaveText(/^[A-Z]+[\d,]+ ?\d+ %$/);

    const asked = calls(page, /\/statistics$/);
    await page.getByRole("combobox", { name: "Period" }).selectOption("2 days, by the hour");
    await expect(page.getByRole("img", { name: /^Queries over time: 49 bars, the highest .* UTC: / })).toBeVisible();
    expect(asked.map((call) => new URL(call.url()).searchParams.has("dateFrom"))).toEqual([true]);
  });

  test("a certificate is asked for, for a name of the zone only", async ({ page, sandbox }) => {
    await openSettings(page, sandbox, ZONE);
    const issue = page.getByRole("button", { name: "Issue certificate" });
    await box(page, "Name for the certificate").fill("a..b");
    await issue.click();
    await expect(page.getByRole("alert")).toBeVisible();
    await box(page, "Name for the certificate").fill("www.elsewhere.example");
    await issue.click();
    await expect(page.getByRole("alert")).toContainText("not one of this zone");
    await box(page, "Name for the certificate").fill(`www.${ZONE}`);
    await issue.click();
    await expect(page.getByText(/^The certificate was asked for\./)).toBeVisible();
    await expect(page.getByRole("alert")).toHaveCount(0);
  });

  test("a zone is deleted only after its name was typed", async ({ page, sandbox }) => {
    await openSettings(page, sandbox, ZONE);
    const remove = page.getByRole("button", { name: "Delete zone" });
    const word = box(page, "Type the zone's name to confirm");
    await expect(remove).toBeDisabled();
    await word.fill("bakery");
    await expect(remove).toBeDisabled();
    await word.fill(ZONE);
    await remove.click();
    await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
    await expect(page.getByRole("link", { name: "northwind.example" })).toBeVisible();
    await expect(page.getByRole("link", { name: ZONE })).toHaveCount(0);
    await expect(sandbox.zone(ZONE)).rejects.toThrow();
  });
});

test.describe(CLOUDFLARE.title, () => {
  test.use({ provider: CLOUDFLARE });

  test("zones are not managed here", async ({ page, sandbox }) => {
    await openSettings(page, sandbox, ZONE);
    await expect(page.getByText("All other settings of the zone are in Cloudflare's dashboard.")).toBeVisible();
    await expect(page.getByRole("heading", { name: "Zone settings" })).toHaveCount(0);
    await expect(page.getByRole("heading", { name: "Delete the zone" })).toHaveCount(0);
  });
});

forEachProvider((provider) => {
  test("the name servers are there to copy, one by one and together", async ({ page, sandbox }) => {
    // The clipboard of the machine is not for tests: what is written to it is kept here.
    let clipboard = "";
    await page.exposeFunction("keepText", (text: string) => void (clipboard = text));
    await page.addInitScript(() => {
      const writeText = (text: string) => (window as unknown as { keepText: (text: string) => Promise<void> }).keepText(text);
      Object.defineProperty(navigator, "clipboard", { value: { writeText } });
    });
    await openSettings(page, sandbox, ZONE);
    const servers = page.getByRole("list", { name: "Name servers" }).getByRole("listitem");
    const names = provider === BUNNY ? ["kiki.bunny.net", "coco.bunny.net"] : ["ada.ns.cloudflare.com", "bob.ns.cloudflare.com"];
    await expect(servers).toContainText(names);
    await page.getByRole("button", { name: `Copy ${names[0]}` }).click();
    await expect(page.getByRole("status")).toContainText(`Copied: ${names[0]}`);
    expect(clipboard).toBe(names[0]);
    await page.getByRole("button", { name: "Copy all name servers" }).click();
    await expect(page.getByRole("status")).toContainText("Copied: the name servers");
    expect(clipboard).toBe(names.join("\n"));
  });
});
