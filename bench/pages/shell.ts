// The parts that all peers' pages have around their grid: the filter, the counts, `Accept all shown`.
import { shownText } from "./data.ts";

/** A decision on a row. */
export const UNDECIDED = 0;
export const ACCEPTED = 1;
export const REJECTED = 2;

/** An element of the page that is always there. */
export function part<T extends HTMLElement = HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

/** Calls when the filter's text changes, and when all shown rows are to be accepted. */
export function listen(filter: (text: string) => void, acceptAll: () => void): void {
  const field = part<HTMLInputElement>("filter");
  field.addEventListener("input", () => filter(field.value.trim().toLowerCase()));
  part("accept-all").addEventListener("click", acceptAll);
}

/** Tells how many rows are shown and how many are accepted. */
export function tell(shown: number, decisions: Uint8Array): void {
  let accepted = 0;
  for (const decision of decisions) if (decision === ACCEPTED) accepted += 1;
  part("shown").textContent = shownText(shown, decisions.length);
  part("accepted").textContent = `${accepted} accepted`;
}

/** Does these one after the other, as soon as the first rows are painted and nothing else waits. */
export function afterwards(...tasks: (() => void)[]): void {
  const next = () => {
    tasks.shift()?.();
    if (tasks.length > 0) setTimeout(next);
  };
  requestAnimationFrame(() => setTimeout(next));
}

/** The two buttons of a row; `decide` is called with what is pressed. */
export function buttons(decide: (decision: number) => void): HTMLElement[] {
  return ["Accept", "Reject"].map((verb, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = verb.toLowerCase();
    button.textContent = verb;
    button.addEventListener("click", () => decide(index + 1));
    return button;
  });
}

/** Shows a decision by the two buttons. */
export function press(buttons: Iterable<Element>, decision: number): void {
  let verb = ACCEPTED;
  for (const button of buttons) {
    button.setAttribute("aria-pressed", String(decision === verb));
    verb += 1;
  }
}

/** What pressing a decision makes of the one before. */
export const toggled = (before: number, pressed: number) =>
  before === pressed ? UNDECIDED : pressed;
