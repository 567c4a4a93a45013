//! Zonesift's commands, run as `cargo xtask <command>`. Each one does the set-up that it needs,
//! and says what it is doing when that takes long. This file only picks the command.

mod bench;
mod browser;
mod check;
mod error;
mod fuzz;
mod graph;
mod headers;
mod host;
mod html;
mod icons;
mod licences;
mod page;
mod playwright;
mod project;
mod relays;
mod release;
mod run;
mod setup;
mod size;
mod stamp;
mod sums;
mod tally;

use std::env;
use std::process::ExitCode;

use error::{Error, Result};
use project::Project;

const HELP: &str = "\
cargo xtask <command>

  serve   set up, build the page and the host, and serve it; what follows goes to the host:
          cargo xtask serve -- --port 8081 --resolver 1.1.1.1
  test    set up, then run every check: format, lints, tests, browser tests, relays, size
          test --quick is for every commit: format, lints, tests of this machine, whether the app starts
  soak    run the long tests: hundreds of runs with random faults, thousands of readings in one tab,
          10 MB of hostile data, reproduce and fuzz; with what follows only Playwright, which gets it:
          cargo xtask soak -- long-haul
  build   set up and build the release page into dist/, and print the hash of each file
  release build the page and pack it, with the relays, into a zip and a tar.gz
  reproduce
          build the page twice and compare the files
  setup   put the tools in place and stop
  bench   measure the grid beside others and write docs/benchmarks.md; what follows goes to the
          driver: cargo xtask bench -- --sizes 1000 --rounds 1 --no-table
  fuzz    run every decoder under a fuzzer, each for a minute, or as what follows says:
          cargo xtask fuzz -- zonefile 300
  relays  hold every relay to the contract of deploy/README.md and run browser tests behind each:
          cargo xtask relays -- caddy nginx --contract
  icons   write the icons of the page into style/octicons.css
  html    finish index.html (Trunk calls this)";

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    match command(&args) {
        Ok(()) => ExitCode::SUCCESS,
        // Its last line is the sum of the tests, and has told the failure.
        Err(Error::Failed { what }) if what == check::NAME || what == check::SOAK => {
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn command(args: &[String]) -> Result<()> {
    let (name, rest) = args.split_first().map_or(("help", args), |(name, rest)| (name, rest));
    if matches!(name, "help" | "--help" | "-h") {
        println!("{HELP}");
        return Ok(());
    }
    let project = Project::find()?;
    match name {
        "setup" => setup::setup(&project).and_then(|_| setup::deny(&project)).map(drop),
        "build" => build(&project),
        "release" => release::run(&project),
        "reproduce" => sums::reproduce(&project),
        "serve" => serve(&project, rest),
        "relays" => relays::run(&project, own(rest)),
        "bench" => bench::run(&project, own(rest)),
        "fuzz" => fuzz::run(&project, own(rest)),
        "test" if rest == ["--quick"] => check::quick(&project),
        "test" => check::everything(&project),
        "soak" => check::soak(&project, own(rest)),
        "icons" => setup::setup(&project).and_then(|_| icons::write(&project)),
        "html" => html::finish(&project),
        other => Err(Error::Usage(other.to_owned())),
    }
}

fn build(project: &Project) -> Result<()> {
    page::build(project, &setup::setup(project)?)?;
    println!("{}", sums::read(&project.dist())?.trim_end());
    Ok(())
}

fn serve(project: &Project, args: &[String]) -> Result<()> {
    page::build(project, &setup::setup(project)?)?;
    host::build(project)?;
    host::serve(project, own(args))
}

/// What is meant for the program that a command starts.
fn own(args: &[String]) -> &[String] {
    args.strip_prefix(&["--".to_owned()]).unwrap_or(args)
}
