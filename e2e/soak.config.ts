// How `cargo xtask soak` runs the long tests: as all others, from a folder of their own.
import config from "./playwright.config.ts";

export default {
  ...config,
  testDir: "soak",
  reporter: [["list"], ["./soak/figures.ts"], ["json", { outputFile: "test-results/report.json" }]],
};
