//! What a plan is going to do, what is happening, and what came of it.

use chrono::{DateTime, TimeDelta, Utc};

use super::{count, described, failure, values, verb};
use crate::change::Verb;
use crate::date;
use crate::foreign::Foreign;
use crate::lines::LineCounts;
use crate::name::DomainName;
use crate::plan::run::{Failure, Outcome, Progress, Run, Stage, Step};
use crate::plan::{Planned, Warning};
use crate::provider::Provider;
use crate::record::Record;

/// The line above a plan that has not begun.
#[must_use]
pub fn before_apply(counts: LineCounts) -> String {
    let mut words: Vec<String> = Vec::new();
    if counts.left_out > 0 {
        words.push(format!("{} left out, still pending.", counts.left_out));
    }
    words.push(super::PLAN_INTRO.to_owned());
    words.join(" ")
}

/// How many changes are planned.
#[must_use]
pub fn planned(number: usize) -> String {
    [&count(number, "change"), " planned"].concat()
}

/// What will be done with so many records.
#[must_use]
pub fn to_do(verb: Verb) -> &'static str {
    match verb {
        Verb::Add => "to add",
        Verb::Change => "to change",
        Verb::Delete => "to delete",
        Verb::Accept => "to accept",
        Verb::Reject => "to reject",
    }
}

/// So many changes have a warning.
#[must_use]
pub fn warned(number: usize) -> &'static str {
    if number == 1 { "with a warning" } else { "with warnings" }
}

/// A note that several changes have in common.
#[must_use]
pub fn common_note(note: &Warning, number: usize, record: &Record) -> String {
    format!("{}: {}", count(number, "record"), super::warning(note, record))
}

/// A name of the tree, as screen readers say it.
#[must_use]
pub fn name_line(name: &str, changes: usize, warned: usize) -> String {
    let name = if name.is_empty() { "All names" } else { name };
    let mut words = format!("{name}, {}", count(changes, "change"));
    if warned > 0 {
        words.push_str(&format!(", {}", count(warned, "warning")));
    }
    words
}

/// How far the run has come, for the progress bar.
#[must_use]
pub fn progress(progress: Progress) -> String {
    let Progress { all, written, verified, failed, .. } = progress;
    format!("{} of {all} written, {verified} verified, {failed} failed", written + verified)
}

/// What the run is at, with the time left if that is known.
#[must_use]
pub fn running(stage: Stage, progress: Progress, left: Option<TimeDelta>) -> String {
    let words = match stage {
        Stage::Checking => "Reading the zone first".to_owned(),
        Stage::Verifying if progress.queued + progress.sent == 0 => {
            "Reading the zone again to verify".to_owned()
        }
        _ => format!("Writing {} of {}", progress.over(), progress.all),
    };
    match left {
        Some(left) => format!("{words} · {}", time_left(left)),
        None => words,
    }
}

fn time_left(left: TimeDelta) -> String {
    let seconds = date::seconds(left);
    match seconds {
        ..=10 => "a few seconds left".to_owned(),
        11..=90 => format!("about {} s left", (seconds + 4) / 5 * 5),
        _ => format!("about {} min left", (seconds + 30) / 60),
    }
}

/// What became of a plan, in numbers.
#[must_use]
pub fn result(progress: Progress) -> String {
    let mut words = format!("{} written and verified", progress.verified);
    if progress.written > 0 {
        words.push_str(&format!(", {} written, not verified", progress.written));
    }
    if progress.failed > 0 {
        words.push_str(&format!(", {} failed", progress.failed));
    }
    words
}

/// Shown for changes that are written and not verified.
pub const NOT_VERIFIED: &str = "The provider said yes to every write, but the zone could not be read afterwards. Look at its records before you rely on them.";

/// How far a change has come, in a word; empty before it is its turn.
#[must_use]
pub fn step(step: Step) -> &'static str {
    match step {
        Step::Queued => "Queued",
        Step::Sent => "Sent",
        Step::Written => "Written",
        Step::Verified => "Verified",
        Step::Failed => "Failed",
    }
}

/// The outcome of a change, in a sentence.
#[must_use]
pub fn outcome(outcome: &Outcome, step: Step, provider: Provider, address: &str) -> String {
    match outcome {
        Outcome::AlreadyThere => "Already in the zone".to_owned(),
        Outcome::Differs(now) => {
            format!("Verified. The provider keeps it as: {}", described(now, true))
        }
        Outcome::Confirmed => "Written, not verified".to_owned(),
        Outcome::Failed(why) => failure(why, provider, address),
        Outcome::Pending | Outcome::Sent | Outcome::Done => self::step(step).to_owned(),
    }
}

/// Shown for a pending change that could not be written.
pub const HAS_FAILED: &str = "failed ";

/// Shown for a change that is left out.
pub const LEFT_OUT: &str = "Left out: stays pending";

/// What is left to do once everything is written: the name servers to set at the registrar, if the provider
/// has told them.
#[must_use]
pub fn what_comes_next(
    name_servers: &[Foreign],
    active: Option<bool>,
    provider: Provider,
) -> String {
    let title = provider.title();
    let named: Vec<_> = name_servers.iter().map(Foreign::shown).collect();
    match (active, named.is_empty()) {
        (Some(true), _) => format!(
            "The domain’s name servers are {title}’s already: visitors get these records as soon as old answers have expired."
        ),
        (_, false) => format!(
            "Next: check the records, then set the name servers of the domain at its registrar to {}.",
            named.join(" and ")
        ),
        (_, true) => format!(
            "Next: check the records, then set the name servers of the domain at its registrar to those that {title} names for this zone."
        ),
    }
}

/// A report of a run as plain text.
#[must_use]
pub fn report(
    run: &Run,
    zone: &DomainName,
    (begun, ended): (DateTime<Utc>, Option<DateTime<Utc>>),
    provider: Provider,
    address: &str,
) -> String {
    let mut lines = vec![
        format!("{zone} at {}", provider.title()),
        match ended {
            Some(ended) => format!("{} to {}", date::show(begun), date::show(ended)),
            None => date::show(begun),
        },
        result(run.progress()),
        String::new(),
    ];
    let changes = run.changes().iter().zip(run.outcomes()).enumerate();
    let line = |(place, (planned, own)): (usize, (&Planned, &Outcome))| {
        let (change, record) = (&planned.change, planned.change.record());
        let now = match own {
            Outcome::Failed(Failure::Drifted(Some(now)) | Failure::ThereOtherwise(now)) => {
                format!(" Now: {}", described(now, true))
            }
            _ => String::new(),
        };
        let became = outcome(own, run.step(place), provider, address);
        let failed = if run.step(place) == Step::Failed { "Failed. " } else { "" };
        format!(
            "{} {} {} {} | {failed}{became}{now}",
            verb(change.verb()),
            record.rtype.shown(),
            record.name,
            values(change),
        )
    };
    lines.extend(changes.map(line));
    lines.push(String::new());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::Change;
    use crate::date::at;
    use crate::plan::Plan;
    use crate::plan::run::{Action, Report};
    use crate::provider::ApiError;
    use crate::record::{Rdata, RecordType, Ttl};

    fn of(all: usize, written: usize, verified: usize, failed: usize) -> Progress {
        let queued = all - written - verified - failed;
        Progress { all, queued, sent: 0, written, verified, failed }
    }

    #[test]
    fn a_result_names_what_is_verified_and_the_rest_only_if_there_is_any() {
        assert_eq!(result(of(77, 0, 77, 0)), "77 written and verified");
        assert_eq!(result(of(77, 0, 75, 2)), "75 written and verified, 2 failed");
        let some = "0 written and verified, 3 written, not verified, 1 failed";
        assert_eq!(result(of(4, 3, 0, 1)), some);
        assert_eq!(progress(of(77, 10, 21, 2)), "31 of 77 written, 21 verified, 2 failed");
    }

    #[test]
    fn the_time_left_is_rounded_to_what_can_be_known() {
        for (seconds, words) in [
            (1, "a few seconds left"),
            (11, "about 15 s left"),
            (46, "about 50 s left"),
            (90, "about 90 s left"),
            (91, "about 2 min left"),
            (600, "about 10 min left"),
        ] {
            assert_eq!(time_left(TimeDelta::seconds(seconds)), words);
        }
        let words = running(Stage::Writing, of(77, 31, 0, 0), None);
        assert_eq!(words, "Writing 31 of 77");
        assert!(running(Stage::Verifying, of(2, 2, 0, 0), None).contains("verify"));
    }

    #[test]
    fn what_comes_next_names_the_name_servers_that_are_known() {
        let servers: Vec<Foreign> = vec!["a.ns.test".into(), "b.ns.test".into()];
        for provider in Provider::ALL {
            let next = what_comes_next(&servers, Some(false), provider);
            assert!(next.ends_with("to a.ns.test and b.ns.test."), "{next}");
            assert!(what_comes_next(&[], None, provider).contains(provider.title()));
            assert!(what_comes_next(&servers, Some(true), provider).contains("already"));
        }
    }

    #[test]
    fn a_report_has_zone_time_and_every_change_with_its_outcome() {
        let record = |owner: &str| {
            let name = DomainName::parse(owner).unwrap();
            Record::new(name, RecordType::A, Rdata::new(&RecordType::A, ["192.0.2.1"]), Ttl::Auto)
        };
        let (zone, provider) = (DomainName::parse("example.com").unwrap(), Provider::Bunny);
        let add = |owner| Change::Add { record: record(owner) };
        let changes = vec![(0, add("a.example.com")), (1, add("b.example.com"))];
        let rules = provider.capabilities();
        let mut run = Run::new(Plan::new(changes, &zone, &[], rules), rules, None);
        run.act();
        run.report(Report::Zone(Ok(&[])));
        assert_eq!(run.act(), [Action::Write(0), Action::Write(1)]);
        run.report(Report::Written(0, Ok(())));
        run.report(Report::Written(1, Err(ApiError::NoPermission)));
        run.report(Report::Zone(Ok(&[Record { id: Some("1".into()), ..record("a.example.com") }])));
        let words = report(&run, &zone, (at(0), Some(at(60_000))), provider, "relay/x");
        let lines: Vec<&str> = words.lines().collect();
        assert_eq!(
            lines[..4],
            [
                "example.com at bunny.net",
                "1970-01-01 00:00 UTC to 1970-01-01 00:01 UTC",
                "1 written and verified, 1 failed",
                "",
            ]
        );
        assert_eq!(lines[4], "Add A a.example.com 192.0.2.1 · TTL Auto | Verified");
        assert!(lines[5].starts_with("Add A b.example.com 192.0.2.1 · TTL Auto | Failed. "));
    }
}
