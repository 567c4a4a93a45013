// What the machine does besides: figures of a busy one are worth little, and the table says so.
import { cpus } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

/** So long it is looked at, in milliseconds. */
const WHILE = 2_000;

/** The share of all cores' time that is in use right now. */
export async function busyShare(): Promise<number> {
  const before = times();
  await sleep(WHILE);
  const after = times();
  return 1 - (after.idle - before.idle) / Math.max(1, after.all - before.all);
}

function times(): { idle: number; all: number } {
  const sum = { idle: 0, all: 0 };
  for (const { times } of cpus()) {
    sum.idle += times.idle;
    sum.all += Object.values(times).reduce((all, time) => all + time, 0);
  }
  return sum;
}
