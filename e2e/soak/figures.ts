// Prints what the long tests have measured, each on a line of its own.
import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";

export default class Figures implements Reporter {
  onTestEnd(test: TestCase, { annotations, status }: TestResult): void {
    for (const { type, description } of annotations) {
      if (type === "figures") console.log(`${status}: ${test.titlePath().slice(2).join(" › ")}: ${description}`);
    }
  }
}
