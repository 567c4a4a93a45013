// Watches a browser context during a test and collects what must never happen, whatever the test
// is about: errors in the console, refused content, requests to strangers, the key where it does
// not belong. It never changes what the page does.
import { readFile } from "node:fs/promises";
import type { BrowserContext, ConsoleMessage, Download, Request } from "@playwright/test";

/** What Chromium writes by itself for each answer of 400 and above. */
const HTTP_ERROR = /^Failed to load resource: the server responded with a status of [45]\d\d\b/;

/** The one header of each provider that may hold the key. */
const AUTH = [
  { path: "sandbox/bunny/", header: "accesskey" },
  { path: "sandbox/cloudflare/", header: "authorization" },
];

/** The one entry of the session storage that may hold it. */
const STORED = "zonesift.key";

/** Where a key may go that is used for a real API, which a test stands in for. */
const HEADERS = AUTH.map(({ header }) => header);

export class Guard {
  private readonly problems: string[] = [];
  private readonly expected: RegExp[] = [];
  private readonly origins: Set<string>;
  /** Where the page is on its site, with slashes. */
  private readonly folder: string;
  private readonly standIns = new Set<string>();
  private readonly pending: Promise<void>[] = [];
  private readonly contexts: BrowserContext[] = [];

  constructor(
    private readonly key: string,
    baseURL: string,
  ) {
    this.origins = new Set([new URL(baseURL).origin]);
    this.folder = new URL(baseURL).pathname;
  }

  /** This test makes the API answer with errors, which Chromium tells in the console. */
  expectHttpErrors(): void {
    this.expected.push(HTTP_ERROR);
  }

  /** This test makes the page write such a line to the console. */
  expectConsole(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  /** This test talks to another host, which it stands in for itself. */
  expectOrigin(origin: string): void {
    this.origins.add(origin);
    this.standIns.add(origin);
  }

  /** This test asks another site that must never get the key, and stands in for it itself. */
  expectStranger(origin: string): void {
    this.origins.add(origin);
  }

  /** Begins to watch; before the first page is opened. */
  async watch(context: BrowserContext): Promise<void> {
    this.contexts.push(context);
    // The console is heard in every page and frame, also where Chromium itself stays silent.
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`refused by the policy: ${event.effectiveDirective} ${event.blockedURI}`);
      });
    });
    context.on("console", (message) => this.onConsole(message));
    context.on("weberror", (error) => this.problems.push(`uncaught: ${error.error()}`));
    context.on("request", (request) => this.onRequest(request));
    const onDownload = (download: Download) => void this.pending.push(this.checkDownload(download));
    for (const page of context.pages()) page.on("download", onDownload);
    context.on("page", (page) => page.on("download", onDownload));
  }

  /** Looks for the key in what the open pages show and keep; a test may call it at any point. */
  async look(): Promise<void> {
    for (const page of this.contexts.flatMap((context) => context.pages())) {
      if (page.isClosed() || !page.url().startsWith("http")) continue;
      const places = await page.evaluate(placesOf, { key: this.key, stored: STORED });
      this.problems.push(...places.map((place) => `the key is in ${place}`));
      const links = await page.evaluate(openLinks);
      this.problems.push(...links.map((link) => `a link tells another site of the page: ${link}`));
    }
    for (const context of this.contexts) {
      const cookies = await context.cookies();
      if (cookies.length > 0) this.problems.push(`cookies: ${JSON.stringify(cookies)}`);
    }
  }

  /** Everything that was found, in the order in which it was. */
  async findings(): Promise<string[]> {
    await this.look();
    await Promise.all(this.pending);
    return [...new Set(this.problems)];
  }

  private onConsole(message: ConsoleMessage): void {
    const text = message.text();
    if (text.includes(this.key)) this.problems.push("the key is in the console");
    if (!["error", "warning", "assert"].includes(message.type())) return;
    if (this.expected.some((pattern) => pattern.test(text))) return;
    this.problems.push(`console ${message.type()}: ${text} (${message.location().url})`);
  }

  private onRequest(request: Request): void {
    const url = new URL(request.url());
    const inside = ["data:", "blob:", "about:"].includes(url.protocol);
    if (!inside && !this.origins.has(url.origin)) this.problems.push(`request to ${url.origin}`);
    if (request.url().includes(this.key)) this.problems.push(`the key is in an address: ${url.pathname}`);
    if (request.postData()?.includes(this.key)) {
      this.problems.push(`the key is in the body of ${request.method()} ${url.pathname}`);
    }
    this.pending.push(this.checkHeaders(request, url));
  }

  private async checkHeaders(request: Request, url: URL): Promise<void> {
    // The complete headers are lost when the page is closed before the answer is there.
    const headers = await request.allHeaders().catch(() => request.headers());
    for (const [name, value] of Object.entries(headers)) {
      const allowed = this.standIns.has(url.origin)
        ? HEADERS.includes(name)
        : AUTH.some(({ path, header }) => url.pathname.startsWith(this.folder + path) && name === header);
      if (value.includes(this.key) && !allowed) {
        this.problems.push(`the key is in the header ${name} of ${url.pathname}`);
      }
    }
  }

  private async checkDownload(download: Download): Promise<void> {
    const bytes = await readFile(await download.path());
    const name = download.suggestedFilename();
    if (bytes.includes(this.key) || name.includes(this.key)) this.problems.push(`the key is in ${name}`);
  }
}

/** Runs in the page: where the key is. Only a password field's value and one entry may hold it. */
function placesOf({ key, stored }: { key: string; stored: string }): string[] {
  const places: string[] = [];
  const note = (place: string, text: unknown) => {
    if (typeof text === "string" && text.includes(key)) places.push(place);
  };
  note("the page's text", document.documentElement.textContent);
  note("the page's title", document.title);
  note("the page's address", location.href);
  note("the history's state", JSON.stringify(history.state ?? null));
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) note(`<${element.localName} ${name}>`, value);
    const typed = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
    if (typed && element.type !== "password") note(`the value of <${element.localName}>`, element.value);
  }
  for (const [name, value] of Object.entries({ ...localStorage })) note("localStorage", name + value);
  for (const [name, value] of Object.entries({ ...sessionStorage })) {
    note("the session storage", name === stored ? name : name + value);
  }
  return places;
}

/** Runs in the page: links to other sites that could reach this tab, or learn where they stand. */
function openLinks(): string[] {
  const links = [...document.querySelectorAll<HTMLAnchorElement>("a[href]")];
  const outside = links.filter(({ protocol, origin }) => protocol.startsWith("http") && origin !== location.origin);
  const closed = ({ relList }: HTMLAnchorElement) => ["noopener", "noreferrer"].every((word) => relList.contains(word));
  return outside.filter((link) => !closed(link)).map(({ href }) => href);
}
