// The plan: what it lists, what it warns of, and that it writes exactly that, once.
import { expect, forEachProvider, test } from "../fixtures.ts";
import { BUNNY, CLOUDFLARE } from "../providers.ts";
import { apply, button, calls, changes, expectApplied, expectFound, expectPlanned, leavePlan, openPlan, openScanned, openZones, row, runUntil } from "../steps.ts";

const ZONE = "bakery.example";

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider((provider) => {
  test("every change is an item that begins with its verb and record", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await button(page, "Accept", "A blog.bakery.example").click();
    await button(page, "Accept", "TXT _dmarc.bakery.example").click();
    await button(page, "Reject", "A order.bakery.example").click();
    await expectPlanned(page, 3);
    const plan = await openPlan(page);
    await expect(changes(plan)).toHaveCount(3);
    const items = await changes(plan).allInnerTexts();
    expect(items.map((text) => text.trim().split(/\s+/).slice(0, 3).join(" ")).sort()).toEqual([
      "Accept A blog.bakery.example",
      "Accept TXT _dmarc.bakery.example",
      "Reject A order.bakery.example",
    ]);
    await expect(changes(plan).filter({ hasText: "blog" })).toContainText("192.0.2.12");
    const lasting = provider === CLOUDFLARE ? /removes this result permanently/ : /Remembered in this tab only/;
    await expect(changes(plan).filter({ hasText: "order" })).toContainText(lasting);
  });

  test("Back and Escape leave everything pending", async ({ page, sandbox }) => {
    const writes = calls(page, provider.writes.path, provider.writes.method);
    await openScanned(page, sandbox, ZONE);
    await button(page, "Accept", "A blog.bakery.example").click();
    const plan = await openPlan(page);
    await plan.getByRole("button", { name: "Back" }).click();
    await expect(plan).toHaveCount(0);
    await openPlan(page);
    await page.keyboard.press("Escape");
    await expect(plan).toHaveCount(0);
    await expectPlanned(page, 1);
    expect(writes.length).toBe(0);
  });

  test("a CNAME beside other data is warned of, in the zone and in the plan", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, "conflict.example");
    for (const record of ["A www.conflict.example", "CNAME shop.conflict.example", "A api.conflict.example"]) {
      await button(page, "Accept", record).click();
    }
    const plan = await openPlan(page);
    const conflict = /CNAME beside other records/;
    await expect(changes(plan).filter({ hasText: "www.conflict" }).first()).toContainText(conflict);
    await expect(changes(plan).filter({ hasText: "shop.conflict" })).toContainText(conflict);
    await expect(changes(plan).filter({ hasText: "api.conflict" })).not.toContainText(conflict);
  });

  test("exactly what was accepted is written, once", async ({ page, sandbox }) => {
    const before = await sandbox.held(ZONE);
    await openScanned(page, sandbox, ZONE);
    const found = await sandbox.discovered(ZONE);
    await page.getByRole("button", { name: "Accept all shown" }).click();
    await button(page, "Reject", "A order.bakery.example").click();
    const plan = await apply(page);
    await expectApplied(page, 13, 0);
    await expect(plan).toHaveCount(0);
    const left = /^(SOA|NS) bakery\.example |^CNAME www\.|^A order\./;
    const accepted = found.filter((text) => !left.test(text));
    expect(accepted).toHaveLength(12);
    expect(await sandbox.held(ZONE)).toEqual([...before, ...accepted].sort());
    await expectPlanned(page, 0);
    await expect(row(page, "A blog.bakery.example")).toContainText("written");
    await expect(row(page, "A order.bakery.example")).toContainText("rejected");
  });

  test("rejecting all that mail depends on is told, and confirmed where it is permanent", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    for (const host of ["mx1", "mx2"]) {
      await page.getByRole("button", { name: new RegExp(`^Reject MX bakery\\.example .*${host}`) }).click();
    }
    await button(page, "Reject", "TXT _dmarc.bakery.example").click();
    const plan = await openPlan(page);
    await expect(plan).toContainText("You reject the only MX records and the only DMARC policy.");
    const run = plan.getByRole("button", { name: "Apply", exact: true });
    const word = plan.getByRole("textbox", { name: "Type DELETE to confirm" });
    if (provider === CLOUDFLARE) {
      await expect(run).toBeDisabled();
      await word.fill("DELETE");
    } else {
      await expect(word).toHaveCount(0);
    }
    await expect(run).toBeEnabled();
    await leavePlan(page);
    await page.getByRole("button", { name: /^Accept MX bakery\.example .*mx1/ }).click();
    await expect(await openPlan(page)).toContainText("You reject the only DMARC policy.");
  });

  test("a double press on Apply writes once", async ({ page, sandbox }) => {
    const before = await sandbox.held(ZONE);
    await openScanned(page, sandbox, ZONE);
    const writes = calls(page, provider.writes.path, provider.writes.method);
    await page.getByRole("button", { name: "Accept all shown" }).click();
    const plan = await openPlan(page);
    await plan.getByRole("button", { name: "Apply", exact: true }).dblclick();
    await expectApplied(page, 13, 0);
    expect(await sandbox.held(ZONE)).toHaveLength(before.length + 13);
    expect(writes.length).toBe(provider === BUNNY ? 13 : 1);
  });

  test("progress is shown while records are written", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await page.getByRole("button", { name: "Accept all shown" }).click();
    let goOn = () => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    await page.route(`**/${provider.sandbox}/**`, async (route) => {
      const request = route.request();
      const path = new URL(request.url()).pathname;
      if (request.method() === provider.writes.method && provider.writes.path.test(path)) await held;
      await route.continue();
    });
    const plan = await apply(page);
    await expect(plan.getByRole("progressbar", { name: "Apply progress" })).toBeVisible();
    await expect(plan.getByText(/^Writing 0 of 13/)).toBeVisible();
    await expect(changes(plan).filter({ hasText: /Sent\s*$/ }).first()).toBeVisible();
    await expect(plan.getByRole("button", { name: "Apply", exact: true })).toHaveCount(0);
    await expect(page.getByRole("status")).not.toContainText("Applied");
    goOn();
    await expectApplied(page, 13, 0);
  });

  test("after a reload nothing is written again", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await page.getByRole("button", { name: "Accept all shown" }).click();
    await apply(page);
    await expectApplied(page, 13, 0);
    const after = await sandbox.held(ZONE);
    const writes = calls(page, provider.writes.path, provider.writes.method);
    await page.reload();
    await expect(page.getByRole("heading", { name: ZONE })).toBeVisible();
    await expect(page.getByRole("button", { name: "Start scan" })).toBeEnabled();
    await expectPlanned(page, 0);
    await page.getByRole("button", { name: "Start scan" }).click();
    await expect(page.getByRole("status")).toContainText(new RegExp(`\\b${sandbox.found(ZONE)} records found`));
    const acceptAll = page.getByRole("button", { name: "Accept all shown" });
    await acceptAll.click();
    await expectPlanned(page, 0);
    expect(writes.length).toBe(0);
    expect(await sandbox.held(ZONE)).toEqual(after);
  });

  test("a reload in the middle of writing and a second Apply write nothing twice", async ({ page, sandbox }) => {
    const before = await sandbox.held(ZONE);
    await openScanned(page, sandbox, ZONE);
    await page.getByRole("button", { name: "Accept all shown" }).click();
    // What is sent reaches the sandbox, but no answer reaches the page.
    const atOnce = provider === BUNNY ? 4 : 1;
    let written = 0;
    await page.route(`**/${provider.sandbox}/**`, async (route) => {
      const request = route.request();
      const path = new URL(request.url()).pathname;
      const writes = request.method() === provider.writes.method && provider.writes.path.test(path);
      if (!writes || written >= atOnce) return route.continue();
      await route.fetch();
      written += 1;
    });
    await apply(page);
    await expect.poll(() => written).toBe(atOnce);
    await page.reload();
    await leavePlan(page);
    await expect(page.getByRole("button", { name: "Start scan" })).toBeEnabled();
    if (provider === BUNNY) {
      await expectFound(page, sandbox, ZONE);
      await expectPlanned(page, 13);
      await apply(page);
      await expectApplied(page, 13, 0);
    }
    const held = await sandbox.held(ZONE);
    expect(new Set(held).size).toBe(held.length);
    expect(held).toHaveLength(before.length + 13);
  });

  test("the main job: connect, find the zone, scan, review, apply", async ({ page, sandbox }) => {
    await page.clock.install();
    const domain = "northwind.example";
    const before = await sandbox.held(domain);
    await openZones(page, provider, sandbox.key);
    await page.getByRole("searchbox", { name: "Find a zone" }).fill("north");
    await page.getByRole("link", { name: domain }).click();
    await page.getByRole("button", { name: "Start scan" }).click();
    await runUntil(page, () => expect(page.getByRole("status")).toContainText(provider.over, { timeout: 200 }));
    await expectFound(page, sandbox, domain);
    const found = await sandbox.discovered(domain);
    await page.getByRole("button", { name: "Accept all shown" }).click();
    await page.getByRole("searchbox", { name: "Filter records" }).fill("autoconfig");
    await button(page, "Reject", "A autoconfig.northwind.example").click();
    const count = Number((await page.getByRole("button", { name: /^Review plan/ }).textContent())?.match(/\d+/)?.[0]);
    const plan = await openPlan(page);
    await expect(changes(plan)).toHaveCount(count);
    await plan.getByRole("button", { name: "Apply", exact: true }).click();
    await expectApplied(page, count, 0);
    const names = (texts: string[]) => texts.map((text) => text.split(" ").slice(0, 2).join(" ")).sort();
    const left = /^(SOA|NS) northwind\.example$|^A autoconfig\.|^A mail\.|^CNAME status\./;
    const expected = names(found).filter((name) => !left.test(name));
    // One of the two exchangers of the apex is in the zone already.
    expected.splice(expected.indexOf("MX northwind.example"), 1);
    expect(names(await sandbox.held(domain))).toEqual([...names(before), ...expected].sort());
    await expectPlanned(page, 0);
  });
});

test.describe(CLOUDFLARE.title, () => {
  test.use({ provider: CLOUDFLARE });

  test("a name server of the old host is accepted only by insisting, and warned of", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await button(page, "Accept", "NS bakery.example ns1.old-host.example").click();
    const plan = await openPlan(page);
    await expect(changes(plan)).toHaveText([/^Accept NS bakery\.example/]);
    await expect(changes(plan)).toContainText("old host’s servers for the whole zone");
  });

  test("a reject is told to the provider, and never comes back", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await button(page, "Reject", "A order.bakery.example").click();
    await apply(page);
    await expectApplied(page, 1, 0);
    await expect(button(page, "Accept", "A order.bakery.example")).toBeDisabled();
    expect((await sandbox.discovered(ZONE)).filter((text) => text.startsWith("A order"))).toEqual([]);
  });
});

test("at bunny.net a reject is remembered here, and can be taken back", async ({ page, sandbox }) => {
  const writes = calls(page, BUNNY.writes.path, BUNNY.writes.method);
  await openScanned(page, sandbox, ZONE);
  await button(page, "Reject", "A order.bakery.example").click();
  await apply(page);
  await expectApplied(page, 1, 0);
  expect(writes.length).toBe(0);
  await button(page, "Accept", "A order.bakery.example").click();
  await expectPlanned(page, 1);
  await apply(page);
  await expectApplied(page, 1, 0);
  expect(await sandbox.held(ZONE)).toContain("A order.bakery.example 192.0.2.11");
});
