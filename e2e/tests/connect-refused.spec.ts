// Keys that do not work and providers that do not answer: each gets its own sentence.
import { expect, forEachProvider, test } from "../fixtures.ts";
import { CLOUDFLARE } from "../providers.ts";
import { connect, openZones, runUntil } from "../steps.ts";

forEachProvider((provider) => {
  const refusals: [sentinel: string, name: string, sentence: RegExp][] = [
    ["401", "a wrong key is told", /doesn't recognize this (key|token).*copied all of it/],
    ["403", "a key without DNS permission is told", /isn't allowed to/],
    ["429-long", "a long limit is told at once", /takes no more calls for 300 s/],
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

  test("a short limit is waited for, counting down (sandbox-429)", async ({ page, key, guard }) => {
    guard.expectHttpErrors();
    await page.goto("./");
    await connect(page, provider, key);
    await expect(page.getByText(/^Waiting \d s$/)).toBeVisible();
    await expect(page.getByRole("heading", { name: "Zones" })).toBeVisible();
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
    await expect(page.getByRole("heading", { name: "Zones" })).toBeVisible();
    await expect(page.getByRole("alert")).toHaveCount(0);
  });
});
