//! Where things are: the project's folders, the per-user cache of tools, the versions that the
//! project's own files name. It never installs or changes anything.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// The folders that commands work with.
pub struct Project {
    /// The top of the checkout.
    pub root: PathBuf,
    /// Where cargo puts what it builds.
    pub target: PathBuf,
    /// Tools that are too slow to build again for each checkout.
    pub cache: PathBuf,
}

impl Project {
    /// Finds them from what cargo and the shell tell this program.
    pub fn find() -> Result<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest.parent().map(Path::to_path_buf).ok_or_else(|| Error::Missing {
            what: "The project's folder".into(),
            remedy: "Run this as `cargo xtask` inside a checkout.".into(),
        })?;
        let target = target_dir().unwrap_or_else(|| root.join("target"));
        Ok(Self { cache: cache_dir()?, root, target })
    }

    /// Where a tool of this version is kept.
    pub fn tool_root(&self, krate: &str, version: &str) -> PathBuf {
        self.cache.join(format!("{krate}-{version}"))
    }

    /// The programs that npm installed.
    pub fn npm_bin(&self) -> PathBuf {
        self.root.join("e2e/node_modules/.bin")
    }

    /// The finished page.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// This program's own notes between two runs.
    pub fn notes(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// This program itself.
    pub fn own_program(&self) -> PathBuf {
        self.target.join("debug").join(format!("xtask{}", env::consts::EXE_SUFFIX))
    }

    /// The local host as cargo built it.
    pub fn host_program(&self) -> PathBuf {
        self.target.join("debug").join(format!("zonesift-host{}", env::consts::EXE_SUFFIX))
    }

    /// Trunk's version, from `Trunk.toml`: Trunk itself refuses to run under any other.
    pub fn trunk_version(&self) -> Result<String> {
        let text = read(&self.root.join("Trunk.toml"))?;
        quoted_after(&text, "trunk-version = \"=").ok_or_else(|| Error::Content {
            file: "Trunk.toml".into(),
            must: "a line `trunk-version = \"=…\"` with an exact version".into(),
        })
    }

    /// The version of wasm-bindgen that the page is built with, from `Cargo.lock`.
    pub fn wasm_bindgen_version(&self) -> Result<String> {
        let text = read(&self.root.join("Cargo.lock"))?;
        quoted_after(&text, "name = \"wasm-bindgen\"\nversion = \"").ok_or_else(|| Error::Content {
            file: "Cargo.lock".into(),
            must: "the package wasm-bindgen; run `cargo fetch`".into(),
        })
    }
}

/// Reads a text file, naming it when that fails.
pub fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(Error::file(path))
}

/// Writes a file and the folder it is in.
pub fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Error::file(folder))?;
    }
    fs::write(path, text).map_err(Error::file(path))
}

fn quoted_after(text: &str, mark: &str) -> Option<String> {
    let (_, rest) = text.split_once(mark)?;
    let (value, _) = rest.split_once('"')?;
    Some(value.to_owned())
}

/// This program lies in `<target>/debug`, which holds however cargo was told about `<target>`.
fn target_dir() -> Option<PathBuf> {
    let program = env::current_exe().ok()?;
    Some(program.parent()?.parent()?.to_path_buf())
}

fn cache_dir() -> Result<PathBuf> {
    let absolute = |name: &str| env::var_os(name).map(PathBuf::from).filter(|p| p.is_absolute());
    absolute("XDG_CACHE_HOME")
        .or_else(|| absolute("HOME").map(|home| home.join(".cache")))
        .or_else(|| absolute("LOCALAPPDATA"))
        .map(|base| base.join("zonesift"))
        .ok_or_else(|| Error::Missing {
            what: "A folder for caches".into(),
            remedy: "Set HOME or XDG_CACHE_HOME to an absolute path.".into(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_what_stands_in_the_quotes() {
        let lock = "name = \"wasm-bindgen\"\nversion = \"0.2.129\"\nsource";
        let found = quoted_after(lock, "name = \"wasm-bindgen\"\nversion = \"");
        assert_eq!(found.as_deref(), Some("0.2.129"));
    }

    #[test]
    fn the_projects_own_files_name_both_versions() {
        let project = Project::find().unwrap();
        assert!(project.trunk_version().unwrap().starts_with("0."));
        assert!(project.wasm_bindgen_version().unwrap().starts_with("0.2."));
    }
}
