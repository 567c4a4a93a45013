// The `test` of every browser test: with a key of its own and a guard over the whole context.
import { randomUUID } from "node:crypto";
import { expect, test as base } from "@playwright/test";
import { Guard } from "./guard.ts";

export { expect } from "@playwright/test";
export { expectNoAxeViolations } from "./axe.ts";

interface Fixtures {
  /** A key that no other test has; it must appear nowhere but in its auth header. */
  key: string;
  /** To declare what this test makes go wrong on purpose. */
  guard: Guard;
}

export const test = base.extend<Fixtures>({
  // Playwright reads the names of a fixture's parameters, so the empty pattern must stay.
  key: async ({}, use) => {
    await use(`sandbox-${randomUUID()}`);
  },
  // Asks for the page so that it is still open when the guard looks at it in the end.
  guard: [
    async ({ page, key, baseURL }, use) => {
      if (baseURL === undefined) throw new Error("baseURL is not set");
      const guard = new Guard(key, baseURL);
      await guard.watch(page.context());
      await use(guard);
      expect(await guard.findings(), "what must not happen in any test").toEqual([]);
    },
    { auto: true },
  ],
});
