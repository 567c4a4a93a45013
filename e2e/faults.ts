// A network that goes wrong as a test wants it: a proxy before the host that breaks the page's calls
// at the level of bytes. What a provider does with a call that is broken is the worst that it could:
// it has carried out every call whose answer is lost.
import { createServer, request as send } from "node:http";
import type { IncomingMessage, OutgoingHttpHeaders, Server, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { test as base } from "./fixtures.ts";

/** What can become of a call, in the order of the table. */
export const FAULTS = [
  "429",
  "500",
  "503",
  "timeout",
  "hang",
  "reset",
  "malformed",
  "truncated",
  "HTML",
  "empty",
  "401",
  "403",
  "CORS refused",
] as const;

/** What can become of a call: of the table, or that a kept connection ends after the call was carried out. */
export type Fault = (typeof FAULTS)[number] | "dropped";

/** What each of them is, and whether the provider has carried the call out. */
export const MEANINGS: Record<(typeof FAULTS)[number], string> = {
  "429": "refused for too many calls, `Retry-After: 2`; not done",
  "500": "not done",
  "503": "not done",
  timeout: "done only after the page has given up, and so is the answer",
  hang: "done, never answered",
  reset: "done, the connection is reset before the answer",
  malformed: "done, answered with JSON that breaks off",
  truncated: "done, the connection ends in the middle of the answer",
  HTML: "done, answered with a page of some box in between",
  empty: "done, answered with 200 and no body",
  "401": "not done",
  "403": "not done",
  "CORS refused": "the browser gives no answer and no reason; not done",
};

/** A call of the page, by its method and its path with the query. */
export interface Call {
  method: string;
  path: RegExp;
}

/** One call that the page has sent. */
export interface Sent {
  method: string;
  path: string;
  /** How it was broken. */
  fault?: Fault;
  /** What the provider has answered; nothing when it was not asked. */
  status?: number;
}

type Chooser = (call: { method: string; path: string }) => Fault | undefined;

interface Answer {
  status: number;
  headers: OutgoingHttpHeaders;
  body: Buffer;
}

const WORDS = "<!doctype html><title>Welcome</title><h1>Please sign in to the network</h1>";

export class Network {
  /** What the page has sent so far, in order. */
  readonly sent: Sent[] = [];
  /** Calls that are being answered. */
  private busy = 0;
  private choose: Chooser = () => undefined;
  /** How many calls had been sent when that was chosen. */
  private before = 0;
  private late: (() => Promise<void>)[] = [];
  /**
   * Connections are kept as a server keeps them, but while calls are broken in a way of the table: on one that
   * was kept the browser would send the call again by itself, and the page's own ways were not seen.
   */
  private keepsConnections = true;
  /** How many calls each connection has brought. */
  private readonly brought = new WeakMap<Socket, number>();
  /** Calls whose connection has been dropped once. */
  private readonly dropped = new Set<string>();

  private constructor(
    private readonly upstream: URL,
    private readonly server: Server,
  ) {}

  /** Starts before this address. */
  static async start(upstream: string): Promise<Network> {
    const server = createServer((request, response) => void network.take(request, response));
    const network = new Network(new URL(upstream), server);
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return network;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  /** Breaks every such call from now on, in this way. */
  arm({ method, path }: Call, fault: Fault): void {
    this.armBy((call) => (call.method === method && path.test(call.path) ? fault : undefined), fault === "dropped");
  }

  /** Breaks calls as this chooses, on connections that are kept or not. */
  armBy(choose: Chooser, keeps = false): void {
    this.choose = choose;
    this.before = this.sent.length;
    this.dropped.clear();
    this.keepsConnections = keeps;
    if (!keeps) this.server.closeIdleConnections();
  }

  /** From now on everything goes well, and what was to be late is done. */
  async disarm(): Promise<void> {
    this.armBy(() => undefined, true);
    for (const done of this.late.splice(0)) await done();
  }

  /** What the page has sent of a kind. */
  calls({ method, path }: Call): Sent[] {
    return this.sent.filter((call) => call.method === method && path.test(call.path));
  }

  /** What of it was sent since calls are broken in this way, or are no more. */
  callsSince(call: Call): Sent[] {
    return this.calls(call).filter((sent) => this.sent.indexOf(sent) >= this.before);
  }

  /** Whether the provider has yet to carry out a call that the page has given up. */
  get isLate(): boolean {
    return this.late.length > 0;
  }

  /** Whether every call has its answer, or will not have one. */
  get isQuiet(): boolean {
    return this.busy === 0;
  }

  /** Whether such a call was taken since calls are broken in this way, and gets no answer. */
  isHeld(method: string, path: string): boolean {
    const isUnanswered = ({ fault }: Sent) => fault === "timeout" || fault === "hang";
    return this.sent.slice(this.before).some((call) => call.method === method && call.path === path && isUnanswered(call));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.busy += 1;
    try {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece as Buffer);
      await this.answer(request, Buffer.concat(pieces), response);
    } catch {
      // The page has gone, or has given up.
      response.destroy();
    } finally {
      this.busy -= 1;
    }
  }

  private async answer(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
    const [method, path] = [request.method ?? "", request.url ?? ""];
    // What the test itself asks of the sandbox is no call of the page.
    const isCall = path.includes("/sandbox/") && request.headers["sec-fetch-site"] !== undefined;
    const forward = () => this.forward(request, body);
    this.brought.set(request.socket, (this.brought.get(request.socket) ?? 0) + 1);
    if (!isCall) return this.give(response, await forward());
    const fault = this.faultOf({ method, path }, (this.brought.get(request.socket) ?? 0) > 1, body);
    const sent: Sent = { method, path, ...(fault === undefined ? {} : { fault }) };
    this.sent.push(sent);
    const done = async () => {
      const answer = await forward();
      sent.status = answer.status;
      return answer;
    };
    const own = (status: number, text: string, type = "application/json", headers = {}) => {
      this.give(response, { status, headers: { "content-type": type, ...headers }, body: Buffer.from(text) });
    };
    switch (fault) {
      case undefined:
        return this.give(response, await done());
      case "429":
        return own(429, "{}", undefined, { "retry-after": "2" });
      case "500":
      case "503":
      case "401":
      case "403":
        return own(Number(fault), "{}");
      case "timeout":
        this.late.push(async () => void (await done()));
        return;
      case "hang":
        await done();
        return;
      case "dropped":
        await done();
        request.socket.destroy();
        return;
      case "reset":
      case "CORS refused":
        if (fault === "reset") await done();
        request.socket.resetAndDestroy();
        return;
      case "malformed":
        await done();
        return own(200, '{"Items":[{"Id":1,"result":[{');
      case "HTML":
        await done();
        return own(200, WORDS, "text/html; charset=utf-8");
      case "empty":
        await done();
        return own(200, "");
      case "truncated":
        return this.cut(response, await done());
    }
  }

  /** How a call is broken. A connection is dropped only where it was kept, and once for each call. */
  private faultOf(call: { method: string; path: string }, isKept: boolean, body: Buffer): Fault | undefined {
    const fault = this.choose(call);
    if (fault !== "dropped") return fault;
    const same = `${call.method} ${call.path} ${body.toString("base64")}`;
    if (!isKept || this.dropped.has(same)) return undefined;
    this.dropped.add(same);
    return fault;
  }

  private give(response: ServerResponse, { status, headers, body }: Answer): void {
    const connection = this.keepsConnections ? "keep-alive" : "close";
    const length = status === 204 || status === 304 ? {} : { "content-length": body.length };
    response.writeHead(status, { ...headers, ...length, connection });
    response.end(body);
  }

  /** Half of an answer; one without a body is cut before it ends, too. */
  private cut(response: ServerResponse, { status, headers, body }: Answer): void {
    const whole = body.length === 0 ? Buffer.from("{}") : body;
    const told = status === 204 ? 200 : status;
    response.writeHead(told, { ...headers, "content-length": whole.length, connection: "close" });
    response.write(whole.subarray(0, whole.length / 2), () => response.destroy());
  }

  private forward(request: IncomingMessage, body: Buffer): Promise<Answer> {
    const { hostname, port } = this.upstream;
    const { method, url: path } = request;
    const headers = { ...request.headers, connection: "close" };
    return new Promise((answered, failed) => {
      const outgoing = send({ hostname, port, method, path, headers }, async (incoming) => {
        const pieces: Buffer[] = [];
        for await (const piece of incoming) pieces.push(piece as Buffer);
        const { "transfer-encoding": _, connection: __, ...headers } = incoming.headers;
        answered({ status: incoming.statusCode ?? 502, headers, body: Buffer.concat(pieces) });
      });
      outgoing.on("error", failed);
      outgoing.end(body);
    });
  }
}

/** The `test` of those that break the network. */
export const test = base.extend<{ network: Network }>({
  network: async ({}, use, { project }) => {
    const network = await Network.start(String(project.use.baseURL));
    await use(network);
    network.stop();
  },
  baseURL: async ({ network }, use) => use(network.url),
});
