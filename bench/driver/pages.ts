// The pages that are compared, and where each shows what the driver looks for.

/** Selectors of what is measured and checked. */
export interface Places {
  /** The first row of the list, by its place and not by where its element is. */
  first: string;
  /** A row of any place. */
  row: string;
  /** A column's cell within a row, and its header. */
  cell: (column: string) => string;
  header: (column: string) => string;
  /** What is pressed in the header to sort, within it. */
  press: string;
  /** `X of Y shown`. */
  shown: string;
  filter: string;
  /** What says how many rows are accepted. */
  accepted: string;
  acceptAll: string;
}

export interface Page {
  /** Its folder in dist/. */
  name: string;
  title: string;
  /** Whether it puts styles into the page that the host's policy forbids. */
  bypassCSP: boolean;
  /** Whether rows are decided by keys. */
  hasKeys?: boolean;
  /** Whether it asks for a key where none is kept. */
  hasForm?: boolean;
  address: (zone: Zone) => string;
  places: Places;
}

export interface Zone {
  id: string;
  domain: string;
}

const own: Places = {
  first: '[role="row"][aria-rowindex="2"]',
  row: '.grid-body [role="row"]',
  cell: (column) => `.${column}`,
  header: (column) => `[role="columnheader"].${column}`,
  press: "button",
  shown: ".shown",
  filter: "#filter",
  accepted: "#accepted",
  acceptAll: "#accept-all",
};

const peer = (name: string, title: string, bypassCSP: boolean, places: Partial<Places>): Page => ({
  name,
  title,
  bypassCSP,
  address: ({ id, domain }) => `?zone=${id}&domain=${domain}`,
  places: { ...own, ...places },
});

export const PAGES: Page[] = [
  peer("vanilla", "Vanilla", false, {}),
  {
    name: "zonesift",
    title: "Zonesift",
    bypassCSP: false,
    hasKeys: true,
    hasForm: true,
    address: ({ id }) => `#/zone/${id}/discover`,
    places: { ...own, accepted: ".title-row button", acceptAll: ".toolbar .spacer + button" },
  },
  peer("ag-grid", "AG Grid", true, {
    first: '.ag-row[row-index="0"]',
    row: ".ag-row",
    cell: (column) => `[col-id="${column}"]`,
    header: (column) => `.ag-header-cell[col-id="${column}"]`,
    press: ".ag-header-cell-text",
  }),
  peer("tabulator", "Tabulator", true, {
    first: ".tabulator-table > .tabulator-row",
    row: ".tabulator-row",
    cell: (column) => `[tabulator-field="${column}"]`,
    header: (column) => `.tabulator-col[tabulator-field="${column}"]`,
    press: ".tabulator-col-title",
  }),
  peer("react-tanstack", "React + TanStack", false, {}),
];
