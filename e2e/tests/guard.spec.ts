// The guard of all other tests notices what it is there for: each of these must fail in it.
import { expect, test } from "../fixtures.ts";

test("the key in its own entry is no finding", async ({ page, key }) => {
  await page.goto("./");
  await page.evaluate((key) => sessionStorage.setItem("zonesift.key", key), key);
});

test.describe("noticed", () => {
  test.beforeEach(async ({ page }) => {
    await page.goto("./");
    test.fail();
  });

  test("an error in the console", async ({ page }) => {
    await page.evaluate(() => console.error("oh"));
  });

  test("an uncaught error", async ({ page }) => {
    const seen = page.waitForEvent("pageerror");
    await page.evaluate(() => void setTimeout(() => { throw new Error("oh"); }));
    await seen;
  });

  test("an inline style that the policy refuses", async ({ page }) => {
    await page.evaluate(() => {
      document.body.insertAdjacentHTML("beforeend", '<p style="color: red">oh</p>');
    });
  });

  test("a request to a stranger", async ({ page }) => {
    await page.evaluate(() => fetch("https://stranger.invalid/").catch(() => undefined));
  });

  test("an error status that was not declared", async ({ page }) => {
    await page.evaluate(() => fetch("no-such-file"));
  });

  test("the key in an address", async ({ page, key, guard }) => {
    guard.expectHttpErrors();
    await page.evaluate((key) => fetch(`?${key}`), key);
  });

  test("the key in the body of a request", async ({ page, key, guard }) => {
    guard.expectHttpErrors();
    await page.evaluate((body) => fetch("./", { method: "POST", body }), key);
  });

  test("the key in a header of another address", async ({ page, key, guard }) => {
    guard.expectHttpErrors();
    await page.evaluate((AccessKey) => fetch("./", { headers: { AccessKey } }), key);
  });

  test("the key in the page", async ({ page, key }) => {
    await page.evaluate((key) => document.body.append(key), key);
  });

  test("the key in an attribute", async ({ page, key }) => {
    await page.evaluate((key) => document.body.setAttribute("data-x", key), key);
  });

  test("the key in the storage", async ({ page, key }) => {
    await page.evaluate((key) => sessionStorage.setItem("zonesift.other", key), key);
  });
});
