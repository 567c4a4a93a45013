// What is about to be written is kept before any of it goes out; where the browser does not keep it, or does not
// say so, the user is asked first. The lock among tabs never holds anybody up for ever.
import type { Page } from "@playwright/test";
import { ZONE } from "../bakery.ts";
import { expect, forEachProvider, test } from "../fixtures.ts";
import { apply, changes, expectApplied, expectPlanned, goTo, leavePlan, openTransfer, preview } from "../steps.ts";

/** Run in the page before it starts: what a browser can do instead of keeping something. */
const FAILURES: Record<string, () => void> = {
  "has no database": () => {
    Object.defineProperty(window, "indexedDB", { value: undefined });
  },
  "refuses the database": () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("refused", "SecurityError");
    };
  },
  "fails to open it": () => {
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function () {
      // A version that is older than the one that is there.
      open.call(this, "other", 2);
      return open.call(this, "other", 1);
    };
  },
  "refuses the transaction": () => {
    IDBDatabase.prototype.transaction = () => {
      throw new DOMException("closing", "InvalidStateError");
    };
  },
  "refuses the text": () => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("no room", "QuotaExceededError");
    };
  },
  "takes the text and then aborts": () => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...given) {
      const request = put.apply(this, given);
      request.addEventListener("success", () => this.transaction.abort());
      return request;
    };
  },
  "fails a request": () => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (value, key) {
      this.add(value, key);
      this.add(value, key);
      return put.call(this, value, key);
    };
  },
};

/** The calls that write records. */
function writes(page: Page): string[] {
  const sent: string[] = [];
  page.on("request", (request) => {
    if (/\/sandbox\//.test(request.url()) && request.method() !== "GET") sent.push(request.url());
  });
  return sent;
}

test.beforeEach(({ guard }) => {
  guard.expectHttpErrors();
});

forEachProvider(() => {
  for (const [what, fail] of Object.entries(FAILURES)) {
    test(`a browser that ${what} is told of before anything is written`, async ({ page, sandbox }) => {
      await page.addInitScript(fail);
      await openTransfer(page, sandbox, ZONE);
      const before = await sandbox.contents(ZONE);
      await preview(page, "one 600 IN A 192.0.2.1");
      const sent = writes(page);
      const plan = await apply(page);
      const alert = plan.getByRole("alert");
      await expect(alert).toContainText("did not keep the history of this plan");
      await expect(alert).toContainText("Nothing has been written yet");
      await expect(plan.getByRole("button", { name: "Stop" })).toHaveCount(0);
      expect(sent).toEqual([]);

      // Who cancels has the plan as it was.
      await alert.getByRole("button", { name: "Cancel" }).click();
      await expect(alert).toHaveCount(0);
      await expect(changes(plan)).toHaveCount(1);
      expect(sent).toEqual([]);
      expect(await sandbox.contents(ZONE)).toEqual(before);

      // And who goes on does so without it.
      await plan.getByRole("button", { name: "Apply", exact: true }).click();
      await alert.getByRole("button", { name: "Apply without history" }).click();
      await expectApplied(page, 1, 0, { stays: true });
      await expect(page.getByRole("status")).toContainText("did not keep the history");
      await leavePlan(page);
      await expectPlanned(page, 0);
      expect(await sandbox.held(ZONE)).toContain(`A one.${ZONE} 192.0.2.1`);
      expect(sent).toHaveLength(1);
    });
  }

  test("a history that is switched off is not asked about", async ({ page, sandbox }) => {
    await page.addInitScript(FAILURES["has no database"] as () => void);
    await openTransfer(page, sandbox, ZONE);
    await goTo(page, "History");
    await page.getByRole("checkbox", { name: "Keep a history in this browser" }).uncheck();
    await goTo(page, "Import & export");
    await preview(page, "one 600 IN A 192.0.2.1");
    await apply(page);
    await expectApplied(page, 1, 0);
  });

  const MANAGERS: Record<string, () => void> = {
    "throws": () => {
      LockManager.prototype.request = () => {
        throw new DOMException("refused", "SecurityError");
      };
    },
    "rejects": () => {
      LockManager.prototype.request = () => Promise.reject(new DOMException("refused", "InvalidStateError"));
    },
    "says yes and calls nobody back": () => {
      LockManager.prototype.request = () => Promise.resolve(undefined);
    },
    "returns nothing": () => {
      LockManager.prototype.request = () => undefined as unknown as Promise<never>;
    },
    "never answers": () => {
      LockManager.prototype.request = () => new Promise(() => undefined);
    },
    "is missing": () => {
      Object.defineProperty(Navigator.prototype, "locks", { value: undefined });
    },
    "is forbidden": () => {
      Object.defineProperty(Navigator.prototype, "locks", {
        get: () => {
          throw new DOMException("refused", "SecurityError");
        },
      });
    },
  };
  for (const [what, stub] of Object.entries(MANAGERS)) {
    test(`a lock manager that ${what} holds up no apply`, async ({ page, sandbox }) => {
      await page.addInitScript(stub);
      await openTransfer(page, sandbox, ZONE);
      await preview(page, "one 600 IN A 192.0.2.1");
      await apply(page);
      await expectApplied(page, 1, 0);
      expect(await sandbox.held(ZONE)).toContain(`A one.${ZONE} 192.0.2.1`);
    });
  }

  test("a history that is not handed out, and one that is not cleared, are told", async ({ page, sandbox }) => {
    await openTransfer(page, sandbox, ZONE);
    await preview(page, "one 600 IN A 192.0.2.1");
    await apply(page);
    await expectApplied(page, 1, 0);
    await goTo(page, "History");
    const entry = page.getByRole("button", { name: "Undo all" });
    await expect(entry).toHaveCount(1);
    await page.evaluate(FAILURES["refuses the transaction"] as () => void);
    await page.getByRole("button", { name: "Clear history" }).click();
    await expect(page.getByRole("alert")).toContainText("did not clear the history");
    await expect(entry).toHaveCount(1);
    await page.getByRole("button", { name: "Save the snapshot" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "does not hand out what it has kept" })).toBeVisible();
    await page.reload();
    await expect(entry).toHaveCount(1);
    await expect(page.getByRole("alert")).toHaveCount(0);
  });
});
