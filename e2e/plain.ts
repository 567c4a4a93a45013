// A host of static files at its poorest: the page in a sub-folder, no header but the type. What the tests
// answer in the page itself (config.json, the APIs) never arrives here.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");

export interface PlainHost {
  /** The page's address: http://…/tools/zonesift/ */
  url: string;
  stop(): void;
}

/** Serves `dist`, with paths of that folder handed on to other addresses. */
export async function servePlain(on: Record<string, string> = {}): Promise<PlainHost> {
  const port = await freePort();
  const folder = "/tools/zonesift/";
  const handed = Object.entries(on).map(([path, target]) => [folder + path, target]);
  const routes = [...handed, [folder, join(ROOT, "dist") + "/"]];
  const server = spawn(process.execPath, [join(ROOT, "deploy/front.mjs"), JSON.stringify([{ port, routes }])]);
  const url = `http://127.0.0.1:${port}${folder}`;
  for (let left = 100; !(await fetch(url).then(({ ok }) => ok, () => false)); left--) {
    if (left === 0) throw new Error("the plain host does not start");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { url, stop: () => void server.kill() };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
