//! What is known about a record, in words.

use crate::knowledge::Purpose;

/// The name of a group of records with the same purpose.
#[must_use]
pub fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Website => "Website",
        Purpose::Mail => "Mail",
        Purpose::Certificates => "Certificates",
        Purpose::Verification => "Verification",
        Purpose::Services => "Services",
        Purpose::Delegations => "Delegations",
        Purpose::OldHost => "Old host’s own",
        Purpose::Unknown => "Unknown",
    }
}
