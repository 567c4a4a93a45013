//! What is recommended, and what never is.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::edits::Edits;
use crate::name::DomainName;
use crate::provider::Provider;
use crate::zonefile::samples::{any_record, record, zone};

/// A zone under review.
struct Zone {
    held: Vec<Record>,
    edits: Edits,
    review: Review,
}

impl Zone {
    fn new(provider: Provider, held: Vec<Record>, found: Vec<Record>) -> Self {
        let mut review = Review::new(zone(), provider.capabilities());
        review.set_zone_records(Arc::new(held.clone()));
        review.merge(found);
        Self { held, edits: Edits::default(), review }
    }

    fn outlook(&self) -> Outlook<'_> {
        Outlook::new(&self.held, &self.edits, &self.review, true)
    }

    fn recommendations(&self) -> Vec<Option<Recommendation>> {
        let outlook = self.outlook();
        let recommender = Recommender::new(&self.review, &self.held, &outlook);
        let numbers = 0..self.review.items().len() as u32;
        numbers.map(|number| recommender.of(number)).collect()
    }

    /// The advice on each item, as its row says it.
    fn advice(&self) -> Vec<String> {
        let all = self.recommendations().into_iter();
        all.map(|own| own.map(|own| crate::text::advice(&own.advice)).unwrap_or_default()).collect()
    }
}

fn at(name: &str, rtype: RecordType, fields: &[&str]) -> Record {
    let name = DomainName::resolve(name, &zone()).unwrap();
    Record {
        id: Some(format!("{name}{fields:?}").as_str().into()),
        ..record(name.as_str(), rtype, fields)
    }
}

fn proxied(record: Record) -> Record {
    Record { proxied: Some(true), ..record }
}

#[test]
fn recommends_by_what_speaks_against_a_record() {
    use RecordType as T;
    let held = at("held", T::A, &["192.0.2.1"]);
    let cases = [
        (at("www", T::A, &["192.0.2.1"]), "Accept"),
        (at("@", T::Mx, &["10", "mail.example.com"]), "Accept"),
        (proxied(at("www2", T::A, &["192.0.2.1"])), "Accept"),
        (proxied(at("mail", T::A, &["192.0.2.2"])), "Accept with a change: Turn the proxy off"),
        (
            proxied(at("k._domainkey", T::Cname, &["a.x.example"])),
            "Accept with a change: Turn the proxy off",
        ),
        (
            proxied(at("help", T::Cname, &["a.x.example"])),
            "Accept with a change: Turn the proxy off",
        ),
        (at("@", T::Txt, &["\"v=spf1 -all\""]), "Accept with a change: Remove the quotes"),
        (at("s._domainkey", T::Txt, &["v=DKIM1"]), "Look at it"),
        (at("gone", T::Cname, &["nothing.example.com"]), "Look at it"),
        (at("office", T::A, &["10.0.0.1"]), "Look at it"),
        (proxied(at("lan", T::A, &["10.0.0.2"])), "Look at it"),
        (at("x", T::parse("TYPE65280"), &["\\# 1 00"]), "Look at it"),
        (at("@", T::Dnskey, &["257", "3", "13", "AAAA"]), "Look at it"),
        (at("@", T::Ns, &["ns1.old.example"]), "Leave out"),
        (at("@", T::Soa, &["ns1.old.example. a.example.com. 1 2 3 4 5"]), "Leave out"),
        (proxied(at("_domainconnect", T::Cname, &["connect.old.example"])), "Leave out"),
        (at("cpanel", T::A, &["192.0.2.1"]), "Leave out"),
        (at("whm", T::A, &["192.0.2.7"]), "Look at it"),
        (at("panel", T::Cname, &["whm.example.com"]), "Accept"),
        (held.clone(), "Leave out"),
        (
            Record { ttl: crate::record::Ttl::Seconds(900), ..at("other", T::A, &["192.0.2.1"]) },
            "Look at it",
        ),
        (Record { flaw: Some(Flaw::Content), ..at("bad", T::A, &["x"]) }, "Look at it"),
        (Record { locked: true, ..at("locked", T::A, &["192.0.2.1"]) }, "Look at it"),
        (Record { disabled: true, ..at("off", T::A, &["192.0.2.1"]) }, "Look at it"),
        (at("@", T::Mx, &["5", "route1.mx.cloudflare.net"]), "Look at it"),
        (at("_acme-challenge", T::Cname, &["x.acme.example"]), "Accept"),
    ];
    let held = vec![held, at("other", T::A, &["192.0.2.1"])];
    let found: Vec<Record> = cases.iter().map(|(record, _)| record.clone()).collect();
    let advice = Zone::new(Provider::Cloudflare, held, found).advice();
    for ((record, expected), own) in cases.iter().zip(advice) {
        assert_eq!(own, *expected, "{} {}", record.rtype.raw(), record.name);
    }
}

#[test]
fn what_is_done_or_lost_needs_no_recommendation_to_accept() {
    let found = at("www", RecordType::A, &["192.0.2.1"]);
    let mut zone = Zone::new(Provider::Bunny, Vec::new(), vec![found]);
    let reading = zone.review.merge(Vec::new());
    zone.review.end_reading(reading);
    let own = zone.recommendations().remove(0).unwrap();
    assert_eq!((own.advice, own.why), (Advice::LookAt, Reason::NotFound));
    assert_eq!(zone.recommendations().len(), 1);
}

#[test]
fn recommends_the_same_after_a_rejection() {
    let host = proxied(at("mail", RecordType::A, &["192.0.2.2"]));
    let mut zone = Zone::new(Provider::Cloudflare, Vec::new(), vec![host]);
    let before = zone.advice();
    zone.review.decide(0, Decision::Rejected);
    assert_eq!(zone.advice(), before);
}

/// Carries out what is recommended for an item.
fn take(zone: &mut Zone, number: u32) {
    let own = zone.recommendations()[number as usize].clone().unwrap();
    let steps = own.steps(number, &zone.outlook(), &zone.review);
    for step in steps {
        step.edit(&mut zone.edits, &zone.held);
        step.decide(&mut zone.review);
    }
}

#[test]
fn carries_a_recommendation_out() {
    let found = vec![
        proxied(at("mail", RecordType::A, &["192.0.2.2"])),
        proxied(at("mail", RecordType::A, &["192.0.2.3"])),
        at("_domainconnect", RecordType::Txt, &["x"]),
        at("office", RecordType::A, &["10.0.0.1"]),
    ];
    let mut zone = Zone::new(Provider::Cloudflare, Vec::new(), found);
    assert_eq!(zone.advice()[0], "Accept with a change: Turn the proxy off for all its addresses");
    for number in [0, 2, 3] {
        take(&mut zone, number);
    }
    let items = zone.review.items();
    let decisions: Vec<Decision> = items.iter().map(|item| item.decision).collect();
    use Decision::{Accepted, Rejected, Undecided};
    assert_eq!(decisions, [Accepted, Undecided, Rejected, Undecided]);
    let proxied: Vec<_> = items.iter().map(|item| item.record().proxied).collect();
    assert_eq!(proxied, [Some(false), Some(false), None, None]);
}

#[test]
fn tells_everything_known_about_a_record() {
    let held = at("mail", RecordType::A, &["192.0.2.9"]);
    let host = at("mail", RecordType::A, &["192.0.2.2"]);
    let mx = at("@", RecordType::Mx, &["10", "mail.example.com"]);
    let spf = at("@", RecordType::Txt, &["v=spf1 a:mail.example.com include:sendgrid.net -all"]);
    let zone = Zone::new(Provider::Bunny, vec![held, mx.clone()], vec![host, mx, spf]);
    let outlook = zone.outlook();
    let recommender = Recommender::new(&zone.review, &zone.held, &outlook);
    let names = |others: &[super::super::Other<'_>]| -> Vec<String> {
        others.iter().map(|other| other.record.rtype.raw().to_owned()).collect()
    };
    let host = recommender.story(0).unwrap();
    assert_eq!((host.purpose, names(&host.to)), (Purpose::Mail, vec!["MX".into(), "TXT".into()]));
    assert_eq!((host.instead.len(), host.held), (1, None));
    let mx = recommender.story(1).unwrap();
    assert_eq!((names(&mx.from), mx.held.is_some()), (vec!["A".into(), "A".into()], true));
    let spf = recommender.story(2).unwrap();
    assert_eq!(spf.signs.iter().map(|sign| sign.service.name).collect::<Vec<_>>(), ["SendGrid"]);
    assert!(spf.policy.is_some() && spf.recommendation.is_some());
    assert!(recommender.story(3).is_none());
}

fn providers() -> impl Strategy<Value = Provider> {
    prop_oneof![Just(Provider::Bunny), Just(Provider::Cloudflare)]
}

/// A record as a scan may list it.
fn any_found() -> impl Strategy<Value = Record> {
    let flaws =
        prop_oneof![8 => Just(None), 1 => Just(Some(Flaw::Content)), 1 => Just(Some(Flaw::Ttl))];
    let names = prop_oneof![
        2 => Just(None),
        1 => prop_oneof![Just("@"), Just("mail"), Just("cpanel"), Just("_domainconnect"), Just("k._domainkey")].prop_map(Some),
    ];
    (any_record(), flaws, names, any::<(bool, bool)>()).prop_map(
        |(own, flaw, name, (is_proxied, is_off))| {
            let name =
                name.map_or(own.name.clone(), |name| DomainName::resolve(name, &zone()).unwrap());
            let id = Some(format!("{:?}", own.identity()).as_str().into());
            Record { id, flaw, name, proxied: is_proxied.then_some(true), disabled: is_off, ..own }
        },
    )
}

proptest! {
    #[test]
    fn recommends_accepting_only_what_has_no_fault(
        provider in providers(), found in proptest::collection::vec(any_found(), 1..9),
        held in proptest::collection::vec(any_found(), 0..3),
    ) {
        let zone = Zone::new(provider, held, found);
        let outlook = zone.outlook();
        let errors = outlook.errors();
        for (number, own) in (0..).zip(zone.recommendations()) {
            let item = zone.review.item(number).unwrap();
            let Some(Recommendation { advice, .. }) = own else { continue };
            let record = item.record();
            let breaks = |warning: &Warning| matches!(warning, Warning::Conflict(c) if c.kind.is_of_proxy());
            if advice == Advice::Accept {
                let warnings = outlook.warnings_of(record);
                prop_assert!(zone.review.can_accept(item));
                prop_assert!(!errors.contains(&number) && record.flaw.is_none());
                prop_assert!(warnings.iter().all(|warning| warning.severity() == Severity::Notes));
                prop_assert!(!warnings.iter().any(breaks));
            }
            if advice == Advice::LeaveOut && zone.review.standing(item) == Standing::Free {
                let purpose = Purposes::new([record], zone.review.zone()).of(record);
                prop_assert_eq!(purpose, Purpose::OldHost);
            }
        }
    }

    #[test]
    fn a_change_leaves_no_fault_behind(
        provider in providers(), found in proptest::collection::vec(any_found(), 1..6),
    ) {
        let mut zone = Zone::new(provider, Vec::new(), found);
        for number in 0..zone.review.items().len() as u32 {
            let own = zone.recommendations()[number as usize].clone();
            let Some(Recommendation { advice: Advice::Change(fix), .. }) = own else { continue };
            take(&mut zone, number);
            let item = zone.review.item(number).unwrap();
            prop_assert_eq!(item.decision, Decision::Accepted);
            let left = zone.outlook().warnings_of(item.record());
            let is_left = |warning: &Warning| warning.fix() == Some(&fix) && warning.severity() == Severity::Blocks;
            prop_assert!(!left.iter().any(is_left), "{:?} {:?}", fix, left);
        }
    }
}
