// Prints "HASH  NAME" (SHA-256, as sha256sum does) for every file of a folder, in the order of the
// names, but for the list itself and for config.json, into which whoever hosts the page writes. It
// never changes anything; `cargo xtask` writes what it prints.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import { files } from "./files.mjs";

const root = process.argv[2];

[...files(root)]
  .map((path) => ({ path, name: relative(root, path).replaceAll(sep, "/") }))
  .filter(({ name }) => name !== "SHA256SUMS" && name !== "config.json")
  .sort((a, b) => (a.name < b.name ? -1 : 1))
  .forEach(({ path, name }) => {
    const hash = createHash("sha256").update(readFileSync(path)).digest("hex");
    console.log(`${hash}  ${name}`);
  });
