// Writes the medians as tables in Markdown, with ratios to the vanilla page and the goals.
import { availableParallelism, totalmem } from "node:os";
import type { Page } from "./pages.ts";
import type { Figures } from "./scenario.ts";

/** All visits of one size at one speed. */
export interface Series {
  size: number;
  slowdown: number;
  rounds: number;
  /** By the page's name. */
  figures: Record<string, Figures[]>;
}

export interface Results {
  pages: Page[];
  series: Series[];
  /** Visits as on a phone, by the page's name. */
  phones: Record<string, Figures[]>;
  /** Bytes of code by the page's name. */
  weights: Record<string, number>;
  browser: string;
  /** What was tried to make the page faster and smaller, in Markdown. */
  tried: string;
  /** The share of the processor that others took before the benchmark began. */
  busy: number;
}

interface Metric {
  key: string;
  label: string;
  show: (value: number) => string;
  goal?: { text: string; reached: (own: number) => boolean };
}

const ms = (value: number) => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
const count = (value: number) => value.toFixed(0);
const megabytes = (value: number) => `${(value / 1e6).toFixed(1)} MB`;
/** What a user feels: a frame that comes late, a key that waits. */
const none = { text: "none", reached: (own: number) => own === 0 };

const METRICS: Metric[] = [
  { key: "navigation", label: "Navigation to first row", show: ms },
  { key: "whole", label: "Navigation to all rows", show: ms },
  { key: "data", label: "Data received to all rows painted", show: ms },
  { key: "sortName", label: "First sort by name", show: ms },
  { key: "sortContent", label: "First sort by content", show: ms },
  { key: "sortTtl", label: "First sort by TTL", show: ms },
  { key: "sortAgain", label: "The other way round", show: ms },
  { key: "sortSeen", label: "Back to a sort seen before", show: ms },
  { key: "key", label: "First letter in the filter", show: ms },
  { key: "laterKeys", label: "Slowest of three more letters", show: ms },
  { key: "clear", label: "Clearing the filter", show: ms },
  { key: "accept", label: "Accept all shown", show: ms },
  { key: "dropped", label: "Scroll: dropped frames", show: count, goal: none },
  { key: "blank", label: "Scroll: frames without rows", show: count, goal: none },
  { key: "longTasks", label: "Scroll: long tasks", show: count, goal: none },
  { key: "keysLong", label: "Review by keyboard: long tasks", show: count, goal: none },
  { key: "keysLongest", label: "Review by keyboard: longest task", show: ms },
  { key: "memory", label: "Memory after load", show: megabytes },
  { key: "nodes", label: "Elements after load", show: count },
];


/** The whole document. */
export function report(results: Results): string {
  const parts = [INTRODUCTION, machine(results), code(results)];
  if (Object.keys(results.phones).length > 0) parts.push(onPhone(results));
  for (const series of results.series) parts.push(table(results, series));
  parts.push(results.tried.trim());
  return `${parts.join("\n\n")}\n`;
}

const INTRODUCTION = `# Benchmarks

Written by \`cargo xtask bench\`; do not edit. It compares the grid of found records with pages that show
the same list by the best JavaScript grids, each set up as its documentation advises for large data, and
with a table written by hand for just this list (vanilla): typed keys that are kept, one lower-case text
to search, recycled rows, reversal for the second click. That one is the limit.

All pages fetch the list from the same sandbox over loopback and are driven by real clicks and keys in
one Chromium, in turn, round by round, each time in a fresh profile. The figures are medians. A time goes
from the event (or the navigation) to the end of the frame that shows the result, whose content is checked:
the right first row after a sort, the right count after a filter. A frame takes 16.7 ms, so times below
that differ by chance. Zonesift's page first reads its settings, the zone and the zone's records, and
then the list; the others fetch the list alone. Vanilla makes the keys to sort by and the text to search
once its first rows are painted; Zonesift does so once the list is there, and sorts by name, content and
TTL ahead. A full scroll moves through the whole list in 240 frames.
A review by keyboard decides three dozen rows by keys, at both ends of the list; the others have no such
keys. A long task is one of more than 50 ms. Memory is what script holds after a collection, with its buffers and WebAssembly.

A ratio is to vanilla. ✓ and ✗ tell whether Zonesift reaches its goal, and whether it is ahead of every
library.`;

function machine({ browser, busy: share }: Results): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  const day = new Date().toISOString().slice(0, 10);
  const percent = (share * 100).toFixed(0);
  const warning = `\n\n**Other work took ${percent} % of the machine: take no figure for what it is.**`;
  const busy = share > 0.1 ? warning : "";
  return `Measured on ${day} with Chromium ${browser} on ${availableParallelism()} cores with ${memory} GB.${busy}`;
}

/** The head of a table with a column for each page. */
const head = (pages: Page[]) => [
  `| | ${pages.map(({ title }) => title).join(" | ")} |`,
  `| --- | ${pages.map(() => "---:").join(" | ")} |`,
];

function code({ pages, weights }: Results): string {
  return [
    "## Code",
    "",
    ...head(pages),
    `| Script, WebAssembly, styles (brotli) | ${pages
      .map(({ name }) => `${((weights[name] ?? 0) / 1000).toFixed(1)} kB`)
      .join(" | ")} |`,
  ].join("\n");
}

const PHONE: Metric[] = [
  { key: "form", label: "First visit to the form", show: ms },
  { key: "formAgain", label: "Reload to the form", show: ms },
  { key: "row", label: "First visit to the first found row", show: ms },
  { key: "rowAgain", label: "Reload to the first found row", show: ms },
];

function onPhone({ pages, phones }: Results): string {
  const shown = (name: string, { key, show }: Metric) => {
    const values = (phones[name] ?? []).flatMap((figures) => figures[key] ?? []);
    return values.length === 0 ? "–" : show(median(values));
  };
  const rounds = Math.max(...Object.values(phones).map((all) => all.length));
  const rows = PHONE.map((metric) => `| ${metric.label} | ${pages.map(({ name }) => shown(name, metric)).join(" | ")} |`);
  return [
    "## On a phone",
    "",
    "The network delays each answer by 100 ms and carries 9 Mbit/s, the processor is slowed 4×, the zone has",
    `1,000 records. Medians of ${rounds} rounds.`,
    "",
    ...head(pages),
    ...rows,
  ].join("\n");
}

function table({ pages }: Results, { size, slowdown, rounds, figures }: Series): string {
  const speed = slowdown === 1 ? "" : `, processor slowed ${slowdown}×`;
  const medians = (key: string) =>
    Object.fromEntries(
      pages
        .filter(({ name }) => figures[name]!.every((f) => key in f))
        .map(({ name }) => [name, median(figures[name]!.map((f) => f[key]!))]),
    );
  const rows = METRICS.map((metric) => row(pages, metric, medians(metric.key)));
  return [
    `## ${size.toLocaleString("en")} records${speed}`,
    "",
    `Medians of ${rounds} rounds.`,
    "",
    `| | ${pages.map(({ title }) => title).join(" | ")} | Ratio | Goal | Ahead of libraries |`,
    `| --- | ${pages.map(() => "---:").join(" | ")} | ---: | --- | --- |`,
    ...rows,
  ].join("\n");
}

function row(pages: Page[], metric: Metric, values: Record<string, number>): string {
  const { zonesift: own, vanilla, ...libraries } = values;
  const cells = pages.map(({ name }) => {
    const value = values[name];
    return value === undefined ? "–" : metric.show(value);
  });
  const both = own !== undefined && vanilla !== undefined;
  const ratio = both && vanilla > 0 ? (own / vanilla).toFixed(2) : "";
  const mark = (good: boolean) => (good ? "✓" : "✗");
  const { goal } = metric;
  const reached = own !== undefined && goal ? ` ${mark(goal.reached(own))}` : "";
  const others = Object.values(libraries);
  const ahead = own === undefined || others.length === 0 ? "" : mark(others.every((it) => own <= it));
  return `| ${metric.label} | ${cells.join(" | ")} | ${ratio} | ${goal?.text ?? ""}${reached} | ${ahead} |`;
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
