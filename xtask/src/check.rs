//! `cargo xtask test`: every check there is, two of them side by side where that saves time, and what
//! they come to. It goes on after a failure, so that one run tells everything, and leaves out only what cannot run
//! because the page could not be built.

use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use crate::browser::{self, Browser};
use crate::error::{Error, Result};
use crate::project::Project;
use crate::run::{self, command};
use crate::setup::{self, Tools};
use crate::tally::{self, Tally};
use crate::{fuzz, host, icons, page, playwright, relays, size, sums};

/// What failed, when it is this command as a whole.
pub const NAME: &str = "cargo xtask test";

/// The packages that run on this machine: all but the page.
const HERE: [&str; 3] = ["--workspace", "--exclude", "zonesift"];

/// Where the browser tests leave Playwright's report and their pictures, in `e2e`.
const RESULTS: &str = "test-results";

const WASM: &str = "wasm32-unknown-unknown";

/// What each stage came to.
#[derive(Default)]
struct Report {
    stages: Vec<(&'static str, Duration, Tally)>,
    /// What is told by name: the browser tests that failed, or passed only at their second try.
    named: Vec<String>,
}

impl Report {
    /// Runs one stage. Its error is a failure to be told, not a reason to stop.
    fn stage(&mut self, name: &'static str, work: impl FnOnce() -> Result<Tally>) -> bool {
        println!("\n== {name}");
        let (time, outcome) = timed(work);
        self.add(name, time, outcome)
    }

    /// Runs a stage while those of `meanwhile` go on. What it prints is kept apart, and shown when all have ended.
    fn stage_beside(
        &mut self,
        name: &'static str,
        work: impl FnOnce() -> Result<(String, Tally)> + Send,
        meanwhile: impl FnOnce(&mut Self),
    ) -> bool {
        thread::scope(|scope| {
            let beside = scope.spawn(|| timed(work));
            meanwhile(self);
            println!("\n== {name}");
            let broken = |_| (Duration::ZERO, Err(Error::Failed { what: name.into() }));
            let (time, outcome) = beside.join().unwrap_or_else(broken);
            let told = outcome.map(|(output, tally)| {
                print!("{output}");
                tally
            });
            self.add(name, time, told)
        })
    }

    fn add(&mut self, name: &'static str, time: Duration, outcome: Result<Tally>) -> bool {
        let tally = outcome.unwrap_or_else(|error| {
            println!("{error}");
            Tally::FAILURE
        });
        self.stages.push((name, time, tally));
        tally.failed == 0
    }

    fn sum(&self) -> Tally {
        let mut sum = Tally::default();
        for (_, _, tally) in &self.stages {
            sum += *tally;
        }
        sum
    }

    /// The table, and as the last line the sum.
    fn print(&self) {
        println!("\n== Summary");
        for (name, time, tally) in &self.stages {
            let verdict = match tally {
                Tally { passed: 0, failed: 0 } => "ok".to_owned(),
                tally => tally.to_string(),
            };
            println!("{:>9}  {name}: {verdict}", run::seconds(*time));
        }
        for line in &self.named {
            println!("{line}");
        }
        println!("{}", self.sum());
    }
}

/// Runs everything; an error means that something failed, and has been told.
pub fn everything(project: &Project) -> Result<()> {
    let mut report = Report::default();
    if let Some((tools, browser)) = set_up(project, &mut report) {
        code(project, &mut report);
        // The compiler of the page is busy on one processor, and so is the longest of the tests.
        let built = report.stage_beside(
            "Release page",
            || page_apart(project),
            |report| tests(project, &tools, &browser, report),
        );
        if built {
            // The relays wait for most of their time.
            report.stage_beside(
                "The relays: their contract, and the main job",
                || relays::check_apart(project),
                |report| {
                    report.stage("Browser tests", || browser_tests(project, &browser, &[]));
                    report.named = playwright::not_at_once(project, RESULTS);
                },
            );
            report.stage("Size of the WebAssembly", || gate(size::check(project)));
        }
    }
    report.print();
    run::succeeded(report.sum().failed == 0, NAME)
}

/// Runs what is worth waiting for before every commit: format, lints, the tests of this machine, and whether
/// the app starts in the browser. The page is one that is quickly built.
pub fn quick(project: &Project) -> Result<()> {
    let mut report = Report::default();
    if let Some((tools, browser)) = set_up(project, &mut report) {
        code(project, &mut report);
        host_tests(project, &mut report);
        let mut dist = None;
        report.stage("Page", || {
            dist = Some(page::build_quickly(project, &tools)?);
            Ok(Tally::default())
        });
        if let Some(dist) = dist {
            report.stage("Smoke tests in the browser", || {
                let host = host::start(project, &dist)?;
                playwright::run(project, &browser, &host.url, RESULTS, &["smoke".to_owned()])
            });
        }
    }
    report.print();
    run::succeeded(report.sum().failed == 0, NAME)
}

/// The release page, built by a program of its own: what that printed, and what it came to.
fn page_apart(project: &Project) -> Result<(String, Tally)> {
    let (output, success) = run::apart(project, &["build"])?;
    Ok((output, if success { Tally::default() } else { Tally::FAILURE }))
}

/// The tools of the build and a browser.
fn set_up(project: &Project, report: &mut Report) -> Option<(Tools, Browser)> {
    let mut ready = None;
    report.stage("Set-up", || {
        ready = Some((setup::setup(project)?, browser::find_or_install(project)?));
        Ok(Tally::default())
    });
    ready
}

/// A check that is no test: it only counts when it fails.
fn gate(outcome: Result<()>) -> Result<Tally> {
    outcome.map(|()| Tally::default())
}

fn code(project: &Project, report: &mut Report) {
    let cargo = |args: &[&str]| {
        let mut cargo = command(project, "cargo");
        cargo.args(args);
        gate(run::run(&mut cargo, &format!("cargo {}", args.join(" "))))
    };
    report.stage("Format", || cargo(&["fmt", "--all", "--check"]));
    // No more than its form: a C++ compiler, which the rest needs, is not asked for here.
    report.stage("Format of the fuzzer", || {
        cargo(&["fmt", "--check", "--manifest-path", "fuzz/Cargo.toml"])
    });
    report.stage("Lints of what runs here", || {
        cargo(&[&["clippy", "--all-targets"], &HERE[..], &["--", "-D", "warnings"]].concat())
    });
    report.stage("Lints of the page", || {
        let page = ["clippy", "--package", "zonesift", "--target", WASM, "--all-targets"];
        cargo(&[&page[..], &["--", "-D", "warnings"]].concat())
    });
    report.stage("Licences, sources and second versions of dependencies", || {
        // It reads the packages of every platform, of which a build fetches its own alone.
        cargo(&["fetch", "--locked"])?;
        let mut deny = command(project, setup::deny(project)?);
        deny.args(["--offline", "check", "licenses", "bans", "sources"]);
        gate(run::run(&mut deny, "cargo deny check (deny.toml)"))
    });
    report.stage("Icons", || gate(icons::check(project)));
    report.stage("Types of the browser tests", || {
        let mut tsc = command(project, "node");
        tsc.arg("e2e/node_modules/typescript/bin/tsc").args(["--noEmit", "--project", "e2e"]);
        gate(run::run(&mut tsc, "tsc --noEmit in e2e"))
    });
}

fn host_tests(project: &Project, report: &mut Report) {
    report.stage("Host tests", || {
        counted(command(project, "cargo").args(["test", "--no-fail-fast"]).args(HERE))
    });
}

fn tests(project: &Project, tools: &Tools, browser: &Browser, report: &mut Report) {
    host_tests(project, report);
    report.stage("Wasm tests", || {
        let mut cargo = command(project, "cargo");
        run::with_path(&mut cargo, &tools.path);
        cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
        cargo.env("CHROMEDRIVER", &browser.driver);
        cargo.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &browser.capabilities);
        cargo.args(["test", "--package", "zonesift", "--target", WASM]);
        counted(cargo.args(["--tests", "--no-fail-fast"]))
    });
}

fn counted(cargo: &mut Command) -> Result<Tally> {
    let (output, success) = run::run_keeping_output(cargo)?;
    Ok(tally::of_cargo(&output).with_verdict(success))
}

/// What failed, when it is the long tests.
pub const SOAK: &str = "cargo xtask soak";

/// Runs what takes too long for every change: the long tests of the page, which tell their figures, a second
/// build, and the fuzzer. With arguments only the tests of the page run, and the arguments choose among them.
pub fn soak(project: &Project, args: &[String]) -> Result<()> {
    let (tools, browser) = (setup::setup(project)?, browser::find_or_install(project)?);
    let mut report = Report::default();
    let built = report.stage("Release page", || gate(page::build(project, &tools)));
    let more = [&["--config", "soak.config.ts"].map(str::to_owned), args].concat();
    if built {
        report.stage("Long browser tests", || browser_tests(project, &browser, &more));
    }
    if built && args.is_empty() {
        report.stage("The same bytes from two builds", || gate(sums::reproduce(project)));
        report.stage("Fuzzer", || gate(fuzz::run(project, &[])));
    }
    report.print();
    run::succeeded(report.sum().failed == 0, SOAK)
}

/// Does it, and measures how long it takes.
fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let begun = Instant::now();
    let outcome = work();
    (begun.elapsed(), outcome)
}

/// Playwright against the page as the host serves it; `args` choose among the tests.
fn browser_tests(project: &Project, browser: &Browser, args: &[String]) -> Result<Tally> {
    host::build(project)?;
    let host = host::start(project, &project.dist())?;
    playwright::run(project, browser, &host.url, RESULTS, args)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_that_run_side_by_side_are_told_one_after_the_other() {
        let mut report = Report::default();
        let good = report.stage_beside(
            "beside",
            || Err(Error::Failed { what: "a relay".into() }),
            |report| {
                report.stage("first", || Ok(Tally { passed: 2, failed: 0 }));
            },
        );
        assert!(!good);
        assert_eq!(
            report.stages.iter().map(|(name, ..)| *name).collect::<Vec<_>>(),
            ["first", "beside"]
        );
        assert_eq!(report.sum(), Tally { passed: 2, failed: 1 });
    }
}
