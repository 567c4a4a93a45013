// The relay of the Worker and of the Edge Script: passes the page's calls on to the two APIs, as the
// rules of README.md say. It keeps nothing, logs nothing, decodes no path and follows no redirect.
import table from "./calls.txt";
import overrides from "./overrides.txt";

/** The hosts that calls go to, without a slash at the end. */
export interface Upstreams {
  bunny: string;
  cloudflare: string;
}

export const UPSTREAMS: Upstreams = { bunny: "https://api.bunny.net", cloudflare: "https://api.cloudflare.com" };

/** The largest body that the page sends: 3,500 records of 4,096 bytes and their frame. */
const BODY_LIMIT = 16 * 1024 * 1024;

/** How long a call may take from its first to its last byte, in milliseconds. */
const TIME_LIMIT = 60_000;

/** What the APIs need to know of a request. */
const REQUEST_HEADERS = ["authorization", "accesskey", "content-type", "content-length", "accept"];

/** What the page needs to know of an answer, besides whatever begins with `x-ratelimit-`. */
const ANSWER_HEADERS = [
  "content-type",
  "retry-after",
  "ratelimit",
  "ratelimit-policy",
  "cf-ray",
  "x-request-id",
  "request-id",
  "cdn-requestid",
];

const CALLS = lines(table).map((line) => {
  const [api, methods, path] = line.split(" ") as [keyof Upstreams, string, string];
  const pattern = path.replaceAll("{number}", "[0-9]{1,19}").replaceAll("{id}", "[0-9A-Fa-f]{32}");
  return { api, methods: methods.split(","), path: new RegExp(`^/relay/${api}${pattern}$`) };
});

const OVERRIDES = lines(overrides);

/** What a table says, without its comments. */
function lines(text: string): string[] {
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

/** Answers a request whose path begins with `/relay/`. */
export async function relay(request: Request, upstreams: Upstreams): Promise<Response> {
  // Path and query as they were sent: the table matches them before anything is decoded.
  const target = request.url.slice(request.url.indexOf("/", request.url.indexOf("//") + 2));
  const path = target.split("?", 1)[0] ?? "";
  if (path === "/relay/health") return json(200, { relay: true });
  if (!isSameOrigin(request)) return refusal(403, "other-origin");
  if (isOverridden(request)) return refusal(404, "not-allowed");
  const calls = CALLS.filter((call) => call.path.test(path));
  const call = calls.find(({ methods }) => methods.includes(request.method));
  if (call === undefined) return refusal(calls.length > 0 ? 405 : 404, "not-allowed");
  return forward(request, upstreams[call.api] + target.slice(`/relay/${call.api}`.length));
}

/**
 * Whether the request comes from this site's own page, as far as the browser tells. A program that is
 * no browser sends neither header and may call.
 */
function isSameOrigin(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const own = new URL(request.url);
  // TLS may end before the script, which then sees `http:`.
  const isOwn = origin === null || origin === own.origin || origin === `https://${own.host}`;
  return isOwn && (site === null || site === "same-origin");
}

/**
 * Whether a header asks for another call than the request line does. `X-Forwarded-Host` may say what
 * the address says: servers in front of the script add it.
 */
function isOverridden({ headers, url }: Request): boolean {
  const own = new URL(url).host;
  return OVERRIDES.some((name) => headers.get(name)) || (headers.get("x-forwarded-host") || own) !== own;
}

async function forward(request: Request, url: string): Promise<Response> {
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (length > BODY_LIMIT) return refusal(413, "too-large");
  const limit = new Limit(length === 0 ? null : request.body, length);
  try {
    const answer = await fetch(url, {
      method: request.method,
      headers: [...kept(request.headers, (name) => REQUEST_HEADERS.includes(name)), ["accept-encoding", "identity"]],
      body: limit.body,
      redirect: "manual",
      signal: AbortSignal.timeout(TIME_LIMIT),
      // A body that is a stream needs it; it is not in every version of the types.
      ...{ duplex: "half" },
    });
    if (limit.exceeded) return refusal(413, "too-large");
    const headers = new Headers(
      kept(answer.headers, (name) => ANSWER_HEADERS.includes(name) || name.startsWith("x-ratelimit-")),
    );
    headers.set("cache-control", "no-store");
    return new Response(answer.body, { status: answer.status, headers });
  } catch (error) {
    if (limit.exceeded) return refusal(413, "too-large");
    const late = error instanceof Error && error.name === "TimeoutError";
    return late ? refusal(504, "timeout") : refusal(502, "unreachable");
  }
}

function kept(headers: Headers, wanted: (name: string) => boolean): [string, string][] {
  return [...headers].filter(([name]) => wanted(name));
}

/** workerd's stream of a length that is known beforehand; other runtimes do not have it. */
declare const FixedLengthStream: (new (length: number) => TransformStream<Uint8Array, Uint8Array>) | undefined;

/** A body that is passed on while it arrives, and breaks off where it grows beyond the limit. */
class Limit {
  readonly body: ReadableStream<Uint8Array> | null;
  exceeded = false;

  constructor(body: ReadableStream<Uint8Array> | null, length: number) {
    if (body !== null && typeof FixedLengthStream !== "undefined" && !Number.isNaN(length)) {
      this.body = body.pipeThrough(new FixedLengthStream(length));
      return;
    }
    let left = BODY_LIMIT;
    const counted = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, out) => {
        left -= chunk.byteLength;
        this.exceeded = left < 0;
        if (this.exceeded) out.error(new Error("the body is too large"));
        else out.enqueue(chunk);
      },
    });
    this.body = body?.pipeThrough(counted) ?? null;
  }
}

/** What the relay says itself; no API answers with such a body. */
function refusal(status: number, why: string): Response {
  return json(status, { relay: why });
}

function json(status: number, value: object): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
  });
}
