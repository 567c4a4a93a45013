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
  await expect(page.getByRole("alert")).toContainText("does not know this key");
  await expect(field).toHaveValue(key);
  await page.getByLabel("API address").fill("https://elsewhere.example");
  await expect(field).toHaveValue("");
  await expect(page.getByRole("alert")).toContainText("was for another address");

  // One that is typed in after that is for the new address.
  await connect(page, BUNNY, key);
  await expect(page.getByRole("alert")).toContainText("does not know this key");
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
    await expect(page.getByRole("alert")).toContainText("does not take this key any more");
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
    const told = page.getByText(/^This key: /);
    await expect(told).toContainText("may list zones");
    await expect(told).toContainText("whether it may read records is not known until a zone is opened");
    await expect(told).toContainText("whether it may write is not known until the first write");
    const everything = /the key of an account can do everything in it/;
    await (provider === BUNNY ? expect(told).toContainText(everything) : expect(told).not.toContainText(everything));
    const banner = page.getByRole("banner");
    await expect(banner).not.toContainText("may only read");

    await page.getByRole("link", { name: ZONE }).click();
    await page.getByRole("button", { name: "Start scan" }).click();
    await expect(banner).toContainText("may only read");
    await page.getByRole("link", { name: "Zonesift" }).click();
    await expect(told).toContainText("may read records; may not write.");
  });

  test("a key that may not list zones is told of as that (sandbox-no-list)", async ({ page, key }) => {
    await openZones(page, provider, key);
    await expect(page.getByText(/^This key: whether it may list zones is not known/)).toBeVisible();
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
    await expect(changes(plan)).toContainText("This key may not write to this zone");
    await plan.getByRole("button", { name: "Back" }).click();
    await expect(page.getByRole("banner")).toContainText("may only read");
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
