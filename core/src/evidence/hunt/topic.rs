//! A question of the hunt with what each resolver has answered, and the errands that bring the answers.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::evidence::{Answer, Question, Rcode};

/// What is asked first: the order of the errands at a resolver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// Whether the resolver tells the truth.
    Test,
    /// The question once more.
    Repeat,
    /// Names that cannot exist.
    Control,
    /// The apex.
    Apex,
    /// The walk along the proofs.
    Walk,
    /// What another resolver has found.
    Confirm,
    /// Names that are known from elsewhere.
    Known,
    /// Further types of a name that exists.
    Types,
    /// Names with others below them.
    Structure,
    /// Names that may exist.
    Guess,
}

/// A question on its way to a resolver.
#[derive(Clone, Debug)]
pub(super) struct Errand {
    pub question: Question,
    pub rank: Rank,
    /// How often it has failed.
    pub failures: u32,
    /// The answer without validation is asked for, because the resolver gave this one.
    pub failed: Option<Spoken>,
}

/// What a resolver has said to a question.
#[derive(Clone, Debug)]
pub(super) struct Spoken {
    /// The answer; `None` if none was usable.
    pub answer: Option<Arc<Answer>>,
    pub at: DateTime<Utc>,
    /// Whether it came only without validation.
    pub is_unchecked: bool,
}

impl Spoken {
    /// No usable answer.
    pub fn nothing(at: DateTime<Utc>) -> Self {
        Self { answer: None, at, is_unchecked: false }
    }

    pub fn rcode(&self) -> Option<Rcode> {
        self.answer.as_ref().map(|answer| answer.rcode)
    }
}

/// One resolver's part of a topic.
#[derive(Clone, Debug, Default)]
pub(super) struct TopicPart {
    /// Whether an answer is still to come.
    pub is_waiting: bool,
    /// The latest answer.
    pub spoken: Option<Spoken>,
}

/// A question and its answers.
#[derive(Clone, Debug)]
pub(super) struct Topic {
    /// One for each resolver.
    pub parts: Vec<TopicPart>,
    /// How often the resolvers were asked again because they contradicted each other.
    pub rounds: u32,
    /// The place of its hearing in the picture.
    pub hearing: Option<usize>,
    /// Whether it is about the zone's own names, and no control.
    pub is_shown: bool,
}

impl Topic {
    pub fn new(resolvers: usize, is_shown: bool) -> Self {
        Self { parts: vec![TopicPart::default(); resolvers], rounds: 0, hearing: None, is_shown }
    }

    /// What the resolver at this place has said, unless it is being asked again.
    pub fn spoken(&self, place: usize) -> Option<&Spoken> {
        self.parts.get(place).filter(|part| !part.is_waiting)?.spoken.as_ref()
    }

    /// Whether a resolver has answered only without validation.
    pub fn is_unchecked(&self) -> bool {
        let mut spoken = self.parts.iter().filter_map(|part| part.spoken.as_ref());
        spoken.any(|spoken| spoken.is_unchecked)
    }
}
