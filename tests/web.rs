//! Tests of the page that need a real browser; `cargo xtask test` runs them in headless Chromium.
//! They never talk to a network.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn the_session_storage_keeps_what_it_is_given() {
    let storage = web_sys::window().unwrap().session_storage().unwrap().unwrap();
    storage.set_item("zonesift.test", "kept").unwrap();
    assert_eq!(storage.get_item("zonesift.test").unwrap().as_deref(), Some("kept"));
    storage.remove_item("zonesift.test").unwrap();
    assert_eq!(storage.get_item("zonesift.test").unwrap(), None);
}
