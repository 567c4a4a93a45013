// Orders rows by texts or numbers without a comparison function: the beginning of each key and the
// row's number are packed into 64 bits, which the browser sorts natively. Rows that are still equal
// are sorted by what follows, group by group.

/** So many low bits hold the place; the rest is the key. */
const PLACE_BITS = 17;
const PLACE_MASK = (1 << PLACE_BITS) - 1;
/** Groups up to this size are sorted by comparing. */
const SMALL = 12;

/** Many texts as the bytes of one, each with a zero behind it. */
export class Texts {
  readonly #bytes: Uint8Array;
  readonly #starts: Uint32Array;

  constructor(texts: string[]) {
    this.#bytes = new TextEncoder().encode(texts.join("\0") + "\0");
    this.#starts = new Uint32Array(texts.length + 1);
    for (let at = 0, row = 1; row <= texts.length; row++) {
      at = this.#bytes.indexOf(0, at) + 1;
      this.#starts[row] = at;
    }
  }

  get length(): number {
    return this.#starts.length - 1;
  }

  /** The places in ascending order of the texts; equal ones by place. */
  rank(): Uint32Array {
    if (this.length > 1 << PLACE_BITS) throw new Error("too many rows for one key");
    const order = new Uint32Array(this.length).map((_, place) => place);
    this.#sort(order, 0);
    return order;
  }

  /** Sorts places whose texts are the same up to `from`. */
  #sort(order: Uint32Array, from: number): void {
    if (order.length <= SMALL) return this.#sortSmall(order, from);
    const start = from + this.#common(order, from);
    const packed = new BigUint64Array(order.length);
    const halves = new Uint32Array(packed.buffer);
    for (let at = 0; at < order.length; at++) this.#pack(halves, at, order[at]!, start);
    packed.sort();
    const before = order.slice();
    for (let at = 0; at < order.length; at++) order[at] = before[halves[2 * at]! & PLACE_MASK]!;
    for (let first = 0; first < order.length; ) {
      const [low, high] = [halves[2 * first]! >>> PLACE_BITS, halves[2 * first + 1]!];
      let end = first + 1;
      while (
        end < order.length && halves[2 * end + 1] === high &&
        halves[2 * end]! >>> PLACE_BITS === low
      ) end++;
      // A zero in the last whole byte: these texts have ended, and are equal.
      if (end - first > 1 && low >> 7 !== 0) this.#sort(order.subarray(first, end), start + 5);
      first = end;
    }
  }

  /** 32 bits and 15 more of a text: five bytes, and the sixth but for its last bit. */
  #pack(halves: Uint32Array, at: number, row: number, start: number): void {
    const bytes = this.#bytes;
    const [from, end] = [this.#starts[row]! + start, this.#starts[row + 1]!];
    let high = 0;
    for (let byte = from; byte < from + 4; byte++) high = (high << 8) | (byte < end ? bytes[byte]! : 0);
    const fifth = from + 4 < end ? bytes[from + 4]! : 0;
    const sixth = from + 5 < end ? bytes[from + 5]! : 0;
    halves[2 * at + 1] = high;
    halves[2 * at] = (((fifth << 7) | (sixth >> 1)) << PLACE_BITS) | at;
  }

  #sortSmall(order: Uint32Array, from: number): void {
    for (let at = 1; at < order.length; at++) {
      const row = order[at]!;
      let to = at;
      for (; to > 0 && this.#isBefore(row, order[to - 1]!, from); to--) order[to] = order[to - 1]!;
      order[to] = row;
    }
  }

  #isBefore(one: number, other: number, from: number): boolean {
    const bytes = this.#bytes;
    let [a, b] = [this.#starts[one]! + from, this.#starts[other]! + from];
    while (bytes[a] === bytes[b] && bytes[a] !== 0) [a, b] = [a + 1, b + 1];
    return bytes[a]! < bytes[b]!;
  }

  /** How many bytes after `from` all texts have in common. */
  #common(order: Uint32Array, from: number): number {
    const [bytes, starts] = [this.#bytes, this.#starts];
    const first = starts[order[0]!]! + from;
    let length = starts[order[0]! + 1]! - 1 - first;
    for (let at = 1; at < order.length && length > 0; at++) {
      const text = starts[order[at]!]! + from;
      let same = 0;
      while (same < length && bytes[text + same] === bytes[first + same]) same++;
      length = same;
    }
    return Math.max(0, length);
  }
}

/** The places of 32-bit keys in ascending order; equal ones by place. */
export function rankNumbers(keys: Uint32Array): Uint32Array {
  const packed = new BigUint64Array(keys.length);
  const halves = new Uint32Array(packed.buffer);
  for (let place = 0; place < keys.length; place++) {
    halves[2 * place] = place;
    halves[2 * place + 1] = keys[place]!;
  }
  packed.sort();
  return keys.map((_, at) => halves[2 * at]!);
}
