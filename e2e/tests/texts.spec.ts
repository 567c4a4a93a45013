// Texts of several strings, and files in other encodings: what is read, told, planned, stored and saved.
import { readFile } from "node:fs/promises";
import { ZONE } from "../bakery.ts";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { CLOUDFLARE } from "../providers.ts";
import {
  addButton, addToPlan, apply, changes, detailsOf, expectApplied, expectPlanned, field, fill, goTo, openAdd, openEdit, openPlan,
  openTransfer, preview, showPreview,
} from "../steps.ts";

const STRINGS = 'prn._ipp._tcp 300 TXT "txtvers=1" "rp=printers/a" "note=hall"';
const KEY = 'sel._domainkey 300 TXT "v=DKIM1; k=rsa; p=AAAA" "BBBB"';
const APART = '"txtvers=1" "rp=printers/a" "note=hall"';
const TOGETHER = "txtvers=1rp=printers/anote=hall";

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider((provider) => {
  const keepsApart = provider === CLOUDFLARE;

  test("strings that stand apart stay so where the provider can hold them, and are told of where not", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    await preview(page, `${STRINGS}\n${KEY}`);
    await expectPlanned(page, 2);
    const plan = await openPlan(page);
    const text = changes(plan).filter({ hasText: "prn._ipp" });
    await expect(text).toContainText(keepsApart ? APART : TOGETHER);
    const told = text.getByText(/stores one text per TXT record/);
    await expect(told).toHaveCount(keepsApart ? 0 : 1);
    await expect(changes(plan).filter({ hasText: "_domainkey" })).toContainText("v=DKIM1; k=rsa; p=AAAABBBB");
    await plan.getByRole("button", { name: "Apply", exact: true }).click();
    await expectApplied(page, 2, 0);
    const stored = await sandbox.record(ZONE, `TXT prn._ipp._tcp.${ZONE}`);
    expect(stored.content ?? stored.Value).toBe(keepsApart ? APART : TOGETHER);

    await preview(page, `${STRINGS}\n${KEY}`, "Replace the same name and type");
    await expect(page.getByText("2 records read: 2 equal.")).toBeVisible();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export zone file" }).click(),
    ]);
    const file = await readFile(await download.path(), "utf8");
    expect(file).toContain(keepsApart ? `TXT\t${APART}` : `TXT\t"${TOGETHER}"`);
    expect(file).toContain('TXT\t"v=DKIM1; k=rsa; p=AAAABBBB"');
  });

  test("words without quotes and a cut key are told of, and taken as they were meant", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    await showPreview(page, "new 300 TXT v=spf1 include:a.example -all\nsel._domainkey 300 TXT v=DKIM1; k=rsa; p=AAAA");
    await expect(page.getByText(/^line 1, column 13: Without quotes each word/)).toBeVisible();
    await page.getByRole("button", { name: /^Take v=spf1 include:a.example -all instead/ }).click();
    await page.getByRole("button", { name: /^Take v=DKIM1; k=rsa; p=AAAA instead/ }).click();
    await expect(page.getByText(/^line \d/)).toHaveCount(0);
    await page.getByRole("button", { name: "Add 2 to plan" }).click();
    await expectPlanned(page, 2);
    const plan = await openPlan(page);
    await expect(changes(plan).filter({ hasText: "new." })).toContainText("v=spf1 include:a.example -all");
    await expect(changes(plan).filter({ hasText: "_domainkey" })).toContainText("v=DKIM1; k=rsa; p=AAAA");
    await expect(plan.getByText(/Warning/)).toHaveCount(0);
  });

  test("quotes that were typed along are removed by a fix", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    await goTo(page, "Records");
    const dialog = await openAdd(page, "TXT");
    await fill(dialog, { Name: "quoted", Content: keepsApart ? "\u201cv=spf1 -all\u201d" : '"v=spf1 -all"' });
    await addToPlan(dialog);
    const plan = await openPlan(page);
    await expect(changes(plan)).toContainText(/The quotes would become part of the text/);
    const details = await detailsOf(plan, changes(plan));
    await details.getByRole("button", { name: /^Remove the quotes/ }).click();
    await expect(changes(plan)).toContainText("v=spf1 -all");
    await expect(plan.getByText(/The quotes would become part/)).toHaveCount(0);
    await plan.getByRole("button", { name: "Apply", exact: true }).click();
    await expectApplied(page, 1, 0);
    expect((await sandbox.held(ZONE)).join("\n")).toMatch(/TXT quoted\.bakery\.example "?v=spf1 -all"?/);
  });

  test("the form tells of quotes and of strings while they are typed", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    await goTo(page, "Records");
    const dialog = await openAdd(page, "TXT");
    await fill(dialog, { Name: "quoted", Content: '"v=spf1 -all"' });
    await dialog.getByRole("button", { name: "Remove the quotes" }).click();
    await expect(field(dialog, "Content")).toHaveValue("v=spf1 -all");
    await fill(dialog, { Content: '"a=1" "b=2"' });
    await expect(dialog.getByText(/stores one text per TXT record/)).toHaveCount(keepsApart ? 0 : 1);
    await addToPlan(dialog);
    await expectPlanned(page, 1);
  });

  test("a file is read in the encoding that it is in", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    const text = "enc1 A 192.0.2.9\r\nenc2 TXT \"size\"\r\n";
    const utf16 = Buffer.from(text, "utf16le");
    for (const [buffer, told] of [
      [Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), undefined],
      [Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()]), undefined],
      [Buffer.from(`\ufeff${text}`), undefined],
      [Buffer.from(text.replaceAll("\r\n", "\r")), undefined],
      [Buffer.from(`${text}\u001a`), undefined],
      [utf16, /UTF-16 \(little-endian\) without a byte order mark/],
    ] as const) {
      await page.getByLabel("Zone file", { exact: true }).setInputFiles({ name: "zone.txt", mimeType: "text/plain", buffer });
      await page.getByRole("button", { name: "Preview import" }).click();
      await expect(page.getByText("2 records read: 2 new.")).toBeVisible();
      await expect(addButton(page)).toHaveText("Add 2 to plan");
      const lines = page.getByRole("listitem").filter({ hasText: /UTF-16|line \d/ });
      await expect(lines).toHaveCount(told === undefined ? 0 : 1);
      if (told !== undefined) await expect(lines).toHaveText(told);
    }
    const latin = Buffer.from("enc1 A 192.0.2.9\nenc2 TXT \"größe\"\n", "latin1");
    await page.getByLabel("Zone file", { exact: true }).setInputFiles({ name: "zone.txt", mimeType: "text/plain", buffer: latin });
    await page.getByRole("button", { name: "Preview import" }).click();
    await expect(page.getByText(/it looks like Windows-1252 or Latin-1/)).toBeVisible();
    await expect(page.getByText("1 record read: 1 new.")).toBeVisible();
  });
});

test.describe("Cloudflare", () => {
  test.use({ provider: CLOUDFLARE });

  test("several strings are seen and changed in the form", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, { type: "TXT", name: "s", content: '"a=1" "b=\\"2\\"" ""' });
    await openTransfer(page, sandbox, ZONE);
    await goTo(page, "Records");
    const dialog = await openEdit(page, `TXT s.${ZONE}`);
    await expect(field(dialog, "Content")).toHaveValue('"a=1" "b=\\"2\\"" ""');
    await fill(dialog, { Content: '"a=1" "c=3"' });
    await addToPlan(dialog);
    await apply(page);
    await expectApplied(page, 1, 0);
    expect((await sandbox.record(ZONE, `TXT s.${ZONE}`)).content).toBe('"a=1" "c=3"');
  });

  test("NAPTR with empty texts is brought in and its TTL is changed", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    await preview(page, 'n 300 NAPTR 100 10 "S" "SIP+D2U" "" _sip._udp.bakery.example.');
    await apply(page);
    await expectApplied(page, 1, 0);
    await goTo(page, "Records");
    const dialog = await openEdit(page, `NAPTR n.${ZONE}`);
    await fill(dialog, { TTL: "600" });
    await addToPlan(dialog);
    await apply(page);
    await expectApplied(page, 1, 0);
    expect((await sandbox.record(ZONE, `NAPTR n.${ZONE}`)).ttl).toBe(600);
  });
});
