//! Filter conditions on single columns, in addition to the words of the search text. They read the text
//! that the search uses, so they need no memory of their own.

use memchr::memmem::Finder;

use super::Keys;
use crate::lower::lower;

/// How a column's text is compared with a value, ignoring case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum How {
    /// The text contains the value.
    #[default]
    Contains,
    /// The text starts with the value.
    StartsWith,
    /// The text ends with the value.
    EndsWith,
    /// The text equals the value.
    Is,
    /// The text is empty; the value is ignored.
    IsEmpty,
}

/// A condition on one column. Without a value it lets every row pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    /// The column, by its index in the searched text.
    pub column: usize,
    /// The comparison.
    pub how: How,
    /// Whether to negate the condition.
    pub not: bool,
    /// The value; surrounding white space is ignored.
    pub value: String,
}

/// A filter for rows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Query<'q> {
    /// The words that a row must contain, in any column.
    pub text: &'q str,
    /// The conditions that a row must meet, all of them.
    pub conditions: &'q [Condition],
    /// The hidden suffix of texts in the first column, after a dot. A text that equals it is shown as `@`.
    pub tail: &'q str,
}

impl Condition {
    /// Clears the flag of rows that do not meet the condition.
    pub(super) fn keep(&self, keys: &Keys, tail: &str, passing: &mut [bool]) {
        let tail = if self.column == 0 { tail } else { "" };
        let value = lower(self.value.trim());
        let value = shown(&value, tail);
        if value.is_empty() && self.how != How::IsEmpty {
            return;
        }
        let word = Finder::new(value);
        for (passes, row) in passing.iter_mut().zip(0..).filter(|(passes, _)| **passes) {
            let text = shown(keys.field(row, self.column), tail).as_bytes();
            let meets = match self.how {
                How::Contains => word.find(text).is_some(),
                How::StartsWith => text.starts_with(value.as_bytes()),
                How::EndsWith => text.ends_with(value.as_bytes()),
                How::Is => text == value.as_bytes(),
                How::IsEmpty => text.is_empty(),
            };
            *passes = meets != self.not;
        }
    }
}

/// The visible part of a text that may end with the hidden suffix.
fn shown<'t>(text: &'t str, tail: &str) -> &'t str {
    match text.strip_suffix(tail) {
        _ if tail.is_empty() => text,
        Some("") => "@",
        Some(rest) => rest.strip_suffix('.').unwrap_or(text),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Hits;
    use super::*;
    use proptest::prelude::*;

    const HOWS: [How; 5] = [How::Contains, How::StartsWith, How::EndsWith, How::Is, How::IsEmpty];

    fn keys(rows: &[Vec<String>]) -> Keys {
        let mut keys = Keys::default();
        for row in rows {
            let fields: Vec<&str> = row.iter().map(|field| &**field).collect();
            keys.add(0);
            keys.describe(&fields);
        }
        keys
    }

    fn conditions() -> impl Strategy<Value = Vec<Condition>> {
        let one = (0_usize..4, prop::sample::select(&HOWS), any::<bool>(), " ?[abA]{0,2} ?")
            .prop_map(|(column, how, not, value)| Condition { column, how, not, value });
        prop::collection::vec(one, 0..3)
    }

    /// The same, written as plainly as can be.
    fn naive(row: &[String], text: &str, conditions: &[Condition]) -> bool {
        let field =
            |column: usize| row.get(column).map(|text| text.to_lowercase().replace('\u{1f}', " "));
        let held = |word: &str| (0..row.len()).any(|column| field(column).unwrap().contains(word));
        let meets = |condition: &Condition| {
            let (text, value) = (
                field(condition.column).unwrap_or_default(),
                condition.value.trim().to_lowercase(),
            );
            let meets = match condition.how {
                How::IsEmpty => text.is_empty(),
                _ if value.is_empty() => return true,
                How::Contains => text.contains(&value),
                How::StartsWith => text.starts_with(&value),
                How::EndsWith => text.ends_with(&value),
                How::Is => text == value,
            };
            meets != condition.not
        };
        text.to_lowercase().split_whitespace().all(held) && conditions.iter().all(meets)
    }

    proptest! {
        /// Whatever is typed and asked in turn, and whatever comes meanwhile, the rows that pass are
        /// those that one plain look at each finds.
        #[test]
        fn passes_the_rows_that_match_all_words_and_conditions(
            rows in prop::collection::vec(prop::collection::vec("[abA \u{1f}]{0,4}", 3), 0..30),
            more in prop::collection::vec(prop::collection::vec("[ab]{0,3}", 3), 0..3),
            asked in prop::collection::vec(("[abB]{0,3}", conditions()), 1..5),
        ) {
            let mut all = rows.clone();
            let mut hits = Hits::default();
            for (text, conditions) in &asked {
                for end in 0..=text.len() {
                    let text = &text[..end];
                    hits.search(&keys(&all), Query { text, conditions, tail: "" }, 0);
                    let expected: Vec<bool> =
                        all.iter().map(|row| naive(row, text, conditions)).collect();
                    let passing: Vec<bool> =
                        (0..all.len()).map(|row| hits.passes(row as u32)).collect();
                    prop_assert_eq!(hits.count(), expected.iter().filter(|passes| **passes).count());
                    prop_assert_eq!(passing, expected);
                }
                all.extend(more.clone());
            }
        }
    }

    fn passing(rows: &[&str], how: How, value: &str) -> Vec<usize> {
        let rows: Vec<Vec<String>> = rows.iter().map(|row| vec![(*row).to_owned()]).collect();
        let condition = Condition { how, value: value.into(), ..Condition::default() };
        let mut hits = Hits::default();
        let conditions = &[condition];
        hits.search(&keys(&rows), Query { conditions, tail: "shop.example", text: "" }, 0);
        (0..rows.len()).filter(|row| hits.passes(*row as u32)).collect()
    }

    #[test]
    fn conditions_ignore_the_hidden_zone_suffix_of_a_name() {
        let names =
            ["shop.example", "www.shop.example", "shop.shop.example", "myshop.example", "x.y"];
        for (how, value, expected) in [
            (How::Is, "@", vec![0]),
            (How::Is, "shop.example", vec![0]),
            (How::Is, "WWW", vec![1]),
            (How::Is, "www.shop.example", vec![1]),
            (How::Contains, "shop", vec![2, 3]),
            (How::EndsWith, "w", vec![1]),
            (How::EndsWith, ".shop.example", vec![0, 1, 2, 3, 4]),
            (How::StartsWith, "x.", vec![4]),
            (How::IsEmpty, "", vec![]),
        ] {
            assert_eq!(passing(&names, how, value), expected, "{how:?} {value}");
        }
    }
}
