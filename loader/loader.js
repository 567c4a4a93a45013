// Starts the app: reads from the head where the build put the glue and the WebAssembly, loads
// both and starts them. When that fails it says so in the page, and what to do.
// Before that it takes away what must not be there: a key in the address, a worker that listens to
// the page's calls, a page around this one.
// Meanwhile it asks for the host's config.json, and leaves the answer in the head for the app.
// It never touches the app's own elements, and knows nothing of what the app does but the name
// under which it keeps the theme.

// Before anything is fetched, so that the skeleton is not seen in the wrong theme.
try {
  const theme = localStorage.getItem("zonesift.theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // No storage, no choice: the system's theme it is.
}

const panel = document.getElementById("start-failed");
const app = document.getElementById("app");

// What people and programs call a key in an address.
const SECRET = /([?&#])((access|api|auth)[-_]?)?(key|token|secret)=[^&#]*/gi;

// Takes a key out of the address and so out of the browser's history. It is never used: whoever
// could make somebody open such an address could make them work with a stranger's account.
function clean() {
  const { pathname, search, hash } = location;
  const without = (part) => part.replace(SECRET, "$1").replace(/([?&#])&+/g, "$1").replace(/[?&#]$/, "");
  if ((search + hash).search(SECRET) >= 0) {
    history.replaceState(null, "", pathname + without(search) + without(hash));
  }
}

// What an older version or another program has left for this origin. A worker hears every call that
// the page sends, so a page that has one is loaded anew without it.
async function sweep() {
  const registered = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  await Promise.all(registered.map((registration) => registration.unregister()));
  const names = (await window.caches?.keys()) ?? [];
  await Promise.all(names.map((name) => caches.delete(name)));
  return registered.length > 0 && navigator.serviceWorker.controller !== null;
}

// In a frame, somebody else decides what is seen around and above the page. A header that forbids it
// is not sent by every host.
function refuseFrame() {
  const [title, words] = panel.children;
  const link = document.createElement("a");
  link.textContent = "Open Zonesift in a tab of its own";
  link.href = location.pathname;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  title.textContent = "Zonesift does not run inside another page";
  words.replaceChildren("Another page could cover it and have you press what you do not see. ", link, ".");
  app.remove();
  panel.dataset.shown = "";
}

function address(name) {
  const meta = document.querySelector(`meta[name="zonesift:${name}"]`);
  return new URL(meta.content, document.baseURI).href;
}

// The build leaves the hash beside the preload link. Fetched under it, the WebAssembly that was
// preloaded is checked and used, without a second request.
function integrityOf(href) {
  for (const link of document.querySelectorAll("link[data-integrity]")) {
    if (link.href === href) return link.dataset.integrity;
  }
  return "";
}

// What the host says of itself: the status and the body of its answer, or nothing. The app reads it
// before anybody can connect; asked for here, it is there when the app is.
async function settings() {
  const told = document.createElement("meta");
  told.name = "zonesift:config";
  try {
    const options = { cache: "no-store", credentials: "omit", redirect: "error", signal: AbortSignal.timeout(10_000) };
    const answer = await fetch("config.json", options);
    told.content = `${answer.status} ${await answer.text()}`;
  } catch {
    // The app tells that there was no answer.
  }
  document.head.append(told);
}

// Loads and starts the app; what is loaded meanwhile is checked by its hash, whoever brings it.
async function start(sweeping) {
  const wasm = address("wasm");
  const loading = Promise.all([import(address("glue")), fetch(wasm, { integrity: integrityOf(wasm) }), settings()]);
  // What fails is told below, where it is waited for.
  loading.catch(() => {});
  // A browser that keeps nothing for the site has nothing to take away.
  if (await sweeping.catch(() => false)) {
    location.reload();
    return;
  }
  const [{ default: init }, response] = await loading;
  if (!response.ok) throw new Error(`${response.status} for ${wasm}`);
  await init({ module_or_path: response });
  panel.remove();
}

function fail(error) {
  app.removeAttribute("aria-busy");
  panel.dataset.shown = "";
  console.error(error);
}

if (window.top !== window.self) {
  refuseFrame();
} else {
  clean();
  addEventListener("hashchange", clean);
  start(sweep()).catch(fail);
}
