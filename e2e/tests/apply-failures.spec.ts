// Writes that fail, hang, are limited or refused: each has its reason, and nothing is written twice.
import type { Page } from "@playwright/test";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { BUNNY, CLOUDFLARE } from "../providers.ts";
import { apply, button, calls, changes, connect, expectApplied, expectPlanned, leavePlan, openScanned, runUntil } from "../steps.ts";

/** What the scan of a zone from the template has for a zone that holds one of its records. */
const ALL = 13;

async function acceptAll(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Accept all shown" }).click();
  await expectPlanned(page, ALL);
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider((provider) => {
  test("a write that fails has its reason, and Retry writes it at once", async ({ page, sandbox }) => {
    const domain = "one-fails.example";
    const before = await sandbox.held(domain);
    await openScanned(page, sandbox, domain);
    await acceptAll(page);
    const plan = await apply(page);
    // One call carries all of them at the one provider, each has its own at the other.
    const failed = provider === BUNNY ? 1 : ALL;
    await expectApplied(page, ALL - failed, failed);
    await expect(plan).toBeVisible();
    const mail = changes(plan).filter({ hasText: "A mail.one-fails.example" });
    await expect(mail).toContainText("returned an error");
    await mail.getByRole("button", { name: "Retry" }).click();
    await expectApplied(page, ALL - failed + 1, failed - 1);
    expect(await sandbox.held(domain)).toHaveLength(before.length + ALL - failed + 1);
    if (failed > 1) {
      await expect(mail).toContainText("Verified");
      await leavePlan(page);
      await expectPlanned(page, ALL - 1);
      await apply(page);
      await expectApplied(page, ALL - 1, 0);
    }
    await expect(plan).toHaveCount(0);
    const held = await sandbox.held(domain);
    expect(held).toHaveLength(before.length + ALL);
    expect(new Set(held).size).toBe(held.length);
  });

  test("a write that is refused is told in the provider's words, the others are done", async ({ page, sandbox }) => {
    const domain = "one-refused.example";
    const before = await sandbox.held(domain);
    await openScanned(page, sandbox, domain);
    await acceptAll(page);
    const plan = await apply(page);
    if (provider === BUNNY) {
      await expectApplied(page, ALL - 1, 1);
      const mail = changes(plan).filter({ hasText: "A mail.one-refused.example" });
      await expect(mail).toContainText(/bunny\.net refused this/);
      await mail.getByRole("button", { name: "Retry" }).click();
    }
    await expectApplied(page, ALL, 0);
    expect(await sandbox.held(domain)).toHaveLength(before.length + ALL);
  });

  test("a write whose answer never comes is looked up, not repeated", async ({ page, sandbox }) => {
    const domain = "write-timeout.example";
    const before = await sandbox.held(domain);
    await page.clock.install();
    await openScanned(page, sandbox, domain);
    const writes = calls(page, provider.writes.path, provider.writes.method);
    await acceptAll(page);
    await apply(page);
    const told = async () => {
      await expect(page.getByRole("status")).toContainText(`Applied: ${ALL} succeeded, 0 failed`, { timeout: 300 });
    };
    await runUntil(page, told, 5_000);
    expect(writes.length).toBe(provider === BUNNY ? ALL : 1);
    const held = await sandbox.held(domain);
    expect(held).toHaveLength(before.length + ALL);
    expect(new Set(held).size).toBe(held.length);
  });

  test("a limit on writes is waited for", async ({ page, sandbox }) => {
    const domain = "rate-limited-write.example";
    const before = await sandbox.held(domain);
    await openScanned(page, sandbox, domain);
    if (provider === BUNNY) {
      await acceptAll(page);
      const plan = await apply(page);
      await expect(page.getByText(/^Waiting \d s$/)).toBeVisible();
      await expect(plan).toContainText(/Writing \d+ of 13.*Waiting \d s/);
      await expectApplied(page, ALL, 0);
      expect(await sandbox.held(domain)).toHaveLength(before.length + ALL);
      return;
    }
    // Here the third call is limited, and a call carries all that is decided.
    for (const [index, label] of ["api", "ftp", "blog"].entries()) {
      const type = label === "blog" ? "CNAME" : "A";
      await button(page, "Accept", `${type} ${label}.${domain}`).click();
      await apply(page);
      if (index === 2) await expect(page.getByText(/^Waiting \d s$/)).toBeVisible();
      await expectApplied(page, 1, 0);
      await expectPlanned(page, 0);
    }
    expect(await sandbox.held(domain)).toHaveLength(before.length + 3);
  });

  test("a key that loses its right stops the run (sandbox-revoked-later)", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, "bakery.example");
    const writes = calls(page, provider.writes.path, provider.writes.method);
    await acceptAll(page);
    const plan = await apply(page);
    await expectApplied(page, 0, ALL);
    expect(writes.length).toBeLessThanOrEqual(4);
    await expect(plan.getByText(/doesn't recognize this (key|token)/).first()).toBeVisible();
    await expect(changes(plan).getByRole("button", { name: /^Retry / })).toHaveCount(ALL);
    await expect(plan.getByRole("button", { name: `Retry failed (${ALL})` })).toBeVisible();
    await plan.getByRole("button", { name: "Back" }).click();
    await expect(page.getByRole("heading", { name: "Connect" })).toBeVisible();
  });

  test("a key that is refused while a plan is written is gone, and the plan waits for another", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, "bakery.example");
    await acceptAll(page);
    const refuse = `**/${provider.sandbox}/**`;
    await page.route(refuse, async (route) => {
      const request = route.request();
      const writes = request.method() === provider.writes.method && provider.writes.path.test(new URL(request.url()).pathname);
      await (writes ? route.fulfill({ status: 401, json: {} }) : route.continue());
    });
    const plan = await apply(page);
    await expectApplied(page, 0, ALL);
    // The key is gone at once, and the screen with it when what became of the plan has been read.
    expect(await page.evaluate(() => sessionStorage.getItem("zonesift.key"))).toBeNull();
    const sent: string[] = [];
    page.on("request", (request) => sent.push(request.url()));
    await changes(plan).first().getByRole("button", { name: /^Retry / }).click();
    await expectApplied(page, 0, ALL);
    expect(sent).toEqual([]);
    await plan.getByRole("button", { name: "Back" }).click();
    await expect(page.getByRole("alert")).toContainText(/no longer accepts this (key|token)/);
    await page.unroute(refuse);
    await connect(page, provider, sandbox.key);
    await expect(page.getByRole("heading", { name: "bakery.example" })).toBeVisible();
    await expectPlanned(page, ALL);
    await apply(page);
    await expectApplied(page, ALL, 0);
  });

  test("a key that may only read stops the run", async ({ page, sandbox }) => {
    const before = await sandbox.held("bakery.example");
    await openScanned(page, sandbox, "bakery.example");
    await page.route(`**/${provider.sandbox}/**`, async (route) => {
      const request = route.request();
      const path = new URL(request.url()).pathname;
      const writes = request.method() === provider.writes.method && provider.writes.path.test(path);
      await (writes ? route.fulfill({ status: 403, json: {} }) : route.continue());
    });
    const writes = calls(page, provider.writes.path, provider.writes.method);
    await acceptAll(page);
    const plan = await apply(page);
    await expectApplied(page, 0, ALL);
    expect(writes.length).toBeLessThanOrEqual(4);
    await expect(plan.getByText(/isn't allowed to/).first()).toBeVisible();
    expect(await sandbox.held("bakery.example")).toEqual(before);
  });

  test("what came into the zone meanwhile is not written again", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, "bakery.example");
    await button(page, "Accept", "A blog.bakery.example").click();
    await button(page, "Accept", "TXT _dmarc.bakery.example").click();
    const other = await page.context().newPage();
    await openScanned(other, sandbox, "bakery.example");
    await button(other, "Accept", "A blog.bakery.example").click();
    await apply(other);
    await expectApplied(other, 1, 0);
    await other.close();
    await apply(page);
    await expectApplied(page, 2, 0);
    const held = await sandbox.held("bakery.example");
    expect(held.filter((text) => text.startsWith("A blog"))).toHaveLength(1);
  });
});

test.describe(CLOUDFLARE.title, () => {
  test.use({ provider: CLOUDFLARE });

  for (const domain of ["accepts-without-id.example", "accepts-id-only.example"]) {
    test(`the shape of accepts that the provider takes is found: ${domain}`, async ({ page, sandbox }) => {
      const before = await sandbox.held(domain);
      await openScanned(page, sandbox, domain);
      await acceptAll(page);
      await apply(page);
      await expectApplied(page, ALL, 0);
      const held = await sandbox.held(domain);
      expect(held).toHaveLength(before.length + ALL);
      expect(new Set(held).size).toBe(held.length);
    });
  }

  test("an accept whose TTL and proxy the provider does not keep is told, and the plan stays open", async ({ page, sandbox }) => {
    const domain = "accepts-as-found.example";
    await openScanned(page, sandbox, domain);
    await button(page, "Edit", `A ftp.${domain}`).click();
    const dialog = page.getByRole("dialog", { name: "Edit record" });
    await dialog.getByRole("checkbox", { name: "Proxied" }).uncheck();
    await dialog.getByRole("textbox", { name: "TTL" }).fill("120");
    await dialog.getByRole("button", { name: "Add to plan" }).click();
    await button(page, "Accept", `A mail.${domain}`).click();
    const plan = await apply(page);
    await expectApplied(page, 2, 0, { stays: true });
    const outcome = (name: string) => changes(plan).filter({ hasText: `A ${name}.${domain}` }).locator(".outcome");
    await expect(outcome("ftp")).toHaveText(/^Verified\. The provider keeps it as: ftp\..* · TTL Auto · proxied$/);
    await expect(outcome("mail")).toHaveText("Verified");
    await plan.getByRole("button", { name: "Back" }).click();
    await expect(plan).toHaveCount(0);
    await expectPlanned(page, 0);
  });
});
