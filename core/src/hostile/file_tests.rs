//! The corpus through everything else that is read: zone files, snapshots, `config.json`, what a tab keeps,
//! addresses and keys; and through what is written for other programs.

use super::{all_texts, bytes, text, texts, values};
use crate::bulk::{Bulk, Kind};
use crate::config::{Config, MOST};
use crate::name::DomainName;
use crate::provider::{ApiKey, Connection, NoteLimits, Provider};
use crate::record::{Rdata, Record, RecordType, Ttl};
use crate::route::{self, Route};
use crate::zonefile::{self, Dialect};
use crate::{address, csv, date, kept, record_form, snapshot};

fn zone() -> DomainName {
    DomainName::parse("example.com").unwrap()
}

fn txt(text: &str) -> Record {
    let rdata = Rdata::new(&RecordType::Txt, [text]);
    Record::new(zone(), RecordType::Txt, rdata, Ttl::Seconds(300))
}

fn address_record() -> Record {
    let rdata = Rdata::new(&RecordType::A, ["192.0.2.1"]);
    Record::new(zone(), RecordType::A, rdata, Ttl::Seconds(300))
}

/// Every entry, bytes with a replacement character for what is no text, as a file comes to the page.
fn contents() -> Vec<(String, String)> {
    let bytes = bytes().into_iter();
    let lossy = bytes.map(|(name, bytes)| (name, String::from_utf8_lossy(&bytes).into_owned()));
    all_texts().into_iter().chain(lossy).chain(texts("values")).chain(texts("broken")).collect()
}

#[test]
fn a_bad_line_of_a_zone_file_loses_only_that_line() {
    let (first, last) = ("a 300 IN A 192.0.2.1\n", "\nz 300 IN A 192.0.2.9\n");
    let dialect = Dialect { marks: true };
    for (name, text) in contents() {
        // What opens goes on over the lines, and a break begins another line: neither is a bad line.
        let is_line = !text.contains(['\n', '\r', '(', ')', '"', '\\']);
        for line in [
            text.clone(),
            format!("{text} 300 IN A 192.0.2.2"),
            format!("b {text} IN A 192.0.2.2"),
            format!("b 300 {text} A 192.0.2.2"),
            format!("b 300 IN {text} 192.0.2.2"),
            format!("b 300 IN A {text}"),
            format!("b 300 IN TXT {text}"),
            format!("b 300 IN TXT \"{text}\""),
            format!("b 300 IN MX 10 {text}"),
            format!("b 300 IN SVCB 1 . {text}"),
            format!("b 300 IN TYPE65280 \\# 2 {text}"),
            format!("b 300 IN A 192.0.2.2 ; {text}"),
            format!("$ORIGIN {text}\n$ORIGIN example.com."),
            format!("$TTL {text}"),
            format!("${text}"),
        ] {
            let file = [first, &line, last].concat();
            let read = zonefile::read(&file, &zone(), dialect, Ttl::Auto);
            assert_eq!(read.records.len(), read.lines.len());
            let names: Vec<&str> = read.records.iter().map(|r| r.name.as_str()).collect();
            assert_eq!(names.first(), Some(&"a.example.com"), "{name}");
            assert!(!is_line || names.last() == Some(&"z.example.com"), "{name}: {line:?}");
            for problem in &read.problems {
                let _ = crate::text::problem_line(problem);
            }
            let written = zonefile::write(&read.records, &zone(), dialect);
            let back =
                zonefile::check(&read.records, &written.left_out, &written.text, &zone(), dialect);
            assert_eq!(back, Ok(()), "{name}: {line:?}");
        }
    }
}

#[test]
fn a_bad_record_of_a_snapshot_loses_only_that_record() {
    let good =
        snapshot::write(&zone(), crate::provider::Provider::Bunny, &[txt("first"), txt("last")]);
    let (before, after) = good.split_once("},{").unwrap();
    for (name, value) in values() {
        for member in [
            "id", "name", "type", "rdata", "ttl", "proxied", "comment", "tags", "more", "locked",
            "flaw",
        ] {
            let item = format!(
                "}},{{\"name\":\"b.example.com\",\"type\":\"A\",\"rdata\":[\"192.0.2.2\"],\"{member}\":"
            );
            let file =
                [before.as_bytes(), item.as_bytes(), &*value, b"},{", after.as_bytes()].concat();
            let read = snapshot::read(&file).unwrap();
            assert_eq!(read.records.len() + read.damaged.len(), 3, "{name} as {member}");
            assert_eq!(read.records.first(), Some(&txt("first")), "{name} as {member}");
            assert_eq!(read.records.last(), Some(&txt("last")), "{name} as {member}");
        }
        let _ = snapshot::read(&value);
        for member in ["format", "version", "zone", "records"] {
            let file = [
                b"{\"format\":\"zonesift-snapshot\",\"version\":1,\"zone\":\"a.example\",\""
                    .as_slice(),
                member.as_bytes(),
                b"\":",
                &*value,
                b"}",
            ]
            .concat();
            let _ = snapshot::read(&file);
        }
    }
}

#[test]
fn config_cannot_set_unsafe_addresses_or_links_nor_a_foreign_sandbox() {
    for (name, value) in values() {
        for (before, after) in [
            ("", ""),
            ("{\"providers\":", ",\"sandboxKey\":\"k\"}"),
            ("{\"providers\":{\"bunny\":", "},\"sandboxKey\":\"k\"}"),
            ("{\"providers\":{\"bunny\":{\"address\":", "}},\"sandboxKey\":\"k\"}"),
            ("{\"providers\":{\"bunny\":{\"sandbox\":", "}},\"sandboxKey\":\"k\"}"),
            ("{\"providers\":{\"bunny\":{\"sandbox\":\"s\"}},\"sandboxKey\":", "}"),
            ("{\"idleMinutes\":", "}"),
            ("{\"links\":", "}"),
            ("{\"links\":[{\"text\":\"x\",\"address\":", "}]}"),
            ("{\"links\":[{\"address\":\"https://a.example\",\"text\":", "}]}"),
        ] {
            let config = Config::read(&[before.as_bytes(), &*value, after.as_bytes()].concat());
            assert!(config.faults.len() <= MOST && config.links.len() <= MOST, "{name}");
            for link in &config.links {
                assert!(link.address.starts_with("https://"), "{name}: {}", link.address);
                assert!(link.text.chars().count() <= 60, "{name}: {}", link.text);
            }
            for provider in Provider::ALL {
                let given = config.address(provider);
                assert_eq!(address::parse(&given).as_deref(), Some(&*given), "{name}");
                if let Some((sandbox, _)) = config.sandbox(provider) {
                    assert!(address::is_relative(&sandbox), "{name}: {sandbox}");
                }
            }
        }
    }
}

#[test]
fn truncates_the_links_and_faults_of_an_oversized_config() {
    let many = |item: &str| vec![item; 100_000].join(",");
    for file in [
        format!("{{\"links\":[{}]}}", many("7")),
        format!("{{{}}}", many("\"x\":1")),
        format!("{{\"links\":[{}]}}", many(r#"{"text":"x","address":"https://a.example"}"#)),
    ] {
        let config = Config::read(file.as_bytes());
        assert!(config.faults.len() <= MOST && config.links.len() <= MOST);
        assert!(config.faults.len() + config.links.len() > 0);
    }
}

#[test]
fn reads_what_a_tab_keeps_or_counts_it_as_not_kept() {
    let names = [
        "phase", "job", "before", "seen", "started", "ended", "grown", "found", "begun", "hashes",
        "runs", "states", "items",
    ];
    for (_, value) in values() {
        let value = String::from_utf8_lossy(&value);
        for name in names {
            if let Some((scan, review)) = kept::read_discovery(&format!("{{\"{name}\":{value}}}")) {
                let again = kept::write_discovery(&scan, &review);
                assert!(kept::read_discovery(&again).is_some(), "{name}: {value}");
            }
        }
        for name in ["hash", "edited"] {
            let _ = kept::read_discovery(&format!(
                "{{\"items\":[{{\"hash\":\"a\",\"{name}\":{value}}}]}}"
            ));
        }
        for name in ["name", "rtype", "rdata", "ttl", "proxied", "comment", "tags"] {
            let edited =
                format!("{{\"name\":\"a\",\"rtype\":\"A\",\"rdata\":[\"x\"],\"{name}\":{value}}}");
            let _ = kept::read_discovery(&format!(
                "{{\"items\":[{{\"hash\":\"a\",\"edited\":{edited}}}]}}"
            ));
        }
        let _ = (kept::read_discovery(&value), kept::read_connection(&value));
        for name in ["provider", "address", "key"] {
            let text = format!(
                "{{\"provider\":\"bunny\",\"address\":\"https://api.example\",\"key\":\"k\",\"{name}\":{value}}}"
            );
            let _ = kept::read_connection(&text);
        }
    }
}

#[test]
fn any_address_leads_to_a_route_with_a_clean_hash() {
    for (name, text) in contents() {
        for hash in [
            text.clone(),
            format!("#/{text}"),
            format!("#/zone/{text}/discover"),
            format!("#/zone/1/{text}"),
        ] {
            let hash_again = Route::parse(&hash).hash();
            assert!(
                hash_again.bytes().all(|b| b.is_ascii_alphanumeric() || b"#/".contains(&b)),
                "{name}"
            );
        }
        let told = Route::Discover("1".into()).hash_with(&text);
        assert_eq!(route::filter(&told), text, "{name}");
        let _ = (
            date::parse(&text),
            record_form::seconds(&text),
            record_form::tags(&text),
            address::check(&text),
        );
    }
}

#[test]
fn a_key_fits_a_header_and_goes_only_to_a_safe_address() {
    for (name, text) in contents() {
        let Some(key) = ApiKey::new(&text) else { continue };
        assert!(key.expose().bytes().all(|b| b.is_ascii_graphic()), "{name}");
        assert!(!key.redact(&format!("a {} b", key.expose())).contains(key.expose()), "{name}");
    }
    for (name, text) in contents() {
        let Ok(connection) = Connection::new(Provider::Bunny, &text, "k") else { continue };
        let (url, _) = connection.sign("/x").unwrap();
        assert!(
            url.starts_with("https://") || address::is_relative(connection.address()),
            "{name}: {url}"
        );
        assert!(!url.chars().any(|c| c.is_control() || c.is_whitespace()), "{name}: {url}");
    }
}

/// The cells of a table for a program that takes this sign for the end of cells, quotes or not.
fn cells(table: &str, separator: char, with_quotes: bool) -> Vec<String> {
    let (mut cells, mut is_open) = (vec![String::new()], false);
    for c in table.chars() {
        let is_end = (c == separator || c == '\n' || c == '\r') && !(is_open && with_quotes);
        is_open ^= c == '"';
        match is_end {
            true => cells.push(String::new()),
            false => cells.last_mut().unwrap().push(c),
        }
    }
    cells
}

#[test]
fn no_csv_cell_starts_a_formula_under_any_separator() {
    for (name, text) in all_texts() {
        let mut record = address_record();
        record.rtype = RecordType::Other(text.as_str().into());
        record.rdata = Rdata::new(&record.rtype, [&*text]);
        record.comment = Some(text.as_str().into());
        record.tags = vec![text.as_str().into(), "-x".into()];
        let table = csv::write(&[record, txt(&text)]);
        for separator in [',', ';', '\t', '|'] {
            for with_quotes in [true, false] {
                for cell in cells(&table, separator, with_quotes) {
                    let blank =
                        |c: char| c == '"' || c.is_whitespace() || crate::text::is_hidden(c);
                    let start = cell.trim_start_matches(blank);
                    assert!(
                        !start.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']),
                        "{name} behind {separator:?}: {cell:?}"
                    );
                }
            }
        }
    }
}

/// What a comment or a tag says is what comes back: nothing in it becomes another tag or a proxy.
#[test]
fn a_comment_written_to_a_file_reads_back_as_no_tag_and_no_proxy() {
    let proxies = [None, Some(true), Some(false)];
    for provider in Provider::ALL {
        let dialect = Dialect::of(provider.capabilities());
        for (name, text) in all_texts().into_iter().filter(|(_, text)| !text.is_empty()) {
            let comments = [Some(text.clone()), Some(format!("x {text}")), None];
            let tags = [vec![], vec![&*text], vec!["a:b", &*text], vec!["a"]];
            for (comment, tags) in comments.iter().flat_map(|c| tags.iter().map(move |t| (c, t))) {
                for proxied in proxies {
                    let mut record = address_record();
                    record.proxied = proxied;
                    record.comment = comment.as_deref().map(Into::into);
                    record.tags = tags.iter().map(|tag| (*tag).into()).collect();
                    let one = std::slice::from_ref(&record);
                    let written = zonefile::write(one, &zone(), dialect);
                    let read = zonefile::read(&written.text, &zone(), dialect, Ttl::Auto);
                    assert_eq!(read.problems, [], "{name}");
                    assert_eq!(read.records.len() + written.left_out.len(), 1, "{name}");
                    for back in read.records {
                        if dialect.marks {
                            assert_eq!(
                                (&back.tags, back.proxied),
                                (&record.tags, proxied),
                                "{name}"
                            );
                        } else {
                            assert_eq!(
                                (back.tags.len(), back.proxied, back.comment),
                                (0, None, None)
                            );
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn a_bulk_comment_becomes_no_tag() {
    let limits = &Provider::Cloudflare.capabilities().limits;
    for (name, text) in all_texts() {
        let mut record = address_record();
        let bulk = Bulk { comment: Some(text.trim().into()), ..Bulk::default() };
        let kind = Kind::of(&record, &zone(), limits);
        bulk.change(&mut record, kind);
        assert!(record.tags.is_empty() && record.proxied.is_none(), "{name}");
        let shown = record_form::RecordForm::of(&record, &zone());
        let (zone, notes) = (zone(), NoteLimits::NONE);
        let terms = record_form::Terms { zone: &zone, limits, notes, held: None };
        let again = shown.read(&record, &terms).unwrap();
        assert!(again.tags.is_empty(), "{name}");
    }
    let comment = text("texts", "marks in a comment");
    assert!(comment.contains("cf_tags=") && comment.contains("cf-proxied:true"));
}
