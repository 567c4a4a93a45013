// For tests only: hands requests on by the beginning of their path, to other servers or to the files of a
// folder. So the browser tests find the sandbox and the page's settings wherever the page comes from,
// their calls go through the relay, and a folder is served as plainly as by the poorest host.
//
//     node front.mjs '[{"port": 8101, "routes": [["/a/", "http://127.0.0.1:8102/b/"], ["/", "dist/"]]}]'
import { readFile } from "node:fs/promises";
import { createServer, request as ask } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};

function pass(incoming, outgoing, target) {
  const { method, headers } = incoming;
  const { hostname, port } = new URL(target);
  const path = target.slice(target.indexOf("/", "http://".length));
  // `Host` stays as it is: a relay compares it with where the page says that it comes from. A connection is
  // taken for one call: one that is kept may be closed by the other side at the moment of the next.
  const call = ask({ hostname, port, path, method, headers, agent: false }, (answer) => {
    outgoing.writeHead(answer.statusCode, answer.statusMessage, answer.rawHeaders);
    answer.pipe(outgoing);
    answer.on("error", () => outgoing.destroy());
  });
  call.on("error", () => outgoing.destroy());
  outgoing.on("close", () => call.destroy());
  incoming.pipe(call);
}

/** No header but the type, and no file that is not there. */
async function serve(outgoing, target) {
  const name = normalize(decodeURIComponent(target.split(/[?#]/)[0]));
  const file = name.endsWith("/") ? join(name, "index.html") : name;
  const body = await readFile(file).catch(() => undefined);
  if (body === undefined) return outgoing.writeHead(404).end();
  outgoing.writeHead(200, { "content-type": TYPES[extname(file)] ?? "text/plain" }).end(body);
}

for (const { port, routes } of JSON.parse(process.argv[2])) {
  const server = createServer((incoming, outgoing) => {
    const route = routes.find(([from]) => incoming.url.startsWith(from));
    if (route === undefined) return outgoing.writeHead(404).end();
    const target = route[1] + incoming.url.slice(route[0].length);
    return target.startsWith("http://") ? pass(incoming, outgoing, target) : serve(outgoing, target);
  });
  // For the same reason none is closed from here.
  server.keepAliveTimeout = 0;
  server.listen(port, "127.0.0.1");
}
