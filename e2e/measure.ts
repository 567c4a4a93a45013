// What a browser only tells when it is asked: sizes, colours and what covers what, for the points of
// WCAG 2.2 that can be measured. It looks at the page and never changes it.
import type { Page } from "@playwright/test";

interface Measure {
  /** Targets that are neither 24 px by 24 px nor far enough from all others (2.5.8). */
  small: () => string[];
  /** Texts with less than 4.5:1 (1.4.3). */
  faint: (selector: string) => string[];
  /** What is wrong with the ring around whatever has the focus (2.4.7, 1.4.11). */
  ring: () => string[];
  /** What covers whatever has the focus (2.4.11). */
  covered: () => string[];
  /** What moves or is about to (2.3.3). */
  moving: () => string[];
}

declare global {
  interface Window {
    measure: Measure;
  }
}

/** Makes the measures known to the page, before it is opened. */
export async function install(page: Page): Promise<void> {
  await page.addInitScript(() => {
    type Rgba = [number, number, number, number];
    const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;

    // Any colour that a browser knows, as it paints it.
    function rgba(color: string): Rgba {
      brush.clearRect(0, 0, 1, 1);
      brush.fillStyle = color;
      brush.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0, a = 0] = brush.getImageData(0, 0, 1, 1).data;
      return [r, g, b, a / 255];
    }

    function over([r, g, b, a]: Rgba, under: Rgba): Rgba {
      const mix = (top: number, below: number) => top * a + below * (1 - a);
      return [mix(r, under[0]), mix(g, under[1]), mix(b, under[2]), 1];
    }

    function background(element: Element | null): Rgba {
      if (element === null) return rgba(getComputedStyle(document.documentElement).backgroundColor || "white");
      const own = rgba(getComputedStyle(element).backgroundColor);
      return own[3] === 1 ? own : over(own, background(element.parentElement));
    }

    function luminance([r, g, b]: Rgba): number {
      const [x = 0, y = 0, z = 0] = [r, g, b].map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    }

    function contrast(one: Rgba, other: Rgba): number {
      const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
      return (light + 0.05) / (dark + 0.05);
    }

    function name(element: Element): string {
      const label = element.getAttribute("aria-label") ?? element.textContent ?? "";
      return `${element.localName}.${element.className} "${label.trim().slice(0, 40)}"`;
    }

    const seen = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 0;

    function boxes(): [Element, DOMRect][] {
      const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [role=link]");
      const open = document.querySelector("dialog[open]") ?? document;
      return [...all]
        .filter((element) => open.contains(element) && seen(element) && !element.matches("p a"))
        .map((element) => [element, (element.closest("label") ?? element).getBoundingClientRect()]);
    }

    const clips = ({ overflowX, overflowY, contain }: CSSStyleDeclaration) =>
      [overflowX, overflowY].some((value) => value !== "visible") || /paint|content|strict/.test(contain);

    // How far a ring is cut off by what holds the element.
    function cut(element: Element, reach: number): Element | undefined {
      const box = element.getBoundingClientRect();
      for (let holder = element.parentElement; holder !== null; holder = holder.parentElement) {
        if (holder === document.documentElement || holder === document.body) return undefined;
        if (!clips(getComputedStyle(holder))) continue;
        const own = holder.getBoundingClientRect();
        const sides = [own.left - box.left, own.top - box.top, box.right - own.right, box.bottom - own.bottom];
        if (sides.some((side) => side + reach > 0.6)) return holder;
      }
      return undefined;
    }

    window.measure = {
      small() {
        const all = boxes();
        const isSmall = ([, box]: [Element, DOMRect]) => box.width < 23.99 || box.height < 23.99;
        const middle = (box: DOMRect) => [box.x + box.width / 2, box.y + box.height / 2] as const;
        const near = (box: DOMRect, other: DOMRect) => {
          const [x, y] = middle(box);
          const dx = Math.max(other.left - x, 0, x - other.right);
          const dy = Math.max(other.top - y, 0, y - other.bottom);
          return Math.hypot(dx, dy) < 11.99;
        };
        const close = ([element, box]: [Element, DOMRect]) =>
          all.find(([other, rival]) => {
            const [x, y] = middle(box);
            const [a, b] = middle(rival);
            const both = isSmall([other, rival]) && Math.hypot(x - a, y - b) < 23.99;
            return other !== element && (both || near(box, rival));
          });
        return all
          .filter((target) => isSmall(target) && close(target) !== undefined)
          .map(([element, box]) => `${name(element)}: ${box.width} × ${box.height}`);
      },

      faint(selector) {
        const found = new Set<string>();
        for (const part of document.querySelectorAll(selector)) {
          const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
          for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
            const element = text.parentElement!;
            const style = getComputedStyle(element);
            const isNothing = text.textContent!.trim() === "" || !seen(element) || parseFloat(style.fontSize) === 0;
            // What cannot be used is exempt.
            if (isNothing || element.closest(":disabled, option") !== null) continue;
            const below = background(element);
            const ratio = contrast(over(rgba(style.color), below), below);
            if (ratio < 4.5) found.add(`${name(element)}: ${ratio.toFixed(2)}`);
          }
        }
        return [...found];
      },

      ring() {
        const wrong: string[] = [];
        const focused = document.activeElement ?? document.body;
        const grid = focused.getAttribute("role") === "grid";
        const active = grid && document.getElementById(focused.getAttribute("aria-activedescendant") ?? "");
        for (const element of active ? [focused, active] : [focused]) {
          const style = getComputedStyle(element);
          const [width, offset] = [parseFloat(style.outlineWidth), parseFloat(style.outlineOffset)];
          const surroundings = background(offset + width > 0 ? element.parentElement : element);
          const ratio = contrast(over(rgba(style.outlineColor), surroundings), surroundings);
          const cutBy = cut(element, Math.max(offset + width, 0));
          if (style.outlineStyle === "none" || width < 2) wrong.push(`${name(element)}: ${style.outline}`);
          else if (ratio < 3) wrong.push(`${name(element)}: ring of ${ratio.toFixed(2)}`);
          if (cutBy !== undefined) wrong.push(`${name(element)}: ring cut by ${cutBy.localName}.${cutBy.className}`);
        }
        return wrong;
      },

      covered() {
        const focused = document.activeElement ?? document.body;
        const id = focused.getAttribute("role") === "grid" ? focused.getAttribute("aria-activedescendant") : null;
        const element = (id !== null && document.getElementById(id)) || focused;
        if (element === document.body || element.getAttribute("role") === "grid") return [];
        const box = element.getBoundingClientRect();
        const inset = 2;
        const points = [
          [box.left + box.width / 2, box.top + box.height / 2],
          [box.left + inset, box.top + inset],
          [box.right - inset, box.top + inset],
          [box.left + inset, box.bottom - inset],
          [box.right - inset, box.bottom - inset],
        ] as const;
        const own = element.closest("label") ?? element;
        return points.flatMap(([x, y]) => {
          const top = document.elementFromPoint(x, y);
          const isFree = top !== null && (own.contains(top) || top.contains(own));
          return isFree ? [] : [`${name(element)} at ${x},${y} is covered by ${top === null ? "nothing" : name(top)}`];
        });
      },

      moving() {
        const zero = (times: string) => times.split(",").every((time) => parseFloat(time) === 0);
        const wrong = [...document.querySelectorAll("*")].flatMap((element) =>
          ["", "::before", "::after", "::-webkit-progress-value"].flatMap((pseudo) => {
            const style = getComputedStyle(element, pseudo || null);
            const still = style.animationName === "none" && zero(style.transitionDuration);
            return still ? [] : [`${name(element)}${pseudo}`];
          }),
        );
        return [...wrong, ...document.getAnimations().map(() => "an animation runs")];
      },
    };
  });
}

/** Asks the page for one of its measures. */
export function measure(page: Page, what: keyof Measure, ...given: string[]): Promise<string[]> {
  return page.evaluate(([what, selector]) => window.measure[what](selector), [what, given[0] ?? ""] as const);
}
