// Networks that fail and providers that ask for patience: what passes is waited for, what does not is
// told in a sentence of its own, and the calls that are left stand at the foot of the page.
import type { Page } from "@playwright/test";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { BUNNY, CLOUDFLARE } from "../providers.ts";
import { apply, button, calls, connect, expectApplied, expectPlanned, openConnection, openScanned, openZone, openZones, recordsGrid, runUntil } from "../steps.ts";

const ZONE = "bakery.example";

/** What stands at the foot of the page beside the status. */
function foot(page: Page, words: string | RegExp) {
  return page.getByRole("contentinfo").getByText(words);
}

/** Has the page read the list of zones. */
async function search(page: Page, words: string): Promise<void> {
  await page.getByRole("searchbox", { name: "Find a zone" }).fill(words);
}

/** The zones are listed. */
async function expectListed(page: Page): Promise<void> {
  await expect(page.getByRole("link", { name: /\.example$/ })).toHaveText([ZONE]);
  await expect(page.getByRole("alert")).toHaveCount(0);
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
  guard.expectConsole(/net::ERR_/);
});

forEachProvider((provider) => {
  const api = `**/${provider.sandbox}/**`;

  test("how few calls are left stands at the foot, and the provider's own headers win", async ({ page, sandbox }) => {
    await openZones(page, provider, sandbox.key);
    // Nobody asks before the last fifth.
    await expect(foot(page, /API budget|calls/)).toHaveCount(0);
    await page.route(api, async (route) => {
      const response = await route.fetch();
      const headers = { ...response.headers(), ratelimit: '"default";r=9;t=30', "ratelimit-policy": '"default";q=50;w=60' };
      await route.fulfill({ response, headers });
    });
    await page.getByRole("link", { name: ZONE }).click();
    await expect(page.getByRole("heading", { name: ZONE })).toBeVisible();
    await expect(foot(page, /^API budget: \d of 50$/)).toBeVisible();
    await page.getByRole("button", { name: "Lock" }).click();
    await expect(page.getByRole("contentinfo").getByText("API budget")).toHaveCount(0);
  });

  test("where no call is left the next one waits, with a countdown", async ({ page, sandbox }) => {
    await page.clock.install();
    await openZones(page, provider, sandbox.key);
    await page.route(api, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), ratelimit: "limit=9, remaining=0, reset=20" } });
    }, { times: 1 });
    await search(page, "b");
    await runUntil(page, () => expect(foot(page, "API budget: 0 of 9")).toBeVisible({ timeout: 200 }), 100);
    const sent = calls(page, /sandbox/);
    await search(page, "bakery");
    await page.clock.runFor(5_000);
    await expect(foot(page, /^Waiting 1\d s$/)).toBeVisible();
    expect(sent).toEqual([]);
    await runUntil(page, () => expectListed(page));
    await expect(foot(page, /^Waiting/)).toHaveCount(0);
    expect(sent).toHaveLength(1);
  });

  test("a pause that is longer than patience is told, and nothing is sent meanwhile", async ({ page, sandbox }) => {
    await openZones(page, provider, sandbox.key);
    await page.route(api, (route) => route.fulfill({ status: 429, headers: { "retry-after": "300" }, json: {} }));
    await search(page, "bakery");
    const alert = page.getByRole("alert");
    await expect(alert).toContainText(/is rate-limiting this (key|token)\. Try again in 5:00/);
    await expect(foot(page, /^Waiting (29|3\d)\d s$/)).toBeVisible();
    const sent = calls(page, /sandbox/);
    await alert.getByRole("button", { name: "Try again" }).click();
    await expect(alert).toContainText(/Try again in (4:5\d|5:[0-3]\d)/);
    expect(sent).toEqual([]);
  });

  test("a provider in trouble that asks for patience is given it, with a countdown", async ({ page, sandbox }) => {
    await page.clock.install();
    await openZones(page, provider, sandbox.key);
    const sent = calls(page, /sandbox/);
    await page.route(api, (route) => route.fulfill({ status: 503, headers: { "retry-after": "20" } }), { times: 1 });
    await search(page, "bakery");
    await runUntil(page, () => expect(foot(page, /^Waiting \d+ s$/)).toBeVisible({ timeout: 200 }), 200);
    await page.clock.runFor(10_000);
    expect(sent).toHaveLength(1);
    await runUntil(page, () => expectListed(page));
    expect(sent).toHaveLength(2);
  });

  test("a read that fails on the way is tried again with growing waits before anything is told", async ({ page, sandbox }) => {
    await page.clock.install();
    await openZones(page, provider, sandbox.key);
    for (const [failures, words] of [[1, "bake"], [2, "bakery"]] as const) {
      await page.route(api, (route) => route.abort("connectionreset"), { times: failures });
      const sent = calls(page, /sandbox/);
      await search(page, words);
      await runUntil(page, async () => expect(sent).toHaveLength(failures + 1), 200);
      await expectListed(page);
    }
    await page.route(api, (route) => route.abort("connectionreset"));
    const sent = calls(page, /sandbox/);
    await search(page, "b");
    await runUntil(page, () => expect(page.getByRole("alert")).toContainText("No answer from", { timeout: 200 }));
    expect(sent).toHaveLength(3);
  });

  test("an address that never answered is told at once", async ({ page, sandbox }) => {
    await page.route(api, (route) => route.abort("connectionrefused"));
    await page.goto("./");
    const sent = calls(page, /sandbox/);
    await connect(page, provider, sandbox.key);
    await expect(page.getByRole("alert")).toContainText("No answer from");
    expect(sent).toHaveLength(1);
  });

  test("without a network calls wait, that is said, and the answer comes when it is back", async ({ page, context, sandbox }) => {
    await openZones(page, provider, sandbox.key);
    await context.setOffline(true);
    await search(page, "bakery");
    await expect(foot(page, "You're offline.")).toBeVisible();
    await expect(page.getByRole("alert")).toHaveCount(0);
    await context.setOffline(false);
    await expect(foot(page, "You're offline.")).toHaveCount(0);
    await expectListed(page);
  });

  test("a plan that loses the network is written to its end when it is back, and nothing twice", async ({ page, context, sandbox }) => {
    const before = await sandbox.held(ZONE);
    await openScanned(page, sandbox, ZONE);
    for (const record of ["A blog", "TXT _dmarc", "CNAME shop"]) await button(page, "Accept", `${record}.${ZONE}`).click();
    await expectPlanned(page, 3);
    let gone = false;
    await page.route(api, async (route) => {
      // The network goes once the plan is under way.
      if (!gone) {
        gone = true;
        await context.setOffline(true);
      }
      await route.fallback();
    });
    await apply(page);
    await expect(foot(page, "You're offline.")).toBeVisible();
    await context.setOffline(false);
    await expectApplied(page, 3, 0);
    const held = await sandbox.held(ZONE);
    expect(held).toHaveLength(before.length + 3);
    expect(new Set(held).size).toBe(held.length);
  });

  test("a scan goes on when the network is back", async ({ page, context, sandbox }) => {
    await openZone(page, sandbox, ZONE);
    await page.getByRole("button", { name: "Start scan" }).click();
    await expect(page.getByRole("status")).toContainText(/Pending|In progress/);
    await context.setOffline(true);
    await expect(foot(page, "You're offline.")).toBeVisible();
    await context.setOffline(false);
    await expect(foot(page, "You're offline.")).toHaveCount(0);
    await expect(page.getByRole("status")).toContainText(/[1-9]\d* records? found/, { timeout: 30_000 });
    await expect(page.getByRole("alert")).toHaveCount(0);
  });

  test("how long an answer may take is chosen, and holds (sandbox-hang)", async ({ page, sandbox }) => {
    await page.clock.install();
    await page.goto("./");
    await openConnection(page);
    const time = page.getByRole("combobox", { name: "Request timeout" });
    await expect(time).toHaveValue("1");
    await time.selectOption("10 seconds");
    await connect(page, provider, sandbox.key);
    await page.clock.runFor(9_500);
    await expect(page.getByRole("button", { name: "Connecting…" })).toBeVisible();
    await page.clock.runFor(1_000);
    await expect(page.getByRole("alert")).toContainText("did not answer in time");
    await page.reload();
    await openConnection(page);
    await expect(time).toHaveValue("0");
    await time.selectOption("60 seconds");
    await connect(page, provider, sandbox.key);
    await page.clock.runFor(59_000);
    await expect(page.getByRole("alert")).toHaveCount(0);
    await page.clock.runFor(2_000);
    await expect(page.getByRole("alert")).toContainText("did not answer in time");
  });

  const bodies: [what: string, body: string, words: string][] = [
    ["empty", "", "is empty"],
    ["a web page", "<!doctype html><title>Sign in</title>", "is a web page, not data"],
    ["cut off", '{"Items":[{"Id":1,"result":[{', "was cut off"],
    ["nothing that is documented", '{"hello":["world"]}', "is not in the documented format"],
  ];
  for (const [what, body, words] of bodies) {
    test(`an answer that is ${what} has its sentence, with the request's ID`, async ({ page, sandbox }) => {
      await openZones(page, provider, sandbox.key);
      const headers = { [provider === CLOUDFLARE ? "cf-ray" : "cdn-requestid"]: "8c1f2e-FRA" };
      await page.route(api, (route) => route.fulfill({ status: 200, contentType: "application/json", headers, body }));
      await search(page, "bakery");
      const alert = page.getByRole("alert");
      await expect(alert).toContainText(words);
      await expect(alert).toContainText("The request's ID is 8c1f2e-FRA.");
      await page.unrouteAll();
      await alert.getByRole("button", { name: "Try again" }).click();
      await expectListed(page);
    });
  }
});

forEachProvider((provider) => {
  test("a list of records that breaks off is read again from its start, and holds each record once", async ({ page, sandbox }) => {
    const [zone, held] = [await sandbox.zone(ZONE), (await sandbox.records(ZONE)).length];
    await page.clock.install();
    let asked = 0;
    await page.route(provider === BUNNY ? `**/dnszone/${zone}` : "**/dns_records?*", async (route) => {
      const response = await route.fetch();
      const body = await response.text();
      asked += 1;
      // The last record never comes.
      await route.fulfill({ response, body: asked > 2 ? body : body.slice(0, body.lastIndexOf("{")) });
    });
    await page.goto(`./#/zone/${zone}/records`);
    await connect(page, provider, sandbox.key);
    await runUntil(page, () => expect(recordsGrid(page)).toHaveAttribute("aria-rowcount", String(held + 1), { timeout: 200 }), 500);
    expect(asked).toBeGreaterThan(2);
    await expect(page.getByRole("alert")).toHaveCount(0);
  });
});

test("an answer that breaks off on the way is read again, and told if it never comes whole", async ({ page, sandbox }) => {
  await page.clock.install();
  await openZones(page, BUNNY, sandbox.key);
  // The page's own fetch is stood in for: a route can only break off before the headers.
  await page.evaluate(() => {
    const real = window.fetch;
    let left = 4;
    window.fetch = async (...asked) => {
      const answer = await real(...asked);
      if (left-- <= 0) return answer;
      const pull = (body: ReadableStreamDefaultController) => {
        body.enqueue(new Uint8Array([123]));
        body.error(new TypeError("network error"));
      };
      return new Response(new ReadableStream({ pull }), { status: answer.status, headers: { "x-request-id": "id-7" } });
    };
  });
  await search(page, "bakery");
  const alert = page.getByRole("alert");
  await runUntil(page, () => expect(alert).toContainText("was cut off", { timeout: 200 }));
  await expect(alert).toContainText("id-7");
  await alert.getByRole("button", { name: "Try again" }).click();
  await runUntil(page, () => expectListed(page));
});
