// Builds the peers' pages and the driver into dist/. The pages are bundled and minified as for a
// release, and get their files in brotli as well, which Zonesift's has already, so that no host has to
// compress while something is measured. Usage: node build.mjs FOLDER, with Zonesift's page.
import { build } from "esbuild";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const PEERS = ["vanilla", "ag-grid", "tabulator", "react-tanstack"];

rmSync(dist, { recursive: true, force: true });
for (const peer of PEERS) {
  const entry = peer === "react-tanstack" ? "main.tsx" : "main.ts";
  await build({
    entryPoints: { main: join(here, "pages", peer, entry) },
    outdir: join(dist, peer),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "warning",
  });
  cpSync(join(here, "pages/index.html"), join(dist, peer, "index.html"));
}
cpSync(process.argv[2], join(dist, "zonesift"), { recursive: true });

for (const page of PEERS) {
  for (const name of readdirSync(join(dist, page))) {
    if (!/\.(html|js|css|wasm|svg)$/.test(name)) continue;
    const bytes = readFileSync(join(dist, page, name));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
    writeFileSync(join(dist, page, `${name}.br`), brotliCompressSync(bytes, { params }));
  }
}

await build({
  entryPoints: { driver: join(here, "driver/main.ts") },
  outdir: dist,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  external: ["@playwright/test"],
  logLevel: "warning",
});
