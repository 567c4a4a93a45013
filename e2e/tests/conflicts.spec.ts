// Conflicts between records, wherever they are shown: how much each matters in a word, and a button
// that mends it by way of the plan. And what the provider refuses: told at the field, to be corrected.
import type { Locator, Page } from "@playwright/test";
import { address } from "../bakery.ts";
import { expect, expectNoAxeViolations, forEachProvider, test } from "../fixtures.ts";
import { CLOUDFLARE } from "../providers.ts";
import type { Sandbox } from "../sandbox.ts";
import {
  addToPlan,
  apply,
  button,
  changes,
  detailsOf,
  expectApplied,
  expectPlanned,
  field,
  fill,
  openAdd,
  openEdit,
  openPlan,
  openRecords,
  openScanned,
  recordRow,
  scrollsSideways,
} from "../steps.ts";

const ZONE = "bakery.example";

/** Holds a CNAME at www, where the scan finds an A. */
const BESIDE = "conflict.example";

/** Refuses every record whose name begins with refuse-, and says that its content is why. */
const REFUSING = "batch-culprit.example";
const REFUSED = `A refuse-me.${REFUSING}`;
const WHY = /record (is|was) refused/;

/** Two addresses of one name that are to be kept for different times. */
const PAIR = [
  { type: "A", name: "pair", content: "192.0.2.1", ttl: 300 },
  { type: "A", name: "pair", content: "192.0.2.2", ttl: 600 },
] as const;

/** Opens the conflicts of `TYPE NAME`, of which the worst is of this severity. */
async function openConflicts(page: Page, severity: string, record: string): Promise<Locator> {
  await button(page, `${severity} at`, record).click();
  const dialog = page.getByRole("dialog", { name: "Conflicts" });
  await expect(dialog).toContainText(`${severity} · `);
  return dialog;
}

/** Adds an address to the plan by its form. */
async function add(page: Page, name: string, { proxied = false } = {}): Promise<void> {
  const dialog = await openAdd(page, "A");
  await fill(dialog, { Name: name, Content: "192.0.2.7" });
  if (proxied) await dialog.getByRole("checkbox", { name: "Proxied" }).check();
  await addToPlan(dialog);
}

/** Lets the provider refuse an address, which stays in the plan with the reason. */
async function beRefused(page: Page): Promise<Locator> {
  await add(page, "refuse-me");
  const plan = await apply(page);
  await expectApplied(page, 0, 1);
  await expect(changes(plan)).toContainText(WHY);
  return plan;
}

/** The form shows the provider's words at the content, as it shows its own. */
async function expectRefusal(form: Locator): Promise<Locator> {
  const content = field(form, "Content");
  await expect(content).toHaveAttribute("aria-invalid", "true");
  await expect(content).toHaveAccessibleDescription(WHY);
  await expect(form.getByText(WHY)).toBeVisible();
  await expect(field(form, "Name")).not.toHaveAttribute("aria-invalid", "true");
  return content;
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider((provider) => {
  test.describe("found records", () => {
    test.beforeEach(async ({ page, sandbox }) => {
      await openScanned(page, sandbox, BESIDE);
    });

    test("the row tells of the conflict, and one press makes way for it", async ({ page }) => {
      const record = `A www.${BESIDE}`;
      const mark = button(page, "Error at", record);
      await expect(mark).toHaveText("CNAME beside other records");
      const dialog = await openConflicts(page, "Error", record);
      await expect(dialog).toContainText("CNAME beside other records");
      await expectNoAxeViolations(page);
      await dialog.getByRole("button", { name: `Remove the others for ${record}`, exact: true }).click();
      await expect(dialog).toHaveCount(0);
      await expect(mark).toHaveCount(0);
      await expect(button(page, "Accept", record)).toHaveAttribute("aria-pressed", "true");
      await expectPlanned(page, 2);
      const plan = await openPlan(page);
      await expect(changes(plan).filter({ hasText: /^Delete CNAME www/ })).toHaveCount(1);
      await expect(changes(plan).filter({ hasText: /^Accept A www/ })).not.toContainText("Error");
    });

    test("a record that is rejected is no conflict any more", async ({ page }) => {
      const record = `A www.${BESIDE}`;
      await expect(button(page, "Error at", record)).toBeVisible();
      await button(page, "Reject", record).click();
      await expect(button(page, "Error at", record)).toHaveCount(0);
      await button(page, "Reject", record).click();
      await expect(button(page, "Error at", record)).toBeVisible();
    });

    test("the plan has the same button, and shows at once what it comes to", async ({ page }) => {
      const record = `A www.${BESIDE}`;
      await button(page, "Accept", record).click();
      const plan = await openPlan(page);
      await expect(changes(plan)).toHaveCount(1);
      await expect(changes(plan)).toContainText("Error · This name would have a CNAME");
      const details = await detailsOf(plan, changes(plan));
      await details.getByRole("button", { name: `Remove the others for ${record}`, exact: true }).click();
      await expect(changes(plan)).toHaveCount(2);
      await expect(changes(plan).filter({ hasText: "CNAME beside" })).toHaveCount(0);
      await page.keyboard.press("Escape");
      await expect(plan).toHaveCount(0);
      await expectPlanned(page, 2);
    });
  });

  test.describe("records of the zone", () => {
    test("a press changes the record in the plan, and the conflict is gone", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, ...PAIR);
      await openRecords(page, sandbox, ZONE);
      const [low, high] = ["A pair.bakery.example 192.0.2.1", "A pair.bakery.example 192.0.2.2"];
      await expect(button(page, "Note at", low)).toHaveCount(1);
      const dialog = await openConflicts(page, "Note", high);
      await dialog.getByRole("button", { name: "Set the TTL to 300 for A pair.bakery.example" }).click();
      await expect(page.getByRole("button", { name: /^Note at A pair/ })).toHaveCount(0);
      await expect(recordRow(page, high)).toContainText("to be changed");
      await apply(page);
      await expectApplied(page, 1, 0);
      const ttls = (await sandbox.records(ZONE)).map((record) => record.Ttl ?? record.ttl);
      expect(ttls.filter((ttl) => ttl === 300)).toHaveLength(2);
    });

    test.describe("while the zone is read anew beside the open dialog", () => {
      const [record, fix] = ["A pair.bakery.example 192.0.2.2", "Set the TTL to 300 for A pair.bakery.example"];

      /** Opens the conflicts of the record, and lets the first one of the zone go then. */
      async function openMeanwhile(page: Page, sandbox: Sandbox, then = async () => {}): Promise<Locator> {
        await sandbox.add(ZONE, ...PAIR, address("zoo", 9));
        await openRecords(page, sandbox, ZONE);
        await button(page, "Delete", `CNAME www.${ZONE}`).click();
        let goOn = () => {};
        const isHeld = new Promise<void>((held) => (goOn = held));
        await page.route(/\/records\/\d+$|\/batch$/, (route) => isHeld.then(() => route.fallback()));
        const plan = await apply(page);
        await page.keyboard.press("Escape");
        await expect(plan).toHaveCount(0);
        const dialog = await openConflicts(page, "Note", record);
        const press = dialog.getByRole("button", { name: fix });
        await expect(press).toBeDisabled();
        await then();
        goOn();
        await expectApplied(page, 1, 0);
        await press.click();
        await expect(dialog).toHaveCount(0);
        return page.getByRole("status");
      }

      test("a press means the record that was shown, wherever it stands now", async ({ page, sandbox }) => {
        await openMeanwhile(page, sandbox);
        await expect(recordRow(page, record)).toContainText("to be changed");
        await expect(changes(await openPlan(page))).toHaveText([/^Change A pair\./]);
      });

      test("a press for a record that is another one now does nothing, and says so", async ({ page, sandbox }) => {
        const status = await openMeanwhile(page, sandbox, () => sandbox.change(ZONE, record, "192.0.2.3"));
        await expect(status).toContainText("The records have changed since this was shown, so nothing was done.");
        await expectPlanned(page, 0);
      });
    });

    test("a new record that is there already is left out by a press", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, { type: "A", name: "twice", content: "192.0.2.7" });
      await openRecords(page, sandbox, ZONE);
      await add(page, "twice");
      await expectPlanned(page, 1);
      const plan = await openPlan(page);
      const details = await detailsOf(plan, changes(plan));
      await details.getByRole("button", { name: "Leave this out for A twice.bakery.example" }).click();
      await expect(changes(plan)).toHaveCount(0);
      await plan.getByRole("button", { name: "Back" }).click();
      await expectPlanned(page, 0);
    });

    test("the conflicts of a row fit a narrow screen", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, ...PAIR);
      await page.setViewportSize({ width: 375, height: 700 });
      await openRecords(page, sandbox, ZONE);
      await expectNoAxeViolations(page);
      await openConflicts(page, "Note", "A pair.bakery.example 192.0.2.2");
      expect(await scrollsSideways(page)).toBe(false);
      await expectNoAxeViolations(page);
    });

    test("how many records the zone may hold is told in words", async ({ page, sandbox }) => {
      await openRecords(page, sandbox, ZONE);
      await expect(page.getByRole("meter", { name: "Records used" })).toBeVisible();
      await expect(page.getByText(/^1 of \d+ records used$/)).toBeVisible();
    });
  });

  test.describe("what the provider refuses", () => {
    test("is corrected from its line in the plan, at the field that it is about", async ({ page, sandbox }) => {
      await openRecords(page, sandbox, REFUSING);
      const plan = await beRefused(page);
      await changes(plan).getByRole("button", { name: `Edit ${REFUSED}`, exact: true }).click();
      const form = page.getByRole("dialog", { name: "Edit record" });
      const content = await expectRefusal(form);
      await expectNoAxeViolations(page);
      await content.fill("192.0.2.8");
      await expect(content).not.toHaveAttribute("aria-invalid", "true");
      await expect(form.getByText(WHY)).toHaveCount(0);
      await fill(form, { Name: "kept" });
      await addToPlan(form);
      await expect(changes(plan)).toHaveText(/^Add A kept\.batch-culprit\.example .*192\.0\.2\.8/);
      await plan.getByRole("button", { name: "Apply", exact: true }).click();
      await expectApplied(page, 1, 0);
      expect(await sandbox.held(REFUSING)).toContain("A kept.batch-culprit.example 192.0.2.8");
    });

    test("is told in the form that its row opens, as long as the record is the same", async ({ page, sandbox }) => {
      await openRecords(page, sandbox, REFUSING);
      const plan = await beRefused(page);
      await plan.getByRole("button", { name: "Back" }).click();
      const form = await openEdit(page, REFUSED);
      const content = await expectRefusal(form);
      await content.fill("192.0.2.9");
      await addToPlan(form);
      const again = await openEdit(page, REFUSED);
      await expect(field(again, "Content")).not.toHaveAttribute("aria-invalid", "true");
      await expectPlanned(page, 1);
    });

    test("stays in the plan when its form is closed again", async ({ page, sandbox }) => {
      await openRecords(page, sandbox, REFUSING);
      const plan = await beRefused(page);
      await changes(plan).getByRole("button", { name: /^Edit / }).click();
      const form = page.getByRole("dialog", { name: "Edit record" });
      await form.getByRole("button", { name: "Cancel" }).click();
      await expect(form).toHaveCount(0);
      await expect(changes(plan)).toContainText(WHY);
      await expect(changes(plan).getByRole("button", { name: "Retry" })).toBeEnabled();
    });
  });

  if (provider === CLOUDFLARE) {
    test("the proxy of a name for mail is turned off by a press", async ({ page, sandbox }) => {
      await openRecords(page, sandbox, ZONE);
      await add(page, "mail", { proxied: true });
      await expect(recordRow(page, "A mail.bakery.example")).toContainText("proxied");
      const dialog = await openConflicts(page, "Warning", "A mail.bakery.example");
      await dialog.getByRole("button", { name: "Turn the proxy off for A mail.bakery.example" }).click();
      await expect(recordRow(page, "A mail.bakery.example")).not.toContainText("proxied");
      await expect(recordRow(page, "A mail.bakery.example")).not.toContainText("Warning");
      await expectPlanned(page, 1);
    });

    test("the details of a record that is not written yet are what is known", async ({ page, sandbox }) => {
      await openRecords(page, sandbox, ZONE);
      await add(page, "new");
      await button(page, "Show", "A new.bakery.example").click();
      const details = page.getByRole("dialog", { name: "Record", exact: true });
      for (const words of ["new.bakery.example", "192.0.2.7", "TTL Auto", "to be added"]) {
        await expect(details).toContainText(words);
      }
    });
  }
});
