// The zone that most tests use, what they put into it, and what its page is watched for.
import type { Page, Request } from "@playwright/test";

/** Holds a CNAME at www, and whatever a test puts in. */
export const ZONE = "bakery.example";

export const MX = { type: "MX", name: "", content: "mx.letterbox.example", priority: 10 } as const;
export const SPF = { type: "TXT", name: "", content: "v=spf1 -all" } as const;
export const DMARC = { type: "TXT", name: "_dmarc", content: "v=DMARC1; p=none" } as const;
export const NOTE = { type: "TXT", name: "note", content: "fresh bread, daily" } as const;

export function address(name: string, last: number) {
  return { type: "A", name, content: `192.0.2.${last}` } as const;
}

/** The page's calls that write from now on, whatever they write. */
export function writes(page: Page): Request[] {
  const seen: Request[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET") seen.push(request);
  });
  return seen;
}
