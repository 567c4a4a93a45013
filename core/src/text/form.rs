//! Messages of the form of a record: what a field takes, what was typed, and what became of a pasted line.

use super::import::problem;
use super::{field_error, visible};
use crate::name::DomainName;
use crate::record::{FieldKind, FieldReason, Record, RecordType, mistake};
use crate::zonefile::{Single, SingleFault};

/// The label of the box for a line of a zone file.
pub const LINE: &str = "Paste a line of a zone file";
/// What the box takes.
pub const LINE_HELP: &str =
    "It fills in the form. The zone’s name is added to names without a final dot.";
/// An example of a line.
pub const LINE_EXAMPLE: &str = "mail 3600 IN MX 10 mx1.example.net.";
/// The name of the list of usual TTLs.
pub const PRESETS: &str = "Usual values";
/// The name of the list of registered values.
pub const REGISTERED: &str = "Registered values";

/// What a field accepts, by its place in the type; empty where registered values are offered.
#[must_use]
pub fn field_help(rtype: &RecordType, index: usize) -> &'static str {
    let Some(spec) = rtype.fields().get(index) else { return "" };
    match (rtype, spec.label) {
        _ if !rtype.choices(index).is_empty() => "",
        (RecordType::Loc, "Latitude degrees") => "A whole number from 0 to 90",
        (RecordType::Loc, "Longitude degrees") => "A whole number from 0 to 180",
        (RecordType::Loc, "Latitude minutes" | "Longitude minutes") => {
            "A whole number from 0 to 59"
        }
        (RecordType::Loc, "Latitude seconds" | "Longitude seconds") => "A number from 0 to 59.999",
        (RecordType::Loc, "Altitude") => "Metres above sea level, such as 12.5",
        (RecordType::Loc, _) => "Metres, such as 10",
        (RecordType::Mx, "Priority") => "0 to 65535; the lowest is tried first",
        (RecordType::Uri, "Target") => "A URI, such as https://www.example.com/",
        _ => help_of(spec.kind),
    }
}

fn help_of(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Ipv4 => "An IPv4 address, such as 192.0.2.1",
        FieldKind::Ipv6 => "An IPv6 address, such as 2001:db8::1",
        FieldKind::Host => "A complete host name, such as mail.example.com",
        FieldKind::U8 => "A whole number from 0 to 255",
        FieldKind::U16 => "A whole number from 0 to 65535",
        FieldKind::Decimal => "A number, such as 12.5",
        FieldKind::Word => "One word",
        FieldKind::Text => "The text without quotes; several strings as \"one\" \"two\"",
        FieldKind::String => "The text without quotes, or nothing",
        FieldKind::Hex => "Hexadecimal digits",
        FieldKind::Base64 => "Base64",
        FieldKind::Params => "Parameters such as alpn=h2, or nothing",
    }
}

/// The complete name of what was typed as a record's name; empty while it is none.
#[must_use]
pub fn complete_name(typed: &str, zone: &DomainName) -> String {
    let typed = typed.trim();
    let Some(name) = DomainName::resolve(typed, zone).ok().filter(|_| mistake(typed).is_none())
    else {
        return String::new();
    };
    let (shown, own) = (visible(name.as_str()), name.relative_to(zone));
    let is_whole = typed.len() > own.len() && own != typed;
    match own {
        _ if name == *zone => format!("Complete name: {shown}, the zone itself"),
        _ if !name.is_within(zone) => format!("Complete name: {shown}, outside the zone"),
        _ if is_whole => format!("Complete name: {shown}, the same as {}", visible(own)),
        _ => format!("Complete name: {shown}"),
    }
}

/// A number of seconds in larger units.
#[must_use]
pub fn duration(seconds: u32) -> String {
    let units = [(86_400, "day"), (3_600, "h"), (60, "min"), (1, "s")];
    let mut left = seconds;
    let words = units.into_iter().filter_map(|(unit, word)| {
        let number = left / unit;
        left %= unit;
        let plural = if word == "day" && number > 1 { "s" } else { "" };
        (number > 0).then(|| format!("{number} {word}{plural}"))
    });
    let words = words.collect::<Vec<_>>().join(" ");
    if words.is_empty() { "0 s".to_owned() } else { words }
}

/// What the list of registered values says beside a value that is not among them.
#[must_use]
pub fn unregistered(value: &str) -> &'static str {
    if value.trim().is_empty() { "Choose…" } else { "Not registered" }
}

/// What a pasted line has filled in.
#[must_use]
pub fn filled_in(single: &Single) -> String {
    let Single { record, mended, .. } = single;
    let mut words =
        format!("Filled in: {} {}.", record.rtype.shown(), visible(record.name.as_str()));
    if mended.is_some() {
        words.push_str(" Its quotes were missing, so the text was read as one string.");
    }
    words
}

/// Why a pasted text has filled in nothing.
#[must_use]
pub fn single_fault(fault: &SingleFault) -> String {
    match fault {
        SingleFault::Problem(kind) => problem(*kind),
        SingleFault::Nothing => "There is no record in this text.".into(),
        SingleFault::Several => {
            "This has more than one record. Paste one here, or all of them at Import & export."
                .into()
        }
        SingleFault::Signing => {
            "This is a record of DNSSEC (RRSIG, NSEC and the like), which the signer creates."
                .into()
        }
        SingleFault::NotHeld(rtype) => {
            format!("{}: {}", rtype.shown(), field_error(FieldReason::TypeNotHeld))
        }
    }
}

/// A record that was added to the plan.
#[must_use]
pub fn added_one(record: &Record) -> String {
    format!("Added to the plan: {} {}", record.rtype.shown(), visible(record.name.as_str()))
}

/// The same, with what the list does not show of it.
#[must_use]
pub fn added_hidden(record: &Record) -> String {
    added_one(record) + ". The filter hides it."
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone() -> DomainName {
        DomainName::parse("example.com").unwrap()
    }

    #[test]
    fn shows_the_complete_name_of_what_is_typed() {
        for (typed, words) in [
            ("www", "Complete name: www.example.com"),
            (" WWW ", "Complete name: www.example.com"),
            ("www.example.com", "Complete name: www.example.com, the same as www"),
            ("www.example.com.", "Complete name: www.example.com, the same as www"),
            ("WWW.Example.COM", "Complete name: www.example.com, the same as www"),
            ("mail.example.net", "Complete name: mail.example.net.example.com"),
            ("mail.example.net.", "Complete name: mail.example.net, outside the zone"),
            ("*.dev", "Complete name: *.dev.example.com"),
            ("bücher", "Complete name: xn--bcher-kva.example.com"),
            ("", "Complete name: example.com, the zone itself"),
            ("@", "Complete name: example.com, the zone itself"),
            ("example.com", "Complete name: example.com, the zone itself"),
            ("https://www.example.com/", ""),
            ("a..b", ""),
        ] {
            assert_eq!(complete_name(typed, &zone()), words, "{typed:?}");
        }
    }

    #[test]
    fn says_seconds_in_larger_units() {
        for (seconds, words) in [
            (0, "0 s"),
            (45, "45 s"),
            (300, "5 min"),
            (3_660, "1 h 1 min"),
            (86_400, "1 day"),
            (172_801, "2 days 1 s"),
        ] {
            assert_eq!(duration(seconds), words);
        }
    }

    #[test]
    fn helps_by_number_ranges_only_where_a_number_is_meant() {
        let help = |rtype: &RecordType, label: &str| {
            let index = rtype.fields().iter().position(|spec| spec.label == label).unwrap();
            field_help(rtype, index)
        };
        assert_eq!(help(&RecordType::Loc, "Latitude degrees"), "A whole number from 0 to 90");
        assert_eq!(help(&RecordType::Loc, "Latitude direction"), "");
        assert_eq!(help(&RecordType::Loc, "Size"), "Metres, such as 10");
        assert_eq!(help(&RecordType::Caa, "Tag"), "");
        assert_eq!(help(&RecordType::Srv, "Port"), "A whole number from 0 to 65535");
    }
}
