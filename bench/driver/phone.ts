// A first visit and a reload as on a middling phone in a 4G network: how long it takes until the form can be
// typed into, and until the first found row of a zone is painted.
import { install, type Load } from "./probe.ts";
import { type Figures, keepConnection, type Visit } from "./scenario.ts";

/** Each answer waits 100 ms; 9 Mbit/s either way, in bytes a second. */
const NETWORK = { offline: false, latency: 100, downloadThroughput: 1_125_000, uploadThroughput: 1_125_000 };

const VIEWPORT = { width: 375, height: 812 };

/** A heading beside a field for the key, which the skeleton has not. */
const FORM = "body:has(#key:enabled) h1";

/** All figures of a page. */
export async function phone(visit: Visit): Promise<Figures> {
  const { host, page, expected } = visit;
  const { first, cell } = page.places;
  const [row, rowAgain] = await twice(visit, host + page.address(expected.zone), `${first} ${cell("name")}`, true);
  if (!page.hasForm) return { row, rowAgain };
  const [form, formAgain] = await twice(visit, host, FORM, false);
  return { form, formAgain, row, rowAgain };
}

/**
 * Opens an address in a fresh profile and loads it once more: how long each takes until there is a text at this
 * place, in milliseconds.
 */
async function twice(
  { browser, page, slowdown }: Visit,
  address: string,
  place: string,
  isConnected: boolean,
): Promise<[number, number]> {
  const context = await browser.newContext({ viewport: VIEWPORT, bypassCSP: page.bypassCSP });
  try {
    const tab = await context.newPage();
    await tab.addInitScript(install, [place, place, 0] as Load);
    if (isConnected) await keepConnection(tab);
    const cdp = await context.newCDPSession(tab);
    await cdp.send("Network.enable");
    await cdp.send("Network.emulateNetworkConditions", NETWORK);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    await tab.goto(address, { waitUntil: "commit" });
    const visited = await tab.evaluate(() => window.probe.loaded);
    await tab.reload({ waitUntil: "commit" });
    return [visited, await tab.evaluate(() => window.probe.loaded)];
  } finally {
    await context.close();
  }
}
