//! The budget of the release page: what a first visit downloads, compressed as a good host does
//! it. It never counts what the browser fetches only on demand of the user.

use crate::error::{Error, Result};
use crate::project::Project;
use crate::sizes;

/// What the whole page is to weigh with everything in it: bytes of WebAssembly, JavaScript and CSS
/// together, brotli at quality 11.
pub const GOAL: u64 = 160_000;

/// What it may weigh. The tables that Unicode has for names (`idna`, `unicode-security`) are in it: a name
/// that is read as another one is worse than a page that takes longer to come.
pub const BUDGET: u64 = 490_000;

/// Prints the sizes and compares the sum with the budget.
pub fn check(project: &Project) -> Result<()> {
    let sizes = sizes::measure(&project.dist())?;
    println!("{:>9} {:>9} {:>9}  file", "raw", "gzip", "brotli");
    for size in &sizes {
        let aside = if size.is_code() { "" } else { " (not in the budget)" };
        println!("{:>9} {:>9} {:>9}  {}{aside}", size.raw, size.gzip, size.brotli, size.name);
    }
    let sum: u64 = sizes.iter().filter(|size| size.is_code()).map(|size| size.brotli).sum();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_byte_too_many_fails_and_so_does_no_page_at_all() {
        assert!(judge(1).is_ok() && judge(BUDGET).is_ok());
        assert!(judge(BUDGET + 1).is_err() && judge(0).is_err());
    }
}
