//! Whether a record fits the others of its zone. bunny.net's own rule is not documented: this
//! sandbox refuses an alias beside other data (RFC 1034 section 3.6.2), except at the apex, where
//! bunny.net flattens it, and takes an identical record a second time. A disabled record is in nobody's
//! way.

use super::{error::Error, record::Record};

/// CNAME.
const ALIAS: i64 = 2;
/// Zone limit (provider document 2.1).
const RECORD_LIMIT: usize = 5_000;

/// Checks a record against those that are there.
///
/// # Errors
/// 400 when it does not fit.
pub fn check(records: &[Record], new: &Record) -> Result<(), Error> {
    if records.len() >= RECORD_LIMIT {
        return Err(Error::field("Records", "The maximum number of records was reached"));
    }
    let mut beside = records
        .iter()
        .filter(|record| !record.disabled && record.name.eq_ignore_ascii_case(&new.name));
    let conflicts = !new.disabled
        && !new.name.is_empty()
        && beside.any(|record| (record.kind == ALIAS) != (new.kind == ALIAS));
    if conflicts {
        return Err(Error::field("Name", "A CNAME cannot stand beside other records"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: i64, name: &str) -> Record {
        Record { kind, name: name.into(), ..Record::default() }
    }

    #[test]
    fn a_cname_conflicts_with_other_records_of_its_name() {
        assert!(check(&[record(2, "www")], &record(0, "WWW")).is_err());
        assert!(check(&[record(0, "www")], &record(2, "www")).is_err());
        assert!(check(&[record(0, "www")], &record(1, "www")).is_ok());
        assert!(check(&[record(0, "")], &record(2, "")).is_ok());
        let off = |kind| Record { disabled: true, ..record(kind, "www") };
        assert!(check(&[off(2)], &record(0, "www")).is_ok());
        assert!(check(&[record(0, "www")], &off(2)).is_ok());
    }

    #[test]
    fn a_zone_can_be_full() {
        let full = vec![record(0, "a"); RECORD_LIMIT];
        assert!(check(&full, &record(0, "b")).is_err());
    }
}
