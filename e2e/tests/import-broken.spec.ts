// A large import that breaks in the middle: by a write that fails, by an answer that is lost, by a
// reload of the tab. In the end the zone is exactly as it was planned, and taken back as it was.
import type { Locator, Page, Request } from "@playwright/test";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { BUNNY } from "../providers.ts";
import type { Sandbox } from "../sandbox.ts";
import { applies, changes, confirm, expectChanges, expectPlanned, goTo, leavePlan, openPlan, openTransfer, planPage, preview } from "../steps.ts";

const ZONE = "northwind.example";

/** So many records take a while on a busy machine. */
const PATIENCE = { timeout: 300_000 };

/** The calls that write records. */
const WRITES = /\/records(\/\d+)?$|\/dns_records\/batch$/;

function host(index: number) {
  return { type: "A", name: `host-${index}`, content: `198.18.${index >> 8}.${index & 255}`, ttl: 600 } as const;
}

function fileOf(count: number): string {
  const records = Array.from({ length: count }, (_, index) => host(index));
  return records.map(({ name, ttl, content }) => `${name} ${ttl} IN A ${content}`).join("\n");
}

/** The zone with these hosts, as the provider would tell it: as one of them that was added directly. */
async function planned(sandbox: Sandbox, domain: string, count: number): Promise<string[]> {
  const before = await sandbox.contents(domain);
  const { name, content } = host(0);
  await sandbox.add(domain, host(0));
  const [sample] = (await sandbox.contents(domain)).filter((text) => !before.includes(text));
  await sandbox.remove(domain, `A ${name}.${domain}`);
  const told = (index: number) => {
    const other = host(index);
    return String(sample).replace(`"${name}`, `"${other.name}`).replace(`"${content}"`, `"${other.content}"`);
  };
  return [...before, ...Array.from({ length: count }, (_, index) => told(index))].sort();
}

function writes(request: Request): boolean {
  return request.method() !== "GET" && WRITES.test(new URL(request.url()).pathname);
}

/** Resolves when the page has sent so many writes. */
function written(page: Page, count: number): Promise<void> {
  return new Promise((resolve) => {
    let seen = 0;
    page.on("request", (request) => {
      if (writes(request) && ++seen === count) resolve();
    });
  });
}

type Break = "fails" | "is lost" | "never arrives" | "is never answered";

/** Breaks the next writes, one after the other; all others go through. Tells when all are broken. */
async function breakNext(page: Page, ...how: Break[]): Promise<{ done: Promise<void> }> {
  const left = [...how];
  let broken = 0;
  let tell = () => {};
  const done = new Promise<void>((resolve) => (tell = resolve));
  await page.route(WRITES, async (route) => {
    const next = writes(route.request()) ? left.shift() : undefined;
    if (next === undefined) return route.continue();
    if (next === "fails") await route.fulfill({ status: 500, json: {} });
    if (next === "is lost" || next === "is never answered") await route.fetch();
    if (next === "is lost") await route.abort("connectionreset");
    if (++broken === how.length) tell();
  });
  return { done };
}

async function start(page: Page): Promise<void> {
  const plan = await openPlan(page);
  await confirm(plan);
  await plan.getByRole("button", { name: "Apply", exact: true }).click();
}

async function expectTold(page: Page, succeeded: number, failed: number): Promise<void> {
  const told = `Applied: ${succeeded} succeeded, ${failed} failed`;
  await expect(page.getByRole("status")).toContainText(told, PATIENCE);
}

/** Loads the page anew and waits until the zone is read. */
async function reload(page: Page): Promise<void> {
  await page.reload();
  await page.unroute(WRITES);
  await goTo(page, "Import & export");
  await expect(page.getByRole("button", { name: "Preview import" })).toBeEnabled(PATIENCE);
}

/** The entry of the history that has no end. */
function unfinished(page: Page) {
  return applies(page).filter({ hasText: "did not finish" });
}

/** Takes the unfinished apply back, of which so many changes stand in the zone. */
async function takeBack(page: Page, count: number): Promise<void> {
  await goTo(page, "History");
  await unfinished(page).getByRole("button", { name: "Undo all" }).click();
  const plan = planPage(page);
  await expectChanges(plan, count, PATIENCE);
  await confirm(plan);
  await plan.getByRole("button", { name: "Apply", exact: true }).click();
  await expectTold(page, count, 0);
  await leavePlan(page);
  await expectPlanned(page, 0);
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
  // A request that is broken off by the test, or by a reload.
  guard.expectConsole(/net::ERR_/);
});

forEachProvider((provider) => {
  const isBunny = provider === BUNNY;
  // At bunny.net each record is a call of its own.
  const COUNT = isBunny ? 900 : 3_000;

  test("hundreds of calls, with a reload, a failure and a lost answer in the middle", async ({ page, sandbox }) => {
    test.setTimeout(900_000);
    const before = await sandbox.contents(ZONE);
    const after = await planned(sandbox, ZONE, COUNT);
    await openTransfer(page, sandbox, ZONE);
    await preview(page, fileOf(COUNT));
    await expectPlanned(page, COUNT);

    // The one provider has a call for each record, the other one for all of them.
    const third = written(page, isBunny ? COUNT / 3 : 1);
    if (!isBunny) await breakNext(page, "never arrives");
    await start(page);
    const progress = page.getByRole("progressbar", { name: "Apply progress" });
    await expect(progress).toHaveAttribute("aria-valuemax", String(COUNT), PATIENCE);
    await third;
    await reload(page);
    await expectPlanned(page, COUNT);
    await goTo(page, "History");
    await expect(unfinished(page)).toContainText(`${COUNT} added`);
    await goTo(page, "Import & export");

    const there = (await sandbox.contents(ZONE)).length - before.length;
    const plan = await openPlan(page);
    await expectChanges(plan, COUNT, PATIENCE);
    await plan.getByRole("searchbox", { name: "Filter changes" }).fill("already has this record");
    await expectChanges(plan, there, PATIENCE);
    if (isBunny) expect(there).toBeGreaterThan(COUNT / 4);
    await plan.getByRole("button", { name: "Back" }).click();

    const half = isBunny ? written(page, COUNT / 4) : Promise.resolve();
    if (!isBunny) await breakNext(page, "fails");
    await start(page);
    await half;
    if (isBunny) {
      const { done } = await breakNext(page, "fails", "is lost");
      await done;
      // All others go faster without it.
      await page.unroute(WRITES);
    }
    await expectTold(page, isBunny ? COUNT - 1 : 0, isBunny ? 1 : COUNT);
    await page.unroute(WRITES);
    await changes(plan).first().getByRole("button", { name: /^Retry / }).click();
    if (!isBunny) {
      await expectTold(page, 1, COUNT - 1);
      await plan.getByRole("button", { name: "Back" }).click();
      await expectPlanned(page, COUNT - 1);
      await breakNext(page, "is lost");
      await start(page);
    }
    await expectTold(page, isBunny ? COUNT : COUNT - 1, 0);
    await leavePlan(page);
    expect(await sandbox.contents(ZONE)).toEqual(after);

    await takeBack(page, COUNT);
    expect(await sandbox.contents(ZONE)).toEqual(before);
  });

  test("after a reload in the middle, what stands of the plan is taken back, and no more", async ({ page, sandbox }) => {
    const domain = "bakery.example";
    const old = ["keep", "old", "change"].map((name, last) => ({ type: "A", name, content: `192.0.2.${last + 1}` }) as const);
    await sandbox.add(domain, ...old);
    const before = await sandbox.contents(domain);
    const kept = ["www 3600 IN CNAME bakery.example.", "keep 3600 IN A 192.0.2.1", "change 900 IN A 192.0.2.3"];
    const all = [fileOf(10), ...kept].join("\n");
    for (const how of ["never arrives", "is never answered"] as const) {
      await openTransfer(page, sandbox, domain);
      await preview(page, all, "Make the zone equal to the file");
      await expectPlanned(page, 12);
      // Four at once, of which none is answered, so that nothing else follows.
      const { done } = await breakNext(page, ...Array.from({ length: isBunny ? 4 : 1 }, () => how));
      await start(page);
      await done;
      const stand = how === "never arrives" ? 0 : isBunny ? 4 : 12;
      await reload(page);
      await expectPlanned(page, 12);
      await goTo(page, "History");
      const last = unfinished(page).first();
      await expect(last).toContainText("10 added, 1 changed, 1 deleted");
      await last.getByRole("button", { name: "Undo all" }).click();
      const plan = planPage(page);
      await expect(changes(plan)).toHaveCount(stand);
      if (stand > 0) {
        await confirm(plan);
        await plan.getByRole("button", { name: "Apply", exact: true }).click();
        await expectTold(page, stand, 0);
      }
      await leavePlan(page);
      // What waits of the import waits on; taking back is a plan of its own.
      await expectPlanned(page, 12);
      expect(await sandbox.contents(domain)).toEqual(before);
      await page.getByRole("banner").getByRole("button", { name: "Lock" }).click();
    }
  });
});
