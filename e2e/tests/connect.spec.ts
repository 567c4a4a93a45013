// The connect screen: what it offers, where the key goes, and how long it stays.
import { expect, forEachProvider, test } from "../fixtures.ts";
import { Guard } from "../guard.ts";
import { BUNNY, CLOUDFLARE } from "../providers.ts";
import { connect, enterKey, openConnection, openZones } from "../steps.ts";

test("the skeleton shows the screen before the app has arrived", async ({ page }) => {
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  await page.route("**/*.wasm", async (route) => {
    await arrived;
    await route.continue();
  });
  await page.goto("./", { waitUntil: "commit" });
  await expect(page.getByRole("banner")).toContainText("Zonesift");
  await expect(page.getByRole("heading", { name: "Connect" })).toBeVisible();
  await expect(page.getByLabel("API key")).toHaveCount(0);
  arrive();
  await expect(page.getByLabel("API key")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Connect" })).toBeVisible();
});

test("the first screen says what this is, offers two ways in, and what happens to the key", async ({ page }) => {
  await page.goto("./");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Move a domain to bunny.net or Cloudflare without losing a record.");
  const steps = page.getByRole("list").filter({ hasText: "Scan" }).first().getByRole("listitem");
  await expect(steps).toHaveText([/Scan/, /Review/, /Apply/]);
  await expect(page.getByRole("heading", { level: 2 })).toHaveText(["Try it with example zones", "Connect"]);
  for (const zone of ["northwind.example", "bakery.example", "oldtown.example"]) await expect(page.getByText(zone)).toBeVisible();
  const facts = page.getByText("What happens to my key?");
  await facts.click();
  const lines = page.locator("details", { has: facts }).getByRole("listitem");
  await expect(lines).toHaveCount(4);
  const link = page.getByRole("link", { name: /^How the page protects it/ });
  const text = await page.request.get(String(await link.getAttribute("href")));
  expect(await text.text()).toContain("What is protected");
  await page.getByRole("radio", { name: CLOUDFLARE.title }).check();
  await expect(page.getByText("What happens to my token?")).toBeVisible();
  await expect(page.getByText(/At Cloudflare: an API token\..*Zone:Read/)).toBeVisible();
});

test("a key is seen while it is shown, and the next one is hidden again", async ({ page }) => {
  await page.goto("./");
  const field = page.getByLabel("API key");
  const show = page.getByRole("button", { name: "Show", exact: true });
  await field.fill("sandbox-x");
  await show.click();
  await expect(field).toHaveAttribute("type", "text");
  await expect(show).toHaveAttribute("aria-pressed", "true");
  await field.fill("");
  await expect(field).toHaveAttribute("type", "password");
});

test("each provider has its own address, behind the Connection disclosure", async ({ page }) => {
  await page.goto("./");
  await expect(page.getByRole("radio", { name: BUNNY.title })).toBeChecked();
  await expect(page.getByLabel("API address")).toBeHidden();
  await openConnection(page);
  await expect(page.getByLabel("API address")).toHaveValue(BUNNY.relay);
  await page.getByRole("radio", { name: CLOUDFLARE.title }).check();
  await expect(page.getByLabel("API address")).toHaveValue(CLOUDFLARE.relay);
  await expect(page.getByLabel("API key")).toHaveAttribute("type", "password");
  await expect(page.getByRole("checkbox", { name: "Remember in this tab" })).toBeChecked();
});

test("the form takes an empty key and an unusable address for what they are", async ({ page, key }) => {
  await page.goto("./");
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("Enter your API key");
  const addresses = ["http://api.example.com", "//elsewhere.example", "javascript:alert(1)", "https://a@b.example"];
  for (const address of addresses) {
    await connect(page, BUNNY, key, { address });
    await expect(page.getByRole("alert")).toContainText("can't be used");
  }
  await connect(page, BUNNY, key);
  await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
});

forEachProvider((provider) => {
  test("connects to the address that was typed in, and says where the key goes", async ({
    page,
    key,
    baseURL,
    guard,
  }) => {
    await openZones(page, provider, key);
    const banner = page.getByRole("banner");
    await expect(banner).toContainText(provider.title);
    await expect(banner).toContainText(new URL(provider.sandbox, baseURL).host);
    await expect(page).toHaveURL(/#\/zones$/);
    await expect(page.getByRole("link", { name: "northwind.example" })).toBeVisible();
    await guard.look();
  });

  test("tries the sandbox without a key of one's own", async ({ page, baseURL }) => {
    let used = "";
    page.on("request", (request) => {
      const value = request.headers()[provider.auth.header] ?? "";
      if (value !== "") used = value.slice(provider.auth.prefix.length);
    });
    await page.goto("./");
    await page.getByRole("radio", { name: provider.title }).check();
    await page.getByRole("button", { name: "Try it in the sandbox" }).click();
    await expect(page.getByRole("link", { name: "bakery.example" })).toBeVisible();
    await expect(page.getByRole("banner")).toContainText(provider.title);
    expect(used).toMatch(/^sandbox-demo\..+/);
    const guard = new Guard(used, baseURL ?? "");
    await guard.watch(page.context());
    expect(await guard.findings()).toEqual([]);
  });

  test("stays connected over a reload when asked to", async ({ page, key }) => {
    await openZones(page, provider, key);
    await page.reload();
    await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
    await expect(page.getByRole("banner")).toContainText(provider.title);
    await expect(page.getByRole("link", { name: "bakery.example" })).toBeVisible();
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
  });

  test("asks again after a reload otherwise, and keeps no key", async ({ page, key }) => {
    await page.goto("./");
    await connect(page, provider, key, { remember: false });
    await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
    expect(await page.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0);
    await page.reload();
    await expect(page.getByRole("heading", { name: "Connect" })).toBeVisible();
    await expect(page.getByLabel("API key")).toHaveValue("");
    await expect(page.getByRole("button", { name: "Lock" })).toHaveCount(0);
    await expect(page.getByRole("checkbox", { name: "Remember in this tab" })).not.toBeChecked();
    await enterKey(page, key);
    await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
    await expect(page.getByRole("banner")).toContainText(provider.title);
  });

  test("a zone's address waits behind the connect screen", async ({ page, sandbox, guard }) => {
    guard.expectHttpErrors();
    const zone = await sandbox.zone("bakery.example");
    await page.goto(`./#/zone/${zone}/discover`);
    await expect(page.getByRole("heading", { name: "Connect" })).toBeVisible();
    await connect(page, provider, sandbox.key);
    await expect(page.getByRole("heading", { name: "bakery.example" })).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`#/zone/${zone}/discover$`));
    await expect(page.getByRole("banner")).toContainText("bakery.example");
    const screens = page.getByRole("navigation", { name: "Zone" });
    await expect(screens.getByRole("link", { name: "Discover" })).toBeVisible();
  });

  test("on a bare static host the page calls the provider itself", async ({ page, key, guard, request }) => {
    guard.expectHttpErrors();
    guard.expectOrigin(new URL(provider.api).origin);
    await page.route("**/config.json", (route) => route.fulfill({ status: 404 }));
    await page.route(`${provider.api}/**`, async (route) => {
      const sent = route.request();
      const { header } = provider.auth;
      const path = sent.url().slice(provider.api.length);
      const value = (await sent.allHeaders())[header] ?? "";
      const response = await request.get(provider.sandbox + path, { headers: { [header]: value } });
      await route.fulfill({ response });
    });
    await page.goto("./");
    await page.getByRole("radio", { name: provider.title }).check();
    await openConnection(page);
    await expect(page.getByLabel("API address")).toHaveValue(provider.api);
    await expect(page.getByRole("button", { name: "Try it in the sandbox" })).toHaveCount(0);
    await connect(page, provider, key, { address: provider.api });
    await expect(page.getByRole("link", { name: "bakery.example" })).toBeVisible();
    await expect(page.getByRole("banner")).toContainText(new URL(provider.api).host);
  });

  test("connects when the provider's own check of it fails (sandbox-account-owned)", async ({ page, key }) => {
    await openZones(page, provider, key);
    await expect(page.getByRole("link", { name: "bakery.example" })).toBeVisible();
  });
});
