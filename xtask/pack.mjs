// Makes the release page small after Trunk has built it: takes out of the glue and of the
// WebAssembly what neither needs of the other, shortens the names that they share, leaves out
// what only people read, and puts together what is alike. Prints one line for each file that it has
// replaced: the old name and the new one, which tells its content, then both hashes as `integrity`
// wants them. It changes nothing that the page does, and fails when a tool's output is not as it
// expects.
//
// Usage: node xtask/pack.mjs FOLDER, with esbuild, wasm-metadce and wasm-opt on the path.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inOrder } from "./pack/order.mjs";

const folder = process.argv[2];
const FEATURES = [
  "bulk-memory",
  "nontrapping-float-to-int",
  "sign-ext",
  "mutable-globals",
  "reference-types",
  "multivalue",
].map((name) => `--enable-${name}`);
// Flattened first, code is found to be the same in more places. Nothing lies in the first kilobyte of
// the memory but the end of the stack, so small offsets may go into loads and stores. How data lies in
// the memory is a hint that engines do not use: without it, like code is the same. Zeros in the data
// compress better than the places of many segments.
const PASSES = [
  "--low-memory-unused",
  "--flatten",
  "--rereloop",
  "-Oz",
  "-Oz",
  "--optimize-added-constants",
  "-Oz",
  "--dealign",
  "--skip-pass=memory-packing",
  "--minify-imports-and-exports-and-modules",
];

function run(tool, args, input) {
  return execFileSync(tool, args, { input, encoding: "utf8", maxBuffer: 1 << 26 });
}

function find(pattern) {
  const found = readdirSync(folder).filter((name) => pattern.test(name));
  if (found.length !== 1) throw new Error(`${found.length} files are like ${pattern}`);
  return found[0];
}

// Replaces what the pattern finds, at least once.
function replace(text, pattern, by) {
  if (text.search(pattern) < 0) throw new Error(`nothing in the glue is like ${pattern}`);
  return text.replace(pattern, by);
}

// The glue without the classes that nobody imports. No bundler may assume that registering them
// has no effect, so it is told.
function needed(glue) {
  let text = replace(glue, /\bnew FinalizationRegistry\(/g, "/* @__PURE__ */ $&");
  text = replace(text, /^if \(Symbol\.dispose\) .*$/gm, "");
  const file = join(folder, "glue.mjs");
  writeFileSync(file, text);
  const entry = `export { default } from ${JSON.stringify(file)};`;
  const bundle = run("esbuild", ["--bundle", "--format=esm", "--log-level=warning"], entry);
  rmSync(file);
  return bundle;
}

// The WebAssembly without what only uncalled exports reach, and the names that it now goes by.
function shaken(wasm, glue) {
  const path = join(folder, wasm);
  const called = WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(path)))
    .map((entry) => entry.name)
    .filter((name) => new RegExp(`\\bwasm\\.${name}\\b`).test(glue));
  const graph = join(folder, "graph.json");
  const node = (name) => ({ name: `export ${name}`, export: name });
  const root = { name: "glue", root: true, reaches: called.map((name) => `export ${name}`) };
  writeFileSync(graph, JSON.stringify([root, ...called.map(node)]));
  run("wasm-metadce", [path, "--graph-file", graph, "-o", path, ...FEATURES]);
  rmSync(graph);
  const names = JSON.parse(run("wasm-opt", [path, "-o", path, ...FEATURES, ...PASSES]));
  writeFileSync(path, inOrder(readFileSync(path)));
  return names;
}

// The glue with the short names, without functions that are imported no more.
function renamed(glue, { imports, exports }) {
  const short = new Map(imports.map(([, name, by]) => [name, by]));
  let text = replace(glue, /^( {4})(\w+): function\([\s\S]*?^\1\},?\n/gm, (whole, _, name) =>
    short.has(name) ? whole.replace(name, JSON.stringify(short.get(name))) : "",
  );
  for (const by of short.values()) {
    if (!text.includes(`${JSON.stringify(by)}: function(`)) throw new Error(`no import ${by}`);
  }
  const outside = new Map(exports);
  const called = (_, name) => `wasm[${JSON.stringify(outside.get(name))}]`;
  text = replace(text, /\bwasm\.(\w+)/g, called);
  return replace(text, /"\.\/zonesift_bg\.js":/, '"a":');
}

function minified(text, language = "js") {
  return run("esbuild", ["--minify", `--loader=${language}`, "--log-level=warning"], text);
}

function integrity(content) {
  return `sha384-${createHash("sha384").update(content).digest("base64")}`;
}

// Writes the file under a name that tells its content: who has an old one never takes it for new.
function put(old, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
  const name = old.replace(/-[0-9a-f]+/, `-${hash}`);
  rmSync(join(folder, old));
  writeFileSync(join(folder, name), content);
  console.log(`${old} ${name} ${before.get(old)} ${integrity(content)}`);
}

const FILES = [/^zonesift-.*_bg\.wasm$/, /^zonesift-[^_]*\.js$/, /^loader-.*\.js$/, /^zonesift-.*\.css$/];
const [wasm, glue, loader, style] = FILES.map(find);
const before = new Map([wasm, glue, loader, style].map((name) => [name, integrity(readFileSync(join(folder, name)))]));
const bundle = needed(readFileSync(join(folder, glue), "utf8"));
const names = shaken(wasm, bundle);
put(glue, minified(renamed(bundle, names)));
put(wasm, readFileSync(join(folder, wasm)));
put(loader, minified(readFileSync(join(folder, loader), "utf8")));
put(style, minified(readFileSync(join(folder, style), "utf8"), "css"));
