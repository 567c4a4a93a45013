//! `cargo xtask bench`: builds the page, a fast host and the pages to compare with, and has the driver
//! in `bench/` measure them. It judges no figure, and is no part of the checks.

use std::env;
use std::path::PathBuf;

use crate::error::Result;
use crate::project::Project;
use crate::run::{self, command, step};
use crate::{browser, page, setup};

/// The cargo profile of the host, and the folder that its program is in.
const PROFILE: &str = "host";

/// Measures, and writes `docs/benchmarks.md` unless `args` say otherwise.
pub fn run(project: &Project, args: &[String]) -> Result<()> {
    page::build(project, &setup::setup(project)?)?;
    setup::bench_packages(project)?;
    let browser = browser::find_or_install(project)?;
    let host = host(project)?;
    step("Building the pages to compare with", || {
        let mut node = command(project, "node");
        run::run(node.arg("bench/build.mjs").arg(project.dist()), "the build in bench")
    })?;
    let mut driver = command(project, "node");
    driver.arg("bench/dist/driver.mjs").arg("--host").arg(host);
    driver.arg("--out").arg(project.root.join("docs/benchmarks.md")).args(args);
    driver.env("ZONESIFT_CHROMIUM", browser.chromium);
    run::run(&mut driver, "the benchmark")
}

/// The host must not be what the pages wait for, so it is not the one that is debugged.
fn host(project: &Project) -> Result<PathBuf> {
    let mut cargo = command(project, "cargo");
    cargo.args(["build", "--package", "zonesift-host", "--profile", PROFILE]);
    run::run(&mut cargo, "cargo build of the host")?;
    let name = format!("zonesift-host{}", env::consts::EXE_SUFFIX);
    Ok(project.target.join(PROFILE).join(name))
}
