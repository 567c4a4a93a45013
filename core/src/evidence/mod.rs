//! What DNS itself says of a zone: questions for resolvers over HTTPS, and what their answers mean. Pure: the
//! page sends the questions.

mod agree;
mod answer;
mod lists;
mod question;
#[cfg(test)]
mod tests;
mod trust;
#[cfg(test)]
mod trust_tests;
mod verdict;
#[cfg(test)]
mod verdict_tests;

pub use agree::{Agreement, Voice, agree};
pub use answer::{Answer, Denial, Rcode, Unusable, WildcardSign};
pub use lists::{Guess, first_type, guesses};
pub use question::{CannotAsk, Options, Question};
pub use trust::{Probes, Trust, true_zone};
pub use verdict::{Around, Below, Doubt, EmptyNames, Verdict, Wildcard, judge};
