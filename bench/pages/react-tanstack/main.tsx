// React with TanStack Virtual: sorted and filtered lists of row numbers that are made once and kept,
// rows that are drawn again only when they change.
import "../page.css";
import { memo, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";
import { useVirtualizer } from "@tanstack/react-virtual";
import { haystack, load, priorityText, type Row, ttlText } from "../data.ts";
import { comparisons, Keys } from "../order.ts";
import { ACCEPTED, afterwards, listen, part, REJECTED, tell, toggled } from "../shell.ts";

const COLUMNS = ["name", "type", "content", "ttl", "priority", "note"] as const;
const LABELS = ["Name", "Type", "Content", "TTL", "Priority", "Note"];
const keys = new Keys();
const compare = comparisons(keys);
const haystacks: string[] = [];
const textOf = (row: Row) => (haystacks[row.id] ??= haystack(row));

interface Sort {
  column: string;
  ascending: boolean;
}

interface LineProps {
  row: Row;
  place: number;
  top: number;
  decision: number;
  decide: (id: number, decision: number) => void;
}

const Line = memo(function Line({ row, place, top, decision, decide }: LineProps) {
  return (
    <div className="grid-row" role="row" aria-rowindex={place + 2}
      style={{ transform: `translateY(${top}px)` }}>
      <div role="gridcell" className="name">{row.name}</div>
      <div role="gridcell" className="type">{row.type}</div>
      <div role="gridcell" className="content">{row.content}</div>
      <div role="gridcell" className="ttl">{ttlText(row.ttl)}</div>
      <div role="gridcell" className="priority">{priorityText(row.priority)}</div>
      <div role="gridcell" className="note">{row.note}</div>
      <div role="gridcell" className="decision">
        <button type="button" className="accept" aria-pressed={decision === ACCEPTED}
          onClick={() => decide(row.id, ACCEPTED)}>Accept</button>
        <button type="button" className="reject" aria-pressed={decision === REJECTED}
          onClick={() => decide(row.id, REJECTED)}>Reject</button>
      </div>
    </div>
  );
});

/** The lists by each column and direction, made when they are first asked for. */
function useSorted(rows: Row[], sort: Sort | null): Row[] {
  const kept = useRef(new Map<string, Row[]>());
  return useMemo(() => {
    if (sort === null) return rows;
    const name = `${sort.column} ${sort.ascending}`;
    let list = kept.current.get(name);
    if (list === undefined) {
      const other = kept.current.get(`${sort.column} ${!sort.ascending}`);
      list = other?.toReversed() ?? rows.toSorted(compare[sort.column]!);
      kept.current.set(name, list);
    }
    return list;
  }, [rows, sort]);
}

function Grid({ rows }: { rows: Row[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [sort, setSort] = useState<Sort | null>(null);
  const [text, setText] = useState("");
  const [decisions, setDecisions] = useState(() => new Uint8Array(rows.length));
  const sorted = useSorted(rows, sort);
  const shown = useMemo(() => {
    if (text === "") return sorted;
    return sorted.filter((row) => textOf(row).includes(text));
  }, [sorted, text]);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 36,
    overscan: 4,
  });
  const decide = useCallback((id: number, pressed: number) => {
    setDecisions((before) => before.with(id, toggled(before[id]!, pressed)));
  }, []);
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [sorted, text]);
  useEffect(() => tell(shown.length, decisions), [shown, decisions]);
  useEffect(() => {
    const acceptAll = () => setDecisions((before) => {
      const after = before.slice();
      for (const row of shown) after[row.id] = ACCEPTED;
      return after;
    });
    actions.acceptAll = acceptAll;
    actions.filter = setText;
  }, [shown]);
  const press = (column: string) =>
    setSort((before) => ({ column, ascending: before?.column !== column || !before.ascending }));
  return (
    <div className="grid" role="grid" tabIndex={0} ref={scroller}>
      <div className="grid-row grid-header">
        {COLUMNS.map((column, index) => (
          <div key={column} role="columnheader" className={column}
            aria-sort={sort?.column !== column ? "none" : sort.ascending ? "ascending" : "descending"}>
            <button onClick={() => press(column)}>{LABELS[index]}</button>
          </div>
        ))}
        <div role="columnheader">Decision</div>
      </div>
      <div className="grid-body" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = shown[item.index]!;
          return (
            <Line key={row.id} row={row} place={item.index} top={item.start}
              decision={decisions[row.id]!} decide={decide} />
          );
        })}
      </div>
    </div>
  );
}

/** What the parts around the grid do; the grid says it when it is drawn. */
const actions = { filter: (_text: string) => {}, acceptAll: () => {} };
const rows = await load();
const root = createRoot(part("grid"));
flushSync(() => root.render(<Grid rows={rows} />));
// As React's own events do: what is typed or pressed is drawn at once.
listen(
  (text) => flushSync(() => actions.filter(text)),
  () => flushSync(() => actions.acceptAll()),
);
afterwards(
  () => rows.forEach((row) => keys.name(row)),
  () => rows.forEach((row) => keys.content(row)),
  () => rows.forEach((row) => textOf(row)),
);
