//! Tests that need a real browser: the page's use of browser interfaces, and core with 32-bit `usize`. `cargo
//! xtask test` runs them in headless Chromium. They contact no server but that of the test page.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "all of it is test code")]

use std::cell::Cell;
use std::rc::Rc;

use chrono::{DateTime, TimeDelta, Utc};
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use zonesift::browser::clock;
use zonesift::browser::fetch::{FetchError, Outgoing, Pieces, send};
use zonesift::browser::storage::{Keep, clear_tab, read, remove, write};
use zonesift_core::grid::{self, Direction, Hits, Keys, Sort, Texts};
use zonesift_core::name::DomainName;
use zonesift_core::provider::{Heard, Method, Provider, Response, ScanStatus, ZoneInfo};
use zonesift_core::record::{Flaw, Ttl};
use zonesift_core::scan::{Effect, Event, Scan};

wasm_bindgen_test_configure!(run_in_browser);

const NAME: &str = "zonesift.test";

#[wasm_bindgen_test]
fn each_storage_keeps_its_own_until_it_is_overwritten() {
    assert!(write(Keep::Tab, NAME, "tab") && write(Keep::Site, NAME, "site"));
    assert_eq!(read(Keep::Tab, NAME).as_deref(), Some("tab"));
    assert_eq!(read(Keep::Site, NAME).as_deref(), Some("site"));
    assert!(write(Keep::Tab, NAME, "näxt\0"));
    assert_eq!(read(Keep::Tab, NAME).as_deref(), Some("näxt\0"));
    assert_eq!(read(Keep::Tab, "zonesift.nothing"), None);
    remove(Keep::Site, NAME);
    assert_eq!((read(Keep::Site, NAME), read(Keep::Tab, NAME).is_some()), (None, true));
    forget_site();
}

#[wasm_bindgen_test]
fn clearing_the_tab_leaves_what_belongs_to_the_site() {
    assert!(write(Keep::Tab, NAME, "tab") && write(Keep::Site, NAME, "site"));
    clear_tab();
    assert_eq!(read(Keep::Tab, NAME), None);
    assert_eq!(read(Keep::Site, NAME).as_deref(), Some("site"));
    forget_site();
}

#[wasm_bindgen_test]
fn a_text_that_is_too_much_is_told_and_changes_nothing() {
    assert!(write(Keep::Tab, NAME, "before"));
    assert!(!write(Keep::Tab, NAME, &"x".repeat(12_000_000)));
    assert_eq!(read(Keep::Tab, NAME).as_deref(), Some("before"));
    clear_tab();
}

#[wasm_bindgen_test]
async fn a_timer_goes_off_once_and_not_when_it_was_cleared() {
    let calls = Rc::new(Cell::new((0, 0)));
    let (fires, never) = (calls.clone(), calls.clone());
    let begun = clock::now();
    clock::after(TimeDelta::milliseconds(30), move || {
        fires.set((fires.get().0 + 1, fires.get().1))
    });
    clock::after(TimeDelta::milliseconds(30), move || never.set((never.get().0, 1)))
        .unwrap()
        .clear();
    assert_eq!(calls.get(), (0, 0), "not before its time");
    clock::sleep(TimeDelta::milliseconds(120)).await;
    assert_eq!(calls.get(), (1, 0));
    // The wall clock may be set during the test, but hardly by a minute.
    let waited = clock::now() - begun;
    assert!(waited >= TimeDelta::milliseconds(100) && waited < TimeDelta::minutes(1));
}

#[wasm_bindgen_test]
fn no_two_texts_of_chance_are_alike() {
    assert_ne!(clock::unique(), clock::unique());
    assert_ne!(clock::moment().seed, clock::moment().seed);
}

#[wasm_bindgen_test]
async fn every_status_is_an_answer() {
    let (answer, _) = send(get("/", 10_000), None).await.unwrap();
    assert_eq!((answer.status, answer.retry_after), (200, None));
    assert!(String::from_utf8(answer.body).unwrap().contains("<"));
    assert_eq!(send(get("/nothing-of-this-name", 10_000), None).await.unwrap().0.status, 404);
}

#[wasm_bindgen_test]
async fn a_refused_connection_is_no_answer_and_not_a_timeout() {
    let answer = send(get("http://127.0.0.1:1/", 10_000), None).await;
    assert_eq!(answer, Err(FetchError::Unreachable));
    assert_eq!(send(get("http://[", 10_000), None).await, Err(FetchError::Unreachable));
}

#[wasm_bindgen_test]
async fn a_request_without_an_answer_is_aborted_when_its_time_is_over() {
    // Like the real `fetch`: pending until the signal aborts it.
    let _fake = Fake::fetch(
        "return new Promise((_, reject) =>
            request.signal.addEventListener('abort', () => reject(request.signal.reason)));",
    );
    let begun = clock::now();
    assert_eq!(send(get("/", 50), None).await, Err(FetchError::Timeout));
    assert!(clock::now() - begun < TimeDelta::seconds(5));
}

#[wasm_bindgen_test]
async fn what_is_sent_and_answered_is_what_was_meant() {
    let _fake = Fake::fetch(
        "return request.text().then(body => new Response(
            [request.method, request.headers.get('x-key'), body, request.credentials,
             request.redirect, request.cache, request.referrerPolicy].join(' '),
            {status: 429, headers: {'retry-after': ' 7 ', 'ratelimit': '\"default\";r=3;t=9',
             'cf-ray': 'ray-1'}}));",
    );
    let outgoing = Outgoing {
        url: "/x",
        method: Method::Put,
        headers: &[("X-Key", "k")],
        body: Some("ä"),
        limit: TimeDelta::seconds(5),
    };
    let (answer, heard) = send(outgoing, None).await.unwrap();
    assert_eq!((answer.status, answer.retry_after), (429, Some(7)));
    assert_eq!((heard.limits.left, heard.request), (Some(3), Some("ray-1".into())));
    let sent = String::from_utf8(answer.body).unwrap();
    assert_eq!(sent, "PUT k ä omit error no-store no-referrer");
}

#[wasm_bindgen_test]
async fn a_date_in_retry_after_is_no_number_of_seconds() {
    let _fake = Fake::fetch(
        "return Promise.resolve(new Response('',
            {status: 503, headers: {'retry-after': 'Fri, 06 Feb 2026 09:27:36 GMT'}}));",
    );
    let (answer, _) = send(get("/", 5_000), None).await.unwrap();
    assert_eq!((answer.status, answer.retry_after), (503, None));
}

#[wasm_bindgen_test]
async fn an_answer_that_breaks_off_is_told_apart_from_none() {
    let _fake = Fake::fetch(
        "return Promise.resolve(new Response(new ReadableStream({pull(body) {
            body.enqueue(new Uint8Array([123]));
            body.error(new TypeError('network error'));
        }}), {headers: {'x-request-id': 'id-1'}}));",
    );
    let mut pieces = |_: &[u8]| {};
    for pieces in [None, Some(&mut pieces as Pieces<'_>)] {
        let answer = send(get("/", 5_000), pieces).await;
        let heard = Heard { request: Some("id-1".into()), ..Heard::default() };
        assert_eq!(answer, Err(FetchError::Cut(heard)));
    }
}

#[wasm_bindgen_test]
fn an_answer_is_read_where_numbers_have_32_bits() {
    let body = r#"{"JobId":"6f9619ff-8b86-4d01-b42d-00cf4fc964ff","Status":2,
        "CreatedAt":"2026-02-06T09:27:36","Records":[
        {"Name":"www","Type":0,"Ttl":300,"Value":"192.0.2.1"},
        {"Name":"b","Type":0,"Ttl":4294967596,"Value":"192.0.2.2"},
        {"Name":"c","Type":4,"Ttl":300,"Value":"mail.example.com","Priority":4294967306}]}"#;
    let response = Response { status: 200, retry_after: None, body: body.into() };
    let reading = Provider::Bunny.read_scan(&zone()).read(&response).unwrap();
    assert_eq!(reading.status, ScanStatus::Completed);
    assert_eq!(reading.created, "2026-02-06T09:27:36Z".parse().ok());
    assert_eq!(reading.records[0].name.as_str(), "www.example.com");
    assert_eq!(reading.records[0].ttl, Ttl::Seconds(300));
    let flaws: Vec<_> = reading.records.iter().map(|record| record.flaw).collect();
    assert_eq!(flaws, [None, Some(Flaw::Ttl), Some(Flaw::Content)], "not taken modulo 2³²");
}

#[wasm_bindgen_test]
fn rows_are_ordered_by_numbers_of_64_bits() {
    let (mut keys, mut texts) = (Keys::default(), Texts::default());
    let rows = [("Zürich b", 1 << 40), ("a", 7), ("a", 1 << 32), ("ZÜRICH a", 0)];
    for (text, _) in rows {
        keys.add(0);
        keys.describe(&[text]);
        texts.push(|key| key.push_str(text));
    }
    keys.rank_texts(0, &texts);
    keys.rank_numbers(1, rows.into_iter().map(|(_, number)| number));
    let by = |column, direction| Sort { column, direction };
    let all = Hits::new(&keys, "");
    assert_eq!(
        grid::order(&keys, &[by(1, Direction::Ascending)], &all, grid::RowFilter::default()),
        [3, 1, 2, 0]
    );
    let several = [by(0, Direction::Descending), by(1, Direction::Descending)];
    assert_eq!(grid::order(&keys, &several, &all, grid::RowFilter::default()), [2, 1, 0, 3]);
    let found = Hits::new(&keys, "zürich");
    assert_eq!(grid::order(&keys, &[], &found, grid::RowFilter::default()), [0, 3]);
}

#[wasm_bindgen_test]
fn no_scroll_position_draws_a_row_that_is_not_there() {
    assert_eq!(grid::window(0.0, 400.0, 40.0, 100_000, 5), 0..21);
    for top in [-1.0, 1e9, 1e300, f64::INFINITY, f64::NAN] {
        for viewport in [0.0, 400.0, 1e300, f64::INFINITY, f64::NAN] {
            let drawn = grid::window(top, viewport, 40.0, 1_000, 5);
            assert!(drawn.start <= drawn.end && drawn.end <= 1_000, "{top} {viewport} {drawn:?}");
        }
    }
}

#[wasm_bindgen_test]
fn a_scan_is_stepped_by_the_clock_of_the_browser() {
    let (scan, effect) = Scan::default().step(Event::Start, clock::moment());
    assert_eq!(effect, Effect::Start);
    let before: DateTime<Utc> = "2023-11-14T00:00:00Z".parse().unwrap();
    assert!(scan.started.is_some_and(|started| started > before));
}

fn zone() -> ZoneInfo {
    ZoneInfo {
        id: "1".into(),
        name: DomainName::parse("example.com").unwrap(),
        records: None,
        active: None,
        name_servers: Vec::new(),
        free_plan: None,
    }
}

fn get(url: &str, milliseconds: i64) -> Outgoing<'_> {
    let limit = TimeDelta::milliseconds(milliseconds);
    Outgoing { url, method: Method::Get, headers: &[], body: None, limit }
}

fn forget_site() {
    web_sys::window().unwrap().local_storage().unwrap().unwrap().remove_item(NAME).unwrap();
}

/// Replaces the browser's `fetch` until it is dropped: the server of the test page cannot be slow or send
/// headers. The browser still builds the request itself.
struct Fake(JsValue);

impl Fake {
    fn fetch(body: &str) -> Self {
        let window = web_sys::window().unwrap();
        let real = Reflect::get(&window, &"fetch".into()).unwrap();
        let fake = Function::new_with_args("request", body);
        Reflect::set(&window, &"fetch".into(), fake.unchecked_ref()).unwrap();
        Self(real)
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        Reflect::set(&web_sys::window().unwrap(), &"fetch".into(), &self.0).unwrap();
    }
}
