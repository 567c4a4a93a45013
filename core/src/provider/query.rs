//! A search in a provider's own list of records, for zones that are too large to load. What a text
//! matches is the provider's to say.

use crate::name::DomainName;
use crate::record::RecordType;

/// What a provider looks for in its own list of records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordQuery {
    /// Only records of this type.
    pub rtype: Option<RecordType>,
    /// What fields must be like.
    pub fields: Vec<FieldQuery>,
    /// Free text, looked for in several fields; what exactly it means is the provider's.
    pub search: String,
    /// Only records that are, or are not, answered with the provider's addresses.
    pub proxied: Option<bool>,
    /// One condition is enough, instead of all.
    pub any: bool,
    /// One of the conditions on tags is enough, instead of all.
    pub any_tag: bool,
    /// What to sort by; the provider's own order without it.
    pub order: Option<QueryOrder>,
    /// From the end to the beginning.
    pub descending: bool,
    /// Records that others keep from being seen.
    pub shadow: Option<ShadowQuery>,
}

impl RecordQuery {
    /// Adds a condition, unless it asks nothing: a text that is empty is like every text, and no field
    /// but comments and tags may be missing. A tag that is there, or not, has to be named.
    pub fn ask(&mut self, field: QueryField, compare: Compare, text: &str) {
        let by_being = matches!(compare, Compare::Present | Compare::Absent);
        let asks = match field {
            QueryField::Name | QueryField::Content if by_being => false,
            QueryField::Comment if by_being => true,
            _ => !text.is_empty(),
        };
        // Providers have names in A-labels.
        let name = match field {
            QueryField::Name if !text.is_ascii() => DomainName::parse(text).ok(),
            _ => None,
        };
        let text = name.map_or_else(|| text.to_owned(), |name| name.as_str().to_owned());
        if asks {
            self.fields.push(FieldQuery { field, compare, text });
        }
    }
}

/// A condition on one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldQuery {
    /// The field.
    pub field: QueryField,
    /// How it must be like the text.
    pub compare: Compare,
    /// The text; of no meaning for [`Compare::Present`] and [`Compare::Absent`] of a comment.
    pub text: String,
}

/// A field that a provider searches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryField {
    /// The owner name, complete.
    Name,
    /// The content.
    Content,
    /// The comment.
    Comment,
    /// A tag.
    Tag,
}

/// How a field must be like a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// The same text.
    Exact,
    /// The text within it.
    Contains,
    /// The text at its beginning.
    StartsWith,
    /// The text at its end.
    EndsWith,
    /// There is one. For comments and tags.
    Present,
    /// There is none. For comments and tags.
    Absent,
}

/// What a provider sorts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryOrder {
    /// The type.
    Type,
    /// The owner name.
    Name,
    /// The content.
    Content,
    /// Time to live.
    Ttl,
    /// Whether it is proxied.
    Proxied,
}

/// A question about records that hide others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShadowQuery {
    /// Records hidden by those of this name.
    ShadowedBy(DomainName),
    /// Records that hide those of this name.
    Shadowing(DomainName),
    /// All records, with what is known of shadows.
    Metadata,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drops_conditions_that_ask_nothing() {
        use Compare::{Absent, Contains, Exact, Present};
        use QueryField::{Comment, Content, Name, Tag};
        for (field, compare, text, asks) in [
            (Name, Contains, "www", true),
            (Content, Exact, "", false),
            (Name, Present, "www", false),
            (Content, Absent, "", false),
            (Comment, Present, "", true),
            (Comment, Absent, "x", true),
            (Comment, Contains, "", false),
            (Tag, Present, "", false),
            (Tag, Absent, "team", true),
        ] {
            let mut query = RecordQuery::default();
            query.ask(field, compare, text);
            assert_eq!(query.fields.len(), usize::from(asks), "{field:?} {compare:?} {text}");
        }
    }
}
