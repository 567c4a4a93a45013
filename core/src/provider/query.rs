//! A record search on the provider's side, for zones that are too large to load. The provider defines what
//! matches a text.

use crate::name::DomainName;
use crate::record::RecordType;

/// A query for a provider's record search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordQuery {
    /// Only records of this type.
    pub rtype: Option<RecordType>,
    /// Conditions on fields.
    pub fields: Vec<FieldQuery>,
    /// Free text, matched against several fields as the provider defines.
    pub search: String,
    /// Only records that are, or are not, proxied.
    pub proxied: Option<bool>,
    /// Whether one matching condition is enough, instead of all.
    pub any: bool,
    /// Whether one matching tag condition is enough, instead of all.
    pub any_tag: bool,
    /// The sort key; `None` for the provider's own order.
    pub order: Option<QueryOrder>,
    /// Whether to sort in descending order.
    pub descending: bool,
    /// Only records involved in shadowing.
    pub shadow: Option<ShadowQuery>,
}

impl RecordQuery {
    /// Adds a condition, unless it is meaningless: an empty text matches everything, only comments and tags
    /// can be absent, and a tag needs a name.
    pub fn ask(&mut self, field: QueryField, compare: Compare, text: &str) {
        let by_being = matches!(compare, Compare::Present | Compare::Absent);
        let asks = match field {
            QueryField::Name | QueryField::Content if by_being => false,
            QueryField::Comment if by_being => true,
            _ => !text.is_empty(),
        };
        // Providers store names as A-labels.
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
    /// How to compare it with the text.
    pub compare: Compare,
    /// The text; ignored for [`Compare::Present`] and [`Compare::Absent`] of a comment.
    pub text: String,
}

/// A field that a provider searches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryField {
    /// The complete owner name.
    Name,
    /// The content.
    Content,
    /// The comment.
    Comment,
    /// A tag.
    Tag,
}

/// How to compare a field with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// The field equals the text.
    Exact,
    /// The field contains the text.
    Contains,
    /// The field starts with the text.
    StartsWith,
    /// The field ends with the text.
    EndsWith,
    /// The comment or tag exists.
    Present,
    /// The comment or tag does not exist.
    Absent,
}

/// A sort key of the record search.
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

/// A query about records that hide (shadow) others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShadowQuery {
    /// Records hidden by those of this name.
    ShadowedBy(DomainName),
    /// Records that hide those of this name.
    Shadowing(DomainName),
    /// All records, with their shadowing metadata.
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
