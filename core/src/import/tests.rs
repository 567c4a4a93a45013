//! That the rows of an import are the whole file, and that what is taken by itself is what its mode says.

use proptest::prelude::*;

use super::*;
use crate::diff::{Mode, changes, compare};
use crate::provider::Provider;
use crate::record::{Rdata, RecordType, Ttl};
use crate::wanted::Wanted;
use crate::zone::{ConflictKind, Fix};

const MODES: [Mode; 3] = [Mode::AddMissing, Mode::ReplaceRrsets, Mode::MakeEqual];
const SCOPE: Scope = Scope { soa: false, apex_ns: true };

fn zone() -> DomainName {
    DomainName::parse("example.com").unwrap()
}

fn record(name: &str, rtype: RecordType, content: &str) -> Record {
    let rdata = Rdata::new(&rtype, [content]);
    Record::new(DomainName::parse(name).unwrap(), rtype, rdata, Ttl::Seconds(300))
}

fn a(name: &str, last: u8) -> Record {
    record(name, RecordType::A, &format!("192.0.2.{last}"))
}

fn with_id(id: &str, record: Record) -> Record {
    Record { id: Some(id.into()), ..record }
}

fn review(found: &[Record]) -> Review {
    let mut review = Review::new(zone(), Provider::Cloudflare.capabilities());
    let with_ids = found.iter().enumerate();
    review.merge(with_ids.map(|(id, record)| with_id(&id.to_string(), record.clone())).collect());
    review
}

fn preview(file: &[Record], held: &[Record], mode: Mode, edits: &Edits) -> Vec<ImportRow> {
    preview_beside(file, held, mode, edits, None)
}

fn preview_beside(
    file: &[Record],
    held: &[Record],
    mode: Mode,
    edits: &Edits,
    found: Option<&Review>,
) -> Vec<ImportRow> {
    let zone = zone();
    let compared = compare(held, &Wanted::whole(file), &zone, mode, SCOPE).unwrap();
    rows(compared, file, held, Beside { zone: &zone, edits, found, decisions: found })
}

fn standings(rows: &[ImportRow]) -> Vec<Standing> {
    rows.iter().map(|row| row.compared.standing).collect()
}

#[test]
fn says_how_each_record_stands_and_what_is_taken() {
    let held = [with_id("1", a("www.example.com", 1)), with_id("2", a("old.example.com", 9))];
    let slow = Record { ttl: Ttl::Seconds(60), ..a("www.example.com", 1) };
    let soa = record("example.com", RecordType::Soa, "a b 1 2 3 4 5");
    let ns = record("example.com", RecordType::Ns, "ns.example.org");
    let file = [slow, a("new.example.com", 3), soa, ns];
    let all = preview(&file, &held, Mode::MakeEqual, &Edits::default());
    let expected = [
        Standing::Differs,
        Standing::New,
        Standing::Aside(Aside::Soa),
        Standing::Aside(Aside::ApexNs),
        Standing::Gone,
    ];
    assert_eq!(standings(&all), expected);
    assert_eq!(
        all.iter().map(ImportRow::is_due).collect::<Vec<_>>(),
        [true, true, false, false, true]
    );
    let may = all.iter().map(ImportRow::may_take).collect::<Vec<_>>();
    assert_eq!(
        may,
        [true, true, false, true, true],
        "a name server can be taken by hand, a SOA never"
    );
    // Adding what is missing leaves what is there, unless it is taken by hand.
    let added = preview(&file, &held, Mode::AddMissing, &Edits::default());
    assert_eq!(standings(&added), expected[..4]);
    assert_eq!((added[0].is_due(), added[0].may_take()), (false, true));
}

#[test]
fn what_is_planned_already_is_not_taken_again() {
    let held = [with_id("1", a("www.example.com", 1)), with_id("2", a("shop.example.com", 1))];
    let file = [a("www.example.com", 2), a("shop.example.com", 2), a("new.example.com", 3)];
    let mut edits = Edits::default();
    edits.add(file[2].clone());
    edits.change(&held[0], with_id("1", a("www.example.com", 2)), false, true);
    edits.change(&held[1], with_id("2", a("shop.example.com", 7)), false, true);
    let all = preview(&file, &held, Mode::ReplaceRrsets, &edits);
    let planned: Vec<_> = all.iter().map(|row| row.planned).collect();
    assert_eq!(planned, [Some(Planned::Same), Some(Planned::Other), Some(Planned::Same)]);
    assert!(all.iter().all(|row| !row.is_due()));
    assert_eq!(
        all.iter().filter(|row| row.change().is_some()).count(),
        1,
        "the own edit may be replaced"
    );
}

#[test]
fn says_what_the_scan_found_of_it() {
    let file = [a("www.example.com", 1), a("shop.example.com", 2), a("far.example.com", 3)];
    let other = record("other.example.com", RecordType::Txt, "x");
    let ns = record("example.com", RecordType::Ns, "ns.example.org");
    let review = review(&[a("www.example.com", 1), a("shop.example.com", 9), other, ns]);
    let all = preview_beside(&file, &[], Mode::AddMissing, &Edits::default(), Some(&review));
    let sights: Vec<_> = all.iter().map(|row| row.sight.unwrap()).collect();
    assert_eq!(sights, [Sight::Found, Sight::Otherwise(1), Sight::Missed]);
    assert_eq!(missed_names(&all, &file, &review), [&file[2].name]);
    assert_eq!(found_only(&file, &review), 2);
    assert!(preview(&file, &[], Mode::AddMissing, &Edits::default())[0].sight.is_none());
}

#[test]
fn finds_missing_dots_and_repeated_domains_with_their_fixes() {
    let mx = |target: &str| {
        let rdata = Rdata::new(&RecordType::Mx, ["10", target]);
        Record::new(zone(), RecordType::Mx, rdata, Ttl::Auto)
    };
    let file = [
        a("api.example.com.example.com", 1),
        mx("mx.oldhost.example.example.com"),
        mx("mail.in.example.com"),
        a("mail.in.example.com", 2),
    ];
    let zone = zone();
    let mistakes = Mistakes::new(&file, &[], &zone, Provider::Bunny.capabilities());
    let found = |record: &Record| mistakes.of(record).collect::<Vec<_>>();
    let kinds = |record| found(record).iter().map(|one| one.kind).collect::<Vec<_>>();
    assert_eq!(kinds(&file[0]), [ConflictKind::OwnerRepeatsZone]);
    assert_eq!(kinds(&file[1]), [ConflictKind::TargetLacksDot]);
    assert_eq!((kinds(&file[2]), kinds(&file[3])), (vec![], vec![]));
    let fix = found(&file[1])[0].fix.clone().unwrap();
    assert_eq!(fix, Fix::SetField(1, "mx.oldhost.example".into()));
}

/// Few names and contents, so that much of it meets.
fn records() -> impl Strategy<Value = Vec<Record>> {
    let one = (0..3_usize, 0..4_usize, 0..4_u8, 0..2_u32, any::<bool>());
    let one = one.prop_map(|(name, rtype, content, ttl, locked)| {
        let name = ["example.com", "a.example.com", "b.example.com"][name];
        let types = [RecordType::A, RecordType::Txt, RecordType::Ns, RecordType::Soa];
        let mut one = record(name, types[rtype].clone(), &format!("192.0.2.{content}"));
        one.ttl = Ttl::Seconds(60 + ttl);
        one.locked = locked && ttl == 0;
        one
    });
    let numbered = |(id, one): (usize, Record)| with_id(&id.to_string(), one);
    proptest::collection::vec(one, 0..12)
        .prop_map(move |all| all.into_iter().enumerate().map(numbered).collect())
}

proptest! {
    /// Each record of the file is one row, each of the zone at most one, and the counts are the sum.
    #[test]
    fn the_rows_are_the_whole_file(file in records(), held in records()) {
        for mode in MODES {
            let all = preview(&file, &held, mode, &Edits::default());
            let wanted: Vec<u32> = all.iter().filter_map(|row| row.compared.wanted).collect();
            prop_assert_eq!(wanted, (0..file.len() as u32).collect::<Vec<_>>());
            let mut places: Vec<u32> = all.iter().filter_map(|row| row.compared.held).collect();
            let rows = places.len();
            places.sort_unstable();
            places.dedup();
            prop_assert_eq!(places.len(), rows);
            let tally = Tally::of(&all);
            prop_assert_eq!(tally.read(), file.len());
            prop_assert_eq!(tally.read() + tally.gone, all.len());
        }
    }

    /// What is taken by itself is what the mode changes, but for the name servers of the apex.
    #[test]
    fn what_is_due_is_what_the_mode_changes(file in records(), held in records()) {
        for mode in MODES {
            let all = preview(&file, &held, mode, &Edits::default());
            let mut due: Vec<Change> =
                all.iter().filter(|row| row.is_due()).filter_map(ImportRow::change).collect();
            let is_server = |change: &Change| {
                let of = |record: &Record| {
                    aside(record, &zone(), NO_NAME_SERVERS).is_some()
                };
                of(change.record())
            };
            let changes = changes(&held, &Wanted::whole(&file), &zone(), mode, SCOPE).unwrap();
            let mut expected: Vec<Change> =
                changes.into_iter().map(Change::from).filter(|one| !is_server(one)).collect();
            let key = |change: &Change| format!("{change:?}");
            due.sort_by_key(key);
            expected.sort_by_key(key);
            prop_assert_eq!(due, expected);
        }
    }

    /// Taking whatever a second time changes nothing: what was taken is equal then.
    #[test]
    fn what_was_taken_is_equal_afterwards(file in records(), held in records()) {
        let mut edits = Edits::default();
        let all = preview(&file, &held, Mode::ReplaceRrsets, &edits);
        edits.extend(all.iter().filter(|row| row.is_due()).filter_map(ImportRow::change));
        let again = preview(&file, &held, Mode::ReplaceRrsets, &edits);
        for (before, after) in all.iter().zip(&again) {
            prop_assert!(!before.is_due() || after.planned.is_some());
            prop_assert!(!after.is_due());
        }
    }
}
