//! What each target does with any bytes: it reads them, and holds what must hold of what was read.

use zonesift_core::config::Config;
use zonesift_core::name::DomainName;
use zonesift_core::provider::{
    ApiKey, Batch, Connection, Provider, RecordQuery, Response, ScanTarget, ZoneInfo,
};
use zonesift_core::record::{Record, Ttl};
use zonesift_core::route::{self, Route};
use zonesift_core::zone::Neighbours;
use zonesift_core::zonefile::{self, Dialect};
use zonesift_core::{address, csv, date, dig, kept, record_form, script, snapshot, text};

/// What is done with an input.
pub type Target = fn(&[u8]);

/// All targets by their names.
pub const ALL: &[(&str, Target)] = &[
    ("bunny", |data| answer(Provider::Bunny, data)),
    ("cloudflare", |data| answer(Provider::Cloudflare, data)),
    ("arriving", arriving),
    ("zonefile", zone_file),
    ("snapshot", read_snapshot),
    ("config", config),
    ("kept", kept_texts),
    ("route", read_route),
    ("date", read_date),
    ("name", name),
    ("key", key),
];

fn zone() -> ZoneInfo {
    ZoneInfo {
        id: "1".into(),
        name: DomainName::parse("example.com").expect("a name"),
        records: None,
        active: None,
        name_servers: Vec::new(),
        free_plan: None,
    }
}

/// The first byte tells the status, the rest is the body.
fn answer(provider: Provider, data: &[u8]) {
    let status = match data.first() {
        Some(byte @ 1..=9) => [400, 401, 403, 404, 409, 429, 500, 502, 204][usize::from(*byte) - 1],
        _ => 200,
    };
    let response = Response { status, retry_after: None, body: data.into() };
    let (zone, id, record) = (zone(), "1".into(), "1".into());
    let list = provider.list_records(&zone, 1).read(&response);
    if let Err(error) = &list {
        let _ = text::visible(&text::api_error(error, provider, "https://api.example"));
    }
    let scan = provider.read_scan(&zone).read(&response);
    let found = scan.map(|reading| reading.records).unwrap_or_default();
    for record in list.iter().flat_map(|page| &page.items).chain(&found) {
        shown(provider, record);
    }
    let _ = provider.check_key().map(|call| call.read(&response));
    let _ = provider.list_zones("", 1).read(&response);
    let _ = provider.read_zone(&id).read(&response);
    let _ = provider.find_zone(&zone.name).read(&response);
    let _ = provider.create_zone(&zone.name).map(|call| call.read(&response));
    let _ = provider.start_scan(&ScanTarget::Zone(id.clone())).map(|call| call.read(&response));
    let query = RecordQuery::default();
    let _ = provider.search_records(&zone, &query, 1).map(|call| call.read(&response));
    let _ = provider.read_record(&zone, &record).map(|call| call.read(&response));
    let _ = provider.delete_record(&zone, &record).read(&response);
    let _ = provider.batch(&zone, &Batch::default()).map(|call| call.read(&response));
    let _ = provider.export_zone(&zone).read(&response);
    let _ = provider.import_zone(&zone, "", false).read(&response);
    let _ = provider.read_usage(&zone).map(|call| call.read(&response));
    let _ = provider.check_availability(&zone.name).map(|call| call.read(&response));
    let _ = provider.read_settings(&zone).map(|call| call.read(&response));
    let _ = provider.set_dnssec(&zone, true).map(|call| call.read(&response));
    let _ = provider.read_statistics(&zone, None).map(|call| call.read(&response));
}

/// What is made of a record before it is shown, exported or written.
fn shown(provider: Provider, record: &Record) {
    let (zone, rules) = (zone(), provider.capabilities());
    let one = std::slice::from_ref(record);
    let words = record.content().shown().into_owned();
    assert!(!words.chars().any(char::is_control));
    let _ = (text::strange(record, &zone.name), csv::write(one), dig::command(record, None));
    let file = snapshot::write(&zone.name, provider, one);
    assert_eq!(snapshot::read(file.as_bytes()).expect("a snapshot").records, one);
    let dialect = Dialect::of(rules);
    let written = zonefile::write(one, &zone.name, dialect);
    let back = zonefile::check(one, &written.left_out, &written.text, &zone.name, dialect);
    assert_eq!(back, Ok(()), "{}", written.text);
    let _ = Neighbours::new(one, &zone.name, rules).all();
    let (limits, notes) = (&rules.limits, rules.note_limits(None));
    let terms = record_form::Terms { zone: &zone.name, limits, notes, held: None };
    let _ = record_form::RecordForm::of(record, &zone.name).read(record, &terms);
    let _ = provider.create_record(&zone, record);
    let _ = provider.update_record(&zone, record, record);
}

/// What arrives in pieces is what arrives whole. The first byte tells how long the pieces are.
fn arriving(data: &[u8]) {
    let Some((length, body)) = data.split_first() else { return };
    for provider in Provider::ALL {
        let zone = zone();
        let whole = Response { status: 200, retry_after: None, body: body.into() };
        let Ok(whole) = provider.list_records(&zone, 1).read(&whole) else { continue };
        let mut arriving = provider.list_arriving(&zone);
        let pieces = body.chunks(usize::from(*length).max(1));
        let mut records: Vec<Record> = pieces.flat_map(|piece| arriving.feed(piece)).collect();
        let rest = Response { status: 200, retry_after: None, body: arriving.rest() };
        records.extend(provider.list_records(&zone, 1).read(&rest).expect("the rest").items);
        assert_eq!(records, whole.items);
    }
}

fn zone_file(data: &[u8]) {
    let (content, zone) = (String::from_utf8_lossy(data), zone().name);
    for marks in [false, true] {
        let dialect = Dialect { marks };
        let file = zonefile::read(&content, &zone, dialect, Ttl::Auto);
        file.problems.iter().for_each(|problem| drop(text::problem_line(problem)));
        let written = zonefile::write(&file.records, &zone, dialect);
        let check =
            zonefile::check(&file.records, &written.left_out, &written.text, &zone, dialect);
        assert_eq!(check, Ok(()), "{}", written.text);
    }
}

fn read_snapshot(data: &[u8]) {
    let Ok(read) = snapshot::read(data) else { return };
    let again =
        snapshot::write(&read.zone, read.provider.unwrap_or(Provider::Bunny), &read.records);
    assert_eq!(snapshot::read(again.as_bytes()).expect("a snapshot").records, read.records);
}

fn config(data: &[u8]) {
    let config = Config::read(data);
    for provider in Provider::ALL {
        assert!(address::parse(&config.address(provider)).is_some());
        assert!(config.sandbox(provider).is_none_or(|(address, _)| address::is_relative(&address)));
    }
}

fn kept_texts(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let _ = kept::read_connection(&text);
    if let Some((scan, review)) = kept::read_discovery(&text) {
        let once = kept::write_discovery(&scan, &review);
        let (scan, review) = kept::read_discovery(&once).expect("what was written");
        assert_eq!(kept::write_discovery(&scan, &review), once);
    }
}

fn read_route(data: &[u8]) {
    let hash = String::from_utf8_lossy(data);
    let route = Route::parse(&hash);
    assert_eq!(Route::parse(&route.hash()), route);
    let filter = route::filter(&hash);
    let told = Route::Records("1".into()).hash_with(&filter);
    assert_eq!(route::filter(&told), filter);
}

fn read_date(data: &[u8]) {
    if let Some(moment) = date::parse(&String::from_utf8_lossy(data)) {
        let _ = (date::show(moment), date::write(moment));
    }
}

fn name(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let _ = script::strange(&text);
    if let Ok(name) = DomainName::parse(&text) {
        assert_eq!(DomainName::parse(name.as_str()).as_ref(), Ok(&name));
        let _ = (script::strange(name.as_str()), name.sort_key(), zonefile::complete(&name));
    }
}

fn key(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Some(key) = ApiKey::new(&text) {
        assert!(!key.redact(&text).contains(key.expose()));
    }
    for provider in Provider::ALL {
        if let Ok(connection) = Connection::new(provider, &text, "k") {
            let url = connection.sign("/x").expect("an address").0;
            assert!(!url.chars().any(char::is_control));
        }
    }
}
