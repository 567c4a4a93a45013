// What the page finds around itself when it arrives: a key in its address, a worker that was left, a
// page around it, files that were changed on their way.
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";

const SECRET = "a-key-of-somebody";

test.describe("a key in the address", () => {
  for (const [address, left] of [
    [`?key=${SECRET}`, ""],
    [`#key=${SECRET}`, ""],
    [`?api_key=${SECRET}&token=${SECRET}`, ""],
    [`?a=1&access_token=${SECRET}&b=2#/zones`, "?a=1&b=2#/zones"],
    [`#/zones?token=${SECRET}`, "#/zones"],
    [`#access_token=${SECRET}&api-key=${SECRET}`, ""],
    ["#/zone/1/discover?filter=key%3Da", "#/zone/1/discover?filter=key%3Da"],
  ] as const) {
    test(`is taken out and not used: ${address.replaceAll(SECRET, "…")}`, async ({ page, baseURL }) => {
      const sent: string[] = [];
      await page.goto(`./${address}`);
      page.on("request", (request) => sent.push(JSON.stringify([request.url(), request.headers()])));
      await expect(page.getByLabel("API key")).toHaveValue("");
      expect(page.url()).toBe(baseURL + left);
      const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state]));
      expect(kept).not.toContain(SECRET);
      expect(sent.join()).not.toContain(SECRET);
      // The history has no entry with it either.
      await page.goto("about:blank");
      await page.goBack();
      expect(page.url()).toBe(baseURL + left);
    });
  }

  test("is taken out of an address that is entered later", async ({ page, baseURL }) => {
    await page.goto("./");
    await expect(page.getByLabel("API key")).toBeVisible();
    await page.evaluate((secret) => (location.hash = `#/zones?key=${secret}`), SECRET);
    await expect(page).toHaveURL(`${baseURL}#/zones`);
  });
});

test("workers and caches that were left are removed before the app starts", async ({ page, guard }) => {
  guard.expectConsole(/was preloaded using link preload but not used/);
  await page.goto("./");
  const glue = await page.evaluate(() => document.querySelector<HTMLMetaElement>('meta[name="zonesift:glue"]')?.content ?? "");
  // The policy lets the page make no worker, so another page of the site does.
  await page.route("**/blank.html", (route) => route.fulfill({ contentType: "text/html", body: "<title>Blank</title>" }));
  await page.goto("./blank.html");
  await page.evaluate(async (script) => {
    await navigator.serviceWorker.register(script, { type: "module" });
    await navigator.serviceWorker.ready;
    await (await caches.open("old")).put("/x", new Response("x"));
  }, glue);
  // The next page of the site is the worker's.
  await page.reload();
  expect(await page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe("activated");
  await page.goto("./");
  await expect(page.getByLabel("API key")).toBeVisible();
  const left = await page.evaluate(async () => [
    (await navigator.serviceWorker.getRegistrations()).length,
    (await caches.keys()).length,
    navigator.serviceWorker.controller === null ? 0 : 1,
  ]);
  expect(left).toEqual([0, 0, 0]);
});

test("in a frame nothing can be operated, and a link leads out", async ({ page, baseURL, guard }) => {
  guard.expectConsole(/was preloaded using link preload but not used/);
  // A host that sends no headers, and a stranger's page around it.
  await page.route("**/*", async (route) => {
    if (route.request().url().endsWith("/around.html")) {
      return route.fulfill({ contentType: "text/html", body: '<iframe src="./" width="900" height="700"></iframe>' });
    }
    if (route.request().resourceType() !== "document") return route.continue();
    const response = await route.fetch();
    return route.fulfill({ status: 200, contentType: "text/html", body: await response.text() });
  });
  await page.goto("./around.html");
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("alert")).toContainText("does not run inside another page");
  const link = frame.getByRole("link", { name: "Open Zonesift in a tab of its own" });
  await expect(link).toHaveAttribute("rel", "noopener noreferrer");
  for (const role of ["button", "textbox", "radio", "checkbox"] as const) await expect(frame.getByRole(role)).toHaveCount(0);
  await expect(frame.getByLabel("API key")).toHaveCount(0);
  const opened = page.context().waitForEvent("page");
  await link.click();
  const alone = await opened;
  expect(alone.url()).toBe(baseURL);
  await expect(alone.getByLabel("API key")).toBeVisible();
  expect(await alone.evaluate(() => window.opener)).toBeNull();
  await alone.close();
});

test("where the host's headers are heard, no page can frame it", async ({ page, guard }) => {
  guard.expectConsole(/frame-ancestors|Framing/);
  await page.route("**/around.html", (route) => route.fulfill({ contentType: "text/html", body: '<iframe src="./"></iframe>' }));
  await page.goto("./around.html");
  await expect(page.frameLocator("iframe").getByText("Zonesift")).toHaveCount(0);
});

/** Adds a byte to each file whose name matches. */
async function tamper(page: Page, name: RegExp): Promise<void> {
  await page.route(name, async (route) => {
    const response = await route.fetch();
    const body = Buffer.concat([await response.body(), Buffer.from("\n")]);
    await route.fulfill({ response, body });
  });
}

for (const [what, name] of [
  ["glue", /\/zonesift-[^_]*\.js$/],
  ["loader", /\/loader-[^/]*\.js$/],
  ["WebAssembly", /\.wasm$/],
] as const) {
  test(`${what} that was changed on its way does not run`, async ({ page, guard }) => {
    guard.expectConsole(/integrity|Failed to fetch|preload/);
    await tamper(page, name);
    await page.goto("./", { waitUntil: "load" });
    if (what !== "loader") await expect(page.getByRole("alert")).toContainText("Reload the page");
    await expect(page.getByLabel("API key")).toHaveCount(0);
    // What the loader does first would have been done by now.
    expect(await page.evaluate(() => performance.getEntriesByType("resource").length)).toBeGreaterThan(2);
    await expect(page.getByLabel("API key")).toHaveCount(0);
  });
}

test("a stylesheet that was changed on its way is not used", async ({ page, guard }) => {
  guard.expectConsole(/integrity/);
  await tamper(page, /\.css$/);
  await page.goto("./");
  await expect(page.getByLabel("API key")).toBeVisible();
  expect(await page.evaluate(() => [...document.styleSheets].length)).toBe(0);
});
