// The records as every peer's page shows them: fetched from the same address with the same header as
// Zonesift's page does, and turned into rows. The driver makes its expectations of the same rows.

/** A record as the API lists it. */
export interface Item {
  name: string;
  type: string;
  content: string;
  ttl: number;
  priority?: number;
  proxied: boolean;
  data?: Record<string, unknown>;
}

/** A record as a row shows it. */
export interface Row {
  /** Its place in the answer. */
  id: number;
  /** Relative to the zone. */
  name: string;
  /** Complete. */
  full: string;
  type: string;
  content: string;
  /** In seconds; 1 is automatic. */
  ttl: number;
  priority: number | null;
  note: string;
}

const KEY = "sandbox-bench";

/** Where the found records of a zone are listed, and the header that opens the list. */
export const address = (zone: string) =>
  `sandbox/cloudflare/client/v4/zones/${zone}/dns_records/scan/review`;
export const headers = { Authorization: `Bearer ${KEY}`, Accept: "application/json" };

/** The rows of the zone that the page's address names. */
export async function load(): Promise<Row[]> {
  const query = new URLSearchParams(location.search);
  const answer = await fetch(address(query.get("zone") ?? ""), { headers, cache: "no-store" });
  if (!answer.ok) throw new Error(`the list answers ${answer.status}`);
  const { result } = (await answer.json()) as { result: Item[] };
  return rows(result, query.get("domain") ?? "");
}

/** The rows of a list. */
export function rows(items: Item[], domain: string): Row[] {
  return items.map((item, id) => ({
    id,
    name: item.name === domain ? "@" : item.name.slice(0, -domain.length - 1),
    full: item.name,
    type: item.type,
    content: contentOf(item),
    ttl: item.ttl,
    priority: item.priority ?? (item.data?.priority as number | undefined) ?? null,
    note: item.proxied ? "proxied" : "",
  }));
}

/** As people read it: texts without their quotes, no priority, which has a column of its own. */
function contentOf({ type, content, data }: Item): string {
  if (type === "TXT") return content.slice(1, -1).replaceAll('" "', "");
  if (type === "HTTPS") return `${data?.target} ${data?.value}`;
  return content;
}

export const ttlText = (ttl: number) => (ttl === 1 ? "Auto" : String(ttl));
export const priorityText = (priority: number | null) => (priority === null ? "" : String(priority));

/** What the filter searches. */
export const haystack = (row: Row) =>
  `${row.full} ${row.type} ${row.content} ${ttlText(row.ttl)} ${priorityText(row.priority)} ${row.note}`.toLowerCase();

export const shownText = (shown: number, all: number) => `${shown} of ${all} shown`;
