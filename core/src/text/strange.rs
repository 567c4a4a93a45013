//! Messages about deceptive names.

use crate::foreign::Foreign;
use crate::name::DomainName;
use crate::record::Record;
use crate::script::{self, Strange};
use crate::visible::visible;

/// The Unicode form of a name and what is deceptive about it; empty for nearly all names.
#[must_use]
pub fn strange_name(name: &str) -> String {
    let own = script::in_own_letters(name).map(|own| ["reads ", &*visible(&own)].concat());
    let strange = script::strange(name).map(|strange| words(&strange));
    own.into_iter().chain(strange).collect::<Vec<_>>().join(", ")
}

/// The same for a record's owner, relative to its zone, and for its target.
#[must_use]
pub fn strange(record: &Record, zone: &DomainName) -> String {
    let own = strange_name(record.name.relative_to(zone));
    let there = strange_name(record.rdata.target(&record.rtype).map_or("", Foreign::raw));
    let lead = if there.is_empty() { "" } else { "leads to a name that " };
    let gap = if own.is_empty() || there.is_empty() { "" } else { " · " };
    [&own, gap, lead, &there].concat()
}

fn words(strange: &Strange) -> String {
    let mut words = String::new();
    for script in strange.scripts() {
        words.push_str(if words.is_empty() { "mixes scripts: " } else { ", " });
        words.push_str(script);
    }
    if !strange.like.is_empty() {
        words.push_str(if words.is_empty() { "looks like " } else { " and looks like " });
        words.push_str(&strange.like.shown());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Rdata, RecordType, Ttl};

    #[test]
    fn describes_strange_names_of_a_record_and_of_its_target() {
        let zone = DomainName::parse("оса.example").unwrap();
        let of = |name: &str, target: &str| {
            let rdata = Rdata::new(&RecordType::Mx, ["10", target]);
            let name = DomainName::join(name, &zone).unwrap();
            strange(&Record::new(name, RecordType::Mx, rdata, Ttl::Auto), &zone)
        };
        assert_eq!(of("www", "mail.example"), "");
        assert_eq!(
            of("bücher", "größe.example"),
            "reads bücher · leads to a name that reads größe.example"
        );
        assert_eq!(
            of("раураl", "mail.example"),
            "reads раураl, mixes scripts: Latin, Cyrillic and looks like paypal"
        );
        assert_eq!(
            of("www", "xn--80ak6aa92e.example"),
            "leads to a name that reads аррӏе.example, looks like apple.example"
        );
        assert_eq!(
            of("www", "xn--80ak6aa92e.a\u{7f}b"),
            "leads to a name that reads аррӏе.a␡b, looks like apple.a␡b"
        );
        assert_eq!(
            of("жa", "сор.example"),
            "reads жa, mixes scripts: Latin, Cyrillic · leads to a name that reads сор.example, looks like cop.example"
        );
    }
}
