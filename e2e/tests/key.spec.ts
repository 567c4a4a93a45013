// The key: where it may go, what is said of it, and what is left when it is gone.
import { ZONE } from "../bakery.ts";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { BUNNY, CLOUDFLARE } from "../providers.ts";
import { apply, button, changes, connect, enterKey, expectApplied, expectPlanned, openScanned, openZones } from "../steps.ts";

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

test("a key that was sent is asked for anew when the address changes (sandbox-401)", async ({ page, key }) => {
  await page.goto("./");
  const field = page.getByLabel("API key");
  await connect(page, BUNNY, key);
  await expect(page.getByRole("alert")).toContainText(/doesn't recognize this (key|token)/);
  await expect(field).toHaveValue(key);
  await page.getByLabel("API address").fill("https://elsewhere.example");
  await expect(field).toHaveValue("");
  await expect(page.getByRole("alert")).toContainText("was for another address");

  // One that is typed in after that is for the new address.
  await connect(page, BUNNY, key);
  await expect(page.getByRole("alert")).toContainText(/doesn't recognize this (key|token)/);
  await page.getByRole("radio", { name: CLOUDFLARE.title }).check();
  await expect(field).toHaveValue("");
});

forEachProvider((provider) => {
  test("a provider that repeats the key in its answer does not show it", async ({ page, key, guard }) => {
    const words = `what is ${key} for? ${key}`;
    const json =
      provider === BUNNY
        ? { ErrorKey: key, Field: key, Message: words }
        : { success: false, errors: [{ code: 99999, message: words }], messages: [], result: null };
    await page.route(`**/${provider.sandbox}/**`, (route) => route.fulfill({ status: 400, json }));
    await page.goto("./");
    await connect(page, provider, key);
    await expect(page.getByRole("alert")).toContainText("what is … for? …");
    await guard.look();
  });

  test("a key that is refused in the middle of work is gone, and work goes on with another", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    const blog = button(page, "Accept", `A blog.${ZONE}`);
    await blog.click();
    await expectPlanned(page, 1);
    const refuse = `**/${provider.sandbox}/**`;
    await page.route(refuse, (route) => route.fulfill({ status: 401, json: {} }));
    await page.getByRole("button", { name: "Start scan" }).click();
    await expect(page.getByRole("heading", { name: "Connect" })).toBeVisible();
    await expect(page.getByRole("alert")).toContainText(/no longer accepts this (key|token)/);
    await expect(page.getByLabel("API key")).toHaveValue("");
    expect(await page.evaluate(() => Object.values({ ...sessionStorage }).join())).not.toContain(sandbox.key);
    await page.unroute(refuse);
    await page.reload();
    await expect(page.getByRole("heading", { name: "Connect" })).toBeVisible();

    await expect(page.getByText(`${provider.title} · ${ZONE} · 1 decision waits`)).toBeVisible();
    await enterKey(page, sandbox.key);
    await expect(page.getByRole("heading", { name: ZONE })).toBeVisible();
    await expect(blog).toHaveAttribute("aria-pressed", "true");
    await expectPlanned(page, 1);
  });

  test("what a key may do is told as far as it is known (sandbox-read-only)", async ({ page, sandbox }) => {
    await openZones(page, provider, sandbox.key);
    const key = provider === BUNNY ? "API key" : "Token";
    const told = page.getByRole("list", { name: new RegExp(`^${key}: `) });
    await expect(told).toHaveAccessibleName(`${key}: can list zones · reading and writing not tested yet`);
    await expect(told.getByRole("listitem")).toHaveText(["List: yes ✓", "Read: not tested yet ?", "Write: not tested yet ?"]);
    await expect(page.getByText(/can do everything in the account/)).toHaveCount(provider === BUNNY ? 1 : 0);
    const banner = page.getByRole("banner");
    await expect(banner).not.toContainText("Read-only key");

    await page.getByRole("link", { name: ZONE }).click();
    await page.getByRole("button", { name: "Start scan" }).click();
    await expect(banner).toContainText("Read-only key");
    await page.getByRole("link", { name: "Zonesift" }).click();
    await expect(told).toHaveAccessibleName(`${key}: can list zones and read records · can't write`);
    await expect(told.getByRole("listitem")).toHaveText(["List: yes ✓", "Read: yes ✓", "Write: no ✗"]);
  });

  test("a key that may not list zones is told of as that (sandbox-no-list)", async ({ page, key }) => {
    await openZones(page, provider, key);
    await expect(page.getByRole("listitem").filter({ hasText: "List: not tested yet" })).toBeVisible();
  });

  test("a key that may only read goes as far as the plan, whose first write says so", async ({ page, sandbox }) => {
    const before = await sandbox.held(ZONE);
    await openScanned(page, sandbox, ZONE);
    await page.route(`**/${provider.sandbox}/**`, (route) => {
      const request = route.request();
      const writes = request.method() === provider.writes.method && provider.writes.path.test(new URL(request.url()).pathname);
      return writes ? route.fulfill({ status: 403, json: {} }) : route.continue();
    });
    await button(page, "Accept", `A blog.${ZONE}`).click();
    const plan = await apply(page);
    await expectApplied(page, 0, 1);
    await expect(changes(plan)).toContainText(/This (key|token) isn't allowed to write to this zone/);
    await plan.getByRole("button", { name: "Back" }).click();
    await expect(page.getByRole("banner")).toContainText("Read-only key");
    await expectPlanned(page, 1);
    expect(await sandbox.held(ZONE)).toEqual(before);
  });

  test("the form leads to where keys are made that may do no more than they have to", async ({ page }) => {
    await page.goto("./");
    await page.getByRole("radio", { name: provider.title }).check();
    const link = page.getByRole("link", { name: provider.title });
    await expect(link).toHaveAttribute("href", provider === BUNNY ? /^https:\/\/dash\.bunny\.net\// : /^https:\/\/dash\.cloudflare\.com\//);
    await expect(link).toHaveAttribute("rel", "noopener noreferrer");
  });
});
