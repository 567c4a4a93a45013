// The corpus of hostile data through everything that the page shows of an answer: it is a text there, what
// nobody sees in it is visible, and a bad record is one row.
import type { Page } from "@playwright/test";
import { ZONE } from "../bakery.ts";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { answerWith, expectHarmless, fields, record, section, values, watch } from "../hostile.ts";
import { BUNNY, CLOUDFLARE, type Provider } from "../providers.ts";
import type { Sandbox } from "../sandbox.ts";
import { addButton, button, connect, grid, openPlan, openTransfer, openView, recordsGrid, showPreview } from "../steps.ts";

test.beforeEach(async ({ page, guard }) => {
  guard.expectHttpErrors();
  await watch(page);
});

async function open(page: Page, sandbox: Sandbox, screen: "records" | "discover"): Promise<void> {
  await page.goto(`./#/zone/${await sandbox.zone(ZONE)}/${screen}`);
  await connect(page, sandbox.provider, sandbox.key);
}

async function showAllRows(page: Page): Promise<void> {
  const view = await openView(page);
  await view.getByRole("checkbox", { name: /Show all rows at once/ }).check();
  await page.keyboard.press("Escape");
  await expect(view).toHaveCount(0);
}

/** A record for each entry of the corpus in each of its members. */
function everything(provider: Provider): Buffer[] {
  const places = Object.values(fields(provider));
  const given = values().flatMap(([, value]) => places.map((place) => ({ [place]: value })));
  return given.map((members, number) => record(provider, number, members));
}

forEachProvider((provider) => {
  for (const screen of ["records", "discover"] as const) {
    test(`every entry in every member is one row of ${screen}, and a text`, async ({ page, sandbox }) => {
      const items = everything(provider);
      await answerWith(page, provider, items);
      await open(page, sandbox, screen);
      const list = screen === "records" ? recordsGrid(page) : grid(page);
      await expect(list).toHaveAttribute("aria-rowcount", String(items.length + 1));
      await showAllRows(page);
      await expect(list.getByRole("row")).toHaveCount(items.length + 1);
      await expectHarmless(page);
      for (const shown of ["before␀after", "pay⟨U+202E⟩moc.elgoog⟨U+202C⟩", "<script>window.hostile=1</script>"]) {
        await expect(list.getByRole("row").filter({ hasText: shown }).first()).toBeAttached();
      }
      await expect(list.getByText("mixes scripts: Latin, Cyrillic and looks like paypal").first()).toBeAttached();
      await expect(list.getByText(/unreadable: its content/).first()).toBeAttached();
    });
  }

  test("every text is one in the dialogs of a record, in the plan and in what was written", async ({ page, sandbox }) => {
    const texts = section("texts").filter(([, text]) => text.length < 2_000);
    const { content, comment } = fields(provider);
    const quoted = texts.map(([, text]) => JSON.stringify(text));
    const items = quoted.map((text, number) => record(provider, number, { [content]: text, [comment]: text }));
    await answerWith(page, provider, items);
    await open(page, sandbox, "records");
    await expect(recordsGrid(page)).toHaveAttribute("aria-rowcount", String(items.length + 1));
    for (const number of items.keys()) {
      const show = button(page, "Show", `TXT r${number}.${ZONE}`);
      if ((await show.count()) === 0) continue;
      await show.click();
      await expect(page.getByRole("dialog", { name: "Record" })).toBeVisible();
      await expectHarmless(page);
      await page.keyboard.press("Escape");
    }
    await recordsGrid(page).getByRole("checkbox", { name: "Select all shown" }).check();
    await page.getByRole("button", { name: "Delete selected" }).click();
    const plan = await openPlan(page);
    await expect(plan).toContainText("pay⟨U+202E⟩moc.elgoog");
    await expectHarmless(page);
  });

  test("the words of a refusal are words, wherever they are told", async ({ page, sandbox }) => {
    const words = section("texts").map(([, text]) => text).filter((text) => text.length < 2_000).join(" ");
    const body =
      provider === BUNNY
        ? { ErrorKey: words, Field: words, Message: words }
        : { success: false, errors: [{ code: 1, message: words, source: { pointer: words } }], result: null };
    const refuse = { status: 400, contentType: "application/json", body: JSON.stringify(body) };
    await page.route(provider === BUNNY ? /\/dnszone\/\d+$/ : /\/dns_records\?/, (route) => route.fulfill(refuse));
    await open(page, sandbox, "records");
    const alert = page.getByRole("alert").first();
    await expect(alert).toContainText("<script>window.hostile=1</script>");
    await expect(alert).toContainText("before␀after");
    await expectHarmless(page);
  });

  test("names of zones are told for what they are", async ({ page, key }) => {
    const names = section("names").map(([, name]) => name).filter((name) => name.length < 2_000);
    const zones = names.map((name, number) =>
      provider === BUNNY ? { Id: number + 1, Domain: `${name}.example` } : { id: `z${number}`, name: `${name}.example` },
    );
    const body = provider === BUNNY ? { Items: zones, HasMoreItems: false } : { success: true, result: zones };
    await page.route(provider === BUNNY ? /\/dnszone\?/ : /\/zones\?/, (route) => route.fulfill({ json: body }));
    await page.goto("./");
    await connect(page, provider, key);
    const link = page.getByRole("row").filter({ hasText: "looks like paypal.example" });
    await expect(link.filter({ hasText: "mixes scripts: Latin, Cyrillic" })).toHaveCount(1);
    await expect(link).toHaveCount(3);
    await expectHarmless(page);
    // A zone that is called so is called so in the heading, in the banner and in the title too.
    await page.route(/\/(dnszone|zones)\/\w+/, (route) => route.fulfill({ status: 404, json: {} }));
    await link.first().getByRole("link").click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^xn--/);
    await expect(page).toHaveTitle(/^xn--.*Zonesift$/);
    await expectHarmless(page);
  });

  test("a file of the corpus is told line by line, and what is read of it is a text", async ({ page, sandbox }) => {
    const lines = ["texts", "formulas", "names"].flatMap(section).filter(([, text]) => text.length < 2_000);
    const quote = (text: string) => `"${text.replace(/[\\"]/g, "\\$&").replace(/[\r\n]/g, " ")}"`;
    const good = lines.map(([, text], number) => `n${number} 300 IN TXT ${quote(text)} ; ${text.replace(/[\r\n]/g, " ")}`);
    const bad = lines.map(([, text]) => `${text} 300 IN MX ${text}`);
    await openTransfer(page, sandbox, ZONE);
    await showPreview(page, [...good, ...bad].join("\n"));
    await expectHarmless(page);
    await addButton(page).click();
    await expect(page.getByText(/changes added to the plan/)).toBeVisible();
    await expectHarmless(page);
    const plan = await openPlan(page);
    await expect(plan).toContainText("pay⟨U+202E⟩moc.elgoog");
    await expectHarmless(page);
  });
});

test("what the host says in config.json is a text, and so is what is wrong with it", async ({ page }) => {
  const texts = section("texts").map(([, text]) => text).filter((text) => text.trim() !== "" && [...text].length <= 60).slice(0, 20);
  const links = texts.map((text) => ({ text, address: "https://example.org/" }));
  const members = Object.fromEntries(texts.map((text) => [text, 1]));
  for (const file of [{ links }, members]) {
    await page.route("**/config.json", (route) => route.fulfill({ json: file }));
    await page.goto("./");
    // Three more say what the page does.
    await expect(page.getByRole("listitem")).toHaveCount(texts.length + 3);
    await expect(page.getByRole("listitem").filter({ hasText: "pay⟨U+202E⟩moc.elgoog⟨U+202C⟩" })).toHaveCount(1);
    await expectHarmless(page);
    await page.unrouteAll();
  }
});

test.describe("names that pass for others", () => {
  test.use({ provider: CLOUDFLARE });

  test("the row, its conflicts and the plan say it", async ({ page, sandbox }) => {
    const provider = CLOUDFLARE;
    const name = (label: string) => ({ name: JSON.stringify(`${label}.${ZONE}`) });
    const homograph = String(section("names").find(([name]) => name === "homograph of one script")?.[1]);
    await answerWith(page, provider, [record(provider, 0, name("paypal")), record(provider, 1, name(homograph))]);
    await open(page, sandbox, "records");
    const row = recordsGrid(page).getByRole("row").filter({ hasText: "xn--" });
    await expect(row).toContainText("looks like paypal");
    await row.getByRole("button", { name: /^Warning at/ }).click();
    await expect(page.getByRole("dialog", { name: "Conflicts" })).toContainText("looks like another name of this zone");
  });
});
