// What a screen reader is told while records arrive: the state at once, the number every few seconds.
import { expect, test } from "../fixtures.ts";
import { CLOUDFLARE } from "../providers.ts";
import { grid, openZone, runUntil } from "../steps.ts";

const ZONE = "generated-1000.example";
const ALL = 1_000;
/** So many records more arrive with each reading. */
const MORE = 50;
/** A count stands for at least so long, in milliseconds of the page and but for its ticks. */
const BREATH = 4_450;

interface Told {
  at: number;
  words: string;
}

test.use({ provider: CLOUDFLARE });

test("a number that grows is told every few seconds, and seen at once", async ({ page, sandbox, guard }) => {
  test.slow();
  guard.expectHttpErrors();
  await page.clock.install();
  let readings = 0;
  await page.route("**/scan/review", async (route) => {
    const response = await route.fetch();
    const json = (await response.json()) as { result: unknown[] };
    // The sandbox finds a few more, sooner or later, once a scan is started.
    json.result = json.result.slice(0, Math.min(ALL, MORE * readings));
    readings += 1;
    await route.fulfill({ response, json });
  });
  await openZone(page, sandbox, ZONE);
  await expect(page.getByRole("status")).toContainText("0 records found");
  await page.evaluate(() => {
    const status = document.querySelector("[role=status]")!;
    const told: Told[] = [];
    Object.assign(window, { told });
    const tell = () => told.push({ at: Date.now(), words: status.textContent ?? "" });
    new MutationObserver(tell).observe(status, { subtree: true, childList: true, characterData: true });
  });
  await page.getByRole("button", { name: "Start scan" }).click();
  const seen = new Set<string>();
  await expect(async () => {
    await page.clock.runFor(1_000);
    const count = Number(await grid(page).getAttribute("aria-rowcount")) - 1;
    await expect(page.getByText(`${count} of ${count} shown`)).toBeVisible();
    seen.add(String(count));
    expect(count).toBe(ALL);
  }).toPass({ timeout: 100_000, intervals: [20] });
  await runUntil(page, () => expect(page.getByRole("status")).toContainText(`${ALL} records found`, { timeout: 100 }), 500);

  const told = await page.evaluate(() => (window as unknown as { told: Told[] }).told);
  const kind = (words: string) => words.replaceAll(/\d/g, "");
  for (const [index, { at, words }] of told.entries()) {
    const before = told[index - 1];
    if (before !== undefined && kind(before.words) === kind(words)) {
      expect(at - before.at, `${before.words} → ${words}`).toBeGreaterThanOrEqual(BREATH);
    }
    expect(words).toMatch(/^(Pending|In progress|Quiet) · \d+ records? found/);
  }
  // Seen twenty times at the most, and told less often than that.
  expect(seen.size).toBeGreaterThan(10);
  expect(told.length).toBeLessThan(readings);
});
