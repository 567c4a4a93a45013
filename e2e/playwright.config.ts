// How the browser tests run. `cargo xtask test` starts the host on a free port and names it in
// ZONESIFT_URL; by hand (`npx playwright test` here, after `cargo xtask build` and
// `cargo build -p zonesift-host`) the host is started from target/debug.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { defineConfig } from "@playwright/test";

const byHand = "http://127.0.0.1:8089/";
const given = process.env.ZONESIFT_URL;
const results = process.env.ZONESIFT_RESULTS ?? "test-results";

const folders = (process.env.PATH ?? "").split(delimiter);
const installed = folders.map((folder) => join(folder, "chromium")).find(existsSync);

export default defineConfig({
  testDir: "tests",
  outputDir: results,
  fullyParallel: true,
  // A test waits for its page a third of its time: three of them keep two processors busy.
  workers: 3,
  // Seven hundred tests on two processors: one of them may meet a stall that is not the page's. It is tried
  // once more, and the summary names it, so that what fails now and then is looked at and not lost.
  retries: 1,
  // How long a busy machine takes decides no test: these only end what hangs.
  expect: { timeout: 20_000 },
  timeout: 180_000,
  forbidOnly: given !== undefined,
  reporter: [["list"], ["json", { outputFile: `${results}/report.json` }]],
  use: {
    baseURL: given ?? byHand,
    browserName: "chromium",
    screenshot: "only-on-failure",
    viewport: { width: 1280, height: 1000 },
    // A test does not wait for what settles; looks.spec.ts looks at the motion itself.
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: {
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
    },
  },
  webServer: given
    ? undefined
    : {
        command: "../target/debug/zonesift-host --port 8089 --dist ../dist",
        url: byHand,
        reuseExistingServer: true,
      },
});
