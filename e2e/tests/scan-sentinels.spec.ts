// Scans that end badly, and answers that are not what the documents promise.
import { expect, forEachProvider, test } from "../fixtures.ts";
import { BUNNY, CLOUDFLARE } from "../providers.ts";
import { button, calls, expectFound, expectPlanned, grid, openScanned, openZone, row, rows, runUntil } from "../steps.ts";

test.beforeEach(async ({ page, guard }) => {
  guard.expectHttpErrors();
  await page.clock.install();
});

forEachProvider((provider) => {
  test("a scan that finds nothing says so", async ({ page, sandbox }) => {
    await openZone(page, sandbox, "empty-scan.example");
    await page.getByRole("button", { name: "Start scan" }).click();
    const status = page.getByRole("status");
    const over = async () => {
      await expect(status).toContainText(`${provider.over} · 0 records found`, { timeout: 200 });
    };
    await runUntil(page, over);
    await expect(page.getByText("The scan found no record.")).toBeVisible();
    await expect(page.getByText("0 of 0 shown")).toBeVisible();
    await expectPlanned(page, 0);
    await expect(page.getByRole("button", { name: /^Review plan/ })).toBeDisabled();
  });

  test("items that cannot be read are marked rows among the good ones", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, "bad-record.example");
    const bad = provider === BUNNY ? 9 : 7;
    const good = 16 + provider.soa;
    await expect(page.getByRole("status")).toContainText(`${good + bad} records found`);
    const filter = page.getByRole("searchbox", { name: "Filter records" });
    let marked = 0;
    // One of them is the same in the scan and in the zone, of a type that nobody knows.
    for (const words of ["unreadable", "seven", "unknown-type"]) {
      await filter.fill(words);
      await expect(page.getByText(/^\d+ of \d+ shown$/)).not.toHaveText(new RegExp(`^${good + bad} of`));
      marked += await rows(page).count();
      for (const accept of await rows(page).getByRole("button", { name: /^Accept/ }).all()) {
        await expect(accept).toBeDisabled();
      }
    }
    expect(marked).toBe(bad);
    for (const record of ["A www", "TXT _dmarc", "CNAME shop", "SRV _sip._tcp"]) {
      const [type, label] = record.split(" ");
      await filter.fill(record);
      await expect(button(page, "Accept", `${type} ${label}.bad-record.example`)).toBeEnabled();
    }
    await filter.fill("");
    await page.getByRole("button", { name: "Accept all shown" }).click();
    await expectPlanned(page, 13);
  });
});

test.describe(BUNNY.title, () => {
  test("a scan that fails says why, and is started again", async ({ page, sandbox }) => {
    await openZone(page, sandbox, "failed-scan.example");
    const starts = calls(page, BUNNY.trigger, "POST");
    await page.getByRole("button", { name: "Start scan" }).click();
    const alert = page.getByRole("alert");
    const told = async () => {
      await expect(alert).toContainText("The name servers of this domain refused to answer", { timeout: 200 });
    };
    await runUntil(page, told);
    await expect(page.getByRole("status")).toContainText("Failed");
    await alert.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("status")).toContainText(/Pending|In progress/);
    await expect(alert).toHaveCount(0);
    await runUntil(page, told);
    expect(starts.length).toBe(2);
  });

  const quirks: [domain: string, name: string][] = [
    ["stale-job.example", "an older job is not taken for the result"],
    ["pending-first.example", "a job that is pending at first is waited for"],
    ["unscanned-200.example", "a zone that was never scanned may say so with 200"],
    ["string-enums.example", "enumerations may be words"],
  ];
  for (const [domain, name] of quirks) {
    test(name, async ({ page, sandbox }) => {
      await openZone(page, sandbox, domain);
      const before = domain === "stale-job.example" ? "Completed · 1 record found" : "Not scanned";
      const status = page.getByRole("status");
      await expect(status).toContainText(before);
      await page.getByRole("button", { name: "Start scan" }).click();
      await runUntil(page, async () => {
        expect((await status.textContent()) ?? "").not.toContain("Completed · 1 record found");
        await expect(status).toContainText("Completed", { timeout: 200 });
      });
      await expectFound(page, sandbox, domain);
      for (const type of ["A", "AAAA", "MX", "CAA", "SOA"]) {
        await expect(row(page, `${type} ${domain}`)).toHaveCount(1);
      }
    });
  }

  test("a job that is completed may have null for its records", async ({ page, sandbox }) => {
    await openZone(page, sandbox, "null-records.example");
    await page.getByRole("button", { name: "Start scan" }).click();
    const status = page.getByRole("status");
    await runUntil(page, () => expect(status).toContainText("Completed · 0 records found", { timeout: 200 }));
    await expect(page.getByRole("alert")).toHaveCount(0);
    await expect(grid(page)).toHaveAttribute("aria-rowcount", "1");
  });

  test("a scan that does not end is given up after five minutes", async ({ page, sandbox }) => {
    await openZone(page, sandbox, "bakery.example");
    await page.route("**/records/scan", async (route) => {
      if (route.request().method() !== "GET") return route.fallback();
      const response = await route.fetch();
      const body = (await response.json()) as object;
      await route.fulfill({ json: { ...body, Status: 1, Records: null, CompletedAt: null } });
    });
    await page.getByRole("button", { name: "Start scan" }).click();
    const alert = page.getByRole("alert");
    await runUntil(page, () => expect(alert).toContainText("five minutes", { timeout: 200 }), 20_000);
    await page.unrouteAll();
    await alert.getByRole("button", { name: "Try again" }).click();
    await runUntil(page, () => expect(page.getByRole("status")).toContainText("Completed", { timeout: 200 }));
    await expectFound(page, sandbox, "bakery.example");
  });
});

test.describe(CLOUDFLARE.title, () => {
  test.use({ provider: CLOUDFLARE });

  test("a scan that never finds anything goes quiet", async ({ page, sandbox }) => {
    await openZone(page, sandbox, "failed-scan.example");
    await page.getByRole("button", { name: "Start scan" }).click();
    const status = page.getByRole("status");
    await runUntil(page, () => expect(status).toContainText("Quiet · 0 records found", { timeout: 200 }));
    await expect(page.getByText(/report when a scan ends|still watching/)).toBeVisible();
    await page.getByRole("button", { name: "Stop" }).click();
    await expect(status).toContainText("Stopped");
  });
});
