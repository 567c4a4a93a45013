//! The scan's behaviour, told as stories of events, and what must hold for any story.

use proptest::prelude::*;

use super::wait::*;
use super::*;
use crate::provider::ScanStatus;

fn at(now: i64) -> Clock {
    Clock { now: date::at(now), seed: 0 }
}

fn reading(job: Option<&str>, status: ScanStatus) -> ScanReading {
    ScanReading {
        job: job.map(Into::into),
        created: None,
        completed: None,
        status,
        is_whole: false,
        records: Vec::new(),
    }
}

/// Starts a scan of a provider that answers with this job.
fn started(job: Option<&str>) -> Scan {
    let (scan, effect) = Scan::default().step(Event::Start, at(0));
    assert_eq!(effect, Effect::Start);
    let answer = ScanStarted { job: job.map(Into::into) };
    let (scan, effect) = scan.step(Event::Started(1, Ok(&answer)), at(100));
    assert_eq!(effect, Effect::Wait(FIRST_WAIT));
    scan
}

fn read(scan: Scan, reading: &ScanReading, known: usize, now: i64) -> (Scan, Effect) {
    let generation = scan.generation;
    let (scan, effect) = scan.step(Event::Due(generation), at(now));
    assert_eq!(effect, Effect::Read);
    scan.step(Event::Read(generation, Ok((reading, known))), at(now))
}

#[test]
fn follows_a_scan_with_a_status_to_its_end() {
    let scan = started(Some("j1"));
    let (scan, effect) = read(scan, &reading(Some("j1"), ScanStatus::InProgress), 0, 2_000);
    assert_eq!(scan.phase, Phase::InProgress);
    assert!(matches!(effect, Effect::Wait(_)));
    let (scan, effect) = read(scan, &reading(Some("j1"), ScanStatus::Completed), 12, 4_000);
    assert_eq!((scan.phase, scan.found, effect), (Phase::Completed, 12, Effect::Nothing));
    assert_eq!(scan.elapsed(date::at(99_000)), Some(TimeDelta::seconds(4)));
}

#[test]
fn ignores_the_result_of_an_older_job() {
    let scan = started(Some("new"));
    let old = reading(Some("old"), ScanStatus::Completed);
    assert!(scan.is_stale(&old));
    let (scan, effect) = read(scan, &old, 0, 2_000);
    assert_eq!(scan.phase, Phase::Pending);
    assert!(matches!(effect, Effect::Wait(_)));
}

#[test]
fn recognises_an_older_job_even_if_the_start_was_not_answered() {
    let (scan, _) = Scan::default().step(Event::Open, at(0));
    let old = reading(Some("old"), ScanStatus::Completed);
    let (scan, _) = scan.step(Event::Read(0, Ok((&old, 3))), at(0));
    let (scan, _) = scan.step(Event::Start, at(10));
    let (scan, effect) = scan.step(Event::Started(1, Err(&ApiError::Timeout)), at(30_000));
    assert!(matches!(effect, Effect::Wait(_)), "it may have begun, so it is looked for");
    assert!(scan.is_stale(&old));
    assert!(!scan.is_stale(&reading(Some("new"), ScanStatus::InProgress)));
}

#[test]
fn a_failed_start_is_reported_soon_with_its_own_error() {
    let earlier = reading(Some("old"), ScanStatus::Completed);
    for reading in [earlier, reading(None, ScanStatus::Never)] {
        let (scan, _) = Scan::default().step(Event::Open, at(0));
        let (scan, _) = scan.step(Event::Read(0, Ok((&reading, 0))), at(0));
        let (scan, _) = scan.step(Event::Start, at(10));
        let error = ApiError::Server(500.into());
        let (scan, _) = scan.step(Event::Started(1, Err(&error)), at(1_000));
        let (scan, effect) = read(scan, &reading, 0, 2_500);
        assert!(matches!(effect, Effect::Wait(_)), "it may show itself a little later");
        let (scan, effect) = read(scan, &reading, 0, 1_000 + SHOWS_BY.num_milliseconds());
        assert_eq!((scan.phase, effect), (Phase::Failed, Effect::Nothing));
        assert_eq!(scan.failure, Some(ScanFailure::Api(error)));
    }
}

/// Reads a list of so many records until it is quiet or given up, after a start that had no answer.
fn quiet_after_a_lost_start(error: &ApiError, known: usize) -> Scan {
    let list = reading(None, ScanStatus::Unsaid);
    let (scan, _) = Scan::default().step(Event::Open, at(0));
    let (scan, _) = scan.step(Event::Read(0, Ok((&list, 2))), at(0));
    let (scan, _) = scan.step(Event::Start, at(10));
    let (mut scan, _) = scan.step(Event::Started(1, Err(error)), at(1_000));
    let mut now = 2_000;
    while scan.phase.is_running() {
        now += LIST_WAIT.num_milliseconds();
        scan = read(scan, &list, known, now).0;
    }
    scan
}

#[test]
fn an_unchanged_list_after_a_lost_start_is_a_failure() {
    let error = ApiError::Server(500.into());
    let scan = quiet_after_a_lost_start(&error, 2);
    assert_eq!((scan.phase, scan.failure), (Phase::Failed, Some(ScanFailure::Api(error.clone()))));
    assert_eq!(quiet_after_a_lost_start(&error, 3).phase, Phase::Quiet);
}

#[test]
fn a_refused_key_does_not_end_the_scan() {
    let scan = started(Some("j1"));
    let (scan, _) = read(scan, &reading(Some("j1"), ScanStatus::InProgress), 0, 2_000);
    let (scan, _) = scan.step(Event::Due(1), at(4_000));
    let (scan, effect) = scan.step(Event::Read(1, Err(&ApiError::BadKey)), at(4_100));
    assert_eq!((scan.phase, effect), (Phase::InProgress, Effect::Nothing));
    // With another key the page reads where it stood.
    assert_eq!(scan.step(Event::Open, at(90_000)).1, Effect::Read);
}

/// A scan that has failed, as it is found when the zone is opened again with this reading.
fn opened_again(read: &ScanReading) -> (Scan, Effect) {
    let failed = Scan {
        phase: Phase::Failed,
        started: Some(date::at(0)),
        ended: Some(date::at(5)),
        ..Scan::default()
    };
    let text = crate::kept::write_discovery(&failed, &crate::review::SavedReview::default());
    let (kept, _) = crate::kept::read_discovery(&text).unwrap();
    let (scan, _) = kept.step(Event::Open, at(1_000));
    scan.step(Event::Read(0, Ok((read, 0))), at(1_100))
}

#[test]
fn polls_a_scan_kept_as_failed_while_the_provider_still_runs_it() {
    for status in [ScanStatus::Pending, ScanStatus::InProgress] {
        let (scan, effect) = opened_again(&reading(Some("j2"), status));
        assert!(scan.phase.is_running() && matches!(effect, Effect::Wait(_)), "{:?}", scan.phase);
        assert_eq!(scan.failure, None);
        let over = reading(Some("j2"), ScanStatus::Completed);
        let (scan, _) = scan.step(Event::Read(0, Ok((&over, 3))), at(4_000));
        assert_eq!(scan.phase, Phase::Completed);
    }
}

#[test]
fn a_scan_kept_as_failed_stays_failed() {
    for status in [ScanStatus::Unsaid, ScanStatus::Never, ScanStatus::Completed] {
        let (scan, effect) = opened_again(&reading(Some("j1"), status));
        assert_eq!((scan.phase, effect), (Phase::Failed, Effect::Nothing));
        assert_eq!(scan.failure, Some(ScanFailure::Earlier));
    }
    let words = ScanStatus::Failed(Some("refused".into()));
    let (scan, _) = opened_again(&reading(Some("j1"), words));
    assert_eq!(scan.failure, Some(ScanFailure::Provider(Some("refused".into()))));
}

#[test]
fn looks_for_a_start_interrupted_by_a_reload_and_then_gives_up() {
    let (scan, _) = Scan::begun(None, date::at(0)).step(Event::Open, at(10));
    let never = reading(None, ScanStatus::Never);
    let (scan, _) = scan.step(Event::Read(0, Ok((&never, 0))), at(100));
    assert_eq!(scan.phase, Phase::Pending);
    let (scan, _) =
        scan.step(Event::Read(0, Ok((&never, 0))), at(10 + SHOWS_BY.num_milliseconds()));
    assert_eq!(scan.failure, Some(ScanFailure::Api(ApiError::Aborted)));
}

#[test]
fn a_growing_list_goes_quiet_and_a_late_record_wakes_the_scan() {
    let mut scan = started(None);
    let list = reading(None, ScanStatus::Unsaid);
    let mut now = 2_000;
    while scan.phase != Phase::Quiet {
        assert!(now < 60_000, "it must go quiet");
        scan = read(scan, &list, 5, now).0;
        now += LIST_WAIT.num_milliseconds();
    }
    assert!(now >= QUIET_LEAST.num_milliseconds());
    let (scan, effect) = read(scan, &list, 5, now);
    assert_eq!(
        (scan.phase, effect),
        (Phase::Quiet, Effect::Wait(QUIET_WAIT + TimeDelta::milliseconds(5)))
    );
    let (scan, _) = read(scan, &list, 6, now + 15_000);
    assert_eq!((scan.phase, scan.found, scan.ended), (Phase::InProgress, 6, None));
}

#[test]
fn polls_a_long_list_less_often_than_a_short_one() {
    let list = reading(None, ScanStatus::Unsaid);
    let wait = |found| match read(started(None), &list, found, 2_000).1 {
        Effect::Wait(wait) => wait,
        other => panic!("{other:?}"),
    };
    assert!(wait(100_000) >= TimeDelta::seconds(7) && wait(10) < TimeDelta::seconds(3));
}

#[test]
fn an_empty_list_does_not_go_quiet_before_the_minimum_time() {
    let mut scan = started(None);
    for now in [2_000, 3_000, 4_000, 5_000, 6_000, 19_000] {
        scan = read(scan, &reading(None, ScanStatus::Unsaid), 0, now).0;
        assert_eq!(scan.phase, Phase::InProgress);
    }
}

#[test]
fn opening_a_zone_finds_the_state_of_its_scan() {
    for (status, known, phase) in [
        (ScanStatus::Never, 0, Phase::NotScanned),
        (ScanStatus::Unsaid, 0, Phase::NotScanned),
        (ScanStatus::Unsaid, 4, Phase::Quiet),
        (ScanStatus::InProgress, 0, Phase::InProgress),
        (ScanStatus::Completed, 9, Phase::Completed),
        (ScanStatus::Failed(None), 0, Phase::Failed),
    ] {
        let (scan, effect) = Scan::default().step(Event::Open, at(0));
        assert_eq!(effect, Effect::Read);
        let (scan, _) = scan.step(Event::Read(0, Ok((&reading(None, status), known))), at(1));
        assert_eq!(scan.phase, phase);
    }
}

#[test]
fn an_earlier_scan_keeps_the_providers_times() {
    let (scan, _) = Scan::default().step(Event::Open, at(0));
    let mut earlier = reading(Some("j"), ScanStatus::Completed);
    (earlier.created, earlier.completed) = (Some(date::at(1_000)), Some(date::at(9_000)));
    let (scan, _) = scan.step(Event::Read(0, Ok((&earlier, 3))), at(500_000));
    assert_eq!(scan.elapsed(date::at(600_000)), Some(TimeDelta::seconds(8)));
}

#[test]
fn adopts_a_newer_scan_by_somebody_else_when_a_zone_is_opened() {
    let done = Scan {
        phase: Phase::Completed,
        job: Some("mine".into()),
        started: Some(date::at(0)),
        ended: Some(date::at(9)),
        ..Scan::default()
    };
    let (scan, _) = done.step(Event::Open, at(900_000));
    let theirs = reading(Some("theirs"), ScanStatus::InProgress);
    let (scan, effect) = scan.step(Event::Read(0, Ok((&theirs, 0))), at(900_000));
    assert_eq!((scan.phase, scan.started), (Phase::InProgress, Some(date::at(900_000))));
    assert!(matches!(effect, Effect::Wait(_)));
}

#[test]
fn does_not_poll_while_hidden_and_polls_at_once_when_shown() {
    let scan = started(Some("j"));
    let (scan, effect) = scan.step(Event::Visible(false), at(200));
    assert_eq!(effect, Effect::Nothing);
    let (scan, effect) = scan.step(Event::Due(1), at(1_600));
    assert_eq!(effect, Effect::Nothing);
    let (scan, effect) = scan.step(Event::Visible(true), at(60_000));
    assert_eq!(effect, Effect::Read);
    let (_, effect) = scan.step(Event::Visible(true), at(60_001));
    assert_eq!(effect, Effect::Nothing, "already visible, already reading");
}

#[test]
fn waits_out_passing_errors_and_ends_on_others() {
    let mut scan = started(Some("j"));
    for attempt in 1..FAILURES_IN_A_ROW {
        let (next, effect) =
            scan.step(Event::Read(1, Err(&ApiError::Server(503.into()))), at(1_000));
        assert!(matches!(effect, Effect::Wait(_)), "attempt {attempt}");
        scan = next;
    }
    let (scan, _) = scan.step(Event::Read(1, Err(&ApiError::Server(503.into()))), at(1_000));
    assert_eq!(scan.failure, Some(ScanFailure::Api(ApiError::Server(503.into()))));
    let (scan, _) =
        started(Some("j")).step(Event::Read(scan.generation, Err(&ApiError::NoPermission)), at(0));
    assert_eq!(scan.phase, Phase::Failed);
}

#[test]
fn gives_up_a_scan_that_does_not_end() {
    let (scan, _) = read(
        started(Some("j")),
        &reading(Some("j"), ScanStatus::InProgress),
        0,
        TOO_LONG.num_milliseconds(),
    );
    assert_eq!(scan.failure, Some(ScanFailure::TookTooLong));
}

#[test]
fn drops_the_answer_of_an_abandoned_scan() {
    let (scan, _) = started(Some("j")).step(Event::Stop, at(500));
    let late = reading(Some("j"), ScanStatus::Completed);
    let (after, effect) = scan.clone().step(Event::Read(1, Ok((&late, 50))), at(600));
    assert_eq!((after, effect), (scan, Effect::Nothing));
}

#[test]
fn a_scan_survives_a_reload() {
    let (scan, _) = read(started(Some("j")), &reading(Some("j"), ScanStatus::InProgress), 3, 2_000);
    let text = crate::kept::write_discovery(&scan, &crate::review::SavedReview::default());
    let (kept, _) = crate::kept::read_discovery(&text).unwrap();
    assert_eq!(
        (kept.phase, &kept.job, kept.started, kept.found),
        (scan.phase, &scan.job, scan.started, 3)
    );
    let (_, effect) = kept.step(Event::Open, at(3_000));
    assert_eq!(effect, Effect::Read);
}

#[derive(Clone, Debug)]
enum Story {
    Start,
    Started(bool),
    Read(u8, usize),
    Missed(bool),
    Due,
    Visible(bool),
    Stop,
}

fn story() -> impl Strategy<Value = Vec<Story>> {
    prop::collection::vec(
        prop_oneof![
            Just(Story::Start),
            any::<bool>().prop_map(Story::Started),
            (0_u8..6, 0_usize..9).prop_map(|(status, known)| Story::Read(status, known)),
            any::<bool>().prop_map(Story::Missed),
            Just(Story::Due),
            any::<bool>().prop_map(Story::Visible),
            Just(Story::Stop),
        ],
        0..60,
    )
}

proptest! {
    /// Whatever happens in whatever order: after the end only `Start` makes the page send, and
    /// never more than one reading is under way.
    #[test]
    fn never_polls_after_the_end(story in story()) {
        let mut scan = Scan::default();
        for (tick, event) in story.into_iter().enumerate() {
            let before = scan.phase;
            let generation = scan.generation;
            let statuses = [ScanStatus::Never, ScanStatus::Unsaid, ScanStatus::Pending, ScanStatus::InProgress, ScanStatus::Completed, ScanStatus::Failed(None)];
            let answer = ScanStarted { job: None };
            let started_by_user = matches!(event, Story::Start);
            let answered = matches!(event, Story::Read(..) | Story::Missed(_) | Story::Started(_));
            let was_under_way = scan.under_way;
            let read;
            let event = match event {
                Story::Start => Event::Start,
                Story::Started(true) => Event::Started(generation, Ok(&answer)),
                Story::Started(false) => Event::Started(generation, Err(&ApiError::NoPermission)),
                Story::Read(status, known) => {
                    read = reading(None, statuses[usize::from(status)].clone());
                    Event::Read(generation, Ok((&read, known)))
                }
                Story::Missed(true) => Event::Read(generation, Err(&ApiError::Timeout)),
                Story::Missed(false) => Event::Read(generation, Err(&ApiError::BadKey)),
                Story::Due => Event::Due(generation),
                Story::Visible(visible) => Event::Visible(visible),
                Story::Stop => Event::Stop,
            };
            let (next, effect) = scan.step(event, at(tick as i64 * 7_000));
            if !before.is_watched() && !started_by_user && !answered {
                prop_assert_eq!(effect, Effect::Nothing);
            }
            if effect == Effect::Read {
                prop_assert!(before.is_watched() && !was_under_way);
            }
            if matches!(effect, Effect::Wait(_)) {
                prop_assert!(next.phase.is_watched());
            }
            scan = next;
        }
    }
}

const PHASES: [Phase; 7] = [
    Phase::NotScanned,
    Phase::Pending,
    Phase::InProgress,
    Phase::Completed,
    Phase::Failed,
    Phase::Quiet,
    Phase::Stopped,
];

proptest! {
    #[test]
    fn reads_back_any_kept_scan(
        phase in 0_usize..PHASES.len(),
        jobs in prop::array::uniform3(prop::option::of(any::<String>())),
        moments in prop::array::uniform3(prop::option::of((0_i64..8_000_000_000_000_000).prop_map(date::at))),
        found in 0_usize..1_000_000,
    ) {
        let [job, before, seen] = jobs.map(|job| job.map(Into::into));
        let [started, ended, grown] = moments;
        let phase = PHASES[phase];
        let failure = (phase == Phase::Failed).then_some(ScanFailure::Earlier);
        let scan = Scan {
            phase,
            job,
            before,
            seen,
            started,
            ended,
            grown,
            found,
            failure,
            ..Scan::default()
        };
        let text = crate::kept::write_discovery(&scan, &crate::review::SavedReview::default());
        prop_assert_eq!(crate::kept::read_discovery(&text).unwrap().0, scan);
    }
}
