// The benchmark: visits all pages in one browser, in turn, round by round, so that what disturbs the
// machine disturbs all of them, and writes the medians. `cargo xtask bench` builds everything and
// starts this; nothing here is a test, and no figure makes it fail.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { expect } from "./expected.ts";
import { Hosts } from "./host.ts";
import { options, USAGE } from "./options.ts";
import { PAGES } from "./pages.ts";
import { phone } from "./phone.ts";
import { report, type Series } from "./report.ts";
import { type Figures, visit } from "./scenario.ts";
import { busyShare } from "./machine.ts";
import { weigh } from "./weigh.ts";

const SLOWDOWN = 4;
/** The zone that is opened on a phone. */
const PHONE = "generated-1000.example";
const dist = dirname(fileURLToPath(import.meta.url));

const folders = (process.env.PATH ?? "").split(delimiter);
const installed = folders.map((folder) => join(folder, "chromium")).find(existsSync);

async function main(): Promise<void> {
  const wanted = options(process.argv.slice(2));
  const busy = await busyShare();
  const pages = PAGES.filter(({ name }) => wanted.pages.length === 0 || wanted.pages.includes(name));
  const hosts = new Hosts();
  process.once("exit", () => hosts.stop());
  const browser = await chromium.launch({
    executablePath: process.env.ZONESIFT_CHROMIUM ?? installed,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  try {
    const urls = new Map<string, string>();
    for (const { name } of pages) urls.set(name, await hosts.start(wanted.host, join(dist, name)));
    const series: Series[] = [];
    const runs = wanted.sizes.flatMap((size) => [
      { size, slowdown: 1, rounds: wanted.rounds },
      { size, slowdown: SLOWDOWN, rounds: wanted.slowRounds },
    ]);
    for (const { size, slowdown, rounds } of runs.filter((run) => run.rounds > 0)) {
      const figures: Record<string, Figures[]> = {};
      const domain = `generated-${size}.example`;
      const expected = new Map<string, Awaited<ReturnType<typeof expect>>>();
      for (const [name, url] of urls) expected.set(name, await expect(url, domain));
      for (let round = 1; round <= rounds; round++) {
        for (const page of pages) {
          const begun = performance.now();
          const host = urls.get(page.name)!;
          const taken = await visit({
            browser, host, page, slowdown, expected: expected.get(page.name)!,
          });
          (figures[page.name] ??= []).push(taken);
          const seconds = ((performance.now() - begun) / 1000).toFixed(1);
          const of = `${size} records, ${slowdown}×, round ${round} of ${rounds}`;
          console.log(`${of}: ${page.name} in ${seconds} s ${line(taken)}`);
        }
      }
      series.push({ size, slowdown, rounds, figures });
    }
    const phones: Record<string, Figures[]> = {};
    for (let round = 1; round <= wanted.phoneRounds; round++) {
      for (const page of pages) {
        const host = urls.get(page.name)!;
        const expected = await expect(host, PHONE);
        const taken = await phone({ browser, host, page, slowdown: SLOWDOWN, expected });
        (phones[page.name] ??= []).push(taken);
        console.log(`phone, round ${round} of ${wanted.phoneRounds}: ${page.name} ${line(taken)}`);
      }
    }
    const weights = Object.fromEntries(pages.map(({ name }) => [name, weigh(join(dist, name))]));
    const tried = readFileSync(join(dist, "../tried.md"), "utf8");
    const text = report({ pages, series, phones, weights, browser: browser.version(), busy, tried });
    console.log(`\n${text}`);
    if (wanted.out !== undefined) writeFileSync(wanted.out, text);
  } finally {
    await browser.close();
    hosts.stop();
  }
}

const line = (figures: Figures) =>
  Object.entries(figures)
    .map(([name, value]) => `${name} ${Math.round(value)}`)
    .join(", ");

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error, `\n\n${USAGE}`);
  process.exitCode = 1;
});
