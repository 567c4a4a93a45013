// Scan, review, apply and undo with random faults: the zone is always what the page says. A run that
// fails tells its seed; ZONESIFT_SEED plays it again. `cargo xtask soak` runs hundreds.
import { Chaos } from "../chaos.ts";
import { test } from "../faults.ts";
import { expect } from "../fixtures.ts";
import { PROVIDERS } from "../providers.ts";

/** Of so many runs of each provider here; more are in the soak. */
const RUNS = 4;

const given = process.env.ZONESIFT_SEED;
const seeds = given === undefined ? Array.from({ length: RUNS }, (_, index) => index + 1) : [Number(given)];

// The page's own time is let run while real calls are under way: on a machine that is busy one of them may be
// given up before it could be answered.
test.describe.configure({ retries: 2 });

for (const provider of PROVIDERS) {
  test.describe(provider.title, () => {
    test.use({ provider });

    for (const seed of seeds) {
      test(`whatever fails, the zone is what the page says: seed ${seed}`, async ({ page, network, sandbox, guard }) => {
        guard.expectHttpErrors();
        guard.expectConsole(/net::ERR_/);
        await page.clock.install();
        const figures = await new Chaos({ page, network, sandbox, provider }, seed).run();
        expect(figures.faults).toBeGreaterThan(0);
      });
    }
  });
}
