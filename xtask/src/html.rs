//! The last touch to the page that Trunk has built. Trunk writes the hash of the WebAssembly into its
//! preload link, where browsers ignore it and say so in the console; it is moved to an attribute
//! of our own, from which the loader hands it to the fetch that does check it. Beside the page it
//! leaves the headers that it is to be served with. Nothing else of the page is touched.

use std::env;
use std::path::PathBuf;

use crate::error::{Error, Result};
use crate::headers;
use crate::project::{self, Project};

/// Finishes the page in the folder where Trunk prepares it.
pub fn finish(project: &Project) -> Result<()> {
    let folder = env::var_os("TRUNK_STAGING_DIR").map_or_else(|| project.dist(), PathBuf::from);
    let path = folder.join("index.html");
    let html = project::read(&path)?;
    let finished = with_hash_moved(&html).ok_or_else(|| Error::Content {
        file: path.display().to_string(),
        must: "Trunk's link that preloads the WebAssembly, with its hash".into(),
    })?;
    headers::write(project, &folder)?;
    project::write(&path, &finished)
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
    fn a_page_without_the_hash_is_refused() {
        assert_eq!(with_hash_moved(r#"<link rel="preload" href="x"><a integrity="c">"#), None);
    }
}
