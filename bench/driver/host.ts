// The hosts: one for each page, as it would be served by itself, on free ports of this machine.
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

export class Hosts {
  readonly #children: ChildProcess[] = [];

  /** Starts a host for a folder and gives its address, with a slash at the end. */
  async start(program: string, folder: string): Promise<string> {
    const args = ["--port", "0", "--dist", folder];
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
    this.#children.push(child);
    const lines = createInterface({ input: child.stdout! });
    for await (const line of lines) {
      const url = line.match(/^Zonesift is at (\S+)/)?.[1];
      if (url !== undefined) {
        // What it says later is not needed, but must not fill the pipe.
        child.stdout!.resume();
        return url;
      }
    }
    throw new Error(`${program} ended before it said where it is`);
  }

  stop(): void {
    for (const child of this.#children) child.kill();
  }
}
