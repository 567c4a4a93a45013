// A key that by its form is another provider's is not sent without asking; nor one that was entered for
// another provider, or to the address of another one.
import type { Page, Request } from "@playwright/test";
import { expect, expectNoAxeViolations, test } from "../fixtures.ts";
import { BUNNY, CLOUDFLARE, type Provider } from "../providers.ts";
import { connect, openZones } from "../steps.ts";

const TOKEN = "cfut_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd0123abcd";
const ACCOUNT = "0f8fad5b-d9cb-469f-a165-70867728950e7c9e6679-7425-40de-944b-e07fc1f90ae7";

const CASES: [of: Provider, at: Provider, key: string, what: string][] = [
  [CLOUDFLARE, BUNNY, TOKEN, "a user's token"],
  [CLOUDFLARE, BUNNY, TOKEN.replace("cfut", "cfat"), "an account's token"],
  [CLOUDFLARE, BUNNY, "cfut_AbCd", "a token that was cut short"],
  [CLOUDFLARE, BUNNY, `"Bearer ${TOKEN}"`, "a token in quotes"],
  [CLOUDFLARE, BUNNY, "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789_-Az", "an old token"],
  [BUNNY, CLOUDFLARE, ACCOUNT, "an account key"],
];

/** Every call that carries a key, answered as by a provider that does not know it. */
async function watch(page: Page): Promise<Request[]> {
  const sent: Request[] = [];
  await page.route(/\/(sandbox|relay)\//, async (route) => {
    const headers = await route.request().allHeaders();
    if (headers["accesskey"] !== undefined || headers["authorization"] !== undefined) sent.push(route.request());
    return route.fulfill({ status: 401, json: {} });
  });
  return sent;
}

function question(page: Page) {
  return page.getByRole("dialog", { name: "Whose key is this?" });
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

for (const [of, at, key, what] of CASES) {
  test(`${what} of ${of.title} is not sent to ${at.title} without asking`, async ({ page }) => {
    const sent = await watch(page);
    await page.goto("./");
    await connect(page, at, key);
    await expect(question(page)).toContainText(of.title);
    await expect(question(page)).toContainText(`send it to ${at.title}`);
    await expect(question(page)).toContainText(at.sandbox);
    await expectNoAxeViolations(page);
    // Who goes on by Enter sends nothing, nor who closes it.
    await page.keyboard.press("Enter");
    await expect(question(page)).toHaveCount(0);
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await page.keyboard.press("Escape");
    await expect(question(page)).toHaveCount(0);
    await expect(page.getByLabel("API key")).toHaveValue(key);
    await expect(page.getByLabel("API key")).toBeFocused();
    expect(sent).toEqual([]);

    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await question(page).getByRole("button", { name: `Connect to ${of.title} instead` }).click();
    await expect(page.getByRole("alert")).toContainText(/doesn't recognize this (key|token)/);
    await expect(page.getByRole("radio", { name: of.title })).toBeChecked();
    const where = () => [...new Set(sent.map((request) => new URL(request.url()).pathname.slice(1, of.relay.length + 1)))];
    expect(where()).toEqual([of.relay]);
  });
}

test("who means it sends it all the same, once it is asked", async ({ page }) => {
  const sent = await watch(page);
  await page.goto("./");
  await connect(page, BUNNY, TOKEN);
  await question(page).getByRole("button", { name: "Send it to bunny.net anyway" }).click();
  await expect(page.getByRole("alert")).toContainText("bunny.net doesn't recognize this key");
  expect(sent.length).toBeGreaterThan(0);
  for (const request of sent) expect(request.url()).toContain(BUNNY.sandbox);
});

test("a key of another provider is asked about after a lock too", async ({ page, key }) => {
  await openZones(page, CLOUDFLARE, key);
  await page.getByRole("banner").getByRole("button", { name: "Lock" }).click();
  await expect(page.getByRole("button", { name: "Use another connection" })).toBeVisible();
  const sent = await watch(page);
  await page.getByLabel("API key").fill(ACCOUNT);
  await page.keyboard.press("Enter");
  await expect(question(page)).toContainText("bunny.net");
  await question(page).getByRole("button", { name: "Cancel" }).click();
  expect(sent).toEqual([]);
});

test("choosing another provider takes out a key that was typed for the first", async ({ page }) => {
  await page.goto("./");
  const field = page.getByLabel("API key");
  await field.fill("typed");
  await page.getByRole("radio", { name: CLOUDFLARE.title }).check();
  await expect(field).toHaveValue("");
  await expect(page.getByRole("alert")).toContainText("was for the other provider");
  await field.fill("typed");
  await page.getByRole("radio", { name: BUNNY.title }).check();
  await expect(field).toHaveValue("");
});

for (const [provider, other] of [
  [BUNNY, CLOUDFLARE],
  [CLOUDFLARE, BUNNY],
] as const) {
  test(`no key for ${provider.title} goes to the address of ${other.title}`, async ({ page, key }) => {
    const sent = await watch(page);
    await page.goto("./");
    for (const address of [other.api, other.relay, `/${other.relay}`]) {
      await connect(page, provider, key, { address });
      await expect(page.getByRole("alert")).toContainText(`This is the address of ${other.title}'s API`);
    }
    expect(sent).toEqual([]);
  });
}

test("what is copied along with a key is no part of it", async ({ page, key }) => {
  await page.goto("./");
  const used: string[] = [];
  page.on("request", (request) => used.push(request.headers()["authorization"] ?? ""));
  await connect(page, CLOUDFLARE, ` "Authorization: Bearer ${key}" `);
  await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
  expect(used.filter((header) => header !== "").every((header) => header === `Bearer ${key}`)).toBe(true);
});

test("a token that Cloudflare does not recognize is told as a wrong one first", async ({ page }) => {
  await page.goto("./");
  await connect(page, CLOUDFLARE, "cfut_mistyped");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText(/^Cloudflare doesn't recognize this token\. Check that you copied all of it/);
  await expect(alert).toContainText("account-owned token");
  await expect(alert).not.toContainText("IP filter");
});

test("a token that may not list is told as that where the list itself says so", async ({ page, key }) => {
  const refused = (code: number) => ({ success: false, errors: [{ code, message: "x" }], messages: [], result: null });
  await page.route("**/sandbox/cloudflare/client/v4/zones?**", (route) => route.fulfill({ status: 403, json: refused(9109) }));
  await page.route("**/user/tokens/verify", (route) => route.fulfill({ status: 401, json: refused(1000) }));
  await page.goto("./");
  await connect(page, CLOUDFLARE, key);
  await expect(page.getByRole("alert")).toContainText("This token isn't allowed to do that. It needs Zone:Read");
});

test("a token that the check calls active is taken though it may not list", async ({ page, key }) => {
  const refused = { success: false, errors: [{ code: 10000, message: "x" }], messages: [], result: null };
  await page.route("**/sandbox/cloudflare/client/v4/zones?**", (route) => route.fulfill({ status: 403, json: refused }));
  await openZones(page, CLOUDFLARE, key);
  await expect(page.getByText(/Probably it may not list zones/)).toBeVisible();
});
