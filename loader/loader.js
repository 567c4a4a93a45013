// Starts the app: reads from the head where the build put the glue and the WebAssembly, loads
// both and starts them. When that fails it says so in the page, and what to do.
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

async function start() {
  const wasm = address("wasm");
  const { default: init } = await import(address("glue"));
  const response = await fetch(wasm, { integrity: integrityOf(wasm) });
  if (!response.ok) throw new Error(`${response.status} for ${wasm}`);
  await init({ module_or_path: response });
  panel.remove();
}

start().catch((error) => {
  document.getElementById("app").removeAttribute("aria-busy");
  panel.dataset.shown = "";
  console.error(error);
});
