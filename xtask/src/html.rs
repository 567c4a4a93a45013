//! The last touch to the page that Trunk has built: a release is packed (`xtask/pack.mjs`), and
//! index.html names what came of it. Trunk also writes the hash of the WebAssembly into its
//! preload link, where browsers ignore it and say so in the console; it is moved to an attribute
//! of our own, from which the loader hands it to the fetch that does check it. Beside the page it
//! leaves the headers that it is to be served with. Nothing else of the page is touched.

use std::env;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::headers;
use crate::project::{self, Project};
use crate::run::{command, not_started};

/// Packs and rewrites the page in the folder where Trunk prepares it.
pub fn finish(project: &Project) -> Result<()> {
    let folder = env::var_os("TRUNK_STAGING_DIR").map_or_else(|| project.dist(), PathBuf::from);
    let path = folder.join("index.html");
    let mut html = project::read(&path)?;
    if env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release") {
        html = with_packed(&html, &pack(project, &folder)?);
    }
    let finished = with_hash_moved(&html).ok_or_else(|| Error::Content {
        file: path.display().to_string(),
        must: "Trunk's link that preloads the WebAssembly, with its hash".into(),
    })?;
    headers::write(project, &folder)?;
    project::write(&path, &finished)
}

/// What was replaced: a line for each file.
fn pack(project: &Project, folder: &Path) -> Result<String> {
    let mut node = command(project, "node");
    node.arg("xtask/pack.mjs").arg(folder);
    let output = node.output().map_err(not_started(&node))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let why = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(Error::Failed { what: format!("packing the page (`cargo xtask build` does it): {why}") })
}

/// The page with new names and hashes in the place of the old ones.
fn with_packed(html: &str, lines: &str) -> String {
    let mut html = html.to_owned();
    for line in lines.lines() {
        if let [old, new, old_hash, new_hash] = line.split(' ').collect::<Vec<_>>()[..] {
            html = html.replace(old, new).replace(old_hash, new_hash);
        }
    }
    html
}

fn with_hash_moved(html: &str) -> Option<String> {
    let (before, link) = html.split_once("<link rel=\"preload\"")?;
    let end = link.find('>')?;
    let at = link.find(" integrity=\"").filter(|at| *at < end)?;
    let (attributes, hash) = link.split_at(at);
    let hash = hash.trim_start();
    Some(format!("{before}<link rel=\"preload\"{attributes} data-{hash}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_preload_link_loses_its_hash() {
        let html = r#"<script integrity="a"></script><link rel="modulepreload" integrity="b"><link rel="preload" href="x" integrity="c" as="fetch"></head>"#;
        let moved = with_hash_moved(html).unwrap();
        assert_eq!(moved, html.replace(r#"integrity="c""#, r#"data-integrity="c""#));
    }

    #[test]
    fn packed_files_are_named_with_their_hashes() {
        let html = r#"<script src="./a-1.js" integrity="sha384-x"><link href="./a-1.js">"#;
        let packed = with_packed(html, "a-1.js a-2.js sha384-x sha384-y\n");
        assert_eq!(packed, html.replace("a-1", "a-2").replace("-x", "-y"));
    }

    #[test]
    fn a_page_without_the_hash_is_refused() {
        assert_eq!(with_hash_moved(r#"<link rel="preload" href="x"><a integrity="c">"#), None);
    }
}
