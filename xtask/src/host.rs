//! Builds the local host and starts it, for people and for the browser tests. It never knows what
//! the host serves, only its command line and the line that it greets with.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::error::{Error, Result};
use crate::project::Project;
use crate::run::{self, command};

/// What the host prints before its address.
const GREETING: &str = "Zonesift is at ";

/// Long enough for a busy machine; the host itself is there in well under a second.
const PATIENCE: Duration = Duration::from_secs(30);

/// Builds the host.
pub fn build(project: &Project) -> Result<()> {
    let mut cargo = command(project, "cargo");
    run::run(cargo.args(["build", "--package", "zonesift-host"]), "cargo build of the host")
}

/// Becomes the host, so that signals reach it and its exit code is ours.
pub fn serve(project: &Project, args: &[String]) -> Result<()> {
    let mut host = command(project, project.host_program());
    host.args(args);
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        let cause = host.exec();
        Err(run::not_started(&host)(cause))
    }
    #[cfg(not(unix))]
    run::run(&mut host, "zonesift-host")
}

/// A host that runs until this is dropped.
pub struct Running {
    child: Child,
    /// Its address, with the last slash.
    pub url: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself; there is nothing more to do about it then.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// How long a scan of the sandbox takes in the browser tests, in milliseconds: long enough to be
/// seen growing, short enough for its slowest zone (15 times as long).
const PACE: &str = "1000";

/// Starts the host on a free port, with the page in this folder, and waits for its greeting.
pub fn start(project: &Project, dist: &Path) -> Result<Running> {
    let mut host = command(project, project.host_program());
    host.args(["--port", "0", "--pace", PACE, "--dist"]).arg(dist);
    spawn(&mut host)
}

fn spawn(host: &mut Command) -> Result<Running> {
    let mut child = host.stdout(Stdio::piped()).spawn().map_err(run::not_started(host))?;
    let (found, address) = mpsc::channel();
    if let Some(pipe) = child.stdout.take() {
        // Reads on to the end: a host whose output nobody takes would stop at a full pipe.
        thread::spawn(move || {
            for line in BufReader::new(pipe).lines().map_while(std::io::Result::ok) {
                if let Some(url) = address_in(&line) {
                    // The receiver may have given up already.
                    let _ = found.send(url);
                }
            }
        });
    }
    let mut running = Running { child, url: String::new() };
    running.url = address.recv_timeout(PATIENCE).map_err(|_| Error::Failed {
        what: format!("the host did not say `{GREETING}http://…` within {PATIENCE:?}"),
    })?;
    Ok(running)
}

fn address_in(line: &str) -> Option<String> {
    let (_, rest) = line.split_once(GREETING)?;
    let url = rest.split_whitespace().next()?;
    url.starts_with("http://").then(|| url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_from_the_greeting() {
        let url = address_in("Zonesift is at http://127.0.0.1:8080/ (sandbox)");
        assert_eq!(url.as_deref(), Some("http://127.0.0.1:8080/"));
        assert_eq!(address_in("Zonesift is at last"), None);
    }
}
