// Everything about one record: in full, whatever is hidden in it, and copied in the forms that are of use.
import type { Page } from "@playwright/test";
import { address, MX, ZONE } from "../bakery.ts";
import { expect, expectNoAxeViolations, forEachProvider, test } from "../fixtures.ts";
import { BUNNY } from "../providers.ts";
import { addToPlan, button, fill, grid, openEdit, openRecords, openScanned, recordsGrid } from "../steps.ts";

const HOSTILE = `it's "one" $(touch x) \`id\` ; \u202egnp.exe\u202c ${"long ".repeat(150)}end`;

function dialog(page: Page) {
  return page.getByRole("dialog", { name: "Record", exact: true });
}

test.beforeEach(async ({ page, guard }) => {
  guard.expectHttpErrors();
  // The clipboard of the machine is not for tests: what is written to it is kept here.
  await page.addInitScript(() => {
    const writeText = async (text: string) => {
      if (sessionStorage.getItem("refuse") !== null) throw new DOMException("no", "NotAllowedError");
      document.documentElement.dataset.copied = text;
    };
    Object.defineProperty(navigator, "clipboard", { value: { writeText } });
  });
});

/** Presses a button of the dialog and tells what is on the clipboard then. */
async function copy(page: Page, what: string): Promise<string | undefined> {
  await dialog(page).getByRole("button", { name: `Copy ${what}`, exact: true }).click();
  await expect(dialog(page)).toContainText(`Copied: ${what}`);
  await expect(page.locator("[role=status]")).toContainText(`Copied: ${what}`);
  return page.evaluate(() => document.documentElement.dataset.copied);
}

forEachProvider((provider) => {
  test("a found record is shown by mouse and by keys, and the grid has the focus again", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await button(page, "Show", "A blog.bakery.example").click();
    await expect(dialog(page)).toContainText("blog.bakery.example");
    await expect(dialog(page)).toContainText("192.0.2.12");
    await expectNoAxeViolations(page);
    await dialog(page).getByRole("button", { name: "Close" }).click();
    await expect(dialog(page)).toHaveCount(0);
    await grid(page).focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("d");
    await expect(dialog(page)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog(page)).toHaveCount(0);
    await expect(grid(page)).toBeFocused();
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toContainText("to copy it");
  });

  test("a long text is shown whole, with what nobody sees in it, and copied as it is", async ({ page, sandbox }) => {
    test.skip(provider === BUNNY, "takes ASCII only");
    await sandbox.add(ZONE, { type: "TXT", name: "note", content: HOSTILE });
    await openRecords(page, sandbox, ZONE);
    await button(page, "Show", "TXT note.bakery.example").click();
    await expect(dialog(page)).toContainText("⟨U+202E⟩gnp.exe⟨U+202C⟩");
    await expect(dialog(page)).toContainText("long end");
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 700 });
      expect(await dialog(page).evaluate((dialog) => dialog.scrollWidth <= dialog.clientWidth)).toBe(true);
    }
    expect(await copy(page, "value")).toBe(HOSTILE);
  });

  test("every form can be copied", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, MX);
    await openRecords(page, sandbox, ZONE);
    await button(page, "Show", "MX bakery.example").click();
    expect(await copy(page, "value")).toBe("mx.letterbox.example");
    expect(await copy(page, "name")).toBe("bakery.example");
    expect(await copy(page, "zone line")).toBe("bakery.example.\t3600\tIN\tMX\t10 mx.letterbox.example.");
    expect(JSON.parse((await copy(page, "JSON")) ?? "")).toMatchObject({
      name: "bakery.example",
      type: "MX",
      rdata: ["10", "mx.letterbox.example"],
      ttl: 3600,
    });
    expect(await copy(page, "dig command")).toBe("dig +noall +answer -q 'bakery.example.' -t MX");
    const at = dialog(page).getByRole("button", { name: /^Copy dig command at / });
    const server = (await at.textContent())?.replace("Copy dig command at ", "") ?? "";
    expect(await copy(page, `dig command at ${server}`)).toBe(`dig +noall +answer -q 'bakery.example.' -t MX @'${server}'`);
  });

  test("what the clipboard refuses stands selected in a field", async ({ page, sandbox }) => {
    await openScanned(page, sandbox, ZONE);
    await page.evaluate(() => sessionStorage.setItem("refuse", ""));
    await button(page, "Show", "A blog.bakery.example").click();
    await dialog(page).getByRole("button", { name: "Copy value" }).click();
    await expect(dialog(page)).toContainText("Not copied: the browser keeps the clipboard closed");
    await expect(page.locator("[role=status]")).toContainText("Not copied");
    const field = dialog(page).getByRole("textbox", { name: "Text to copy" });
    await expect(field).toBeFocused();
    await expect(field).toHaveValue("192.0.2.12");
    expect(await page.evaluate(() => getSelection()?.toString())).toBe("192.0.2.12");
    await expectNoAxeViolations(page);
    await page.evaluate(() => sessionStorage.removeItem("refuse"));
  });

  test("what is to become of a record is shown beside what it is", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, address("shop", 10));
    await openRecords(page, sandbox, ZONE);
    const edit = await openEdit(page, "A shop.bakery.example");
    await fill(edit, { Content: "192.0.2.20" });
    await addToPlan(edit);
    await button(page, "Show", "A shop.bakery.example").click();
    await expect(dialog(page)).toContainText("to be changed");
    await expect(dialog(page)).toContainText("192.0.2.10");
    await expect(dialog(page)).toContainText("192.0.2.20");
    await dialog(page).getByRole("button", { name: "Close" }).click();
    await recordsGrid(page).focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("d");
    await expect(dialog(page)).toBeVisible();
  });
});
