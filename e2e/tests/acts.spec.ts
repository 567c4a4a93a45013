// A button acts on what it names: in both grids, whatever comes, goes, is filtered, sorted and selected,
// every control of a row is named by that row's record and does what it says to that record. All of it is
// drawn from a seed; a run that fails tells its seed, and ZONESIFT_SEED plays it again.
import { expect, type Locator, type Page } from "@playwright/test";
import { address, ZONE } from "../bakery.ts";
import { random } from "../chaos.ts";
import { forEachProvider, test } from "../fixtures.ts";
import { addToPlan, apply, changes, expectApplied, leavePlan, field, fill, goTo, grid, openAdd, openEdit, openPlan, openRecords, openScanned, recordsGrid } from "../steps.ts";

const given = process.env.ZONESIFT_SEED;
const SEED = given === undefined ? Math.floor(Math.random() * 1_000_000) : Number(given);
const STEPS = 36;
const VERBS = ["Select", "Edit", "Delete", "Keep", "Show"];

/** A control of a row as it stands in the page. */
interface Control {
  name: string;
  pressed: string | null;
  isDisabled: boolean;
}

/** A row as it stands in the page. */
interface Row {
  title: string;
  content: string;
  text: string;
  isSelected: boolean;
  isChecked: boolean;
  /** Whether the keyboard is at it. */
  isActive: boolean;
  controls: Control[];
}

/** Runs in the page: the rows of the grid, by what is read in their cells. */
function rowsOf({ label, zone }: { label: string; zone: string }): Row[] {
  const grid = document.querySelector(`[role=grid][aria-label="${label}"]`);
  const rows = [...(grid?.querySelectorAll("[role=row]:has([role=gridcell])") ?? [])];
  return rows.map((row) => {
    const cell = (name: string) => row.querySelector(`.${name}`)?.textContent ?? "";
    const owner = cell("name");
    const controls = [...row.querySelectorAll<HTMLButtonElement | HTMLInputElement>("button, input")];
    return {
      title: `${cell("type")} ${owner === "@" ? zone : `${owner}.${zone}`}`,
      content: cell("content"),
      text: row.textContent ?? "",
      isSelected: row.getAttribute("aria-selected") === "true",
      isChecked: row.querySelector("input")?.checked === true,
      isActive: row.querySelector(`#${grid?.getAttribute("aria-activedescendant") ?? "none"}`) !== null,
      controls: controls.map((control) => ({
        name: control.getAttribute("aria-label") ?? control.textContent ?? "",
        pressed: control.getAttribute("aria-pressed"),
        isDisabled: control.disabled,
      })),
    };
  });
}

/** What is wrong with the controls of a row. */
function faultsOf({ title, content, isSelected, isChecked, controls }: Row): string[] {
  // What is wrong with a record follows its name.
  const isOwn = ({ name }: Control) => [` ${title}`, ` ${title} ${content}`].some((own) => name.replace(/^((?:Error|Warning|Note) at .*): .*?$/, "$1").endsWith(own));
  const foreign = controls.filter((control) => !isOwn(control)).map(({ name }) => `"${name}" in the row of ${title} ${content}`);
  return isSelected === isChecked ? foreign : [...foreign, `the box of ${title} ${content}`];
}

class Run {
  readonly draw = random(SEED);
  /** What was decided, by record: a verb of the plan. */
  readonly decided = new Map<string, string>();
  readonly selected = new Set<string>();

  constructor(
    readonly page: Page,
    readonly label: string,
    /** What is wrong with a row, beside its names, by what was decided about its record. */
    readonly judge: (row: Row, decided: string | undefined) => string[],
  ) {}

  get grid(): Locator {
    return this.page.getByRole("grid", { name: this.label });
  }

  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.draw() * from.length)] as T;
  }

  async rows(): Promise<Row[]> {
    return this.page.evaluate(rowsOf, { label: this.label, zone: ZONE });
  }

  /** Waits until every row says what it should. */
  async check(step: string): Promise<void> {
    const faults = async () =>
      (await this.rows()).flatMap((row) => {
        const key = `${row.title} ${row.content}`;
        const box = row.isSelected === this.selected.has(key) ? [] : [`${key} selected: ${row.isSelected}`];
        return [...faultsOf(row), ...box, ...this.judge(row, this.decided.get(key))];
      });
    await expect.poll(faults, { message: `seed ${SEED}, after: ${step}` }).toEqual([]);
  }

  /** Presses a button of some row by its name, and tells the row that it names. */
  async press(verb: string): Promise<Row | undefined> {
    const starts = ({ name, isDisabled }: Control) => name.startsWith(`${verb} `) && !isDisabled;
    const rows = (await this.rows()).filter((row) => row.controls.some(starts));
    if (rows.length === 0) return undefined;
    const row = this.pick(rows);
    await this.page.getByRole("button", { name: row.controls.find(starts)?.name ?? "", exact: true }).click();
    return row;
  }

  async filter(text: string): Promise<void> {
    await this.page.getByRole("searchbox", { name: "Filter records" }).fill(text);
  }

  async sort(): Promise<void> {
    const header = this.grid.getByRole("columnheader", { name: new RegExp(`^${this.pick(["Name", "Type", "Content", "TTL"])}`) });
    await header.getByRole("button").click();
  }

  async select(): Promise<void> {
    const row = this.pick(await this.rows());
    if (row === undefined) return;
    const key = `${row.title} ${row.content}`;
    await this.page.getByRole("checkbox", { name: row.controls[0]?.name ?? "", exact: true }).click();
    if (!this.selected.delete(key)) this.selected.add(key);
  }

  /** Goes to some row by the keyboard and tells what it is; none where there is no row. */
  async goTo(): Promise<string | undefined> {
    if ((await this.rows()).length === 0) return undefined;
    await this.grid.focus();
    await this.page.keyboard.press("ArrowDown");
    for (let moves = Math.floor(this.draw() * 4); moves > 0; moves -= 1) await this.page.keyboard.press(this.pick(["ArrowDown", "ArrowDown", "ArrowUp"]));
    const active = async () => (await this.rows()).find(({ isActive }) => isActive);
    const row = await active();
    return row === undefined ? undefined : `${row.title} ${row.content}`;
  }

  /** Selects by the keyboard. */
  async selectByKey(): Promise<void> {
    const key = await this.goTo();
    if (key === undefined) return;
    await this.page.keyboard.press("x");
    if (!this.selected.delete(key)) this.selected.add(key);
  }

  /** The plan holds just what was decided. */
  async checkPlan(step: string): Promise<void> {
    if (this.decided.size === 0) return;
    const plan = await openPlan(this.page);
    // The plan tells a priority before the content, where the grid has a column for it.
    const bare = (text: string) => text.replace(/^(\S+ \S+ \S+ )\d+ /, "$1");
    const expected = [...this.decided].map(([record, verb]) => bare(`${verb} ${record}`)).sort();
    const said = async () =>
      (await changes(plan).allTextContents())
        // Where the zone holds an accepted record with other marks, the plan changes that one.
        .map((text) => bare(text.replace(/ · (TTL|proxied|not proxied) .*/, "").replace(/^Change /, "Accept ")))
        .sort();
    await expect.poll(said, { message: `seed ${SEED}, the plan after: ${step}` }).toEqual(expected);
    await plan.getByRole("button", { name: "Back" }).click();
    await expect(plan).toHaveCount(0);
    // The list is as before.
    await this.check(`the plan after: ${step}`);
  }
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider(() => {
  test(`records come, go and come again, and each button acts on what it names (seed ${given ?? "drawn"})`, async ({ page, sandbox }) => {
    console.log(`seed ${SEED}`);
    for (const last of [2, 19, 10, 7]) await sandbox.add(ZONE, address(`h${last}`, last));
    await sandbox.add(ZONE, address("twin", 40), address("twin", 41), address("", 13));
    await openRecords(page, sandbox, ZONE);
    const run = new Run(page, "Zone records", ({ title, content, text, controls }, decided) => {
      // Beside these a row may have a button for its conflicts.
      const verbs = controls.map(({ name }) => name.split(" ")[0] ?? "").filter((word) => VERBS.includes(word)).join();
      const expected = decided === "Delete" ? "Select,Edit,Keep,Show" : "Select,Edit,Delete,Show";
      const mark = decided === "Delete" ? "to be deleted" : decided === "Add" ? "to be added" : "";
      const isMarked = mark === "" ? !text.includes("to be ") : text.includes(mark);
      const disabled = controls.filter(({ isDisabled }) => isDisabled).map(({ name }) => `${name} is disabled`);
      const buttons = verbs === expected ? disabled : [...disabled, `${verbs} at ${title} ${content}`];
      return isMarked ? buttons : [...buttons, `${title} ${content} says: ${text}`];
    });
    let last = 50;
    const steps: Record<string, () => Promise<void>> = {
      add: async () => {
        const dialog = await openAdd(page, "A");
        const name = run.pick(["", "twin", "new", "h3"]);
        last += 1;
        await fill(dialog, { Name: name, Content: `192.0.2.${last}` });
        await addToPlan(dialog);
        run.decided.set(`A ${name === "" ? ZONE : `${name}.${ZONE}`} 192.0.2.${last}`, "Add");
      },
      delete: async () => {
        const row = await run.press("Delete");
        if (row === undefined) return;
        const key = `${row.title} ${row.content}`;
        // A record that is only to be added is simply gone.
        if (run.decided.get(key) === "Add") {
          run.decided.delete(key);
          run.selected.delete(key);
        } else run.decided.set(key, "Delete");
      },
      keep: async () => {
        const row = await run.press("Keep");
        if (row !== undefined) run.decided.delete(`${row.title} ${row.content}`);
      },
      filter: () => run.filter(run.pick(["", "", "h1", "twin", "192.0.2.5", "bakery"])),
      sort: () => run.sort(),
      select: () => run.select(),
      key: () => run.selectByKey(),
      edit: async () => {
        const row = await run.press("Edit");
        const dialog = page.getByRole("dialog", { name: "Edit record" });
        if (row === undefined) return;
        await expect(field(dialog, "Content")).toHaveValue(row.content);
        await dialog.getByRole("button", { name: "Cancel" }).click();
      },
      look: async () => {
        const row = await run.press("Show");
        const dialog = page.getByRole("dialog", { name: "Record" });
        if (row === undefined) return;
        await expect(dialog).toContainText(row.content);
        await dialog.getByRole("button", { name: "Close" }).click();
      },
      discard: async () => {
        const discard = page.getByRole("button", { name: "Discard edits" });
        if (run.draw() > 0.3 || !(await discard.isEnabled())) return;
        await discard.click();
        for (const [key, verb] of run.decided) if (verb === "Add") run.selected.delete(key);
        run.decided.clear();
      },
      leave: async () => {
        await goTo(page, "Discover");
        await goTo(page, "Records");
      },
    };
    for (let step = 0; step < STEPS; step += 1) {
      const name = run.pick(["add", "add", "delete", "delete", "delete", "keep", "filter", "filter", "sort", "select", "key", "edit", "look", "discard", "leave"]);
      await test.step(name, async () => steps[name]?.());
      await run.check(`${step} ${name}`);
      if (step % 6 === 5) await run.checkPlan(`${step} ${name}`);
    }
    // The zone is read anew, others have changed it, and what was selected is still what is selected.
    await run.filter("");
    // The address follows the list.
    await expect(page).not.toHaveURL(/filter=/);
    // Where some are selected, the box is neither: all of them first, then none.
    const all = page.getByRole("checkbox", { name: "Select all shown" });
    await all.check();
    await all.uncheck();
    const kept = [...run.decided].filter(([, verb]) => verb === "Add").map(([key]) => key.split(" ")[2] ?? "");
    const gone = [...run.decided].filter(([, verb]) => verb === "Delete").map(([key]) => key.split(" ")[2] ?? "");
    if (run.decided.size > 0) {
      const plan = await openPlan(page);
      const word = plan.getByRole("textbox", { name: "Type DELETE to confirm" });
      if ((await word.count()) > 0) await word.fill("DELETE");
      await plan.getByRole("button", { name: "Apply", exact: true }).click();
      await expectApplied(page, run.decided.size, 0);
    }
    run.decided.clear();
    run.selected.clear();
    await run.check("apply");
    const held = (await sandbox.held(ZONE)).map((text) => text.split(" ")[2]);
    for (const content of kept) expect(held).toContain(content);
    for (const content of gone) expect(held).not.toContain(content);
  });

  test("a row whose record is to be changed is named by what it shows", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, address("a", 1), address("b", 2), address("b", 3));
    await openRecords(page, sandbox, ZONE);
    const dialog = await openEdit(page, `A a.${ZONE}`);
    await fill(dialog, { Name: "b", Content: "192.0.2.9" });
    await addToPlan(dialog);
    const run = new Run(page, "Zone records", () => []);
    await run.check("a change of the name");
    await page.getByRole("button", { name: `Delete A b.${ZONE} 192.0.2.9` }).click();
    await expect(changes(await openPlan(page))).toHaveText([new RegExp(`^Delete A a\\.${ZONE} .*192\\.0\\.2\\.1`)]);
  });

  test("a selected record stays the selected one when the list is read anew", async ({ page, sandbox }) => {
    await sandbox.add(ZONE, address("a", 1), address("b", 2), address("c", 3), address("d", 4));
    await openRecords(page, sandbox, ZONE);
    const box = (name: string) => page.getByRole("checkbox", { name: `Select A ${name}.${ZONE}` });
    await page.getByRole("button", { name: `Delete A a.${ZONE}` }).click();
    let goOn = () => {};
    const isHeld = new Promise<void>((held) => (goOn = held));
    await page.route(/\/records\/\d+$|\/batch$/, (route) => isHeld.then(() => route.fallback()));
    await apply(page);
    await leavePlan(page);
    await box("c").check();
    goOn();
    await expect(box("a")).toHaveCount(0);
    for (const name of ["b", "d"]) await expect(box(name)).not.toBeChecked();
    await expect(box("c")).toBeChecked();
    await page.getByRole("button", { name: "Delete selected" }).click();
    await expect(changes(await openPlan(page))).toHaveText([new RegExp(`^Delete A c\\.${ZONE}`)]);
  });

  test(`what was found is decided by buttons that name it (seed ${given ?? "drawn"})`, async ({ page, sandbox }) => {
    console.log(`seed ${SEED}`);
    await openScanned(page, sandbox, ZONE);
    await expect(grid(page)).toBeVisible();
    const run = new Run(page, "Discovered records", ({ title, content, controls }, decided) => {
      const of = (verb: string) => controls.find(({ name }) => name.startsWith(`${verb} `));
      const wrong = ["Accept", "Reject"].filter((verb) => (of(verb)?.pressed === "true") !== (decided === verb));
      return wrong.map((verb) => `${verb} at ${title} ${content} is pressed: ${of(verb)?.pressed}`);
    });
    const decide = async (verb: string) => {
      const row = await run.press(verb);
      if (row === undefined) return;
      const key = `${row.title} ${row.content}`;
      if (run.decided.get(key) === verb) run.decided.delete(key);
      else run.decided.set(key, verb);
    };
    const steps: Record<string, () => Promise<void>> = {
      accept: () => decide("Accept"),
      reject: () => decide("Reject"),
      filter: () => run.filter(run.pick(["", "", "a", "mx", "192.0.2", "bakery"])),
      sort: () => run.sort(),
      select: () => run.select(),
      key: () => run.selectByKey(),
      leave: async () => {
        await goTo(page, "Records");
        await expect(recordsGrid(page)).toBeVisible();
        await goTo(page, "Discover");
      },
    };
    for (let step = 0; step < STEPS; step += 1) {
      const name = run.pick(["accept", "accept", "reject", "reject", "filter", "sort", "select", "key", "leave"]);
      await test.step(name, async () => steps[name]?.());
      await run.check(`${step} ${name}`);
    }
    await run.filter("");
    await run.check("all are shown");
    await run.checkPlan("the end");
  });
});
