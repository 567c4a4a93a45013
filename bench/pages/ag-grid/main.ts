// AG Grid Community as its documentation has it for large data: only the modules that are needed, row
// ids, a cached quick filter, no animation, cells drawn by plain functions. The keys to sort by are
// made once.
import "../page.css";
import {
  CellStyleModule, ClientSideRowModelApiModule, ClientSideRowModelModule, type ColDef, createGrid,
  ModuleRegistry, QuickFilterModule, RenderApiModule, RowApiModule, themeQuartz,
} from "ag-grid-community";
import { haystack, load, priorityText, type Row, ttlText } from "../data.ts";
import { comparisons, Keys } from "../order.ts";
import { ACCEPTED, afterwards, buttons, listen, part, press, tell, toggled } from "../shell.ts";

ModuleRegistry.registerModules([
  CellStyleModule, ClientSideRowModelApiModule, ClientSideRowModelModule, QuickFilterModule,
  RenderApiModule, RowApiModule,
]);

const rows = await load();
const decisions = new Uint8Array(rows.length);
const keys = new Keys();
const compare = comparisons(keys);

const column = (field: keyof Row & string, label: string, more: ColDef<Row> = {}): ColDef<Row> => ({
  field,
  headerName: label,
  comparator: (_a, _b, one, other) => compare[field]!(one.data!, other.data!),
  // One column brings the text of the whole row.
  getQuickFilterText: (params) => (field === "name" ? haystack(params.data) : ""),
  ...more,
});

const api = createGrid<Row>(part("grid"), {
  theme: themeQuartz.withParams({ rowHeight: 36, headerHeight: 36, fontSize: 14 }),
  rowData: rows,
  getRowId: ({ data }) => String(data.id),
  cacheQuickFilter: true,
  animateRows: false,
  suppressColumnMoveAnimation: true,
  suppressMultiSort: true,
  // Nothing is edited, so what is focused need not be followed.
  suppressCellFocus: true,
  columnDefs: [
    column("name", "Name", { flex: 2, cellClass: "name" }),
    column("type", "Type", { width: 84 }),
    column("content", "Content", { flex: 4, cellClass: "content" }),
    column("ttl", "TTL", { width: 80, valueFormatter: ({ value }) => ttlText(value) }),
    column("priority", "Priority", {
      width: 90,
      valueFormatter: ({ value }) => priorityText(value),
    }),
    column("note", "Note", { flex: 3 }),
    {
      colId: "decision",
      headerName: "Decision",
      sortable: false,
      width: 170,
      getQuickFilterText: () => "",
      cellRenderer: ({ data }: { data: Row }) => decision(data),
    },
  ],
});

function decision(row: Row): HTMLElement {
  const cell = document.createElement("div");
  cell.className = "decision";
  const own = buttons((pressed) => {
    decisions[row.id] = toggled(decisions[row.id]!, pressed);
    press(own, decisions[row.id]!);
    counts();
  });
  press(own, decisions[row.id]!);
  cell.append(...own);
  return cell;
}

function counts(): void {
  tell(api.getDisplayedRowCount(), decisions);
}

function acceptAll(): void {
  api.forEachNodeAfterFilter((node) => {
    decisions[node.data!.id] = ACCEPTED;
  });
  api.refreshCells({ columns: ["decision"], force: true });
  counts();
}

function filter(text: string): void {
  api.setGridOption("quickFilterText", text);
  counts();
}

listen(filter, acceptAll);
counts();
afterwards(
  () => rows.forEach((row) => keys.name(row)),
  () => rows.forEach((row) => keys.content(row)),
);
