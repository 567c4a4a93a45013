// Puts functions that are like each other side by side, for whoever compresses the module: the small
// ones first. What a function does is not changed, only its number. What only tools read is left out.

import {
  CODE, CUSTOM, ELEMENTS, EXPORTS, START, TYPES, Reader, counted, imported, items, list, number, rebuilt, section, sections,
} from "./wasm.mjs";
import { chained } from "./alike.mjs";

const [CALL, FUNCTION] = [0x10, 0xd2];

// The module with its functions in order.
export function inOrder(wasm) {
  const all = sections(wasm).filter(({ kind }) => kind !== CUSTOM);
  const first = imported(all);
  const types = items(section(all, TYPES), (reader) => reader.number());
  const bodies = items(section(all, CODE), (reader) => reader.counted());
  const order = arranged(bodies);
  const places = new Map(order.map((index, place) => [index + first, place + first]));
  const moved = (index) => number(places.get(index) ?? index);
  return rebuilt(all, {
    [TYPES]: list(order.map((index) => number(types[index]))),
    [EXPORTS]: exported(section(all, EXPORTS), moved),
    ...(all.some(({ kind }) => kind === START) && { [START]: moved(section(all, START).number()) }),
    [ELEMENTS]: elements(section(all, ELEMENTS), moved),
    [CODE]: list(order.map((index) => counted(renumbered(bodies[index], moved)))),
  });
}

// The numbers of the bodies, those of like size together, and among them the like ones.
function arranged(bodies) {
  const size = (index) => Math.floor(Math.log2(bodies[index].length) / 2);
  const all = [...bodies.keys()].sort((a, b) => bodies[a].length - bodies[b].length || a - b);
  const sizes = [...new Set(all.map(size))];
  const group = (one) => all.filter((index) => size(index) === one).map((index) => [index, bodies[index]]);
  return sizes.flatMap((one) => chained(new Map(group(one))));
}

function exported(reader, moved) {
  return list(items(reader, () => {
    const name = reader.counted();
    const kind = reader.byte();
    const index = reader.number();
    return Buffer.concat([counted(name), Buffer.from([kind]), kind === 0 ? moved(index) : number(index)]);
  }));
}

// The functions that are called by their place in the table.
function elements(reader, moved) {
  return list(items(reader, () => {
    const start = reader.at;
    if (reader.number() !== 0 || reader.byte() !== 0x41) throw new Error("elements without a fixed place");
    reader.number();
    reader.byte();
    const place = reader.bytes.subarray(start, reader.at);
    return Buffer.concat([place, list(items(reader, () => moved(reader.number())))]);
  }));
}

// The body with other numbers for the functions that it names.
function renumbered(body, moved) {
  const reader = new Reader(body);
  items(reader, () => [reader.number(), reader.byte()]);
  const parts = [];
  let kept = 0;
  while (!reader.isAtEnd) {
    const code = reader.byte();
    const at = reader.at;
    if (code === CALL || code === FUNCTION) {
      parts.push(body.subarray(kept, at), moved(reader.number()));
      kept = reader.at;
    } else {
      pass(reader, code);
    }
  }
  return Buffer.concat([...parts, body.subarray(kept)]);
}

// Goes past what follows the code of an instruction: numbers, mostly, of which the sign does not matter.
function pass(reader, code) {
  const numbers = (count) => Array.from({ length: count }, () => reader.number());
  if (code === 0x0e) items(reader, () => reader.number()).concat(numbers(1));
  else if (code === 0x43) reader.run(4);
  else if (code === 0x44) reader.run(8);
  else if (code === 0xfc) numbers({ 10: 2, 11: 1 }[numbers(1)[0]] ?? 0);
  else if (code === 0x11 || (code >= 0x28 && code <= 0x3e)) numbers(2);
  else if ([0x02, 0x03, 0x04, 0x0c, 0x0d, 0x3f, 0x40, 0x41, 0x42, 0xd0].includes(code)) numbers(1);
  else if (code >= 0x20 && code <= 0x26) numbers(1);
  else if (code === 0x1c) items(reader, () => reader.number());
  else if (code > 0x1b && code < 0x45 || (code > 0xc4 && code !== 0xd1)) throw new Error(`an instruction ${code}`);
}
