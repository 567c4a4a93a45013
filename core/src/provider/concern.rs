//! Maps an error to the field of the record that it concerns, so that a form can show it there. It uses
//! the providers' own field names and never guesses.

use super::{Refusal, cloudflare};
use crate::record::{Field, FieldKind, RecordType};

impl Refusal {
    /// The field of a record of this type that the error concerns; `None` if it names no field, or none that
    /// a form shows.
    ///
    /// [`Refusal::field`] contains paths of JSON members, such as `data/priority` or `posts/3/content`, or
    /// single words such as `Value`. The last word counts.
    #[must_use]
    pub fn concerns(&self, rtype: &RecordType) -> Option<Field> {
        let mut words = self.field.as_ref()?.raw().rsplit(['/', '.']).filter(|word| is_word(word));
        let word = words.next()?.to_ascii_lowercase();
        let is_inner = words.next().is_some_and(|word| word.eq_ignore_ascii_case("data"));
        match &*word {
            // Two record types have an rdata field named `type` (provider document, 1.5).
            "type" if !is_inner => Some(Field::Type),
            "name" => Some(Field::Name),
            "ttl" => Some(Field::Ttl),
            "comment" if !is_inner => Some(Field::Comment),
            "tags" if !is_inner => Some(Field::Tags),
            _ => place(rtype, &word).map(Field::Rdata),
        }
    }
}

/// Numbers in a path are list indexes.
fn is_word(word: &str) -> bool {
    word.bytes().any(|byte| !byte.is_ascii_digit())
}

/// The index of a field in the type's rdata.
fn place(rtype: &RecordType, word: &str) -> Option<usize> {
    let fields = rtype.fields();
    let keys = cloudflare::data::keys(rtype);
    let by_key = || keys.iter().position(|key| *key == word);
    let by_label = || fields.iter().position(|spec| spec.label.eq_ignore_ascii_case(word));
    let whole = || {
        // The whole rdata as one text: shown at the target, else at the first field that is no priority.
        let is_whole = matches!(word, "content" | "value" | "data");
        let target = fields.iter().position(|spec| spec.kind == FieldKind::Host);
        is_whole.then(|| target.unwrap_or(usize::from(rtype.has_priority())))
    };
    by_key().or_else(by_label).or_else(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_the_field_names_of_both_providers() {
        use Field::{Name, Rdata, Ttl, Type};
        for (rtype, word, expected) in [
            (RecordType::A, "Name", Some(Name)),
            (RecordType::A, "name", Some(Name)),
            (RecordType::A, "posts/3/name", Some(Name)),
            (RecordType::A, "/ttl", Some(Ttl)),
            (RecordType::A, "Ttl", Some(Ttl)),
            (RecordType::A, "Type", Some(Type)),
            (RecordType::A, "content", Some(Rdata(0))),
            (RecordType::A, "Value", Some(Rdata(0))),
            (RecordType::A, "priority", None),
            (RecordType::A, "proxied", None),
            (RecordType::A, "comment", Some(Field::Comment)),
            (RecordType::A, "posts/0/tags/1", Some(Field::Tags)),
            (RecordType::A, "posts/3", None),
            (RecordType::A, "3", None),
            (RecordType::A, "", None),
            (RecordType::Mx, "priority", Some(Rdata(0))),
            (RecordType::Mx, "Priority", Some(Rdata(0))),
            (RecordType::Mx, "content", Some(Rdata(1))),
            (RecordType::Mx, "Value", Some(Rdata(1))),
            (RecordType::Srv, "/data/priority", Some(Rdata(0))),
            (RecordType::Srv, "data/port", Some(Rdata(2))),
            (RecordType::Srv, "Weight", Some(Rdata(1))),
            (RecordType::Srv, "Value", Some(Rdata(3))),
            (RecordType::Caa, "Flags", Some(Rdata(0))),
            (RecordType::Caa, "Value", Some(Rdata(2))),
            (RecordType::Caa, "data.tag", Some(Rdata(1))),
            (RecordType::Caa, "data", Some(Rdata(0))),
            (RecordType::Https, "data/value", Some(Rdata(2))),
            (RecordType::Tlsa, "data/matching_type", Some(Rdata(2))),
            (RecordType::Cert, "type", Some(Type)),
            (RecordType::Cert, "posts/0/data/type", Some(Rdata(0))),
            (RecordType::Loc, "data/precision_vert", Some(Rdata(11))),
            (RecordType::Uri, "priority", Some(Rdata(0))),
            (RecordType::Other("X".into()), "content", Some(Rdata(0))),
        ] {
            let refusal = Refusal { field: Some(word.into()), ..Refusal::default() };
            assert_eq!(refusal.concerns(&rtype), expected, "{rtype:?} {word}");
        }
        assert_eq!(Refusal::default().concerns(&RecordType::A), None);
    }
}
