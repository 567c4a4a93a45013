// Every call of the page under every fault: what is told, what leads on, and that nothing is lost or
// written twice. The outcome stands in docs/faults.md.
import { test } from "../faults.ts";
import { expect } from "../fixtures.ts";
import { cellsOf, type Row } from "../matrix/desk.ts";
import * as plan from "../matrix/plan.ts";
import * as records from "../matrix/records.ts";
import { expected, put, titles, writes } from "../matrix/table.ts";
import * as zone from "../matrix/zone.ts";
import * as zones from "../matrix/zones.ts";
import { CLOUDFLARE, type Provider, PROVIDERS } from "../providers.ts";

function rowsOf(provider: Provider): Row[] {
  const check = provider === CLOUDFLARE ? [zones.keyCheck()] : [];
  return [...check, ...[zones, records, plan, zone].flatMap(({ rows }) => rows(provider))];
}

const order = new Map(PROVIDERS.map((provider) => [provider.title, rowsOf(provider).map(({ title }) => title)]));

test.beforeEach(async ({ page, guard }) => {
  // Calls go wrong on purpose.
  guard.expectHttpErrors();
  guard.expectConsole(/net::ERR_/);
  await page.clock.install();
});

// The page's own time is let run while real calls are under way: on a machine that is busy one of them may be
// given up before it could be answered.
test.describe.configure({ retries: 2 });

for (const provider of PROVIDERS) {
  test.describe(provider.title, () => {
    test.use({ provider });

    for (const row of rowsOf(provider)) {
      const key = row.title.startsWith("check the key") ? " (sandbox-no-list)" : "";
      test(`${row.title}${key}`, async ({ page, network, sandbox }) => {
        const cells = await cellsOf({ page, network, sandbox, provider }, row);
        expect(cells.every((cell) => cell !== "")).toBe(true);
        if (writes) return put(provider.title, row.title, cells, order);
        expect(cells, "docs/faults.md says otherwise; see CONTRIBUTING.md").toEqual(expected(provider.title, row.title));
      });
    }
  });
}

test("the table has a row for each call and no other", () => {
  for (const [provider, rows] of order) expect(titles(provider)).toEqual(rows);
});
