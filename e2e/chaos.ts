// One run of scan, review, apply and undo in which any call may fail in any way, all of it drawn from a
// seed. Whenever the page is at rest, the zone is compared with what the page says of it.
import { expect, type Locator, type Page } from "@playwright/test";
import { ZONE } from "./bakery.ts";
import { type Fault, FAULTS } from "./faults.ts";
import { type Desk, isSeen, runUntilTold, started } from "./matrix/desk.ts";
import { button, changes, confirm, connect, goTo, leavePlan, openEdit, openPlan, openZone, planButton, planPage } from "./steps.ts";

/** What a run came to. */
export interface Figures {
  calls: number;
  faults: number;
  /** How often something was pressed to go on: `Retry`, `Try again`, a new key. */
  pressed: number;
}

/** Numbers from 0 to 1 of a seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What the open plan says of one of its changes. */
interface Line {
  text: string;
  isDone: boolean;
}

/** Runs in the page: the lines of the result, once nothing is being written; none while it is. */
function linesOf(): Line[] | "closed" | undefined {
  const plan = document.querySelector("section[aria-label=Plan]");
  if (plan === null) return document.querySelector("h1[tabindex]") === null ? undefined : "closed";
  if (plan.querySelector("h1")?.textContent !== "Result") return undefined;
  const lines = [...plan.querySelectorAll("[role=row]")].filter((line) => /^(Add|Change|Delete|Accept|Reject) /.test(line.textContent ?? ""));
  return lines.map((line) => ({
    text: line.textContent ?? "",
    isDone: ![...line.querySelectorAll("button")].some((button) => button.textContent === "Retry"),
  }));
}

/** So many steps of the page's time are a while; so many are more than the five minutes that a scan is given. */
const WHILE = 8;
const SCAN = 90;

export class Chaos {
  private readonly draw: () => number;
  private pressed = 0;
  /** What is to come into the zone. */
  private wanted: string[] = [];
  private before: string[] = [];

  constructor(
    private readonly desk: Desk,
    seed: number,
  ) {
    this.draw = random(seed);
  }

  private get page(): Page {
    return this.desk.page;
  }

  private pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.draw() * from.length)] as T;
  }

  /** Breaks so many of the calls from now on, in any way but those left out. */
  private arm(share: number, ...without: readonly Fault[]): void {
    const faults = FAULTS.filter((fault) => !without.includes(fault));
    this.desk.network.armBy(() => (this.draw() < share ? this.pick(faults) : undefined));
  }

  async run(): Promise<Figures> {
    const { sandbox, network } = this.desk;
    const contents = await sandbox.contents(ZONE);
    this.before = await sandbox.held(ZONE);
    await openZone(this.page, sandbox, ZONE);
    await this.scan();
    await this.review();
    await this.write();
    await this.undo();
    expect(await sandbox.contents(ZONE), "the zone after everything was taken back").toEqual(contents);
    const faults = network.sent.filter(({ fault }) => fault !== undefined).length;
    return { calls: network.sent.length, faults, pressed: this.pressed };
  }

  /** Enters the key again when it was refused. */
  private async unlock(): Promise<void> {
    const form = this.page.getByRole("heading", { name: "Connect", exact: true });
    await started(this.page);
    if (!(await isSeen(form))) return;
    this.pressed += 1;
    await this.desk.network.disarm();
    await connect(this.page, this.desk.provider, this.desk.sandbox.key);
    await runUntilTold(this.desk, async () => ((await isSeen(form)) ? undefined : true));
  }

  /** Presses what leads on when something has failed. */
  private async goOn(name: "Try again" | "Start scan"): Promise<void> {
    this.pressed += 1;
    await this.press(this.page.getByRole("button", { name, exact: true }).first());
  }

  /** Presses a button that may go meanwhile, as a reading that is refused locks the page: the next look at it tells. */
  private async press(button: Locator): Promise<void> {
    await button.click({ timeout: 5_000 }).catch((error: Error) => expect(error.name).toBe("TimeoutError"));
  }

  private async scan(): Promise<void> {
    const { sandbox, provider, network } = this.desk;
    this.arm(0.3);
    await this.goOn("Start scan");
    const found = new RegExp(`${provider.over}.*\\b${sandbox.found(ZONE)} records found`);
    const status = this.page.getByRole("status");
    for (let round = 0; ; round += 1) {
      const what = await runUntilTold(this.desk, async () => {
        if (found.test((await status.textContent()) ?? "")) return "done";
        if (await isSeen(this.page.getByRole("heading", { name: "Connect", exact: true }))) return "locked";
        return (await isSeen(this.page.getByRole("button", { name: "Try again" }))) ? "failed" : undefined;
      }, SCAN);
      if (what === "done") break;
      expect(round, `the scan does not end: ${await status.textContent()}`).toBeLessThan(12);
      if (round > 3) await network.disarm();
      if (what === "locked") await this.unlock();
      else if (what === "failed") await this.goOn("Try again");
      else if (await this.page.getByRole("button", { name: "Start scan" }).isEnabled()) await this.goOn("Start scan");
    }
    await network.disarm();
  }

  /** Decides on each found record; some are changed before they are accepted. */
  private async review(): Promise<void> {
    const { sandbox } = this.desk;
    // A start that came late has made another job, which finds the same.
    await expect.poll(async () => (await sandbox.discovered(ZONE)).length).toBe(sandbox.found(ZONE));
    const found = await sandbox.discovered(ZONE);
    const reviewed = found.filter((text) => !this.before.includes(text) && !text.startsWith("SOA "));
    for (const text of reviewed) {
      const [type = "", name = ""] = text.split(" ");
      const accept = await this.buttonOf("Accept", text);
      if (accept === undefined) continue;
      const fate = this.draw();
      if (fate < 0.5) {
        await accept.click();
        this.wanted.push(text);
      } else if (fate < 0.65 && type === "A") {
        const dialog = await openEdit(this.page, `${type} ${name}`);
        const other = `198.51.100.${1 + Math.floor(this.draw() * 250)}`;
        await dialog.getByRole("textbox", { name: "Content", exact: true }).fill(other);
        await dialog.getByRole("button", { name: "Add to plan" }).click();
        await expect(dialog).toHaveCount(0);
        this.wanted.push(`${type} ${name} ${other}`);
      } else if (fate < 0.75) {
        const reject = await this.buttonOf("Reject", text);
        await reject?.click();
      }
    }
    this.wanted.sort();
  }

  /** The button of one record, unless it may not be pressed or stands for several. */
  private async buttonOf(verb: "Accept" | "Reject", text: string) {
    const [type = "", name = ""] = text.split(" ");
    const one = button(this.page, verb, `${type} ${name}`);
    if ((await one.count()) !== 1 || !(await one.isEnabled())) return undefined;
    return one;
  }

  /**
   * Whether something still waits. Right after a new key nothing is said to: the found records have to be read first,
   * so that it counts only after a while.
   */
  private async left(): Promise<"something" | "nothing" | undefined> {
    const all = [...this.before, ...this.wanted].sort().join();
    let calm = 0;
    return runUntilTold(this.desk, async () => {
      // The page's time runs, and somebody is there: it is not to be locked.
      await this.page.keyboard.press("Shift");
      if ((await planButton(this.page).count()) === 0) return undefined;
      if (!(await planButton(this.page).textContent())?.includes("(0)")) return "something";
      calm += (await this.desk.sandbox.held(ZONE)).join() === all ? 1 : 0;
      return calm > WHILE ? "nothing" : undefined;
    });
  }

  /** Applies all that waits, until nothing of it is left. */
  private async write(): Promise<void> {
    for (let round = 0; round < 8; round += 1) {
      if ((await this.left()) === "nothing") break;
      // Opened before calls are broken: the scan is read beside it, and a key that is refused closes all.
      const plan = await openPlan(this.page);
      this.arm(round < 2 ? 0.35 : 0);
      await this.apply(plan, round);
      await this.desk.network.disarm();
      await this.unlock();
    }
    await this.desk.network.disarm();
    await expect(planButton(this.page)).toHaveText("Review plan (0)");
    expect(await this.desk.sandbox.held(ZONE), "the zone after everything is said to be done").toEqual([...this.before, ...this.wanted].sort());
  }

  /** Presses Apply and then Retry, a few times, and compares whenever the page is at rest. */
  private async apply(plan: ReturnType<Page["getByRole"]>, round: number, ...without: Fault[]): Promise<void> {
    const { network } = this.desk;
    await confirm(plan);
    await plan.getByRole("button", { name: "Apply", exact: true }).click();
    for (let retries = 0; ; retries += 1) {
      const lines = await runUntilTold(this.desk, () => this.page.evaluate(linesOf));
      await this.compare(lines ?? []);
      if (lines === "closed" || lines === undefined) return;
      const failed = lines.filter(({ isDone }) => !isDone);
      // What was late is done while the page is at rest. Had it to come after the next try, no client could tell:
      // bunny.net takes the same record twice.
      if (network.isLate || this.draw() < 0.5) await network.disarm();
      if (retries > 6 || this.draw() < 0.2) break;
      const retry = changes(plan).getByRole("button", { name: /^Retry / });
      if (failed.length === 0) break;
      this.pressed += 1;
      this.arm(round < 2 && retries < 3 ? 0.25 : 0, ...without);
      await this.press(retry.nth(Math.floor(this.draw() * failed.length)));
    }
    await network.disarm();
    await leavePlan(this.page);
  }

  /** What is said to be done is there, nothing else is, and nothing is there twice. */
  private async compare(said: Line[] | "closed"): Promise<void> {
    const held = await this.desk.sandbox.held(ZONE);
    const may = [...this.before, ...this.wanted];
    expect(new Set(held).size, `something is there twice: ${held.join("\n")}`).toBe(held.length);
    expect(held.filter((text) => !may.includes(text)), "what nobody has asked for").toEqual([]);
    if (said === "closed") return;
    const accepts = said.filter(({ text }) => text.startsWith("Accept "));
    for (const line of accepts.filter(({ isDone }) => isDone)) {
      const own = this.wanted.filter((text) => line.text.startsWith(`Accept ${text.split(" ").slice(0, 2).join(" ")} `));
      const there = own.filter((text) => held.includes(text));
      expect(there.length, `said to be done and not there: ${line.text}`).toBeGreaterThan(0);
    }
  }

  /** Takes back every apply of the history, the last one first. */
  private async undo(): Promise<void> {
    const { sandbox, network } = this.desk;
    const written = this.wanted;
    await goTo(this.page, "History");
    const back = this.page.getByRole("button", { name: "Undo all" });
    if (written.length > 0) await expect(back.first()).toBeVisible();
    const all = await back.count();
    const plan = planPage(this.page);
    for (let entry = 0; entry < all; entry += 1) {
      // What fails is asked for again, until nothing of the entry is left in the zone.
      for (let round = 0; round < 9; round += 1) {
        // The list is read from the browser's database, which takes its time.
        await this.page.reload();
        await started(this.page);
        await expect(back.first()).toBeVisible();
        await back.nth((await back.count()) - all + entry).click();
        await expect(plan).toBeVisible();
        if ((await changes(plan).count()) === 0) {
          await plan.getByRole("button", { name: "Back" }).click();
          break;
        }
        this.arm(round < 2 ? 0.3 : 0, "401");
        await this.apply(plan, round, "401");
        await network.disarm();
      }
      await expect(planButton(this.page)).toHaveText("Review plan (0)");
    }
    expect(await sandbox.held(ZONE)).toEqual(this.before);
  }
}
