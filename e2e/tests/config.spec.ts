// What the host says to the page in config.json, and what the page does when that is wrong.
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { BUNNY, CLOUDFLARE } from "../providers.ts";
import { connect, openConnection } from "../steps.ts";

const LIMIT = "Forget the key after inactivity";

/** The page, with this file on its host. */
async function open(page: Page, file: object | string): Promise<void> {
  const body = typeof file === "string" ? file : JSON.stringify(file);
  await page.route("**/config.json", (route) => route.fulfill({ contentType: "application/json", body }));
  await page.goto("./");
  await expect(page.getByLabel("API key")).toBeVisible();
}

test("a web page in the place of the file is no file, and nothing is said", async ({ page }) => {
  await open(page, "<!doctype html><title>Not here</title>");
  await openConnection(page);
  await expect(page.getByLabel("API address")).toHaveValue(BUNNY.api);
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("nobody can connect before the file has been read", async ({ page }) => {
  let answer = () => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await page.route("**/config.json", async (route) => {
    await answered;
    await route.fulfill({ json: { providers: { bunny: { address: BUNNY.sandbox } } } });
  });
  const asked = page.waitForRequest("**/config.json");
  await page.goto("./");
  await asked;
  await expect(page.getByRole("heading", { name: "Connect" })).toBeVisible();
  await expect(page.getByLabel("API key")).toHaveCount(0);
  answer();
  await openConnection(page);
  await expect(page.getByLabel("API address")).toHaveValue(BUNNY.sandbox);
});

test("a file that the host does not hand out is told", async ({ page, guard }) => {
  guard.expectHttpErrors();
  await page.route("**/config.json", (route) => route.fulfill({ status: 500 }));
  await page.goto("./");
  await expect(page.getByRole("alert")).toContainText("could not be read");
  await openConnection(page);
  await expect(page.getByLabel("API address")).toHaveValue(BUNNY.api);
});

test("a file that is no JSON is told", async ({ page }) => {
  await open(page, '{"providers": {');
  await expect(page.getByRole("alert")).toContainText("is no JSON object");
});

test("each fault is a sentence with its path, and what is right holds", async ({ page, key }) => {
  await open(page, {
    providers: { bunny: { address: "http://relay.example" }, cloudflare: { address: CLOUDFLARE.sandbox, adress: "x" } },
    idleMinutes: 7,
    links: [
      { text: "Run me", address: "javascript:alert(1)" },
      { text: "Help", address: "https://help.example/" },
    ],
    "more\u202e": 1,
  });
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("For whoever runs this site");
  const faults = alert.getByRole("listitem");
  await expect(faults).toHaveText([
    /^providers\.bunny\.address is plain http:\/\/.*until then the provider's own address holds/,
    /^providers\.cloudflare\.adress is not known/,
    /^idleMinutes must be the number 5, 15, 60 or 240/,
    /^links\[0\]\.address must begin with https:/,
    /^more⟨U\+202E⟩ is not known/,
  ]);
  await expect(page.getByRole("link", { name: /^Run me/ })).toHaveCount(0);
  await expect(page.getByRole("link", { name: /^Help/ })).toBeVisible();
  await openConnection(page);
  await expect(page.getByLabel("API address")).toHaveValue(BUNNY.api);
  await expect(page.getByRole("combobox", { name: LIMIT })).toHaveValue("1");
  await page.getByRole("radio", { name: CLOUDFLARE.title }).check();
  await expect(page.getByLabel("API address")).toHaveValue(CLOUDFLARE.sandbox);
  await connect(page, CLOUDFLARE, key);
  await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a provider that is not named is not offered", async ({ page, key }) => {
  await open(page, { providers: { cloudflare: { address: CLOUDFLARE.relay } } });
  const radios = page.getByRole("radiogroup", { name: "Provider" }).getByRole("radio");
  await expect(radios).toHaveCount(1);
  await expect(page.getByRole("radio", { name: CLOUDFLARE.title })).toBeChecked();
  await openConnection(page);
  await expect(page.getByLabel("API address")).toHaveValue(CLOUDFLARE.relay);
  await connect(page, CLOUDFLARE, key);
  await expect(page.getByRole("banner")).toContainText(CLOUDFLARE.title);
});

test("the key is forgotten after the minutes of the file, unless the user has chosen others", async ({ page, key, guard }) => {
  guard.expectHttpErrors();
  await page.clock.install();
  await open(page, { idleMinutes: 5 });
  await openConnection(page);
  const limit = page.getByRole("combobox", { name: LIMIT });
  await expect(limit.getByRole("option", { selected: true })).toHaveText("5 minutes");
  await connect(page, BUNNY, key);
  await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
  await page.clock.runFor(4.2 * 60_000);
  await expect(page.getByRole("dialog", { name: "Still there?" })).toBeVisible();
  await page.clock.runFor(60_000);
  await expect(page.getByText(/^Locked after \d+ minutes/)).toBeVisible();
  await openConnection(page);
  await limit.selectOption("60 minutes");
  await page.reload();
  await openConnection(page);
  await expect(limit.getByRole("option", { selected: true })).toHaveText("60 minutes");
});

test("a reload does not lock a key that may lie longer on this host", async ({ page, key }) => {
  await page.clock.install();
  await open(page, { idleMinutes: 60 });
  await connect(page, BUNNY, key);
  await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
  await page.clock.setSystemTime((await page.evaluate(() => Date.now())) + 20 * 60_000);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
});

test("links of the host are text and learn nothing of the page", async ({ page }) => {
  const address = "https://example.org/imprint?a=b#c";
  await open(page, { links: [{ text: "<b>Imprint</b>\u202e", address }, { text: "Help", address: "https://help.example/" }] });
  const link = page.getByRole("link", { name: "<b>Imprint</b>⟨U+202E⟩ (opens a new tab)" });
  await expect(link).toHaveAttribute("href", address);
  await expect(link).toHaveAttribute("rel", "noopener noreferrer");
  await expect(link).toHaveAttribute("target", "_blank");
  await expect(page.getByRole("link", { name: "Help (opens a new tab)" })).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
});
