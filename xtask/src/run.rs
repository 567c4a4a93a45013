//! Starting other programs, in one way: in the project's folder, with a clean environment, and
//! with a line that says what is going on when it takes long. It never swallows their output.

use std::env;
use std::ffi::OsString;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::project::{self, Project};

/// A command in the project's folder. What `cargo run` sets for this program is taken away, so
/// that cargo, started again from here, sees the same environment as from a shell.
pub fn command(project: &Project, program: impl Into<OsString>) -> Command {
    let mut command = Command::new(program.into());
    command.current_dir(&project.root);
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// Puts `folders` in front of the command's PATH.
pub fn with_path(command: &mut Command, folders: &[PathBuf]) {
    let old = env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(env::split_paths(&old));
    // A folder with a separator in its name cannot be on PATH; then the old PATH has to do.
    if let Ok(path) = env::join_paths(all) {
        command.env("PATH", path);
    }
}

/// Runs to the end; failure of the program is an error that names `what`.
pub fn run(command: &mut Command, what: &str) -> Result<()> {
    let status = command.status().map_err(not_started(command))?;
    succeeded(status.success(), what)
}

/// Runs to the end, showing standard output as it comes and keeping it too.
pub fn run_keeping_output(command: &mut Command) -> Result<(String, bool)> {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(not_started(command))?;
    let mut kept = String::new();
    if let Some(pipe) = child.stdout.take() {
        let mut lines = BufReader::new(pipe);
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line).is_ok_and(|n| n > 0) {
            let text = String::from_utf8_lossy(&line);
            print!("{text}");
            kept.push_str(&text);
            line.clear();
        }
        // Nobody reads what cannot be shown.
        let _ = std::io::stdout().flush();
    }
    let status = child.wait().map_err(not_started(command))?;
    Ok((kept, status.success()))
}

/// Runs a command of this program in a program of its own, for what goes on beside something else; gives what
/// it printed, and whether it succeeded.
pub fn apart(project: &Project, args: &[&str]) -> Result<(String, bool)> {
    let log = project.notes().join(format!("{}.txt", args.join("")));
    project::write(&log, "")?;
    let out = File::create(&log).map_err(Error::file(&log))?;
    let err = out.try_clone().map_err(Error::file(&log))?;
    let mut own = command(project, project.own_program());
    own.args(args).stdin(Stdio::null()).stdout(out).stderr(err);
    let status = own.status().map_err(not_started(&own))?;
    Ok((project::read(&log)?, status.success()))
}

/// What a program prints on standard output, when it runs and succeeds.
pub fn output_of(program: impl AsRef<Path>, args: &[&str]) -> Option<String> {
    let mut command = Command::new(program.as_ref());
    let output = command.args(args).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

/// The first of `names` that PATH has.
pub fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    names.iter().find_map(|name| {
        env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
    })
}

/// Tells what begins, does it, and tells how long it took.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("» {what}");
    let begun = Instant::now();
    let outcome = work()?;
    println!("  done in {}", seconds(begun.elapsed()));
    Ok(outcome)
}

/// A duration for people.
pub fn seconds(time: Duration) -> String {
    match time.as_secs() {
        0..=9 => format!("{:.1} s", time.as_secs_f64()),
        whole @ 10..=119 => format!("{whole} s"),
        whole => format!("{} min {} s", whole / 60, whole % 60),
    }
}

/// Turns a program's own verdict into an outcome.
pub fn succeeded(success: bool, what: &str) -> Result<()> {
    if success { Ok(()) } else { Err(Error::Failed { what: what.to_owned() }) }
}

/// For `map_err` after starting `command`.
pub fn not_started(command: &Command) -> impl FnOnce(std::io::Error) -> Error + use<> {
    let program = command.get_program().to_string_lossy().into_owned();
    move |cause| Error::NotStarted { program, cause }
}
