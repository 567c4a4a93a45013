//! That a line which could not be read is no wish to delete: what each may have been about, and that no
//! file deletes or changes, in any mode, a record that it did not account for.

use proptest::prelude::*;

use super::samples::{any_marked, any_record, record, zone};
use super::*;
use crate::diff::{Difference, Mode, Scope, changes};
use crate::name::DomainName;
use crate::record::{Rdata, RecordType};
use crate::wanted::NotWhole;

const PLAIN: Dialect = Dialect { marks: false };
const MARKED: Dialect = Dialect { marks: true };
const SCOPE: Scope = Scope { soa: false, apex_ns: true };
const DELETING: [Mode; 2] = [Mode::ReplaceRrsets, Mode::MakeEqual];

fn from(text: &str, held: &[Record], mode: Mode) -> Result<Vec<Difference>, NotWhole> {
    let file = read(text, &zone(), MARKED, Ttl::Auto);
    changes(held, &file.wanted(), &zone(), mode, SCOPE)
}

fn a(name: &str, content: &str) -> Record {
    record(name, RecordType::A, &[content])
}

/// How much of a zone is left open: none of it, one name and type, a name, a name with those below, all.
#[derive(Debug, PartialEq)]
enum Open {
    Nothing,
    Rrset,
    Name,
    Below,
    All,
}

fn open(text: &str) -> Open {
    let file = read(text, &zone(), MARKED, Ttl::Auto);
    let wanted = file.wanted();
    let is_open = |record: &Record| wanted.unread().concerns(record);
    if wanted.unread().whole().is_some() {
        return Open::All;
    }
    let name = |rtype| is_open(&record("w.example.com", rtype, &["x", "x", "x"]));
    let below = is_open(&a("x.w.example.com", "192.0.2.1"));
    assert!(!is_open(&a("b.example.com", "192.0.2.1")), "{text}");
    match (name(RecordType::A), name(RecordType::Caa), below) {
        (true, true, true) => Open::Below,
        (true, true, false) => Open::Name,
        (true, false, false) => {
            assert!(name(RecordType::Cname), "nothing stands beside a CNAME: {text}");
            Open::Rrset
        }
        _ => Open::Nothing,
    }
}

#[test]
fn an_unread_line_leaves_open_the_records_that_it_may_mean() {
    for (text, expected) in [
        // Its name and type are known.
        ("w 5 A 192.0.2.999", Open::Rrset),
        ("w A", Open::Rrset),
        ("w 5 IN A 192.0.2.1 x", Open::Rrset),
        ("w 5 IN A \"192.0.2.1", Open::Rrset),
        ("w 5 IN A ( 192.0.2.1", Open::Rrset),
        ("w 5 IN A 192.0.2.1 )", Open::Rrset),
        ("w 5 TYPE1 \\# 3 000000", Open::Rrset),
        ("w.example.com. 5 A 1\n$ORIGIN b..c", Open::Rrset),
        ("w 5 TXT x\n 5 A 1", Open::Rrset),
        // Its type is not.
        ("w 5 IN", Open::Name),
        ("w 5 FOO 192.0.2.1", Open::Name),
        ("w 5 \"A\" 192.0.2.1", Open::Name),
        ("w 1y A 192.0.2.1", Open::Name),
        ("w CH A 192.0.2.1", Open::Name),
        ("w 5 ALIAS b", Open::Name),
        ("w 5 URL https://a.example/", Open::Name),
        ("w 5 CNAME b..c", Open::Name),
        ("w 5 IN \"A", Open::Name),
        ("w 5 DNAME b", Open::Below),
        // Its name is not.
        ("a..b 5 A 192.0.2.1", Open::All),
        ("w\u{fffd} 5 A 192.0.2.1", Open::All),
        ("\"w\" 5 A 192.0.2.1", Open::All),
        ("w\"b\" 5 A 192.0.2.1", Open::All),
        (" 5 A 192.0.2.1", Open::All),
        ("w", Open::All),
        ("a..b 5 A 192.0.2.1\n 5 A 192.0.2.3", Open::All),
        ("$ORIGIN b..c\nw 5 A 192.0.2.1", Open::All),
        ("$ORIGIN \"b\nw 5 A 192.0.2.1", Open::All),
        ("$ORIGIN example.com. example.org.\nw 5 A 192.0.2.1", Open::All),
        ("$INCLUDE other", Open::All),
        ("$INCLUDE \"other", Open::All),
        ("$GENERATE 1-2 a$ A 192.0.2.$", Open::All),
        ("$FOO", Open::All),
        (" $ORIGIN sub", Open::All),
        // White space that a line began with may be lost.
        ("IN A 192.0.2.999", Open::All),
        ("300 A 192.0.2.999", Open::All),
        ("A 192.0.2.1", Open::All),
        ("MX 10 mx", Open::All),
        ("NS ns", Open::All),
        // The last word is a host's name, whatever type it looks like.
        ("MX 10 sig", Open::All),
        ("NS SIG", Open::All),
        ("CNAME rrsig", Open::All),
        ("A nsec", Open::All),
        ("PTR type46", Open::All),
        ("MX 10 rp", Open::All),
        ("NS kx", Open::All),
        ("CNAME alias", Open::All),
        ("MX 10 dname", Open::All),
        ("SRV 10 5 5060 a", Open::All),
        ("HTTPS 1 mx alpn=h2", Open::All),
        ("SVCB 1 sig alpn=h2", Open::All),
        // A type without its data may be a name that has lost its type.
        ("w sig", Open::Name),
        ("w 5 IN RRSIG", Open::Name),
        ("w 5 RRSIG b 13 2 300 20300101000000 20290101000000 1 a.example. AAAA", Open::Name),
        ("w 5 NSEC b", Open::Name),
        ("w 5 NSEC b c", Open::Name),
        ("w rp", Open::Name),
        ("w dname", Open::Below),
        // The names that follow may have been meant for this zone.
        ("$ORIGIN sub.exmaple.com.\nw 5 A 192.0.2.1", Open::All),
        // Lines that stand in an open bracket.
        ("w 5 A ( 192.0.2.1\nb 5 A 192.0.2.2\nc 5 A 192.0.2.3 )", Open::All),
        ("w 5 TXT ( x\nb 5 IN A 192.0.2.2\nc 5 TXT x )", Open::All),
        // Nothing of this zone, or nothing that is missing.
        ("w.example.org. 5 A 192.0.2.1", Open::Nothing),
        ("$TTL soon", Open::Nothing),
        ("$ORIGIN b..c\nb.example.com. 5 A 192.0.2.1", Open::Nothing),
        ("w 5 HINFO x y", Open::Nothing),
        ("w 5 RP x y", Open::Nothing),
        ("w 5 RRSIG A 13 2 300 20300101000000 20290101000000 1 a.example. AAAA", Open::Nothing),
        ("mx 5 RRSIG A 13 2 300 20300101000000 20290101000000 1 a.example. AAAA", Open::Nothing),
        ("w 5 NSEC b A RRSIG NSEC", Open::Nothing),
        ("w 5 TYPE47 \\# 4 016200 00", Open::Nothing),
        ("mx 5 NSEC3 1 0 0 - AAAA", Open::Nothing),
        ("mx 5 CDS 0 0 0 00", Open::Nothing),
        ("w 5 TYPE65534 \\# 5 0D00010001", Open::Nothing),
        ("mx 5 RP a b", Open::Nothing),
        ("w 5 TXT ( x\n\"b\" c )", Open::Nothing),
        ("b 5 A 192.0.2.1\n\u{1a}", Open::Nothing),
    ] {
        assert_eq!(open(text), expected, "{text}");
    }
    assert_eq!(open(&" ".repeat(MOST_BYTES + 1)), Open::All);
    assert_eq!(open(&"a 5 TXT (\n".repeat(20)), Open::All, "the rest is in a bracket");
    assert_eq!(open(&("w 5 A 1\n".repeat(MOST_PROBLEMS) + "$X\n")), Open::All, "not listed");
    let spoilt = "10 5 PTR a..b";
    let reverse = DomainName::parse("2.0.192.in-addr.arpa").unwrap();
    let file = read(spoilt, &reverse, PLAIN, Ttl::Auto);
    assert_eq!(file.wanted().unread().whole(), None, "a name that is a number");
}

#[test]
fn an_unread_line_keeps_its_whole_rrset() {
    let held = [
        Record { id: Some("1".into()), ..a("shop.example.com", "192.0.2.1") },
        Record { id: Some("2".into()), ..a("shop.example.com", "192.0.2.2") },
        record("shop.example.com", RecordType::Txt, &["old"]),
    ];
    let text = "shop 60 A 192.0.2.1\nshop 60 A 192.0.2.2.5\nshop 60 A 192.0.2.3\n";
    let [only] = &from(text, &held, Mode::ReplaceRrsets).unwrap()[..] else { panic!("one") };
    assert!(matches!(only, Difference::Add(record) if record.rdata.field(0).raw() == "192.0.2.3"));
    let all = from(text, &held, Mode::MakeEqual).unwrap();
    assert!(matches!(&all[..], [Difference::Delete(gone), Difference::Add(_)] if *gone == held[2]));
}

#[test]
fn unread_lines_delete_nothing() {
    let text = include_str!("../../../corpus/zones/lines-that-cannot-be-read.zone");
    let held = [
        Record {
            ttl: Ttl::Seconds(3600),
            ..record("www.example.com", RecordType::Cname, &["example.com"])
        },
        a("shop.example.com", "192.0.2.1"),
        a("shop.example.com", "192.0.2.2"),
        record("example.com", RecordType::Mx, &["10", "mail.example.com"]),
        record("h.example.com", RecordType::Https, &["1", ".", "alpn=\"h2\""]),
    ];
    assert_eq!(read(text, &zone(), MARKED, Ttl::Auto).problems.len(), 3);
    for mode in DELETING {
        assert_eq!(from(text, &held, mode), Ok(vec![]), "{mode:?}");
    }
}

#[test]
fn a_file_with_an_unread_include_may_only_add() {
    let held = [a("a.example.com", "192.0.2.1"), a("b.example.com", "192.0.2.2")];
    let text = "a 60 A 192.0.2.9\n$INCLUDE more\n";
    for mode in DELETING {
        assert_eq!(from(text, &held, mode), Err(NotWhole(Position::Line(2))));
    }
    let [Difference::Add(_)] = &from(text, &held, Mode::AddMissing).unwrap()[..] else {
        panic!("one is added")
    };
}

#[test]
fn keeps_the_fields_that_a_line_does_not_state() {
    let held = Record {
        id: Some("1".into()),
        comment: Some("owner: web team".into()),
        tags: vec!["team:web".into(), "env:prod".into()],
        more: Some("\"settings\":{}".into()),
        proxied: Some(false),
        ..a("app.example.com", "192.0.2.1")
    };
    let changed = |text: &str| {
        let all = from(text, std::slice::from_ref(&held), Mode::ReplaceRrsets).unwrap();
        all.into_iter().find_map(|difference| match difference {
            Difference::Add(_) => None,
            Difference::Change { after, .. } => Some(after),
            Difference::Delete(_) => panic!("{text}"),
        })
    };
    let expect = |text: &str, change: &dyn Fn(&mut Record)| {
        let mut after = held.clone();
        change(&mut after);
        let expected = Some(after).filter(|after| *after != held);
        assert_eq!(changed(text), expected, "{text}");
    };
    expect(include_str!("../../../corpus/zones/plain-without-comments.zone"), &|_| {});
    expect("app A 192.0.2.1", &|_| {});
    expect("@ 60 SOA ns host 1 2 3 4 77\napp 300 A 192.0.2.1", &|_| {});
    expect("@ SOA ns host 1 2 3 4 77\napp A 192.0.2.1", &|_| {});
    expect("$TTL 60\n$TTL soon\napp A 192.0.2.1", &|_| {});
    expect("x 60 A 192.0.2.1\nx 1y A 192.0.2.1\napp A 192.0.2.1", &|_| {});
    expect("$TTL 60\napp A 192.0.2.1", &|after| after.ttl = Ttl::Seconds(60));
    expect("x 60 A 192.0.2.1\napp A 192.0.2.1", &|after| after.ttl = Ttl::Seconds(60));
    expect("app A 192.0.2.1 ; note", &|after| after.comment = Some("note".into()));
    expect("app A 192.0.2.1 ; cf_tags=a:b", &|after| {
        (after.comment, after.tags) = (None, vec!["a:b".into()]);
    });
    expect("app A 192.0.2.1 ; n cf_tags=", &|after| {
        (after.comment, after.tags) = (Some("n".into()), vec![]);
    });
    expect("app A 192.0.2.9", &|after| after.rdata = Rdata::new(&RecordType::A, ["192.0.2.9"]));
}

#[test]
fn a_flattened_cname_keeps_its_unknown_members() {
    let more = "\"settings\":{\"flatten_cname\":true},\"meta\":{\"x\":1}";
    let held = Record {
        more: Some(more.into()),
        ..record("a.example.com", RecordType::Cname, &["b.example"])
    };
    let held = [held];
    let text = write(&held, &zone(), MARKED).text;
    assert_eq!(from(&text, &held, Mode::MakeEqual), Ok(vec![]));
}

#[test]
fn reads_or_names_types_of_other_hosts() {
    let text = include_str!("../../../corpus/zones/types-of-other-hosts.zone");
    let file = read(text, &zone(), PLAIN, Ttl::Auto);
    let read: Vec<_> =
        file.records.iter().map(|r| (r.name.as_str(), r.rdata.field(0).raw())).collect();
    assert_eq!(
        read,
        [
            ("example.com", "v=spf1 mx -all"),
            ("key._domainkey.example.com", "v=DKIM1; k=rsa; p=AAAA"),
            ("_dmarc.example.com", "v=DMARC1; p=none"),
            ("old.example.com", "v=spf1 -all"),
            ("www.example.com", "192.0.2.1"),
        ]
    );
    assert!(file.records[..4].iter().all(|record| record.rtype == RecordType::Txt));
    let notes: Vec<_> = file.notes.iter().map(|note| (note.renamed, note.is_said)).collect();
    assert_eq!(
        notes,
        [
            (Renamed::Spf, true),
            (Renamed::Dkim, false),
            (Renamed::Dmarc, false),
            (Renamed::Spf, false)
        ]
    );
    let types: Vec<_> = file
        .problems
        .iter()
        .map(|problem| match problem.kind {
            ProblemKind::Elsewhere(elsewhere) => elsewhere.as_str(),
            kind => panic!("{kind:?}"),
        })
        .collect();
    assert_eq!(types, ["HINFO", "RP", "DNAME", "ALIAS", "ANAME", "REDIRECT", "AFSDB"]);
    assert_eq!((file.signing, file.unlisted), (6, 0));
    assert_eq!(file.wanted().unread().whole(), None);
    assert!(file.wanted().unread().concerns(&record("example.com", RecordType::Dnskey, &["1"])));
}

#[test]
fn reads_the_dnskey_of_an_unsigned_file_as_a_record() {
    let file = read("@ 5 DNSKEY 257 3 13 AAAA", &zone(), PLAIN, Ttl::Auto);
    assert_eq!((file.records.len(), file.signing), (1, 0));
}

/// A record that no zone file can hold.
fn uncarried() -> impl Strategy<Value = Record> {
    let types = prop_oneof![Just("REDIRECT"), Just("FLATTEN"), Just("PULLZONE"), Just("TYPE-99")];
    (any_record(), types, 0..4_u8).prop_map(|(record, rtype, kind)| match kind {
        0 => Record { locked: true, ..record },
        1 => Record { flaw: Some(crate::record::Flaw::Content), ..record },
        2 => Record { ttl: Ttl::Seconds(u32::MAX), ..record },
        _ => {
            let rtype = RecordType::Other(rtype.into());
            let rdata = Rdata::new(&rtype, ["https://a.example/"]);
            Record { rtype, rdata, proxied: None, ..record }
        }
    })
}

/// What makes a line of the page's own export unreadable, whatever it says.
fn spoil(line: &str, way: u8) -> String {
    let (owner, rest) = line.split_once('\t').unwrap();
    let mut parts = rest.splitn(4, '\t');
    let [ttl, class, rtype, data] = [(); 4].map(|()| parts.next().unwrap_or_default());
    match way {
        0 => format!("{owner}\t{ttl}\t{class}\tFOO\t{data}"),
        1 => format!("{owner}\t1y\t{class}\t{rtype}\t{data}"),
        2 => format!("{owner}\t{ttl}\t{class}\t{rtype}"),
        3 => format!("{owner}\t{ttl}\tCH\t{rtype}\t{data}"),
        4 => format!("a..b\t{ttl}\t{class}\t{rtype}\t{data}"),
        5 => "$INCLUDE other.zone".to_owned(),
        6 => {
            format!("{owner}\t{ttl}\t{class}\t{rtype}\t( \"\\300 {}", data.replace([';', '"'], ""))
        }
        _ => format!("{owner}\t{ttl}\t{class}\t\"{rtype}"),
    }
}

fn gone(all: &[Difference]) -> impl Iterator<Item = &Record> {
    all.iter().filter_map(|difference| match difference {
        Difference::Add(_) => None,
        Difference::Change { before: record, .. } | Difference::Delete(record) => Some(record),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn making_equal_to_its_own_export_changes_nothing(
        marked in proptest::collection::vec(any_marked(), 0..6),
        others in proptest::collection::vec(uncarried(), 0..4),
        marks in any::<bool>(),
    ) {
        let held = [marked, others].concat();
        let dialect = Dialect { marks };
        let text = write(&held, &zone(), dialect).text;
        let file = read(&text, &zone(), dialect, Ttl::Auto);
        for mode in [Mode::AddMissing, Mode::ReplaceRrsets, Mode::MakeEqual] {
            let all = changes(&held, &file.wanted(), &zone(), mode, SCOPE).unwrap();
            // A provider that chooses TTLs has marks.
            let is_ttl = |difference: &Difference| !marks && matches!(
                difference, Difference::Change { before, .. } if before.ttl == Ttl::Auto
            );
            prop_assert!(all.iter().all(is_ttl), "{mode:?}: {all:?}");
        }
        let snapshot = crate::snapshot::read(crate::snapshot::write(&zone(), crate::provider::Provider::Bunny, &held).as_bytes());
        let snapshot = snapshot.unwrap();
        for mode in [Mode::ReplaceRrsets, Mode::MakeEqual] {
            let all = changes(&held, &snapshot.wanted(), &zone(), mode, SCOPE);
            prop_assert!(all.as_ref().is_ok_and(Vec::is_empty), "{mode:?}: {all:?}");
        }
    }

    /// Of every record of the zone its line is whole, spoilt, or taken out: only the last is a wish.
    #[test]
    fn a_file_never_deletes_or_changes_records_that_it_keeps_or_spoils(
        held in proptest::collection::vec((any_marked(), 0..12_u8), 1..8),
        others in proptest::collection::vec(uncarried(), 0..3),
        marks in any::<bool>(),
    ) {
        let dialect = Dialect { marks };
        let mut text = String::new();
        let mut kept: Vec<&Record> = others.iter().collect();
        for (record, fate) in &held {
            let written = write(std::slice::from_ref(record), &zone(), dialect).text;
            let line = written.lines().nth(1).unwrap_or_default();
            match fate {
                11 => {}
                8..=10 => text.extend([line, "\n"]),
                way => text.extend([&spoil(line, *way), "\n"]),
            }
            if *fate < 11 {
                kept.push(record);
            }
        }
        let zone_now: Vec<Record> =
            held.iter().map(|(record, _)| record.clone()).chain(others.clone()).collect();
        let file = read(&text, &zone(), dialect, Ttl::Auto);
        for mode in [Mode::AddMissing, Mode::ReplaceRrsets, Mode::MakeEqual] {
            let Ok(all) = changes(&zone_now, &file.wanted(), &zone(), mode, SCOPE) else {
                prop_assert!(mode != Mode::AddMissing);
                continue;
            };
            for gone in gone(&all) {
                let is_kept = kept.contains(&gone);
                let is_ttl = !marks && gone.ttl == Ttl::Auto;
                prop_assert!(!is_kept || is_ttl, "{mode:?}: {gone:?}\n{text}");
            }
        }
    }
}
