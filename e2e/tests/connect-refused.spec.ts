// Keys that do not work and providers that do not answer: each gets its own sentence.
import { expect, forEachProvider, test } from "../fixtures.ts";
import { CLOUDFLARE } from "../providers.ts";
import { calls, connect, openZones, runUntil } from "../steps.ts";

forEachProvider((provider) => {
  const refusals: [sentinel: string, name: string, sentence: RegExp][] = [
    ["401", "a wrong key is told", /doesn't recognize this (key|token).*copied all of it/],
    ["403", "a key without DNS permission is told", /isn't allowed to|needs Zone:Read/],
    ["500", "a provider in trouble is told", /returned an error \(500\).*try again/],
    ["malformed", "an answer that breaks off is told", /was cut off/],
    ["html", "a page instead of an answer is told", /is a web page, not data/],
    ["empty-body", "an answer without a body is told", /is empty/],
  ];
  for (const [sentinel, name, sentence] of refusals) {
    test(`${name} (sandbox-${sentinel})`, async ({ page, key, guard }) => {
      guard.expectHttpErrors();
      await page.goto("./");
      await connect(page, provider, key);
      await expect(page.getByRole("alert")).toContainText(sentence, { timeout: 10_000 });
      // The answer is told to whoever connects, who can do so again at once.
      await expect(page.getByRole("heading", { name: "Connect" })).toBeVisible();
      await expect(page.getByRole("button", { name: "Connect", exact: true })).toBeEnabled();
      expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    });
  }

  test("a long limit is counted down, and the attempt goes on by itself (sandbox-429-long)", async ({ page, key, guard }) => {
    guard.expectHttpErrors();
    await page.clock.install();
    await page.goto("./");
    await connect(page, provider, key);
    const told = page.getByText(/is rate-limiting this (key|token)\. Retrying in [45]:\d\d\.$/);
    await expect(told).toBeVisible();
    await expect(page.getByRole("alert")).toHaveCount(0);
    const first = await told.textContent();
    await page.clock.runFor(5_000);
    await expect(told).not.toHaveText(first ?? "");
    const sent = calls(page, /sandbox/);
    await runUntil(page, () => expect.poll(() => sent.length, { timeout: 300 }).toBeGreaterThan(0), 30_000);

    // It is refused once more, and whoever does not wait ends it.
    await expect(told).toBeVisible();
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect(told).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Connect", exact: true })).toBeEnabled();
    const before = sent.length;
    await page.clock.runFor(400_000);
    expect(sent).toHaveLength(before);
    await expect(page.getByRole("heading", { name: "Connect" })).toBeVisible();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  test("without a network one note is told, and the attempt goes on with it", async ({ page, key, context, guard }) => {
    guard.expectConsole(/net::ERR_/);
    await page.goto("./");
    await page.getByLabel("API key").waitFor();
    await context.setOffline(true);
    await connect(page, provider, key);
    await expect(page.getByText(/offline/i)).toHaveCount(1);
    await expect(page.getByText("Connecting continues when you reconnect.")).toBeVisible();
    await expect(page.getByRole("alert")).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Cancel" })).toBeVisible();
    await context.setOffline(false);
    await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
  });

  test("an attempt that takes long can be cancelled (sandbox-hang)", async ({ page, key }) => {
    await page.clock.install();
    await page.goto("./");
    await connect(page, provider, key);
    const cancel = page.getByRole("button", { name: "Cancel" });
    await expect(page.getByRole("button", { name: "Connecting…" })).toBeDisabled();
    await expect(cancel).toHaveCount(0);
    await page.clock.runFor(4_000);
    await cancel.click();
    await expect(page.getByRole("button", { name: "Connect", exact: true })).toBeEnabled();
    await expect(page.getByLabel("API key")).toHaveValue(key);
    await page.clock.runFor(60_000);
    await expect(page.getByRole("alert")).toHaveCount(0);
  });

  test("an address where no API is is told as that, and not as a zone", async ({ page, key, guard }) => {
    guard.expectHttpErrors();
    await page.route(`**/${provider.sandbox}/**`, (route) => route.fulfill({ status: 404, json: {} }));
    await page.goto("./");
    await connect(page, provider, key);
    const alert = page.getByRole("alert");
    await expect(alert).toContainText(/answered 404.*Check the API address/);
    await expect(alert).not.toContainText("zone");
  });

  test("a short limit is waited for, counting down (sandbox-429)", async ({ page, key, guard }) => {
    guard.expectHttpErrors();
    await page.goto("./");
    await connect(page, provider, key);
    await expect(page.getByText(/^Waiting \d s$/)).toBeVisible();
    await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
    await expect(page.getByRole("link", { name: "bakery.example" })).toBeVisible();
    await expect(page.getByText(/Waiting \d+ s/)).toHaveCount(0);
  });

  test("a passing trouble is not told (sandbox-503-once)", async ({ page, key, guard }) => {
    guard.expectHttpErrors();
    await openZones(page, provider, key);
    await expect(page.getByRole("alert")).toHaveCount(0);
  });

  test("a provider that never answers is given up after 30 seconds (sandbox-hang)", async ({ page, key }) => {
    await page.clock.install();
    await page.goto("./");
    await connect(page, provider, key);
    await expect(page.getByRole("button", { name: "Connecting…" })).toBeDisabled();
    await page.clock.runFor(25_000);
    await expect(page.getByRole("alert")).toHaveCount(0);
    await runUntil(page, () => expect(page.getByRole("alert")).toContainText("did not answer in time", { timeout: 300 }));
    await expect(page.getByRole("button", { name: "Connect", exact: true })).toBeEnabled();
  });

  test("a host that refuses browsers is told, and the relay named", async ({ page, key, guard }) => {
    guard.expectOrigin(new URL(provider.api).origin);
    guard.expectConsole(/net::ERR_FAILED/);
    // Not every site has a relay.
    guard.expectHttpErrors();
    await page.route(`${provider.api}/**`, (route) => route.abort());
    await page.goto("./");
    await connect(page, provider, key, { address: provider.api });
    const alert = page.getByRole("alert");
    await expect(alert).toContainText(`No answer from ${provider.api}`);
    await expect(alert).toContainText("CORS");
    await expect(alert).toContainText("relay/");
  });

  test("a relay that cannot reach the provider is told", async ({ page, key, guard }) => {
    guard.expectHttpErrors();
    await page.route(`**/${provider.sandbox}/**`, (route) =>
      route.fulfill({ status: 502, json: { relay: "unreachable" } }),
    );
    await page.goto("./");
    await connect(page, provider, key);
    await expect(page.getByRole("alert")).toContainText("The relay of this site could not reach");
  });

  test("a relay that refuses the call itself is told, and with what to do", async ({ page, key, guard }) => {
    guard.expectHttpErrors();
    await page.route(`**/${provider.sandbox}/**`, (route) =>
      route.fulfill({ status: 403, json: { relay: "other-origin" } }),
    );
    await page.goto("./");
    await connect(page, provider, key);
    await expect(page.getByRole("alert")).toContainText("The relay of this site refused the call");
  });

  test("an empty list is told as what it probably is (sandbox-no-list)", async ({ page, key }) => {
    await openZones(page, provider, key);
    const probably = provider === CLOUDFLARE ? /Probably it may not list zones/ : /has no DNS zone yet/;
    await expect(page.getByText(probably)).toBeVisible();
  });

  test("connects after another key was entered (sandbox-401)", async ({ page, key, sandbox, guard }) => {
    guard.expectHttpErrors();
    await page.goto("./");
    await connect(page, provider, key);
    await expect(page.getByRole("alert")).toBeVisible();
    await connect(page, sandbox.provider, `sandbox-good.${key.length}-${Date.now()}`);
    await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
    await expect(page.getByRole("alert")).toHaveCount(0);
  });
});
