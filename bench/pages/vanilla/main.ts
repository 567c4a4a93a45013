// The limit: a table written by hand for just this list, without a library.
import "../page.css";
import { load } from "../data.ts";
import { afterwards, listen, part, tell } from "../shell.ts";
import { Model } from "./model.ts";
import { Table } from "./table.ts";

const model = new Model(await load());
const counts = () => tell(model.shown.length, model.decisions);
const table = new Table(part("grid"), model, counts);
const refresh = () => {
  table.show();
  counts();
};
const filter = (text: string) => {
  model.filter(text);
  refresh();
};
const acceptAll = () => {
  model.acceptShown();
  table.draw(true);
  counts();
};
listen(filter, acceptAll);
refresh();
afterwards(...model.preparations());
