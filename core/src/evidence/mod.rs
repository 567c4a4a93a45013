//! What DNS itself says of a zone: questions for resolvers over HTTPS, and what their answers mean. Pure: the
//! page sends the questions.

mod answer;
mod question;
#[cfg(test)]
mod tests;
mod verdict;
#[cfg(test)]
mod verdict_tests;

pub use answer::{Answer, Denial, Rcode, Unusable, WildcardSign};
pub use question::{CannotAsk, Options, Question};
pub use verdict::{Around, Below, Doubt, EmptyNames, Verdict, Wildcard, judge};
