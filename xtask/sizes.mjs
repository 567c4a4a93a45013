// Prints "raw gzip brotli name" for every file of a folder, largest first.
// It never changes anything; `cargo xtask` reads what it prints.
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { files } from "./files.mjs";

const root = process.argv[2];
const params = {
  [constants.BROTLI_PARAM_QUALITY]: 11,
  [constants.BROTLI_PARAM_LGWIN]: 24,
};

[...files(root)]
  .map((path) => ({ path, bytes: readFileSync(path) }))
  .sort((a, b) => b.bytes.length - a.bytes.length)
  .forEach(({ path, bytes }) => {
    const gzip = gzipSync(bytes, { level: 9 }).length;
    const brotli = brotliCompressSync(bytes, { params }).length;
    console.log(`${bytes.length} ${gzip} ${brotli} ${relative(root, path)}`);
  });
