// Orders rows by texts or numbers without a comparison function: the beginning of each key and the
// row's number are packed into 64 bits, which the browser sorts natively. Rows that are still equal
// are sorted by what follows, group by group.

/** So many low bits hold the place; the rest is the key. */
const PLACE_BITS = 17;
const PLACE_MASK = (1 << PLACE_BITS) - 1;
/** Groups up to this size are sorted by comparing. */
const SMALL = 12;

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

/** The places of texts in ascending order by their characters, which have one byte each. */
export function rankTexts(texts: string[]): Uint32Array {
  const order = Uint32Array.from(texts, (_, place) => place);
  sortGroup(texts, order, 0);
  return order;
}

/** Sorts places whose texts are the same up to `from`. */
function sortGroup(texts: string[], order: Uint32Array, from: number): void {
  if (order.length > 1 << PLACE_BITS) throw new Error("too many rows for one key");
  const start = from + common(texts, order, from);
  const packed = new BigUint64Array(order.length);
  const halves = new Uint32Array(packed.buffer);
  for (let at = 0; at < order.length; at++) {
    const text = texts[order[at]!]!;
    // 32 bits and 15 more: six characters but for the lowest bit of the last.
    const high = byte(text, start) * 0x1000000 + ((byte(text, start + 1) << 16) |
      (byte(text, start + 2) << 8) | byte(text, start + 3));
    const low = (byte(text, start + 4) << 7) | (byte(text, start + 5) >> 1);
    halves[2 * at + 1] = high;
    halves[2 * at] = (low << PLACE_BITS) | at;
  }
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
    // A zero in the last place but one: these texts have ended, and are equal.
    if (end - first > 1 && (low >> 7) !== 0) sortRest(texts, order.subarray(first, end), start + 5);
    first = end;
  }
}

function sortRest(texts: string[], order: Uint32Array, from: number): void {
  if (order.length > SMALL) return sortGroup(texts, order, from);
  order.sort((one, other) => {
    const [a, b] = [texts[one]!, texts[other]!];
    return a < b ? -1 : a > b ? 1 : one - other;
  });
}

/** A character one higher, so that 0 is the end of the text. */
function byte(text: string, at: number): number {
  return at < text.length ? Math.min(text.charCodeAt(at) + 1, 255) : 0;
}

/** How many characters after `from` all texts have in common. */
function common(texts: string[], order: Uint32Array, from: number): number {
  const first = texts[order[0]!]!;
  let length = first.length - from;
  for (let at = 1; at < order.length && length > 0; at++) {
    const text = texts[order[at]!]!;
    let same = 0;
    while (same < length && text.charCodeAt(from + same) === first.charCodeAt(from + same)) same++;
    length = same;
  }
  return Math.max(0, length);
}
