//! What the latest scan has not found any more: out of the number, out of the plan, and back when it is
//! found again.

use proptest::prelude::*;

use super::*;
use crate::change::Change;
use crate::kept;
use crate::provider::Provider;
use crate::record::{Rdata, Ttl};
use crate::review::{Left, Standing};
use crate::scan::Scan;

fn host(n: usize) -> Record {
    let name = DomainName::parse(&format!("h{n}.example.com")).unwrap();
    let rdata = Rdata::new(&RecordType::A, ["192.0.2.1"]);
    let id = Some(format!("id{n}").into());
    Record { id, ..Record::new(name, RecordType::A, rdata, Ttl::Seconds(300)) }
}

fn new(provider: Provider) -> Review {
    Review::new(DomainName::parse("example.com").unwrap(), provider.capabilities())
}

fn read(review: &mut Review, hosts: &[usize]) {
    let reading = review.merge(hosts.iter().copied().map(host).collect());
    review.end_reading(reading);
}

fn missing(review: &Review) -> Vec<bool> {
    review.items().iter().map(Item::is_missing).collect()
}

fn reloaded(review: &Review, provider: Provider) -> Review {
    let text = kept::write_discovery(&Scan::default(), &review.save("name"));
    let mut after = new(provider);
    let hashes = review.hashes(0..review.kept_items());
    after.restore(kept::read_discovery(&text).unwrap().1, &hashes);
    after
}

const PROVIDERS: [Provider; 2] = [Provider::Bunny, Provider::Cloudflare];

#[test]
fn an_item_missing_from_a_whole_reading_leaves_the_count_and_the_plan() {
    for provider in PROVIDERS {
        let mut review = new(provider);
        read(&mut review, &[1, 2, 3]);
        review.decide(0, Decision::Accepted);
        review.decide(1, Decision::Accepted);
        read(&mut review, &[2, 3]);
        assert_eq!(missing(&review), [true, false, false]);
        let counts = review.counts();
        assert_eq!((counts.found, counts.accepted, counts.waiting), (2, 1, 1));
        assert_eq!(review.item(0).unwrap().decision, Decision::Accepted, "kept");
        assert_eq!(review.changes().len(), 1);
        let decided = review.decide_all(&[0, 1, 2], Decision::Accepted, &[]);
        assert_eq!((decided.changed, decided.left), (1, vec![(Left::NotFound, 1)]));
        assert_eq!(review.changes().len(), 2);
        read(&mut review, &[1, 2, 3]);
        assert_eq!(missing(&review), [false; 3]);
        assert_eq!(review.changes().len(), 3, "found again with its decision");
    }
}

#[test]
fn one_press_insists_on_a_missing_item_and_another_takes_it_back() {
    for provider in PROVIDERS {
        let mut review = new(provider);
        read(&mut review, &[1, 2]);
        review.decide(0, Decision::Accepted);
        read(&mut review, &[2]);
        assert!(review.item(0).unwrap().waits());
        review.mend(0, Record { ttl: Ttl::Auto, ..host(1) });
        assert!(review.changes().is_empty(), "a fix is no decision");
        review.toggle(0, Decision::Accepted);
        let changes = review.changes();
        let [(0, Change::Accept { found, record })] = &changes[..] else { panic!("{changes:?}") };
        assert_eq!(record.ttl, Ttl::Auto);
        assert_eq!(found.id.is_none(), provider == Provider::Cloudflare, "it is off that list");
        read(&mut review, &[2]);
        assert_eq!((review.changes().len(), review.counts().insisted), (1, 1));
        review.toggle(0, Decision::Accepted);
        assert_eq!(review.item(0).unwrap().decision, Decision::Undecided);
        assert!(review.changes().is_empty());
    }
}

#[test]
fn a_partial_or_outdated_reading_marks_nothing_as_missing() {
    let mut review = new(Provider::Bunny);
    read(&mut review, &[1, 2]);
    let older = review.merge(vec![host(1)]);
    review.merge(vec![host(1), host(2)]);
    review.end_reading(older);
    assert_eq!(missing(&review), [false; 2]);
    review.merge(vec![host(1)]);
    assert_eq!(missing(&review), [false; 2]);
}

#[test]
fn marks_nothing_as_missing_that_an_unreadable_item_may_be() {
    let flawed = |flaw, n: usize| Record { flaw: Some(flaw), id: None, ..host(n) };
    for (other, expected) in [
        (flawed(Flaw::NotARecord, 9), [false, false]),
        (flawed(Flaw::Name, 9), [false, false]),
        (Record { rtype: RecordType::Txt, ..flawed(Flaw::Type, 1) }, [false, true]),
        (flawed(Flaw::Content, 1), [false, true]),
        (Record { rtype: RecordType::Txt, ..flawed(Flaw::Content, 1) }, [true, true]),
    ] {
        let mut review = new(Provider::Bunny);
        read(&mut review, &[1, 2]);
        let reading = review.merge(vec![other.clone()]);
        review.end_reading(reading);
        assert_eq!(missing(&review)[..2], expected, "{other:?}");
    }
}

#[test]
fn an_accepted_item_is_not_missing_if_the_provider_drops_it_from_its_list() {
    for provider in PROVIDERS {
        let mut review = new(provider);
        read(&mut review, &[1, 2]);
        review.decide(0, Decision::Accepted);
        review.finish(0, Decision::Accepted);
        read(&mut review, &[2]);
        assert_eq!(missing(&review)[0], provider == Provider::Bunny);
    }
}

#[test]
fn an_empty_list_marks_all_items_as_missing() {
    for provider in PROVIDERS {
        let mut review = new(provider);
        read(&mut review, &[1, 2]);
        read(&mut review, &[]);
        assert_eq!((review.counts().found, review.items().len()), (0, 2));
    }
}

#[test]
fn marks_one_of_two_equal_items_as_missing_if_only_one_is_listed() {
    let mut review = new(Provider::Cloudflare);
    read(&mut review, &[1, 1]);
    read(&mut review, &[1]);
    assert_eq!(missing(&review), [false, true]);
    review.decide(1, Decision::Accepted);
    let mut after = reloaded(&review, Provider::Cloudflare);
    read(&mut after, &[1]);
    assert_eq!(missing(&after), [false, true]);
    read(&mut after, &[1, 1]);
    assert_eq!((missing(&after), after.items().len()), (vec![false; 2], 2));
}

#[test]
fn a_decided_item_that_is_missing_after_a_reload_comes_back_as_a_row() {
    for provider in PROVIDERS {
        let mut review = new(provider);
        read(&mut review, &[1, 2, 3, 4]);
        review.edit(0, Record { ttl: Ttl::Seconds(60), comment: Some("x".into()), ..host(1) });
        review.decide(1, Decision::Accepted);
        read(&mut review, &[2, 3]);
        review.toggle(0, Decision::Accepted);
        // The second is found when the page is left, and not found by the first reading after that.
        let mut after = reloaded(&review, provider);
        let partial = after.merge(vec![host(3)]);
        assert_eq!((after.items().len(), after.counts().found), (1, 1));
        let _ = partial;
        read(&mut after, &[3]);
        assert_eq!(missing(&after), [false, true, true], "undecided ones have gone");
        assert_eq!(after.counts().found, 1);
        let by_name = |n: usize| {
            let mut items = after.items().iter();
            items.find(|item| item.found.name == host(n).name).unwrap()
        };
        assert_eq!(by_name(1).record(), review.item(0).unwrap().record());
        assert!(by_name(1).is_pending(), "asked for before");
        assert!(by_name(2).waits() && after.standing(by_name(2)) == Standing::Free);
    }
}

#[test]
fn reads_decisions_kept_by_an_older_version() {
    let hashes = {
        let mut review = new(Provider::Bunny);
        read(&mut review, &[1]);
        review.hashes(0..1)
    };
    // An accepted item, as it was kept without its record.
    let text = r#"{"begun":true,"hashes":"x","runs":"61,","states":[],"items":[]}"#;
    let mut after = new(Provider::Bunny);
    after.restore(kept::read_discovery(text).unwrap().1, &hashes);
    read(&mut after, &[]);
    assert_eq!(after.items().len(), 0, "nothing is known of it but the hash");
    read(&mut after, &[1]);
    assert_eq!(after.item(0).unwrap().decision, Decision::Accepted);
}

/// What is known of a record without looking at the review.
#[derive(Clone, Copy, Debug, Default)]
struct Expected {
    decision: Decision,
    is_row: bool,
    is_missing: bool,
    is_asked: bool,
}

const HOSTS: usize = 8;
const DECISIONS: [Decision; 3] = [Decision::Undecided, Decision::Accepted, Decision::Rejected];

#[derive(Clone, Debug)]
enum Step {
    /// A reading of these hosts, whole or not.
    Read(Vec<usize>, bool),
    Press(usize, usize),
    All(usize),
    Reload,
}

fn any_step() -> impl Strategy<Value = Step> {
    let hosts = proptest::sample::subsequence((0..HOSTS).collect::<Vec<usize>>(), 0..=HOSTS);
    prop_oneof![
        3 => (hosts, any::<bool>()).prop_map(|(hosts, whole)| Step::Read(hosts, whole)),
        3 => (0..HOSTS, 0..3_usize).prop_map(|(host, decision)| Step::Press(host, decision)),
        1 => (0..3_usize).prop_map(Step::All),
        1 => Just(Step::Reload),
    ]
}

impl Expected {
    fn read(&mut self, is_listed: bool, is_whole: bool) {
        if is_listed {
            (self.is_row, self.is_missing, self.is_asked) = (true, false, false);
        } else if is_whole {
            // After a reload what was decided is a row again.
            self.is_row |= self.decision != Decision::Undecided;
            self.is_missing = self.is_row;
        }
    }

    fn press(&mut self, decision: Decision, provider: Provider) {
        let waits = self.is_missing && !self.is_asked;
        let decision = match self.decision == decision && !waits {
            true => Decision::Undecided,
            false => decision,
        };
        let is_off = self.is_missing && provider == Provider::Cloudflare;
        if self.is_row && !(is_off && decision == Decision::Rejected) {
            self.decision = decision;
            self.is_asked = self.is_missing && decision != Decision::Undecided;
        }
    }

    fn decide_among_all(&mut self, decision: Decision) {
        if self.is_row && (decision == Decision::Undecided || !self.is_missing) {
            self.decision = decision;
            self.is_asked &= decision != Decision::Undecided;
        }
    }
}

proptest! {
    /// Scans that find more and less, readings that are cut off, reloads and decisions in any order.
    #[test]
    fn plans_exactly_the_decided_items_that_are_found_or_insisted_on(
        steps in prop::collection::vec(any_step(), 1..30),
        cloudflare: bool,
    ) {
        let provider = PROVIDERS[usize::from(cloudflare)];
        let mut review = new(provider);
        let mut expected = [Expected::default(); HOSTS];
        for step in steps {
            match step {
                Step::Read(hosts, whole) => {
                    let reading = review.merge(hosts.iter().copied().map(host).collect());
                    if whole {
                        review.end_reading(reading);
                    }
                    for (n, own) in expected.iter_mut().enumerate() {
                        own.read(hosts.contains(&n), whole);
                    }
                }
                Step::Press(n, decision) => {
                    let is_it = |item: &Item| item.found.identity() == host(n).identity();
                    let number = review.items().iter().position(is_it);
                    if let Some(number) = number.map(|number| number as u32) {
                        review.toggle(number, DECISIONS[decision]);
                        expected[n].press(DECISIONS[decision], provider);
                    }
                }
                Step::All(decision) => {
                    let all: Vec<u32> = (0..review.items().len() as u32).collect();
                    review.decide_all(&all, DECISIONS[decision], &[]);
                    expected.iter_mut().for_each(|own| own.decide_among_all(DECISIONS[decision]));
                }
                Step::Reload => {
                    review = reloaded(&review, provider);
                    for own in &mut expected {
                        own.is_row = false;
                        own.is_missing = false;
                    }
                }
            }
            let counts = review.counts();
            let rows = expected.iter().filter(|own| own.is_row).count();
            prop_assert_eq!(review.items().len(), rows);
            prop_assert_eq!(counts.found, expected.iter().filter(|own| own.is_row && !own.is_missing).count());
            let parts = [counts.accepted, counts.rejected, counts.undecided, counts.settled, counts.waiting, counts.gone];
            prop_assert_eq!(parts.iter().sum::<usize>(), rows);
            prop_assert_eq!(counts.accepted + counts.rejected, review.changes().len());
            for item in review.items().iter() {
                let own = (0..HOSTS).find(|n| host(*n).identity() == item.found.identity()).map(|n| expected[n]).unwrap();
                prop_assert_eq!((item.decision, item.is_missing()), (own.decision, own.is_missing));
                let is_planned = own.decision != Decision::Undecided && (!own.is_missing || own.is_asked);
                prop_assert_eq!(item.is_pending(), is_planned);
            }
        }
    }
}
