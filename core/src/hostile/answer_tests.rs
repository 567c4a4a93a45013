//! The corpus through every place of every answer of both providers: no reader panics, a bad record is
//! one row among the good ones, and nothing that was read with a fault passes for whole.

use serde_json::{Value, json};

use super::{all_texts, bytes, texts, values};
use crate::dig;
use crate::plan::Plan;
use crate::provider::testing::zone;
use crate::provider::{ApiError, Batch, Provider, RecordQuery, Response, ScanTarget, ZoneSettings};
use crate::record::{Flaw, Rdata, Record, RecordType, Ttl};
use crate::record_form::{RecordForm, Terms};
use crate::zone::Neighbours;
use crate::zonefile::{self, Dialect};
use crate::{csv, snapshot, text};

/// Stands in an answer where an entry of the corpus is to stand.
const PLACE: &str = "@@place@@";
/// Entries that are longer than this, in bytes, are not put everywhere: the tests would take minutes.
const LONG: usize = 2_000;

fn answer(status: u16, body: Vec<u8>) -> Response {
    Response { status, retry_after: None, body }
}

/// What stands before and behind the value at a path.
fn around(body: &Value, path: &[String]) -> (String, String) {
    let mut body = body.clone();
    let mut at = &mut body;
    for step in path {
        at = match at {
            Value::Array(items) => &mut items[step.parse::<usize>().unwrap()],
            other => &mut other[step.as_str()],
        };
    }
    *at = PLACE.into();
    let text = body.to_string();
    let (before, after) = text.split_once(&format!("\"{PLACE}\"")).unwrap();
    (before.to_owned(), after.to_owned())
}

/// The answer with something in the place of that value.
fn with((before, after): &(String, String), put: &[u8]) -> Vec<u8> {
    [before.as_bytes(), put, after.as_bytes()].concat()
}

/// The paths of all values within a value, it among them.
fn paths(value: &Value, here: &[String], all: &mut Vec<Vec<String>>) {
    all.push(here.to_vec());
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, v)| (name.clone(), v)).collect(),
        Value::Array(items) => (0..).map(|n: usize| n.to_string()).zip(items).collect(),
        _ => Vec::new(),
    };
    for (step, value) in inner {
        paths(value, &[here, &[step]].concat(), all);
    }
}

fn paths_of(value: &Value) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    paths(value, &[], &mut all);
    all
}

/// One record as each provider lists it, with members that the page does not know.
fn records(provider: Provider) -> Vec<Value> {
    match provider {
        Provider::Bunny => vec![
            json!({"Id":2,"Type":0,"Ttl":300,"Value":"192.0.2.2","Name":"b","Weight":100,"Priority":0,"Port":0,
                "Flags":0,"Tag":"","LinkName":null,"Comment":"note","Disabled":false,"New":{"a":[1,"x"]}}),
            json!({"Id":2,"Type":8,"Ttl":300,"Value":"sip.example.com","Name":"b","Priority":1,"Weight":2,
                "Port":443,"Comment":""}),
            json!({"Id":2,"Type":9,"Ttl":300,"Value":"ca.example","Name":"b","Flags":0,"Tag":"issue"}),
            json!({"Id":2,"Type":3,"Ttl":300,"Value":"v=spf1 -all","Name":""}),
            json!({"Id":2,"Type":7,"Ttl":300,"Value":"","Name":"cdn","LinkName":"12","PullZoneId":12}),
        ],
        Provider::Cloudflare => vec![
            json!({"id":"b","name":"b.example.com","type":"A","content":"192.0.2.2","ttl":1,"proxied":true,
                "proxiable":true,"comment":"note","tags":["a:b"],"settings":{"ipv4_only":true},
                "meta":{"read_only":false},"created_on":"2026-01-01T00:00:00Z","new":{"a":[1,"x"]}}),
            json!({"id":"b","name":"b.example.com","type":"SRV","content":"2 443 sip.example.com","ttl":300,
                "priority":1,"data":{"priority":1,"weight":2,"port":443,"target":"sip.example.com"}}),
            json!({"id":"b","name":"b.example.com","type":"TXT","content":"\"a\" \"b\"","ttl":300,"comment":null}),
            json!({"id":"b","name":"b.example.com","type":"MX","content":"mx.example","priority":10,"ttl":300}),
            json!({"id":"b","name":"b.example.com","type":"LOC","content":"x","ttl":300,"data":{"lat_degrees":1,
                "lat_minutes":2,"lat_seconds":3.5,"lat_direction":"N","long_degrees":1,"long_minutes":2,
                "long_seconds":3,"long_direction":"E","altitude":0,"size":1,"precision_horz":1,
                "precision_vert":1}}),
        ],
    }
}

/// The good records around it, before and after.
fn good(provider: Provider) -> [Value; 2] {
    match provider {
        Provider::Bunny => ["a", "c"].map(
            |name| json!({"Id":1,"Type":0,"Ttl":300,"Value":"192.0.2.1","Name":name}),
        ),
        Provider::Cloudflare => ["a", "c"].map(|name| {
            json!({"id":name,"name":format!("{name}.example.com"),"type":"A","content":"192.0.2.1","ttl":300})
        }),
    }
}

/// Every answer that lists records, around these items: what reads it, and where the items are.
type Read = Box<dyn Fn(&Response) -> Result<Vec<Record>, ApiError>>;
fn lists(provider: Provider, items: &[Value]) -> Vec<(Value, Vec<String>, Read)> {
    let path = |name: &str| vec![name.to_owned()];
    let list = move |answer: &Response| {
        provider.list_records(&zone(), 1).read(answer).map(|page| page.items)
    };
    let scan = move |answer: &Response| {
        provider.read_scan(&zone()).read(answer).map(|reading| reading.records)
    };
    match provider {
        Provider::Bunny => vec![
            (
                json!({"Id":1,"Domain":"example.com","Records":items}),
                path("Records"),
                Box::new(list),
            ),
            (json!({"JobId":"j","Status":2,"Records":items}), path("Records"), Box::new(scan)),
        ],
        Provider::Cloudflare => {
            let body = json!({"success":true,"errors":[],"messages":[],"result":items,
                "result_info":{"page":1,"per_page":100,"count":3,"total_count":3,"total_pages":1}});
            let search = move |answer: &Response| {
                let call = provider.search_records(&zone(), &RecordQuery::default(), 1).unwrap();
                call.read(answer).map(|page| page.items)
            };
            let arriving = move |answer: &Response| {
                let mut arriving = provider.scan_arriving(&zone());
                Ok(answer.body.chunks(1 << 12).flat_map(|piece| arriving.feed(piece)).collect())
            };
            vec![
                (body.clone(), path("result"), Box::new(list)),
                (body.clone(), path("result"), Box::new(scan)),
                (body.clone(), path("result"), Box::new(search)),
                (body, path("result"), Box::new(arriving)),
            ]
        }
    }
}

/// Everything that is made of a record before it is shown, compared, exported or written.
fn use_of(provider: Provider, record: &Record) {
    let (zone, rules) = (zone(), provider.capabilities());
    let one = std::slice::from_ref(record);
    let _ = (record.identity(), record.content(), record.priority());
    let shown = record.content().shown().into_owned() + &text::strange(record, &zone.name);
    assert!(!shown.chars().any(|c| c.is_control() || text::is_hidden(c)), "{shown}");
    let _ = (csv::write(one), dig::command(record, Some("ns.example")), zonefile::line(record));
    let file = snapshot::write(&zone.name, provider, one);
    assert_eq!(snapshot::read(file.as_bytes()).unwrap().records, one);
    for marks in [false, true] {
        let dialect = Dialect { marks };
        let written = zonefile::write(one, &zone.name, dialect);
        let back = zonefile::check(one, &written.left_out, &written.text, &zone.name, dialect);
        assert_eq!(back, Ok(()), "{record:?}\n{}", written.text);
        assert!(record.flaw.is_none() || !written.left_out.is_empty());
    }
    for (_, conflict) in Neighbours::new(one, &zone.name, rules).all() {
        let _ = text::conflict(&conflict, record);
    }
    let notes = rules.note_limits(zone.free_plan);
    let terms = Terms { zone: &zone.name, limits: &rules.limits, notes, held: None };
    let form = RecordForm::of(record, &zone.name);
    let _ = (form.read(record, &terms), form.odd(record, &terms));
    let _ = Plan::new(Vec::new(), &zone.name, one, rules);
    let _ = provider.create_record(&zone, record);
    let _ = provider.update_record(&zone, record, record);
}

#[test]
fn a_bad_record_becomes_one_row_and_the_good_ones_beside_it_stay() {
    let entries = values();
    for provider in Provider::ALL {
        let [first, last] = good(provider);
        for (place, item) in records(provider).into_iter().enumerate() {
            let is_first = place == 0;
            let all = lists(provider, &[first.clone(), item.clone(), last.clone()]);
            for (number, (body, place, read)) in all.into_iter().enumerate() {
                let whole = read(&answer(200, body.to_string().into())).unwrap();
                let is_good = |record: &Record| record.flaw.is_none();
                assert!(whole.len() == 3 && whole.iter().all(is_good), "{item}");
                for inner in paths_of(&item) {
                    let path = [&*place, &["1".to_owned()], &*inner].concat();
                    let place = around(&body, &path);
                    // All are read by the same reader, so the long ones go through one of them.
                    let with_long = is_first && number == 0;
                    let entries = entries.iter().filter(|(_, put)| with_long || put.len() < LONG);
                    for (name, put) in entries {
                        let read = read(&answer(200, with(&place, put)));
                        let read =
                            read.unwrap_or_else(|error| panic!("{name} at {path:?}: {error:?}"));
                        assert_eq!(read.len(), 3, "{name} at {path:?}");
                        assert_eq!((&read[0], &read[2]), (&whole[0], &whole[2]), "{name}");
                    }
                }
            }
        }
    }
}

#[test]
fn any_record_that_was_read_can_be_shown_compared_and_exported() {
    let entries: Vec<(String, Vec<u8>)> =
        values().into_iter().filter(|(_, put)| put.len() < LONG).collect();
    for provider in Provider::ALL {
        for item in records(provider) {
            let (body, place, read) = lists(provider, std::slice::from_ref(&item)).remove(0);
            for inner in paths_of(&item) {
                let path = [&*place, &["0".to_owned()], &*inner].concat();
                let place = around(&body, &path);
                for (_, put) in &entries {
                    for record in read(&answer(200, with(&place, put))).unwrap() {
                        use_of(provider, &record);
                    }
                }
            }
        }
    }
}

#[test]
fn marks_a_value_of_the_wrong_type_or_out_of_range_as_a_flaw() {
    let parts = [
        (
            Provider::Bunny,
            0,
            vec![
                ("Type", Flaw::Type),
                ("Value", Flaw::Content),
                ("Ttl", Flaw::Ttl),
                ("Name", Flaw::Name),
            ],
        ),
        (Provider::Bunny, 1, vec![("Priority", Flaw::Content), ("Port", Flaw::Content)]),
        (
            Provider::Cloudflare,
            0,
            vec![
                ("type", Flaw::Type),
                ("content", Flaw::Content),
                ("ttl", Flaw::Ttl),
                ("name", Flaw::Name),
            ],
        ),
        (Provider::Cloudflare, 3, vec![("priority", Flaw::Content)]),
    ];
    let wrong = [
        "true",
        "false",
        "list of lists",
        "object of objects",
        "deep list",
        "wide object",
        "minus one",
        "fraction",
        "beyond 32 bits",
        "beyond 64 bits",
        "no number at all",
        "a long exponent",
    ];
    for (provider, place, fields) in parts {
        let item = &records(provider)[place];
        let (body, list, read) = lists(provider, std::slice::from_ref(item)).remove(0);
        for (field, flaw) in fields {
            let path = [&*list, &["0".to_owned(), field.to_owned()]].concat();
            for (name, put) in values().iter().filter(|(name, _)| wrong.contains(&&**name)) {
                // One of them numbers its types, and may have more of them than are known.
                if field == "Type" && (name.starts_with("beyond 32") || name == "minus one") {
                    continue;
                }
                let read = read(&answer(200, with(&around(&body, &path), put))).unwrap();
                assert_eq!(read[0].flaw, Some(flaw), "{name} as {field}");
            }
        }
    }
}

#[test]
fn marks_a_text_with_replaced_characters_as_a_flaw() {
    let halves = texts("values").into_iter().filter(|(name, _)| name.contains("half"));
    let halves = halves.map(|(name, text)| (name, text.into_bytes()));
    let bytes = bytes().into_iter().map(|(name, bytes)| (name, [b"\"", &*bytes, b"\""].concat()));
    let entries: Vec<(String, Vec<u8>)> = halves.chain(bytes).collect();
    for provider in Provider::ALL {
        let fields: &[&[&str]] = match provider {
            Provider::Bunny => &[&["Name"], &["Type"], &["Value"], &["Comment"], &["New", "a"]],
            Provider::Cloudflare => &[
                &["name"],
                &["type"],
                &["content"],
                &["comment"],
                &["tags", "0"],
                &["settings", "ipv4_only"],
            ],
        };
        let item = &records(provider)[0];
        let (body, list, read) = lists(provider, std::slice::from_ref(item)).remove(0);
        for field in fields {
            let inner: Vec<String> = field.iter().map(ToString::to_string).collect();
            let path = [&*list, &["0".to_owned()], &*inner].concat();
            for (name, put) in &entries {
                // What is kept to the letter needs no reading: half a surrogate goes back as it came.
                let is_escape = name.contains("half") && put.contains(&b'\\');
                let is_kept = ["New", "settings"].contains(&field[0]);
                let is_own =
                    field[0] == "New" && (name.contains("other") || name.contains("wrong"));
                if (is_kept && is_escape) || is_own {
                    continue;
                }
                let read = read(&answer(200, with(&around(&body, &path), put))).unwrap();
                assert!(read[0].flaw.is_some(), "{name} in {field:?}: {:?}", read[0]);
            }
        }
    }
}

/// Every other answer: what reads it and gives what is told of it.
type Told = Box<dyn Fn(&Response) -> Result<(), ApiError>>;
fn others(provider: Provider) -> Vec<(Value, Told)> {
    macro_rules! told {
        ($call:expr) => {
            Box::new(move |answer: &Response| $call.read(answer).map(drop))
        };
    }
    let item = records(provider).remove(0);
    let name = zone().name;
    let target = ScanTarget::Zone("1".into());
    let record = || {
        let rdata = Rdata::new(&RecordType::A, ["192.0.2.1"]);
        Record::new(zone().name, RecordType::A, rdata, Ttl::Seconds(300))
    };
    match provider {
        Provider::Bunny => {
            let zone_item = json!({"Id":1,"Domain":"example.com","Nameserver1":"a.example","Nameserver2":"b.example",
                "CustomNameserversEnabled":true,"Records":[item],"SoaEmail":"x@example.com","LoggingEnabled":true,
                "LoggingIPAnonymizationEnabled":true,"LogAnonymizationType":0,"CertificateKeyType":0,
                "DnsSecEnabled":false});
            let ds = json!({"DnsSecEnabled":true,"DnsSecDigest":"ab","DsRecord":"1 13 2 ab","Digest":"ab",
                "DigestType":"SHA256","Algorithm":13,"PublicKey":"x","KeyTag":1,"Flags":257,
                "DsConfigured":false,"Enabled":true});
            let chart = json!({"TotalQueriesServed":3,"QueriesServedChart":{"2026-01-01T00:00:00Z":3},
                "QueriesByTypeChart":{"1":3}});
            let list =
                json!({"Items":[zone_item],"CurrentPage":1,"TotalItems":1,"HasMoreItems":false});
            vec![
                (list.clone(), told!(provider.list_zones("", 1))),
                (list, told!(provider.find_zone(&name))),
                (zone_item.clone(), told!(provider.read_zone(&"1".into()))),
                (zone_item.clone(), told!(provider.create_zone(&zone().name).unwrap())),
                (zone_item, told!(provider.read_settings(&zone()).unwrap())),
                (json!({"JobId":"j","Status":1}), told!(provider.start_scan(&target).unwrap())),
                (item.clone(), told!(provider.add_found(&zone(), &record()).unwrap())),
                (item, told!(provider.create_record(&zone(), &record()))),
                (
                    json!({"Available":true}),
                    told!(provider.check_availability(&zone().name).unwrap()),
                ),
                (
                    json!({"RecordsSuccessful":1,"RecordsFailed":2,"RecordsSkipped":3}),
                    told!(provider.import_zone(&zone(), "", false)),
                ),
                (ds, told!(provider.set_dnssec(&zone(), true).unwrap())),
                (chart, told!(provider.read_statistics(&zone(), None).unwrap())),
                (
                    json!({}),
                    told!(provider.write_settings(&zone(), &ZoneSettings::default()).unwrap()),
                ),
                (json!({}), told!(provider.issue_certificate(&zone(), &zone().name).unwrap())),
            ]
        }
        Provider::Cloudflare => {
            let zone_item = json!({"id":"a","name":"example.com","status":"active","name_servers":["a.example"],
                "plan":{"legacy_id":"free"},"permissions":["x"]});
            let whole = |result: Value| {
                json!({"success":true,"errors":[],"messages":[{"code":10000,"message":"x"}],
                "result":result,"result_info":{"page":1,"per_page":50,"count":1,"total_count":1,"total_pages":1}})
            };
            let review = whole(json!({"accepts":[item],"rejects":["r"]}));
            let batch = whole(
                json!({"deletes":[{"id":"a"}],"patches":[item],"puts":[item],"posts":[item]}),
            );
            let counts = json!({"recs_added":1,"total_records_parsed":2});
            vec![
                (whole(json!({"id":"a","status":"active"})), told!(provider.check_key().unwrap())),
                (whole(json!([zone_item])), told!(provider.list_zones("", 1))),
                (whole(json!([zone_item])), told!(provider.find_zone(&name))),
                (whole(zone_item), told!(provider.read_zone(&"1".into()))),
                (whole(Value::Null), told!(provider.start_scan(&target).unwrap())),
                (whole(item.clone()), told!(provider.read_record(&zone(), &"1".into()).unwrap())),
                (whole(item), told!(provider.create_record(&zone(), &record()))),
                (whole(json!({"id":"a"})), told!(provider.delete_record(&zone(), &"1".into()))),
                (
                    review,
                    told!(
                        provider
                            .review_scan(&zone(), &[], &[], crate::provider::AcceptShape::IdOnly)
                            .unwrap()
                    ),
                ),
                (batch, told!(provider.batch(&zone(), &Batch::default()).unwrap())),
                (whole(counts.clone()), told!(provider.import_zone(&zone(), "", false))),
                (whole(counts), told!(provider.scan_and_add(&zone()).unwrap())),
                (
                    whole(json!({"record_quota":200,"record_usage":1})),
                    told!(provider.read_usage(&zone()).unwrap()),
                ),
            ]
        }
    }
}

#[test]
fn reads_or_refuses_every_answer_without_panic() {
    let broken = texts("broken").into_iter().map(|(name, text)| (name, text.into_bytes()));
    let entries: Vec<(String, Vec<u8>)> = values().into_iter().chain(broken).collect();
    for provider in Provider::ALL {
        for (body, read) in others(provider) {
            let whole = body.to_string();
            assert!(read(&answer(200, whole.clone().into())).is_ok(), "{whole}");
            for path in paths_of(&body) {
                let place = around(&body, &path);
                for (_, put) in &entries {
                    let _ = read(&answer(200, with(&place, put)));
                }
            }
            for (_, put) in values().into_iter().chain(bytes()) {
                let _ = read(&answer(200, put));
            }
            for end in 0..whole.len() {
                let _ = read(&answer(200, whole.as_bytes()[..end].into()));
            }
        }
    }
}

#[test]
fn reads_every_refusal_as_an_api_error_and_shows_no_hidden_character() {
    let bodies = |provider| match provider {
        Provider::Bunny => json!({"ErrorKey":"validation_error","Field":"Value","Message":"No."}),
        Provider::Cloudflare => {
            json!({"success":false,"result":null,"messages":[],"errors":[{"code":1004,
            "message":"No.","source":{"pointer":"/content"},"error_chain":[{"code":9005,"message":"Bad."}]}]})
        }
    };
    let entries = values();
    for provider in Provider::ALL {
        let body = bodies(provider);
        for path in paths_of(&body) {
            let place = around(&body, &path);
            for (name, put) in &entries {
                for status in [400, 401, 403, 404, 409, 429, 500] {
                    let answer = answer(status, with(&place, put));
                    let error = provider.list_records(&zone(), 1).read(&answer).unwrap_err();
                    let shown = text::api_error(&error, provider, "https://api.example");
                    assert!(!shown.chars().any(text::is_hidden), "{name}: {shown}");
                }
            }
        }
    }
}

#[test]
fn truncates_endless_lists_that_the_page_would_render() {
    let many = vec![json!("x"); 20_000];
    let provider = Provider::Cloudflare;
    let item = json!({"success":true,"result":{"id":"a","name":"a.example.com","type":"A","content":"192.0.2.1",
        "ttl":1,"new":many}});
    let call = provider.read_record(&zone(), &"a".into()).unwrap();
    let read = call.read(&answer(200, item.to_string().into())).unwrap();
    assert!(read.more.len() <= 500, "{}", read.more.len());
    let moments: serde_json::Map<String, Value> = (0..20_000)
        .map(|n| {
            (
                format!(
                    "20{:02}-01-{:02}T{:02}:{:02}:00Z",
                    n / 5_000,
                    n % 28 + 1,
                    n % 24,
                    n / 24 % 60
                ),
                n.into(),
            )
        })
        .collect();
    let types: serde_json::Map<String, Value> =
        (0..20_000).map(|n| (n.to_string(), n.into())).collect();
    let body =
        json!({"TotalQueriesServed":1,"QueriesServedChart":moments,"QueriesByTypeChart":types});
    let call = Provider::Bunny.read_statistics(&zone(), None).unwrap();
    let read = call.read(&answer(200, body.to_string().into())).unwrap();
    assert!(read.by_time.len() <= 2_000 && read.by_type.len() <= 2_000);
    for provider in Provider::ALL {
        let body = match provider {
            Provider::Bunny => {
                let zones: Vec<Value> =
                    (0..5_000).map(|n| json!({"Id":n,"Domain":format!("z{n}.example")})).collect();
                json!({"Items":zones,"HasMoreItems":false})
            }
            Provider::Cloudflare => {
                let zones: Vec<Value> = (0..5_000)
                    .map(|n| json!({"id":n.to_string(),"name":format!("z{n}.example")}))
                    .collect();
                json!({"success":true,"result":zones})
            }
        };
        let read = provider.list_zones("", 1).read(&answer(200, body.to_string().into())).unwrap();
        assert!(read.items.len() <= 1_000, "{}", read.items.len());
    }
}

#[test]
fn shows_the_hidden_characters_of_every_text_in_the_corpus() {
    for (name, text) in all_texts() {
        let shown = text::visible(&text);
        assert!(!shown.chars().any(text::is_hidden), "{name}");
        let is_same = shown == text;
        assert!(is_same || text.chars().any(text::is_hidden) || text.len() > 60_000, "{name}");
    }
}
