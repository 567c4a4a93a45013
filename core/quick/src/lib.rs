//! What the page does thousands of times in a row: reading JSON, finding texts, sorting, filtering,
//! knowing the rows of a grid. It is compiled for speed, all else of the page for size
//! (ARCHITECTURE.md has the figures), so nothing belongs here that is not in such a loop.
//!
//! It knows no DNS, no provider and no browser, and never does I/O.

pub mod blocks;
pub mod grid;
pub mod index;
pub mod json;
pub mod lower;
pub mod natural;
pub mod search;
pub mod sort;
