//! Texts that outlive the tab, in IndexedDB, one object store for each kind. Never holds a key. A text counts
//! as stored only once its transaction is complete: a browser may accept it and then run out of space.
//! Without a database, or in a private window, nothing is stored and the caller gets an error.
//! docs/decisions/0020 says why no crate is used.

use chrono::TimeDelta;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, IdbDatabase, IdbKeyRange, IdbRequest, IdbTransaction};

use super::clock;

const NAME: &str = "zonesift";

/// The version of the name format. An upgrade deletes all texts: names of an older version do not say for
/// certain which zone they belong to.
const VERSION: u32 = 2;

/// A database that has not answered by then waits for another tab, or never will.
const PATIENCE: TimeDelta = TimeDelta::seconds(15);

/// An object store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// What was written to zones.
    Applies,
    /// Zones as they were before an apply.
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

/// The browser has no database for the page, refuses it, is full, or does not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unkept;

impl From<JsValue> for Unkept {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// Store, name and text; `None` deletes the entry.
pub type KeptText<'a> = (Shelf, &'a str, Option<&'a str>);

/// Stores all of these texts or none.
///
/// # Errors
/// If it is not certain that they are stored.
pub async fn write(entries: &[KeptText<'_>]) -> Result<(), Unkept> {
    change(&|transaction| {
        for (shelf, name, text) in entries {
            let store = transaction.object_store(shelf.name())?;
            match text {
                Some(text) => store.put_with_key(&(*text).into(), &(*name).into())?,
                None => store.delete(&(*name).into())?,
            };
        }
        Ok(())
    })
    .await
}

/// Deletes everything in all stores.
///
/// # Errors
/// If it is not certain that all is deleted.
pub async fn clear() -> Result<(), Unkept> {
    change(&|transaction| {
        for shelf in Shelf::ALL {
            transaction.object_store(shelf.name())?.clear()?;
        }
        Ok(())
    })
    .await
}

pub async fn get(shelf: Shelf, name: &str) -> Result<Option<String>, Unkept> {
    let database = open().await?;
    let transaction = database.begin("readonly")?;
    let request = transaction.object_store(shelf.name())?.get(&name.into())?;
    Ok(result(&request).await?.as_string())
}

/// All names with this prefix, sorted, with their texts.
pub async fn all(shelf: Shelf, beginning: &str) -> Result<Vec<(String, String)>, Unkept> {
    let database = open().await?;
    let store = database.begin("readonly")?.object_store(shelf.name())?;
    let last = format!("{beginning}\u{ffff}");
    let range = IdbKeyRange::bound(&beginning.into(), &last.into())?;
    // Both requests are in one transaction, so that names and texts match.
    let names = store.get_all_keys_with_key(&range)?;
    let texts = store.get_all_with_key(&range)?;
    let names: Array = result(&names).await?.dyn_into()?;
    let texts: Array = result(&texts).await?.dyn_into()?;
    let pairs = names.iter().zip(texts.iter());
    Ok(pairs.filter_map(|(name, text)| Some((name.as_string()?, text.as_string()?))).collect())
}

/// Makes changes in one transaction and waits until it is complete.
async fn change(ask: &dyn Fn(&IdbTransaction) -> Result<(), JsValue>) -> Result<(), Unkept> {
    let database = open().await?;
    let transaction = database.begin("readwrite")?;
    let ended = Promise::new(&mut |end, _| {
        transaction.set_oncomplete(Some(&end));
        transaction.set_onabort(Some(&end));
        transaction.set_onerror(Some(&end));
    });
    if ask(&transaction).is_err() {
        // Discard all of it. This fails only if the transaction has ended already.
        let _ = transaction.abort();
        return Err(Unkept);
    }
    in_time(ended, "complete").await
}

/// An open connection, closed on drop: one left open blocks deletion of the database.
struct Open(IdbDatabase);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl Open {
    /// Begins a transaction over all stores with `strict` durability: it completes only once the data is on
    /// disk. With the browser's default, a power loss could delete what was reported as stored.
    fn begin(&self, mode: &str) -> Result<IdbTransaction, Unkept> {
        let shelves: Array = Shelf::ALL.iter().map(|shelf| JsValue::from(shelf.name())).collect();
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into())?;
        let begin: Function = Reflect::get(&self.0, &"transaction".into())?.dyn_into()?;
        Ok(begin.call3(&self.0, &shelves, &mode.into(), &options)?.dyn_into()?)
    }
}

async fn open() -> Result<Open, Unkept> {
    let factory = web_sys::window().and_then(|window| window.indexed_db().ok().flatten());
    let request = factory.ok_or(Unkept)?.open_with_u32(NAME, VERSION)?;
    let made = request.clone();
    let make = Closure::once_into_js(move || {
        let database = made.result().ok().and_then(|found| found.dyn_into::<IdbDatabase>().ok());
        for (database, shelf) in database.iter().flat_map(|d| Shelf::ALL.map(|shelf| (d, shelf))) {
            // This fails if the database is new.
            let _ = database.delete_object_store(shelf.name());
            let _ = database.create_object_store(shelf.name());
        }
    });
    request.set_onupgradeneeded(Some(make.unchecked_ref()));
    Ok(Open(result(&request).await?.dyn_into()?))
}

/// Waits for the result of a request.
async fn result(request: &IdbRequest) -> Result<JsValue, Unkept> {
    let ended = Promise::new(&mut |end, _| {
        request.set_onsuccess(Some(&end));
        request.set_onerror(Some(&end));
    });
    in_time(ended, "success").await?;
    Ok(request.result()?)
}

/// Waits for an event of this type. Any other event is a failure, and so is none within [`PATIENCE`].
async fn in_time(ended: Promise, wanted: &str) -> Result<(), Unkept> {
    let mut timer = None;
    let late = Promise::new(&mut |end, _| {
        timer = clock::after(PATIENCE, move || drop(end.call0(&JsValue::NULL)));
    });
    let event = JsFuture::from(Promise::race(&Array::of2(&ended, &late))).await?;
    if let Some(timer) = timer {
        timer.clear();
    }
    let is_wanted = event.dyn_ref::<Event>().is_some_and(|event| event.type_() == wanted);
    is_wanted.then_some(()).ok_or(Unkept)
}
