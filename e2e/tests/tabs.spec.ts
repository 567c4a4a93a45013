// Two tabs of one browser: one writes a zone at a time, and the other one says so.
import { ZONE } from "../bakery.ts";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { apply, changes, confirm, connect, expectApplied, expectPlanned, openPlan, openTransfer, preview } from "../steps.ts";

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider((provider) => {
  test("while one writes, the other cannot, and can afterwards", async ({ page, context, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    await preview(page, "one 600 IN A 192.0.2.1");
    let goOn = () => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    let begun = false;
    await page.route(/\/records$|\/dns_records\/batch$/, async (route) => {
      if (route.request().method() !== "GET") {
        begun = true;
        await held;
      }
      await route.continue();
    });
    await apply(page);
    await expect.poll(() => begun).toBe(true);

    const other = await context.newPage();
    await other.goto(`./#/zone/${await sandbox.zone(ZONE)}/transfer`);
    await connect(other, provider, sandbox.key);
    await expect(other.getByRole("button", { name: "Preview import" })).toBeEnabled();
    const sent: string[] = [];
    other.on("request", (request) => {
      if (request.method() !== "GET") sent.push(request.url());
    });
    await preview(other, "two 600 IN A 192.0.2.2");
    const plan = await openPlan(other);
    await confirm(plan);
    const start = plan.getByRole("button", { name: "Apply", exact: true });
    await start.click();
    await expect(plan).toContainText("Another tab of this browser is writing this zone.");
    await expect(start).toBeEnabled();
    await expect(changes(plan)).toHaveCount(1);
    expect(sent).toEqual([]);

    goOn();
    await expectApplied(page, 1, 0);
    await start.click();
    await expectApplied(other, 1, 0);
    await expect(plan).toHaveCount(0);
    const after = await sandbox.held(ZONE);
    expect(after.filter((text) => text.startsWith("A "))).toEqual([`A one.${ZONE} 192.0.2.1`, `A two.${ZONE} 192.0.2.2`]);
    await other.close();
  });

  test("a tab that is closed in the middle of writing leaves the zone to the other one", async ({ page, context, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    const other = await context.newPage();
    await other.goto(`./#/zone/${await sandbox.zone(ZONE)}/transfer`);
    await connect(other, provider, sandbox.key);
    await expect(other.getByRole("button", { name: "Preview import" })).toBeEnabled();
    await preview(other, "two 600 IN A 192.0.2.2");
    let begun = false;
    await other.route(/\/records$|\/dns_records\/batch$/, (route) => {
      if (route.request().method() === "GET") return route.continue();
      begun = true;
    });
    await apply(other);
    await expect.poll(() => begun).toBe(true);
    await other.close();
    await preview(page, "one 600 IN A 192.0.2.1");
    await apply(page);
    await expectApplied(page, 1, 0);
    expect(await sandbox.held(ZONE)).toContain(`A one.${ZONE} 192.0.2.1`);
  });
});
