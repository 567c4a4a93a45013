//! All texts that users read, in one place and in one style: what happened, then what to do.
//!
//! Foreign texts (a provider's message, a record) are quoted and never interpreted.

mod acts;
mod bulk;
mod commands;
mod config;
mod copy;
mod dns_check;
mod doubts;
mod errors;
mod evidence;
mod evidence_report;
mod fields;
mod filter;
mod first;
mod form;
mod history;
mod import;
mod knowledge;
mod meant;
mod navigation;
mod plan;
mod policy;
mod preview;
mod problem;
mod result;
mod scan;
mod settings;
mod strange;
mod tab;
mod trust;
mod values;
mod zone;
mod zonefile;
mod zones;

pub(crate) use crate::visible::is_hidden;
pub use crate::visible::{beginning, visible};
pub use acts::{
    UNDO, WRITTEN_MEANWHILE, clears, decided, decided_one, deleted, discarded, fixed, imported,
    undone,
};
pub use bulk::{BULK_HELP, bulk_done, bulk_left, bulk_selected, bulk_sets};
pub use commands::{COMMAND_HINT, commands_found};
pub use config::{CONFIG_FAULTS, RELAY_TAKEN, USE_RELAY, config_fault, relay_found};
pub use copy::{COPY_REFUSED, NO_COMMAND, copied};
pub use dns_check::*;
pub use doubts::*;
pub use errors::{ZONE_UNREADABLE, api_error, failure, key_word, no_zones, nothing_there};
pub use evidence::{
    MADE_BY_PROVIDER, apex_stands_for, lead, lead_chip, leads_to_edge, many_alike, nothing_certain,
    proposal, resolver_trust, seen, unknown, unknown_closes, unknown_kind, usual_record,
};
pub use evidence_report::evidence_report;
pub use fields::{
    DISABLED, LOCKED, NOT_FOUND, OVERWRITE_HELP, differs, domain_error, field_error, flaw,
    left_out_of_plan, name_error, not_found, standing,
};
pub use filter::{filter_key, suggestions, unanswered};
pub use first::*;
pub use form::{
    LINE, LINE_EXAMPLE, LINE_HELP, PRESETS, REGISTERED, added_hidden, added_one, complete_name,
    duration, field_help, filled_in, single_fault, unregistered,
};
pub use history::*;
pub use import::*;
pub use knowledge::{
    TAKE_ONE, TOO_MANY_TO_RECOMMEND, WHY, WHY_EMPTY, advice, advice_word, apart, found_by, purpose,
    purpose_help, reason, referred, refers, service, sign, take, taken,
};
pub use navigation::*;
pub use plan::{
    CONFIRM, DELETE_SECOND, DELETE_SECONDS, NOT_AS_SHOWN, OTHER_TAB, TWICE, confirm, edit_state,
    field_label, over_quota, refused, rejected_mail, stand_twice, waits_beside, warning,
    written_twice, written_whole,
};
pub use policy::policy;
pub use preview::*;
pub use problem::{NO_PROBLEM, fix_all, fix_number, group_progress, pointing, problem};
pub use result::{
    HAS_FAILED, LEFT_OUT, NOT_VERIFIED, before_apply, common_note, name_line, outcome, planned,
    progress, report, result, running, step, to_do, warned, what_comes_next,
};
pub use scan::{
    FILE_FINDS, HAND_FINDS, found_over_time, phase, scan_failure, scan_finds, scan_hint,
    scan_status,
};
pub use settings::*;
pub use strange::{strange, strange_name};
pub use tab::tab_title;
pub use trust::{
    FOREIGN_TITLE, FORGET, FORGET_TITLE, GO_ON, KEEP, KEY_OF_OTHER, LIMIT, LIMIT_HELP, LIMITS,
    Locked, OTHER_CONNECTION, SANDBOX_KEPT, STAY, STAY_TITLE, TIME, TIMES, all_the_same,
    also_waits, foreign_key, forgets, instead, key_anew, key_link, locked, locks_in, only_key,
    stopped, unfit, waiting_in_zone, waits,
};
pub use values::{Part, described, or_empty, parts, values, verb};
pub use zone::{conflict, fix, proxied_found, severity, unproxied};
pub use zonefile::*;
pub use zones::*;

use chrono::TimeDelta;

use crate::date;
use crate::provider::Provider;
use crate::record::Ttl;

/// A number with its noun: `1 record`, `2 records`.
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// A TTL: `Auto` or seconds.
#[must_use]
pub fn ttl(ttl: Ttl) -> String {
    ttl.seconds().map_or_else(|| AUTO.into(), |seconds| seconds.to_string())
}

/// A duration in minutes and seconds, as on a clock.
#[must_use]
pub fn clock(duration: TimeDelta) -> String {
    let seconds = duration.num_seconds();
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// The word for an automatic TTL.
pub const AUTO: &str = "Auto";

/// The remaining wait in whole seconds.
#[must_use]
pub fn waiting(left: TimeDelta) -> String {
    format!("Waiting {} s", date::seconds(left))
}

/// The calls left and the rate limit, once no more than a fifth is left: before that nobody asks.
#[must_use]
pub fn calls(left: Option<(u32, u32)>) -> Option<String> {
    let (left, of) = left.filter(|(left, of)| *left <= of / 5)?;
    Some(["API budget: ", &thousands(left), " of ", &thousands(of)].concat())
}

/// A number with a comma between its thousands.
fn thousands(number: u32) -> String {
    match number / 1_000 {
        0 => number.to_string(),
        more => [&thousands(more), ",", &*format!("{:03}", number % 1_000)].concat(),
    }
}

/// Explains [`calls`].
pub const CALLS_HELP: &str = "How many calls the provider still accepts before it makes all of them wait. Other programs with the same key count too.";

/// Shown without a network.
pub const OFFLINE: &str = "You're offline. Requests will continue when you reconnect.";

/// How many of the zone's records have been read.
#[must_use]
pub fn reading(records: usize) -> String {
    format!("{} of the zone read", count(records, "record"))
}

/// How many of the matching records have been read.
#[must_use]
pub fn searching(records: usize) -> String {
    format!("Searching at the provider: {} read", count(records, "record"))
}

/// How many records match, and of how many in the zone if known.
#[must_use]
pub fn found_by_search(found: usize, all: usize) -> String {
    match all > 0 {
        true => format!("The provider found {found} of {}", count(all, "record")),
        false => format!("The provider found {}", count(found, "record")),
    }
}

/// What the provider's search is for.
pub const SEARCH_HELP: &str = "For very large zones. Matching is done by the provider; enter full names such as www.example.com.";
/// Shown if the provider's search is missing.
pub const NO_SEARCH: &str =
    "The provider can’t search this zone’s records. Filter the list instead.";

/// The result of an apply; `twice` is the number of duplicated records.
#[must_use]
pub fn applied(succeeded: usize, failed: usize, twice: usize) -> String {
    let words = format!("Applied: {succeeded} succeeded, {failed} failed");
    match twice {
        0 => words,
        _ => [&words, " · ", &stand_twice(twice)].concat(),
    }
}

/// The number of records in the zone, and its quota.
#[must_use]
pub fn used(records: usize, quota: Option<usize>) -> String {
    match quota {
        Some(quota) => format!("{records} of {quota} records used"),
        None => count(records, "record"),
    }
}

/// Shown if the zone has no quota of its own.
pub const ACCOUNT_QUOTA: &str = "The record limit is per account, not per zone.";

/// The number of selected rows among the visible ones, and how many the filter hides.
#[must_use]
pub fn selected(shown: usize, all_shown: usize, hidden: usize) -> String {
    match hidden {
        0 => format!("{shown} of {all_shown} selected"),
        _ => format!("{} selected, {hidden} of them hidden by the filter", shown + hidden),
    }
}

/// How many of the records pass the filter.
#[must_use]
pub fn shown(shown: usize, all: usize) -> String {
    format!("{shown} of {all} shown")
}

/// Explains rendering all rows.
pub const ALL_ROWS: &str =
    "The browser’s own search and screen readers then find every row, not only the visible ones.";
/// Why not all rows can be rendered.
pub const TOO_MANY: &str =
    "More than 5,000 rows are shown, too many to draw at once. Filter them first.";

/// The purpose of the page.
pub const LEAD: &str = "Zonesift finds the records your domain uses today, shows you what each one does, and writes only what you approve.";
/// Explains the API address.
pub const ADDRESS_HELP: &str = "Requests go from this browser to this address and nowhere else. If an API refuses browsers, use a relay on this page’s own site.";

/// Which key to use, and where it goes.
#[must_use]
pub fn key_help(provider: Provider) -> &'static str {
    match provider {
        Provider::Bunny => {
            "At bunny.net: the account’s API key (Account settings, API). It can do everything in the account, so lock the page when you are done. Your key stays in this tab. It is sent only to the provider’s API and stored nowhere else."
        }
        Provider::Cloudflare => {
            "At Cloudflare: an API token. Start from the template “Edit zone DNS”, add Zone:Read, and choose only the zones you work on. Your token stays in this tab. It is sent only to the provider’s API and stored nowhere else."
        }
    }
}

/// Shown if the tab's storage is unavailable.
pub const STORAGE_REFUSED: &str =
    "This browser doesn’t store anything for this tab, so a reload will ask for the key again.";
/// Shown if the review could not be saved.
pub const REVIEW_NOT_KEPT: &str = "The review is too large for this tab's storage, so a reload would lose your decisions. Apply them before you reload.";
/// Shown if no row passes the filter.
pub const NOTHING_SHOWN: &str = "No records match.";
/// The introduction of the plan, before anything has failed.
pub const PLAN_INTRO: &str = "Nothing is written until you press Apply. Zonesift then reads the zone again; records that are there already stay unchanged.";
/// Shown for a domain's scan that cannot be read yet.
pub const DOMAIN_SCANNING: &str = "The scan has started. Its result can be read once the zone exists: create it to go on. Creating a zone changes nothing for visitors until the domain's name servers are switched.";
/// Whether a zone for a domain can be created, and whether this account already has one.
#[must_use]
pub fn domain_standing(is_free: bool, is_here: bool, provider: Provider) -> String {
    let title = provider.title();
    match (is_free, is_here) {
        (true, _) => format!("This domain is available at {title}."),
        (false, true) => {
            "This account already has a zone for this domain. Open that one; another would be refused.".into()
        }
        (false, false) => format!("This domain isn’t available at {title}: another account may have it. Creating the zone will probably be refused."),
    }
}

/// Shown for an invalid domain.
const DOMAIN_UNFIT: &str = "Enter a domain such as example.com.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calls_left_are_told_when_they_are_few() {
        for (left, words) in [
            (None, None),
            (Some((1_200, 1_200)), None),
            (Some((241, 1_200)), None),
            (Some((240, 1_200)), Some("API budget: 240 of 1,200")),
            (Some((0, 9)), Some("API budget: 0 of 9")),
        ] {
            assert_eq!(calls(left).as_deref(), words);
        }
    }

    #[test]
    fn a_count_of_one_is_singular() {
        assert_eq!(count(1, "record"), "1 record");
        assert_eq!(count(0, "record"), "0 records");
    }

    #[test]
    fn the_result_of_a_plan_mentions_records_that_are_doubled() {
        assert_eq!(applied(2, 1, 0), "Applied: 2 succeeded, 1 failed");
        for (twice, words) in [(1, "1 record stands"), (2, "2 records stand")] {
            let told = ["Applied: 2 succeeded, 0 failed · ", words, " in the zone more than once"];
            assert_eq!(applied(2, 0, twice), told.concat());
        }
    }

    #[test]
    fn says_how_many_rows_a_selection_covers() {
        for (shown, all_shown, hidden, words) in [
            (31, 31, 0, "31 of 31 selected"),
            (3, 31, 0, "3 of 31 selected"),
            (1, 1, 0, "1 of 1 selected"),
            (31, 31, 2, "33 selected, 2 of them hidden by the filter"),
            (0, 0, 2, "2 selected, 2 of them hidden by the filter"),
        ] {
            assert_eq!(selected(shown, all_shown, hidden), words);
        }
    }

    #[test]
    fn leaves_out_an_unknown_total() {
        assert_eq!(found_by_search(1, 0), "The provider found 1 record");
        assert_eq!(found_by_search(1, 30), "The provider found 1 of 30 records");
    }

    #[test]
    fn rounds_a_waiting_time_up_and_an_elapsed_one_down() {
        assert_eq!(waiting(TimeDelta::milliseconds(1_001)), "Waiting 2 s");
        assert_eq!(clock(TimeDelta::milliseconds(61_900)), "1:01");
    }
}
