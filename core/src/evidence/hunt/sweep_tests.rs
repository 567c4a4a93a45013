//! What the hunt finds in zones that are hard to search, and what it leaves out.

use super::world_tests::{Proofs, World, a, finds, hunt, name, record, run, txt};
use super::{HuntPhase, HuntStep, Received};
use crate::evidence::{Answer, Below, Doubt, EmptyNames, Lead, NameState, Rcode, Uncertainty};
use crate::name::DomainName;
use crate::record::RecordType::{A, Aaaa, Caa, Cname, Ds, Mx, Ns, Srv, Uri};
use crate::record::{Rdata, RecordType};

fn state(hunt: &super::Hunt, relative: &str) -> Option<NameState> {
    let own = DomainName::join(relative, &name("example.com")).unwrap();
    hunt.picture().names.get(&own).cloned()
}

/// An ordinary zone of a company.
fn ordinary() -> World {
    World::new([
        a("@", "192.0.2.1"),
        record("@", Mx, "10 mx-eu7.example.com"),
        txt("@", "v=spf1 include:_spf-own.example.com a:out.example.com -all"),
        record("@", Caa, "0 issue ca.test"),
        a("www", "192.0.2.1"),
        record("www", Aaaa, "2001:db8::1"),
        a("mx-eu7", "192.0.2.2"),
        txt("_spf-own", "v=spf1 ip4:192.0.2.0/24 -all"),
        a("out", "192.0.2.3"),
        a("node1", "192.0.2.4"),
        a("node2", "192.0.2.4"),
        a("node5", "192.0.2.4"),
        txt("_dmarc", "v=DMARC1; p=none; rua=mailto:d@reports.example.com"),
        record("reports", Mx, "10 mx-eu7.example.com"),
        txt("_dmarc.reports", "v=DMARC1; p=none"),
        record("selector1._domainkey", Cname, "k1.mail.test"),
        record("selector2._domainkey", Cname, "k2.mail.test"),
        record("_imaps._tcp", Srv, "0 1 993 imap-a.example.com"),
        a("imap-a", "192.0.2.5"),
        a("imap-b", "192.0.2.5"),
    ])
}

#[test]
fn everything_that_guesses_and_contents_lead_to_is_found() {
    let (mut world, mut hunt) = (ordinary(), hunt(2));
    run(&mut hunt, &mut world);
    assert_eq!(hunt.next(super::world_tests::at(0)), HuntStep::Done);
    let expected: Vec<String> =
        world.lines().into_iter().filter(|line| !line.starts_with("node5")).collect();
    assert_eq!(finds(&hunt), expected, "all but the number after two that are missing");
    assert_eq!(hunt.progress().phase, HuntPhase::Done);
    assert!(world.log.len() < 900, "{} questions", world.log.len());
    let lead = |relative: &str| {
        let finds = &hunt.picture().finds;
        let own = finds.iter().find(|find| find.record.name == name(relative));
        own.map(|find| find.lead.clone())
    };
    assert_eq!(lead("www.example.com"), Some(Lead::Common));
    assert_eq!(lead("selector1._domainkey.example.com"), Some(Lead::Selector));
    let from = Lead::Mined(name("_imaps._tcp.example.com"));
    assert_eq!(lead("imap-a.example.com"), Some(from));
}

#[test]
fn nothing_below_an_absent_name_is_asked_for() {
    let (mut world, mut hunt) =
        (World::new([record("_imaps._tcp", Srv, "0 1 993 m.test")]), hunt(2));
    run(&mut hunt, &mut world);
    assert_eq!(hunt.empty_names(), EmptyNames::Answered);
    assert_eq!(state(&hunt, "_domainkey"), Some(NameState::Absent(Below::Absent)));
    assert!(world.asked_below("_domainkey").is_empty(), "{:?}", world.asked_below("_domainkey"));
    assert!(world.asked_below("_tcp").len() > 50, "the other services are");
    assert!(world.log.len() < 600, "{} questions", world.log.len());
}

#[test]
fn where_nothing_shows_how_empty_names_are_answered_a_short_list_is_asked_for() {
    let (mut world, mut hunt) = (World::new([a("www", "192.0.2.1")]), hunt(2));
    run(&mut hunt, &mut world);
    assert_eq!(hunt.empty_names(), EmptyNames::Unknown);
    assert_eq!(state(&hunt, "_domainkey"), Some(NameState::Absent(Below::NotProved)));
    assert_eq!(world.asked_below("_domainkey").len(), 12);
}

#[test]
fn where_servers_deny_empty_names_nothing_is_spared() {
    let records = [txt("smtp._domainkey", "v=DKIM1; p=AA"), txt("zm1._domainkey", "v=DKIM1; p=AA")];
    let mut world = World { denies_empty_names: true, ..World::new(records) };
    let mut hunt = hunt(2);
    run(&mut hunt, &mut world);
    assert_eq!(hunt.empty_names(), EmptyNames::Denied);
    assert_eq!(finds(&hunt), world.lines());
    assert!(world.asked_below("_domainkey").len() > 150);
    assert_eq!(state(&hunt, "_domainkey"), Some(NameState::Empty));
    assert_eq!(state(&hunt, "_udp"), Some(NameState::Absent(Below::NotProved)));
}

#[test]
fn a_key_that_nobody_can_guess_leaves_its_empty_name() {
    let (mut world, mut hunt) =
        (World::new([txt("20190412._domainkey", "v=DKIM1; p=AA")]), hunt(2));
    run(&mut hunt, &mut world);
    assert!(finds(&hunt).is_empty());
    assert_eq!(state(&hunt, "_domainkey"), Some(NameState::Opaque));
    hunt.lead([name("20190412._domainkey.example.com")], Lead::Pasted);
    run(&mut hunt, &mut world);
    assert_eq!(finds(&hunt), world.lines(), "until it is pasted");
    assert_eq!(state(&hunt, "_domainkey"), Some(NameState::Empty));
}

#[test]
fn a_record_that_equals_the_wildcard_is_found_where_another_type_tells_it_apart() {
    let records = [
        a("*", "192.0.2.1"),
        txt("*", "all"),
        a("www", "192.0.2.1"),
        a("shop", "192.0.2.9"),
        a("dev", "192.0.2.8"),
        a("*.dev", "192.0.2.7"),
        a("api.dev", "192.0.2.6"),
    ];
    let (mut world, mut hunt) = (World::new(records), hunt(2));
    hunt.lead([name("api.dev.example.com"), name("x.dev.example.com")], Lead::Certificate);
    run(&mut hunt, &mut world);
    assert_eq!(finds(&hunt), world.lines());
    assert_eq!(state(&hunt, "mail"), Some(NameState::Wildcard));
    assert_eq!(state(&hunt, "x.dev"), Some(NameState::Wildcard));
    assert_eq!(state(&hunt, "www"), Some(NameState::Exists));
}

#[test]
fn a_wildcard_of_another_type_makes_no_name_exist() {
    let records =
        [record("*", Mx, "10 mx.test"), txt("blog", "here"), record("@", Mx, "10 mx.test")];
    let (mut world, mut hunt) = (World::new(records), hunt(2));
    run(&mut hunt, &mut world);
    assert_eq!(finds(&hunt), world.lines());
    assert_eq!(state(&hunt, "www"), Some(NameState::Wildcard));
    assert_eq!(state(&hunt, "blog"), Some(NameState::Exists));
}

#[test]
fn beside_a_wildcard_an_empty_name_shows_and_what_is_below_it_is_found() {
    let records = [a("*", "192.0.2.1"), txt("smtp._domainkey", "v=DKIM1; p=AA")];
    let (mut world, mut hunt) = (World::new(records), hunt(2));
    run(&mut hunt, &mut world);
    assert_eq!(finds(&hunt), world.lines());
    assert_eq!(state(&hunt, "_domainkey"), Some(NameState::Empty));
}

#[test]
fn a_wildcard_that_fills_empty_names_proves_nothing() {
    let records = [a("*", "192.0.2.1"), txt("smtp._domainkey", "v=DKIM1; p=AA")];
    let mut world = World { fills_empty_names: true, ..World::new(records) };
    let mut hunt = hunt(2);
    hunt.fills_empty_names();
    run(&mut hunt, &mut world);
    assert_eq!(finds(&hunt), world.lines());
    assert_ne!(state(&hunt, "_domainkey"), Some(NameState::Exists));
}

#[test]
fn name_servers_that_fill_empty_names_are_known_by_their_names() {
    let records = [a("*", "192.0.2.1"), txt("smtp._domainkey", "v=DKIM1; p=AA")];
    for (server, is_filling) in [("kiki.bunny.net", true), ("kiki.notbunny.net", false)] {
        let server = [record("@", Ns, server)];
        let mut world = World::new(records.iter().chain(&server).cloned());
        let mut hunt = hunt(2);
        run(&mut hunt, &mut world);
        let is_undecided = matches!(state(&hunt, "_domainkey"), Some(NameState::Undecided(_)));
        assert_eq!(is_undecided, is_filling);
    }
}

#[test]
fn a_wildcard_below_an_empty_name_is_found_and_everything_above_it_too() {
    let records = [record("*.dev", Cname, "all.test"), a("api.dev", "192.0.2.6")];
    let (mut world, mut hunt) = (World::new(records), hunt(2));
    run(&mut hunt, &mut world);
    assert_eq!(state(&hunt, "dev"), Some(NameState::Opaque));
    assert!(finds(&hunt).is_empty(), "nothing is asked for below it");
    hunt.lead([name("api.dev.example.com")], Lead::Certificate);
    run(&mut hunt, &mut world);
    assert_eq!(finds(&hunt), world.lines());
    assert_eq!(state(&hunt, "dev"), Some(NameState::Empty));
}

#[test]
fn rare_types_are_asked_for_on_demand() {
    let (mut world, mut hunt) = (World::new([a("www", "192.0.2.1")]), hunt(2));
    world.records.push(record("www", Uri, "1 1 https://a.test/"));
    run(&mut hunt, &mut world);
    assert_eq!(finds(&hunt).len(), 1);
    hunt.deepen();
    run(&mut hunt, &mut world);
    assert_eq!(finds(&hunt), world.lines());
}

#[test]
fn beside_a_wildcard_that_rotates_nothing_is_found() {
    let (mut world, mut hunt) = (
        World::new([a("*", "192.0.2.1")]).twisted(|ask, _| {
            let is_host = ask.question.name.relative_to(&name("example.com")) != "@";
            let is_meant = is_host && ask.question.rtype == A;
            let sum: u32 = ask.question.name.as_str().bytes().map(u32::from).sum();
            (is_meant && ask.question.name.is_within(&name("example.com"))).then(|| {
                let mut own = a("@", &format!("192.0.2.{}", sum % 250));
                own.name = ask.question.name.clone();
                Received::Answer(Box::new(Answer { records: vec![own], ..Answer::default() }))
            })
        }),
        hunt(2),
    );
    run(&mut hunt, &mut world);
    let doubt = Doubt::Answer(Uncertainty::RotatingWildcard);
    assert_eq!(state(&hunt, "www"), Some(NameState::Undecided(doubt)));
    assert!(!finds(&hunt).iter().any(|line| line.starts_with("www")));
}

#[test]
fn below_a_delegation_nothing_is_asked_for_and_nothing_is_found() {
    let records = [
        record("shop", Ns, "ns1.other.test"),
        record("shop", Ds, "1 13 2 ab"),
        record("em", Ns, "ns1.other.test"),
        a("www", "192.0.2.1"),
        record("_x._tcp.www", Srv, "0 0 1 deep.shop.example.com"),
    ];
    let (mut world, mut hunt) = (World::new(records), hunt(2));
    hunt.lead([name("_x._tcp.www.example.com")], Lead::File);
    run(&mut hunt, &mut world);
    assert_eq!(finds(&hunt), world.lines(), "NS and DS, and no address of the other zone");
    assert_eq!(state(&hunt, "shop"), Some(NameState::Delegated));
    assert!(state(&hunt, "deep.shop").is_none());
    assert!(
        hunt.picture().finds.iter().all(|find| find.record.name != name("deep.shop.example.com"))
    );
}

#[test]
fn what_a_dname_makes_is_not_found() {
    let mut dname = txt("old", "x");
    dname.rtype = RecordType::numbered(39);
    dname.rdata = Rdata::new(&dname.rtype, ["\\# 0"]);
    let (mut world, mut hunt) = (World::new([dname, a("old", "192.0.2.1")]), hunt(2));
    hunt.lead([name("www.old.example.com"), name("a.b.old.example.com")], Lead::Certificate);
    run(&mut hunt, &mut world);
    assert_eq!(finds(&hunt), world.lines());
    assert!(state(&hunt, "www.old").is_none());
}

fn chained() -> World {
    World::new([
        a("www", "192.0.2.1"),
        a("qzx9", "192.0.2.1"),
        txt("20190412._domainkey", "v=DKIM1; p=AA"),
        record("child", Ns, "ns1.other.test"),
        record("child", Ds, "1 13 2 ab"),
        a("ns1.child", "192.0.2.1"),
        a("zzz-last", "192.0.2.1"),
        record("caa-only", Caa, "0 issue ca.test"),
    ])
    .signed(Proofs::Chain)
}

#[test]
fn a_walk_finds_what_nobody_can_guess_and_spares_the_guesses() {
    let (mut world, mut hunt) = (chained(), hunt(2));
    run(&mut hunt, &mut world);
    assert_eq!(finds(&hunt), world.lines(), "across the delegation");
    assert!(hunt.picture().is_complete);
    assert_eq!(state(&hunt, "child"), Some(NameState::Delegated));
    assert!(world.log.len() < 150, "{} questions", world.log.len());
    assert!(!world.asked().contains("webmail"));
}

#[test]
fn a_name_that_is_known_is_asked_for_although_the_walk_is_complete() {
    let (mut world, mut hunt) = (chained(), hunt(2));
    hunt.know(&[a("gone", "192.0.2.1")], Lead::Provider);
    run(&mut hunt, &mut world);
    assert!(hunt.picture().is_complete);
    assert!(matches!(state(&hunt, "gone"), Some(NameState::Absent(_))));
}

#[test]
fn a_walk_that_turns_back_proves_nothing() {
    let mut world = chained();
    let zone = chained();
    let back = zone.answer(&crate::evidence::Question {
        name: name("caa-only.example.com"),
        rtype: RecordType::numbered(47),
    });
    world = world.twisted(move |ask, _| {
        let is_link = ask.question.rtype.number() == Some(47);
        let is_other = ask.question.name == name("qzx9.example.com");
        (is_link && is_other).then(|| {
            let mut answer = back.clone();
            answer.records.iter_mut().for_each(|own| own.name = name("qzx9.example.com"));
            Received::Answer(Box::new(answer))
        })
    });
    let mut hunt = hunt(2);
    run(&mut hunt, &mut world);
    assert!(!hunt.picture().is_complete);
    assert!(world.asked().contains("webmail"), "the guesses follow");
}

#[test]
fn the_mark_of_absent_names_proves_absence_with_all_below() {
    let records = [a("www", "192.0.2.1"), txt("smtp._domainkey", "v=DKIM1; p=AA")];
    let mut world = World::new(records).signed(Proofs::Compact { marks: true });
    let mut hunt = hunt(2);
    run(&mut hunt, &mut world);
    assert_eq!(finds(&hunt), world.lines());
    assert_eq!(state(&hunt, "_udp"), Some(NameState::Absent(Below::Absent)));
    assert_eq!(state(&hunt, "_domainkey"), Some(NameState::Empty));
    assert!(world.asked_below("_udp").is_empty());
    assert!(!hunt.picture().is_complete);
}

#[test]
fn without_the_mark_absent_and_empty_names_look_alike() {
    let records = [a("www", "192.0.2.1"), txt("smtp._domainkey", "v=DKIM1; p=AA")];
    let mut world = World::new(records).signed(Proofs::Compact { marks: false });
    let mut hunt = hunt(2);
    run(&mut hunt, &mut world);
    assert_eq!(finds(&hunt), world.lines());
    let doubt = Doubt::Answer(Uncertainty::SameProof);
    assert_eq!(state(&hunt, "_udp"), Some(NameState::Undecided(doubt)));
}

#[test]
fn types_that_a_proof_lists_are_asked_for() {
    let mut odd = txt("odd", "x");
    odd.rtype = RecordType::numbered(44);
    odd.rdata = Rdata::new(&odd.rtype, ["1", "2", "ab"]);
    let mut world = World::new([odd]).signed(Proofs::Compact { marks: true });
    let mut hunt = hunt(2);
    hunt.lead([name("odd.example.com")], Lead::Certificate);
    run(&mut hunt, &mut world);
    assert_eq!(finds(&hunt), world.lines());
}

#[test]
fn a_proof_that_lists_every_type_leads_to_none_of_them() {
    let every = |ask: &super::Ask, _| {
        let is_it = ask.question.name == name("www.example.com") && ask.question.rtype != A;
        let owner = ask.question.name.clone();
        let next = name(r"\000.www.example.com");
        let denial = crate::evidence::Denial::Nsec { owner, next, types: (1..=60).collect() };
        let answer = Answer { denials: vec![denial], ..Answer::default() };
        is_it.then(|| Received::Answer(Box::new(answer)))
    };
    let world = World::new([a("www", "192.0.2.1")]).signed(Proofs::Compact { marks: true });
    let (mut world, mut hunt) = (world.twisted(every), hunt(2));
    run(&mut hunt, &mut world);
    assert_eq!(finds(&hunt), world.lines());
    let asked = world.log.iter().filter(|(_, ask)| ask.question.name == name("www.example.com"));
    assert!(asked.count() < 10);
}

#[test]
fn the_types_of_records_known_elsewhere_are_asked_for() {
    let own = record("geo", Uri, "1 1 https://a.test/");
    let (mut world, mut hunt) = (World::new([own.clone()]), hunt(2));
    hunt.know(&[own, a("@", "192.0.2.99")], Lead::Provider);
    run(&mut hunt, &mut world);
    assert_eq!(finds(&hunt), world.lines());
    let asked =
        hunt.picture().asked.iter().find(|own| {
            own.question.name == name("example.com") && own.question.rtype.raw() == "A"
        });
    assert_eq!(asked.unwrap().testimonies.len(), 2, "an absence that matters has two witnesses");
}

#[test]
fn a_set_that_changes_from_answer_to_answer_is_found_whole() {
    let (mut world, mut hunt) = (
        World::new([a("www", "192.0.2.1"), a("www", "192.0.2.2")]).twisted(|ask, _| {
            let is_it = ask.question.name == name("www.example.com");
            (is_it && ask.question.rtype.raw() == "A").then(|| {
                let own = a("www", &format!("192.0.2.{}", ask.resolver + 1));
                Received::Answer(Box::new(Answer { records: vec![own], ..Answer::default() }))
            })
        }),
        hunt(2),
    );
    run(&mut hunt, &mut world);
    assert_eq!(finds(&hunt), world.lines());
}

#[test]
fn an_alias_of_an_absent_name_is_found() {
    let (mut world, mut hunt) = (
        World::new([record("www", Cname, "gone.test")]).twisted(|ask, _| {
            (ask.question.name == name("www.example.com")).then(|| {
                let records = vec![record("www", Cname, "gone.test")];
                let answer = Answer { records, rcode: Rcode::NxDomain, ..Answer::default() };
                Received::Answer(Box::new(answer))
            })
        }),
        hunt(2),
    );
    run(&mut hunt, &mut world);
    assert_eq!(finds(&hunt), world.lines());
    let asked = world.log.iter().filter(|(_, ask)| ask.question.name == name("www.example.com"));
    assert_eq!(asked.count(), 2, "no other type, once at each resolver");
}
