//! Records that a delegation hides (provider document 1.4): which they are, and what `meta` tells of
//! them. It knows no query.

use serde_json::{Value, json};

use super::{account::Zone, object::put, record::Record};

/// The parameter that asks for what `meta` tells.
pub const FLAG: &str = "include_shadow_metadata";

/// Whether the delegation at this name hides the record: all at or below it but for the delegation
/// itself.
pub fn is_below(record: &Record, name: &str) -> bool {
    let is_delegation = record.kind == "NS" && record.name == name;
    !is_delegation && is_within(&record.name, name)
}

/// Whether the record is a delegation that hides this name.
pub fn hides(record: &Record, name: &str, domain: &str) -> bool {
    record.kind == "NS" && record.name != domain && is_within(name, &record.name)
}

/// Whether a name is below another, or the same.
pub fn is_within(name: &str, above: &str) -> bool {
    let rest = name.strip_suffix(above);
    rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Adds what is known of a record's shadows to its live form.
pub fn tell(shown: &mut Value, record: &Record, zone: &Zone) {
    let Some(meta) = shown.get_mut("meta") else { return };
    if record.kind == "NS" && record.name != zone.domain {
        let hidden = zone.records.iter().filter(|other| is_below(other, &record.name)).count();
        put(meta, "shadowed_records_count", json!(hidden));
    }
    let above = zone
        .records
        .iter()
        .filter(|other| hides(other, &record.name, &zone.domain) && is_below(record, &other.name));
    let above: Vec<&str> = above.map(|record| record.id.as_str()).collect();
    if !above.is_empty() {
        put(meta, "shadowed_by", json!(above));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delegation_hides_the_names_below_it() {
        let record = |name: &str, kind| Record::empty(name.into(), kind);
        let ns = record("sub.a.example", "NS");
        assert!(hides(&ns, "www.sub.a.example", "a.example"));
        assert!(hides(&ns, "sub.a.example", "a.example"));
        assert!(!hides(&ns, "xsub.a.example", "a.example"));
        assert!(!hides(&record("a.example", "NS"), "www.a.example", "a.example"));
        assert!(is_below(&record("sub.a.example", "A"), "sub.a.example"));
        assert!(!is_below(&ns, "sub.a.example"));
    }
}
