//! Messages about a record and its fields.

use super::{AUTO, DOMAIN_UNFIT};
use crate::name::NameError;
use crate::provider::Provider;
use crate::record::{FieldReason, Flaw, ParamsFault, Record, Unlike, key_name};
use crate::review::{Decision, Standing};
use crate::visible::visible;
use unicode_normalization::char::is_combining_mark;

/// Why a locked record cannot be edited.
pub const LOCKED: &str = "managed by another product of the provider: read-only";

/// What overwriting a record means.
pub const OVERWRITE_HELP: &str =
    "Writes the whole record: fields left empty here are reset to the provider’s defaults.";

/// The error in a field.
#[must_use]
pub fn field_error(reason: FieldReason) -> String {
    match reason {
        FieldReason::Empty => "This must not be empty.".into(),
        FieldReason::NotIpv4 => "Enter an IPv4 address such as 192.0.2.1.".into(),
        FieldReason::NotIpv6 => "Enter an IPv6 address such as 2001:db8::1.".into(),
        FieldReason::NotAName => "Enter a host name such as mail.example.com.".into(),
        FieldReason::Name(error) => name_error(error),
        FieldReason::NotANumberUpTo(most) => format!("Enter a whole number from 0 to {most}."),
        FieldReason::NotADecimal => "Enter a number such as 12.5.".into(),
        FieldReason::NotAWord => "Enter one word of letters and digits.".into(),
        FieldReason::NotHex => "Enter hexadecimal digits, two for each byte.".into(),
        FieldReason::NotBase64 => "Enter Base64.".into(),
        FieldReason::LongerThan(most) => {
            format!("This is longer than {most} bytes, the provider’s maximum.")
        }
        FieldReason::NotAscii => "The provider allows only ASCII here.".into(),
        FieldReason::OutsideZone => "This name is outside the zone.".into(),
        FieldReason::TypeNotHeld => "The provider doesn’t support this type.".into(),
        FieldReason::TtlNotWithin(least, most) => {
            format!("Enter a TTL from {least} to {most} seconds.")
        }
        FieldReason::TtlNotAutoOrWithin(least, most) => {
            format!("Enter a TTL from {least} to {most} seconds, or {AUTO}.")
        }
        FieldReason::NotAHost(mistake) => String::from("This ") + super::meant::is_mistake(mistake),
        FieldReason::NotBetween(least, most) if least == most => format!("Enter {least}."),
        FieldReason::NotBetween(least, most) => format!("Enter a number from {least} to {most}."),
        FieldReason::NotOneOf([one, other]) => format!("Enter {one} or {other}."),
        FieldReason::NotBytes(bytes) => {
            format!("Enter {bytes} bytes ({} hexadecimal digits).", bytes * 2)
        }
        FieldReason::MustBe(number) => format!("Enter {number}, the only valid value."),
        FieldReason::Params(fault) => params_fault(fault),
        FieldReason::LongComment(most) => {
            format!("At most {most} characters on this zone’s plan.")
        }
        FieldReason::CommentLines => "One line only.".into(),
        FieldReason::NoTags => "This zone’s plan has no tags.".into(),
        FieldReason::Generic => {
            "The data after \\# doesn’t have the stated length, or isn’t valid for this type. Enter it in the usual form."
                .into()
        }
    }
}

/// The error in service parameters.
fn params_fault(fault: ParamsFault) -> String {
    match fault {
        ParamsFault::Grammar => {
            "Enter parameters such as alpn=h2 port=8443, separated by spaces, with every quote closed.".into()
        }
        ParamsFault::Key => {
            "A parameter’s name has lower-case letters, digits and hyphens, or is key and a number up to 65534.".into()
        }
        ParamsFault::Twice(key) => format!("{} is given twice. Keep one.", key_name(key)),
        ParamsFault::NoValue(key) => format!("{} needs a value.", key_name(key)),
        ParamsFault::WithValue(key) => format!("{} takes no value.", key_name(key)),
        ParamsFault::Value(key) => format!("The value of {} is not valid.", key_name(key)),
        ParamsFault::MandatoryMissing => {
            "mandatory lists a parameter that is missing. Add it, or remove it from the list.".into()
        }
        ParamsFault::MandatoryItself => "mandatory cannot list itself.".into(),
        ParamsFault::MandatoryTwice => "mandatory lists a parameter twice.".into(),
        ParamsFault::MandatoryOrder => "key0 must list its keys in ascending order.".into(),
        ParamsFault::NoAlpn => "no-default-alpn needs alpn as well.".into(),
    }
}

/// Why a text is no domain name.
#[must_use]
pub fn name_error(error: NameError) -> String {
    match error {
        NameError::EmptyLabel => "A label between two dots is empty.".into(),
        NameError::LongLabel => "A label is longer than 63 characters.".into(),
        NameError::LongName => "The name is longer than 253 characters.".into(),
        NameError::Character(c) => format!("A name cannot hold {} here.", character(c)),
    }
}

/// Why a text cannot be the name of a zone.
#[must_use]
pub fn domain_error(error: Option<NameError>) -> String {
    match error {
        Some(error) => [DOMAIN_UNFIT, " ", &name_error(error)].concat(),
        None => DOMAIN_UNFIT.into(),
    }
}

/// A character with its code point.
fn character(c: char) -> String {
    let number = format!("U+{:04X}", u32::from(c));
    match c {
        ' ' => format!("a space ({number})"),
        _ if c.is_whitespace() && !c.is_control() => format!("a blank ({number})"),
        // A combining mark needs a base to be visible.
        _ if is_combining_mark(c) => format!("“◌{c}” ({number})"),
        _ => format!("“{}” ({number})", visible(c.encode_utf8(&mut [0; 4]))),
    }
}

/// Shown for a disabled record.
pub const DISABLED: &str = "disabled: the provider doesn’t serve it";

/// How a held record differs from a found one with the same data, and what accepting the found one would
/// change.
#[must_use]
pub fn differs(found: &Record, held: &Record) -> String {
    let unlike = found.unlike(held);
    format!(
        "in the zone, differs: {} (found: {})",
        marks(held, unlike),
        marks(&found.over(held), unlike)
    )
}

/// Those fields of a record that differ.
fn marks(record: &Record, unlike: Unlike) -> String {
    let mut words: Vec<String> = Vec::new();
    if unlike.ttl {
        words.push(format!("TTL {}", super::ttl(record.ttl)));
    }
    if unlike.proxied {
        words.push(if record.proxied == Some(true) { "proxied" } else { "DNS only" }.into());
    }
    if unlike.comment {
        words.push(match &record.comment {
            Some(comment) => format!("comment “{}”", comment.shown()),
            None => "no comment".into(),
        });
    }
    if unlike.tags {
        words.push(match record.tags.is_empty() {
            true => "no tags".into(),
            false => format!("tags {}", visible(&record.raw_tags())),
        });
    }
    if unlike.disabled {
        words.push(if record.disabled { "disabled" } else { "enabled" }.into());
    }
    words.join(", ")
}

/// Which part of a record is unreadable.
#[must_use]
pub fn flaw(flaw: Flaw) -> &'static str {
    match flaw {
        Flaw::NotARecord => {
            "unreadable: the provider's list has something here that is not a record"
        }
        Flaw::Name => "unreadable: its name is missing or not a domain name",
        Flaw::Type => "unreadable: its type is missing or unknown",
        Flaw::Content => "unreadable: its content is missing or out of range",
        Flaw::Ttl => "unreadable: its TTL is missing or out of range",
    }
}

/// Shown for a record that the latest scan did not find. Automation relies on these words.
pub const NOT_FOUND: &str = "not found by the latest scan";

/// What happened to a record that the latest scan did not find, and what its decision waits for.
#[must_use]
pub fn not_found(provider: Provider, decision: Option<Decision>) -> String {
    let mut words = NOT_FOUND.to_owned();
    if provider.capabilities().reject_for_good {
        words.push_str(" · decided elsewhere: no longer in the provider’s list");
    }
    words.push_str(match decision {
        Some(Decision::Accepted) => " · not in the plan: press Accept to write it anyway",
        Some(Decision::Rejected) if provider.capabilities().reject_for_good => "",
        Some(Decision::Rejected) => " · not in the plan: press Reject to reject it anyway",
        _ => "",
    });
    words
}

/// How many decisions are not in the plan because the latest scan did not find their records.
#[must_use]
pub fn left_out_of_plan(decisions: usize) -> String {
    match decisions {
        0 => String::new(),
        1 => ["1 decision is not in the plan: ", NOT_FOUND].concat(),
        many => [&many.to_string(), " decisions are not in the plan: ", NOT_FOUND].concat(),
    }
}

/// Why a found record needs special treatment; empty if it does not.
#[must_use]
pub fn standing(standing: Standing, provider: Provider) -> &'static str {
    match standing {
        Standing::Free | Standing::Flawed => "",
        Standing::InZone => "already in the zone",
        Standing::Differs => "in the zone, differs",
        Standing::Soa => "skipped: your new provider creates its own SOA",
        Standing::ApexNs if provider.capabilities().apex_ns => {
            "name server of the old host; normally left out"
        }
        Standing::ApexNs => "skipped: name server of the old host",
        Standing::NotHeld => "skipped: the provider doesn’t support this type",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{RecordType, Ttl};
    use crate::zonefile::samples;

    #[test]
    fn names_a_character_by_its_glyph_and_code_point() {
        for (c, words) in [
            ('"', "A name cannot hold “\"” (U+0022) here."),
            (' ', "A name cannot hold a space (U+0020) here."),
            ('\u{a0}', "A name cannot hold a blank (U+00A0) here."),
            ('\n', "A name cannot hold “␊” (U+000A) here."),
            ('\u{200d}', "A name cannot hold “⟨U+200D⟩” (U+200D) here."),
            ('\u{301}', "A name cannot hold “◌\u{301}” (U+0301) here."),
            ('😀', "A name cannot hold “😀” (U+1F600) here."),
        ] {
            assert_eq!(name_error(NameError::Character(c)), words);
        }
    }

    #[test]
    fn states_both_values_of_a_difference() {
        let found = samples::record("mail.example.com", RecordType::A, &["192.0.2.1"]);
        let found = Record { ttl: Ttl::Auto, proxied: Some(true), ..found };
        let held = Record { ttl: Ttl::Seconds(3600), proxied: Some(false), ..found.clone() };
        assert_eq!(
            differs(&found, &held),
            "in the zone, differs: TTL 3600, DNS only (found: TTL Auto, proxied)"
        );
        let off = Record { disabled: true, ..found.clone() };
        assert_eq!(differs(&found, &off), "in the zone, differs: disabled (found: enabled)");
    }
}
