//! One at a time among all tabs of the site: the browser's own locks (Web Locks). A browser without
//! them counts as one tab.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A lock that is held until it is dropped, or the tab is closed.
#[derive(Debug)]
pub struct Held(Option<Function>);

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(release) = &self.0 {
            // It settles a promise of our own.
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// Takes the lock of this name; none when another tab has it.
pub async fn hold(name: &str) -> Option<Held> {
    let Some((locks, request)) = manager() else { return Some(Held(None)) };
    let options = Object::new();
    // It fails only for what is no object.
    let _ = Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE);
    let asked = Promise::new(&mut |answer, _| {
        let granted = Closure::once_into_js(move |lock: JsValue| {
            if lock.is_null() {
                let _ = answer.call0(&JsValue::NULL);
                return JsValue::UNDEFINED;
            }
            // The lock is held until this promise is settled.
            let held = Promise::new(&mut |release, _| {
                let _ = answer.call1(&JsValue::NULL, &release);
            });
            held.into()
        });
        let _ = request.call3(&locks, &name.into(), &options, &granted);
    });
    let release = JsFuture::from(asked).await.ok()?;
    release.dyn_into().ok().map(|release| Held(Some(release)))
}

/// The browser's lock manager with its method.
fn manager() -> Option<(JsValue, Function)> {
    let navigator = Reflect::get(&web_sys::window()?.into(), &"navigator".into()).ok()?;
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    Some((locks, request))
}
