//! A panic of the page, in a real browser. It has a file of its own, because nothing can be trusted in a page
//! after a panic.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "all of it is test code")]

use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn fault() {
    panic!("no such zone for the key sandbox-secret");
}

#[wasm_bindgen_test]
fn a_fault_is_told_by_its_place_and_not_by_its_words() {
    zonesift::app::tell_faults();
    let fault = Closure::once_into_js(fault);
    // As on the real page, the panic ends in a JavaScript exception. The script catches it and replaces the
    // console, which would otherwise be the test runner's.
    let script = "const told = [];
        for (const name of ['log', 'warn', 'error']) console[name] = (...words) => told.push(...words);
        try { fault() } catch (error) { told.push(error) }
        return told.join()";
    let call = Function::new_with_args("fault", script);
    let console = call.call1(&JsValue::NULL, &fault).unwrap().as_string().unwrap();
    let document = web_sys::window().unwrap().document().unwrap();
    let told = document.query_selector("[role=alert]").unwrap().unwrap();
    let words = told.text_content().unwrap();
    assert!(words.contains("tests/fault.rs:") && words.contains("Reload the page"), "{words}");
    assert!(!words.contains("secret") && !console.contains("secret"), "{words} {console}");
}
