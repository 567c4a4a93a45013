//! Rdata as a list of normalized field texts, in the order of the type's field table.
//!
//! Normalizing loses nothing: invalid fields are kept verbatim, and [`super::validate`] reports them.

use std::net::Ipv6Addr;
use std::sync::LazyLock;

use super::kind::{FieldKind, RecordType};
use super::{mnemonics, strings};
use crate::foreign::Foreign;
use crate::name::DomainName;

/// The normalized fields of a record's rdata.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rdata(Fields);

/// Most records have one field, which needs no list.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Fields {
    One(Foreign),
    Many(Box<[Foreign]>),
}

/// Stands in for a missing field.
static NONE: LazyLock<Foreign> = LazyLock::new(Foreign::default);

impl Default for Fields {
    fn default() -> Self {
        Self::Many(Box::default())
    }
}

impl Rdata {
    /// Takes the fields in the order of [`RecordType::fields`] and normalizes them. Missing ones become
    /// empty, surplus ones are dropped. TXT takes one text per string.
    pub fn new<S: AsRef<str>>(rtype: &RecordType, fields: impl IntoIterator<Item = S>) -> Self {
        let mut texts = fields.into_iter();
        if *rtype == RecordType::Txt {
            return Self::of(strings::normal(texts.map(|text| text.as_ref().to_owned()).collect()));
        }
        let normal = rtype.fields().iter().map(|spec| match texts.next() {
            // Directions of a position are upper case (RFC 1876, section 3).
            Some(text) if spec.kind == FieldKind::Word && *rtype == RecordType::Loc => {
                text.as_ref().trim().to_ascii_uppercase().into()
            }
            Some(text) => match mnemonics::number(rtype, spec.label, text.as_ref()) {
                Some(number) => number.to_string().into(),
                None => normalise(spec.kind, text.as_ref()),
            },
            None => Box::default(),
        });
        Self::of(normal.collect())
    }

    fn of(mut fields: Vec<Box<str>>) -> Self {
        match fields.len() {
            1 => Self(Fields::One(fields.pop().unwrap_or_default().into())),
            _ => Self(Fields::Many(fields.into_iter().map(Foreign::from).collect())),
        }
    }

    /// The strings of a TXT record, concatenated.
    #[must_use]
    pub fn joined(&self) -> Foreign {
        self.raw_fields().collect::<String>().into()
    }

    /// Joins several strings into one, with this separator.
    pub(crate) fn join(&mut self, separator: &str) {
        if self.list().len() > 1 {
            let strings: Vec<&str> = self.raw_fields().collect();
            self.0 = Fields::One(strings.join(separator).into());
        }
    }

    fn list(&self) -> &[Foreign] {
        match &self.0 {
            Fields::One(text) => std::slice::from_ref(text),
            Fields::Many(texts) => texts,
        }
    }

    /// The field with this index in [`RecordType::fields`]; empty if there is none.
    #[must_use]
    pub fn field(&self, index: usize) -> &Foreign {
        self.list().get(index).unwrap_or(&NONE)
    }

    /// All fields in order: for requests, comparison and validation, not for display.
    pub fn raw_fields(&self) -> impl Iterator<Item = &str> {
        self.list().iter().map(Foreign::raw)
    }

    /// All fields except the priority, as one text. For display only: it quotes nothing but several strings
    /// of a TXT record.
    #[must_use]
    pub fn content(&self, rtype: &RecordType) -> Foreign {
        if *rtype == RecordType::Txt {
            return strings::shown(&self.raw_fields().collect::<Vec<_>>()).into();
        }
        let skipped = usize::from(rtype.has_priority());
        if let [only] = self.list().get(skipped..).unwrap_or_default() {
            return only.clone();
        }
        let shown: Vec<&str> =
            self.raw_fields().skip(skipped).filter(|text| !text.is_empty()).collect();
        shown.join(" ").into()
    }

    /// The host name that the record points to, if its type has one.
    #[must_use]
    pub fn target(&self, rtype: &RecordType) -> Option<&Foreign> {
        let index = rtype.fields().iter().position(|spec| spec.kind == FieldKind::Host)?;
        Some(self.field(index)).filter(|text| !text.is_empty())
    }
}

fn normalise(kind: FieldKind, text: &str) -> Box<str> {
    let trimmed = text.trim();
    match kind {
        FieldKind::Text | FieldKind::String => text.into(),
        // A valid IPv4 address has only one spelling.
        FieldKind::Ipv4 => trimmed.into(),
        FieldKind::Ipv6 => parsed::<Ipv6Addr>(trimmed),
        FieldKind::U8 | FieldKind::U16 => parsed::<u32>(trimmed),
        FieldKind::Host => host(trimmed),
        FieldKind::Word => trimmed.to_ascii_lowercase().into(),
        FieldKind::Hex => compact(trimmed).to_ascii_lowercase().into(),
        FieldKind::Base64 => compact(trimmed).into(),
        FieldKind::Decimal => decimal(trimmed).into(),
        FieldKind::Params => trimmed.into(),
    }
}

fn parsed<T: std::str::FromStr + ToString>(text: &str) -> Box<str> {
    text.parse::<T>().map_or_else(|_| text.into(), |value| value.to_string().into())
}

/// A number without unit (RFC 1876, section 3), plus sign and leading zeros, none of which JSON allows.
fn decimal(text: &str) -> String {
    let number = text.strip_suffix(['m', 'M']).unwrap_or(text);
    let digits = number.strip_prefix(['+', '-']).unwrap_or(number);
    let is_number = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && digits.starts_with(|c: char| c.is_ascii_digit());
    if !is_number {
        return text.to_owned();
    }
    let sign = if number.starts_with('-') { "-" } else { "" };
    let rest = digits.trim_start_matches('0');
    let zero = if rest.starts_with(|c: char| c.is_ascii_digit()) { "" } else { "0" };
    [sign, zero, rest].concat()
}

fn host(text: &str) -> Box<str> {
    match text {
        // The null target of MX (RFC 7505), SRV (RFC 2782) and HTTPS (RFC 9460, section 2.5).
        "." => ".".into(),
        _ => DomainName::parse(text).map_or_else(|_| text.into(), |name| name.as_str().into()),
    }
}

/// Removes white space. Keys are long and mostly have none.
fn compact(text: &str) -> String {
    match text.bytes().all(|b| b.is_ascii_graphic()) {
        true => text.to_owned(),
        false => text.chars().filter(|c| !c.is_whitespace()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keeps_invalid_fields_unchanged() {
        let rdata = Rdata::new(&RecordType::Mx, ["ten", "not a host"]);
        assert_eq!(rdata.raw_fields().collect::<Vec<_>>(), ["ten", "not a host"]);
        assert_eq!(Rdata::new(&RecordType::A, ["999.1.1.1"]).field(0).raw(), "999.1.1.1");
    }

    #[test]
    fn fills_missing_fields_with_empty_ones_and_drops_surplus_ones() {
        assert_eq!(
            Rdata::new(&RecordType::Caa, ["0"]).raw_fields().collect::<Vec<_>>(),
            ["0", "", ""]
        );
        assert_eq!(Rdata::new(&RecordType::A, ["192.0.2.1", "x"]).raw_fields().count(), 1);
    }

    #[test]
    fn normalises_the_numbers_of_a_position_to_json_form() {
        for (text, expected) in [
            ("0.00m", "0.00"),
            ("007.50", "7.50"),
            ("+3", "3"),
            ("-0.5M", "-0.5"),
            ("000", "0"),
            ("m", "m"),
            ("1e3", "1e3"),
            (".5", ".5"),
        ] {
            let texts = ["", "", "", "", "", "", "", "n", text];
            let rdata = Rdata::new(&RecordType::Loc, texts);
            assert_eq!((rdata.field(7).raw(), rdata.field(8).raw()), ("N", expected));
        }
    }

    #[test]
    fn keeps_the_dot_of_a_null_target() {
        assert_eq!(Rdata::new(&RecordType::Mx, ["0", "."]).field(1).raw(), ".");
    }

    #[test]
    fn finds_the_target_in_the_host_field() {
        let srv = Rdata::new(&RecordType::Srv, ["1", "2", "3", "a.example."]);
        assert_eq!(srv.target(&RecordType::Srv).map(Foreign::raw), Some("a.example"));
        assert_eq!(Rdata::new(&RecordType::Txt, ["a"]).target(&RecordType::Txt), None);
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(text in any::<String>(), index in 0..RecordType::KNOWN.len()) {
            let rtype = &RecordType::KNOWN[index];
            let once = Rdata::new(rtype, rtype.fields().iter().map(|_| &text));
            let twice = Rdata::new(rtype, once.raw_fields());
            prop_assert_eq!(once, twice);
        }
    }
}
