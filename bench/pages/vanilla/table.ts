// A table with as many row elements as are in sight; scrolling gives them other rows. It knows no
// order and no filter.
import { priorityText, ttlText } from "../data.ts";
import { buttons, press, toggled } from "../shell.ts";
import type { Model } from "./model.ts";

const ROW_HEIGHT = 36;
const OVERSCAN = 4;
export const COLUMNS = ["name", "type", "content", "ttl", "priority", "note"] as const;
const LABELS = ["Name", "Type", "Content", "TTL", "Priority", "Note", "Decision"];

/** One row's element with its texts. */
interface Slot {
  element: HTMLElement;
  texts: Text[];
  buttons: HTMLElement[];
  /** The row it shows, and at which place. */
  row: number;
  place: number;
}

export class Table {
  readonly #scroller = document.createElement("div");
  readonly #body = document.createElement("div");
  readonly #headers: HTMLElement[] = [];
  #slots: Slot[] = [];

  constructor(place: HTMLElement, readonly model: Model, readonly changed: () => void) {
    this.#scroller.className = "grid";
    this.#scroller.setAttribute("role", "grid");
    this.#scroller.tabIndex = 0;
    this.#body.className = "grid-body";
    this.#scroller.append(this.#header(), this.#body);
    this.#scroller.addEventListener("scroll", () => this.draw(), { passive: true });
    place.append(this.#scroller);
    new ResizeObserver(() => this.draw()).observe(this.#scroller);
  }

  /** Shows another list, from its beginning. */
  show(): void {
    this.#scroller.scrollTop = 0;
    this.#body.style.height = `${this.model.shown.length * ROW_HEIGHT}px`;
    this.draw(true);
  }

  /** Gives every row in sight an element. */
  draw(all = false): void {
    const { shown } = this.model;
    const top = this.#scroller.scrollTop;
    const count = Math.ceil(this.#scroller.clientHeight / ROW_HEIGHT) + 2 * OVERSCAN;
    const first = Math.max(0, Math.floor(top / ROW_HEIGHT) - OVERSCAN);
    while (this.#slots.length < count) this.#slots.push(this.#slot());
    for (let place = first; place < first + count; place++) {
      const slot = this.#slots[place % this.#slots.length]!;
      const row = place < shown.length ? shown[place]! : -1;
      if (all || slot.place !== place || slot.row !== row) this.#fill(slot, place, row);
    }
  }

  #fill(slot: Slot, place: number, number: number): void {
    [slot.place, slot.row] = [place, number];
    slot.element.hidden = number < 0;
    const row = this.model.rows[number];
    if (row === undefined) return;
    slot.element.style.transform = `translateY(${place * ROW_HEIGHT}px)`;
    slot.element.setAttribute("aria-rowindex", String(place + 2));
    const { texts } = slot;
    texts[0]!.data = row.name;
    texts[1]!.data = row.type;
    texts[2]!.data = row.content;
    texts[3]!.data = ttlText(row.ttl);
    texts[4]!.data = priorityText(row.priority);
    texts[5]!.data = row.note;
    press(slot.buttons, this.model.decisions[number]!);
  }

  #slot(): Slot {
    const element = document.createElement("div");
    element.className = "grid-row";
    element.setAttribute("role", "row");
    const texts = COLUMNS.map((column) => {
      const [cell, text] = [document.createElement("div"), new Text()];
      cell.className = column;
      cell.setAttribute("role", "gridcell");
      cell.append(text);
      element.append(cell);
      return text;
    });
    const slot: Slot = { element, texts, buttons: [], row: -1, place: -1 };
    slot.buttons = buttons((decision) => {
      const { decisions } = this.model;
      decisions[slot.row] = toggled(decisions[slot.row]!, decision);
      press(slot.buttons, decisions[slot.row]!);
      this.changed();
    });
    const cell = document.createElement("div");
    cell.className = "decision";
    cell.append(...slot.buttons);
    element.append(cell);
    this.#body.append(element);
    return slot;
  }

  #header(): HTMLElement {
    const row = document.createElement("div");
    row.className = "grid-row grid-header";
    LABELS.forEach((label, index) => {
      const cell = document.createElement("div");
      cell.setAttribute("role", "columnheader");
      const column = COLUMNS[index];
      if (column === undefined) cell.textContent = label;
      else {
        cell.className = column;
        const button = document.createElement("button");
        button.textContent = label;
        button.addEventListener("click", () => this.#sort(column));
        cell.append(button);
        this.#headers.push(cell);
      }
      row.append(cell);
    });
    return row;
  }

  #sort(column: (typeof COLUMNS)[number]): void {
    this.model.sortBy(column);
    COLUMNS.forEach((other, index) => {
      const direction = this.model.sort?.ascending ? "ascending" : "descending";
      this.#headers[index]!.setAttribute("aria-sort", other === column ? direction : "none");
    });
    this.show();
  }
}
