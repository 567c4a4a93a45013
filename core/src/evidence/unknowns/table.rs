//! The table of the records that services need, as it stands in `implied.txt`.

use std::sync::LazyLock;

use crate::record::RecordType;

/// How much a service needs a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Necessity {
    /// It does not work, or its mail is not proved, without the record.
    Must,
    /// It tells everybody to add it.
    Usual,
    /// Some features or plans need it.
    Optional,
    /// It is retired: kept where it is found, never proposed.
    Retired,
}

/// Where the value of a proposed record comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// It is the same for everybody.
    Fixed,
    /// It is made of the domain.
    Computed,
    /// It follows from a record of the same service.
    Sibling,
    /// Only the pages of the service tell it.
    Account,
}

/// A record that a service needs.
#[derive(Debug)]
pub(super) struct Row {
    pub level: Necessity,
    /// The type; `None` for an SPF policy that includes the service.
    pub rtype: Option<RecordType>,
    /// Names relative to the domain of the service, of which one is enough.
    pub names: Vec<&'static str>,
    pub kind: ValueKind,
    pub value: Vec<&'static str>,
}

/// A service with its rows.
#[derive(Debug)]
pub(super) struct Needs {
    /// The name that it has in the table of services.
    pub service: &'static str,
    /// When the rows were last seen to hold.
    pub seen: &'static str,
    /// Ends of the signs for which the rows do not hold.
    pub except: Vec<&'static str>,
    pub rows: Vec<Row>,
}

const TABLE: &str = include_str!("implied.txt");

static NEEDS: LazyLock<Vec<Needs>> = LazyLock::new(|| {
    let mut needs: Vec<Needs> = Vec::new();
    for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix("  ") {
            Some(row) => {
                needs.last_mut().into_iter().for_each(|own| own.rows.extend(Row::read(row)))
            }
            None => needs.extend(Needs::read(line)),
        }
    }
    needs
});

/// All services of the table.
pub(super) fn all() -> &'static [Needs] {
    &NEEDS
}

impl Needs {
    /// What a service needs, if the table knows it.
    pub fn of(service: &str) -> Option<&'static Self> {
        all().iter().find(|own| own.service == service)
    }

    fn read(line: &'static str) -> Option<Self> {
        let mut parts = line.split(" | ");
        let (service, seen) = (parts.next()?, parts.next()?);
        let except = parts.next().unwrap_or_default().split_ascii_whitespace().collect();
        Some(Self { service, seen, except, rows: Vec::new() })
    }
}

impl Row {
    fn read(line: &'static str) -> Option<Self> {
        let mut words = line.split_ascii_whitespace();
        let level = match words.next()? {
            "M" => Necessity::Must,
            "U" => Necessity::Usual,
            "O" => Necessity::Optional,
            "X" => Necessity::Retired,
            _ => return None,
        };
        let rtype = match words.next()? {
            "SPF" => None,
            word => Some(RecordType::parse(word)),
        };
        let names = words.next()?.split('|').collect();
        let kind = match words.next()? {
            "fixed" => ValueKind::Fixed,
            "computed" => ValueKind::Computed,
            "sibling" => ValueKind::Sibling,
            "account" => ValueKind::Account,
            _ => return None,
        };
        Some(Self { level, rtype, names, kind, value: words.collect() })
    }

    /// Whether it is a DKIM key.
    pub fn is_key(&self) -> bool {
        self.names.iter().any(|name| crate::name::labels(name).any(|label| label == "_domainkey"))
    }
}

/// The month of the rows that were seen last, for reports.
pub(in crate::evidence) fn latest() -> &'static str {
    all().iter().map(|own| own.seen).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::SignKind;

    #[test]
    fn every_line_of_the_table_is_understood() {
        for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let Some(row) = line.strip_prefix("  ") else {
                let needs = Needs::read(line).unwrap_or_else(|| panic!("{line}"));
                let is_month = needs.seen.len() == 7 && needs.seen.starts_with("20");
                assert!(is_month, "{line}");
                continue;
            };
            let row = Row::read(row).unwrap_or_else(|| panic!("{line}"));
            let has_number = row.rtype.as_ref().is_none_or(|own| RecordType::KNOWN.contains(own));
            let words = match row.kind {
                ValueKind::Account => row.value.is_empty(),
                ValueKind::Sibling => row.value.len() == 3,
                ValueKind::Computed => row.value.iter().any(|word| word.contains('{')),
                ValueKind::Fixed => !row.value.is_empty(),
            };
            assert!(has_number && words, "{line}");
        }
        let rows: usize = all().iter().map(|own| own.rows.len()).sum();
        assert!(all().len() > 50 && rows > 150, "{} {rows}", all().len());
    }

    #[test]
    fn every_service_of_the_table_is_known_and_told_by_more_than_a_selector() {
        let mut seen = std::collections::BTreeSet::new();
        for needs in all() {
            assert!(seen.insert(needs.service), "{} stands twice", needs.service);
            let kinds = crate::knowledge::kinds_of(needs.service);
            let is_strong = |kind: &SignKind| !matches!(kind, SignKind::Selector | SignKind::Name);
            assert!(kinds.iter().any(is_strong), "{} is never told", needs.service);
        }
    }
}
