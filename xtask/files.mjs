// The files of a folder and of the folders in it, for what measures and hashes a page.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

// The path of each.
export function* files(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* files(path);
    else yield path;
  }
}
