//! `cargo xtask test`: every check there is, one after the other, and what they come to. It goes
//! on after a failure, so that one run tells everything, and leaves out only what cannot run
//! because the page could not be built.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::browser::{self, Browser};
use crate::error::{Error, Result};
use crate::project::Project;
use crate::run::{self, command};
use crate::setup::{self, Tools};
use crate::tally::{self, Tally};
use crate::{fuzz, host, page, relays, size, sums};

/// What failed, when it is this command as a whole.
pub const NAME: &str = "cargo xtask test";

/// The packages that run on this machine: all but the page.
const HERE: [&str; 3] = ["--workspace", "--exclude", "zonesift"];

const WASM: &str = "wasm32-unknown-unknown";

/// What each stage came to.
#[derive(Default)]
struct Report {
    stages: Vec<(&'static str, Duration, Tally)>,
}

impl Report {
    /// Runs one stage. Its error is a failure to be told, not a reason to stop.
    fn stage(&mut self, name: &'static str, work: impl FnOnce() -> Result<Tally>) -> bool {
        println!("\n== {name}");
        let begun = Instant::now();
        let tally = work().unwrap_or_else(|error| {
            println!("{error}");
            Tally::FAILURE
        });
        self.stages.push((name, begun.elapsed(), tally));
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
        println!("{}", self.sum());
    }
}

/// Runs everything; an error means that something failed, and has been told.
pub fn everything(project: &Project) -> Result<()> {
    let mut report = Report::default();
    if let Some((tools, browser)) = set_up(project, &mut report) {
        code(project, &mut report);
        tests(project, &tools, &browser, &mut report);
        let built = report.stage("Release page", || gate(page::build(project, &tools)));
        if built {
            report.stage("Browser tests", || browser_tests(project, &browser, &[]));
            report.stage("The relays: their contract, and the main job", || relays::check(project));
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
                playwright(project, &browser, &host.url, &["smoke".to_owned()])
            });
        }
    }
    report.print();
    run::succeeded(report.sum().failed == 0, NAME)
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

/// Playwright against the page as the host serves it; `args` choose among the tests.
fn browser_tests(project: &Project, browser: &Browser, args: &[String]) -> Result<Tally> {
    host::build(project)?;
    let host = host::start(project, &project.dist())?;
    playwright(project, browser, &host.url, args)
}

/// Playwright against a page at an address; `args` choose among the tests.
pub fn playwright(
    project: &Project,
    browser: &Browser,
    url: &str,
    args: &[String],
) -> Result<Tally> {
    let folder = project.root.join("e2e");
    let report = folder.join("test-results/report.json");
    // A report of an earlier run must not be taken for this one's; there may be none.
    let _ = fs::remove_file(&report);
    let mut playwright = command(project, "node");
    playwright.current_dir(&folder).args(["node_modules/@playwright/test/cli.js", "test"]);
    playwright.args(args).env("ZONESIFT_URL", url).env("ZONESIFT_CHROMIUM", &browser.headless);
    let status = playwright.status().map_err(run::not_started(&playwright))?;
    let text = fs::read_to_string(&report).map_err(Error::file(&report))?;
    let tally = tally::of_playwright(&text).ok_or_else(|| Error::Content {
        file: report.display().to_string(),
        must: "Playwright's statistics".into(),
    })?;
    Ok(tally.with_verdict(status.success()))
}
