// Hundreds of runs of chaos, half of them at each provider; see tests/chaos.spec.ts for a few.
import { Chaos } from "../chaos.ts";
import { test } from "../faults.ts";
import { PROVIDERS } from "../providers.ts";

const RUNS = Number(process.env.ZONESIFT_RUNS ?? 200);

for (const [place, provider] of PROVIDERS.entries()) {
  test.describe(provider.title, () => {
    test.use({ provider });

    for (let seed = 1001 + place; seed < 1001 + RUNS; seed += PROVIDERS.length) {
      test(`whatever fails, the zone is what the page says: seed ${seed}`, async ({ page, network, sandbox, guard }, info) => {
        test.setTimeout(240_000);
        guard.expectHttpErrors();
        guard.expectConsole(/net::ERR_/);
        await page.clock.install();
        const { calls, faults, pressed } = await new Chaos({ page, network, sandbox, provider }, seed).run();
        info.annotations.push({ type: "figures", description: `${calls} calls, ${faults} broken, ${pressed} times gone on` });
      });
    }
  });
}
