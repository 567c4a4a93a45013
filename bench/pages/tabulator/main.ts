// Tabulator as its documentation has it for large data: its virtual renderer with a fixed height of
// table and rows, only the modules that are needed, the filter and the sorters over what is made once.
import "tabulator-tables/dist/css/tabulator_simple.min.css";
import "../page.css";
import {
  type CellComponent, FilterModule, FormatModule, InteractionModule, ResizeTableModule,
  type RowComponent, SortModule, Tabulator,
} from "tabulator-tables";
import { haystack, load, priorityText, type Row, ttlText } from "../data.ts";
import { comparisons, Keys } from "../order.ts";
import { ACCEPTED, afterwards, buttons, listen, part, press, tell, toggled } from "../shell.ts";

Tabulator.registerModule([
  FilterModule, FormatModule, InteractionModule, ResizeTableModule, SortModule,
]);

const rows = await load();
const decisions = new Uint8Array(rows.length);
const haystacks: string[] = [];
const keys = new Keys();
const compare = comparisons(keys);
const text = (row: Row) => (haystacks[row.id] ??= haystack(row));

const column = (field: keyof Row & string, title: string, widthGrow: number) => ({
  field,
  title,
  ...(widthGrow > 0 ? { widthGrow } : { width: 90 }),
  headerSort: true,
  sorter: (_a: unknown, _b: unknown, one: RowComponent, other: RowComponent) =>
    compare[field]!(one.getData() as Row, other.getData() as Row),
});

const table = new Tabulator(part("grid"), {
  data: rows,
  index: "id",
  height: "100%",
  rowHeight: 36,
  layout: "fitColumns",
  renderVertical: "virtual",
  columns: [
    column("name", "Name", 2),
    column("type", "Type", 0),
    column("content", "Content", 4),
    { ...column("ttl", "TTL", 0), formatter: (cell: CellComponent) => ttlText(cell.getValue()) },
    {
      ...column("priority", "Priority", 0),
      formatter: (cell: CellComponent) => priorityText(cell.getValue()),
    },
    column("note", "Note", 3),
    { field: "decision", title: "Decision", headerSort: false, width: 170, formatter: decision },
  ],
} as never);

function decision(cell: CellComponent): HTMLElement {
  const { id } = cell.getData() as Row;
  const place = document.createElement("div");
  place.className = "decision";
  const own = buttons((pressed) => {
    decisions[id] = toggled(decisions[id]!, pressed);
    press(own, decisions[id]!);
    counts();
  });
  press(own, decisions[id]!);
  place.append(...own);
  return place;
}

function counts(): void {
  tell(table.getDataCount("active"), decisions);
}

function acceptAll(): void {
  for (const row of table.getData("active") as Row[]) decisions[row.id] = ACCEPTED;
  for (const row of table.getRows("visible")) row.reformat();
  counts();
}

function filter(word: string): void {
  if (word === "") table.clearFilter(true);
  else table.setFilter((row: Row) => text(row).includes(word));
  counts();
}

table.on("tableBuilt", counts);
listen(filter, acceptAll);
afterwards(
  () => rows.forEach((row) => keys.name(row)),
  () => rows.forEach((row) => keys.content(row)),
  () => rows.forEach((row) => text(row)),
);
