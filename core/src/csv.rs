//! CSV export for spreadsheets (RFC 4180). For people only: it is never read back, and cells that a
//! spreadsheet would evaluate as formulas are escaped.

use crate::record::Record;
use crate::text::{self, is_hidden};

/// The column titles.
const TITLES: [&str; 9] =
    ["Name", "Type", "TTL", "Priority", "Content", "Proxied", "Comment", "Tags", "Disabled"];

/// Serializes the table, titles first.
#[must_use]
pub fn write(records: &[Record]) -> String {
    let mut table = String::new();
    push_row(&mut table, TITLES);
    for record in records {
        let priority = if record.rtype.has_priority() { record.rdata.field(0).raw() } else { "" };
        let proxied = record.proxied.map_or("", |proxied| if proxied { "yes" } else { "no" });
        let (ttl, content) = (text::ttl(record.ttl), record.content());
        let tags = record.raw_tags();
        push_row(
            &mut table,
            [
                record.name.as_str(),
                record.rtype.raw(),
                &ttl,
                priority,
                content.raw(),
                proxied,
                record.raw_comment(),
                &tags,
                if record.disabled { "yes" } else { "" },
            ],
        );
    }
    table
}

fn push_row(table: &mut String, cells: [&str; 9]) {
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            table.push(',');
        }
        push_cell(table, cell);
    }
    table.push_str("\r\n");
}

/// Appends a cell, quoted if necessary (RFC 4180, section 2). An apostrophe prevents formula evaluation
/// (OWASP, "CSV Injection").
fn push_cell(table: &mut String, cell: &str) {
    let is_quoted = cell.chars().any(|c| c == '"' || ends_cell(c));
    let quote = if is_quoted { "\"" } else { "" };
    table.push_str(quote);
    if cell.starts_with(['\t', '\r', '\n']) {
        table.push('\'');
    }
    // Programs with another separator may start a cell here.
    let mut is_start = true;
    for c in cell.chars() {
        if is_start && is_formula(c) {
            table.push('\'');
        }
        is_start = ends_cell(c) || (is_start && (c == '"' || c.is_whitespace() || is_hidden(c)));
        if c == '"' {
            table.push(c);
        }
        table.push(c);
    }
    table.push_str(quote);
}

/// Ends a cell or a row, with this or another separator.
fn ends_cell(c: char) -> bool {
    matches!(c, ',' | ';' | '|' | '\t' | '\r' | '\n')
}

/// Starts a formula, also in full-width form, which some programs treat alike.
fn is_formula(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::DomainName;
    use crate::record::{Rdata, RecordType, Ttl};

    fn row(record: &Record) -> String {
        let table = write(std::slice::from_ref(record));
        let (titles, row) = table.split_once("\r\n").unwrap();
        assert_eq!(titles, "Name,Type,TTL,Priority,Content,Proxied,Comment,Tags,Disabled");
        row.strip_suffix("\r\n").unwrap().to_owned()
    }

    fn record(rtype: RecordType, fields: &[&str]) -> Record {
        let rdata = Rdata::new(&rtype, fields);
        Record::new(DomainName::parse("example.com").unwrap(), rtype, rdata, Ttl::Seconds(300))
    }

    #[test]
    fn writes_a_record_as_a_row() {
        let mx = record(RecordType::Mx, &["10", "mail.example.com"]);
        assert_eq!(row(&mx), "example.com,MX,300,10,mail.example.com,,,,");
        let mut a = record(RecordType::A, &["192.0.2.1"]);
        a.ttl = Ttl::Auto;
        a.proxied = Some(true);
        a.comment = Some("a, \"b\"".into());
        a.tags = vec!["x:1".into(), "y".into()];
        assert_eq!(row(&a), "example.com,A,Auto,,192.0.2.1,yes,\"a, \"\"b\"\"\",\"x:1, y\",");
        let off = Record { disabled: true, ..mx };
        assert_eq!(row(&off), "example.com,MX,300,10,mail.example.com,,,,yes");
    }

    #[test]
    fn writes_no_cell_that_starts_a_formula() {
        for text in ["=1+1", "+1", "-1", "@x", "\tx", "\r=x"] {
            let written = row(&record(RecordType::Txt, &[text]));
            let content = written.strip_prefix("example.com,TXT,300,,").unwrap();
            let plain = content.trim_start_matches('"');
            assert!(plain.starts_with('\''), "{written}");
        }
    }

    #[test]
    fn quotes_a_cell_that_contains_a_line_break() {
        let txt = record(RecordType::Txt, &["a\r\nb"]);
        assert_eq!(row(&txt), "example.com,TXT,300,,\"a\r\nb\",,,,");
    }
}
