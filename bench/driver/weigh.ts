// How much code a page transfers: its script, WebAssembly and styles, in brotli as `build.mjs` wrote it.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

export function weigh(folder: string): number {
  const files = readdirSync(folder).filter((name) => /\.(js|css|wasm)\.br$/.test(name));
  return files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
