//! Resolvers that lie, limit, fail or contradict each other, and a hunt that ends early or goes on later.

use chrono::TimeDelta;

use super::world_tests::{
    Proofs, World, a, at, finds, hunt, name, record, resolvers, run, run_until, txt,
};
use super::{Ask, BUDGET, Halt, Hunt, HuntPhase, HuntStep, Kept, Received, Silence};
use crate::evidence::{
    Agreement, Answer, Doubt, Lead, NameState, Question, Rcode, Trust, Unusable,
};
use crate::name::DomainName;
use crate::record::{Record, RecordType};

fn small() -> World {
    World::new([
        a("www", "192.0.2.1"),
        txt("smtp._domainkey", "v=DKIM1; p=AA"),
        record("_imaps._tcp", RecordType::Srv, "0 1 993 mail.example.com"),
        a("mail", "192.0.2.2"),
    ])
}

fn says(records: Vec<Record>) -> Option<Received> {
    Some(Received::Answer(Box::new(Answer { records, ..Answer::default() })))
}

fn fails(rcode: Rcode) -> Option<Received> {
    Some(Received::Answer(Box::new(Answer { rcode, ..Answer::default() })))
}

fn is_about(ask: &Ask, relative: &str) -> bool {
    ask.question.name.relative_to(&name("example.com")) == relative
}

fn asked_of(world: &World, resolver: usize) -> usize {
    world.log.iter().filter(|(_, ask)| ask.resolver == resolver).count()
}

fn state(hunt: &Hunt, relative: &str) -> Option<NameState> {
    let own = DomainName::join(relative, &name("example.com")).unwrap();
    hunt.picture().names.get(&own).cloned()
}

fn agreement(hunt: &Hunt, relative: &str, rtype: RecordType) -> Agreement {
    let own = DomainName::join(relative, &name("example.com")).unwrap();
    let question = Question { name: own, rtype };
    let hearing = hunt.picture().asked.iter().find(|own| own.question == question);
    hearing.unwrap().agreement.clone()
}

#[test]
fn a_resolver_that_rewrites_absent_names_is_named_and_not_asked() {
    let mut world = small().twisted(|ask, _| {
        let is_test = !ask.question.name.is_within(&name("example.com"));
        (ask.resolver == 0 && is_test).then(|| says(vec![a("@", "203.0.113.1")])).flatten()
    });
    let mut hunt = hunt(2);
    run(&mut hunt, &mut world);
    assert_eq!(hunt.trust().next(), Some(("one", Some(Trust::Rewrites))));
    assert_eq!(asked_of(&world, 0), 4, "its tests only");
    assert_eq!(finds(&hunt), world.lines());
    hunt.know(&[a("lost", "192.0.2.1")], Lead::Provider);
    run(&mut hunt, &mut world);
    assert_eq!(state(&hunt, "lost"), Some(NameState::Undecided(Doubt::OneVoice)));
}

#[test]
fn a_third_resolver_takes_the_place_of_one_that_does_not_count() {
    let mut world = small().twisted(|ask, _| (ask.resolver == 1).then_some(Received::Unreachable));
    let mut hunt = hunt(3);
    hunt.know(&[a("lost", "192.0.2.1")], Lead::Provider);
    run(&mut hunt, &mut world);
    assert_eq!(hunt.silences().collect::<Vec<_>>(), [("two", Silence::Unreachable)]);
    assert!(asked_of(&world, 1) <= 6 && asked_of(&world, 2) > 4);
    assert!(matches!(state(&hunt, "lost"), Some(NameState::Absent(_))));
    assert_eq!(finds(&hunt), world.lines());
}

#[test]
fn a_third_resolver_is_not_asked_without_need() {
    let (mut world, mut hunt) = (small(), hunt(3));
    run(&mut hunt, &mut world);
    assert_eq!(asked_of(&world, 2), 0);
    assert_eq!(hunt.trust().nth(2), Some(("three", None)));
}

#[test]
fn a_domain_that_is_no_zone_is_told_with_its_zone() {
    let mut world = small().twisted(|ask, _| {
        let mut soa = record("@", RecordType::Soa, "ns1.test h.test 1 2 3 4 5");
        soa.name = name("com");
        let answer = Answer { authority: vec![soa], ..Answer::default() };
        ask.question
            .name
            .is_within(&name("example.com"))
            .then(|| Received::Answer(Box::new(answer)))
    });
    let mut hunt = hunt(2);
    run(&mut hunt, &mut world);
    let phase = hunt.progress().phase;
    assert_eq!(phase, HuntPhase::Stopped(Halt::OtherZone(name("com"))));
    assert!(world.log.len() < 40, "{}", world.log.len());
}

#[test]
fn resolvers_that_contradict_each_other_are_asked_again_and_then_the_third() {
    let absent = |ask: &Ask, _| {
        let is_it = is_about(ask, "www") && ask.resolver == 1;
        is_it.then(|| fails(Rcode::NxDomain)).flatten()
    };
    let (mut world, mut three) = (small().twisted(absent), hunt(3));
    run(&mut three, &mut world);
    assert_eq!(finds(&three), world.lines(), "two of three have it");
    let of_www = |resolver: usize| {
        let asked = world.log.iter().filter(move |(_, ask)| {
            is_about(ask, "www") && ask.question.rtype.raw() == "A" && ask.resolver == resolver
        });
        asked.map(|(at, _)| *at).collect::<Vec<_>>()
    };
    assert_eq!((of_www(0).len(), of_www(1).len(), of_www(2).len()), (4, 4, 1));
    let took = *of_www(1).last().unwrap() - of_www(1)[0];
    assert!(took >= TimeDelta::seconds(10), "{took}");

    let (mut world, mut two) = (small().twisted(absent), hunt(2));
    run(&mut two, &mut world);
    assert_eq!(state(&two, "www"), Some(NameState::Undecided(Doubt::Split)));
    assert_eq!(agreement(&two, "www", RecordType::A), Agreement::Split);
}

#[test]
fn resolvers_that_agree_the_second_time_are_believed() {
    let late = |ask: &Ask, asked| {
        let is_it = is_about(ask, "www") && ask.resolver == 1 && asked == 0;
        is_it.then(|| fails(Rcode::NxDomain)).flatten()
    };
    let (mut world, mut hunt) = (small().twisted(late), hunt(3));
    run(&mut hunt, &mut world);
    assert_eq!(finds(&hunt), world.lines());
    assert_eq!(asked_of(&world, 2), 0);
}

#[test]
fn a_resolver_that_is_asked_too_fast_gets_the_time_that_it_wants() {
    let wait = TimeDelta::seconds(9);
    let mut world = small().twisted(move |ask, asked| {
        (is_about(ask, "www") && asked == 0).then_some(Received::Throttled(Some(wait)))
    });
    let mut hunt = hunt(2);
    run(&mut hunt, &mut world);
    assert_eq!(finds(&hunt), world.lines());
    let first = world.log.iter().position(|(_, ask)| is_about(ask, "www")).unwrap();
    let (sent, of) = (world.log[first].0, world.log[first].1.resolver);
    let refused = sent + TimeDelta::milliseconds(50);
    let early = world
        .log
        .iter()
        .filter(|(at, ask)| ask.resolver == of && *at > refused && *at < refused + wait);
    assert_eq!(early.count(), 0);
}

#[test]
fn a_resolver_that_goes_on_refusing_is_left_alone() {
    let mut world =
        small().twisted(|ask, _| (ask.resolver == 0).then_some(Received::Throttled(None)));
    let mut hunt = hunt(2);
    run(&mut hunt, &mut world);
    assert_eq!(hunt.silences().next(), Some(("one", Silence::Refusing)));
    assert_eq!(finds(&hunt), world.lines());
}

#[test]
fn a_failure_is_tried_twice_more_and_then_says_nothing() {
    let mut world = small()
        .twisted(|ask, _| (is_about(ask, "www") && ask.resolver == 0).then_some(Received::Failed));
    let mut hunt = hunt(2);
    run(&mut hunt, &mut world);
    let asked = world.log.iter().filter(|(_, ask)| {
        is_about(ask, "www") && ask.resolver == 0 && ask.question.rtype.raw() == "A"
    });
    assert_eq!(asked.count(), 3);
    assert_eq!(finds(&hunt), world.lines(), "the other resolver has it");
}

#[test]
fn an_answer_that_cannot_be_read_says_nothing() {
    let mut world = small()
        .twisted(|ask, _| is_about(ask, "www").then_some(Received::Unusable(Unusable::Truncated)));
    let mut hunt = hunt(2);
    run(&mut hunt, &mut world);
    assert_eq!(state(&hunt, "www"), Some(NameState::Undecided(Doubt::Silent)));
    let asked = world.log.iter().filter(|(_, ask)| is_about(ask, "www"));
    assert_eq!(asked.count(), 2, "once at each resolver");
}

#[test]
fn ten_failures_in_a_row_end_the_questions() {
    let mut world = small().twisted(|ask, _| {
        let is_own = ask.question.name.is_within(&name("example.com"));
        (is_own && ask.resolver == 0).then(|| fails(Rcode::ServFail)).flatten()
    });
    let mut hunt = hunt(2);
    run(&mut hunt, &mut world);
    assert_eq!(hunt.silences().next(), Some(("one", Silence::Failing)));
    assert!(asked_of(&world, 0) < 24, "{}", asked_of(&world, 0));
    assert_eq!(finds(&hunt), world.lines());
}

#[test]
fn a_zone_that_no_resolver_gets_an_answer_for_ends_the_hunt() {
    let mut world = small().twisted(|ask, _| {
        let is_own = ask.question.name.is_within(&name("example.com"));
        is_own.then(|| fails(Rcode::ServFail)).flatten()
    });
    let mut hunt = hunt(3);
    run(&mut hunt, &mut world);
    assert_eq!(hunt.progress().phase, HuntPhase::Stopped(Halt::NoResolver));
    assert!(world.log.len() < 80, "{}", world.log.len());
}

#[test]
fn records_whose_signatures_are_broken_are_found_and_told() {
    let mut world = small().twisted(|ask, _| {
        let is_broken = is_about(ask, "www") && !ask.asking.is_unchecked;
        is_broken.then(|| fails(Rcode::ServFail)).flatten()
    });
    let mut hunt = hunt(2);
    run(&mut hunt, &mut world);
    assert_eq!(finds(&hunt), world.lines());
    assert!(hunt.invalid().any(|question| question.name == name("www.example.com")));
    assert!(hunt.invalid().all(|question| question.name == name("www.example.com")));
}

#[test]
fn a_question_that_is_refused_as_wrong_ends_the_hunt() {
    let mut world = small().twisted(|ask, _| is_about(ask, "www").then_some(Received::Rejected));
    let mut hunt = hunt(2);
    run(&mut hunt, &mut world);
    assert!(matches!(hunt.progress().phase, HuntPhase::Stopped(Halt::Fault(_))));
}

#[test]
fn a_hunt_asks_no_more_than_its_budget() {
    let names: Vec<Record> =
        (0..2_000).map(|number| a(&format!("h{number}x"), "192.0.2.1")).collect();
    let mut world = World::new(names.clone());
    let mut hunt = hunt(2);
    hunt.know(&names, Lead::Provider);
    run(&mut hunt, &mut world);
    assert_eq!(world.log.len(), BUDGET as usize);
    assert_eq!(hunt.progress().phase, HuntPhase::Stopped(Halt::Budget));
}

#[test]
fn a_hunt_that_was_stopped_asks_nothing_until_it_goes_on() {
    let (mut world, mut hunt) = (small(), hunt(2));
    run_until(&mut hunt, &mut world, 100);
    hunt.stop();
    assert_eq!(hunt.next(at(100_000)), HuntStep::Done);
    assert_eq!(hunt.progress().phase, HuntPhase::Stopped(Halt::User));
    hunt.resume();
    run(&mut hunt, &mut world);
    assert_eq!(finds(&hunt), world.lines());
}

#[test]
fn the_network_of_the_user_is_hidden_from_whom_it_is_to_be() {
    let (mut world, mut hunt) = (small(), hunt(2));
    run(&mut hunt, &mut world);
    assert!(world.log.iter().all(|(_, ask)| ask.asking.hides_network == (ask.resolver == 1)));
}

#[test]
fn after_a_reload_only_controls_are_asked_again() {
    let (mut whole, mut first) = (small().signed(Proofs::None), hunt(2));
    run(&mut first, &mut whole);
    let (mut world, mut before) = (small().signed(Proofs::None), hunt(2));
    run_until(&mut before, &mut world, 300);
    before.lead([name("x7.example.com")], Lead::Pasted);
    let kept = serde_json::to_string(&before.keep()).unwrap();
    let kept: Kept = serde_json::from_str(&kept).unwrap();
    let zone = || name("example.com");
    assert!(Hunt::again(&kept, name("example.org"), resolvers(2), 7).is_none());
    let mut after = Hunt::again(&kept, zone(), resolvers(2), 8).unwrap();
    let settled: Vec<_> = before
        .picture()
        .names
        .iter()
        .filter(|(_, state)| matches!(state, NameState::Exists | NameState::Absent(_)))
        .map(|(name, _)| name.clone())
        .filter(|own| *own != zone())
        .collect();
    let already = world.log.len();
    run(&mut after, &mut world);
    assert_eq!(finds(&after), finds(&first));
    assert!(world.asked().contains("x7"));
    let again = world.log[already..].iter().filter(|(_, ask)| settled.contains(&ask.question.name));
    let again: Vec<_> = again.map(|(_, ask)| ask.question.name.clone()).collect();
    assert!(again.len() <= 12, "those that were under way: {again:?}");
    assert!(settled.len() > 100);
    assert_eq!(after.progress().asked as usize, world.log.len());
}

#[test]
fn a_finished_hunt_asks_nothing_after_a_reload() {
    let (mut world, mut hunt) = (small(), hunt(2));
    run(&mut hunt, &mut world);
    let already = world.log.len();
    let mut after = Hunt::again(&hunt.keep(), name("example.com"), resolvers(2), 8).unwrap();
    assert_eq!(after.picture().names, hunt.picture().names);
    let is_of_find = |own: &&crate::evidence::Hearing| own.question.name == name("www.example.com");
    let of_find = |hunt: &Hunt| -> Vec<_> {
        hunt.picture().asked.iter().filter(is_of_find).cloned().collect()
    };
    assert_eq!(of_find(&after), of_find(&hunt), "what comparisons rest on");
    assert!(!of_find(&after).is_empty());
    run(&mut after, &mut world);
    assert_eq!(world.log.len(), already);
    assert_eq!(finds(&after), finds(&hunt));
}

#[test]
fn records_that_become_known_after_a_reload_are_asked_for() {
    let own = record("www", RecordType::Uri, "1 1 https://a.test/");
    let (mut world, mut hunt) = (small(), hunt(2));
    world.records.push(own.clone());
    hunt.know(&[a("www", "192.0.2.1")], Lead::Provider);
    run(&mut hunt, &mut world);
    let again = |hunt: &Hunt| Hunt::again(&hunt.keep(), name("example.com"), resolvers(2), 8);
    let (mut after, already) = (again(&hunt).unwrap(), world.log.len());
    after.know(&[a("www", "192.0.2.1")], Lead::Provider);
    run(&mut after, &mut world);
    assert_eq!(world.log.len(), already, "this was known before");
    after.know(&[own], Lead::Provider);
    run(&mut after, &mut world);
    assert_eq!(finds(&after), world.lines());
}

#[test]
fn the_phases_come_in_order() {
    let (mut world, mut hunt) = (small(), hunt(2));
    assert_eq!(hunt.progress().phase, HuntPhase::Testing);
    hunt.next(at(0));
    assert_eq!(hunt.progress().phase, HuntPhase::Testing);
    let mut hunt = super::world_tests::hunt(2);
    run_until(&mut hunt, &mut world, 60);
    let progress = hunt.progress();
    assert_eq!(progress.phase, HuntPhase::Sweeping);
    assert!(progress.waiting > 100 && progress.asked == 60, "{progress:?}");
    run(&mut hunt, &mut world);
    let progress = hunt.progress();
    assert_eq!((progress.phase, progress.waiting, progress.in_flight), (HuntPhase::Done, 0, 0));
    assert_eq!(progress.found, hunt.picture().finds.len());
    assert_eq!(progress.by_type.get(&RecordType::A), Some(&2));
}
