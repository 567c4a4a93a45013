// The page on hosts of others: in a sub-folder, without headers, with and without a relay of the site.
import { expect, forEachProvider, test } from "../fixtures.ts";
import { type PlainHost, servePlain } from "../plain.ts";
import { connect, openConnection } from "../steps.ts";

forEachProvider((provider) => {
  /** The provider's own API refuses browsers, which tell the page nothing but that. */
  test.beforeEach(async ({ page, guard }) => {
    guard.expectOrigin(new URL(provider.api).origin);
    guard.expectConsole(/net::ERR_FAILED/);
    await page.route(`${provider.api}/**`, (route) => route.abort());
  });

  test("where the browser is refused the relay of the site is offered, and the key asked for once more", async ({ page, key }) => {
    const probes: Record<string, string>[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("relay/health")) probes.push(request.headers());
    });
    await page.goto("./");
    await connect(page, provider, key, { address: provider.api });
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("may refuse browsers");
    await expect(alert).toContainText(`${new URL(page.url()).host}/${provider.relay}`);
    await expect(alert).toContainText("Whoever runs this site could read a key");
    await page.getByRole("button", { name: "Use this site's relay" }).click();
    await expect(page.getByLabel("API address")).toHaveValue(provider.relay);
    await expect(page.getByLabel("API key")).toHaveValue("");
    await expect(page.getByLabel("API key")).toBeFocused();
    await expect(alert).toContainText("Enter it again if you trust");
    await expect(page.getByRole("button", { name: "Use this site's relay" })).toHaveCount(0);
    expect(probes).toHaveLength(1);
    for (const headers of probes) expect(headers).not.toHaveProperty(provider.auth.header);
  });

  const others: [name: string, answer: { status?: number; body?: string }][] = [
    ["no relay", { status: 404 }],
    ["a web page instead of a relay", { body: "<!doctype html>" }],
    ["something else", { body: '{"relay":"unreachable"}' }],
  ];
  for (const [name, answer] of others) {
    test(`nothing is offered where the site has ${name}`, async ({ page, key, guard }) => {
      guard.expectHttpErrors();
      await page.route("**/relay/health", (route) => route.fulfill(answer));
      await page.goto("./");
      const asked = page.waitForResponse("**/relay/health");
      await connect(page, provider, key, { address: provider.api });
      await (await asked).finished();
      await expect(page.getByRole("alert")).toContainText(`No answer from ${provider.api}`);
      await expect(page.getByRole("button", { name: "Use this site's relay" })).toHaveCount(0);
    });
  }

  test("where the site itself does not answer its relay is not offered, although it is known", async ({ page, key }) => {
    await page.goto("./");
    await connect(page, provider, key, { address: provider.api });
    const offer = page.getByRole("button", { name: "Use this site's relay" });
    await offer.click();
    await page.route(`**/${provider.sandbox}/**`, (route) => route.abort());
    await connect(page, provider, key);
    await expect(page.getByRole("alert")).toContainText("No answer from");
    await expect(offer).toHaveCount(0);
    await expect(page.getByLabel("API key")).toHaveValue(key);
  });

  test("another provider's failure offers nothing for this one", async ({ page, key }) => {
    await page.goto("./");
    await connect(page, provider, key, { address: provider.api });
    const offer = page.getByRole("button", { name: "Use this site's relay" });
    await expect(offer).toBeVisible();
    await page.getByRole("radio", { checked: false }).check();
    await expect(offer).toHaveCount(0);
  });

  test.describe("in a sub-folder of a host that sends no headers", () => {
    let host: PlainHost;
    test.beforeEach(async ({ baseURL, guard }) => {
      const handed = `${provider.sandbox}/`;
      host = await servePlain({ [handed]: new URL(handed, baseURL).href });
      guard.expectOrigin(new URL(host.url).origin);
      guard.expectHttpErrors();
    });
    // The page is looked at and left first: what it still reads would find nobody.
    test.afterEach(async ({ page, guard }) => {
      await guard.look();
      await page.goto("about:blank");
      host.stop();
    });

    test("the page works, and says where the key goes", async ({ page, key, request }) => {
      expect((await request.get(host.url)).headers()).not.toHaveProperty("content-security-policy");
      await page.route("**/config.json", (route) => route.fulfill({ status: 404 }));
      await page.goto(host.url);
      await openConnection(page);
      await page.getByRole("radio", { name: provider.title }).check();
      await expect(page.getByLabel("API address")).toHaveValue(provider.api);
      await connect(page, provider, key);
      await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
      const shown = host.url.slice("http://".length) + provider.sandbox;
      await expect(page.getByRole("banner")).toContainText(shown);
      await page.getByRole("link", { name: "bakery.example" }).click();
      await expect(page.getByRole("button", { name: "Start scan" })).toBeEnabled();
      await page.reload();
      await expect(page.getByRole("heading", { name: "bakery.example" })).toBeVisible();
    });

    test("the relay is looked for beside the page", async ({ page, key }) => {
      await page.route("**/config.json", (route) => route.fulfill({ status: 404 }));
      await page.route(`${host.url}relay/health`, (route) => route.fulfill({ json: { relay: true } }));
      await page.goto(host.url);
      await connect(page, provider, key, { address: provider.api });
      await expect(page.getByRole("alert")).toContainText(host.url.slice("http://".length) + provider.relay);
    });
  });
});
