// The check with DNS beside a provider's scan: who is asked, what is found, what stays unknown, and the report.
import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { type Dns, type Manners, resolvers } from "../dns.ts";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { BUNNY } from "../providers.ts";
import type { Sandbox } from "../sandbox.ts";
import { apply, button, expectApplied, expectPlanned, grid, openZone, rows } from "../steps.ts";

const ZONE = "datekey.example";
const KEY = `20260314._domainkey.${ZONE}`;
/** What the names that are guessed, and those that records name, lead to. */
const FOUND = [`A ${ZONE}`, `MX ${ZONE}`, `NS ${ZONE}`, `TXT ${ZONE}`, `CNAME www.${ZONE}`, `TXT _dmarc.${ZONE}`];

// No scan was started, which one provider answers with an error.
test.beforeEach(({ guard }) => guard.expectHttpErrors());

function unknowns(page: Page): Locator {
  return page.getByRole("region", { name: "Unknowns" });
}

/** The page's site allows these resolvers, and stand-ins take their places. */
async function stand(page: Page, guard: Parameters<typeof resolvers>[1], names: string[], manners: Manners): Promise<Dns> {
  await page.route("**/config.json", async (route) => {
    const config = (await (await route.fetch()).json()) as object;
    await route.fulfill({ json: { ...config, resolvers: names } });
  });
  return resolvers(page, guard, manners);
}

async function open(page: Page, sandbox: Sandbox): Promise<void> {
  if (sandbox.provider === BUNNY) await sandbox.makeZone(ZONE);
  await openZone(page, sandbox, ZONE);
}

/** Presses the button, agrees, and waits for the end. */
async function check(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Check with DNS" }).click();
  const ask = page.getByRole("dialog", { name: "Ask public resolvers?" });
  await ask.getByRole("button", { name: "Ask them" }).click();
  await over(page);
}

async function over(page: Page): Promise<void> {
  await expect(page.getByText(/^DNS: \d+ questions asked/)).toBeVisible({ timeout: 120_000 });
}

forEachProvider((provider) => {
  test("it finds what no scan was started for, and what is accepted is written", async ({ page, sandbox }) => {
    await open(page, sandbox);
    await check(page);
    for (const record of FOUND) await expect(button(page, "Accept", record).first()).toBeVisible();
    await expect(button(page, "Accept", `TXT ${KEY}`)).toHaveCount(0);
    await expect(rows(page).first()).toContainText("only in DNS");
    await button(page, "Accept", `CNAME www.${ZONE}`).click();
    await expectPlanned(page, 1);
    await apply(page);
    await expectApplied(page, 1, 0);
    expect((await sandbox.held(ZONE)).filter((record) => record.startsWith("CNAME"))).toEqual([`CNAME www.${ZONE} ${ZONE}`]);
  });

  test("what exists and was not found is named, and a pasted header closes it", async ({ page, sandbox }) => {
    await open(page, sandbox);
    await check(page);
    const keys = unknowns(page).getByRole("listitem").filter({ hasText: "DKIM keys" });
    await expect(keys).toContainText(`_domainkey.${ZONE} exists`);
    await page.getByRole("button", { name: "Paste a mail header" }).click();
    const paste = page.getByRole("dialog", { name: "Paste a mail header" });
    await paste.getByRole("textbox").fill(`DKIM-Signature: v=1; d=${ZONE};\n\ts=20260314; b=x\nReturn-Path: <a@elsewhere.example>`);
    await expect(paste).toContainText("1 name of the zone");
    await paste.getByRole("button", { name: "Ask for them" }).click();
    await expect(button(page, "Accept", `TXT ${KEY}`)).toBeVisible();
    await over(page);
    await expect(keys).toHaveCount(0);
  });
});

test("nobody is asked before the user agrees, and then the named ones alone", async ({ page, sandbox, guard, key }) => {
  const dns = await stand(page, guard, ["cloudflare", "google", "dns.sb"], { cloudflare: "honest", google: "honest", sb: "honest" });
  await open(page, sandbox);
  await page.getByRole("button", { name: "Check with DNS" }).click();
  const ask = page.getByRole("dialog", { name: "Ask public resolvers?" });
  await expect(ask).toContainText(`Cloudflare, Google and DNS.SB learn which names of ${ZONE}`);
  await ask.getByRole("button", { name: "Cancel" }).click();
  expect(await dns.asked()).toEqual([]);
  await check(page);
  const asked = await dns.asked();
  expect(asked.length).toBeGreaterThan(300);
  expect(asked.length).toBeLessThan(1_000);
  const outside = asked.filter(({ name }) => !`.${name}`.endsWith(`.${ZONE}`));
  expect(outside.map(({ name }) => name.replace(/^zs-[0-9a-f]+/, "zs")).sort().filter((name, at, all) => all.indexOf(name) === at)).toEqual(["com", "zs.com", "zs.invalid"]);
  expect(asked.filter(({ id, proof }) => id !== 0 || !proof)).toEqual([]);
  expect(JSON.stringify(asked)).not.toContain(key);
  // The tab remembers it.
  await page.getByRole("button", { name: "Check with DNS" }).click();
  await expect(ask).toHaveCount(0);
  await over(page);
});

test("the panel tells what the world sees of a record, who says so, and how it was found", async ({ page, sandbox, guard }) => {
  await stand(page, guard, ["cloudflare", "google"], { cloudflare: "honest", google: "honest" });
  await page.setViewportSize({ width: 1600, height: 900 });
  await open(page, sandbox);
  await check(page);
  await grid(page).getByRole("row").filter({ hasText: "www" }).first().getByRole("gridcell").nth(2).click();
  const panel = page.getByRole("complementary", { name: "Why is this here?" });
  await expect(panel).toContainText("The world sees the same.");
  await expect(panel).toContainText(new RegExp(`Cloudflare, .*: ${ZONE}`));
  await expect(panel).toContainText(new RegExp(`Google, .*: ${ZONE}`));
  await expect(panel).toContainText("Its name is a common one, and the resolvers know it. Its TTL is at least");
  await expect(panel).not.toContainText("’s scan");
});

test("a resolver that makes up answers is left out", async ({ page, sandbox, guard }) => {
  await stand(page, guard, ["cloudflare", "google", "dns.sb"], { cloudflare: "lying", google: "honest", sb: "honest" });
  await open(page, sandbox);
  await check(page);
  for (const record of FOUND) await expect(button(page, "Accept", record).first()).toBeVisible();
  await expect(grid(page)).not.toContainText("203.0.113.");
});

test("it pauses, goes on after a reload, and asks nothing twice", async ({ page, sandbox, guard }) => {
  const dns = await stand(page, guard, ["cloudflare", "google"], { cloudflare: "honest", google: "honest" });
  await open(page, sandbox);
  await page.getByRole("button", { name: "Check with DNS" }).click();
  await page.getByRole("button", { name: "Ask them" }).click();
  await expect(page.getByRole("progressbar", { name: "DNS check progress" })).toBeVisible();
  await expect.poll(async () => (await dns.asked()).length).toBeGreaterThan(60);
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByRole("button", { name: "Resume" })).toBeVisible();
  await page.waitForLoadState("networkidle");
  const before = (await dns.asked()).length;
  await page.reload();
  await expect(button(page, "Accept", `A ${ZONE}`).first()).toBeVisible();
  expect((await dns.asked()).length).toBe(before);
  await page.getByRole("button", { name: "Resume" }).click();
  await over(page);
  const again = (await dns.asked()).slice(before).filter(({ number, name }) => number > 0 && name.endsWith(ZONE) && !/^[0-9a-f]{8}|zs-/.test(name));
  // What was under way at the pause, and the zone itself.
  expect(again.length).toBeLessThan(30);
  for (const record of FOUND) await expect(button(page, "Accept", record).first()).toBeVisible();
});

test("an unknown is dismissed with a reason, and that can be taken back", async ({ page, sandbox }) => {
  await open(page, sandbox);
  await check(page);
  const own = unknowns(page).getByRole("listitem").filter({ hasText: "DKIM keys" });
  await own.getByRole("button", { name: /^Dismiss / }).click();
  const dialog = page.getByRole("dialog", { name: "Dismiss" });
  await dialog.getByRole("textbox", { name: "Reason" }).fill("no mail is sent");
  await dialog.getByRole("button", { name: "Dismiss" }).click();
  await expect(own).toContainText("Dismissed: no mail is sent");
  await page.reload();
  await expect(own).toContainText("Dismissed: no mail is sent");
  // A check that is over stays so, however often the page is loaded again.
  await page.reload();
  await expect(own).toContainText("Dismissed: no mail is sent");
  await expect(page.getByRole("button", { name: "Check with DNS" })).toBeVisible();
  await own.getByRole("button", { name: /^Take back / }).click();
  await expect(own).not.toContainText("Dismissed");
});

test("the report tells what was asked, found and not found, and no key", async ({ page, sandbox, key }) => {
  await open(page, sandbox);
  await check(page);
  for (const [entry, ending] of [["Markdown", "md"], ["JSON", "json"]] as const) {
    await page.getByRole("button", { name: "Evidence report" }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: entry }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(new RegExp(`^${ZONE}-\\d{4}-\\d\\d-\\d\\d-evidence\\.${ending}$`));
    const text = await readFile(await file.path(), "utf8");
    for (const words of [`www.${ZONE}`, `_domainkey.${ZONE}`]) expect(text).toContain(words);
    expect(text).not.toContain(key);
  }
});

test("where the site allows no resolver there is no check", async ({ page, sandbox, guard }) => {
  await stand(page, guard, [], {});
  await open(page, sandbox);
  await expect(page.getByRole("button", { name: "Start scan" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Check with DNS" })).toHaveCount(0);
});
