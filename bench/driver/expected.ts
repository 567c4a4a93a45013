// What every page must show after each operation, made of the same list by plain means.
import { address, haystack, headers, type Item, type Row, rows, ttlText } from "../pages/data.ts";
import { comparisons, Keys } from "../pages/order.ts";
import type { Zone } from "./pages.ts";

/** Typed into the filter, letter by letter; each letter leaves fewer rows. */
export const WORD = "stag";

export interface Expected {
  zone: Zone;
  all: number;
  /** How many rows hold each beginning of the word. */
  shown: number[];
  /** The texts that may stand first in a column that is sorted. */
  first: (column: "name" | "content" | "ttl", ascending: boolean) => string[];
}

/** Reads the list once, which also makes the host prepare it. */
export async function expect(host: string, domain: string): Promise<Expected> {
  const zones = `${host}sandbox/cloudflare/client/v4/zones?name=${domain}`;
  const id = (await read<{ id: string }[]>(zones))[0]?.id;
  if (id === undefined) throw new Error(`the host has no ${domain}`);
  const list = rows(await read<Item[]>(host + address(id)), domain);
  const texts = list.map(haystack);
  const shown = [...WORD].map((_, at) => {
    const beginning = WORD.slice(0, at + 1);
    return texts.filter((text) => text.includes(beginning)).length;
  });
  const compare = comparisons(new Keys());
  const text = (column: string, row: Row) =>
    column === "ttl" ? ttlText(row.ttl) : column === "name" ? row.name : row.content;
  return {
    zone: { id, domain },
    all: list.length,
    shown,
    first: (column, ascending) => {
      const sign = ascending ? 1 : -1;
      const order = (one: Row, other: Row) => sign * compare[column]!(one, other);
      const best = list.reduce((one, other) => (order(other, one) < 0 ? other : one));
      const equal = list.filter((row) => order(row, best) === 0);
      return [...new Set(equal.map((row) => text(column, row)))];
    },
  };
}

async function read<T>(url: string): Promise<T> {
  const answer = await fetch(url, { headers });
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
  return ((await answer.json()) as { result: T }).result;
}
