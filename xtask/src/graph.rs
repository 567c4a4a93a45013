//! The crates that the page is linked of, as cargo tells: no macros, no tools, nothing that only the
//! host or the tests need. It judges none of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::Value;

use crate::error::{Error, Result};
use crate::project::{self, Project};
use crate::run::{command, not_started};

/// The package that is the page.
pub const PAGE: &str = "zonesift";

/// One crate, with what its manifest and the lock file say of it.
pub struct Crate {
    /// Its name.
    pub name: String,
    /// Its exact version.
    pub version: String,
    /// Whether it is one of the project's own.
    pub own: bool,
    /// What it is for.
    pub description: String,
    /// Its licences, as an SPDX expression.
    pub license: String,
    /// Where it is developed.
    pub repository: String,
    /// Where its source lies on this machine.
    pub folder: PathBuf,
    /// The SHA-256 of its package, for what comes from the registry.
    pub checksum: Option<String>,
    /// Name and version of the crates that it needs directly.
    pub needs: Vec<(String, String)>,
}

/// All of them by name and version, the page's own package included.
pub fn of_page(project: &Project) -> Result<Vec<Crate>> {
    let linked = linked(project)?;
    let format = ["metadata", "--format-version", "1", "--locked"];
    let target = ["--filter-platform", "wasm32-unknown-unknown"];
    let text = cargo(project, &[&format[..], &target].concat())?;
    let lock = project::read(&project.root.join("Cargo.lock"))?;
    read(&text, &linked, &checksums(&lock))
        .filter(|crates| crates.len() == linked.len())
        .ok_or_else(|| Error::Content {
            file: "what `cargo metadata` prints".into(),
            must: "every crate that `cargo tree` names".into(),
        })
}

/// Name and version of each. `cargo metadata` would take in features that only the host asks for.
fn linked(project: &Project) -> Result<BTreeSet<(String, String)>> {
    let text = cargo(
        project,
        &[
            &["tree", "--package", PAGE, "--target", "wasm32-unknown-unknown", "--locked"][..],
            &["--edges", "normal,no-proc-macro", "--prefix", "none"],
        ]
        .concat(),
    )?;
    Ok(text.lines().filter_map(line).collect())
}

/// `leptos v0.8.23`, and behind that what does not matter here.
fn line(line: &str) -> Option<(String, String)> {
    let mut words = line.split(' ');
    let name = words.next()?.to_owned();
    Some((name, words.next()?.strip_prefix('v')?.to_owned()))
}

fn cargo(project: &Project, args: &[&str]) -> Result<String> {
    let mut cargo = command(project, "cargo");
    let output = cargo.args(args).output().map_err(not_started(&cargo))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let why = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(Error::Failed { what: format!("cargo {}: {why}", args.join(" ")) })
}

type Checksums = BTreeMap<(String, String), String>;

fn checksums(lock: &str) -> Checksums {
    let quoted = |package: &str, name: &str| {
        let rest = package.split_once(&format!("\n{name} = \""))?.1;
        Some(rest.split_once('"')?.0.to_owned())
    };
    let entry = |package: &str| {
        let of = |name| quoted(package, name);
        Some(((of("name")?, of("version")?), of("checksum")?))
    };
    lock.split("[[package]]").filter_map(entry).collect()
}

fn read(
    text: &str,
    linked: &BTreeSet<(String, String)>,
    checksums: &Checksums,
) -> Option<Vec<Crate>> {
    let metadata: Value = serde_json::from_str(text).ok()?;
    let mut ids = BTreeMap::new();
    for package in metadata.get("packages")?.as_array()? {
        let named = (string(package, "name"), string(package, "version"));
        if linked.contains(&named) {
            ids.insert(string(package, "id"), (named, package));
        }
    }
    let nodes = metadata.get("resolve")?.get("nodes")?.as_array()?;
    let mut crates = Vec::new();
    for node in nodes {
        let Some((named, package)) = ids.get(&string(node, "id")) else { continue };
        let manifest = PathBuf::from(string(package, "manifest_path"));
        let mut needs: Vec<(String, String)> = node
            .get("deps")?
            .as_array()?
            .iter()
            .filter(|need| is_linked(need))
            .filter_map(|need| ids.get(&string(need, "pkg")))
            .map(|(named, _)| named.clone())
            .collect();
        needs.sort();
        needs.dedup();
        crates.push(Crate {
            own: package.get("source")?.is_null(),
            description: string(package, "description"),
            // An older way to write the same.
            license: string(package, "license").replace('/', " OR "),
            repository: string(package, "repository"),
            folder: manifest.parent()?.to_path_buf(),
            checksum: checksums.get(named).cloned(),
            name: named.0.clone(),
            version: named.1.clone(),
            needs,
        });
    }
    crates.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    Some(crates)
}

/// Whether a crate is needed by the code itself, and not by its tests or its build.
fn is_linked(need: &Value) -> bool {
    let kinds = need.get("dep_kinds").and_then(Value::as_array);
    kinds.into_iter().flatten().any(|kind| kind.get("kind").is_some_and(Value::is_null))
}

/// Empty where there is none: no crate must give a reason.
fn string(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_linked_of_leptos_and_of_no_macro_or_host() {
        let crates = of_page(&Project::find().unwrap()).unwrap();
        let of = |name: &str| crates.iter().find(|one| one.name == name);
        assert!(crates.len() > 20);
        for name in [PAGE, "zonesift-core"] {
            assert!(of(name).unwrap().own, "{name}");
        }
        let leptos = of("leptos").unwrap();
        assert!(!leptos.own && leptos.checksum.as_ref().unwrap().len() == 64);
        assert!(of(PAGE).unwrap().needs.iter().any(|(name, _)| name == "leptos"));
        for name in ["zonesift-host", "axum", "proptest", "leptos_macro", "wasm-bindgen-test"] {
            assert!(of(name).is_none(), "{name}");
        }
        assert!(crates.iter().all(|one| !one.license.is_empty()));
        assert!(crates.iter().all(|one| one.own == one.checksum.is_none()));
    }

    #[test]
    fn checksums_are_those_of_name_and_version() {
        let lock = "[[package]]\nname = \"a\"\nversion = \"1\"\nchecksum = \"x\"\n\n\
            [[package]]\nname = \"a\"\nversion = \"2\"\n\n";
        let of = |version: &str| checksums(lock).get(&("a".into(), version.into())).cloned();
        assert_eq!((of("1"), of("2")), (Some("x".to_owned()), None));
    }
}
