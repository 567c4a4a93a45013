// Writes beside the files of a page what a host hands out in their place to a browser that takes it: the
// same by brotli (.br) and by gzip (.gz), as small as they get. It leaves alone what is compressed already,
// what does not get smaller, and what whoever hosts the page may write into: a compressed file would
// go on saying what stood there before.
//
// Usage: node xtask/compress.mjs FOLDER
import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { files } from "./files.mjs";

const KINDS = /\.(html|css|js|wasm|svg|webmanifest)$|\blicences\.txt$/;
const params = {
  [constants.BROTLI_PARAM_QUALITY]: 11,
  [constants.BROTLI_PARAM_LGWIN]: 24,
};

function gzipped(bytes) {
  const packed = gzipSync(bytes, { level: 9 });
  // Which system it was made on: none. Else the same page differs between two of them.
  packed[9] = 255;
  return packed;
}

for (const path of [...files(process.argv[2])]) {
  if (!KINDS.test(path)) continue;
  const bytes = readFileSync(path);
  for (const [end, packed] of [["br", brotliCompressSync(bytes, { params })], ["gz", gzipped(bytes)]]) {
    if (packed.length < bytes.length) writeFileSync(`${path}.${end}`, packed);
  }
}
