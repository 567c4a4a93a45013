// The command line of the driver.
import { parseArgs } from "node:util";

export interface Options {
  /** The host's program. */
  host: string;
  /** Where the table is written; nowhere when it is missing. */
  out: string | undefined;
  sizes: number[];
  /** How often every page is visited at full speed, and slowed. */
  rounds: number;
  slowRounds: number;
  /** How often every page is visited as on a phone. */
  phoneRounds: number;
  /** The pages by name; all when there is none. */
  pages: string[];
}

export const USAGE = `Options:
  --sizes 1000,10000,100000   how many records
  --rounds 7                  visits of each page at full speed; 0 = none
  --slow-rounds 3             visits with the processor slowed four times; 0 = none
  --phone-rounds 3            visits as on a phone, of a zone of 1,000; 0 = none
  --pages vanilla,zonesift    these pages only
  --no-table                  prints the figures and leaves docs/benchmarks.md alone`;

export function options(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      host: { type: "string" },
      out: { type: "string" },
      sizes: { type: "string", default: "1000,10000,100000" },
      rounds: { type: "string", default: "7" },
      "slow-rounds": { type: "string", default: "3" },
      "phone-rounds": { type: "string", default: "3" },
      pages: { type: "string", default: "" },
      "no-table": { type: "boolean", default: false },
    },
  });
  if (values.host === undefined) throw new Error("--host names the host's program");
  return {
    host: values.host,
    out: values["no-table"] ? undefined : values.out,
    sizes: words(values.sizes).map(Number),
    rounds: Number(values.rounds),
    slowRounds: Number(values["slow-rounds"]),
    phoneRounds: Number(values["phone-rounds"]),
    pages: words(values.pages),
  };
}

const words = (text: string) => text.split(",").filter((word) => word !== "");
