// The `test` of every browser test: with a key of its own and a guard over the whole context.
import { randomUUID } from "node:crypto";
import { expect, test as base } from "@playwright/test";
import { Guard } from "./guard.ts";
import { BUNNY, type Provider, PROVIDERS } from "./providers.ts";
import { Sandbox } from "./sandbox.ts";

export { expect } from "@playwright/test";
export { expectNoAxeViolations } from "./axe.ts";

interface Options {
  /** The provider that the test is about. */
  provider: Provider;
}

interface Fixtures {
  /**
   * A key that no other test has; it must appear nowhere but in its auth header. A test whose title
   * ends with a key of the sandbox's table, in brackets, gets one that behaves like it.
   */
  key: string;
  /** The test's account, for what the page does not do. */
  sandbox: Sandbox;
  /** To declare what this test makes go wrong on purpose. */
  guard: Guard;
}

export const test = base.extend<Options & Fixtures>({
  provider: [BUNNY, { option: true }],
  // Playwright reads the names of a fixture's parameters, so the empty pattern must stay.
  key: async ({}, use, { title }) => {
    const behaviour = title.match(/\((sandbox-[\w-]+)\)$/)?.[1];
    await use(behaviour === undefined ? `sandbox-${randomUUID()}` : `${behaviour}.${randomUUID()}`);
  },
  sandbox: async ({ request, provider, key }, use) => {
    await use(new Sandbox(request, provider, key));
  },
  // Asks for the page so that it is still open when the guard looks at it in the end.
  guard: [
    async ({ page, key, baseURL }, use) => {
      if (baseURL === undefined) throw new Error("baseURL is not set");
      const guard = new Guard(key, baseURL);
      await guard.watch(page.context());
      await use(guard);
      // A reading that the test answers itself may be under way; what becomes of it is no one's concern now.
      for (const open of page.context().pages()) await open.unrouteAll({ behavior: "ignoreErrors" });
      expect(await guard.findings(), "what must not happen in any test").toEqual([]);
    },
    { auto: true },
  ],
});

/** The same tests for each provider. */
export function forEachProvider(tests: (provider: Provider) => void): void {
  for (const provider of PROVIDERS) {
    test.describe(provider.title, () => {
      test.use({ provider });
      tests(provider);
    });
  }
}
