//! Writes `_headers` beside the page: the security headers as hosts of static files read them
//! (Netlify and Cloudflare Pages do, and others). They are those of `headers.txt`, which the local host
//! sends too.

use std::path::Path;

use crate::error::Result;
use crate::project::{self, Project};

/// The file's name, which such hosts look for.
const FILE: &str = "_headers";

/// Writes the file into the folder of the page.
pub fn write(project: &Project, folder: &Path) -> Result<()> {
    let text = project::read(&project.root.join("headers.txt"))?;
    project::write(&folder.join(FILE), &for_all_paths(&text))
}

/// One rule for every path, with all headers: such hosts serve by TLS.
fn for_all_paths(text: &str) -> String {
    let mut rule = String::from("/*\n");
    for (_, name, value) in lines(text) {
        rule += &format!("  {name}: {value}\n");
    }
    rule
}

/// The headers that the text lists: whether one is for TLS only, its name, its value.
pub fn lines(text: &str) -> Vec<(bool, String, String)> {
    let text = text.replace("\n ", " ");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let header = |line: &str| {
        let (tls, line) = line.strip_prefix("https ").map_or((false, line), |line| (true, line));
        let (name, value) = line.split_once(": ")?;
        Some((tls, name.to_owned(), value.to_owned()))
    };
    lines.filter_map(header).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_for_each_header_in_one_rule() {
        let text = "# why\n\na: b;\n c\nhttps d: e\n";
        assert_eq!(for_all_paths(text), "/*\n  a: b; c\n  d: e\n");
    }
}
