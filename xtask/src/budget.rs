//! The budget of the release page: what a first visit downloads, compressed as a good host does
//! it. It never counts what the browser fetches only on demand of the user.

use crate::error::{Error, Result};
use crate::project::Project;
use crate::run::{command, not_started};

/// What the whole page is to weigh with everything in it: bytes of WebAssembly, JavaScript and CSS
/// together, brotli at quality 11.
pub const GOAL: u64 = 160_000;

/// What it may weigh until then. It goes down with the page; raising it is a decision for review, not
/// for a build that happens to fail.
pub const BUDGET: u64 = 241_500;

/// One file of the page.
struct Size {
    raw: u64,
    gzip: u64,
    brotli: u64,
    name: String,
}

impl Size {
    fn counts(&self) -> bool {
        [".wasm", ".js", ".css"].iter().any(|end| self.name.ends_with(end))
    }
}

/// Prints the table and compares the sum with the budget.
pub fn check(project: &Project) -> Result<()> {
    let sizes = measure(project)?;
    println!("{:>9} {:>9} {:>9}  file", "raw", "gzip", "brotli");
    for size in &sizes {
        let aside = if size.counts() { "" } else { " (not in the budget)" };
        println!("{:>9} {:>9} {:>9}  {}{aside}", size.raw, size.gzip, size.brotli, size.name);
    }
    let sum: u64 = sizes.iter().filter(|size| size.counts()).map(|size| size.brotli).sum();
    println!("{sum} of {BUDGET} bytes of the budget are used; the goal is {GOAL}");
    judge(sum)
}

/// Nothing at all is no small page but one that was not found.
fn judge(sum: u64) -> Result<()> {
    if (1..=BUDGET).contains(&sum) {
        return Ok(());
    }
    Err(Error::Content {
        file: "dist/".into(),
        must: format!("a page of at most {BUDGET} bytes (brotli), and it holds {sum}"),
    })
}

/// Node has the reference implementation of brotli built in, and is needed anyway.
fn measure(project: &Project) -> Result<Vec<Size>> {
    let mut node = command(project, "node");
    node.arg("xtask/sizes.mjs").arg(project.dist());
    let output = node.output().map_err(not_started(&node))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let sizes: Option<Vec<Size>> = text.lines().map(parse).collect();
    sizes.filter(|_| output.status.success()).ok_or_else(|| Error::Failed {
        what: format!("measuring dist/: {}", String::from_utf8_lossy(&output.stderr).trim()),
    })
}

fn parse(line: &str) -> Option<Size> {
    let mut words = line.splitn(4, ' ');
    let mut number = || words.next()?.parse().ok();
    let (raw, gzip, brotli) = (number()?, number()?, number()?);
    Some(Size { raw, gzip, brotli, name: words.next()?.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_byte_too_many_fails_and_so_does_no_page_at_all() {
        assert!(judge(1).is_ok() && judge(BUDGET).is_ok());
        assert!(judge(BUDGET + 1).is_err() && judge(0).is_err());
    }

    #[test]
    fn a_line_of_the_measurement_is_read() {
        let size = parse("300 200 100 a b.wasm").unwrap();
        assert_eq!((size.raw, size.gzip, size.brotli), (300, 200, 100));
        assert!(size.counts());
        assert!(!parse("1 1 1 index.html").unwrap().counts());
        assert!(parse("1 1").is_none());
    }
}
