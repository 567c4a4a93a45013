// A zone as a file: out of the page, into the plan, and what a provider does with files by itself.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { address, MX, NOTE, ZONE } from "../bakery.ts";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { BUNNY, CLOUDFLARE } from "../providers.ts";
import {
  addButton,
  apply,
  changes,
  confirm,
  expectApplied,
  expectPlanned,
  goTo,
  openPlan,
  openTransfer,
  preview,
  previewGrid,
  showPreview,
  undo,
} from "../steps.ts";

/** Presses a button that saves a file, and reads the file. */
async function saved(page: Page, name: string): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

/** The lines of a zone file as lists of words; what is in quotes is one word. */
function lines(file: string): string[][] {
  return file.split("\n").map((line) => line.match(/"[^"]*"|\S+/g) ?? []);
}

/** Chooses a file in the file field of this name. */
async function choose(page: Page, field: string, text: string): Promise<void> {
  const file = { name: "zone.txt", mimeType: "text/plain", buffer: Buffer.from(text) };
  await page.getByLabel(field, { exact: true }).setInputFiles(file);
}

/** The name of a file that is saved today: zone, date and source. */
function named(rest: string): RegExp {
  return new RegExp(`^bakery\\.example-\\d{4}-\\d\\d-\\d\\d-${rest.replaceAll(".", "\\.")}$`);
}

/** Goes to the records and takes the last apply back. */
async function undoThere(page: Page, count: number): Promise<void> {
  await goTo(page, "Records");
  await undo(page, count);
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider((provider) => {
  const source = provider === BUNNY ? "bunny" : "cloudflare";

  test("the page of another zone starts anew", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    const text = page.getByRole("textbox", { name: "Paste a zone file" });
    await text.fill("www 300 IN A 192.0.2.7");
    await page.goto(`./#/zone/${await sandbox.zone("conflict.example")}/transfer`);
    await expect(page.getByRole("heading", { name: "conflict.example" })).toBeVisible();
    await expect(text).toHaveValue("");
  });

  test.describe("saving", () => {
    test("a zone file has every record on a line of its own", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, MX, NOTE, { ...address("shop", 10), ttl: 300 });
      await openTransfer(page, sandbox, ZONE);
      const file = await saved(page, "Export zone file");
      expect(file.name).toMatch(named(`${source}.zone`));
      const words = lines(file.text);
      expect(words[0]).toEqual(["$ORIGIN", "bakery.example."]);
      const found = words.slice(1).filter((line) => line.length > 0);
      const record = found.map((line) => line.slice(0, line.findIndex((word) => word.startsWith(";")) >>> 0));
      expect(record).toHaveLength(4);
      expect(record).toContainEqual(["@", "3600", "IN", "MX", "10", "mx.letterbox.example."]);
      expect(record).toContainEqual(["note", "3600", "IN", "TXT", '"fresh bread, daily"']);
      expect(record).toContainEqual(["shop", "300", "IN", "A", "192.0.2.10"]);
      expect(record).toContainEqual(["www", "3600", "IN", "CNAME", "bakery.example."]);
    });

    test("a table for spreadsheets", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, MX, NOTE);
      await openTransfer(page, sandbox, ZONE);
      const file = await saved(page, "Export CSV");
      expect(file.name).toMatch(named(`${source}.csv`));
      const rows = file.text.split("\r\n");
      expect(rows[0]).toBe("Name,Type,TTL,Priority,Content,Proxied,Comment,Tags,Disabled");
      expect(rows).toHaveLength(5);
      expect(rows.find((row) => row.includes(",MX,"))).toMatch(/^bakery\.example,MX,3600,10,mx\.letterbox\.example,/);
      expect(rows.find((row) => row.includes(",TXT,"))).toMatch(/^note\.bakery\.example,TXT,3600,,"fresh bread, daily",/);
    });

    test("a snapshot that is brought in again makes no change", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, MX, NOTE, address("shop", 10));
      await openTransfer(page, sandbox, ZONE);
      const file = await saved(page, "Export JSON");
      expect(file.name).toMatch(named(`${source}.json`));
      const snapshot = JSON.parse(file.text);
      expect(snapshot.zone).toBe(ZONE);
      expect(snapshot.records).toHaveLength(4);
      await choose(page, "Zone file", file.text);
      for (const how of ["Add what is missing", "Replace the same name and type", "Make the zone equal to the file"]) {
        await page.getByRole("combobox", { name: "How" }).selectOption(how);
        await page.getByRole("button", { name: "Preview import" }).click();
        await expect(page.getByText("4 records read: 4 equal.")).toBeVisible();
        await expect(addButton(page)).toBeDisabled();
        await expectPlanned(page, 0);
      }
    });

    test("a zone file that is brought in again makes no change", async ({ page, sandbox }) => {
      await sandbox.add("northwind.example", NOTE, address("shop", 10));
      await openTransfer(page, sandbox, "northwind.example");
      const file = await saved(page, "Export zone file");
      await preview(page, file.text, "Make the zone equal to the file");
      await expect(page.getByText("5 records read: 5 equal.")).toBeVisible();
      await expectPlanned(page, 0);
    });

    test("the provider's own file is handed on", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, MX);
      await openTransfer(page, sandbox, ZONE);
      const file = await saved(page, "Download the provider's file");
      expect(file.name).toMatch(named(`${source}-export.zone`));
      expect(lines(file.text)).toContainEqual(expect.arrayContaining(["IN", "MX", "10", "mx.letterbox.example."]));
    });
  });

  test.describe("bringing in", () => {
    const FILE = ["$TTL 600", "shop IN A 192.0.2.20", "shop IN A 192.0.2.21", "new 300 IN AAAA 2001:db8::1"].join("\n");

    test("what is missing is added, and what is there stays", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, address("shop", 10), address("old", 11));
      const before = await sandbox.held(ZONE);
      await openTransfer(page, sandbox, ZONE);
      await showPreview(page, FILE);
      await expect(page.getByText("3 records read: 3 new.")).toBeVisible();
      await expectPlanned(page, 0);
      await page.getByRole("button", { name: "Add 3 to plan" }).click();
      await expect(page.getByText("3 changes added to the plan.")).toBeVisible();
      await expect(previewGrid(page)).toHaveCount(0);
      expect(await sandbox.held(ZONE)).toEqual(before);
      const plan = await openPlan(page);
      await expect(changes(plan)).toHaveText([/^Add A shop\./, /^Add A shop\./, /^Add AAAA new\./]);
      await plan.getByRole("button", { name: "Apply", exact: true }).click();
      await expectApplied(page, 3, 0);
      const added = ["A shop.bakery.example 192.0.2.20", "A shop.bakery.example 192.0.2.21", "AAAA new.bakery.example 2001:db8::1"];
      expect(await sandbox.held(ZONE)).toEqual([...before, ...added].sort());
    });

    test("the same names and types are replaced, and all else stays", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, address("shop", 10), address("old", 11));
      await openTransfer(page, sandbox, ZONE);
      await preview(page, FILE, "Replace the same name and type");
      const plan = await openPlan(page);
      await expect(changes(plan)).toHaveText([/^Change A shop\./, /^Add A shop\./, /^Add AAAA new\./]);
      await plan.getByRole("button", { name: "Apply", exact: true }).click();
      await expectApplied(page, 3, 0);
      expect(await sandbox.held(ZONE)).toEqual([
        "A old.bakery.example 192.0.2.11",
        "A shop.bakery.example 192.0.2.20",
        "A shop.bakery.example 192.0.2.21",
        "AAAA new.bakery.example 2001:db8::1",
        "CNAME www.bakery.example bakery.example",
      ]);
    });

    test("the zone becomes what the file says, and comes back by Undo", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, address("shop", 10), address("old", 11), address("gone", 12));
      const before = await sandbox.contents(ZONE);
      await openTransfer(page, sandbox, ZONE);
      await preview(page, `${FILE}\nwww 3600 IN CNAME bakery.example.`, "Make the zone equal to the file");
      const plan = await openPlan(page);
      await expect(changes(plan)).toHaveCount(5);
      await expect(changes(plan).filter({ hasText: /^Delete/ })).toHaveText([/^Delete A old\./, /^Delete A gone\./]);
      await expect(plan).toContainText("This deletes 2 of the 4 records of the zone.");
      await confirm(plan);
      await plan.getByRole("button", { name: "Apply", exact: true }).click();
      await expectApplied(page, 5, 0);
      expect(await sandbox.held(ZONE)).toEqual([
        "A shop.bakery.example 192.0.2.20",
        "A shop.bakery.example 192.0.2.21",
        "AAAA new.bakery.example 2001:db8::1",
        "CNAME www.bakery.example bakery.example",
      ]);
      await undoThere(page, 5);
      expect(await sandbox.contents(ZONE)).toEqual(before);
    });

    test("a preview takes the place of the one before, and follows the mode", async ({ page, sandbox }) => {
      await openTransfer(page, sandbox, ZONE);
      await showPreview(page, "shop 600 IN A 192.0.2.20");
      await expect(addButton(page)).toHaveText("Add 1 to plan");
      await page.getByRole("combobox", { name: "How" }).selectOption("Make the zone equal to the file");
      await expect(addButton(page)).toHaveText("Add 2 to plan");
      await showPreview(page, "shop 600 IN A 192.0.2.20");
      await expect(addButton(page)).toHaveText("Add 1 to plan");
      await expectPlanned(page, 0);
    });

    test("a file is chosen by its field", async ({ page, sandbox }) => {
      await openTransfer(page, sandbox, ZONE);
      await choose(page, "Zone file", "shop 600 IN A 192.0.2.20\n");
      await page.getByRole("button", { name: "Preview import" }).click();
      await expect(page.getByText("1 record read: 1 new.")).toBeVisible();
      await addButton(page).click();
      await apply(page);
      await expectApplied(page, 1, 0);
      expect(await sandbox.held(ZONE)).toContain("A shop.bakery.example 192.0.2.20");
    });

    test("problems are told with their lines, and the rest is taken", async ({ page, sandbox }) => {
      await openTransfer(page, sandbox, ZONE);
      const file = ["$TTL 600", "good IN A 192.0.2.20", "bad IN A 192.0.2.999", "www.elsewhere.example. IN A 192.0.2.1", "$INCLUDE other.zone", "mx IN MX ten host"];
      await preview(page, file.join("\n"));
      const problem = (line: number) => page.getByRole("listitem").filter({ hasText: new RegExp(`^line ${line}\\b`, "i") });
      await expect(problem(3)).toContainText("Enter an IPv4 address");
      await expect(problem(4)).toContainText("This name is outside the zone.");
      await expect(problem(5)).toContainText("$INCLUDE");
      await expect(problem(6)).toContainText("from 0 to 65535");
      await expect(problem(2)).toHaveCount(0);
      await expectPlanned(page, 1);
      await expect(changes(await openPlan(page))).toHaveText([/^Add A good\.bakery\.example/]);
    });

    test("what is no file of this zone changes nothing", async ({ page, sandbox }) => {
      await openTransfer(page, sandbox, ZONE);
      for (const [text, told] of [
        ["", "It has no usable record of this zone."],
        ["www.elsewhere.example. 60 IN A 192.0.2.1", "It has no usable record of this zone."],
        ['{"records": [', "This file is not JSON, or it was cut off."],
        ['{"a": 1}', "This is not a Zonesift snapshot."],
      ] as const) {
        await preview(page, text);
        await expect(page.getByRole("alert")).toContainText(told);
        await expectPlanned(page, 0);
      }
    });

    test("the SOA, and what the provider keeps itself, is left aside", async ({ page, sandbox }) => {
      await openTransfer(page, sandbox, ZONE);
      const soa = "@ 3600 IN SOA ns1.old.example. host.old.example. 1 7200 3600 1209600 3600";
      await showPreview(page, [soa, "@ 3600 IN NS ns1.old.example.", "shop 600 IN A 192.0.2.20"].join("\n"));
      await expect(page.getByText("3 records read: 1 new, 1 name server left aside, 1 SOA skipped.")).toBeVisible();
      await expect(page.getByText(/^Line 1 skipped: SOA is created by the provider/)).toBeVisible();
      await expect(page.getByText(/^Line 2 left aside: /)).toBeVisible();
      const take = (title: string) => previewGrid(page).getByRole("checkbox", { name: `Take ${title}` });
      await expect(take(`SOA ${ZONE}`)).toBeDisabled();
      await expect(addButton(page)).toHaveText("Add 1 to plan");
      // A name server may be taken by hand where the provider allows it.
      const server = take(`NS ${ZONE}`);
      await expect(server).not.toBeChecked();
      await expect(server).toBeEnabled({ enabled: provider !== BUNNY });
      if (provider !== BUNNY) await server.check();
      await addButton(page).click();
      await expectPlanned(page, provider === BUNNY ? 1 : 2);
    });
  });

  test.describe("without a plan", () => {
    test("a file goes to the provider only after a word, and is undone", async ({ page, sandbox }) => {
      const before = await sandbox.contents(ZONE);
      await openTransfer(page, sandbox, ZONE);
      await page.getByText("Write directly (no review)", { exact: true }).click();
      const upload = page.getByRole("button", { name: "Upload to the provider" });
      await choose(page, "File for the provider", "$ORIGIN bakery.example.\nshop 600 IN A 192.0.2.20\nnote 600 IN TXT \"hello\"\n");
      await expect(upload).toBeDisabled();
      await page.getByRole("textbox", { name: "Type ADD to confirm" }).fill("ADD");
      await upload.click();
      await expect(page.getByText(/^2 added of 2 records/)).toBeVisible();
      for (const title of ["A shop.bakery.example", "TXT note.bakery.example"]) {
        await expect(page.getByRole("listitem").filter({ hasText: `Added ${title}` })).toHaveCount(1);
      }
      expect(await sandbox.contents(ZONE)).toHaveLength(before.length + 2);
      await expect(upload).toBeDisabled();
      await undoThere(page, 2);
      expect(await sandbox.contents(ZONE)).toEqual(before);
    });
  });
});

test.describe(CLOUDFLARE.title, () => {
  test.use({ provider: CLOUDFLARE });

  test("the old scan adds at once, is shown as what it changed, and is undone", async ({ page, sandbox }) => {
    const before = await sandbox.contents(ZONE);
    await openTransfer(page, sandbox, ZONE);
    await page.getByText("Write directly (no review)", { exact: true }).click();
    const scan = page.getByRole("button", { name: "Scan and add at once" });
    await expect(scan).toBeDisabled();
    await page.getByRole("textbox", { name: "Type ADD to confirm" }).fill("ADD");
    await scan.click();
    const added = page.getByRole("listitem").filter({ hasText: /^Added / });
    await expect(added.filter({ hasText: "Added A blog.bakery.example" })).toHaveCount(1, { timeout: 30_000 });
    const number = await added.count();
    expect(number).toBeGreaterThan(10);
    await expect(page.getByText(new RegExp(`^${number} added of `))).toBeVisible();
    expect(await sandbox.contents(ZONE)).toHaveLength(before.length + number);
    await undoThere(page, number);
    expect(await sandbox.contents(ZONE)).toEqual(before);
  });
});

test.describe(BUNNY.title, () => {
  test("has no old scan", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    await page.getByText("Write directly (no review)", { exact: true }).click();
    await expect(page.getByRole("button", { name: "Upload to the provider" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Scan and add at once" })).toHaveCount(0);
  });

  test("its own types are told as not in a zone file, and stay in a snapshot", async ({ page, sandbox }) => {
    const domain = "own-types.example";
    await openTransfer(page, sandbox, domain);
    await saved(page, "Export zone file");
    for (const title of ["REDIRECT go", "FLATTEN flat", "PULLZONE cdn", "SCRIPT edge"]) {
      const line = `${title}.${domain}: Its type exists only at this provider, not in DNS.`;
      await expect(page.getByRole("listitem").filter({ hasText: line })).toHaveCount(1);
    }
    const file = await saved(page, "Export JSON");
    expect(JSON.parse(file.text).records).toHaveLength((await sandbox.records(domain)).length);
    await preview(page, file.text, "Make the zone equal to the file");
    await expect(page.getByText(/records read: \d+ equal\.$/)).toBeVisible();
    await expectPlanned(page, 0);
  });
});
