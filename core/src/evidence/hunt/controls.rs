//! Controls: names that cannot exist, asked for beside those that may, show what a wildcard answers (RFC 4592).

use std::sync::Arc;

use super::Hunt;
use super::topic::Rank;
use crate::evidence::{
    Answer, Around, EmptyNames, Lead, Meaning, NameState, Question, Rcode, Wildcard, judge,
};
use crate::name::DomainName;
use crate::record::RecordType;

/// The types that tell a name of its own from a wildcard, the likeliest first.
const TELLING: [RecordType; 4] = [RecordType::A, RecordType::Mx, RecordType::Txt, RecordType::Aaaa];

/// Two random names directly below a name.
#[derive(Clone, Debug)]
pub(super) struct Level {
    names: [DomainName; 2],
    /// The type that they were first asked for: if they do not exist, no type has a wildcard.
    first: RecordType,
}

/// What stands behind a name and a type at one resolver.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Backdrop {
    /// This.
    Known(Wildcard),
    /// The random names are being asked for.
    NotYet,
    /// The random names gave no answer that counts.
    Silent(Option<Rcode>),
}

impl Hunt {
    /// What a wildcard would answer for a name.
    pub(super) fn backdrop(
        &mut self,
        name: &DomainName,
        rtype: &RecordType,
        place: usize,
    ) -> Backdrop {
        let Some(above) = self.above(name) else { return Backdrop::Known(Wildcard::None) };
        match name.labels().next() == Some("*") {
            false => self.control(&above, rtype, place),
            true if self.is_wildcard_itself(name) => Backdrop::Known(Wildcard::None),
            // One further up answers for it too.
            true => self.backdrop(&above, rtype, place),
        }
    }

    /// Whether a name is a wildcard that no other one answers for: the name above it exists.
    pub(super) fn is_wildcard_itself(&self, name: &DomainName) -> bool {
        let Some(above) = self.above(name).filter(|_| name.labels().next() == Some("*")) else {
            return false;
        };
        let state = self.candidates.get(&above).and_then(|own| own.state.as_ref());
        let exists =
            matches!(state, Some(NameState::Exists | NameState::Opaque | NameState::Empty));
        above == self.zone || exists
    }

    fn control(&mut self, level: &DomainName, rtype: &RecordType, place: usize) -> Backdrop {
        let Some((names, first)) = self.level(level, rtype) else { return Backdrop::Silent(None) };
        let existence = match self.control_answers(&names, &first, place) {
            Ok(answers) => answers,
            Err(backdrop) => return backdrop,
        };
        let is_absent = |(name, answer): (&DomainName, &Arc<Answer>)| {
            self.is_absent(&Question { name: name.clone(), rtype: first.clone() }, answer)
        };
        if names.iter().zip(&existence).all(is_absent) {
            return Backdrop::Known(Wildcard::None);
        }
        self.add_wildcard(level);
        let answers = match *rtype == first {
            true => existence,
            false => match self.control_answers(&names, rtype, place) {
                Ok(answers) => answers,
                Err(backdrop) => return backdrop,
            },
        };
        let [one, other] = &answers;
        Backdrop::Known(Wildcard::of(one, other, rtype))
    }

    /// Random names exist: because of a wildcard, which is a record of its own.
    fn add_wildcard(&mut self, level: &DomainName) {
        if let Ok(wildcard) = DomainName::join("*", level) {
            self.add(&wildcard, &Lead::Mined(level.clone()));
        }
    }

    /// Whether an answer without records says nothing, because random names get the same one.
    pub(super) fn is_like_random(&mut self, question: &Question, place: usize) -> Option<bool> {
        let Some(level) = self.above(&question.name) else { return Some(false) };
        let Some((names, first)) = self.level(&level, &question.rtype) else { return Some(true) };
        let answers = match self.control_answers(&names, &first, place) {
            Ok(answers) => answers,
            Err(Backdrop::NotYet) => return None,
            Err(_) => return Some(true),
        };
        let are_absent = names.iter().zip(&answers).all(|(name, answer)| {
            self.is_absent(&Question { name: name.clone(), rtype: first.clone() }, answer)
        });
        if are_absent {
            return Some(false);
        }
        match self.control(&level, &question.rtype, place) {
            Backdrop::NotYet => None,
            Backdrop::Known(wildcard) => Some(wildcard == Wildcard::None),
            Backdrop::Silent(_) => Some(true),
        }
    }

    fn level(
        &mut self,
        name: &DomainName,
        rtype: &RecordType,
    ) -> Option<([DomainName; 2], RecordType)> {
        if !self.levels.contains_key(name) {
            let random = |which: u8| {
                let label = format!("zs-{:08x}", random(self.seed, name, which));
                DomainName::join(&label, name).ok()
            };
            let names = [random(0)?, random(1)?];
            self.levels.insert(name.clone(), Level { names, first: rtype.clone() });
        }
        let level = self.levels.get(name)?;
        Some((level.names.clone(), level.first.clone()))
    }

    /// Both answers; asks for them if necessary.
    fn control_answers(
        &mut self,
        names: &[DomainName; 2],
        rtype: &RecordType,
        place: usize,
    ) -> Result<[Arc<Answer>; 2], Backdrop> {
        let [one, other] = names.each_ref().map(|name| {
            let question = Question { name: name.clone(), rtype: rtype.clone() };
            self.spoken(&question, place, Rank::Control)
        });
        let (Some(one), Some(other)) = (one, other) else { return Err(Backdrop::NotYet) };
        let usable = |answer: Option<Arc<Answer>>| {
            let answer = answer.ok_or(Backdrop::Silent(None))?;
            match answer.rcode {
                Rcode::NoError | Rcode::NxDomain => Ok(answer),
                other => Err(Backdrop::Silent(Some(other))),
            }
        };
        Ok([usable(one.answer)?, usable(other.answer)?])
    }

    /// Whether an answer says that the name does not exist.
    pub(super) fn is_absent(&self, question: &Question, answer: &Answer) -> bool {
        let around = Around {
            zone: &self.zone,
            wildcard: Wildcard::None,
            empty_names: EmptyNames::Unknown,
            marks_absent_names: true,
            fills_empty_names: false,
        };
        answer.records.is_empty() && matches!(judge(question, answer, &around), Meaning::Absent(_))
    }

    /// Whether this is one of the random names.
    pub(super) fn is_control(&self, name: &DomainName) -> bool {
        let level = self.above(name).and_then(|above| self.levels.get(&above));
        level.is_some_and(|level| level.names.contains(name))
    }

    /// A type other than this one for which the level of a name has a steady wildcard: a name of its own need not
    /// have it. `None` while that is not known.
    pub(super) fn telling_type(
        &mut self,
        name: &DomainName,
        asked: &RecordType,
        place: usize,
    ) -> Option<Option<RecordType>> {
        for rtype in TELLING.iter().filter(|rtype| *rtype != asked) {
            match self.backdrop(name, rtype, place) {
                Backdrop::NotYet => return None,
                // An alias answers for every type, and tells none apart.
                Backdrop::Known(Wildcard::Steady(records))
                    if records.iter().all(|record| record.rtype == *rtype) =>
                {
                    return Some(Some(rtype.clone()));
                }
                Backdrop::Known(_) | Backdrop::Silent(_) => {}
            }
        }
        Some(None)
    }
}

/// A number that nobody has thought of, made of the seed and the name (FNV-1a).
fn random(seed: u32, name: &DomainName, which: u8) -> u32 {
    let octets = seed.to_be_bytes().into_iter().chain([which]).chain(name.as_str().bytes());
    octets.fold(0x811c_9dc5, |hash, octet| (hash ^ u32::from(octet)).wrapping_mul(0x0100_0193))
}
