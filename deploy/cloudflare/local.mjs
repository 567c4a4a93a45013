// Runs the Worker on this machine in its real runtime (workerd), with the settings of wrangler.jsonc
// and of nothing that a developer's server adds. `npm run cloudflare` has bundled it before.
//
// From the environment: PORT, and BUNNY and CLOUDFLARE for other upstreams than the real ones.
import { fileURLToPath } from "node:url";
import { Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions } from "wrangler";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const { PORT, BUNNY, CLOUDFLARE } = process.env;
const { workerOptions } = unstable_getMiniflareWorkerOptions(here("wrangler.jsonc"));

const worker = new Miniflare({
  ...workerOptions,
  host: "127.0.0.1",
  port: Number(PORT ?? 8080),
  cf: false,
  rootPath: here("../out/worker"),
  modulesRoot: here("../out/worker"),
  scriptPath: "worker.js",
  modules: true,
  modulesRules: [{ type: "Text", include: ["**/*.txt", "**/*_headers"] }],
  bindings: Object.fromEntries(Object.entries({ BUNNY, CLOUDFLARE }).filter(([, value]) => value !== undefined)),
});
console.log(`The Worker is at ${await worker.ready}`);
process.on("SIGTERM", () => worker.dispose().then(() => process.exit()));
