// The policy that the page is served with: from the host, for other hosts, and what it keeps out.
import { createHash } from "node:crypto";
import { expect, test } from "../fixtures.ts";

test("hosts of static files find the headers that this host sends, and one for TLS", async ({ request }) => {
  const sent = (await request.get("./")).headers();
  const [paths, ...lines] = (await (await request.get("_headers")).text()).trimEnd().split("\n");
  expect(paths).toBe("/*");
  const headers = new Map(lines.map((line) => line.trim().split(": ", 2) as [string, string]));
  expect(headers.get("strict-transport-security")).toMatch(/^max-age=\d{8}$/);
  headers.delete("strict-transport-security");
  expect([...headers.keys()]).toEqual([
    "content-security-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "x-content-type-options",
    "referrer-policy",
  ]);
  for (const [name, value] of headers) expect(sent[name], name).toBe(value);
  expect(sent).not.toHaveProperty("strict-transport-security");
});

test("the policy lets through what the page needs and nothing else", async ({ request }) => {
  const policy = (await request.get("./")).headers()["content-security-policy"] ?? "";
  expect(policy.split("; ")).toEqual([
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self' https://api.bunny.net https://api.cloudflare.com https://cloudflare-dns.com https://dns.google https://doh.dns.sb https://api.certspotter.com",
    "manifest-src 'self'",
    "worker-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    "frame-ancestors 'none'",
  ]);
});

test("every script and style has its hash, and so has the WebAssembly", async ({ page }) => {
  await page.goto("./");
  const tags = await page.evaluate(() => {
    const tags = document.querySelectorAll("script, link[rel=stylesheet], link[rel=modulepreload], link[rel=preload]");
    return [...tags].map((tag) => tag.getAttribute("integrity") ?? tag.getAttribute("data-integrity") ?? tag.outerHTML);
  });
  // Fifteen stylesheets, the loader, the glue and the WebAssembly.
  expect(tags).toHaveLength(18);
  for (const hash of tags) expect(hash).toMatch(/^sha384-[A-Za-z0-9+/]{64}$/);
  expect(await page.evaluate(() => document.querySelectorAll("script:not([src]), style, [onclick], [onload]").length)).toBe(0);
});

test("no text becomes markup or script", async ({ page, guard }) => {
  guard.expectConsole(/Trusted(HTML|Script|ScriptURL)' assignment|Trusted Type|trusted-types|refused by the policy|Content Security Policy/);
  await page.goto("./");
  await expect(page.getByLabel("API key")).toBeVisible();
  const refused = await page.evaluate(() => {
    const tries: [string, () => unknown][] = [
      ["markup", () => (document.body.innerHTML = "<p>oh</p>")],
      ["a document", () => document.write("oh")],
      ["a script", () => (document.createElement("script").text = "oh")],
      ["a worker", () => new Worker("oh.js")],
      ["a policy", () => (window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }).trustedTypes.createPolicy("default", {})],
    ];
    return tries.filter(([, act]) => {
      try {
        act();
        return false;
      } catch {
        return true;
      }
    }).map(([name]) => name);
  });
  expect(refused).toEqual(["markup", "a document", "a script", "a worker", "a policy"]);
});

test("the page as it is built has nothing that makes markup or script of a text", async ({ page, request }) => {
  await page.goto("./");
  const names = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  const scripts = names.filter((name) => name.endsWith(".js"));
  expect(scripts).toHaveLength(2);
  for (const name of scripts) {
    const text = await (await request.get(name)).text();
    expect(text).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|document\.write|srcdoc|\beval\(|new Function|setTimeout\("/);
  }
});

test("the list of hashes beside the page is that of the files that are served", async ({ page, request }) => {
  await page.goto("./");
  const list = (await (await request.get("SHA256SUMS")).text()).trimEnd().split("\n");
  const told = new Map(list.map((line) => line.split("  ").reverse() as [string, string]));
  expect([...told.keys()]).toContain("index.html");
  for (const [name, hash] of told) {
    const body = await (await request.get(name)).body();
    expect(createHash("sha256").update(body).digest("hex"), name).toBe(hash);
  }
  // Nothing is loaded that the list does not name.
  const loaded = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname.slice(1)));
  expect(loaded.filter((name) => name !== "config.json" && !told.has(name))).toEqual([]);
});
