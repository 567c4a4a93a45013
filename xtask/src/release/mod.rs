//! `cargo xtask release`: the page and what it takes to host it as one folder, in a zip and in a tar.gz,
//! with what it is made of and the hashes. Made twice of one commit it is the same to the byte. It
//! publishes nothing.

mod archive;
mod sbom;

use std::fs;
use std::path::Path;

use chrono::{DateTime, Utc};

use crate::error::{Error, Result};
use crate::graph::{self, Crate, PAGE};
use crate::project::Project;
use crate::run::{command, not_started, step};
use crate::stamp::entries;
use crate::{page, setup, sums};
use archive::ArchiveFile;

/// What the archives hold besides the page: the relays, how to use them, and what both are under. Of these
/// only what the repository holds: what else lies in a folder may be a secret of whoever packs.
const BESIDE: [&str; 8] = [
    "deploy",
    "docs/config.md",
    "docs/config.schema.json",
    "docs/hosting.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "SECURITY.md",
];
/// It builds from a clone, and there is none in the archive.
const LEFT_OUT: &str = "deploy/docker/";

/// Builds the page and packs it.
pub fn run(project: &Project) -> Result<()> {
    page::build(project, &setup::setup(project)?)?;
    let crates = graph::of_page(project)?;
    let folder = project.target.join("archives");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(Error::file(&folder))?;
    }
    step("Packing (some seconds)", || pack(project, &crates, commit_time(project)?, &folder))?;
    sums::write(project, &folder)?;
    println!("In {}:\n{}", folder.display(), sums::read(&folder)?.trim_end());
    Ok(())
}

fn pack(project: &Project, crates: &[Crate], time: DateTime<Utc>, folder: &Path) -> Result<()> {
    let name = name(crates);
    let sbom = sbom::of(crates, time);
    let mut entries = Vec::new();
    collect(&project.dist(), &format!("{name}/dist"), &mut entries)?;
    for file in tracked(project)? {
        collect(&project.root.join(&file), &format!("{name}/{file}"), &mut entries)?;
    }
    entries.push(ArchiveFile {
        name: format!("{name}/sbom.cdx.json"),
        bytes: sbom.clone().into_bytes(),
    });
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    fs::create_dir_all(folder).map_err(Error::file(folder))?;
    archive::zip(&entries, time, &folder.join(format!("{name}.zip")))?;
    archive::tar_gz(&entries, time, &folder.join(format!("{name}.tar.gz")))?;
    crate::project::write(&folder.join(format!("{name}.cdx.json")), &sbom)
}

/// The page's name and version.
fn name(crates: &[Crate]) -> String {
    let page = crates.iter().find(|one| one.name == PAGE);
    page.map_or_else(|| PAGE.to_owned(), |page| format!("{PAGE}-{}", page.version))
}

fn collect(path: &Path, name: &str, found: &mut Vec<ArchiveFile>) -> Result<()> {
    if !path.is_dir() {
        let bytes = fs::read(path).map_err(Error::file(path))?;
        found.push(ArchiveFile { name: name.to_owned(), bytes });
        return Ok(());
    }
    for entry in entries(path)? {
        let own = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
        collect(&entry, &format!("{name}/{own}"), found)?;
    }
    Ok(())
}

/// The files of [`BESIDE`] that the repository holds, as they are in the folder now.
fn tracked(project: &Project) -> Result<Vec<String>> {
    let files = git(project, &[&["ls-files", "-z", "--"][..], &BESIDE].concat())?;
    let files = files.split('\0').filter(|file| !file.is_empty() && !file.starts_with(LEFT_OUT));
    Ok(files.map(str::to_owned).collect())
}

/// When the commit was made: the one time that all builds of it agree on.
fn commit_time(project: &Project) -> Result<DateTime<Utc>> {
    let seconds = git(project, &["log", "-1", "--format=%ct"])?.trim().parse().ok();
    seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0)).ok_or_else(no_clone)
}

/// What git says of the repository.
fn git(project: &Project, args: &[&str]) -> Result<String> {
    let mut git = command(project, "git");
    let output = git.args(args).output().map_err(not_started(&git))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    output.status.success().then_some(said).ok_or_else(no_clone)
}

fn no_clone() -> Error {
    Error::Missing {
        what: "What git knows of this folder".into(),
        remedy: "Run this in a clone of the repository, with git on PATH.".into(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::io::Read;

    use super::*;

    fn time() -> DateTime<Utc> {
        DateTime::from_timestamp(1_780_000_001, 0).unwrap()
    }

    /// A project with a page of two files in a folder of its own, named after the test.
    fn project(test: &str) -> Project {
        let (real, name) =
            (Project::find().unwrap(), format!("zonesift-{test}-{}", std::process::id()));
        let root = std::env::temp_dir().join(name);
        for (file, text) in [
            ("dist/index.html", "page"),
            ("dist/licences.txt", "texts"),
            ("deploy/.npmrc", "settings"),
            ("deploy/relay.ts", "relay"),
            ("deploy/docker/Containerfile", "not packed"),
            ("docs/config.md", "d"),
            ("docs/faults.md", "not packed"),
            ("docs/hosting.md", "h"),
            ("LICENSE-APACHE", "a"),
            ("LICENSE-MIT", "b"),
            ("README.md", "e"),
            ("SECURITY.md", "c"),
        ] {
            crate::project::write(&root.join(file), text).unwrap();
        }
        let project = Project { target: root.join("target"), root, cache: real.cache };
        for args in [["init", "--quiet"], ["add", "."]] {
            assert!(command(&project, "git").args(args).status().unwrap().success());
        }
        for left in
            ["deploy/node_modules/a.js", "deploy/out/worker.js", "deploy/cloudflare/.dev.vars"]
        {
            crate::project::write(&project.root.join(left), "not packed").unwrap();
        }
        project
    }

    fn packed(project: &Project) -> BTreeMap<String, Vec<u8>> {
        let folder = project.target.join("archives");
        let crates = graph::of_page(&Project::find().unwrap()).unwrap();
        pack(project, &crates, time(), &folder).unwrap();
        let read = |path: &std::path::PathBuf| {
            (path.extension().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap())
        };
        entries(&folder).unwrap().iter().map(read).collect()
    }

    #[test]
    fn both_archives_hold_the_page_the_relays_and_the_licences() {
        let project = project("holds");
        let files = packed(&project);
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&files["zip"])).unwrap();
        let mut zipped = BTreeMap::new();
        for at in 0..zip.len() {
            let mut file = zip.by_index(at).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            assert_eq!(file.unix_mode().unwrap() & 0o777, 0o644);
            zipped.insert(file.name().to_owned(), text);
        }
        let mut tar = tar::Archive::new(flate2::read::GzDecoder::new(&*files["gz"]));
        let mut tarred = BTreeMap::new();
        for entry in tar.entries().unwrap() {
            let mut entry = entry.unwrap();
            let header = entry.header();
            assert_eq!((header.uid().unwrap(), header.mode().unwrap()), (0, 0o644));
            assert_eq!(header.mtime().unwrap(), 1_780_000_001);
            let name = entry.path().unwrap().to_string_lossy().into_owned();
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            tarred.insert(name, text);
        }
        assert_eq!(zipped, tarred);
        let names: Vec<&str> = zipped.keys().map(|name| name.split_once('/').unwrap().1).collect();
        assert_eq!(
            names,
            [
                "LICENSE-APACHE",
                "LICENSE-MIT",
                "README.md",
                "SECURITY.md",
                "deploy/.npmrc",
                "deploy/relay.ts",
                "dist/index.html",
                "dist/licences.txt",
                "docs/config.md",
                "docs/hosting.md",
                "sbom.cdx.json",
            ]
        );
        let sbom = zipped.iter().find(|(name, _)| name.ends_with("sbom.cdx.json")).unwrap().1;
        assert_eq!(sbom.as_bytes(), files["json"]);
        fs::remove_dir_all(&project.root).unwrap();
    }

    #[test]
    fn archives_that_are_made_twice_have_the_same_bytes() {
        let project = project("twice");
        let first = packed(&project);
        // What the file system says of the files has no part in it.
        std::thread::sleep(std::time::Duration::from_millis(20));
        crate::project::write(&project.dist().join("index.html"), "page").unwrap();
        assert!(first == packed(&project));
        assert_eq!(first.len(), 3);
        fs::remove_dir_all(&project.root).unwrap();
    }
}
