//! `cargo xtask fuzz`: every decoder under libFuzzer, each for a while, from the corpus of hostile data as
//! seeds. It needs a C++ compiler and no nightly toolchain: the compiler's own pass counts which code is
//! reached, without a sanitizer, as there is no unsafe code to watch. It is no part of the checks; an input
//! that it finds becomes an ordinary test.

use std::env;
use std::fs;

use crate::error::{Error, Result};
use crate::project::Project;
use crate::run::{self, command, step};

/// All targets, as `fuzz/src/targets.rs` names them.
const TARGETS: [&str; 11] = [
    "bunny",
    "cloudflare",
    "arriving",
    "zonefile",
    "snapshot",
    "config",
    "kept",
    "route",
    "date",
    "name",
    "key",
];
/// How long each target runs unless the command line says otherwise, in seconds.
const SECONDS: &str = "60";
/// Counts what is reached and which values are compared (LLVM, SanitizerCoverage).
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";
/// Inputs are no longer than this, in bytes; one takes no longer than so many seconds, and no more
/// memory than so many megabytes.
const LIMITS: [&str; 5] =
    ["-max_len=4096", "-timeout=10", "-rss_limit_mb=2048", "-verbosity=0", "-print_final_stats=1"];

/// Runs all targets, or the one that is named: `cargo xtask fuzz -- zonefile 300`.
pub fn run(project: &Project, args: &[String]) -> Result<()> {
    let mut named: Vec<&str> = args.iter().map(String::as_str).collect();
    let is_number = |arg: &&str| arg.bytes().all(|b| b.is_ascii_digit());
    let seconds = named.pop_if(|arg| is_number(&&**arg)).unwrap_or(SECONDS);
    if let Some(unknown) = named.iter().find(|name| !TARGETS.contains(name)) {
        return Err(Error::Usage(format!("fuzz {unknown}")));
    }
    let targets = if named.is_empty() { TARGETS.to_vec() } else { named };
    let folder = project.target.join("fuzz");
    let triple = run::output_of("rustc", &["--print", "host-tuple"]).ok_or_else(|| {
        Error::Missing { what: "rustc".into(), remedy: "Install the Rust toolchain.".into() }
    })?;
    step("Building the fuzzer (needs a C++ compiler)", || {
        let mut cargo = command(project, "cargo");
        cargo.args(["build", "--release", "--locked", "--manifest-path", "fuzz/Cargo.toml"]);
        // With a target of its own, build scripts are built without these flags.
        cargo.args(["--target", &triple]).arg("--target-dir").arg(&folder).env("RUSTFLAGS", FLAGS);
        run::run(&mut cargo, "cargo build of the fuzzer")
    })?;
    let program = folder.join(triple).join("release");
    let program = program.join(format!("zonesift-fuzz{}", env::consts::EXE_SUFFIX));
    let mut failed = Vec::new();
    for target in targets {
        let inputs = folder.join("inputs").join(target);
        let crashes = folder.join("crashes");
        for folder in [&inputs, &crashes] {
            fs::create_dir_all(folder).map_err(Error::file(folder))?;
        }
        println!("» {target} for {seconds} s");
        let mut fuzzer = command(project, &program);
        fuzzer.env("ZONESIFT_TARGET", target).env("ZONESIFT_SEEDS", &inputs).args(LIMITS);
        fuzzer.arg(format!("-max_total_time={seconds}"));
        fuzzer.arg(format!("-artifact_prefix={}/{target}-", crashes.display())).arg(&inputs);
        if run::run(&mut fuzzer, target).is_err() {
            failed.push(target);
        }
    }
    let what =
        format!("fuzzing {} (inputs in {})", failed.join(", "), folder.join("crashes").display());
    run::succeeded(failed.is_empty(), &what)
}
