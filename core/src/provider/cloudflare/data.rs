//! The members of `data` that hold the fields of structured types (provider document, 1.5), in the order
//! of [`RecordType::fields`].

use crate::record::RecordType;

/// The members for a type; empty if its value is in `content`.
pub(in crate::provider) fn keys(rtype: &RecordType) -> &'static [&'static str] {
    match rtype {
        RecordType::Caa => &["flags", "tag", "value"],
        RecordType::Cert => &["type", "key_tag", "algorithm", "certificate"],
        RecordType::Dnskey => &["flags", "protocol", "algorithm", "public_key"],
        RecordType::Ds => &["key_tag", "algorithm", "digest_type", "digest"],
        RecordType::Https | RecordType::Svcb => &[PRIORITY, "target", "value"],
        RecordType::Loc => &[
            "lat_degrees",
            "lat_minutes",
            "lat_seconds",
            "lat_direction",
            "long_degrees",
            "long_minutes",
            "long_seconds",
            "long_direction",
            "altitude",
            "size",
            "precision_horz",
            "precision_vert",
        ],
        RecordType::Naptr => &["order", "preference", "flags", "service", "regex", "replacement"],
        RecordType::Smimea | RecordType::Tlsa => {
            &["usage", "selector", "matching_type", "certificate"]
        }
        RecordType::Srv => &[PRIORITY, "weight", "port", "target"],
        RecordType::Sshfp => &["algorithm", "type", "fingerprint"],
        RecordType::Uri => &[PRIORITY, "weight", "target"],
        _ => &[],
    }
}

/// The member that may be next to `data` as well as inside it.
pub(super) const PRIORITY: &str = "priority";

/// Whether a type's priority is written next to `data` or `content` (provider document, 1.5).
pub(super) fn has_outer_priority(rtype: &RecordType) -> bool {
    matches!(rtype, RecordType::Mx | RecordType::Uri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_a_data_member_for_every_rdata_field() {
        for rtype in RecordType::KNOWN {
            let keys = keys(rtype);
            assert!(keys.is_empty() || keys.len() == rtype.fields().len(), "{rtype:?}");
            let has_priority = keys.is_empty() || (keys[0] == PRIORITY) == rtype.has_priority();
            assert!(has_priority, "{rtype:?}");
        }
    }
}
