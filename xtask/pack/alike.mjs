// Chains runs of bytes so that each is followed by one that is like it: what compresses a file finds
// again what it has just seen.

// So many bytes in a row are one piece of what two runs have in common.
const PIECE = 5;
// A piece that more runs have than this tells nothing about two of them.
const COMMON = 100;
// Short runs are alike by chance: as many pieces more are counted for each.
const CHANCE = 20;

// The keys of `runs`, a map of runs, in such an order.
export function chained(runs) {
  const pieces = new Map([...runs].map(([key, bytes]) => [key, cut(bytes)]));
  const holders = shared(pieces);
  const left = new Set(runs.keys());
  const order = [];
  let next = left.values().next().value;
  while (next !== undefined) {
    order.push(next);
    left.delete(next);
    next = nearest(pieces.get(next), pieces, holders, left) ?? left.values().next().value;
  }
  return order;
}

// The pieces of a run, as numbers.
function cut(bytes) {
  const pieces = new Set();
  for (let end = PIECE; end <= bytes.length; end++) {
    pieces.add(bytes.subarray(end - PIECE, end).reduce((hash, byte) => Math.imul(hash, 0x01000193) ^ byte, 0));
  }
  return pieces;
}

// For each piece that tells something: whose it is.
function shared(pieces) {
  const holders = new Map();
  for (const [key, own] of pieces) {
    for (const piece of own) holders.set(piece, [...(holders.get(piece) ?? []), key].slice(0, COMMON + 1));
  }
  return new Map([...holders].filter(([, keys]) => keys.length > 1 && keys.length <= COMMON));
}

// Of those that are left the one that has the most in common with these pieces, rare ones first.
function nearest(own, pieces, holders, left) {
  const likeness = new Map();
  for (const piece of own) {
    const keys = holders.get(piece) ?? [];
    for (const key of keys) {
      if (left.has(key)) likeness.set(key, (likeness.get(key) ?? 0) + 1 / Math.log2(1 + keys.length));
    }
  }
  const measured = ([key, sum]) => [key, sum / Math.sqrt(pieces.get(key).size + CHANCE)];
  const none = [undefined, 0];
  return [...likeness].map(measured).reduce((best, one) => (one[1] > best[1] ? one : best), none)[0];
}
