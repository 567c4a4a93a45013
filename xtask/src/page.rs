//! Builds the release page into `dist/`, and does nothing when what is there was made of the same
//! files. It never lets Trunk fetch anything: the tools are put in place before.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::Result;
use crate::project::{self, Project};
use crate::run::{self, command, output_of, step, with_path};
use crate::setup::Tools;
use crate::{licences, stamp, sums};

/// Everything that the page is made of.
const INPUTS: [&str; 23] = [
    "Cargo.toml",
    "Cargo.lock",
    ".cargo/config.toml",
    "Trunk.toml",
    "index.html",
    "headers.txt",
    "loader",
    "assets",
    "style",
    "src",
    "core/Cargo.toml",
    "core/src",
    "xtask/src/html.rs",
    "xtask/src/headers.rs",
    "xtask/src/graph.rs",
    "xtask/src/licences.rs",
    "xtask/licences",
    "xtask/compress.mjs",
    "xtask/src/sums.rs",
    "xtask/sums.mjs",
    "xtask/files.mjs",
    "xtask/src/page.rs",
    "e2e/package-lock.json",
];

/// The release page, in `dist/`.
pub fn build(project: &Project, tools: &Tools) -> Result<()> {
    let note = project.notes().join("dist");
    let inputs = inputs(project)?;
    if project::read(&note).is_ok_and(|text| Ok(text) == whole(project, &inputs).map_err(drop)) {
        println!("» The page is up to date");
        return Ok(());
    }
    step("Building the release page (first 2 to 4 minutes, then seconds to a minute)", || {
        make(project, tools, &project.target, &project.dist())
    })?;
    project::write(&note, &whole(project, &inputs)?)
}

/// A page that works like the release and is built in seconds; gives its folder.
pub fn build_quickly(project: &Project, tools: &Tools) -> Result<PathBuf> {
    let dist = project.target.join("quick");
    let mut trunk = trunk(project, tools);
    trunk.env("CARGO_TARGET_DIR", &project.target);
    trunk.args(["build", "--cargo-profile", "quick", "--offline", "--skip-version-check"]);
    run::run(trunk.arg("--dist").arg(&dist), "trunk build --cargo-profile quick")?;
    Ok(dist)
}

/// Trunk with the tools of the build.
fn trunk(project: &Project, tools: &Tools) -> Command {
    let mut trunk = command(project, "trunk");
    with_path(&mut trunk, &tools.path);
    // Trunk takes the value for a boolean and refuses the usual `1`.
    if env::var_os("NO_COLOR").is_some() {
        trunk.env("NO_COLOR", "true");
    }
    // A backtrace of Trunk itself would hide the compiler's errors above it.
    trunk.env("RUST_BACKTRACE", "0");
    trunk
}

/// Builds the page with what cargo has in `target`, into `dist`.
pub fn make(project: &Project, tools: &Tools, target: &Path, dist: &Path) -> Result<()> {
    // So that Trunk, which works offline here, finds what cargo needs.
    run::run(command(project, "cargo").args(["fetch", "--quiet"]), "cargo fetch")?;
    let mut trunk = trunk(project, tools);
    trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", without_paths(project));
    trunk.env("CARGO_TARGET_DIR", target);
    trunk.args(["build", "--release", "--offline", "--skip-version-check", "--dist"]).arg(dist);
    run::run(&mut trunk, "trunk build --release")?;
    licences::write(project, dist)?;
    let mut node = command(project, "node");
    run::run(node.arg("xtask/compress.mjs").arg(dist), "node xtask/compress.mjs")?;
    sums::write(project, dist)
}

/// Keeps the folders of the machine that builds out of the messages in the page: they tell strangers
/// about it, take room, and make the same page differ from machine to machine.
fn without_paths(project: &Project) -> String {
    let home = env::var("HOME").unwrap_or_default();
    let cargo = env::var("CARGO_HOME").unwrap_or_else(|_| format!("{home}/.cargo"));
    format!("--remap-path-prefix={cargo}=cargo --remap-path-prefix={}=.", project.root.display())
}

fn inputs(project: &Project) -> Result<String> {
    let paths: Vec<PathBuf> = INPUTS.iter().map(|name| project.root.join(name)).collect();
    let compiler = output_of("rustc", &["--version"]).unwrap_or_default();
    Ok(format!("{} {compiler}", stamp::of_files(&paths)?))
}

/// With the page itself: a `dist/` that somebody else built since is not taken for ours.
fn whole(project: &Project, inputs: &str) -> Result<String> {
    Ok(format!("{inputs}\n{}", stamp::of_files(&[project.dist()])?))
}
