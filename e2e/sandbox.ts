// The host's sandbox, spoken to directly: what a test prepares before the page is opened, and what
// it compares afterwards. It shares nothing with the page.
import { type APIRequestContext, expect } from "@playwright/test";
import { BUNNY, type Provider } from "./providers.ts";

/** How many records the scan finds, without the SOA. */
const FOUND: Record<string, number> = {
  "bakery.example": 16,
  "northwind.example": 83,
  "oldtown.example": 328,
  "empty-scan.example": 0,
};

/** The same for every zone that stands for a behaviour. */
const TEMPLATE = 16;

/** bunny.net's numbers of the record types. */
const TYPES = new Map(
  Object.entries({
    0: "A", 1: "AAAA", 2: "CNAME", 3: "TXT", 4: "MX", 8: "SRV", 9: "CAA", 10: "PTR", 12: "NS",
    13: "SVCB", 14: "HTTPS", 15: "TLSA", 16: "SOA",
  }),
);

/** A scan of hundreds of records takes a while on a busy machine. */
const PATIENCE = { intervals: [100], timeout: 30_000 };

type Json = Record<string, unknown>;

export class Sandbox {
  constructor(
    private readonly request: APIRequestContext,
    readonly provider: Provider,
    readonly key: string,
  ) {}

  /** How many records the scan of a zone finds at this provider. */
  found(domain: string): number {
    // Each provider has its own malformed items among the good ones.
    if (domain === "bad-record.example") return this.isBunny ? 26 : 23;
    return (FOUND[domain] ?? TEMPLATE) + this.provider.soa;
  }

  /** The identity of a zone. */
  async zone(domain: string): Promise<string> {
    const path = this.isBunny ? `dnszone?search=${domain}` : `zones?name=${domain}`;
    const zones = this.list(await this.call("GET", path));
    const zone = zones.find((zone) => (zone.Domain ?? zone.name) === domain);
    if (zone === undefined) throw new Error(`the sandbox has no ${domain}`);
    return String(zone.Id ?? zone.id);
  }

  /** Scans a zone to the end and tells the zone's identity. */
  async scan(domain: string): Promise<string> {
    const zone = await this.zone(domain);
    if (this.isBunny) {
      await this.call("POST", "dnszone/records/scan", { ZoneId: Number(zone) });
      const status = async () => (await this.call("GET", `dnszone/${zone}/records/scan`)).Status;
      await expect.poll(status, PATIENCE).toBe(2);
    } else {
      await this.call("POST", `zones/${zone}/dns_records/scan/trigger`);
      const count = async () => (await this.listed(zone)).length;
      await expect.poll(count, PATIENCE).toBe(this.found(domain));
    }
    return zone;
  }

  /** What the scan has found and nobody has reviewed, as sorted texts `TYPE NAME VALUES`. */
  async discovered(domain: string): Promise<string[]> {
    return this.texts(await this.listed(await this.zone(domain)), domain);
  }

  /** What the zone holds, as sorted texts `TYPE NAME VALUES`. */
  async held(domain: string): Promise<string[]> {
    const zone = await this.zone(domain);
    const path = this.isBunny ? `dnszone/${zone}` : `zones/${zone}/dns_records?per_page=5000`;
    const answer = await this.call("GET", path);
    return this.texts(this.isBunny ? (answer.Records as Json[]) : this.list(answer), domain);
  }

  private get isBunny(): boolean {
    return this.provider === BUNNY;
  }

  private async listed(zone: string): Promise<Json[]> {
    if (this.isBunny) {
      return (await this.call("GET", `dnszone/${zone}/records/scan`)).Records as Json[];
    }
    return this.list(await this.call("GET", `zones/${zone}/dns_records/scan/review`));
  }

  private async call(method: string, path: string, data?: Json): Promise<Json> {
    const { header, prefix } = this.provider.auth;
    const headers = { [header]: prefix + this.key };
    const url = `${this.provider.sandbox}/${path}`;
    // Some keys refuse the first call of a kind.
    let answer = await this.request.fetch(url, { method, headers, data });
    for (let again = 0; again < 2 && [429, 503].includes(answer.status()); again += 1) {
      answer = await this.request.fetch(url, { method, headers, data });
    }
    expect(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`).toBe(true);
    return (await answer.json()) as Json;
  }

  private list(answer: Json): Json[] {
    return (this.isBunny ? answer.Items : answer.result) as Json[];
  }

  private texts(records: Json[], domain: string): string[] {
    const text = (record: Json) => (this.isBunny ? textOfBunny(record, domain) : textOf(record));
    return records.map(text).sort();
  }
}

function textOfBunny(record: Json, domain: string): string {
  const type = TYPES.get(String(record.Type)) ?? String(record.Type);
  const label = record.Name === "@" ? "" : String(record.Name);
  const name = label === "" ? domain : `${label}.${domain}`;
  const value = String(record.Value).replace(/\.$/, "");
  const part = (field: string) => String(record[field]);
  const values: Record<string, string[]> = {
    MX: [part("Priority"), value],
    SRV: [part("Priority"), part("Weight"), part("Port"), value],
    // A scan tells all of it in its value, a zone in three fields.
    CAA: record.Tag ? [part("Flags"), part("Tag"), `"${value}"`] : [value],
  };
  return [type, name, ...(values[type] ?? [value])].join(" ");
}

function textOf({ type, name, priority, content }: Json): string {
  const values = priority === undefined || priority === null ? [content] : [priority, content];
  return [type, name, ...values].join(" ");
}
