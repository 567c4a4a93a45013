//! Verifies an export: reads the file back and compares it with the original records before it is offered.
//! It uses the import's reader, and shares with the writer only the spelling of fields that have several.

use rustc_hash::FxHashMap;

use super::write::normal;
use super::{Dialect, LeftOut, Problem, marks, names, read};
use crate::name::DomainName;
use crate::record::{Rdata, Record};

/// How a file differs from the records it was written from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// A part of the file is unreadable.
    Problem(Box<Problem>),
    /// The record with this index is missing from the file, or differs in its TTL or, if the dialect supports
    /// them, its comment, tags or proxy flag.
    Missing(usize),
    /// The file contains a record that is not among the originals.
    Surplus(Box<Record>),
}

/// Checks that a file contains exactly these records, except those left out of it.
///
/// # Errors
/// The first difference.
pub fn check(
    records: &[Record],
    left_out: &[(usize, LeftOut)],
    text: &str,
    zone: &DomainName,
    dialect: Dialect,
) -> Result<(), Mismatch> {
    let file = read(text, zone, dialect, crate::record::Ttl::Auto);
    if let Some(problem) = file.problems.first() {
        return Err(Mismatch::Problem(Box::new(problem.clone())));
    }
    let mut absent = vec![false; records.len()];
    for (place, _) in left_out {
        if let Some(absent) = absent.get_mut(*place) {
            *absent = true;
        }
    }
    // The expected number of each record, by its text.
    let mut numbers = FxHashMap::default();
    let mut expected: Vec<(usize, usize)> = Vec::new();
    for (place, record) in records.iter().enumerate() {
        if absent.get(place) == Some(&true) {
            continue;
        }
        let number = *numbers.entry(key(record, dialect)).or_insert(expected.len());
        match expected.get_mut(number) {
            Some((_, times)) => *times += 1,
            None => expected.push((place, 1)),
        }
    }
    let mut surplus = None;
    for record in file.records {
        let number = numbers.get(&key(&record, dialect));
        match number.and_then(|number| expected.get_mut(*number)) {
            Some((_, times)) if *times > 0 => *times -= 1,
            _ => surplus = surplus.or(Some(record)),
        }
    }
    match expected.iter().find(|(_, times)| *times > 0) {
        Some((place, _)) => Err(Mismatch::Missing(*place)),
        None => surplus.map_or(Ok(()), |record| Err(Mismatch::Surplus(Box::new(record)))),
    }
}

/// The key of a record: everything that this dialect can state about it.
fn key(record: &Record, dialect: Dialect) -> String {
    let mut spelled = record.clone();
    if let Some(name) = names::canonical(&record.name) {
        spelled.name = name;
    }
    let mut specs = record.rtype.fields().iter();
    let fields = record.rdata.raw_fields().map(|text| {
        let normal = specs.next().and_then(|spec| normal(&record.rtype, spec.kind, text));
        normal.unwrap_or_else(|| text.to_owned())
    });
    spelled.rdata = Rdata::new(&record.rtype, fields);
    let mut key = spelled.identity();
    key.push('\n');
    key.push_str(&dialect.seconds(record.ttl).to_string());
    if dialect.marks {
        marks::push_identity(record, &mut key);
    }
    key
}
