// The two providers as the tests know them: how the page calls them and where it finds them.

export interface Provider {
  /** The name of its radio. */
  title: string;
  /** Where the host's sandbox is, relative to the page. */
  sandbox: string;
  /** What the connect page offers on a host that has a relay. */
  relay: string;
  /** What it offers on a bare static host. */
  api: string;
  /** The header that carries the key, and what stands before the key in it. */
  auth: { header: string; prefix: string };
  /** The state of a scan that has nothing more to tell. */
  over: "Completed" | "Quiet";
  /** How many records more than the other one its scan finds: the SOA. */
  soa: 0 | 1;
  /** Matches the calls that write: to the zone, or to the list of found records. */
  writes: { method: string; path: RegExp };
  /** Matches the call that starts a scan. */
  trigger: RegExp;
  /** Matches the call that reads one. */
  reading: RegExp;
}

export const BUNNY: Provider = {
  title: "bunny.net",
  sandbox: "sandbox/bunny",
  relay: "relay/bunny",
  api: "https://api.bunny.net",
  auth: { header: "accesskey", prefix: "" },
  over: "Completed",
  soa: 1,
  writes: { method: "PUT", path: /\/records$/ },
  trigger: /\/dnszone\/records\/scan$/,
  reading: /\/dnszone\/\d+\/records\/scan$/,
};

export const CLOUDFLARE: Provider = {
  title: "Cloudflare",
  sandbox: "sandbox/cloudflare/client/v4",
  relay: "relay/cloudflare/client/v4",
  api: "https://api.cloudflare.com/client/v4",
  auth: { header: "authorization", prefix: "Bearer " },
  over: "Quiet",
  soa: 0,
  writes: { method: "POST", path: /\/scan\/review$/ },
  trigger: /\/scan\/trigger$/,
  reading: /\/scan\/review$/,
};

export const PROVIDERS = [BUNNY, CLOUDFLARE];
