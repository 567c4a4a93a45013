//! What each file of the page weighs, as it is and as hosts hand it out, and the table of that in the
//! README. It never counts what is not beside the page, and compresses nothing itself.

use std::fs;
use std::path::Path;

use crate::error::{Error, Result};
use crate::project::{self, Project};
use crate::stamp::entries;

const README: &str = "README.md";
const BEGIN: &str = "<!-- sizes: `cargo xtask build` writes this table -->\n";
const END: &str = "<!-- /sizes -->";

/// The hashes in names change with every commit, and sizes with many. A table that had to be exact would
/// be part of each of them, and of each conflict between two.
const TOLERANCE: f64 = 0.01;
/// Of a small file, a hundredth is less than what a hash compresses to.
const SMALL: u64 = 100;

/// One file of the page, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Size {
    /// As it is.
    pub raw: u64,
    /// As the file beside it that is compressed by gzip, or as it is.
    pub gzip: u64,
    /// The same, by brotli.
    pub brotli: u64,
    /// Its name, with the hash.
    pub name: String,
}

impl Size {
    /// Whether it is needed before anything can be done with the page: what the budget counts.
    pub fn is_code(&self) -> bool {
        [".wasm", ".js", ".css"].iter().any(|end| self.name.ends_with(end))
    }

    fn sum<'a>(name: &str, sizes: impl Iterator<Item = &'a Self>) -> Self {
        let zero = Self { raw: 0, gzip: 0, brotli: 0, name: name.to_owned() };
        sizes.fold(zero, |sum, size| Self {
            raw: sum.raw + size.raw,
            gzip: sum.gzip + size.gzip,
            brotli: sum.brotli + size.brotli,
            name: sum.name,
        })
    }

    fn is_about(&self, other: &Self) -> bool {
        let about = |a: u64, b: u64| {
            let apart = a.abs_diff(b);
            apart <= SMALL || apart as f64 <= b as f64 * TOLERANCE
        };
        self.name == other.name
            && about(self.raw, other.raw)
            && about(self.gzip, other.gzip)
            && about(self.brotli, other.brotli)
    }
}

/// The files of a folder, the largest first.
pub fn measure(folder: &Path) -> Result<Vec<Size>> {
    let mut sizes = Vec::new();
    for path in entries(folder)? {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let Some(name) = name.filter(|name| !name.ends_with(".br") && !name.ends_with(".gz"))
        else {
            continue;
        };
        let raw = length(&path).ok_or_else(|| Error::Content {
            file: path.display().to_string(),
            must: "something that can be measured".into(),
        })?;
        let beside = |end| length(&folder.join(format!("{name}.{end}"))).unwrap_or(raw);
        sizes.push(Size { raw, gzip: beside("gz"), brotli: beside("br"), name });
    }
    sizes.sort_by(|a, b| b.raw.cmp(&a.raw).then_with(|| a.name.cmp(&b.name)));
    Ok(sizes)
}

fn length(path: &Path) -> Option<u64> {
    fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|file| file.len())
}

/// Fails unless the README tells about the sizes that the page has, where it has such a table.
pub fn check(project: &Project) -> Result<()> {
    let text = project::read(&project.root.join(README))?;
    if !text.contains(BEGIN) {
        return Ok(());
    }
    let there = told(&text).unwrap_or_default();
    let wanted = rows(&measure(&project.dist())?);
    if is_about(&there, &wanted) {
        return Ok(());
    }
    Err(Error::Content {
        file: README.into(),
        must: "the sizes of the page's files, within a hundredth: `cargo xtask build` writes them"
            .into(),
    })
}

/// Writes the table into the README when it is not about right any more.
pub fn write(project: &Project) -> Result<()> {
    let path = project.root.join(README);
    let text = project::read(&path)?;
    if !text.contains(BEGIN) {
        return Ok(());
    }
    let wanted = rows(&measure(&project.dist())?);
    if told(&text).is_some_and(|there| is_about(&there, &wanted)) {
        return Ok(());
    }
    let new = with_table(&text, &wanted).ok_or_else(|| Error::Content {
        file: README.into(),
        must: format!("the two lines around the table of sizes, {} and {END}", BEGIN.trim_end()),
    })?;
    println!("» The sizes in {README} are written anew");
    project::write(&path, &new)
}

fn is_about(there: &[Size], wanted: &[Size]) -> bool {
    there.len() == wanted.len() && there.iter().zip(wanted).all(|(a, b)| a.is_about(b))
}

/// The table's rows: what starts the page, its sum, the rest, the sum of all.
fn rows(sizes: &[Size]) -> Vec<Size> {
    let plain =
        |size: &Size| Size { name: format!("`{}`", without_hash(&size.name)), ..size.clone() };
    let of = |code: bool| sizes.iter().filter(move |size| size.is_code() == code);
    let mut rows: Vec<Size> = of(true).map(plain).collect();
    rows.push(Size::sum("**what starts the page**", of(true)));
    rows.extend(of(false).map(plain));
    rows.push(Size::sum("**all**", sizes.iter()));
    rows
}

fn without_hash(name: &str) -> String {
    let is_hash =
        |part: &str| part.len() >= 15 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let Some((before, after)) = name.split_once('-') else { return name.to_owned() };
    let end = after.find(['.', '_']).unwrap_or(after.len());
    let (hash, rest) = after.split_at(end);
    if is_hash(hash) { format!("{before}{rest}") } else { name.to_owned() }
}

fn with_table(text: &str, rows: &[Size]) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    let mut table = "| File | bytes | gzip | brotli |\n| --- | ---: | ---: | ---: |\n".to_owned();
    for Size { raw, gzip, brotli, name } in rows {
        let [raw, gzip, brotli] = [raw, gzip, brotli].map(|number| grouped(*number));
        table += &format!("| {name} | {raw} | {gzip} | {brotli} |\n");
    }
    Some(format!("{before}{BEGIN}{table}{END}{after}"))
}

/// The rows that stand in the text.
fn told(text: &str) -> Option<Vec<Size>> {
    let (table, _) = text.split_once(BEGIN)?.1.split_once(END)?;
    table.lines().skip(2).map(row).collect()
}

fn row(line: &str) -> Option<Size> {
    let mut cells = line.split('|').map(str::trim).skip(1);
    let name = cells.next()?.to_owned();
    let mut number = || cells.next()?.replace(',', "").parse().ok();
    Some(Size { raw: number()?, gzip: number()?, brotli: number()?, name })
}

/// With a comma before every three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(name: &str, raw: u64) -> Size {
        Size { raw, gzip: raw / 2, brotli: raw / 3, name: name.to_owned() }
    }

    #[test]
    fn compressed_files_are_columns_and_not_rows() {
        let folder = std::env::temp_dir().join(format!("zonesift-sizes-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for (name, length) in [("a.js", 30), ("a.js.gz", 20), ("a.js.br", 10), ("b.png", 40)] {
            fs::write(folder.join(name), vec![b'x'; length]).unwrap();
        }
        let sizes = measure(&folder).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        let told: Vec<_> = sizes.iter().map(|s| (&*s.name, s.raw, s.gzip, s.brotli)).collect();
        assert_eq!(told, [("b.png", 40, 40, 40), ("a.js", 30, 20, 10)]);
    }

    #[test]
    fn what_was_written_is_what_is_read() {
        let rows = rows(&[size("a-0123456789abcdef_bg.wasm", 1_234_567), size("x.html", 900)]);
        let text = format!("one\n{BEGIN}old\n{END}\ntwo\n");
        let written = with_table(&text, &rows).unwrap();
        assert!(written.contains("| `a_bg.wasm` | 1,234,567 | 617,283 | 411,522 |\n"), "{written}");
        assert!(written.starts_with("one\n") && written.ends_with("-->\ntwo\n"));
        assert_eq!(told(&written).unwrap(), rows);
        assert_eq!(with_table("no place", &rows), None);
    }

    #[test]
    fn a_hundredth_is_let_through_and_more_or_another_file_is_not() {
        let (rows, near) = ([size("a", 100_000)], [size("a", 100_990)]);
        assert!(is_about(&near, &rows));
        assert!(!is_about(&[size("a", 101_200)], &rows));
        assert!(!is_about(&[size("b", 100_000)], &rows));
        assert!(!is_about(&[], &rows));
        assert!(is_about(&[size("a", 350)], &[size("a", 400)]));
    }

    #[test]
    fn only_a_hash_is_taken_out_of_a_name() {
        assert_eq!(without_hash("icon-dc51efac7fd4381.svg"), "icon.svg");
        assert_eq!(without_hash("icon-512.png"), "icon-512.png");
        assert_eq!(without_hash("icon-maskable-512.png"), "icon-maskable-512.png");
        assert_eq!(without_hash("index.html"), "index.html");
    }
}
