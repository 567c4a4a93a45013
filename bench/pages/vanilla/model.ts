// What the table shows: the order by each column, made once and kept; one lower-case text of all rows
// to search; decisions. It knows no element.
import { haystack, type Row } from "../data.ts";
import { ACCEPTED } from "../shell.ts";
import { contentKey, nameKey, priorityKey, ttlKey } from "../order.ts";
import { rankNumbers, Texts } from "./rank.ts";

type Column = "name" | "type" | "content" | "ttl" | "priority" | "note";

export class Model {
  readonly decisions: Uint8Array;
  /** The rows that are shown, in order. */
  shown: Uint32Array;
  sort: { column: Column; ascending: boolean } | null = null;
  #order: Uint32Array;
  #passing: Uint8Array | null = null;
  readonly #orders = new Map<string, Uint32Array>();
  // What sorting and searching start from; made before it is needed, if there is time.
  #searched: { text: string; starts: Uint32Array } | null = null;
  #names: Texts | null = null;
  #contents: Contents | null = null;

  constructor(readonly rows: Row[]) {
    this.decisions = new Uint8Array(rows.length);
    this.#order = Uint32Array.from(rows, (row) => row.id);
    this.shown = this.#order;
  }

  /** What makes the first sort and the first search fast, as tasks to do when there is time. */
  preparations(): (() => void)[] {
    return [() => this.#nameKeys(), () => this.#contentKeys(), () => this.#haystacks()];
  }

  /** Sorts by a column, the second time the other way round. */
  sortBy(column: Column): void {
    const ascending = this.sort?.column !== column || !this.sort.ascending;
    this.sort = { column, ascending };
    this.#order = this.#kept(column, ascending);
    this.#show();
  }

  /** Shows the rows that hold this text. */
  filter(text: string): void {
    this.#passing = text === "" ? null : this.#search(text);
    this.#show();
  }

  acceptShown(): void {
    if (this.#passing === null) this.decisions.fill(ACCEPTED);
    else for (const row of this.shown) this.decisions[row] = ACCEPTED;
  }

  #kept(column: Column, ascending: boolean): Uint32Array {
    const name = `${column} ${ascending}`;
    let order = this.#orders.get(name);
    if (order === undefined) {
      order = ascending ? this.#rank(column) : this.#kept(column, true).toReversed();
      this.#orders.set(name, order);
    }
    return order;
  }

  #rank(column: Column): Uint32Array {
    const { rows } = this;
    const numbers = (key: (row: Row) => number) => rankNumbers(Uint32Array.from(rows, key));
    switch (column) {
      case "ttl":
        return numbers((row) => ttlKey(row.ttl));
      case "priority":
        return numbers((row) => priorityKey(row.priority) + 1);
      case "name":
        return this.#nameKeys().rank();
      case "content":
        return this.#rankContents();
      default:
        return new Texts(rows.map((row) => row[column])).rank();
    }
  }

  /** IPv4 addresses as the numbers they are, all else as text behind them. */
  #rankContents(): Uint32Array {
    const { addresses, values, others, texts } = this.#contentKeys();
    const order = new Uint32Array(this.rows.length);
    order.set(rankNumbers(values).map((place) => addresses[place]!));
    order.set(texts.rank().map((place) => others[place]!), addresses.length);
    return order;
  }

  #nameKeys(): Texts {
    return (this.#names ??= new Texts(this.rows.map((row) => nameKey(row.name))));
  }

  #contentKeys(): Contents {
    return (this.#contents ??= contents(this.rows));
  }

  #search(word: string): Uint8Array {
    const { text, starts } = this.#haystacks();
    const passing = new Uint8Array(this.rows.length);
    let row = 0;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, starts[row])) {
      while (starts[row]! <= at) row++;
      passing[row - 1] = 1;
      if (row === this.rows.length) break;
    }
    return passing;
  }

  #haystacks(): { text: string; starts: Uint32Array } {
    return (this.#searched ??= this.#join());
  }

  /** All rows in one text, and where each begins. */
  #join(): { text: string; starts: Uint32Array } {
    const texts = this.rows.map(haystack);
    const starts = new Uint32Array(texts.length + 1);
    texts.forEach((text, row) => {
      starts[row + 1] = starts[row]! + text.length + 1;
    });
    return { text: texts.join("\n"), starts };
  }

  #show(): void {
    const passing = this.#passing;
    if (passing === null) {
      this.shown = this.#order;
      return;
    }
    const shown = new Uint32Array(this.rows.length);
    let count = 0;
    for (const row of this.#order) if (passing[row] === 1) shown[count++] = row;
    this.shown = shown.subarray(0, count);
  }
}

/** The rows with IPv4 addresses and the others, with their keys. */
interface Contents {
  addresses: number[];
  values: Uint32Array;
  others: number[];
  texts: Texts;
}

function contents(rows: Row[]): Contents {
  const [addresses, others]: [number[], number[]] = [[], []];
  for (const row of rows) (row.type === "A" ? addresses : others).push(row.id);
  const values = Uint32Array.from(addresses, (id) => address(rows[id]!.content));
  const texts = new Texts(others.map((id) => contentKey(rows[id]!)));
  return { addresses, values, others, texts };
}

/** The value of an IPv4 address. */
function address(text: string): number {
  let [value, part] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 46) [value, part] = [value * 256 + part, 0];
    else part = part * 10 + code - 48;
  }
  return value * 256 + part;
}
