//! What several resolvers say together. Nothing is gone because one of them says so.

use super::Meaning;
use super::judge::is_same;
use crate::record::Record;

/// What a resolver says of a name and a type.
#[derive(Clone, Debug, PartialEq)]
pub struct Voice {
    /// What it says; `None` if it gave no usable answer.
    pub meaning: Option<Meaning>,
    /// Whether it has told the truth about what is known.
    pub is_honest: bool,
}

/// What they say together.
#[derive(Clone, Debug, PartialEq)]
pub enum Agreement {
    /// The same, or one says it exists and no other objects.
    Known(Meaning),
    /// Each has records, but not the same ones.
    Varies(Vec<Record>),
    /// They contradict each other: they are to be asked again, and then a third one.
    Split,
    /// Only one of them counts, and it says that there is nothing.
    OneSaysAbsent,
    /// None of them knows.
    Undecided,
}

/// How far a meaning is from the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Exists,
    Absent,
    Unknown,
}

fn side(meaning: &Meaning) -> Side {
    match meaning {
        Meaning::Records(_)
        | Meaning::FromWildcard(_)
        | Meaning::Alias(_)
        | Meaning::Dangling(_)
        | Meaning::OtherTypes(_)
        | Meaning::EmptyName(_)
        | Meaning::Delegated(_) => Side::Exists,
        Meaning::Absent(_) | Meaning::NoZone => Side::Absent,
        Meaning::Undecided(_) => Side::Unknown,
    }
}

/// Brings the voices together. Those that do not count, or say nothing certain, are not heard.
#[must_use]
pub fn agree(voices: &[Voice]) -> Agreement {
    let heard = voices.iter().filter(|voice| voice.is_honest);
    let heard = heard.filter_map(|voice| voice.meaning.as_ref());
    let heard: Vec<&Meaning> = heard.filter(|own| side(own) != Side::Unknown).collect();
    let on = |wanted| heard.iter().copied().filter(move |own| side(own) == wanted);
    let (exists, absent) = (on(Side::Exists).count(), on(Side::Absent).count());
    match (exists, absent) {
        (0, 0) => Agreement::Undecided,
        (0, 1) => Agreement::OneSaysAbsent,
        (0, _) => Agreement::Known(weakest_absence(on(Side::Absent))),
        (_, 0) => together(&on(Side::Exists).collect::<Vec<_>>()),
        // Two against one, once a third was asked.
        _ if exists > absent && exists >= 2 => together(&on(Side::Exists).collect::<Vec<_>>()),
        _ if absent > exists && absent >= 2 => Agreement::Known(weakest_absence(on(Side::Absent))),
        _ => Agreement::Split,
    }
}

/// Of meanings that say that the name is absent, the one that proves the least.
fn weakest_absence<'a>(mut absent: impl Iterator<Item = &'a Meaning>) -> Meaning {
    let not_proved = Meaning::Absent(super::Below::NotProved);
    let Some(first) = absent.next() else { return not_proved };
    if absent.all(|other| other == first) { first.clone() } else { not_proved }
}

fn together(exists: &[&Meaning]) -> Agreement {
    // The one that says most: records before the bare existence of a name.
    let rank = |meaning: &&&Meaning| match meaning {
        Meaning::Delegated(_) => 0,
        Meaning::Records(_) => 1,
        Meaning::Alias(_) | Meaning::Dangling(_) => 2,
        Meaning::FromWildcard(_) => 3,
        _ => 4,
    };
    let Some(first) = exists.iter().min_by_key(rank) else { return Agreement::Undecided };
    let sets: Vec<&[Record]> = exists.iter().map(|meaning| records(meaning)).collect();
    let own = records(first);
    if sets.iter().all(|set| set.is_empty() || is_same(set, own)) {
        return Agreement::Known((**first).clone());
    }
    let mut all: Vec<Record> = Vec::new();
    for record in sets.into_iter().flatten() {
        if !all
            .iter()
            .any(|known| is_same(std::slice::from_ref(known), std::slice::from_ref(record)))
        {
            all.push(record.clone());
        }
    }
    Agreement::Varies(all)
}

fn records(meaning: &Meaning) -> &[Record] {
    match meaning {
        Meaning::Records(records) | Meaning::FromWildcard(records) => records,
        Meaning::Alias(alias) | Meaning::Dangling(alias) => std::slice::from_ref(alias),
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::evidence::{Below, Rcode, Uncertainty};
    use crate::name::DomainName;
    use crate::record::{Rdata, RecordType, Ttl};

    fn record(content: &str) -> Record {
        let name = DomainName::parse("www.example.com").unwrap();
        let rdata = Rdata::new(&RecordType::A, [content]);
        Record::new(name, RecordType::A, rdata, Ttl::Seconds(60))
    }

    fn records(contents: &[&str]) -> Meaning {
        Meaning::Records(contents.iter().map(|content| record(content)).collect())
    }

    fn honest(meaning: Meaning) -> Voice {
        Voice { meaning: Some(meaning), is_honest: true }
    }

    fn absent() -> Meaning {
        Meaning::Absent(Below::Absent)
    }

    #[test]
    fn equal_records_in_any_order_agree() {
        let (some, same) =
            (records(&["192.0.2.1", "192.0.2.2"]), records(&["192.0.2.2", "192.0.2.1"]));
        assert_eq!(agree(&[honest(some.clone()), honest(same)]), Agreement::Known(some));
    }

    #[test]
    fn other_records_vary() {
        let voices = [honest(records(&["192.0.2.1"])), honest(records(&["192.0.2.2"]))];
        let all = vec![record("192.0.2.1"), record("192.0.2.2")];
        assert_eq!(agree(&voices), Agreement::Varies(all));
    }

    #[test]
    fn two_that_say_absent_are_believed_and_one_is_not() {
        assert_eq!(agree(&[honest(absent()), honest(absent())]), Agreement::Known(absent()));
        let failed = honest(Meaning::Undecided(Uncertainty::Failed(Rcode::ServFail)));
        assert_eq!(agree(&[honest(absent()), failed]), Agreement::OneSaysAbsent);
        let silent = Voice { meaning: None, is_honest: true };
        assert_eq!(agree(&[honest(absent()), silent]), Agreement::OneSaysAbsent);
        let liar = Voice { meaning: Some(absent()), is_honest: false };
        assert_eq!(agree(&[honest(absent()), liar]), Agreement::OneSaysAbsent);
    }

    #[test]
    fn what_one_cannot_prove_is_not_proved() {
        let not_proved = Meaning::Absent(Below::NotProved);
        let voices = [honest(absent()), honest(not_proved.clone())];
        assert_eq!(agree(&voices), Agreement::Known(not_proved));
    }

    #[test]
    fn a_third_decides_between_two() {
        let found = records(&["192.0.2.1"]);
        let split = [honest(found.clone()), honest(absent())];
        assert_eq!(agree(&split), Agreement::Split);
        let third = |meaning| [split.as_slice(), &[honest(meaning)]].concat();
        assert_eq!(agree(&third(found.clone())), Agreement::Known(found));
        assert_eq!(agree(&third(absent())), Agreement::Known(absent()));
    }

    #[test]
    fn who_has_records_says_more_than_who_knows_the_name() {
        let found = records(&["192.0.2.1"]);
        let voices = [honest(Meaning::OtherTypes(Vec::new())), honest(found.clone())];
        assert_eq!(agree(&voices), Agreement::Known(found));
    }

    fn any_voice() -> impl Strategy<Value = Voice> {
        let meaning = prop_oneof![
            Just(None),
            Just(Some(absent())),
            Just(Some(Meaning::NoZone)),
            Just(Some(records(&["192.0.2.1"]))),
            Just(Some(records(&["192.0.2.2"]))),
            Just(Some(Meaning::EmptyName(None))),
            Just(Some(Meaning::Undecided(Uncertainty::Filtered))),
        ];
        (meaning, any::<bool>()).prop_map(|(meaning, is_honest)| Voice { meaning, is_honest })
    }

    proptest! {
        #[test]
        fn nothing_is_gone_by_one_resolver(voices in proptest::collection::vec(any_voice(), 0..4)) {
            let says = |voice: &&Voice| {
                voice.is_honest && voice.meaning.as_ref().is_some_and(|own| side(own) == Side::Absent)
            };
            let is_gone = matches!(agree(&voices), Agreement::Known(own) if side(&own) == Side::Absent);
            prop_assert!(!is_gone || voices.iter().filter(says).count() >= 2);
        }

        #[test]
        fn the_order_of_the_voices_does_not_matter(voices in proptest::collection::vec(any_voice(), 0..4)) {
            let reversed: Vec<Voice> = voices.iter().rev().cloned().collect();
            let kind = |agreement: &Agreement| std::mem::discriminant(agreement);
            prop_assert_eq!(kind(&agree(&voices)), kind(&agree(&reversed)));
        }
    }
}
