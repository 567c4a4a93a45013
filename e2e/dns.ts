// The public resolvers and the search of certificates, stood in for by the host: what a test of DNS sets up before the
// page is opened, and what the page has asked. It shares nothing with the page.
import { randomUUID } from "node:crypto";
import type { Page, Route } from "@playwright/test";
import type { Guard } from "./guard.ts";

/** The manners of the host's stand-ins (host/README.md), and two that only a browser knows. */
export type Manner =
  | "honest"
  | "lying"
  | "limiting"
  | "filtering"
  | "rotating"
  | "slow"
  | "differing"
  | "failing"
  | "cut"
  | "garbled"
  | "html"
  | "redirecting"
  | "unavailable"
  /** Answers honestly, without the header that lets a page of another site read it; Chromium says so in the console. */
  | "closed"
  /** Cannot be reached at all, as in networks that block it. */
  | "unreachable";

/** The resolvers that stand-ins take the place of; one that is left out must not be asked. */
export interface Manners {
  cloudflare?: Manner;
  google?: Manner;
  sb?: Manner;
  /** Whether certificates can be searched. */
  certificates?: boolean;
}

/** What the stand-ins say to single questions in place of what there is. What is left out fits everything. */
export interface Rule {
  resolver?: Manner;
  name?: string;
  type?: string;
  /** The first and the last ask of this question at this resolver, counted from 0. */
  from?: number;
  to?: number;
  /** A status in place of a message. */
  status?: number;
  rcode?: number;
  ad?: boolean;
  tc?: boolean;
  /** The codes of extended errors. */
  extended?: number[];
  /** Lines of a zone file with full names. */
  answers?: string;
  authority?: string;
}

/** A question as a stand-in has heard it. */
export interface Asked {
  /** In milliseconds since the host was started. */
  at: number;
  resolver: Manner;
  name: string;
  type: string;
  /** How often the resolver was asked this before. */
  number: number;
  id: number;
  recursion: boolean;
  unchecked: boolean;
  proof: boolean;
  /** The network that the question tells, such as `0.0.0.0/0` for none. */
  subnet: string | null;
  octets: number;
  status: number;
}

/** A search for certificates. */
export interface Searched {
  certificates: string;
  after: string | null;
}

const SITES = { cloudflare: "https://cloudflare-dns.com", google: "https://dns.google", sb: "https://doh.dns.sb" };
const SEARCH = "https://api.certspotter.com";
const MAY_READ = { "access-control-allow-origin": "*" };

/** What a request of the page to a stranger may carry; everything else is passed on to nobody. */
const PASSED = ["accept"];

/** The stand-ins of one test. */
export class Dns {
  private readonly session = { "Zonesift-Test": randomUUID() };

  constructor(private readonly page: Page) {}

  /** Takes the place of the resolvers. */
  async stand(guard: Guard, manners: Manners): Promise<void> {
    for (const [name, site] of Object.entries(SITES)) {
      const manner = manners[name as keyof typeof SITES];
      if (manner === undefined) continue;
      guard.expectStranger(site);
      await this.page.route(`${site}/**`, (route) => this.answer(route, manner));
    }
    if (manners.certificates !== true) return;
    guard.expectStranger(SEARCH);
    await this.page.route(`${SEARCH}/**`, (route) => this.fulfil(route, "standin/certificates", MAY_READ));
  }

  /** Replaces the rules. */
  async rules(rules: Rule[]): Promise<void> {
    const answer = await this.page.request.put("standin/rules", { headers: this.session, data: rules });
    if (!answer.ok()) throw new Error(await answer.text());
  }

  /** The questions so far, in order. */
  async asked(): Promise<Asked[]> {
    return (await this.log()).filter((entry): entry is Asked => "resolver" in entry);
  }

  /** The searches for certificates so far, in order. */
  async searched(): Promise<Searched[]> {
    return (await this.log()).filter((entry): entry is Searched => "certificates" in entry);
  }

  /** Forgets what was asked, and the rules. */
  async clear(): Promise<void> {
    await this.page.request.delete("standin/log", { headers: this.session });
  }

  private async log(): Promise<(Asked | Searched)[]> {
    const answer = await this.page.request.get("standin/log", { headers: this.session });
    return (await answer.json()) as (Asked | Searched)[];
  }

  private async answer(route: Route, manner: Manner): Promise<void> {
    if (manner === "unreachable") return route.abort("connectionrefused");
    const isClosed = manner === "closed";
    await this.fulfil(route, `standin/${isClosed ? "honest" : manner}/dns-query`, isClosed ? {} : MAY_READ);
  }

  private async fulfil(route: Route, path: string, more: Record<string, string>): Promise<void> {
    const request = route.request();
    const sent = Object.entries(request.headers()).filter(([name]) => PASSED.includes(name));
    const response = await this.page.request.fetch(path + new URL(request.url()).search, {
      method: request.method(),
      headers: { ...Object.fromEntries(sent), ...this.session },
      maxRedirects: 0,
    });
    // The stand-in's own headers are this host's, for its own page; a resolver has others.
    const names = ["content-type", "cache-control", "retry-after", "location"];
    const told = Object.entries(response.headers()).filter(([name]) => names.includes(name));
    const headers = { ...Object.fromEntries(told), ...more };
    await route.fulfill({ status: response.status(), headers, body: await response.body() });
  }
}

/** Takes the place of the resolvers that are named, before the page is opened. */
export async function resolvers(page: Page, guard: Guard, manners: Manners): Promise<Dns> {
  const dns = new Dns(page);
  await dns.stand(guard, manners);
  return dns;
}
