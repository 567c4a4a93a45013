//! Tests with the corpus of hostile data: through every answer of both providers, and through every file
//! and text that is read. Nothing of it is in the page.

mod answer_tests;
mod corpus;
mod file_tests;

pub use corpus::{all_texts, bytes, text, texts, values};
