//! `cargo xtask relays`: starts every server that carries a relay, holds each to the contract, and runs
//! browser tests against each, with the sandbox behind its relay. The contract and the main job are a part
//! of `cargo xtask test`, all browser tests are not: they would take longer than all the rest.

mod certificates;
mod conformance;
pub mod generated;
mod nginx;
mod servers;
mod tls;
mod tools;

use crate::browser;
use crate::error::{Error, Result};
use crate::project::Project;
use crate::run::{self, command, step};
use crate::tally::{self, Tally};
use crate::{host, page, playwright, setup};
use servers::Kind;

/// Connects, finds the zone, scans, reviews and writes, also with what comes in between.
const MAIN_JOB: &str = "tests/plan.spec";

/// What a user does from the first screen to what is written: enough to tell that a server carries the
/// page. All browser tests take 25 minutes at each.
const TELLING: [&str; 8] =
    ["smoke", "beside", "connect", "policy", "scan.spec", "records-change", "transfer", "network"];

/// Where the browser tests leave what they have to show, in `e2e`: a folder of their own, because those of
/// `cargo xtask test` run at the same time.
const RESULTS: &str = "test-results-relays";

/// What was asked for on the command line.
struct Asked {
    kinds: Vec<Kind>,
    table: bool,
    contract: bool,
    browser: bool,
    /// Which browser tests; for Playwright.
    tests: Vec<String>,
}

/// Does what the arguments say; the manual is deploy/README.md.
pub fn run(project: &Project, args: &[String]) -> Result<()> {
    if args == ["--write"] {
        return generated::write(project);
    }
    if args == ["--load"] {
        return load(project);
    }
    if args == ["--check"] {
        return told(check(project)?);
    }
    let asked = read(args)?;
    generated::write(project)?;
    let built = setup::setup(project)?;
    page::build(project, &built)?;
    host::build(project)?;
    let tools = tools::find_or_install(project)?;
    let mut sum = Tally::default();
    if asked.contract {
        sum += conformance::check(project, &tools, &asked.kinds, asked.table)?;
    }
    if asked.browser {
        for kind in &asked.kinds {
            sum += step(&format!("Browser tests at {}", kind.title()), || {
                browser_tests(project, &tools, *kind, &asked.tests)
            })?;
        }
        sum += step("Browser tests in a sub-folder, of a host that sends no headers", || {
            plain_folder(project)
        })?;
    }
    told(sum)
}

fn told(sum: Tally) -> Result<()> {
    println!("{sum}");
    run::succeeded(sum.failed == 0, "cargo xtask relays")
}

/// As `check`, in a program of its own: what it prints and what it came to.
pub fn check_apart(project: &Project) -> Result<(String, Tally)> {
    let (output, success) = run::apart(project, &["relays", "--check"])?;
    let tally = tally::of_command(&output).with_verdict(success);
    Ok((output, tally))
}

/// Holds all of them to the contract, against the page as it is, and does the main job behind each. At the
/// host the browser tests have done it.
fn check(project: &Project) -> Result<Tally> {
    let tools = tools::find_or_install(project)?;
    let mut sum = conformance::check(project, &tools, &Kind::ALL, false)?;
    // All browser tests run meanwhile, and take longer than this.
    let tests = [MAIN_JOB, "--workers=1"].map(str::to_owned);
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Host) {
        sum += step(&format!("The main job behind {}", kind.title()), || {
            browser_tests(project, &tools, kind, &tests)
        })?;
    }
    Ok(sum)
}

fn read(args: &[String]) -> Result<Asked> {
    let mut asked =
        Asked { kinds: Vec::new(), table: false, contract: true, browser: true, tests: Vec::new() };
    for arg in args {
        match arg.as_str() {
            "--table" => asked.table = true,
            "--contract" => asked.browser = false,
            "--browser" => asked.contract = false,
            "--all" => asked.tests.push("tests/".into()),
            name => match Kind::ALL.iter().find(|kind| kind.slug() == name) {
                Some(kind) => asked.kinds.push(*kind),
                None if name.starts_with('-') => return Err(Error::Usage(name.to_owned())),
                None => asked.tests.push(name.to_owned()),
            },
        }
    }
    if asked.kinds.is_empty() {
        asked.kinds = Kind::ALL.into();
    }
    if asked.tests.is_empty() {
        asked.tests = TELLING.map(str::to_owned).into();
    }
    Ok(asked)
}

/// The browser's calls to the sandbox go through the relay: what the page sends to `sandbox/bunny` is
/// handed to `relay/bunny` of the server, and what that sends upstream comes to the host's sandbox.
fn browser_tests(
    project: &Project,
    tools: &tools::Tools,
    kind: Kind,
    tests: &[String],
) -> Result<Tally> {
    let host = host::start(project, &project.dist())?;
    if kind == Kind::Host {
        // Its relay has the real upstreams; this is what `cargo xtask test` does.
        return playwright(project, &host.url, tests);
    }
    let ports = [servers::free_port()?, servers::free_port()?, servers::free_port()?];
    let [bunny, cloudflare, files] = ports.map(|port| format!("http://127.0.0.1:{port}"));
    let dist = format!("{}/", project.dist().display());
    let to = |from: &str, to: String| (from.to_owned(), to);
    let [bunny_port, cloudflare_port, files_port] = ports;
    let behind = servers::front(
        project,
        &[
            (bunny_port, vec![to("/", format!("{}sandbox/bunny/", host.url))]),
            (cloudflare_port, vec![to("/", format!("{}sandbox/cloudflare/", host.url))]),
            (files_port, vec![to("/", dist)]),
        ],
    )?;
    let settings =
        servers::Settings { upstreams: [&bunny, &cloudflare], files: &files, trusted: None };
    let server = servers::start(project, tools, kind, settings)?;
    let port = servers::free_port()?;
    let site = format!("http://{}/", server.address);
    let before = servers::front(
        project,
        &[(
            port,
            vec![
                to("/sandbox/", format!("{site}relay/")),
                to("/config.json", format!("{}config.json", host.url)),
                to("/", site),
            ],
        )],
    )?;
    let url = format!("http://127.0.0.1:{port}/");
    let tally = playwright(project, &url, tests);
    drop((before, server, behind));
    tally
}

fn playwright(project: &Project, url: &str, tests: &[String]) -> Result<Tally> {
    playwright::run(project, &browser::find_or_install(project)?, url, RESULTS, tests)
}

/// The page as files in a folder of some site, without any header, with the sandbox beside it.
fn plain_folder(project: &Project) -> Result<Tally> {
    let host = host::start(project, &project.dist())?;
    let port = servers::free_port()?;
    let routes = [
        ("/tools/dns/sandbox/", format!("{}sandbox/", host.url)),
        ("/tools/dns/config.json", format!("{}config.json", host.url)),
        ("/tools/dns/", format!("{}/", project.dist().display())),
    ];
    let routes = routes.map(|(from, to)| (from.to_owned(), to)).into();
    let _front = servers::front(project, &[(port, routes)])?;
    let url = format!("http://127.0.0.1:{port}/tools/dns/");
    let tests = ["smoke", "beside", "connect", "scan.spec", "--grep-invert", "the host sends"];
    let tests = tests.map(str::to_owned);
    playwright(project, &url, &tests)
}

/// How fast the host's relay is beside the direct call.
fn load(project: &Project) -> Result<()> {
    let mut cargo = command(project, "cargo");
    cargo.args(["test", "--package", "zonesift-host", "--profile", "host", "--test", "load"]);
    cargo.args(["--", "--ignored", "--nocapture"]);
    run::run(&mut cargo, "the load test of the host's relay")
}
