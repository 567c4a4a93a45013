//! The names that a scan asks about. It guesses no others.

/// One name a line, relative to the zone. The page asks for those with `+` too.
const LIST: &str = include_str!("../../../core/src/evidence/names.txt");

/// The names, in the order of the list.
pub fn all() -> impl Iterator<Item = &'static str> {
    LIST.lines().filter(|line| !line.is_empty() && !line.starts_with(['#', '+']))
}
