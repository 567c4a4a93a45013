//! Joins the stylesheets into one file, so that the page needs one request for them, and leaves
//! out comments and needless space. It never changes a rule: what is inside quotes stays as it
//! is, and space goes only where no meaning hangs on it.

use std::path::PathBuf;

use crate::error::{Error, Result};
use crate::project::{self, Project};
use crate::stamp::entries;

/// These come first, in this order; the others follow by name.
const FIRST: [&str; 2] = ["tokens.css", "base.css"];

/// Where index.html expects the joined stylesheet: in the checkout, whatever cargo's target is.
const JOINED: &str = "target/zonesift.css";

/// Writes the joined stylesheet.
pub fn write(project: &Project) -> Result<()> {
    let mut text = String::new();
    for path in sources(project)? {
        text.push_str(&shortened(&project::read(&path)?));
    }
    if text.is_empty() {
        return Err(Error::Content {
            file: "style/".into(),
            must: "at least one stylesheet".into(),
        });
    }
    project::write(&project.root.join(JOINED), &text)
}

/// The skeleton's own stylesheet lies beside the loader, since both work before the app does.
fn sources(project: &Project) -> Result<Vec<PathBuf>> {
    let mut paths = entries(&project.root.join("style"))?;
    paths.extend(entries(&project.root.join("loader"))?);
    paths.retain(|path| path.extension().is_some_and(|kind| kind == "css"));
    paths.sort_by_key(|path| {
        FIRST.iter().position(|name| path.ends_with(name)).unwrap_or(FIRST.len())
    });
    Ok(paths)
}

/// Without comments, and with each run of white space as one space or none.
fn shortened(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(c) = rest.chars().next() {
        let end = match c {
            '/' if rest.starts_with("/*") => {
                rest = rest.split_once("*/").map_or("", |(_, after)| after);
                space(&mut out);
                continue;
            }
            '"' | '\'' => quoted_len(rest, c),
            _ => c.len_utf8(),
        };
        let (piece, after) = rest.split_at(end);
        if c.is_ascii_whitespace() {
            space(&mut out);
        } else {
            if matches!(c, '{' | '}' | ';') && out.ends_with(' ') {
                out.pop();
            }
            out.push_str(piece);
        }
        rest = after;
    }
    out.trim_end().to_owned()
}

/// A space, unless what came before makes it needless.
fn space(out: &mut String) {
    if !out.is_empty() && !out.ends_with(['{', '}', ';', ' ']) {
        out.push(' ');
    }
}

/// The length of the string that `text` starts with, both quotes counted.
fn quoted_len(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if c == quote && !escaped {
            return at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_needless_space_go() {
        let css = "/* why */\na > b ,\n c {\n  color: red; /* x */\n  margin: 0 1px;\n}\n";
        assert_eq!(shortened(css), "a > b , c{color: red;margin: 0 1px;}");
    }

    #[test]
    fn space_that_means_something_stays() {
        let css = "a :hover { width: calc(1px + 2px) }\n@media (x) and (y) { b { c: d } }";
        assert_eq!(shortened(css), "a :hover{width: calc(1px + 2px)}@media (x) and (y){b{c: d}}");
    }

    #[test]
    fn strings_stay_as_they_are() {
        let css = r#"a::before { content: "/*  ;  */ \" {  "; } b { c: '  ' }"#;
        assert_eq!(shortened(css), r#"a::before{content: "/*  ;  */ \" {  ";}b{c: '  '}"#);
    }

    #[test]
    fn a_comment_between_words_still_parts_them() {
        assert_eq!(shortened("a/**/b {}"), "a b{}");
    }
}
