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

/** What a test puts into a zone before the page is opened. */
export interface Prepared {
  type: "A" | "AAAA" | "CNAME" | "MX" | "TXT";
  /** Relative to the zone; empty for the zone's own name. */
  name: string;
  content: string;
  priority?: number;
  ttl?: number;
}

/** What a provider tells of a record that is another one after it was deleted and added again. */
const OWN = ["id", "Id", "created_on", "modified_on", "comment_modified_on", "tags_modified_on"];

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
    const zone = await this.find(domain);
    if (zone === undefined) throw new Error(`the sandbox has no ${domain}`);
    return String(zone.Id ?? zone.id);
  }

  private async find(domain: string): Promise<Json | undefined> {
    const path = this.isBunny ? `dnszone?search=${domain}` : `zones?name=${domain}`;
    const zones = this.list(await this.call("GET", path));
    return zones.find((zone) => (zone.Domain ?? zone.name) === domain);
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
    return this.texts(await this.records(domain), domain);
  }

  /** All that the provider tells of a zone's records, as it tells it. */
  async records(domain: string): Promise<Json[]> {
    const zone = await this.zone(domain);
    const path = this.isBunny ? `dnszone/${zone}` : `zones/${zone}/dns_records?per_page=5000`;
    const answer = await this.call("GET", path);
    return this.isBunny ? (answer.Records as Json[]) : this.list(answer);
  }

  /** As [`records`], sorted and without identities and times: equal when the zones say the same. */
  async contents(domain: string): Promise<string[]> {
    const texts = (await this.records(domain)).map((record) => {
      const told = Object.entries(record).filter(([name]) => !OWN.includes(name));
      return JSON.stringify(Object.fromEntries(told.sort()));
    });
    return texts.sort();
  }

  /** The one record `TYPE NAME`, or `TYPE NAME` and its content, as the provider tells it. */
  async record(domain: string, title: string): Promise<Json> {
    const records = await this.records(domain);
    const [record, ...others] = records.filter((record) => {
      const text = this.texts([record], domain).join();
      return text === title || text.split(" ", 2).join(" ") === title;
    });
    if (record === undefined || others.length > 0) throw new Error(`not one ${title}`);
    return record;
  }

  /** Puts records into a zone. */
  async add(domain: string, ...records: Prepared[]): Promise<void> {
    const zone = await this.zone(domain);
    for (const { type, name, content, priority, ttl = 3600 } of records) {
      if (this.isBunny) {
        const number = Number([...TYPES].find(([, text]) => text === type)?.[0]);
        const data = { Type: number, Name: name, Value: content, Ttl: ttl, Priority: priority ?? 0 };
        await this.call("PUT", `dnszone/${zone}/records`, data);
      } else {
        const owner = name === "" ? domain : `${name}.${domain}`;
        const data = { type, name: owner, content, ttl, ...(priority === undefined ? {} : { priority }) };
        await this.call("POST", `zones/${zone}/dns_records`, data);
      }
    }
  }

  /** Gives the record `TYPE NAME` another content, as somebody else would. */
  async change(domain: string, title: string, content: string): Promise<void> {
    const [zone, record] = [await this.zone(domain), await this.record(domain, title)];
    if (this.isBunny) {
      await this.call("POST", `dnszone/${zone}/records/${record.Id}`, { ...record, Value: content });
    } else {
      await this.patch(domain, title, { content });
    }
  }

  /** Sets fields of the record `TYPE NAME`, where the provider changes single fields. */
  async patch(domain: string, title: string, fields: Json): Promise<void> {
    const [zone, record] = [await this.zone(domain), await this.record(domain, title)];
    await this.call("PATCH", `zones/${zone}/dns_records/${record.id}`, fields);
  }

  /** What the provider tells of a zone itself. */
  async told(domain: string): Promise<Json> {
    const zone = await this.zone(domain);
    const answer = await this.call("GET", this.isBunny ? `dnszone/${zone}` : `zones/${zone}`);
    return this.isBunny ? answer : (answer.result as Json);
  }

  /** Deletes the record `TYPE NAME`, as somebody else would. */
  async remove(domain: string, title: string): Promise<void> {
    const [zone, record] = [await this.zone(domain), await this.record(domain, title)];
    const path = this.isBunny ? `dnszone/${zone}/records/` : `zones/${zone}/dns_records/`;
    await this.call("DELETE", path + String(record.Id ?? record.id));
  }

  /** Takes the finding `TYPE NAME` off the list, as somebody else would who rejects it, where there is such a list. */
  async dismiss(domain: string, title: string): Promise<void> {
    const zone = await this.zone(domain);
    const found = (await this.listed(zone)).filter((record) => `${record.type} ${record.name}` === title);
    expect(found, title).toHaveLength(1);
    const rejects = found.map(({ id }) => ({ id }));
    await this.call("POST", `zones/${zone}/dns_records/scan/review`, { accepts: [], rejects });
  }

  /** Makes a zone, where the provider's zones are managed, unless it is there. */
  async makeZone(domain: string): Promise<void> {
    if ((await this.find(domain)) === undefined) await this.call("POST", "dnszone", { Domain: domain });
  }

  /** Deletes all records of a zone, where one call does that. */
  async empty(domain: string): Promise<void> {
    const zone = await this.zone(domain);
    const deletes = (await this.records(domain)).map(({ id }) => ({ id }));
    await this.call("POST", `zones/${zone}/dns_records/batch`, { deletes });
  }

  /** Deletes a zone, where the provider's zones are managed. */
  async removeZone(domain: string): Promise<void> {
    await this.call("DELETE", `dnszone/${await this.zone(domain)}`);
  }

  private get isBunny(): boolean {
    return this.provider === BUNNY;
  }

  private async listed(zone: string): Promise<Json[]> {
    if (this.isBunny) {
      // A job that is not over yet has none.
      return ((await this.call("GET", `dnszone/${zone}/records/scan`)).Records ?? []) as Json[];
    }
    return this.list(await this.call("GET", `zones/${zone}/dns_records/scan/review`));
  }

  private async call(method: string, path: string, data?: Json): Promise<Json> {
    const { header, prefix } = this.provider.auth;
    // What a test prepares itself is not waited for.
    const headers = { [header]: prefix + this.key, "Zonesift-Pace": "0" };
    const url = `${this.provider.sandbox}/${path}`;
    // Some keys refuse the first call of a kind.
    let answer = await this.request.fetch(url, { method, headers, data });
    for (let again = 0; again < 2 && [429, 503].includes(answer.status()); again += 1) {
      answer = await this.request.fetch(url, { method, headers, data });
    }
    expect(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`).toBe(true);
    // A change is answered without a body by one of them.
    const text = await answer.text();
    return (text === "" ? {} : JSON.parse(text)) as Json;
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
