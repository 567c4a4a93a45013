// The corpus of hostile data, which the tests of the library read too (corpus/hostile.json), made into
// answers of both providers; and what no page may have of it.
import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { BUNNY, type Provider } from "./providers.ts";

interface Rule {
  before?: string;
  repeat: string;
  times: number;
  middle?: string;
  close?: string;
  after?: string;
  items?: number;
}

type Section = Record<string, string | Rule>;

const FILE = new URL("../corpus/hostile.json", import.meta.url);
const CORPUS = JSON.parse(readFileSync(FILE, "utf8")) as Record<string, Section>;

function made(entry: string | Rule): string {
  if (typeof entry === "string") return entry;
  const { before = "", repeat, times, middle = "", close = "", after = "" } = entry;
  return before + repeat.repeat(times) + middle + close.repeat(times) + after;
}

/** The entries of a section, by name. */
export function section(name: string): [string, string][] {
  return Object.entries(CORPUS[name] ?? {}).map(([name, entry]) => [name, made(entry)]);
}

/** One large entry, with how many items of it are meant. */
export function large(name: string): { text: string; items: number } {
  const entry = CORPUS.large?.[name];
  if (entry === undefined || typeof entry === "string") throw new Error(`the corpus has no ${name}`);
  return { text: made(entry), items: entry.items ?? 1 };
}

/** Every value as JSON: texts, names and formulas in quotes, values to the letter, bytes in quotes. */
export function values(): [string, Buffer][] {
  const texts = ["texts", "formulas", "names"].flatMap(section);
  const quoted = texts.map(([name, text]): [string, Buffer] => [name, Buffer.from(JSON.stringify(text))]);
  const raw = section("values").map(([name, text]): [string, Buffer] => [name, Buffer.from(text)]);
  const bytes = section("bytes").map(([name, hex]): [string, Buffer] => [
    name,
    Buffer.concat([Buffer.from('"'), Buffer.from(hex, "hex"), Buffer.from('"')]),
  ]);
  return [...quoted, ...raw, ...bytes];
}

/** A member of a record and the JSON that it holds. */
type Members = Record<string, string | Buffer>;

function object(members: Members): Buffer {
  const parts = Object.entries(members).flatMap(([name, value], place) => [
    Buffer.from(`${place > 0 ? "," : ""}${JSON.stringify(name)}:`),
    Buffer.from(value),
  ]);
  return Buffer.concat([Buffer.from("{"), ...parts, Buffer.from("}")]);
}

/** A TXT record of a provider's list; what is given takes the place of what it would hold. */
export function record(provider: Provider, number: number, given: Members = {}): Buffer {
  const name = JSON.stringify(`r${number}`);
  return provider === BUNNY
    ? object({ Id: `${number + 1}`, Type: "3", Ttl: "300", Name: name, Value: '"x"', Comment: '""', ...given })
    : object({
        id: JSON.stringify(`id${number}`),
        type: '"TXT"',
        ttl: "300",
        name: `"r${number}.bakery.example"`,
        content: '"x"',
        comment: "null",
        ...given,
      });
}

/** The members of a record that hold texts, as the provider calls them. */
export function fields(provider: Provider): { name: string; content: string; comment: string; type: string } {
  return provider === BUNNY
    ? { name: "Name", content: "Value", comment: "Comment", type: "Type" }
    : { name: "name", content: "content", comment: "comment", type: "type" };
}

function list(items: Buffer[]): Buffer {
  return Buffer.concat(items.flatMap((item, place) => (place > 0 ? [Buffer.from(","), item] : [item])));
}

/** Has the provider answer with these records, as what the zone holds and as what its scan has found. */
export async function answerWith(page: Page, provider: Provider, items: Buffer[] | Buffer): Promise<void> {
  const records = Buffer.isBuffer(items) ? items : list(items);
  const around = (before: string, after: string) => Buffer.concat([Buffer.from(before), records, Buffer.from(after)]);
  const held =
    provider === BUNNY
      ? around('{"Id":1,"Domain":"bakery.example","Records":[', "]}")
      : around('{"success":true,"errors":[],"messages":[],"result":[', "]}");
  const found =
    provider === BUNNY ? around('{"JobId":"1f1e33f4-1111","Status":2,"Records":[', "]}") : held;
  const json = { status: 200, contentType: "application/json" };
  const isList = provider === BUNNY ? /\/dnszone\/\d+$/ : /\/dns_records\?/;
  await page.route(isList, (route) => route.fulfill({ ...json, body: held }));
  await page.route(provider.reading, (route) => route.fulfill({ ...json, body: found }));
}

/** Watches for anything that a text could do if it were more than one. */
export async function watch(page: Page): Promise<void> {
  page.on("dialog", (dialog) => {
    throw new Error(`a text has opened a dialog: ${dialog.message()}`);
  });
  await page.addInitScript(() => {
    const tasks: number[] = [];
    Object.assign(window, { tasks });
    const note = (list: PerformanceObserverEntryList) => tasks.push(...list.getEntries().map((task) => task.duration));
    const observer = new PerformanceObserver(note);
    observer.observe({ type: "longtask" });
    Object.assign(window, { flush: () => tasks.push(...observer.takeRecords().map((task) => task.duration)) });
  });
}

declare global {
  interface Window {
    tasks: number[];
    flush: () => void;
    hostile?: unknown;
  }
}

/** No text has become an element or has run, and what nobody sees is nowhere. */
export async function expectHarmless(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const hidden = /[\p{Cc}\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]/u;
    const app = document.querySelector("#app")!;
    const problems = [`${document.querySelectorAll("img, iframe, svg, object, embed, style, base, #app script").length} elements`];
    if (window.hostile !== undefined) problems.push("a text has run");
    if (hidden.test(document.title)) problems.push(`the title: ${document.title}`);
    const walker = document.createTreeWalker(app, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent ?? "";
      const inField = walker.currentNode.parentElement?.closest("textarea") !== null;
      if (!inField && hidden.test(text)) problems.push(`a text: ${escape(text.slice(0, 80))}`);
    }
    for (const element of app.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        if (name.startsWith("on")) problems.push(`<${element.localName} ${name}>`);
        const isTold = name.startsWith("aria-") || name === "title" || name === "placeholder";
        if (isTold && hidden.test(value)) problems.push(`${name}: ${escape(value.slice(0, 80))}`);
        if (name === "href" && !/^(#|https:|SECURITY\.md$)/.test(value)) problems.push(`a link to ${value}`);
      }
    }
    return [...new Set(problems)];
  });
  expect(found).toEqual(["0 elements"]);
}

/** The longest task since the last time that this was asked, in milliseconds. */
export async function longestTask(page: Page): Promise<number> {
  return page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)));
    window.flush();
    return Math.max(0, ...window.tasks.splice(0));
  });
}
