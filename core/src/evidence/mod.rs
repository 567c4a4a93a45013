//! What DNS itself says of a zone: questions for resolvers over HTTPS, and what their answers mean. Pure: the
//! page sends the questions.

mod agree;
mod answer;
mod hunt;
mod judge;
#[cfg(test)]
mod judge_tests;
mod lists;
mod pasted;
mod picture;
mod question;
#[cfg(test)]
mod tests;
mod trust;
#[cfg(test)]
mod trust_tests;

mod compare;
mod edges;
mod report;
#[cfg(test)]
mod report_tests;
#[cfg(test)]
pub(crate) mod testing;
mod unknowns;
mod witness;

pub use agree::{Agreement, Voice, agree};
pub use answer::{Answer, Denial, Rcode, Unusable, WildcardSign};
pub use hunt::{
    Ask, AskId, BUDGET, Halt, Hunt, HuntPhase, HuntProgress, HuntStep, Kept, Received,
    ResolverSpec, Silence,
};
pub use judge::{Around, Below, EmptyNames, Meaning, Uncertainty, Wildcard, judge};
pub use lists::{Guess, first_type, guesses};
pub use pasted::{names_in, names_in_header, names_in_zone_file};
pub use picture::{Doubt, Find, Hearing, Lead, NameState, Picture, Testimony};
pub use question::{Asking, CannotAsk, Question};
pub use trust::{Probes, Trust, true_zone};

pub use compare::{
    Alike, Likeness, Seen, Served, StandsFor, compare, made_by_provider, many_alike, stands_for,
};
pub use edges::{edge_of, edge_of_host, is_edge};
pub use report::{
    DismissedLine, EvidenceCounts, EvidenceReport, FoundLine, ListDate, ResolverLine, UnknownLine,
};
pub use unknowns::{
    Dismissal, Dismissals, Evidence, Necessity, Proposal, Unknown, UnknownId, UnknownKind, Usual,
    ValueKind, unknowns, usual,
};
pub use witness::Witness;
