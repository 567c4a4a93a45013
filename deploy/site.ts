// A whole site in one function, for hosts that run a script: the page's files with their headers, the
// page's settings, and the relay. Where the files come from is the host's matter; none is changed here.
import config from "./config.json";
import rules from "../dist/_headers";
import { type Upstreams, relay } from "./relay.ts";

/** The security headers, as the build has written them beside the page: a rule for all paths. */
const HEADERS = rules
  .split("\n")
  .filter((line) => line.startsWith("  "))
  .map((line): [string, string] => {
    const colon = line.indexOf(": ");
    return [line.slice(0, colon).trim(), line.slice(colon + 2).trim()];
  });

/** Answers a request; `files` gives the file that is asked for. */
export async function site(
  request: Request,
  upstreams: Upstreams,
  files: (request: Request) => Promise<Response>,
): Promise<Response> {
  const { pathname, protocol } = new URL(request.url);
  const answer = await route(request, pathname, upstreams, files);
  const response = new Response(answer.body, answer);
  for (const [name, value] of HEADERS) response.headers.set(name, value);
  // Without TLS it means nothing and must not be sent (RFC 6797, section 7.2).
  if (protocol !== "https:") response.headers.delete("strict-transport-security");
  return response;
}

async function route(
  request: Request,
  path: string,
  upstreams: Upstreams,
  files: (request: Request) => Promise<Response>,
): Promise<Response> {
  if (path.startsWith("/relay/")) return relay(request, upstreams);
  if (request.method !== "GET" && request.method !== "HEAD") return new Response(null, { status: 405 });
  if (path === "/config.json") return text(JSON.stringify(config), "application/json");
  // Hosts that read this file do not serve it, and SHA256SUMS names it.
  if (path === "/_headers") return text(rules, "text/plain");
  const file = await files(request);
  const response = new Response(file.body, file);
  // What has not changed (304) keeps what it was sent with (RFC 9111, section 4.3.4).
  const isThere = file.ok || file.status === 304;
  response.headers.set("cache-control", isThere && isHashed(path) ? "public, max-age=31536000, immutable" : "no-cache");
  return response;
}

function text(body: string, type: string): Response {
  return new Response(body, { headers: { "content-type": type, "cache-control": "no-cache" } });
}

/** A file whose name holds a hash of its content never changes. */
function isHashed(path: string): boolean {
  return /[-_.][0-9a-f]{15,}[-_.]/.test(path);
}
