// What lies beside the page for whoever keeps it as an app, passes it on, or hosts it.
import { expect, test } from "../fixtures.ts";

test("the manifest is taken by the browser, and its icons have the sizes that it tells", async ({ page, request }) => {
  await page.goto("./");
  const client = await page.context().newCDPSession(page);
  const { url, errors } = await client.send("Page.getAppManifest");
  expect(url).toBe(new URL("manifest.webmanifest", page.url()).href);
  expect(errors).toEqual([]);
  const response = await request.get("manifest.webmanifest");
  expect(response.headers()["content-type"]).toMatch(/^application\/manifest\+json\b/);
  const { icons } = (await response.json()) as { icons: { src: string; sizes: string; type: string }[] };
  expect(icons.map(({ sizes }) => sizes)).toEqual(["192x192", "512x512", "512x512"]);
  for (const { src, sizes, type } of icons) {
    const icon = await request.get(src);
    expect(icon.headers()["content-type"]).toBe(type);
    const bytes = await icon.body();
    expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, src).toBe(sizes);
  }
});

test("the licence texts are there to be read", async ({ request }) => {
  const text = await (await request.get("licences.txt")).text();
  for (const name of ["leptos", "wasm-bindgen", "zonesift", "the standard library of Rust"]) expect(text).toContain(`\n${name} `);
});

test("search engines are asked to leave", async ({ request }) => {
  expect(await (await request.get("robots.txt")).text()).toContain("Disallow: /\n");
});
