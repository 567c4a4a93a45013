//! Texts that outlive the tab: the browser's database (IndexedDB), with one shelf for each kind. It
//! never holds a key. A browser without it, or in a private window, keeps nothing, and then has
//! nothing to tell.

use js_sys::{Array, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransactionMode};

/// The database's name.
const NAME: &str = "zonesift";

/// A kind of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// What was written to zones.
    Applies,
    /// Zones as they were before.
    Snapshots,
}

impl Shelf {
    const ALL: [Self; 2] = [Self::Applies, Self::Snapshots];

    fn name(self) -> &'static str {
        match self {
            Self::Applies => "applies",
            Self::Snapshots => "snapshots",
        }
    }
}

/// Keeps a text under a name, or nothing any more.
pub async fn put(shelf: Shelf, name: &str, text: Option<&str>) {
    let Some(store) = open(shelf, IdbTransactionMode::Readwrite).await else { return };
    let request = match text {
        Some(text) => store.put_with_key(&text.into(), &name.into()),
        None => store.delete(&name.into()),
    };
    if let Ok(request) = request {
        result(&request).await;
    }
}

/// The text of a name.
pub async fn get(shelf: Shelf, name: &str) -> Option<String> {
    let store = open(shelf, IdbTransactionMode::Readonly).await?;
    result(&store.get(&name.into()).ok()?).await?.as_string()
}

/// All names that begin so, with their texts, in the order of the names.
pub async fn all(shelf: Shelf, beginning: &str) -> Vec<(String, String)> {
    read_all(shelf, beginning).await.unwrap_or_default()
}

async fn read_all(shelf: Shelf, beginning: &str) -> Option<Vec<(String, String)>> {
    let store = open(shelf, IdbTransactionMode::Readonly).await?;
    let last = format!("{beginning}\u{ffff}");
    let range = IdbKeyRange::bound(&beginning.into(), &last.into()).ok()?;
    // Both are asked for in one transaction, so they are of the same moment.
    let names = store.get_all_keys_with_key(&range).ok()?;
    let texts = store.get_all_with_key(&range).ok()?;
    let names: Array = result(&names).await?.dyn_into().ok()?;
    let texts: Array = result(&texts).await?.dyn_into().ok()?;
    let pairs = names.iter().zip(texts.iter());
    Some(pairs.filter_map(|(name, text)| Some((name.as_string()?, text.as_string()?))).collect())
}

/// Forgets everything on all shelves.
pub async fn clear() {
    for shelf in Shelf::ALL {
        if let Some(store) = open(shelf, IdbTransactionMode::Readwrite).await
            && let Ok(request) = store.clear()
        {
            result(&request).await;
        }
    }
}

async fn open(shelf: Shelf, mode: IdbTransactionMode) -> Option<IdbObjectStore> {
    let request = web_sys::window()?.indexed_db().ok()??.open_with_u32(NAME, 1).ok()?;
    let made = request.clone();
    let make = Closure::once_into_js(move || {
        let database = made.result().ok().and_then(|found| found.dyn_into::<IdbDatabase>().ok());
        for shelf in Shelf::ALL {
            let _ = database.as_ref().map(|database| database.create_object_store(shelf.name()));
        }
    });
    request.set_onupgradeneeded(Some(make.unchecked_ref()));
    let database: IdbDatabase = result(&request).await?.dyn_into().ok()?;
    let transaction = database.transaction_with_str_and_mode(shelf.name(), mode).ok()?;
    transaction.object_store(shelf.name()).ok()
}

/// What a request comes to; none when it fails.
async fn result(request: &IdbRequest) -> Option<JsValue> {
    let ended = Promise::new(&mut |done, failed| {
        request.set_onsuccess(Some(&done));
        request.set_onerror(Some(&failed));
    });
    JsFuture::from(ended).await.ok()?;
    request.result().ok()
}
