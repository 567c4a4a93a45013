// The page arrives, starts under its policy, and says so when it cannot start.
import { expect, expectNoAxeViolations, test } from "../fixtures.ts";

const NOT_STARTED = "Zonesift has not started";

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the skeleton is there", async ({ page, guard }) => {
    guard.expectConsole(/was preloaded using link preload but not used/);
    await page.goto("./");
    await expect(page.getByRole("banner")).toContainText("Zonesift");
    await expect(page.getByRole("heading", { name: "Connect" })).toBeVisible();
    // Playwright's search by text leaves out what stands in a noscript.
    await expect(page.locator("noscript p")).toBeVisible();
    await expect(page.getByRole("alert")).toHaveCount(0);
  });
});

test("the app starts", async ({ page }) => {
  await page.goto("./");
  await expect(page).toHaveTitle(/Zonesift/);
  // The loader takes it away once the app runs.
  await expect(page.getByText(NOT_STARTED)).toHaveCount(0);
});

test("the first screen is accessible", async ({ page }) => {
  await page.goto("./");
  await expect(page.getByText(NOT_STARTED)).toHaveCount(0);
  await expectNoAxeViolations(page);
});

test("a start that fails is told", async ({ page, guard }) => {
  guard.expectHttpErrors();
  guard.expectConsole(/integrity|TypeError: Failed to fetch/);
  await page.route("**/*.wasm", (route) => route.fulfill({ status: 404 }));
  await page.goto("./");
  await expect(page.getByRole("alert")).toContainText("Reload the page");
});

test("an app that was changed on its way is not started", async ({ page, guard }) => {
  guard.expectConsole(/integrity|TypeError: Failed to fetch/);
  await page.route("**/*.wasm", async (route) => {
    const response = await route.fetch();
    const body = Buffer.concat([await response.body(), Buffer.from([0, 1, 0])]);
    await route.fulfill({ response, body });
  });
  await page.goto("./");
  await expect(page.getByRole("alert")).toContainText("Reload the page");
});

test("the host sends the policy that the page itself declares", async ({ page }) => {
  const response = await page.goto("./");
  const declared = await page.evaluate(
    () => document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute("content"),
  );
  const sent = response?.headers()["content-security-policy"] ?? "";
  const directives = (policy: string) => policy.split(";").map((part) => part.trim());
  expect(directives(sent)).toEqual(expect.arrayContaining(directives(declared ?? "none is declared")));
  expect(sent).toContain("frame-ancestors");
});
