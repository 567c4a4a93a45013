//! Runs Playwright against the page at an address, and reads the report that it leaves.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::browser::Browser;
use crate::error::{Error, Result};
use crate::project::Project;
use crate::run::{self, command};
use crate::tally::Tally;

/// Runs the tests that `args` choose, all without any. It empties `results`, the folder in `e2e` of its report
/// and pictures, so that two of them at a time need two.
pub fn run(
    project: &Project,
    browser: &Browser,
    url: &str,
    results: &str,
    args: &[String],
) -> Result<Tally> {
    let report = report(project, results);
    // A report of an earlier run must not be taken for this one's; there may be none.
    let _ = fs::remove_file(&report);
    let mut playwright = command(project, "node");
    playwright.current_dir(project.root.join("e2e"));
    playwright.args(["node_modules/@playwright/test/cli.js", "test"]).args(args);
    playwright.env("ZONESIFT_URL", url).env("ZONESIFT_CHROMIUM", &browser.headless);
    playwright.env("ZONESIFT_RESULTS", results);
    let status = playwright.status().map_err(run::not_started(&playwright))?;
    let text = fs::read_to_string(&report).map_err(Error::file(&report))?;
    let tally = tally(&text).ok_or_else(|| Error::Content {
        file: report.display().to_string(),
        must: "Playwright's statistics".into(),
    })?;
    Ok(tally.with_verdict(status.success()))
}

/// The tests of the last run that failed, or passed only when they were tried again: a line each.
pub fn not_at_once(project: &Project, results: &str) -> Vec<String> {
    let text = fs::read_to_string(report(project, results)).unwrap_or_default();
    lines(&serde_json::from_str(&text).unwrap_or_default(), "")
}

fn report(project: &Project, results: &str) -> PathBuf {
    project.root.join("e2e").join(results).join("report.json")
}

/// The statistics of a report. A test that passed when it was tried again counts as passed.
fn tally(report: &str) -> Option<Tally> {
    let report: Value = serde_json::from_str(report).ok()?;
    let number = |name| report.get("stats")?.get(name)?.as_u64();
    let passed = number("expected")? + number("flaky")?;
    Some(Tally { passed, failed: number("unexpected")? })
}

fn lines(suite: &Value, above: &str) -> Vec<String> {
    let title = |of: &Value| of.get("title").and_then(Value::as_str).unwrap_or_default().to_owned();
    let tests = items(suite, "specs").iter().flat_map(|spec| {
        let verdicts = items(spec, "tests").iter().filter_map(verdict);
        verdicts.map(move |verdict| format!("{verdict}: {above}{}", title(spec)))
    });
    let within = items(suite, "suites")
        .iter()
        .flat_map(|inner| lines(inner, &format!("{above}{} › ", title(inner))));
    tests.chain(within).collect()
}

fn items<'a>(of: &'a Value, name: &str) -> &'a [Value] {
    of.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn verdict(test: &Value) -> Option<&'static str> {
    match test.get("status")?.as_str()? {
        "unexpected" => Some("failed"),
        "flaky" => Some("passed at the second try"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_statistics_of_a_report_count() {
        let report = r#"{"suites": [{"title": "\"stats\": {"}], "stats": {
            "startTime": "2026", "duration": 12.5,
            "expected": 7, "skipped": 1, "unexpected": 2, "flaky": 1 } }"#;
        assert_eq!(tally(report), Some(Tally { passed: 8, failed: 2 }));
        assert_eq!(tally("{}"), None);
    }

    #[test]
    fn a_test_that_failed_or_was_tried_again_is_named() {
        let report = r#"{"suites": [{"title": "plan.spec.ts", "suites": [{"title": "bunny.net", "specs": [
            {"title": "good", "tests": [{"status": "expected"}]},
            {"title": "bad", "tests": [{"status": "unexpected"}]},
            {"title": "shaky", "tests": [{"status": "flaky"}]}]}]}]}"#;
        let report = serde_json::from_str(report).unwrap();
        assert_eq!(
            lines(&report, ""),
            [
                "failed: plan.spec.ts › bunny.net › bad",
                "passed at the second try: plan.spec.ts › bunny.net › shaky"
            ]
        );
    }
}
