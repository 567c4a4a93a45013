// The guard of all other tests notices what it is there for, and nothing else.
import { expect, type Page, test } from "@playwright/test";
import { Guard } from "../guard.ts";

const KEY = "sandbox-0f3b7a52-of-the-guard";

async function findings(page: Page, baseURL: string | undefined, act: () => Promise<unknown>) {
  const guard = new Guard(KEY, baseURL ?? "");
  await guard.watch(page.context());
  await page.goto("./");
  await act();
  return guard.findings();
}

interface Case {
  name: string;
  /** Runs in the page. */
  act: (key: string) => unknown;
  finding: RegExp;
}

const cases: Case[] = [
  {
    name: "an error in the console",
    act: () => console.error("oh"),
    finding: /^console error: oh/,
  },
  {
    name: "an inline style that the policy refuses",
    act: () => document.body.setAttribute("style", "color: red"),
    finding: /refused by the policy: style-src/,
  },
  {
    name: "markup that is made of a text",
    act: () => {
      try {
        document.body.innerHTML = "<p>oh</p>";
      } catch {
        // The policy refuses it, and says so.
      }
    },
    finding: /refused by the policy: require-trusted-types-for trusted-types-sink/,
  },
  {
    name: "a link to another site that could reach the page",
    act: () => {
      const link = document.createElement("a");
      link.href = "https://elsewhere.example/";
      document.body.append(link);
    },
    finding: /^a link tells another site of the page: https:\/\/elsewhere\.example\/$/,
  },
  {
    name: "a call to a host that the policy refuses",
    act: () => fetch("https://stranger.invalid/").catch(() => undefined),
    finding: /refused by the policy: connect-src https:\/\/stranger\.invalid/,
  },
  {
    name: "a call to a real API from a test",
    act: () => fetch("https://api.bunny.net/dnszone").catch(() => undefined),
    finding: /^request to https:\/\/api\.bunny\.net$/,
  },
  {
    name: "an error status that was not declared",
    act: () => fetch("no-such-file").then((response) => response.text()),
    finding: /^console error: Failed to load resource.* 404/,
  },
  {
    name: "the key in an address",
    act: (key) => fetch(`?${key}`),
    finding: /^the key is in an address: \/$/,
  },
  {
    name: "the key in the body of a request",
    act: (body) => fetch("sandbox/bunny/x", { method: "POST", body }),
    finding: /^the key is in the body of POST \/sandbox\/bunny\/x$/,
  },
  {
    name: "the key in the auth header of another address",
    act: (AccessKey) => fetch("./", { headers: { AccessKey } }),
    finding: /^the key is in the header accesskey of \/$/,
  },
  {
    name: "the key in the other provider's header",
    act: (AccessKey) => fetch("sandbox/cloudflare/x", { headers: { AccessKey } }),
    finding: /^the key is in the header accesskey of \/sandbox\/cloudflare\/x$/,
  },
  {
    name: "the key in the console",
    act: (key) => console.log(key),
    finding: /^the key is in the console$/,
  },
  {
    name: "the key in the page's text",
    act: (key) => document.body.append(key),
    finding: /^the key is in the page's text$/,
  },
  {
    name: "the key in an attribute",
    act: (key) => document.body.setAttribute("data-x", key),
    finding: /^the key is in <body data-x>$/,
  },
  {
    name: "the key in another entry of the storage",
    act: (key) => sessionStorage.setItem("zonesift.other", key),
    finding: /^the key is in the session storage$/,
  },
  {
    name: "the key in the storage that outlives the tab",
    act: (key) => localStorage.setItem("zonesift.key", key),
    finding: /^the key is in localStorage$/,
  },
];

for (const { name, act, finding } of cases) {
  test(`notices ${name}`, async ({ page, baseURL }) => {
    const found = await findings(page, baseURL, () => page.evaluate(act, KEY));
    expect(found).toContainEqual(expect.stringMatching(finding));
  });
}

/** The policy lets the page ask these, and a test stands in for them or does not ask. */
const STRANGERS = ["https://cloudflare-dns.com", "https://dns.google", "https://doh.dns.sb", "https://api.certspotter.com"];

for (const site of STRANGERS) {
  test(`notices a question to ${site} that was not declared`, async ({ page, baseURL }) => {
    const ask = () => page.evaluate((site) => fetch(site).catch(() => undefined), site);
    expect(await findings(page, baseURL, ask)).toContain(`request to ${site}`);
  });
}

test("notices an uncaught error", async ({ page, baseURL }) => {
  const found = await findings(page, baseURL, async () => {
    const seen = page.waitForEvent("pageerror");
    await page.evaluate(() => void setTimeout(() => Promise.reject(new Error("oh"))));
    await seen;
  });
  expect(found).toContainEqual(expect.stringMatching(/^uncaught: Error: oh/));
});

test("notices the key in a file that the page saves", async ({ page, baseURL }) => {
  const found = await findings(page, baseURL, async () => {
    const saved = page.waitForEvent("download");
    await page.evaluate((key) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([key]));
      link.download = "zone.txt";
      link.click();
    }, KEY);
    await saved;
  });
  expect(found).toContain("the key is in zone.txt");
});

test("lets the key be where it belongs", async ({ page, baseURL }) => {
  const found = await findings(page, baseURL, () =>
    page.evaluate(async (key) => {
      sessionStorage.setItem("zonesift.key", key);
      const field = document.createElement("input");
      field.type = "password";
      field.value = key;
      document.body.append(field);
      await fetch("sandbox/bunny/x", { headers: { AccessKey: key } });
      await fetch("sandbox/cloudflare/x", { headers: { Authorization: `Bearer ${key}` } });
    }, KEY),
  );
  expect(found.filter((text) => text.includes("the key"))).toEqual([]);
});
