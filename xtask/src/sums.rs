//! The hash of every file of the page, so that whoever gets it can compare it with what they have built
//! themselves; and that comparison, by building twice.

use std::fs;
use std::path::Path;

use crate::error::{Error, Result};
use crate::page;
use crate::project::{self, Project};
use crate::run::{command, not_started, step, succeeded};
use crate::setup;

/// The list lies beside the files, in the form that `sha256sum --check` reads.
const FILE: &str = "SHA256SUMS";

/// Writes the list of a page.
pub fn write(project: &Project, folder: &Path) -> Result<()> {
    let mut node = command(project, "node");
    node.arg("xtask/sums.mjs").arg(folder);
    let output = node.output().map_err(not_started(&node))?;
    succeeded(output.status.success(), "node xtask/sums.mjs")?;
    project::write(&folder.join(FILE), &String::from_utf8_lossy(&output.stdout))
}

/// The list of a page.
pub fn read(folder: &Path) -> Result<String> {
    project::read(&folder.join(FILE))
}

/// Builds the page a second time, in a folder where nothing has been built, and compares.
pub fn reproduce(project: &Project) -> Result<()> {
    let tools = setup::setup(project)?;
    page::build(project, &tools)?;
    let target = project.target.join("reproduce");
    if target.exists() {
        fs::remove_dir_all(&target).map_err(Error::file(&target))?;
    }
    let dist = target.join("dist");
    step("Building the page once more, from nothing (3 to 6 minutes)", || {
        page::make(project, &tools, &target, &dist)
    })?;
    let (first, second) = (read(&project.dist())?, read(&dist)?);
    let others = differences(&first, &second);
    if others.is_empty() {
        // Only disk space is lost when this does not work.
        let _ = fs::remove_dir_all(&target);
        println!("Both builds have the same bytes:\n{}", first.trim_end());
        return Ok(());
    }
    Err(Error::Content {
        file: format!("dist/ or {}", dist.display()),
        must: format!("the same bytes in both, and these differ:\n{}", others.join("\n")),
    })
}

/// The lines of each list that the other one has not.
fn differences<'a>(one: &'a str, other: &'a str) -> Vec<&'a str> {
    let missing = |from: &'a str, list: &'a str| {
        from.lines().filter(move |line| !list.lines().any(|known| known == *line))
    };
    missing(one, other).chain(missing(other, one)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_build_has_and_the_other_has_not_is_told() {
        assert!(differences("1  a\n2  b\n", "1  a\n2  b\n").is_empty());
        assert_eq!(differences("1  a\n2  b", "1  a\n3  b\n4  c"), ["2  b", "3  b", "4  c"]);
    }
}
