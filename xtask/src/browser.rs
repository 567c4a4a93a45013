//! Finds Chromium and its driver, or installs them from the distribution where that is possible
//! without asking. It never downloads a browser from anywhere else.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::project::{self, Project};
use crate::run::{self, command, on_path, output_of, step};

/// Switches that keep Chromium from talking to anybody, or needing a screen or a sandbox.
const SWITCHES: [&str; 7] = [
    "no-sandbox",
    "disable-gpu",
    "disable-quic",
    "no-first-run",
    "disable-background-networking",
    "disable-component-update",
    "disable-sync",
];

/// A browser that can be driven.
pub struct Browser {
    /// Chromium itself.
    pub chromium: PathBuf,
    /// The same without anything to see, which the browser tests take: it needs a third less of the
    /// processor. Chromium itself where the distribution has none.
    pub headless: PathBuf,
    /// The driver, for the wasm tests.
    pub driver: PathBuf,
    /// The file that tells the wasm tests' runner how to start Chromium.
    pub capabilities: PathBuf,
}

/// Finds both, after installing them if need be.
pub fn find_or_install(project: &Project) -> Result<Browser> {
    if (chromium().is_none() || driver().is_none()) && may_install() {
        step("Installing Chromium from the distribution (about a minute)", || {
            run::run(command(project, "apt-get").args(["update", "-qq"]), "apt-get update")?;
            install(project, &["chromium", "chromium-driver"])
        })?;
    }
    if headless().is_none() && env::var_os("ZONESIFT_CHROMIUM").is_none() && may_install() {
        // Not every distribution has it, and Chromium itself does as well.
        let _ = install(project, &[HEADLESS]);
    }
    let chromium = chromium().ok_or_else(|| Error::Missing {
        what: "Chromium".into(),
        remedy: "Install it (`apt-get install chromium chromium-driver` on Debian), or set \
                 ZONESIFT_CHROMIUM to the path of a Chromium or Chrome."
            .into(),
    })?;
    let driver = driver().ok_or_else(|| Error::Missing {
        what: "ChromeDriver".into(),
        remedy: "Install the one of your Chromium's version (`apt-get install chromium-driver` on \
                 Debian), or set CHROMEDRIVER to its path."
            .into(),
    })?;
    let capabilities = write_capabilities(project, &chromium)?;
    let named = env::var_os("ZONESIFT_CHROMIUM").map(PathBuf::from);
    let headless = named.or_else(headless).unwrap_or_else(|| chromium.clone());
    Ok(Browser { chromium, headless, driver, capabilities })
}

/// Chromium without a window, as Debian names its package and its program.
const HEADLESS: &str = "chromium-headless-shell";

fn headless() -> Option<PathBuf> {
    on_path(&[HEADLESS]).filter(|path| output_of(path, &["--version"]).is_some())
}

fn install(project: &Project, packages: &[&str]) -> Result<()> {
    let mut install = command(project, "apt-get");
    install.env("DEBIAN_FRONTEND", "noninteractive");
    install.args(["install", "-qq", "-y", "--no-install-recommends"]).args(packages);
    run::run(&mut install, &format!("apt-get install {}", packages.join(" ")))
}

/// One that starts: some distributions put a stub there that only names another package.
fn chromium() -> Option<PathBuf> {
    let named = env::var_os("ZONESIFT_CHROMIUM").map(PathBuf::from);
    named
        .or_else(|| {
            on_path(&["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])
        })
        .filter(|path| output_of(path, &["--version"]).is_some())
}

fn driver() -> Option<PathBuf> {
    let named = env::var_os("CHROMEDRIVER").map(PathBuf::from);
    named
        .or_else(|| on_path(&["chromedriver"]))
        .filter(|path| output_of(path, &["--version"]).is_some())
}

/// Root on a system with Debian's packages.
fn may_install() -> bool {
    let system = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let debian = system.lines().any(|line| {
        line.split_once('=').is_some_and(|(name, value)| {
            matches!(name, "ID" | "ID_LIKE") && value.contains("debian")
        })
    });
    debian && on_path(&["apt-get"]).is_some() && output_of("id", &["-u"]).as_deref() == Some("0")
}

fn write_capabilities(project: &Project, chromium: &Path) -> Result<PathBuf> {
    let path = project.notes().join("webdriver.json");
    project::write(&path, &capabilities(&chromium.to_string_lossy()))?;
    Ok(path)
}

fn capabilities(chromium: &str) -> String {
    let binary = chromium.replace('\\', "\\\\").replace('"', "\\\"");
    let switches: Vec<String> = SWITCHES.iter().map(|name| format!("\"{name}\"")).collect();
    let switches = switches.join(", ");
    format!("{{\"goog:chromeOptions\": {{\"binary\": \"{binary}\", \"args\": [{switches}]}}}}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browsers_path_is_escaped() {
        assert!(capabilities("C:\\a\"b").contains(r#""binary": "C:\\a\"b""#));
    }
}
