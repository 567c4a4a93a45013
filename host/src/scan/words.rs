//! The names that a scan asks about. It guesses no others.

use zonesift_core::evidence::guesses;

/// The names, in the order of the list.
pub fn all() -> impl Iterator<Item = &'static str> {
    guesses().filter(|guess| guess.is_common).map(|guess| guess.name)
}
