// Reads and writes the parts of a WebAssembly module that packing changes. It knows the binary format
// as far as the page uses it, and fails at anything else.

export const [CUSTOM, IMPORTS, TYPES, EXPORTS, START, ELEMENTS, CODE, DATA] = [0, 2, 3, 7, 8, 9, 10, 11];

// Goes through bytes, number by number and run by run.
export class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  get isAtEnd() {
    return this.at >= this.bytes.length;
  }

  byte() {
    return this.bytes[this.at++];
  }

  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  }

  run(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  counted() {
    return this.run(this.number());
  }

  text() {
    return this.counted().toString();
  }
}

// A number as the format has it.
export function number(value) {
  const bytes = [];
  for (let rest = value; ; rest >>>= 7) {
    bytes.push(rest > 127 ? (rest & 127) | 128 : rest);
    if (rest < 128) return Buffer.from(bytes);
  }
}

export function counted(bytes) {
  return Buffer.concat([number(bytes.length), bytes]);
}

export function list(items) {
  return Buffer.concat([number(items.length), ...items]);
}

// What `read` reads as often as the list says that it has items.
export function items(reader, read) {
  return Array.from({ length: reader.number() }, () => read(reader));
}

// The sections in order, each with its kind and its bytes.
export function sections(wasm) {
  const reader = new Reader(wasm);
  reader.run(8);
  const found = [];
  while (!reader.isAtEnd) found.push({ kind: reader.byte(), bytes: reader.counted() });
  return found;
}

export function section(all, kind) {
  return new Reader(all.find((one) => one.kind === kind).bytes);
}

// The module with other bytes in the sections of some kinds.
export function rebuilt(all, changed) {
  const bytes = all.map(({ kind, bytes }) => [Buffer.from([kind]), counted(changed[kind] ?? bytes)]);
  return Buffer.concat([Buffer.from("\0asm\x01\0\0\0"), ...bytes.flat()]);
}

// How many functions are imported: these have the first numbers.
export function imported(all) {
  const kinds = items(section(all, IMPORTS), (reader) => {
    reader.counted();
    reader.counted();
    const kind = reader.byte();
    if (kind !== 0) throw new Error(`an import of kind ${kind}`);
    return reader.number();
  });
  return kinds.length;
}
