//! The actions that every list of records has.

use crate::grid::Action;

/// Opens the Record dialog.
pub const SHOW: Action =
    Action::button('d', "Show", "quiet show", "all of the record, and to copy it");
/// Takes the last action back. Ctrl+Z does the same.
pub const UNDO: Action = Action::key('z', "undo the last action; also Ctrl+Z");
/// Goes to the filter.
pub const FILTER: Action = Action::key('/', "to the filter");
/// Opens the dialog with the keys.
pub const HELP: Action = Action::key('?', "these keys");
