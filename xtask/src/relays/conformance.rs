//! Holds every relay to the contract of deploy/README.md, by the test in host/tests/relay, and makes
//! deploy/conformance.md of what comes out. It judges nothing itself: what a relay does not keep stands
//! in the table, and the table is reviewed.

use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use std::thread;

use crate::error::{Error, Result};
use crate::project::{self, Project};
use crate::relays::servers::{self, Kind, Running, Settings};
use crate::relays::tools::Tools;
use crate::relays::{certificates, tls};
use crate::run::{command, not_started, step};
use crate::tally::Tally;

const TABLE: &str = "deploy/conformance.md";

/// What became of each rule at one relay.
pub struct Outcome {
    kind: Kind,
    pub rules: Vec<(String, bool)>,
    seconds: f64,
    /// What the test said.
    pub text: String,
}

/// What one run of the test is told.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    pub kind: Kind,
    /// Where its upstream is to listen.
    pub upstream: &'a str,
    /// The relay; without one the test starts the host.
    pub server: Option<&'a Running>,
    /// The folder with the certificate of an upstream that is behind TLS.
    pub certificate: Option<&'a Path>,
    /// A certificate that the host is to trust; others are told when they are started.
    pub trusted: Option<&'a Path>,
}

/// Tests the relays, and compares with the table, or writes it.
pub fn check(project: &Project, tools: &Tools, kinds: &[Kind], write: bool) -> Result<Tally> {
    let mut cargo = command(project, "cargo");
    cargo.args(["test", "--quiet", "--package", "zonesift-host", "--test", "relay", "--no-run"]);
    crate::run::run(&mut cargo, "cargo test --no-run of host/tests/relay")?;
    let mut started = Vec::new();
    for kind in kinds {
        let upstream = format!("127.0.0.1:{}", servers::free_port()?);
        let url = format!("http://{upstream}");
        let server = match kind {
            // Its relay can be sent nowhere else from outside; the test starts one inside.
            Kind::Host => None,
            _ => {
                let settings = Settings { upstreams: [&url, &url], files: &url, trusted: None };
                Some(servers::start(project, tools, *kind, settings)?)
            }
        };
        started.push((*kind, upstream, server));
    }
    let certificate = certificates::make(project)?;
    let run = |(kind, upstream, server): &'_ (Kind, String, Option<Running>), args: &[&str]| {
        let server = server.as_ref();
        let run = Run { kind: *kind, upstream, server, certificate: None, trusted: None };
        outcome(project, run, args)
    };
    let mut outcomes = Vec::new();
    for one in &started {
        outcomes.push(step(&format!("The contract at {}", one.0.title()), || {
            let mut outcome = run(one, &[])?;
            outcome.add(certificates::rules(project, tools, one.0, &certificate)?);
            Ok(outcome)
        })?);
    }
    // What takes a minute is waited for at all of them together.
    let slow = step("The rule that takes a minute, at all of them", || {
        thread::scope(|scope| {
            let slow: Vec<_> =
                started.iter().map(|one| scope.spawn(|| run(one, &["--ignored", "r12"]))).collect();
            let joined = slow.into_iter().map(|slow| {
                slow.join().map_err(|_| Error::Failed { what: "a thread of the test".into() })?
            });
            joined.collect::<Result<Vec<_>>>()
        })
    })?;
    for (outcome, slow) in outcomes.iter_mut().zip(slow) {
        outcome.add(slow);
        outcome.rules.sort();
    }
    let mut tally = judge(project, &outcomes, kinds.len() == Kind::ALL.len(), write)?;
    for (kind, _, server) in &started {
        if let Some(server) = server {
            tally += compressed(*kind, &server.address);
        }
    }
    drop(started);
    for kind in kinds {
        tally += tls::check(project, tools, *kind, &certificate)?;
    }
    Ok(tally)
}

/// Whether a server hands out the files that the build has compressed, to whom takes them and to nobody
/// else. Where a network is between a script and the browser, that is the network's matter.
fn compressed(kind: Kind, address: &str) -> Tally {
    let encodings: &[&str] = match kind {
        Kind::Caddy => &["br", "gzip"],
        // The module for brotli is a package of its own.
        Kind::Nginx => &["gzip"],
        Kind::Host | Kind::Worker | Kind::EdgeScript => &[],
    };
    let mut tally = Tally::default();
    for encoding in encodings {
        let told = |head: &str| head.contains(&format!("\r\ncontent-encoding: {encoding}\r\n"));
        let varies = |head: &str| head.contains("\r\nvary: accept-encoding\r\n");
        let taken = servers::head(address, encoding);
        let not_taken = servers::head(address, "identity");
        if taken.is_some_and(|head| told(&head) && varies(&head))
            && not_taken.is_some_and(|head| !told(&head))
        {
            tally.passed += 1;
        } else {
            println!("{} does not hand out what is compressed by {encoding}", kind.title());
            tally.failed += 1;
        }
    }
    tally
}

impl Outcome {
    /// Takes in what another run for the same relay brought.
    pub fn add(&mut self, other: Self) {
        self.rules.extend(other.rules);
        self.seconds += other.seconds;
        self.text += &other.text;
    }
}

/// Runs the test, or the part of it that `args` name.
pub fn outcome(project: &Project, run: Run<'_>, args: &[&str]) -> Result<Outcome> {
    let mut cargo = command(project, "cargo");
    cargo.args(["test", "--quiet", "--package", "zonesift-host", "--test", "relay", "--"]);
    cargo.args(["--format", "pretty"]).args(args).env("RUST_BACKTRACE", "0");
    if let Some(server) = run.server {
        cargo.env("ZONESIFT_RELAY", &server.address).env("ZONESIFT_RELAY_LOG", &server.log);
        cargo.env("ZONESIFT_UPSTREAM", run.upstream);
    }
    for (name, value) in [("ZONESIFT_CERTIFICATE", run.certificate), ("SSL_CERT_FILE", run.trusted)]
    {
        if let Some(value) = value {
            cargo.env(name, value);
        }
    }
    let begun = std::time::Instant::now();
    let text = output(&mut cargo)?;
    let (kind, rules) = (run.kind, rules(&text));
    if rules.is_empty() {
        return Err(Error::Failed { what: format!("the contract at {}:\n{text}", kind.title()) });
    }
    Ok(Outcome { kind, rules, seconds: begun.elapsed().as_secs_f64(), text })
}

fn output(cargo: &mut Command) -> Result<String> {
    let output = cargo.output().map_err(not_started(cargo))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The names of the tests that ran, and whether they passed.
fn rules(text: &str) -> Vec<(String, bool)> {
    let line = |line: &str| {
        let (name, verdict) = line.strip_prefix("test r")?.split_once(" ... ")?;
        match verdict {
            "ok" => Some((format!("r{name}"), true)),
            "FAILED" => Some((format!("r{name}"), false)),
            _ => None,
        }
    };
    text.lines().filter_map(line).collect()
}

fn judge(project: &Project, outcomes: &[Outcome], whole: bool, write: bool) -> Result<Tally> {
    for Outcome { kind, rules, seconds, .. } in outcomes {
        let kept = rules.iter().filter(|(_, kept)| *kept).count();
        println!("{:>12}: {kept} of {} kept, {seconds:.0} s", kind.title(), rules.len());
    }
    let path = project.root.join(TABLE);
    if whole && write {
        project::write(&path, &table(outcomes))?;
    }
    let there = project::read(&path)?;
    let mut tally = Tally::default();
    for outcome in outcomes {
        let before = tally.failed;
        for sentence in missing(&there, &outcome.rules) {
            println!("{sentence} at {} was not tested", outcome.kind.title());
            tally.failed += 1;
        }
        for (rule, kept) in &outcome.rules {
            if expected(&there, rule, outcome.kind) == Some(*kept) {
                tally.passed += 1;
            } else {
                println!("{} at {} is not as {TABLE} says", sentence(rule), outcome.kind.title());
                tally.failed += 1;
            }
        }
        if tally.failed > before {
            println!("{}", outcome.text);
        }
    }
    Ok(tally)
}

/// The rows of the table that no test stands for: its program has broken off, or the row is old.
fn missing(table: &str, rules: &[(String, bool)]) -> Vec<String> {
    let tested: Vec<String> = rules.iter().map(|(rule, _)| sentence(rule)).collect();
    let row = |line: &str| {
        let mut cells = line.strip_prefix("| ")?.split(" | ");
        let (number, words) = (cells.next()?, cells.next()?);
        number.parse::<u8>().ok().map(|number| format!("{number} | {words}"))
    };
    table.lines().filter_map(row).filter(|row| !tested.contains(row)).collect()
}

/// What the table says of a rule at a relay.
fn expected(table: &str, rule: &str, kind: Kind) -> Option<bool> {
    let begin = format!("| {} |", sentence(rule));
    let row = table.lines().find_map(|line| line.strip_prefix(&begin))?;
    let column = Kind::ALL.iter().position(|other| *other == kind)?;
    row.split('|').nth(column).map(|cell| cell.trim() == "yes")
}

/// `r01_every_call_passes` is `1 | every call passes`.
fn sentence(rule: &str) -> String {
    let (number, words) = rule.trim_start_matches('r').split_once('_').unwrap_or(("", rule));
    format!("{} | {}", number.trim_start_matches('0'), words.replace('_', " "))
}

fn table(outcomes: &[Outcome]) -> String {
    let mut text = "# What each relay keeps of the contract\n\n\
        Made by `cargo xtask relays -- --table`, and compared by `cargo xtask relays`. The rules and \
        the reasons for what is not kept are in [README.md](README.md), the test is \
        `host/tests/relay`.\n\n| Rule | What holds |"
        .to_owned();
    for kind in Kind::ALL {
        // Writing to a string cannot fail.
        let _ = write!(text, " {} |", kind.title());
    }
    text += "\n| --- | --- |";
    text += &" --- |".repeat(Kind::ALL.len());
    let rules = outcomes.first().map(|outcome| outcome.rules.as_slice()).unwrap_or_default();
    for (rule, _) in rules {
        let _ = write!(text, "\n| {} |", sentence(rule));
        for outcome in outcomes {
            let kept = outcome.rules.iter().any(|(other, kept)| other == rule && *kept);
            text += if kept { " yes |" } else { " no |" };
        }
    }
    text + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcomes() -> Vec<Outcome> {
        let of = |kind| {
            let kept = kind != Kind::Nginx;
            let rules = vec![("r01_a_call_passes".into(), true), ("r10_no_more".into(), kept)];
            Outcome { kind, rules, seconds: 0.0, text: String::new() }
        };
        Kind::ALL.map(of).into()
    }

    #[test]
    fn what_the_table_says_is_what_it_was_made_of() {
        let table = table(&outcomes());
        assert!(table.ends_with("| 10 | no more | yes | yes | yes | yes | no |\n"), "{table}");
        for Outcome { kind, rules, .. } in outcomes() {
            for (rule, kept) in rules {
                assert_eq!(expected(&table, &rule, kind), Some(kept));
            }
        }
        assert_eq!(expected(&table, "r11_unheard_of", Kind::Host), None);
    }

    #[test]
    fn a_rule_of_the_table_that_was_not_tested_is_told() {
        let table = table(&outcomes());
        let rules = &outcomes()[0].rules;
        assert!(missing(&table, rules).is_empty());
        assert_eq!(missing(&table, &rules[..1]), ["10 | no more"]);
    }

    #[test]
    fn the_verdicts_are_read_from_the_output() {
        let text = "running 3 tests\ntest r01_a ... ok\ntest r02_b ... FAILED\n\
            test r03_c ... ignored, why\ntest result: FAILED. 1 passed; 1 failed";
        assert_eq!(rules(text), [("r01_a".to_owned(), true), ("r02_b".to_owned(), false)]);
    }

    #[test]
    fn every_rule_of_the_test_is_in_the_contract_and_in_the_table() {
        let project = Project::find().unwrap();
        let read = |name: &str| project::read(&project.root.join(name)).unwrap();
        let (test, contract, table) =
            (read("host/tests/relay/main.rs"), read("deploy/README.md"), read(TABLE));
        let names: Vec<&str> =
            test.split("\nfn r").skip(1).map(|rest| rest.split('(').next().unwrap()).collect();
        assert!(names.len() > 20);
        for name in names {
            let rule = format!("r{name}");
            let number = sentence(&rule).split(' ').next().unwrap().to_owned();
            assert!(contract.contains(&format!("\n| {number} |")), "no rule {number}");
            assert!(expected(&table, &rule, Kind::Host).is_some(), "{rule} is not in {TABLE}");
        }
    }
}
