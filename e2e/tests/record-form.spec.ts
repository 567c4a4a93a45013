// The form of a record: lists beside the fields, the complete name, a pasted line, and one record after the other.
import type { Locator, Page } from "@playwright/test";
import { address, NOTE, ZONE } from "../bakery.ts";
import { expect, expectNoAxeViolations, forEachProvider, test } from "../fixtures.ts";
import { BUNNY, CLOUDFLARE } from "../providers.ts";
import type { Sandbox } from "../sandbox.ts";
import {
  activeRow,
  addToPlan,
  apply,
  expectApplied,
  expectPlanned,
  field,
  fill,
  openAdd,
  openEdit,
  openRecords,
  press,
  recordRow,
  recordsGrid,
  scrollsSideways,
} from "../steps.ts";

function lineBox(dialog: Locator): Locator {
  return field(dialog, "Paste a line of a zone file");
}

/** The list beside a field, which the field's label describes. */
async function listOf(dialog: Locator, label: string): Promise<Locator> {
  for (const list of await dialog.getByRole("combobox").all()) {
    if ((await list.getAttribute("aria-description")) === label) return list;
  }
  throw new Error(`no list beside ${label}`);
}

/** What a list shows. */
async function shown(list: Locator): Promise<string> {
  return list.evaluate((list: HTMLSelectElement) => list.selectedOptions[0]?.text ?? "");
}

async function openForm(page: Page, sandbox: Sandbox): Promise<Locator> {
  await openRecords(page, sandbox, ZONE);
  await page.getByRole("button", { name: "Add record" }).click();
  return page.getByRole("dialog", { name: "Add record" });
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider((provider) => {
  test.describe("a pasted line", () => {
    test("fills in the form, which adds it to the plan", async ({ page, sandbox }) => {
      const dialog = await openForm(page, sandbox);
      const type = dialog.getByRole("combobox", { name: "Type" });
      await expect(type).toBeFocused();
      await lineBox(dialog).fill("mail 3600 IN MX 10 mx1.example.net.");
      await expect(dialog.getByText(`Filled in: MX mail.${ZONE}.`)).toBeVisible();
      await expect(type).toHaveValue("MX");
      const values = { Name: "mail", Priority: "10", Content: "mx1.example.net", TTL: "3600" };
      for (const [label, value] of Object.entries(values)) await expect(field(dialog, label)).toHaveValue(value);
      await lineBox(dialog).press("Enter");
      await expect(dialog.getByRole("button", { name: "Add to plan" })).toBeFocused();
      await press(page, "Enter");
      await expect(dialog).toHaveCount(0);
      await apply(page);
      await expectApplied(page, 1, 0);
      expect(await sandbox.held(ZONE)).toContain(`MX mail.${ZONE} 10 mx1.example.net`);
    });

    test("keeps what it does not state, and takes a name of the zone, a comment and brackets", async ({ page, sandbox }) => {
      const dialog = await openForm(page, sandbox);
      await fill(dialog, { Name: "news", TTL: "900" });
      await lineBox(dialog).fill(`IN A 192.0.2.8`);
      await expect(field(dialog, "Name")).toHaveValue("news");
      await expect(field(dialog, "TTL")).toHaveValue("900");
      await lineBox(dialog).fill(`k1._domainkey.${ZONE}. TXT ( "v=DKIM1; p=AA"\n  "BB" ) ; a note`);
      await expect(field(dialog, "Name")).toHaveValue("k1._domainkey");
      await expect(field(dialog, "Content")).toHaveValue("v=DKIM1; p=AABB");
      await lineBox(dialog).fill("_dmarc TXT v=DMARC1; p=none");
      await expect(dialog.getByText("Its quotes were missing")).toBeVisible();
      await expect(field(dialog, "Content")).toHaveValue("v=DMARC1; p=none");
    });

    test("that cannot be read is told at the box, and fills in nothing", async ({ page, sandbox }) => {
      const dialog = await openForm(page, sandbox);
      await fill(dialog, { Name: "keep", Content: "192.0.2.8" });
      for (const [line, why] of [
        ["mail 300 IN A 300.1.1.1", /^Content: Enter an IPv4 address/],
        ["a A 192.0.2.1\nb A 192.0.2.2", /more than one record/],
        ["www.example.org. A 192.0.2.1", /outside the zone/],
        ["@ SOA ns.example.com. h.example.com. 1 2 3 4 5", /^SOA: The provider doesn’t support this type/],
      ] as const) {
        // While a line is typed nothing is told yet.
        await lineBox(dialog).fill(line);
        await expect(lineBox(dialog)).not.toHaveAttribute("aria-invalid");
        await lineBox(dialog).press("Enter");
        await expect(lineBox(dialog)).toHaveAttribute("aria-invalid", "true");
        await expect(lineBox(dialog)).toHaveAccessibleDescription(why);
        await expect(field(dialog, "Name")).toHaveValue("keep");
        await expect(field(dialog, "Content")).toHaveValue("192.0.2.8");
      }
      await expectNoAxeViolations(page);
      await lineBox(dialog).dispatchEvent("paste");
      await lineBox(dialog).fill("nothing like a record");
      await expect(lineBox(dialog)).toHaveAttribute("aria-invalid", "true");
      await lineBox(dialog).fill("");
      await expect(lineBox(dialog)).not.toHaveAttribute("aria-invalid");
    });
  });

  test("usual TTLs stand beside the field, which takes every other one too", async ({ page, sandbox }) => {
    const dialog = await openForm(page, sandbox);
    const list = await listOf(dialog, "TTL");
    await expect(list).toHaveAccessibleName("Usual values");
    expect(await shown(list)).toBe(provider === CLOUDFLARE ? "Auto" : "5 min");
    await expect(list.getByRole("option", { name: "Auto" })).toHaveCount(provider === CLOUDFLARE ? 1 : 0);
    await list.selectOption("1 h");
    await expect(field(dialog, "TTL")).toHaveValue("3600");
    await fill(dialog, { TTL: "5400" });
    expect(await shown(list)).toBe("1 h 30 min");
    await fill(dialog, { Name: "t", Content: "192.0.2.8", TTL: "soon" });
    await dialog.getByRole("button", { name: "Add to plan" }).click();
    const or = provider === CLOUDFLARE ? ", or Auto" : "";
    await expect(field(dialog, "TTL")).toHaveAccessibleDescription(new RegExp(`^Enter a TTL from \\d+ to \\d+ seconds${or}\\.$`));
    await fill(dialog, { TTL: "5m" });
    expect(await shown(list)).toBe("5 min");
    await addToPlan(dialog);
    await expect(recordRow(page, `A t.${ZONE}`)).toContainText("300");
  });

  test("registered values stand beside their field, and another value stays as it is", async ({ page, sandbox }) => {
    await openRecords(page, sandbox, ZONE);
    const dialog = await openAdd(page, "CAA");
    const list = await listOf(dialog, "Tag");
    await expect(list).toHaveAccessibleName("Registered values");
    expect(await shown(list)).toBe("Choose…");
    await list.selectOption("issuewild");
    await expect(field(dialog, "Tag")).toHaveValue("issuewild");
    await (await listOf(dialog, "Flags")).selectOption({ label: "128 · critical" });
    await fill(dialog, { Name: "@", Value: "letsencrypt.org" });
    await addToPlan(dialog);
    const edit = await openEdit(page, `CAA ${ZONE}`);
    expect(await shown(await listOf(edit, "Flags"))).toBe("128 · critical");
    await fill(edit, { Tag: "auth", Flags: "7" });
    expect(await shown(await listOf(edit, "Tag"))).toBe("Not registered");
    await addToPlan(edit);
    const again = await openEdit(page, `CAA ${ZONE}`);
    await expect(field(again, "Tag")).toHaveValue("auth");
    await expect(field(again, "Flags")).toHaveValue("7");
  });

  test("the complete name is shown while it is typed", async ({ page, sandbox }) => {
    const dialog = await openForm(page, sandbox);
    const name = field(dialog, "Name");
    for (const [typed, complete] of [
      ["www", `Complete name: www.${ZONE}`],
      [`www.${ZONE}`, `Complete name: www.${ZONE}, the same as www`],
      ["@", `Complete name: ${ZONE}, the zone itself`],
      ["a..b", ""],
    ] as const) {
      await name.fill(typed);
      await expect(name).toHaveAccessibleDescription(complete);
      if (complete !== "") await expect(dialog.getByText(complete, { exact: true })).toBeVisible();
    }
  });

  test("a long text has a field of several lines, which holds one", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, NOTE);
    await openRecords(page, sandbox, ZONE);
    const dialog = await openAdd(page, "TXT");
    const content = field(dialog, "Content");
    await fill(dialog, { Name: "k._domainkey", Content: `v=DKIM1; p=${"A".repeat(200)}\n${"B".repeat(200)}` });
    await expect(content).toHaveValue(`v=DKIM1; p=${"A".repeat(200)}${"B".repeat(200)}`);
    const box = await content.boundingBox();
    expect(box?.height).toBeGreaterThan(60);
    expect(box?.width).toBeGreaterThan(500);
    await content.press("Enter");
    await expect(dialog).toHaveCount(0);
    await expectPlanned(page, 1);
    const edit = await openEdit(page, `TXT note.${ZONE}`);
    await expect(field(edit, "Content")).toHaveValue("fresh bread, daily");
    await addToPlan(edit);
    await expectPlanned(page, 1);
  });

  test("Add another adds and begins anew, and the last row is in sight with the cursor at the end", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, ...Array.from({ length: 60 }, (_, index) => address(`h${index}`, index)));
    await openRecords(page, sandbox, ZONE);
    const dialog = await openAdd(page, "A");
    await fill(dialog, { Name: "one", Content: "192.0.2.71", TTL: "600" });
    const another = dialog.getByRole("button", { name: "Add another" });
    await another.click();
    await expect(dialog.getByText(`Added to the plan: A one.${ZONE}`)).toBeVisible();
    await expect(field(dialog, "Name")).toBeFocused();
    await expect(dialog.getByRole("combobox", { name: "Type" })).toHaveValue("A");
    for (const [label, value] of Object.entries({ Name: "one", TTL: "600", Content: "" })) {
      await expect(field(dialog, label)).toHaveValue(value);
    }
    // The name is selected, so that typing replaces it.
    await page.keyboard.type("two");
    await expect(field(dialog, "Name")).toHaveValue("two");
    await another.click();
    await expect(field(dialog, "Content")).toHaveAttribute("aria-invalid", "true");
    await fill(dialog, { Content: "192.0.2.72" });
    await another.click();
    await expect(dialog.getByText(`Added to the plan: A two.${ZONE}`)).toBeVisible();
    await lineBox(dialog).fill("three A 192.0.2.73");
    await another.click();
    await expect(lineBox(dialog)).toHaveValue("");
    await expect(lineBox(dialog)).toBeFocused();
    await expectNoAxeViolations(page);
    await dialog.getByRole("button", { name: "Done" }).click();
    await expect(dialog).toHaveCount(0);
    await expectPlanned(page, 3);
    const row = await activeRow(recordsGrid(page));
    await expect(row).toContainText("three");
    await expect(row).toBeInViewport();
    await expect(recordsGrid(page)).toBeFocused();
    await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
    await expectPlanned(page, 2);
  });

  test("a row that the filter hides is told, and the list stays where it is", async ({ page, sandbox }) => {
    await openRecords(page, sandbox, ZONE);
    await page.getByRole("searchbox", { name: "Filter records" }).fill("type:cname");
    const dialog = await openAdd(page, "A");
    await fill(dialog, { Name: "new", Content: "192.0.2.8" });
    await addToPlan(dialog);
    await expect(page.getByRole("status")).toContainText(`Added to the plan: A new.${ZONE}. The filter hides it.`);
    await expectPlanned(page, 1);
  });

  test("the form fits a narrow screen and 400 % zoom, for each type", async ({ page, sandbox }) => {
    const dialog = await openForm(page, sandbox);
    await page.setViewportSize({ width: 320, height: 256 });
    const types = provider === BUNNY ? ["A", "TXT", "MX", "SRV", "CAA"] : ["A", "TXT", "MX", "SRV", "CAA", "LOC", "SSHFP"];
    for (const type of types) {
      await dialog.getByRole("combobox", { name: "Type" }).selectOption(type);
      expect(await scrollsSideways(page), type).toBe(false);
      expect(await dialog.evaluate((dialog) => dialog.scrollWidth <= dialog.clientWidth), type).toBe(true);
    }
  });
});
