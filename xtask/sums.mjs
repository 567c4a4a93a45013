// Prints "HASH  NAME" (SHA-256, as sha256sum does) for every file of a folder, in the order of the
// names, but for the list itself. It never changes anything; `cargo xtask` writes what it prints.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

const root = process.argv[2];

function* files(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* files(path);
    else yield path;
  }
}

[...files(root)]
  .map((path) => ({ path, name: relative(root, path).replaceAll(sep, "/") }))
  .filter(({ name }) => name !== "SHA256SUMS")
  .sort((a, b) => (a.name < b.name ? -1 : 1))
  .forEach(({ path, name }) => {
    const hash = createHash("sha256").update(readFileSync(path)).digest("hex");
    console.log(`${hash}  ${name}`);
  });
