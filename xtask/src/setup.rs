//! Puts in place what a fresh machine lacks: the wasm target, Trunk, wasm-bindgen's command line
//! tool, the npm packages. What is there already costs a fraction of a second; what is missing is
//! announced with about how long it takes. It never touches anything outside the checkout and the
//! per-user cache, but for the Rust toolchain's own target and components.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::project::{self, Project};
use crate::run::{self, command, output_of, step};
use crate::stamp;

/// The oldest Node that runs Playwright and binaryen.
const NODE: u32 = 20;

/// A tool that cargo installs.
struct CargoTool {
    krate: &'static str,
    program: &'static str,
    options: &'static [&'static str],
    /// About how long it takes on two cores.
    time: &'static str,
}

const WASM_BINDGEN: CargoTool = CargoTool {
    krate: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    options: &[],
    time: "2 minutes",
};

/// Without its features for TLS and for looking up newer versions: all that it would use them for
/// is to fetch what is put in place here.
const TRUNK: CargoTool = CargoTool {
    krate: "trunk",
    program: "trunk",
    options: &["--no-default-features"],
    time: "5 minutes",
};

/// Looks at licences, sources and second versions of what Cargo.lock names. It fetches nothing here,
/// so it is built without TLS too.
const DENY: CargoTool = CargoTool {
    krate: "cargo-deny",
    program: "cargo-deny",
    options: &["--no-default-features"],
    time: "4 minutes",
};
const DENY_VERSION: &str = "0.20.2";

/// The tools' own release profiles (fat LTO, one codegen unit) take minutes longer to build than
/// they ever save here.
const QUICK_TO_BUILD: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
];

/// The folders with the tools that a build needs, for the front of PATH.
pub struct Tools {
    /// Trunk, wasm-bindgen, wasm-opt.
    pub path: Vec<PathBuf>,
}

/// The npm packages of the benchmark, the libraries that it compares with among them.
pub fn bench_packages(project: &Project) -> Result<()> {
    let words = "Installing the libraries to compare with by npm ci (about half a minute)";
    npm_packages(project, "bench", words, &["esbuild", "playwright"])
}

/// All of it; gives the tools of the build.
pub fn setup(project: &Project) -> Result<Tools> {
    rust_parts(project)?;
    let bindgen = project.wasm_bindgen_version()?;
    let bindgen = cargo_tool(project, &WASM_BINDGEN, &bindgen)?;
    let trunk = cargo_tool(project, &TRUNK, &project.trunk_version()?)?;
    let words = "Installing binaryen and Playwright with npm ci (about half a minute)";
    npm_packages(project, "e2e", words, &["wasm-opt", "playwright"])?;
    Ok(Tools { path: vec![trunk, bindgen, project.npm_bin()] })
}

/// The program that looks at what the project is built of; only the checks need it.
pub fn deny(project: &Project) -> Result<PathBuf> {
    Ok(cargo_tool(project, &DENY, DENY_VERSION)?.join(DENY.program))
}

fn rust_parts(project: &Project) -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let folder = output_of("rustc", &["--print", "target-libdir", "--target", TARGET]);
    if !folder.is_some_and(|folder| Path::new(&folder).is_dir()) {
        rustup(project, &["target", "add", TARGET])?;
    }
    for (sub, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if output_of("cargo", &[sub, "--version"]).is_none() {
            rustup(project, &["component", "add", component])?;
        }
    }
    Ok(())
}

fn rustup(project: &Project, args: &[&str]) -> Result<()> {
    let shown = format!("rustup {}", args.join(" "));
    step(&format!("{shown} (about half a minute)"), || {
        run::run(command(project, "rustup").args(args), &shown)
    })
}

/// Makes sure of one tool and gives the folder it is in. Whether it is there is asked of the tool
/// itself, not of a note: an install that was broken off is made good.
fn cargo_tool(project: &Project, tool: &CargoTool, version: &str) -> Result<PathBuf> {
    let root = project.tool_root(tool.krate, version);
    let bin = root.join("bin");
    let name = format!("{} {version}", tool.krate);
    if !is_version(&bin.join(tool.program), version) {
        let told = format!("Installing {name}, once for this user (about {})", tool.time);
        step(&told, || cargo_install(project, tool, version, &root))?;
    }
    if is_version(&bin.join(tool.program), version) {
        return Ok(bin);
    }
    let remedy =
        format!("It was installed but does not run; remove {} and try again.", root.display());
    Err(Error::Missing { what: name, remedy })
}

fn is_version(program: &Path, version: &str) -> bool {
    output_of(program, &["--version"])
        .is_some_and(|text| text.split_whitespace().any(|word| word == version))
}

/// The build folder of the install is kept until it succeeds, so that a second try goes on where
/// the first was broken off. `--force` because a tool that does not run must be replaced.
fn cargo_install(project: &Project, tool: &CargoTool, version: &str, root: &Path) -> Result<()> {
    let build = project.cache.join(format!("build-{}", tool.krate));
    let mut install = command(project, "cargo");
    for name in ["CARGO_TARGET_DIR", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET"] {
        install.env_remove(name);
    }
    fs::create_dir_all(&project.cache).map_err(Error::file(&project.cache))?;
    // Outside the checkout, so that the project's own cargo settings have no part in it.
    install.current_dir(&project.cache);
    install.envs(QUICK_TO_BUILD);
    install.args(["install", "--quiet", "--locked", "--force", tool.krate, "--version", version]);
    install.args(tool.options).arg("--root").arg(root).arg("--target-dir").arg(&build);
    run::run(&mut install, &format!("cargo install {}", tool.krate))?;
    // Only disk space is lost when this does not work.
    let _ = fs::remove_dir_all(&build);
    Ok(())
}

/// What a folder's lock file names, unless it is there: the note says so, and so do `programs`.
pub fn npm_packages(project: &Project, name: &str, words: &str, programs: &[&str]) -> Result<()> {
    node_is_new_enough()?;
    let folder = project.root.join(name);
    let note = folder.join("node_modules/.zonesift");
    let wanted = stamp::of_files(&[
        folder.join("package.json"),
        folder.join("package-lock.json"),
        folder.join(".npmrc"),
    ])?;
    if fs::read_to_string(&note).is_ok_and(|text| text == wanted) && are_there(&folder, programs) {
        return Ok(());
    }
    step(words, || {
        let mut npm = command(project, if cfg!(windows) { "npm.cmd" } else { "npm" });
        npm.current_dir(&folder).args(["ci", "--ignore-scripts", "--loglevel=error"]);
        run::run(&mut npm, &format!("npm ci in {name}"))
    })?;
    // `npm ci` removes node_modules first: the note is there only after a whole install.
    project::write(&note, &wanted)
}

fn are_there(folder: &Path, programs: &[&str]) -> bool {
    programs.iter().all(|name| folder.join("node_modules/.bin").join(name).exists())
}

fn node_is_new_enough() -> Result<()> {
    let version = output_of("node", &["--version"]);
    let major = version.as_deref().and_then(|text| text.trim_start_matches('v').split('.').next());
    if major.and_then(|text| text.parse::<u32>().ok()).is_some_and(|major| major >= NODE) {
        return Ok(());
    }
    Err(Error::Missing {
        what: format!("Node.js {NODE} or newer"),
        remedy: "Install it with its npm, and put both on PATH.".into(),
    })
}
