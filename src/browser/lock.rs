//! A lock among all tabs of the site (Web Locks). In a browser that has no locks or refuses them, every tab
//! gets the lock: the zone is read before each write in any case.

use std::cell::Cell;
use std::rc::Rc;

use chrono::TimeDelta;
use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::task::spawn_local;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::clock;

/// With `ifAvailable` a browser answers at once. One that has not answered by then never will.
const PATIENCE: TimeDelta = TimeDelta::seconds(3);

/// Held until it is dropped or the tab is closed.
#[derive(Debug)]
pub struct TabLock(Option<Function>);

impl Drop for TabLock {
    fn drop(&mut self) {
        if let Some(release) = &self.0 {
            // It settles a promise of our own.
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// Takes the lock; `None` if another tab has it.
pub async fn hold(name: &str) -> Option<TabLock> {
    let Some((locks, request)) = manager() else { return Some(TabLock(None)) };
    let options = Object::new();
    // Fails only on a value that is not an object.
    let _ = Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE);
    let is_over = Rc::new(Cell::new(false));
    let asked = Promise::new(&mut |answer, _| {
        let (came_late, told) = (is_over.clone(), answer.clone());
        let granted = Closure::once_into_js(move |lock: JsValue| {
            if lock.is_null() || came_late.get() {
                let _ = told.call1(&JsValue::NULL, &JsValue::NULL);
                return JsValue::UNDEFINED;
            }
            // The browser holds the lock until this promise settles.
            let held = Promise::new(&mut |release, _| {
                let _ = told.call1(&JsValue::NULL, &release);
            });
            held.into()
        });
        let managed = request.call3(&locks, &name.into(), &options, &granted);
        spawn_local(async move {
            if let Ok(managed) = managed {
                // Settles when the lock is released, or at once if the browser refuses.
                let _ = JsFuture::from(Promise::resolve(&managed)).await;
            }
            // No effect if the promise is already settled.
            let _ = answer.call0(&JsValue::NULL);
        });
    });
    let late = Promise::new(&mut |answer, _| {
        let is_over = is_over.clone();
        clock::after(PATIENCE, move || {
            is_over.set(true);
            let _ = answer.call0(&JsValue::NULL);
        });
    });
    match JsFuture::from(Promise::race(&Array::of2(&asked, &late))).await {
        Ok(answer) if answer.is_null() => None,
        Ok(answer) => Some(TabLock(answer.dyn_into().ok())),
        Err(_) => Some(TabLock(None)),
    }
}

/// The browser's lock manager and its `request` method, if the page may use them.
fn manager() -> Option<(JsValue, Function)> {
    let navigator = Reflect::get(&web_sys::window()?.into(), &"navigator".into()).ok()?;
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    Some((locks, request))
}
