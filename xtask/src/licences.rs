//! The licence texts of all that the page is linked of, in one file beside it: whoever is handed the
//! page is handed these. A crate without a text stops the build. It never judges a licence: deny.toml does.

use std::fs;
use std::path::Path;

use crate::error::{Error, Result};
use crate::graph::{self, Crate};
use crate::project::{self, Project};
use crate::run::output_of;
use crate::stamp::entries;

/// The file's name.
const FILE: &str = "licences.txt";

/// How files that hold a licence begin, in capitals.
const NAMES: [&str; 6] = ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "UNLICENSE", "NOTICE"];

/// Packages that come without the text which their repository has: the beginning of its address, and the
/// file in `xtask/licences`. The last two have none there either, but for the licence's name.
const KEPT: [(&str, &str); 6] = [
    ("https://github.com/leptos-rs/leptos", "leptos.txt"),
    ("https://github.com/rustwasm/gloo", "gloo.txt"),
    ("https://github.com/rs-tml/rstml", "rstml.txt"),
    ("https://github.com/WorldSEnder/wasm-split-prototype", "wasm-split.txt"),
    ("https://github.com/JonathanBrouwer/erased", "erased.txt"),
    ("https://github.com/whentze/drain_filter_polyfill", "drain_filter_polyfill.txt"),
];

/// What cargo does not name and every page has.
const STANDARD_LIBRARY: &str = "rust.txt";

/// The drawings of the icons.
const ICONS: &str = "octicons.txt";

/// What one work is called, and its texts.
struct Work {
    title: String,
    texts: Vec<String>,
}

/// Writes the file into the folder of the page.
pub fn write(project: &Project, folder: &Path) -> Result<()> {
    let works = works(project, &graph::of_page(project)?)?;
    project::write(&folder.join(FILE), &file(&works))
}

fn works(project: &Project, crates: &[Crate]) -> Result<Vec<Work>> {
    let mut works = vec![standard_library(project)?, icons(project)?];
    let mut without = Vec::new();
    for one in crates {
        let Crate { name, version, license, repository, .. } = one;
        let texts = texts(project, one)?;
        if texts.is_empty() {
            without.push(format!("{name} {version}"));
        }
        let from = if repository.is_empty() { String::new() } else { format!(", {repository}") };
        works.push(Work { title: format!("{name} {version}: {license}{from}"), texts });
    }
    if without.is_empty() {
        return Ok(works);
    }
    Err(Error::Content {
        file: without.join(", "),
        must: "a licence text among the files of each, or have one in xtask/licences, by a row in \
               xtask/src/licences.rs"
            .into(),
    })
}

fn standard_library(project: &Project) -> Result<Work> {
    let version = output_of("rustc", &["--version"]).unwrap_or_default();
    let version = version.split(' ').nth(1).unwrap_or("of an unknown version").to_owned();
    let title = format!(
        "the standard library of Rust {version}: MIT OR Apache-2.0, https://github.com/rust-lang/rust"
    );
    Ok(Work { title, texts: vec![kept(project, STANDARD_LIBRARY)?] })
}

fn icons(project: &Project) -> Result<Work> {
    let title = "Octicons, the icons: MIT, https://github.com/primer/octicons".to_owned();
    Ok(Work { title, texts: vec![kept(project, ICONS)?] })
}

fn kept(project: &Project, name: &str) -> Result<String> {
    project::read(&project.root.join("xtask/licences").join(name))
}

fn texts(project: &Project, one: &Crate) -> Result<Vec<String>> {
    let folder = if one.own { &project.root } else { &one.folder };
    let mut texts = Vec::new();
    for path in entries(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        if path.is_file() && NAMES.iter().any(|begin| name.starts_with(begin)) {
            let bytes = fs::read(&path).map_err(Error::file(&path))?;
            texts.push(String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    if texts.is_empty() {
        let row = KEPT.iter().find(|(begin, _)| one.repository.starts_with(begin));
        texts.extend(row.map(|(_, name)| kept(project, name)).transpose()?);
    }
    Ok(texts)
}

/// Each text stands once, whoever has it: most are the same.
fn file(works: &[Work]) -> String {
    let mut list =
        "Zonesift's page is made of these works. The numbers are those of the texts below.\n\n"
            .to_owned();
    let mut known: Vec<String> = Vec::new();
    for Work { title, texts } in works {
        let mut numbers = Vec::new();
        for text in texts.iter().map(|text| normal(text)) {
            let at = known.iter().position(|other| *other == text).unwrap_or(known.len());
            if at == known.len() {
                known.push(text);
            }
            numbers.push((at + 1).to_string());
        }
        list += &format!("{title} [{}]\n", numbers.join(", "));
    }
    for (at, text) in known.iter().enumerate() {
        list += &format!("\n{}\n[{}]\n\n{text}\n", "-".repeat(80), at + 1);
    }
    list
}

/// Without what differs from file to file and means nothing: ends of lines, empty lines around.
fn normal(text: &str) -> String {
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim_end);
    let lines: Vec<&str> = lines.skip_while(|line| line.is_empty()).collect();
    lines.join("\n").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_crate_of_the_page_has_a_text() {
        let project = Project::find().unwrap();
        let crates = graph::of_page(&project).unwrap();
        let works = works(&project, &crates).unwrap();
        assert_eq!(works.len(), crates.len() + 2);
        let file = file(&works);
        for Crate { name, version, .. } in &crates {
            assert!(file.contains(&format!("\n{name} {version}: ")), "{name}");
        }
        assert!(file.contains("Copyright (c) 2022 Greg Johnston"));
    }

    #[test]
    fn a_crate_without_a_text_is_named() {
        let project = Project::find().unwrap();
        let mut one = graph::of_page(&project).unwrap().remove(0);
        (one.name, one.own, one.repository) = ("bare".into(), false, String::new());
        one.folder = project.root.join("style");
        let Err(error) = works(&project, &[one]) else { panic!("it passed") };
        assert!(error.to_string().starts_with("bare "), "{error}");
    }

    #[test]
    fn a_text_that_two_have_stands_once() {
        let work = |title: &str, text: &str| Work { title: title.into(), texts: vec![text.into()] };
        let file = file(&[work("a", "\nsame \r\n"), work("b", "same"), work("c", "other")]);
        assert!(file.contains("a [1]\nb [1]\nc [2]\n"), "{file}");
        assert_eq!(file.matches("same").count(), 1);
    }

    #[test]
    fn every_text_that_is_kept_is_needed() {
        let project = Project::find().unwrap();
        let crates = graph::of_page(&project).unwrap();
        for (begin, _) in KEPT {
            assert!(crates.iter().any(|one| one.repository.starts_with(begin)), "{begin}");
        }
        let kept = entries(&project.root.join("xtask/licences")).unwrap();
        assert_eq!(kept.len(), KEPT.len() + 2);
    }
}
