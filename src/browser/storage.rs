//! The browser's `sessionStorage` and `localStorage`.

use web_sys::Storage;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// `sessionStorage`: for this tab, until it is closed.
    Tab,
    /// `localStorage`: for all tabs, until it is cleared. Never for keys, records or decisions.
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

#[must_use]
pub fn read(keep: Keep, name: &str) -> Option<String> {
    open(keep)?.get_item(name).ok()?
}

/// All names with this prefix.
#[must_use]
pub fn names(keep: Keep, beginning: &str) -> Vec<String> {
    let Some(storage) = open(keep) else { return Vec::new() };
    let all = 0..storage.length().unwrap_or_default();
    let names = all.filter_map(|place| storage.key(place).ok().flatten());
    names.filter(|name| name.starts_with(beginning)).collect()
}

/// False if the browser refuses or is full.
#[must_use]
pub fn write(keep: Keep, name: &str, text: &str) -> bool {
    open(keep).is_some_and(|storage| storage.set_item(name, text).is_ok())
}

pub fn remove(keep: Keep, name: &str) {
    if let Some(storage) = open(keep) {
        // Removing cannot fail once the storage is open.
        let _ = storage.remove_item(name);
    }
}

pub fn clear_tab() {
    if let Some(storage) = open(Keep::Tab) {
        // Clearing cannot fail once the storage is open.
        let _ = storage.clear();
    }
}
