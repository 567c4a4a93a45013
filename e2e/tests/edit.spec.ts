// Changing a found record before it is accepted.
import type { Locator, Page } from "@playwright/test";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { CLOUDFLARE } from "../providers.ts";
import { apply, button, changes, expectApplied, expectFound, expectPlanned, openPlan, openScanned, row } from "../steps.ts";

const ZONE = "bakery.example";

async function edit(page: Page, record: string): Promise<Locator> {
  await button(page, "Edit", record).click();
  const dialog = page.getByRole("dialog", { name: "Edit record" });
  await expect(dialog).toBeVisible();
  return dialog;
}

async function add(dialog: Locator): Promise<void> {
  await dialog.getByRole("button", { name: "Add to plan" }).click();
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider((provider) => {
  const proxied = provider === CLOUDFLARE;

  test("a changed record is accepted, shown with both values in the plan, and written", async ({ page, sandbox }) => {
    const before = await sandbox.held(ZONE);
    await openScanned(page, sandbox, ZONE);
    const dialog = await edit(page, "A blog.bakery.example");
    await expect(dialog.getByRole("textbox", { name: "Content" })).toHaveValue("192.0.2.12");
    await dialog.getByRole("textbox", { name: "Content" }).fill("192.0.2.99");
    await dialog.getByRole("textbox", { name: "Name" }).fill("diary");
    await add(dialog);
    await expect(dialog).toHaveCount(0);
    await expect(button(page, "Accept", "A diary.bakery.example")).toHaveAttribute("aria-pressed", "true");
    await expect(row(page, "A diary.bakery.example")).toContainText("192.0.2.99");
    await expect(row(page, "A diary.bakery.example")).toContainText("edited");
    await expectPlanned(page, 1);
    const plan = await openPlan(page);
    await expect(changes(plan)).toHaveText([/^Accept A diary\.bakery\.example/]);
    await expect(changes(plan)).toContainText("192.0.2.12");
    await expect(changes(plan)).toContainText("192.0.2.99");
    await plan.getByRole("button", { name: "Back" }).click();
    await apply(page);
    await expectApplied(page, 1, 0);
    expect(await sandbox.held(ZONE)).toEqual([...before, "A diary.bakery.example 192.0.2.99"].sort());
  });

  test("an edit survives a reload", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    const dialog = await edit(page, "A blog.bakery.example");
    await dialog.getByRole("textbox", { name: "Content" }).fill("192.0.2.99");
    await add(dialog);
    await page.reload();
    await expectFound(page, sandbox, ZONE);
    await expect(row(page, "A blog.bakery.example")).toContainText("192.0.2.99");
    await expect(button(page, "Accept", "A blog.bakery.example")).toHaveAttribute("aria-pressed", "true");
  });

  test("faults are told at their fields, and nothing is planned", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    const dialog = await edit(page, "A blog.bakery.example");
    const [name, content, ttl] = ["Name", "Content", "TTL"].map((name) => dialog.getByRole("textbox", { name }));
    if (!name || !content || !ttl) throw new Error("no fields");
    if (proxied) await dialog.getByRole("checkbox", { name: "Proxied" }).uncheck();
    await name.fill("a..b");
    await content.fill("300.1.1.1");
    await ttl.fill("soon");
    await add(dialog);
    await expect(content).toHaveAttribute("aria-invalid", "true");
    await expect(content).toHaveAccessibleDescription(/Enter an IPv4 address/);
    await expect(name).toHaveAccessibleDescription(/label between two dots is empty/);
    await expect(ttl).toHaveAccessibleDescription(/Enter a TTL from \d+ to \d+ seconds/);
    await expect(dialog.getByText("Enter an IPv4 address")).toBeVisible();
    await name.fill("www.elsewhere.example.");
    await content.fill("192.0.2.1");
    await ttl.fill("300");
    await add(dialog);
    await expect(name).toHaveAccessibleDescription(/outside the zone/);
    await expect(content).not.toHaveAttribute("aria-invalid");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(dialog).toHaveCount(0);
    await expectPlanned(page, 0);
    await expect(row(page, "A blog.bakery.example")).toContainText("192.0.2.12");
  });

  test("priority and TTL are changed", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await page.getByRole("button", { name: /^Edit MX bakery\.example .*mx1/ }).click();
    const dialog = page.getByRole("dialog", { name: "Edit record" });
    await dialog.getByRole("textbox", { name: "Priority" }).fill("99999");
    await add(dialog);
    await expect(dialog.getByRole("textbox", { name: "Priority" })).toHaveAccessibleDescription(/from 0 to 65535/);
    await dialog.getByRole("textbox", { name: "Priority" }).fill("7");
    await dialog.getByRole("textbox", { name: "TTL" }).fill("1200");
    await add(dialog);
    await apply(page);
    await expectApplied(page, 1, 0);
    expect(await sandbox.held(ZONE)).toContain("MX bakery.example 7 mx1.letterbox.example");
  });

  test("Escape leaves the record as it was", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    const dialog = await edit(page, "A blog.bakery.example");
    await dialog.getByRole("textbox", { name: "Content" }).fill("192.0.2.99");
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expectPlanned(page, 0);
    const again = await edit(page, "A blog.bakery.example");
    await expect(again.getByRole("textbox", { name: "Content" })).toHaveValue("192.0.2.12");
  });
});

test.describe(CLOUDFLARE.title, () => {
  test.use({ provider: CLOUDFLARE });

  test("a proxied record has no TTL of its own, one that is not has", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    const dialog = await edit(page, "A blog.bakery.example");
    const ttl = dialog.getByRole("textbox", { name: "TTL" });
    await expect(dialog.getByRole("checkbox", { name: "Proxied" })).toBeChecked();
    await expect(ttl).toBeDisabled();
    await dialog.getByRole("checkbox", { name: "Proxied" }).uncheck();
    await ttl.fill("600");
    await add(dialog);
    const plan = await openPlan(page);
    await expect(changes(plan)).toContainText("not proxied");
    await plan.getByRole("button", { name: "Apply", exact: true }).click();
    await expectApplied(page, 1, 0);
    expect(await sandbox.held(ZONE)).toContain("A blog.bakery.example 192.0.2.12");
  });

  test("where there is nothing to proxy there is no switch for it", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    const dialog = await edit(page, "TXT _dmarc.bakery.example");
    await expect(dialog.getByRole("textbox", { name: "Content" })).toBeVisible();
    await expect(dialog.getByRole("checkbox", { name: "Proxied" })).toHaveCount(0);
  });
});
