// The table of faults in docs/faults.md: a part for each provider, a row for each call, a column for
// each fault. It is compared with what the page does, and written anew with ZONESIFT_WRITE=1.
import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FAULTS, MEANINGS } from "../faults.ts";

const FILE = join(import.meta.dirname, "../../docs/faults.md");
const LOCK = `${FILE}.lock`;

const INTRO = `# What the page does when a call fails

Written by the test \`e2e/tests/faults.spec.ts\` (\`ZONESIFT_WRITE=1\`, see [CONTRIBUTING.md](../CONTRIBUTING.md));
without that it compares. Each cell is the real page against the sandbox: every call of the row's kind is
broken in the column's way until the page tells what failed or has what it wanted; then all goes well
again, and the way on that the page offers is gone.

A cell says how often the call was sent, the first words of what is told, and which way leads on. For a
call that changes something it says how often the provider has carried it out in all, retries included.

| Fault | What it is |
| --- | --- |
`;

/** Whether the table is to be written and not compared. */
export const writes = process.env.ZONESIFT_WRITE === "1";

function read(): Map<string, string[][]> {
  let text = "";
  try {
    text = readFileSync(FILE, "utf8");
  } catch {
    // There is none yet.
  }
  const parts = text.split(/^## /m).slice(1);
  return new Map(
    parts.map((part) => {
      const [title = "", ...lines] = part.split("\n");
      const rows = lines.filter((line) => line.startsWith("| ")).slice(1);
      return [title, rows.filter((row) => !row.startsWith("| ---")).map((row) => row.slice(2, -2).split(" | "))];
    }),
  );
}

/** What the file says of a call. */
export function expected(provider: string, title: string): string[] | undefined {
  const row = read().get(provider)?.find(([first]) => first === title);
  return row?.slice(1);
}

/** The titles of the rows of a provider in the file. */
export function titles(provider: string): string[] {
  return (read().get(provider) ?? []).map(([title = ""]) => title);
}

/** Puts a row into the file, at its place among the titles; others that are none of them go. */
export function put(provider: string, title: string, cells: string[], order: Map<string, string[]>): void {
  // Rows are written by tests that run side by side.
  for (;;) {
    try {
      mkdirSync(LOCK);
      break;
    } catch {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
  try {
    const table = read();
    const rows = new Map((table.get(provider) ?? []).map((row) => [row[0], row]));
    rows.set(title, [title, ...cells]);
    const sorted = (name: string, rows: Map<string | undefined, string[]>) =>
      (order.get(name) ?? []).flatMap((title) => [rows.get(title) ?? []]).filter((row) => row.length > 0);
    const parts = [...order.keys()].map((name) => {
      const own = name === provider ? rows : new Map((table.get(name) ?? []).map((row) => [row[0], row]));
      return part(name, sorted(name, own));
    });
    const meanings = FAULTS.map((fault) => `| ${fault} | ${MEANINGS[fault]} |`).join("\n");
    writeFileSync(FILE, [INTRO + meanings, ...parts].join("\n\n") + "\n");
  } finally {
    rmdirSync(LOCK);
  }
}

function part(title: string, rows: string[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const head = ["Call", ...FAULTS];
  return [`## ${title}`, "", line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
