//! What is said of the zone to come, and that pressing a fix takes what it is about away.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::change::Change;
use crate::name::DomainName;
use crate::plan::Plan;
use crate::provider::Provider;
use crate::record::{Flaw, Rdata, RecordType, Ttl};
use crate::zone::{ConflictKind, Severity};

/// A record of the zone; one with an identity is held, or listed as found.
fn record(id: &str, owner: &str, rtype: RecordType, content: &str) -> Record {
    let rdata = Rdata::new(&rtype, [content]);
    let name = DomainName::parse(owner).unwrap();
    let id = (!id.is_empty()).then(|| id.into());
    Record { id, ..Record::new(name, rtype, rdata, Ttl::Seconds(300)) }
}

fn cname(id: &str) -> Record {
    record(id, "www.example.com", RecordType::Cname, "www.host.example")
}

fn address(id: &str, content: &str) -> Record {
    record(id, "www.example.com", RecordType::A, content)
}

/// A zone with everything that waits.
struct Zone {
    held: Vec<Record>,
    edits: Edits,
    review: Review,
}

impl Zone {
    fn new(provider: Provider, held: Vec<Record>, found: Vec<Record>) -> Self {
        let apex = DomainName::parse("example.com").unwrap();
        let mut review = Review::new(apex, provider.capabilities());
        review.set_zone_records(Arc::new(held.clone()));
        review.merge(found);
        Self { held, edits: Edits::default(), review }
    }

    fn outlook(&self) -> Outlook<'_> {
        Outlook::new(&self.held, &self.edits, &self.review, true)
    }

    fn broken_by_proxy(&self) -> Vec<u32> {
        Outlook::broken_by_proxy(&self.held, &self.edits, &self.review)
    }

    fn origins(&self) -> Vec<Origin> {
        self.outlook().problems().into_iter().map(|problem| problem.origin).collect()
    }

    fn kinds(&self, origin: Origin) -> Vec<ConflictKind> {
        let warnings = self.outlook().warnings(origin).into_iter();
        let kinds = warnings.filter_map(|warning| match warning {
            Warning::Conflict(conflict) => Some(conflict.kind),
            _ => None,
        });
        kinds.collect()
    }

    fn press(&mut self, origin: Origin, fix: Fix) {
        let shown = self.outlook().record(origin).unwrap().clone();
        for mend in self.outlook().mends(origin, &shown, &fix).unwrap() {
            mend.edit(&mut self.edits, &self.held);
            mend.decide(&mut self.review);
        }
    }

    fn plan(&self) -> Vec<Change> {
        let changes = self.edits.list().iter().cloned().chain(self.review.changes());
        let rules = self.review.rules();
        let plan = Plan::new(changes.collect(), self.review.zone(), &self.held, rules);
        plan.changes.into_iter().map(|planned| planned.change).collect()
    }
}

#[test]
fn judges_held_records_as_waiting_edits_will_leave_them() {
    let (alias, a) = (cname("1"), address("2", "192.0.2.1"));
    let mut zone = Zone::new(Provider::Bunny, vec![alias, a.clone()], Vec::new());
    assert_eq!(zone.origins(), [Origin::Held(0), Origin::Held(1)]);
    zone.edits.delete(&a);
    assert_eq!(zone.origins(), []);
    zone.edits.keep_record(&a);
    zone.edits.change(&a, Record { ttl: Ttl::Seconds(60), ..a.clone() }, false, false);
    assert_eq!(zone.origins(), [Origin::Held(0), Origin::Edit(1)]);
    assert_eq!(zone.outlook().record(Origin::Edit(1)).map(|r| r.ttl), Some(Ttl::Seconds(60)));
    assert_eq!(zone.outlook().record(Origin::Held(1)), None);
}

#[test]
fn judges_a_found_record_until_it_is_rejected() {
    let mut zone = Zone::new(Provider::Bunny, vec![cname("1")], vec![address("", "192.0.2.1")]);
    assert_eq!(zone.origins(), [Origin::Held(0), Origin::Item(0)]);
    assert_eq!(zone.kinds(Origin::Item(0)), [ConflictKind::CnameBesideAddress]);
    let planned = Outlook::new(&zone.held, &zone.edits, &zone.review, false);
    assert_eq!(planned.problems(), [], "what is open is in no plan");
    zone.review.decide(0, Decision::Accepted);
    assert_eq!(zone.origins(), [Origin::Held(0), Origin::Item(0)]);
    zone.review.decide(0, Decision::Rejected);
    assert_eq!(zone.origins(), []);
}

#[test]
fn counts_undecided_records_as_targets() {
    let mx = Rdata::new(&RecordType::Mx, ["10", "mail.example.com"]);
    let mx = Record { rdata: mx, ..record("", "example.com", RecordType::Mx, "") };
    let mail = record("", "mail.example.com", RecordType::A, "192.0.2.1");
    let mut zone = Zone::new(Provider::Bunny, Vec::new(), vec![mx, mail]);
    assert_eq!(zone.origins(), []);
    zone.review.decide(1, Decision::Rejected);
    assert_eq!(zone.kinds(Origin::Item(0)), [ConflictKind::TargetMissing]);
}

#[test]
fn rates_a_record_by_its_worst_conflict() {
    let found = vec![address("", "10.0.0.1"), cname("")];
    let mut zone = Zone::new(Provider::Bunny, Vec::new(), found);
    let rated = |zone: &Zone| -> Vec<(Origin, Severity)> {
        let all = zone.outlook().problems().into_iter();
        all.map(|problem| (problem.origin, problem.worst.severity())).collect()
    };
    let blocks = |number| (Origin::Item(number), Severity::Blocks);
    assert_eq!(rated(&zone), [blocks(0), blocks(1)]);
    zone.review.decide(1, Decision::Rejected);
    assert_eq!(rated(&zone), [(Origin::Item(0), Severity::Notes)]);
}

#[test]
fn leaving_out_drops_an_edit_rejects_a_found_record_or_deletes_a_held_one() {
    let mut zone = Zone::new(
        Provider::Bunny,
        vec![address("1", "192.0.2.1"), address("2", "192.0.2.1")],
        vec![cname("")],
    );
    zone.edits.add(address("", "192.0.2.1"));
    for origin in [Origin::Edit(0), Origin::Item(0), Origin::Held(1)] {
        zone.press(origin, Fix::DropThis);
    }
    let [Change::Delete { record }, Change::Reject { .. }] = &zone.plan()[..] else {
        panic!("{:?}", zone.plan())
    };
    assert_eq!(*record, zone.held[1]);
}

#[test]
fn a_fix_applies_only_to_the_record_that_it_was_shown_for() {
    let twin = |id| address(id, "192.0.2.1");
    let held =
        vec![record("1", "old.example.com", RecordType::A, "192.0.2.9"), twin("2"), twin("3")];
    let mut zone = Zone::new(Provider::Bunny, held, vec![address("f", "192.0.2.8")]);
    let mends = |zone: &Zone, origin, shown: &Record| {
        let steps = zone.outlook().mends(origin, shown, &Fix::DropThis);
        steps.map(|steps| steps.iter().map(|step| step.origin).collect::<Vec<_>>())
    };
    let shown = zone.held[1].clone();
    assert_eq!(mends(&zone, Origin::Held(1), &shown), Some(vec![Origin::Held(1)]));
    zone.held.remove(0);
    assert_eq!(mends(&zone, Origin::Held(1), &shown), Some(vec![Origin::Held(0)]));
    let other = Record { ttl: Ttl::Seconds(60), ..shown.clone() };
    assert_eq!(mends(&zone, Origin::Held(1), &other), None, "it was changed");
    let without_id = |record: &Record| Record { id: None, ..record.clone() };
    assert_eq!(mends(&zone, Origin::Held(1), &without_id(&shown)), None, "nobody knows which");
    assert_eq!(
        mends(&zone, Origin::Item(0), &address("f", "192.0.2.8")),
        Some(vec![Origin::Item(0)])
    );
    zone.held.pop();
    assert_eq!(mends(&zone, Origin::Held(0), &shown), None, "it stands there once");
    zone.edits.add(twin(""));
    assert_eq!(mends(&zone, Origin::Edit(0), &twin("")), Some(vec![Origin::Edit(0)]));
    zone.edits.amend(0, address("", "192.0.2.7"));
    assert_eq!(mends(&zone, Origin::Edit(0), &twin("")), None, "it was changed");
}

/// A plan shows texts as they are kept, and what is accepted over a record with that record's spelling.
#[test]
fn recognises_the_waiting_record_behind_a_rewritten_planned_one() {
    let texts = |id: &str, rdata: &[&str]| {
        let rdata = Rdata::new(&RecordType::Txt, rdata.iter().copied());
        Record { rdata, ..record(id, "www.example.com", RecordType::Txt, "") }
    };
    let held = vec![Record { comment: Some("kept".into()), ..texts("1", &["ab"]) }];
    let found = Record { ttl: Ttl::Seconds(60), ..texts("f", &["ab"]) };
    let mut zone = Zone::new(Provider::Bunny, held, vec![found]);
    zone.review.decide(0, Decision::Accepted);
    zone.edits.add(texts("", &["a", "c"]));
    let changes = zone.edits.list().iter().cloned().chain(zone.review.changes());
    let plan = Plan::new(changes.collect(), zone.review.zone(), &zone.held, zone.review.rules());
    let origins: Vec<Origin> = plan.changes.iter().map(|planned| planned.origin()).collect();
    assert_eq!(origins, [Origin::Edit(0), Origin::Item(0)]);
    for planned in &plan.changes {
        let shown = planned.change.record();
        assert!(zone.outlook().record(planned.origin()) != Some(shown), "shown otherwise");
        assert!(zone.outlook().mends(planned.origin(), shown, &Fix::DropThis).is_some());
    }
}

#[test]
fn removing_the_others_keeps_the_record_that_it_was_pressed_for() {
    let held = vec![address("1", "192.0.2.1"), address("2", "192.0.2.2")];
    let mut zone =
        Zone::new(Provider::Cloudflare, held, vec![cname("f1"), address("f2", "192.0.2.3")]);
    zone.edits.add(address("", "192.0.2.4"));
    zone.edits.change(&zone.held[1].clone(), address("2", "192.0.2.9"), false, false);
    zone.review.decide(1, Decision::Accepted);
    zone.press(Origin::Item(0), Fix::RemoveOther);
    let deleted = |change: &Change| matches!(change, Change::Delete { .. });
    let plan = zone.plan();
    assert_eq!(plan.iter().filter(|change| deleted(change)).count(), 2, "{plan:?}");
    assert!(matches!(&plan[2..], [Change::Accept { .. }, Change::Reject { .. }]), "{plan:?}");
    assert_eq!(zone.origins(), []);
}

#[test]
fn a_fix_changes_a_record_where_it_waits() {
    let proxied = |id| Record {
        proxied: Some(true),
        ..record(id, "mail.example.com", RecordType::A, "192.0.2.1")
    };
    let held = vec![proxied("1")];
    let found = vec![record("f", "ftp.example.com", RecordType::A, "192.0.2.1")];
    let mut zone = Zone::new(Provider::Cloudflare, held, found);
    zone.review.edit(
        0,
        Record { proxied: Some(true), ..zone.review.items().first().unwrap().found.clone() },
    );
    zone.edits.add(Record {
        proxied: Some(true),
        ..record("", "ssh.example.com", RecordType::A, "192.0.2.1")
    });
    for origin in [Origin::Held(0), Origin::Item(0), Origin::Edit(0)] {
        assert_eq!(zone.kinds(origin), [ConflictKind::ProxiedService]);
        zone.press(origin, Fix::Unproxy);
    }
    assert_eq!(zone.origins(), []);
    let plan = zone.plan();
    assert!(plan.iter().all(|change| change.record().proxied != Some(true)), "{plan:?}");
    assert_eq!(plan.len(), 3);
}

#[test]
fn a_fix_that_restores_the_record_drops_the_edit() {
    let before = record("1", "mail.example.com", RecordType::A, "192.0.2.1");
    let before = Record { proxied: Some(false), ..before };
    let mut zone = Zone::new(Provider::Cloudflare, vec![before.clone()], Vec::new());
    zone.edits.change(&before, Record { proxied: Some(true), ..before.clone() }, false, false);
    zone.press(Origin::Edit(0), Fix::Unproxy);
    assert!(zone.edits.is_empty());
}

#[test]
fn offers_no_removal_of_a_locked_record() {
    let locked = Record { locked: true, ..address("1", "192.0.2.1") };
    let zone = Zone::new(Provider::Cloudflare, vec![locked], vec![cname("f")]);
    let warnings = zone.outlook().warnings(Origin::Item(0));
    assert_eq!(warnings.iter().map(Warning::fix).collect::<Vec<_>>(), [None]);
}

#[test]
fn errors_are_blocking_conflicts_and_invalid_fields() {
    let of = |label: &str, rtype, content: &str| {
        record(label, &format!("{label}.example.com"), rtype, content)
    };
    let apex = DomainName::parse("example.com").unwrap();
    let (held, edits) = (vec![of("shop", RecordType::Cname, "a.example")], Edits::default());
    let mut review = Review::new(apex, Provider::Bunny.capabilities());
    review.merge(vec![
        of("shop", RecordType::A, "192.0.2.1"),
        of("www", RecordType::A, "192.0.2.1"),
        of("bad", RecordType::A, "nonsense"),
        of("api", RecordType::A, "192.0.2.1"),
        of("api", RecordType::Cname, "a.example"),
    ]);
    let errors = |review: &Review, numbers: &[u32]| {
        Outlook::of_accepting(&held, &edits, review, numbers).errors()
    };
    assert_eq!(errors(&review, &[0, 1, 2, 3, 4]), [0, 2, 3, 4]);
    let ahead = Outlook::new(&held, &edits, &review, true);
    let marked = ahead.problems().into_iter();
    let marked = marked.filter(|problem| problem.worst.severity() == Severity::Blocks);
    let items = marked.map(|problem| problem.origin).filter(|o| matches!(o, Origin::Item(_)));
    let items: Vec<Origin> = items.collect();
    assert_eq!(items, [0, 2, 3, 4].map(Origin::Item));
    assert!(matches!(ahead.warnings(Origin::Item(2))[..], [Warning::Invalid(_)]));
    // Rejected, it stands in nobody's way; accepting it again would.
    review.decide(4, Decision::Rejected);
    assert_eq!(errors(&review, &[3]), [0, 2]);
    assert_eq!(errors(&review, &[3, 4]), [0, 2, 3, 4]);
}

#[test]
fn unproxying_a_name_covers_all_its_addresses_and_decides_nothing() {
    let proxied = |record: Record| Record { proxied: Some(true), ..record };
    let held = vec![proxied(address("1", "192.0.2.1"))];
    let found = vec![proxied(address("f1", "192.0.2.2")), address("f2", "192.0.2.3")];
    let mut zone = Zone::new(Provider::Cloudflare, held, found);
    assert_eq!(zone.kinds(Origin::Item(1)), [ConflictKind::ProxiedBySibling]);
    zone.press(Origin::Item(1), Fix::UnproxyName);
    assert_eq!(zone.origins(), []);
    let plan = zone.plan();
    assert!(matches!(&plan[..], [Change::Edit { .. }]), "{plan:?}");
    assert!(zone.review.proxied().is_empty());
    assert_eq!(zone.review.counts().undecided, 2);
}

#[test]
fn finds_records_that_the_proxy_breaks_with_all_that_proxy_the_name() {
    let proxied = |id: &str, owner: &str, content: &str| Record {
        proxied: Some(true),
        ..record(id, owner, RecordType::A, content)
    };
    let found = vec![
        proxied("1", "www.example.com", "192.0.2.1"),
        proxied("2", "smtp.example.com", "192.0.2.1"),
        proxied("3", "in.example.com", "10.0.0.1"),
        proxied("4", "in.example.com", "192.0.2.1"),
    ];
    let mut zone = Zone::new(Provider::Cloudflare, Vec::new(), found);
    assert_eq!(zone.broken_by_proxy(), [1, 2, 3]);
    zone.review.decide(1, Decision::Rejected);
    assert_eq!(zone.broken_by_proxy(), [2, 3]);
    assert_eq!(zone.review.proxied(), [0, 1, 2, 3]);
    let (changed, past) = zone.review.remember(|review| review.unproxy(&[2, 3]));
    assert_eq!(changed, 2);
    assert!(zone.broken_by_proxy().is_empty());
    zone.review.take_back(past);
    assert_eq!(zone.broken_by_proxy(), [2, 3]);
}

/// A record that often meets others, with good and bad fields.
fn any_record() -> impl Strategy<Value = Record> {
    let names = ["", "www.", "ns.sub.", "sub.", "a.b.", "192.0.2.1.", "_dmarc."];
    let contents = ["192.0.2.1", "192.0.2.2", "ns.sub.example.com", "www.example.com", "a b", ""];
    let types = [
        RecordType::A,
        RecordType::Cname,
        RecordType::Ns,
        RecordType::Ds,
        RecordType::Txt,
        RecordType::Mx,
        RecordType::Https,
        RecordType::parse("LINK"),
    ];
    let ttls = [Ttl::Auto, Ttl::Seconds(300), Ttl::Seconds(1), Ttl::Assumed(300)];
    let flags = prop::collection::vec(prop::bool::weighted(0.2), 5);
    let pick = |all: usize| 0..all;
    (pick(names.len()), pick(types.len()), pick(contents.len()), pick(ttls.len()), flags).prop_map(
        move |(name, rtype, content, ttl, flags)| {
            let name = DomainName::parse(&format!("{}example.com", names[name])).unwrap();
            let content = contents[content];
            let rdata = Rdata::new(&types[rtype], ["1", content, content, content]);
            let rdata = if types[rtype].has_priority() || types[rtype] == RecordType::Ds {
                rdata
            } else {
                Rdata::new(&types[rtype], [content])
            };
            Record {
                id: flags[0].then(|| "id".into()),
                proxied: flags[1].then_some(true),
                comment: flags[2].then(|| "long ".repeat(40).into()),
                disabled: flags[3],
                flaw: flags[4].then_some(Flaw::Content),
                ..Record::new(name, types[rtype].clone(), rdata, ttls[ttl])
            }
        },
    )
}

proptest! {
    /// The quick look for errors agrees with the list of all warnings.
    #[test]
    fn errors_are_the_found_records_with_a_blocking_warning(
        held in prop::collection::vec(any_record(), 0..4),
        found in prop::collection::vec(any_record(), 1..12),
        provider in prop::sample::select(vec![Provider::Bunny, Provider::Cloudflare]),
        zone in prop::sample::select(vec!["example.com", "www.example.com", "com"]),
    ) {
        let (apex, edits) = (DomainName::parse(zone).unwrap(), Edits::default());
        let mut review = Review::new(apex, provider.capabilities());
        review.set_zone_records(Arc::new(held.clone()));
        review.merge(found);
        let ahead = Outlook::of_accepting(&held, &edits, &review, &[]);
        let ahead = ahead.keeping(review.rules().note_limits(Some(true)));
        let marked = ahead.problems().into_iter().filter_map(|problem| match problem.origin {
            Origin::Item(number) if problem.worst.severity() == Severity::Blocks => Some(number),
            _ => None,
        });
        prop_assert_eq!(ahead.errors(), marked.collect::<Vec<_>>());
    }
}

#[test]
fn fixes_all_records_with_the_same_problem_but_drops_none() {
    let proxied = |name: &str| Record {
        proxied: Some(true),
        ..record("", name, RecordType::Cname, "x.elsewhere.example")
    };
    let found = vec![proxied("a._domainkey.example.com"), proxied("b._domainkey.example.com")];
    let zone = Zone::new(Provider::Cloudflare, Vec::new(), found);
    let outlook = zone.outlook();
    let problems = outlook.problems();
    assert_eq!(problems.len(), 2);
    let steps = outlook.mends_of(&problems);
    assert_eq!(steps.len(), 2);
    assert!(steps.iter().all(|step| step.record.as_ref().unwrap().proxied == Some(false)));
    let mut clashing = Zone::new(Provider::Bunny, vec![cname("1")], vec![address("", "192.0.2.1")]);
    let outlook = clashing.outlook();
    assert_eq!(outlook.mends_of(&outlook.problems()), [], "to be looked at one by one");
    clashing.review.decide(0, Decision::Rejected);
    assert_eq!(clashing.origins(), []);
}

#[test]
fn a_proxied_server_comes_with_the_records_that_name_it() {
    let proxied =
        |name: &str| Record { proxied: Some(true), ..record("", name, RecordType::A, "192.0.2.1") };
    let mx = |owner: &str, priority: &str| {
        let rdata = Rdata::new(&RecordType::Mx, [priority, "mail.example.com"]);
        let name = DomainName::parse(owner).unwrap();
        Record::new(name, RecordType::Mx, rdata, Ttl::Seconds(300))
    };
    let found = vec![
        mx("example.com", "20"),
        mx("lists.example.com", "10"),
        proxied("mail.example.com"),
        proxied("_x.example.com"),
    ];
    let zone = Zone::new(Provider::Cloudflare, Vec::new(), found);
    let problems = zone.outlook().problems();
    let of = |name: u32| {
        let own = problems.iter().find(|own| own.origin == Origin::Item(name));
        own.unwrap().pointing.clone()
    };
    assert_eq!(of(2), Pointing { mx: vec![10, 20], srv: 0, ns: 0 });
    assert_eq!(of(3), Pointing::default());
}
