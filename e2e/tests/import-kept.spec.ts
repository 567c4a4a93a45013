// What an import leaves alone: whatever its file did not say, or said in a way that could not be read.
import type { Page } from "@playwright/test";
import { address, MX, ZONE } from "../bakery.ts";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { BUNNY, CLOUDFLARE } from "../providers.ts";
import type { Sandbox } from "../sandbox.ts";
import {
  addButton,
  addToPlan,
  changes,
  expectApplied,
  expectPlanned,
  fill,
  goTo,
  openEdit,
  openPlan,
  openTransfer,
  planPage,
  preview,
  previewGrid,
  recordRow,
  showPreview,
} from "../steps.ts";

const EQUAL = "Make the zone equal to the file";
const REPLACE = "Replace the same name and type";

/** The line that is told of this line of the file. */
function problem(page: Page, line: number) {
  return page.getByRole("listitem").filter({ hasText: new RegExp(`^line ${line}\\b`) });
}

function press(page: Page) {
  return page.getByRole("button", { name: "Preview import" }).click();
}

/** The checkbox that takes `TYPE NAME` of a preview. */
function taken(page: Page, title: string) {
  return previewGrid(page).getByRole("checkbox", { name: `Take ${title}`, exact: true });
}

function picker(page: Page) {
  return page.getByLabel("Zone file", { exact: true });
}

function file(name: string, text: string) {
  return { name, mimeType: "text/plain", buffer: Buffer.from(text) };
}

function snapshot(zone: string, records: unknown, provider?: string): string {
  return JSON.stringify({ format: "zonesift-snapshot", version: 1, zone, provider, records });
}

/** Changes a record of the zone by hand, and comes back to the import. */
async function editShop(page: Page, sandbox: Sandbox): Promise<void> {
  await sandbox.add(ZONE, address("shop", 1));
  await openTransfer(page, sandbox, ZONE);
  await goTo(page, "Records");
  const dialog = await openEdit(page, `A shop.${ZONE}`);
  await fill(dialog, { Content: "192.0.2.50" });
  await addToPlan(dialog);
  await goTo(page, "Import & export");
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider((provider) => {
  test.describe("a line that could not be read", () => {
    test("keeps what the zone holds of its name and type", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, MX, address("shop", 1), address("shop", 2), address("old", 9));
      await openTransfer(page, sandbox, ZONE);
      const text = [
        "$TTL 3600",
        "www IN CNAME bakery.example.",
        "shop IN A 192.0.2.1",
        "shop IN A 192.0.2.2.5",
        "@ IN MX ten mail.bakery.example.",
      ].join("\n");
      await preview(page, text, REPLACE);
      await expect(page.getByText("2 records read: 2 equal.")).toBeVisible();
      await expect(problem(page, 4)).toContainText("shop IN A 192.0.2.2.5");
      await expect(problem(page, 5)).toContainText("@ IN MX ten mail.bakery.example.");
      await expect(page.getByText(/Lines that could not be read change nothing/)).toBeVisible();
      await preview(page, text, EQUAL);
      await expect(changes(await openPlan(page))).toHaveText([/^Delete A old\.bakery\.example/]);
    });

    test("of which the name is not known only lets the file add", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, address("shop", 1));
      await openTransfer(page, sandbox, ZONE);
      for (const line of ["$INCLUDE more.zone", "$GENERATE 1-9 h$ A 192.0.2.$", "a..b IN A 192.0.2.5", "$ORIGIN x..y\nhost A 192.0.2.5"]) {
        const text = `new 600 IN A 192.0.2.20\n${line}\n`;
        for (const how of [REPLACE, EQUAL]) {
          await preview(page, text, how);
          await expect(page.getByRole("alert")).toContainText(/^Line [23] could not be read and may concern any record of the zone/);
          await expectPlanned(page, 0);
        }
        await showPreview(page, text);
        await expect(page.getByText("1 record read: 1 new.")).toBeVisible();
        await expect(addButton(page)).toHaveText("Add 1 to plan");
      }
    });

    test("is named by its type, with what to do", async ({ page, sandbox }) => {
      await openTransfer(page, sandbox, ZONE);
      const text = [
        "$TTL 600",
        '@ SPF "v=spf1 -all"',
        'x._domainkey DKIM ( "v=DKIM1;k=rsa;p=AAAA" )',
        '_dmarc DMARC ( "v=DMARC1;p=none" )',
        'h HINFO "PC" "Linux"',
        "d DNAME example.net.",
        "@ ALIAS example.net.",
        "@ RRSIG A 13 2 300 20300101000000 20290101000000 1 bakery.example. AAAA",
        "h NSEC x.bakery.example. A",
      ];
      await showPreview(page, text.join("\n"));
      await expect(page.getByText("3 records read: 3 new.")).toBeVisible();
      for (const [line, told] of [[2, "SPF is read as TXT"], [3, "DKIM is read as TXT"], [4, "DMARC is read as TXT"], [5, "HINFO"], [6, "DNAME"], [7, "Add a CNAME instead"]] as const) {
        await expect(problem(page, line)).toContainText(told);
      }
      await expect(page.getByText("2 records of DNSSEC skipped")).toBeVisible();
      await expect(problem(page, 8)).toHaveCount(0);
      await page.getByRole("button", { name: "Add 3 to plan" }).click();
      await expect(page.getByText("3 changes added to the plan.")).toBeVisible();
      await expect(changes(await openPlan(page)).filter({ hasText: /^Add TXT / })).toHaveCount(3);
    });
  });

  test.describe("a snapshot", () => {
    const record = { name: `new.${ZONE}`, type: "A", rdata: ["192.0.2.20"], ttl: 600 };

    test("of another zone, or without its list, is refused", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, MX, address("shop", 1));
      await openTransfer(page, sandbox, ZONE);
      for (const [text, told] of [
        [snapshot("oldtown.example", [{ ...record, name: "new.oldtown.example" }]), /of oldtown\.example, and you are in bakery\.example/],
        [snapshot(`shop.${ZONE}`, [record]), /of shop\.bakery\.example, and you are in bakery\.example/],
        [snapshot(ZONE, []), /has no records/],
        [snapshot(ZONE, null), /has no list of records/],
        [snapshot(ZONE, undefined), /has no list of records/],
        [snapshot(ZONE, {}), /has no list of records/],
        [snapshot(ZONE, [record]).slice(0, -3), /not JSON, or it was cut off/],
        ['{"result":[]}', /not a Zonesift snapshot/],
        ["[]", /not a Zonesift snapshot/],
        ["<!doctype html><title>Sign in</title>", /a web page/],
      ] as const) {
        await showPreview(page, "good 600 IN A 192.0.2.1");
        await expect(addButton(page)).toBeEnabled();
        await showPreview(page, text, EQUAL);
        await expect(page.getByRole("alert")).toContainText(told);
        await expect(previewGrid(page)).toHaveCount(0);
        await expectPlanned(page, 0);
      }
    });

    test("of the zone at the other provider is told, and taken without what only that one keeps", async ({ page, sandbox }) => {
      await openTransfer(page, sandbox, ZONE);
      const own = provider === BUNNY ? "bunny" : "cloudflare";
      const [other, title] = provider === BUNNY ? ["cloudflare", CLOUDFLARE.title] : ["bunny", BUNNY.title];
      const told = page.getByText(`This snapshot is from ${title}.`);
      for (const [from, lines] of [[undefined, 0], [own, 0], [other, 1]] as const) {
        await showPreview(page, snapshot(ZONE, [{ ...record, id: "7", more: '"Weight":7,"private_routing":true' }], from));
        await expect(addButton(page)).toHaveText("Add 1 to plan");
        await expect(told).toHaveCount(lines);
      }
      await preview(page, snapshot(ZONE, [record], "elsewhere"));
      await expect(page.getByRole("alert")).toContainText(/another version of Zonesift/);
      await expectPlanned(page, 0);
    });

    test("with a damaged item deletes nothing that the item may be about", async ({ page, sandbox }) => {
      await sandbox.add(ZONE, MX, address("shop", 1), address("old", 9));
      await openTransfer(page, sandbox, ZONE);
      const damaged = { name: `shop.${ZONE}`, type: "A", rdata: null, ttl: 600 };
      await showPreview(page, snapshot(ZONE, [record, damaged]), EQUAL);
      await expect(page.getByText(/^item 2:/)).toBeVisible();
      await addButton(page).click();
      const plan = await openPlan(page);
      await expect(changes(plan).filter({ hasText: "shop." })).toHaveCount(0);
      await expect(changes(plan).filter({ hasText: "Delete A old." })).toHaveCount(1);
      await plan.getByRole("button", { name: "Back" }).click();
      await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
      await preview(page, snapshot(ZONE, [record, 7]), EQUAL);
      await expect(page.getByRole("alert")).toContainText("Item 2 of the list of records could not be read");
      await expectPlanned(page, 0);
    });
  });

  test.describe("a preview", () => {
    test("that fails takes the place of the one before", async ({ page, sandbox }) => {
      await openTransfer(page, sandbox, ZONE);
      const told = page.getByText("1 record read: 1 new.");
      for (const bad of ["", '{"result":[]}', "<html></html>", snapshot(ZONE, [1]).slice(0, 40), 'x FOO "y"']) {
        await showPreview(page, "www2 600 IN A 192.0.2.77");
        await expect(told).toBeVisible();
        await showPreview(page, bad);
        await expect(page.getByRole("alert")).toBeVisible();
        await expect(previewGrid(page)).toHaveCount(0);
        await expect(told).toHaveCount(0);
        await expectPlanned(page, 0);
      }
    });

    test("says what is planned already, also after another screen and a reload", async ({ page, sandbox }) => {
      await openTransfer(page, sandbox, ZONE);
      await preview(page, "one 600 IN A 192.0.2.1\ntwo 600 IN A 192.0.2.2");
      await expectPlanned(page, 2);
      await goTo(page, "Records");
      await goTo(page, "Import & export");
      for (const again of [false, true]) {
        if (again) {
          await page.reload();
          await expectPlanned(page, 2);
        }
        await showPreview(page, "one 600 IN A 192.0.2.1\nthree 600 IN A 192.0.2.3");
        await expect(taken(page, `A one.${ZONE}`)).toBeDisabled();
        await expect(previewGrid(page).getByRole("row").filter({ hasText: "192.0.2.1" })).toContainText("in the plan already");
        await expect(addButton(page)).toHaveText("Add 1 to plan");
      }
      await addButton(page).click();
      await expectPlanned(page, 3);
    });

    test("leaves what was edited by hand, unless it is taken", async ({ page, sandbox }) => {
      await editShop(page, sandbox);
      await showPreview(page, "shop 600 IN A 192.0.2.60\nnewer 600 IN A 192.0.2.2", REPLACE);
      await expect(previewGrid(page).getByRole("row").filter({ hasText: "192.0.2.60" })).toContainText("replaces your edit");
      await expect(taken(page, `A shop.${ZONE}`)).not.toBeChecked();
      await page.getByRole("button", { name: "Add 1 to plan" }).click();
      const plan = await openPlan(page);
      await expect(changes(plan)).toHaveText([/^Change A shop\..*192\.0\.2\.50/, /^Add A newer\./]);
      await plan.getByRole("button", { name: "Back" }).click();
      await showPreview(page, "shop 600 IN A 192.0.2.60", REPLACE);
      await taken(page, `A shop.${ZONE}`).check();
      await addButton(page).click();
      await goTo(page, "Records");
      await expect(recordRow(page, `A shop.${ZONE}`)).toContainText("192.0.2.60");
      await expectPlanned(page, 2);
    });

    test("reads what was given last, and says which; a file can be taken away", async ({ page, sandbox }) => {
      await openTransfer(page, sandbox, ZONE);
      const area = page.getByRole("textbox", { name: "Paste a zone file" });
      const remove = page.getByRole("button", { name: "Remove file" });
      const plan = async (name: string) => {
        await press(page);
        await expect(page.getByText("1 record read: 1 new.")).toBeVisible();
        await expect(taken(page, `A ${name}.${ZONE}`)).toBeChecked();
      };
      await expect(remove).toHaveCount(0);
      await area.fill("pasted 600 IN A 192.0.2.1");
      await expect(page.getByText("Preview import reads the pasted text (25 bytes).")).toBeVisible();
      await picker(page).setInputFiles(file("old.zone", "chosen 600 IN A 192.0.2.1"));
      await expect(page.getByText(/reads the file old\.zone \(25 bytes, \d{4}-.* UTC\)\. It does not read the pasted text/)).toBeVisible();
      await plan("chosen");
      await area.fill("later 600 IN A 192.0.2.1");
      await expect(page.getByText(/reads the pasted text \(24 bytes\)\. It does not read the file old\.zone/)).toBeVisible();
      await plan("later");
      await area.fill("");
      await plan("chosen");
      await area.fill("again 600 IN A 192.0.2.1");
      await picker(page).setInputFiles(file("new.zone", "chosen2 600 IN A 192.0.2.1"));
      await plan("chosen2");
      await remove.click();
      await expect(remove).toHaveCount(0);
      await expect(picker(page)).toHaveValue("");
      await plan("again");
    });
  });
});

test.describe(CLOUDFLARE.title, () => {
  test.use({ provider: CLOUDFLARE });

  test("comments and tags stay where a file says nothing of them", async ({ page, sandbox }) => {
    const domain = "northwind.example";
    await sandbox.add(domain, { ...address("app", 1), ttl: 300 });
    await openTransfer(page, sandbox, domain);
    await goTo(page, "Records");
    const dialog = await openEdit(page, `A app.${domain}`);
    await fill(dialog, { Comment: "owner: web team", Tags: "team:web, env:prod" });
    await addToPlan(dialog);
    await page.getByRole("button", { name: /^Review plan/ }).click();
    await planPage(page).getByRole("button", { name: "Apply", exact: true }).click();
    await expectApplied(page, 1, 0);
    await expect(recordRow(page, `A app.${domain}`)).toContainText("owner: web team");
    await goTo(page, "Import & export");
    for (const text of ["$TTL 300\napp A 192.0.2.1", "app A 192.0.2.1"]) {
      await preview(page, text, REPLACE);
      await expect(page.getByText("1 record read: 1 equal.")).toBeVisible();
      await expectPlanned(page, 0);
    }
  });
});

test.describe(BUNNY.title, () => {
  test.use({ provider: BUNNY });

  test("what Cloudflare's export says of tags and the proxy is told, and its comment comes", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    await preview(page, "new 600 IN A 192.0.2.1 ; owner: web team cf_tags=team:web,cf-proxied:true");
    await expect(page.getByText("1 record with tags, which this provider doesn't have")).toBeVisible();
    await expect(page.getByText("1 record with the proxy on, which this provider doesn't have")).toBeVisible();
    await expect(changes(await openPlan(page))).toContainText([/owner: web team/]);
  });

  test("records that no zone file can hold stay", async ({ page, sandbox }) => {
    const domain = "own-types.example";
    await openTransfer(page, sandbox, domain);
    await preview(page, "left 300 IN A 192.0.2.1", EQUAL);
    const plan = await openPlan(page);
    await expect(changes(plan).filter({ hasText: "Delete" }).first()).toBeVisible();
    for (const title of ["REDIRECT go", "FLATTEN flat", "PULLZONE cdn", "SCRIPT edge"]) {
      await expect(changes(plan).filter({ hasText: title })).toHaveCount(0);
    }
  });
});
