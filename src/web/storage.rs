//! What the browser keeps for this tab and for this site.

use web_sys::Storage;

/// Where to keep something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Until the tab is closed, for this tab alone.
    Tab,
    /// Until somebody clears it, for all tabs of the site. Never for keys, records or decisions.
    Site,
}

fn open(keep: Keep) -> Option<Storage> {
    let window = web_sys::window()?;
    match keep {
        Keep::Tab => window.session_storage(),
        Keep::Site => window.local_storage(),
    }
    .ok()?
}

/// What is kept under this name.
#[must_use]
pub fn read(keep: Keep, name: &str) -> Option<String> {
    open(keep)?.get_item(name).ok()?
}

/// The names that begin so, under which something is kept.
#[must_use]
pub fn names(keep: Keep, beginning: &str) -> Vec<String> {
    let Some(storage) = open(keep) else { return Vec::new() };
    let all = 0..storage.length().unwrap_or_default();
    let names = all.filter_map(|place| storage.key(place).ok().flatten());
    names.filter(|name| name.starts_with(beginning)).collect()
}

/// Keeps a text under this name; false when the browser refuses or has no more room.
#[must_use]
pub fn write(keep: Keep, name: &str, text: &str) -> bool {
    open(keep).is_some_and(|storage| storage.set_item(name, text).is_ok())
}

/// Forgets what is kept under this name.
pub fn remove(keep: Keep, name: &str) {
    if let Some(storage) = open(keep) {
        // Removing cannot fail once the storage is open.
        let _ = storage.remove_item(name);
    }
}

/// Forgets everything of this tab.
pub fn clear_tab() {
    if let Some(storage) = open(Keep::Tab) {
        // Clearing cannot fail once the storage is open.
        let _ = storage.clear();
    }
}
