// The accessibility check for whatever the page shows at the moment.
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Fails with one line for each rule that is broken, and where. */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  // The legacy mode stays in this page; the other one opens a second page for its report.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const told = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.target.join(" ")).join("; ")}`,
  );
  expect(told, "rules of accessibility that the page breaks").toEqual([]);
}
