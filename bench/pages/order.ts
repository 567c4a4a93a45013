// The natural orders as texts and numbers to compare: names by their labels from the right, addresses
// by value and before all else, digits in any text by their value. Every page sorts by these, however it does.
import type { Row } from "./data.ts";

/** More digits than a number in the lists has. */
const DIGITS = 12;

/** The text with its numbers in a form whose texts are in their order. */
const padded = (text: string) => text.replace(/\d+/g, (digits) => digits.padStart(DIGITS, "0"));

/** Names that belong together stand together: `a.b` becomes `b`, then `a`. */
export function nameKey(name: string): string {
  if (name === "@") return "";
  let end = name.lastIndexOf(".");
  if (end < 0) return padded(name);
  let key = name.slice(end + 1);
  while (end >= 0) {
    const start = name.lastIndexOf(".", end - 1);
    key += `\u0001${name.slice(start + 1, end)}`;
    end = start;
  }
  return padded(key);
}

/** IPv4 addresses by value, then IPv6 addresses by value, then everything else without case. */
export function contentKey({ type, content }: Row): string {
  if (type === "A") return `4${hex(content.split(".").map(Number), 2)}`;
  if (type === "AAAA") return `6${hex(groups(content), 4)}`;
  return `t${padded(content.toLowerCase())}`;
}

export const ttlKey = (ttl: number) => (ttl === 1 ? 0 : ttl);
export const priorityKey = (priority: number | null) => (priority === null ? -1 : priority);

const hex = (numbers: number[], digits: number) =>
  numbers.map((number) => number.toString(16).padStart(digits, "0")).join("");

/** The eight numbers of an IPv6 address. */
function groups(address: string): number[] {
  const [head = "", tail] = address.split("::");
  const read = (text: string) => (text === "" ? [] : text.split(":").map((g) => Number.parseInt(g, 16)));
  if (tail === undefined) return read(head);
  const [first, last] = [read(head), read(tail)];
  return [...first, ...new Array<number>(8 - first.length - last.length).fill(0), ...last];
}

export const compare = <T extends string | number>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0);

/** The keys of the rows, made when they are first needed and kept. */
export class Keys {
  readonly #names: string[] = [];
  readonly #contents: string[] = [];

  name(row: Row): string {
    return (this.#names[row.id] ??= nameKey(row.name));
  }

  content(row: Row): string {
    return (this.#contents[row.id] ??= contentKey(row));
  }
}

/** The comparisons of all columns. */
export function comparisons(keys: Keys): Record<string, (a: Row, b: Row) => number> {
  return {
    name: (a, b) => compare(keys.name(a), keys.name(b)),
    type: (a, b) => compare(a.type, b.type),
    content: (a, b) => compare(keys.content(a), keys.content(b)),
    ttl: (a, b) => ttlKey(a.ttl) - ttlKey(b.ttl),
    priority: (a, b) => priorityKey(a.priority) - priorityKey(b.priority),
    note: (a, b) => compare(a.note, b.note),
  };
}
