// A tab that asks for its key again: with the connection that it had, the zone and what waits, so that no key
// goes to another provider; other connections, the sandbox, and forgetting everything.
import type { Page } from "@playwright/test";
import { ZONE } from "../bakery.ts";
import { expect, expectNoAxeViolations, forEachProvider, test } from "../fixtures.ts";
import { BUNNY, CLOUDFLARE } from "../providers.ts";
import { button, calls, connect, enterKey, expectPlanned, goTo, openScanned, openZone, openZones, preview } from "../steps.ts";

async function lock(page: Page): Promise<void> {
  await page.getByRole("banner").getByRole("button", { name: "Lock" }).click();
  await expect(page.getByRole("button", { name: "Use another connection" })).toBeVisible();
  await expect(page.getByLabel("API key")).toHaveValue("");
}

function kept(page: Page): Promise<string> {
  return page.evaluate(() => Object.entries({ ...sessionStorage, ...localStorage }).join());
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider((provider) => {
  const other = provider === BUNNY ? CLOUDFLARE : BUNNY;

  test("Lock forgets the key and keeps the work, with the connection that it belongs to", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await button(page, "Accept", `A blog.${ZONE}`).click();
    await goTo(page, "Import & export");
    await preview(page, "one 600 IN A 192.0.2.1\ntwo 600 IN A 192.0.2.2");
    await expectPlanned(page, 3);
    const url = page.url();
    await lock(page);
    expect(page.url()).toBe(url);
    expect(await kept(page)).not.toContain(sandbox.key);
    await expect(page.getByText(`${provider.title} · ${ZONE} · 1 decision and 2 edits wait`)).toBeVisible();
    await expect(page.getByText(new RegExp(`goes to \\S+/${provider.sandbox}\\.`))).toBeVisible();
    await expect(page.getByRole("radio")).toHaveCount(0);
    await expect(page.getByLabel("API address")).toHaveCount(0);
    await expect(page.getByRole("alert")).toHaveCount(0);
    await expectNoAxeViolations(page);

    const strayed = calls(page, new RegExp(`/${other.sandbox}|/relay/`));
    await enterKey(page, sandbox.key);
    await expect(page.getByRole("heading", { name: ZONE })).toBeVisible();
    await expectPlanned(page, 3);
    expect(strayed).toEqual([]);
  });

  test("a reload into a zone without a kept key asks for the same connection", async ({ page, sandbox }) => {
    await page.goto(`./#/zone/${await sandbox.zone(ZONE)}/records`);
    await connect(page, provider, sandbox.key, { remember: false });
    await expect(page.getByRole("heading", { name: ZONE })).toBeVisible();
    await button(page, "Delete", `CNAME www.${ZONE}`).click();
    await expectPlanned(page, 1);
    await page.reload();
    await expect(page.getByText(`${provider.title} · ${ZONE} · 1 edit waits`)).toBeVisible();
    await expect(page.getByRole("checkbox", { name: "Remember in this tab" })).not.toBeChecked();
    await enterKey(page, sandbox.key);
    await expectPlanned(page, 1);
    expect(await page.evaluate(() => sessionStorage.getItem("zonesift.key"))).toBeNull();
  });

  test("a wrong key changes nothing of the connection that is asked for", async ({ page, sandbox }) => {
    await openZone(page, sandbox, ZONE);
    await lock(page);
    await enterKey(page, "sandbox-401.x");
    await expect(page.getByRole("alert")).toContainText(/doesn't recognize this (key|token)/);
    await page.reload();
    await enterKey(page, sandbox.key);
    await expect(page.getByRole("heading", { name: ZONE })).toBeVisible();
  });

  test("another connection begins without a key, and the work of the first is neither mixed in nor lost", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await button(page, "Accept", `A blog.${ZONE}`).click();
    await expectPlanned(page, 1);
    await lock(page);
    await page.getByLabel("API key").fill("typed");
    await page.getByRole("button", { name: "Use another connection" }).click();
    await expect(page.getByLabel("API key")).toHaveValue("");
    await expect(page.getByRole("radio")).toHaveCount(2);

    // The zone in the address is none of the other provider's.
    await connect(page, other, `${sandbox.key}-o`);
    await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
    await page.getByRole("link", { name: ZONE, exact: true }).click();
    await expectPlanned(page, 0);
    await lock(page);
    await expect(page.getByText(`${other.title} · ${ZONE}`, { exact: true })).toBeVisible();

    const waiting = `${provider.title} · ${ZONE} · 1 decision waits`;
    await page.getByRole("button", { name: `Continue there: Also in this tab: ${waiting}` }).click();
    await expect(page.getByText(waiting, { exact: true })).toBeVisible();
    await enterKey(page, sandbox.key);
    await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
    await page.getByRole("link", { name: ZONE, exact: true }).click();
    await expect(button(page, "Accept", `A blog.${ZONE}`)).toHaveAttribute("aria-pressed", "true");
    await expectPlanned(page, 1);
  });

  test("two addresses of one provider are two connections", async ({ page, sandbox, baseURL }) => {
    await openScanned(page, sandbox, ZONE);
    await button(page, "Accept", `A blog.${ZONE}`).click();
    await expectPlanned(page, 1);
    await page.getByRole("banner").getByRole("link", { name: "Zonesift" }).click();
    await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
    await lock(page);
    // The same sandbox by its full address, which the page cannot know for the same.
    const address = new URL(provider.sandbox, baseURL).href;
    await connect(page, provider, `${sandbox.key}-o`, { address });
    await expect(page.getByRole("heading", { name: "Zones", exact: true })).toBeVisible();
    await lock(page);
    await expect(page.getByText(new RegExp(`goes to ${address}\\.`))).toBeVisible();
    await expect(page.getByText(provider.title, { exact: true })).toBeVisible();
    const waiting = `${provider.title} · ${ZONE} · 1 decision waits`;
    await page.getByRole("button", { name: `Continue there: Also in this tab: ${waiting}` }).click();
    await enterKey(page, sandbox.key);
    await page.getByRole("link", { name: ZONE, exact: true }).click();
    await expectPlanned(page, 1);
  });

  test("a zone of one identity and domain keeps its work apart at each address", async ({ page, sandbox, baseURL }) => {
    await openScanned(page, sandbox, ZONE);
    await button(page, "Accept", `A blog.${ZONE}`).click();
    await goTo(page, "Records");
    await button(page, "Delete", `CNAME www.${ZONE}`).click();
    await expectPlanned(page, 2);
    await page.getByRole("banner").getByRole("link", { name: "Zonesift" }).click();
    await lock(page);
    // The same sandbox by its full address: what it tells of the zone is the same to the letter.
    const address = new URL(provider.sandbox, baseURL).href;
    await connect(page, provider, sandbox.key, { address });
    await page.getByRole("link", { name: ZONE, exact: true }).click();
    await expect(button(page, "Accept", `A blog.${ZONE}`)).toHaveAttribute("aria-pressed", "false");
    await expectPlanned(page, 0);
    await button(page, "Reject", `A blog.${ZONE}`).click();
    await expectPlanned(page, 1);
    await page.getByRole("banner").getByRole("link", { name: "Zonesift" }).click();
    await lock(page);
    const waiting = `${provider.title} · ${ZONE} · 1 decision and 1 edit wait`;
    await page.getByRole("button", { name: `Continue there: Also in this tab: ${waiting}` }).click();
    await enterKey(page, sandbox.key);
    await page.getByRole("link", { name: ZONE, exact: true }).click();
    await expect(button(page, "Accept", `A blog.${ZONE}`)).toHaveAttribute("aria-pressed", "true");
    await expectPlanned(page, 2);
  });

  test("everything is forgotten on demand, after a question where something waits", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await button(page, "Accept", `A blog.${ZONE}`).click();
    await expectPlanned(page, 1);
    await lock(page);
    const question = page.getByRole("dialog", { name: "Forget everything?" });
    await page.getByRole("button", { name: "Forget everything" }).click();
    await expect(question).toContainText("1 decision of 1 zone would be lost");
    await expectNoAxeViolations(page);
    await page.keyboard.press("Escape");
    await expect(question).toHaveCount(0);
    await expect(page.getByText("1 decision waits")).toBeVisible();
    await page.getByRole("button", { name: "Forget everything" }).click();
    await question.getByRole("button", { name: "Forget everything" }).click();
    await expect(page.getByRole("radio")).toHaveCount(2);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await page.reload();
    await expect(page.getByRole("radio")).toHaveCount(2);
    await openZone(page, sandbox, ZONE);
    await expectPlanned(page, 0);
  });

  test("where nothing waits everything is forgotten at once", async ({ page, key }) => {
    await openZones(page, provider, key);
    await lock(page);
    await page.getByRole("button", { name: "Forget everything" }).click();
    await expect(page.getByRole("radio")).toHaveCount(2);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  test("what was done in the sandbox without a key of one's own can be reached again", async ({ page }) => {
    await page.goto("./");
    await page.getByRole("radio", { name: provider.title }).check();
    const sandbox = page.getByRole("button", { name: "Try it in the sandbox" });
    await sandbox.click();
    await page.getByRole("link", { name: ZONE, exact: true }).click();
    await goTo(page, "Import & export");
    await preview(page, "one 600 IN A 192.0.2.1");
    await expectPlanned(page, 1);
    await lock(page);
    await expect(page.getByText(`${provider.title} · ${ZONE} · 1 edit waits`)).toBeVisible();
    await sandbox.click();
    await expect(page.getByRole("heading", { name: ZONE })).toBeVisible();
    await expectPlanned(page, 1);
    // Its key stands beside no live connection.
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, "zonesift.key": "" }))).not.toContain("sandbox-demo");
  });

  test("a zone's address alone chooses the provider whose zone it is", async ({ page, sandbox }) => {
    await page.goto(`./#/zone/${await sandbox.zone(ZONE)}/discover`);
    await expect(page.getByRole("radio", { name: provider.title })).toBeChecked();
  });
});
