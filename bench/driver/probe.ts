// What runs inside every measured page, the same in all: it waits until the page shows something, and
// tells the time right after the frame that shows it was painted. It changes nothing of the page.

/** What the page is to show, as texts of places. */
export interface Sight {
  /** A selector, and what the text of its first element must be; `null` means any text. */
  text?: { at: string; is: string[] | null }[];
  /** The same for attributes. */
  attribute?: { at: string; name: string; is: string }[];
  /** The first number in a text. */
  count?: { at: string; is: number };
}

export interface ScrollReport {
  dropped: number;
  /** Frames in which there was no row in the middle of the list. */
  blank: number;
  frames: number;
  longTasks: number;
  longest: number;
}

export interface Probe {
  /** The time of the first frame with a row of the list. */
  loaded: Promise<number>;
  /** The time of the first frame that counts all rows. */
  whole: Promise<number>;
  /** From the next event of this kind to the frame that shows what is named. */
  arm(event: string, sight: Sight): void;
  result(): Promise<number>;
  /** What is seen instead, for the message of a failure. */
  seen(sight: Sight): string;
  scroll(row: string, frames: number): Promise<ScrollReport>;
  long: number[];
  /** Bytes of the WebAssembly memories, which no figure of the browser counts. */
  linear(): number;
}

declare global {
  interface Window {
    probe: Probe;
  }
}

/** Where the first row shows its name and where rows are counted, and how many there are to be. */
export type Load = [first: string, shown: string, all: number];

/** Installed before anything of the page runs. */
export function install([first, shown, all]: Load): void {
  const LIMIT = 120_000;

  /** Calls right after the next frame was painted: a message is taken once the frame is done. */
  const painted = () =>
    new Promise<number>((resolve) => {
      requestAnimationFrame((frame) => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          channel.port1.close();
          resolve(frame);
        };
        channel.port2.postMessage(null);
      });
    });

  const textAt = (at: string) => document.querySelector(at)?.textContent?.trim() ?? null;
  const numberAt = (at: string) => {
    const digits = textAt(at)?.match(/\d+/)?.[0];
    return digits === undefined ? null : Number(digits);
  };

  const isSeen = ({ text = [], attribute = [], count }: Sight) =>
    text.every(({ at, is }) => {
      const found = textAt(at);
      return found !== null && (is === null ? found !== "" : is.includes(found));
    }) &&
    attribute.every(({ at, name, is }) => document.querySelector(at)?.getAttribute(name) === is) &&
    (count === undefined || numberAt(count.at) === count.is);

  const until = async (sight: Sight) => {
    const begun = performance.now();
    for (;;) {
      await painted();
      if (isSeen(sight)) return performance.now();
      if (performance.now() - begun > LIMIT) throw new Error("it never showed");
    }
  };

  /** What scrolls the rows: the nearest element around one that can. */
  const scrollerOf = (row: string) => {
    let place = document.querySelector(row)?.parentElement;
    const scrolls = (element: Element) =>
      element.scrollHeight > element.clientHeight + 1 &&
      ["auto", "scroll"].includes(getComputedStyle(element).overflowY);
    while (place && !scrolls(place)) place = place.parentElement;
    if (!place) throw new Error("nothing scrolls the rows");
    return place;
  };

  let result: Promise<number> = Promise.resolve(0);
  const long: number[] = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) long.push(entry.duration);
  }).observe({ type: "longtask", buffered: true });

  // Memories are known by the instances that bring them.
  const memories = new Set<WebAssembly.Memory>();
  const keep = ({ exports }: WebAssembly.Instance) => {
    for (const value of Object.values(exports)) {
      if (value instanceof WebAssembly.Memory) memories.add(value);
    }
  };
  const streaming = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (...args) => {
    const source = await streaming(...args);
    keep(source.instance);
    return source;
  };

  window.probe = {
    linear: () => [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
    loaded: until({ text: [{ at: first, is: null }] }),
    whole: until({ text: [{ at: first, is: null }], count: { at: shown, is: all } }),
    long,
    arm(event, sight) {
      if (isSeen(sight)) throw new Error("it is shown already");
      result = new Promise((resolve, reject) => {
        const listener = ({ timeStamp }: Event) => {
          until(sight).then((end) => resolve(end - timeStamp), reject);
        };
        window.addEventListener(event, listener, { capture: true, once: true });
      });
    },
    result: () => result,
    seen: (sight) =>
      JSON.stringify({
        text: sight.text?.map(({ at }) => textAt(at)),
        attribute: sight.attribute?.map(({ at, name }) =>
          document.querySelector(at)?.getAttribute(name),
        ),
        count: sight.count && numberAt(sight.count.at),
      }),
    async scroll(row, frames) {
      const scroller = scrollerOf(row);
      const box = scroller.getBoundingClientRect();
      const [x, y] = [box.left + 40, box.top + box.height / 2];
      const end = scroller.scrollHeight - scroller.clientHeight;
      const report: ScrollReport = { dropped: 0, blank: 0, frames, longTasks: 0, longest: 0 };
      let before = await painted();
      long.length = 0;
      for (let step = 1; step <= frames; step++) {
        scroller.scrollTop = Math.round((end * step) / frames);
        const frame = await painted();
        report.dropped += Math.max(0, Math.round((frame - before) / (1000 / 60)) - 1);
        before = frame;
        if (document.elementFromPoint(x, y)?.closest(row) == null) report.blank += 1;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
      report.longTasks = long.length;
      report.longest = Math.max(0, ...long);
      return report;
    },
  };
}
