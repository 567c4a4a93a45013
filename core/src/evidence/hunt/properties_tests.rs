//! What holds in any zone, with any replies.

use std::collections::{BTreeMap, HashMap};

use chrono::TimeDelta;
use proptest::prelude::*;

use super::pace::{A_SECOND, AT_ONCE};
use super::world_tests::{
    Proofs, World, a, finds, hunt, name, record, resolvers, run, run_until, txt,
};
use super::{Ask, BUDGET, Hunt, Received};
use crate::evidence::{Answer, Lead, Meaning, NameState, Rcode};
use crate::record::{Record, RecordType};

/// Names of the lists, and some that no list has.
fn any_owner() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        Just("www"),
        Just("mail"),
        Just("_443._tcp.www"),
        Just("_25._tcp.mail"),
        Just("default._domainkey"),
        Just("zm1._domainkey"),
        Just("selector2._domainkey"),
        Just("_ldap._tcp.dc._msdcs"),
        Just("_sip._udp"),
        Just("_kerberos._tcp"),
        Just("_smtp._tls"),
        Just("_acme-challenge.www"),
        Just("default._bimi"),
        Just("mta-sts"),
    ]
}

fn any_record() -> impl Strategy<Value = Record> {
    (any_owner(), 1_u8..4).prop_map(|(owner, number)| match owner {
        own if own.starts_with("_443") || own.starts_with("_25") => {
            record(own, RecordType::Tlsa, "3 1 1 ab")
        }
        own if own.contains("_tcp") || own.contains("_udp") => {
            record(own, RecordType::Srv, &format!("0 {number} 5060 sip.test"))
        }
        own if own.contains('_') => txt(own, &format!("v=X{number}")),
        own => a(own, &format!("192.0.2.{number}")),
    })
}

fn any_world() -> impl Strategy<Value = World> {
    let proofs = prop_oneof![
        3 => Just(Proofs::None),
        1 => Just(Proofs::Chain),
        1 => Just(Proofs::Compact { marks: true }),
    ];
    let wildcard = prop::option::weighted(0.3, 0..3_u8);
    let delegates = prop::bool::weighted(0.2);
    (prop::collection::vec(any_record(), 0..9), proofs, wildcard, delegates).prop_map(
        |(mut records, proofs, wildcard, delegates)| {
            records.extend(delegates.then(|| record("mail", RecordType::Ns, "ns1.other.test")));
            records.extend(wildcard.map(|kind| match kind {
                0 => a("*", "192.0.2.200"),
                1 => txt("*", "all"),
                _ => record("*", RecordType::Cname, "all.test"),
            }));
            records.sort_by_key(Record::identity);
            records.dedup();
            match proofs {
                Proofs::None => World::new(records),
                proofs => World::new(records).signed(proofs),
            }
        },
    )
}

/// What breaks, by a number made of the question and how often it was asked.
fn any_trouble() -> impl Strategy<Value = u32> {
    any::<u32>()
}

fn troubled(mut world: World, trouble: u32) -> World {
    world.twist = Box::new(move |ask: &Ask, asked: usize| {
        if !ask.question.name.is_within(&name("example.com")) {
            return None;
        }
        let text =
            format!("{}{}{}{asked}", ask.question.name, ask.question.rtype.raw(), ask.resolver);
        let sum = text.bytes().fold(trouble, |sum, byte| sum.wrapping_mul(31) ^ u32::from(byte));
        match sum % 40 {
            0 => Some(Received::Failed),
            1 => Some(Received::Throttled(None)),
            2 => Some(Received::Unreachable),
            3 | 4 => Some(Received::Answer(Box::new(Answer {
                rcode: Rcode::NxDomain,
                ..Answer::default()
            }))),
            5 => Some(Received::Answer(Box::new(Answer {
                rcode: Rcode::ServFail,
                ..Answer::default()
            }))),
            6 => Some(Received::Answer(Box::default())),
            _ => None,
        }
    });
    world
}

fn is_pace_kept(world: &World) -> bool {
    let mut sent: BTreeMap<usize, Vec<_>> = BTreeMap::new();
    for (at, ask) in &world.log {
        sent.entry(ask.resolver).or_default().push(*at);
    }
    sent.values().all(|times| {
        let mut seconds = times.iter().zip(times.iter().skip(A_SECOND));
        // Every answer takes 50 milliseconds.
        let mut answers = times.iter().zip(times.iter().skip(AT_ONCE));
        seconds.all(|(one, other)| *other - *one >= TimeDelta::seconds(1))
            && answers.all(|(one, other)| *other - *one >= TimeDelta::milliseconds(50))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, ..ProptestConfig::default() })]

    #[test]
    fn no_name_of_the_lists_is_hidden(mut world in any_world()) {
        let mut hunt = hunt(2);
        run(&mut hunt, &mut world);
        let found = finds(&hunt);
        for line in world.lines() {
            prop_assert!(found.contains(&line), "{} of {:?}", line, world.lines());
        }
        prop_assert!(found.len() == world.lines().len(), "{:?} of {:?}", found, world.lines());
    }

    #[test]
    fn nothing_is_asked_twice_while_nothing_fails(mut world in any_world()) {
        let mut hunt = hunt(2);
        run(&mut hunt, &mut world);
        let mut asked = HashMap::new();
        for (_, ask) in &world.log {
            let count: &mut u32 = asked
                .entry((ask.resolver, ask.question.clone(), ask.asking.is_unchecked))
                .or_default();
            *count += 1;
            prop_assert_eq!(*count, 1, "{:?}", ask);
        }
        prop_assert!(is_pace_kept(&world));
        prop_assert!(world.log.len() < 1_800, "{}", world.log.len());
    }

    #[test]
    fn whatever_fails_the_hunt_ends_and_keeps_its_pace(world in any_world(), trouble in any_trouble()) {
        let mut world = troubled(world, trouble);
        let known = [a("lost", "192.0.2.1"), txt("gone.www", "x")];
        let mut hunt = hunt(3);
        hunt.know(&known, Lead::Provider);
        run(&mut hunt, &mut world);
        prop_assert!(world.log.len() <= BUDGET as usize);
        prop_assert!(is_pace_kept(&world));
        let mut asked = HashMap::new();
        for (_, ask) in &world.log {
            let count: &mut u32 = asked
                .entry((ask.resolver, ask.question.clone(), ask.asking.is_unchecked))
                .or_default();
            *count += 1;
            // Once, three rounds, and for each of these two more after failures, and after refusals.
            prop_assert!(*count <= 24, "{:?}", ask);
        }
    }

    #[test]
    fn what_is_known_is_never_gone_by_one_resolver(world in any_world(), trouble in any_trouble()) {
        let mut world = troubled(world, trouble);
        let known = [a("lost", "192.0.2.1"), a("www", "192.0.2.1"), txt("gone.mail", "x")];
        let mut hunt = hunt(3);
        hunt.know(&known, Lead::Provider);
        run(&mut hunt, &mut world);
        for own in &known {
            if !matches!(hunt.picture().names.get(&own.name), Some(NameState::Absent(_))) {
                continue;
            }
            let is_absence = |meaning: &Option<Meaning>| matches!(meaning, Some(Meaning::Absent(_)));
            let hearing = hunt.picture().asked.iter().find(|hearing| {
                let witnesses = hearing.testimonies.iter().filter(|one| is_absence(&one.meaning));
                hearing.question.name == own.name && witnesses.count() >= 2
            });
            prop_assert!(hearing.is_some(), "{}", own.name);
        }
    }

    #[test]
    fn a_reload_at_any_time_loses_nothing(world in any_world(), asked in 0..400_usize) {
        let mut world = world;
        let mut before = hunt(2);
        run_until(&mut before, &mut world, asked);
        let mut after = Hunt::again(&before.keep(), name("example.com"), resolvers(2), 9).unwrap();
        run(&mut after, &mut world);
        prop_assert_eq!(finds(&after), world.lines());
    }

    #[test]
    fn where_servers_deny_empty_names_nothing_that_they_know_is_hidden(world in any_world()) {
        let mut world = World { denies_empty_names: true, proofs: Proofs::None, ..world };
        let mut hunt = hunt(2);
        let known = [txt("default._domainkey", "v=X9")];
        world.records.extend(known.clone());
        hunt.know(&known, Lead::File);
        run(&mut hunt, &mut world);
        let found = finds(&hunt);
        for line in world.lines() {
            prop_assert!(found.contains(&line), "{} of {:?}", line, world.lines());
        }
    }
}
