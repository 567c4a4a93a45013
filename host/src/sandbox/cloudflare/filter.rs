//! Text filters of lists: an operator and a value. Which property they look at is the list's
//! business.

/// How a text is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// The whole text.
    Exact,
    /// Anything but this text.
    NotEqual,
    /// A part of it.
    Contains,
    /// Its beginning.
    StartsWith,
    /// Its end.
    EndsWith,
}

/// A filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// How.
    pub operator: Operator,
    value: String,
    by_case: bool,
}

impl Filter {
    /// The filter of a zone list: the operator stands before the value (provider document 1.3).
    pub fn prefixed(text: &str) -> Self {
        let (prefix, rest) = text.split_once(':').unwrap_or(("", text));
        let operator = match prefix.strip_suffix("_case_sensitive").unwrap_or(prefix) {
            "equal" => Operator::Exact,
            "not_equal" => Operator::NotEqual,
            "contains" => Operator::Contains,
            "starts_with" => Operator::StartsWith,
            "ends_with" => Operator::EndsWith,
            _ => {
                return Self {
                    operator: Operator::Exact,
                    value: text.to_lowercase(),
                    by_case: false,
                };
            }
        };
        let by_case = prefix.ends_with("_case_sensitive");
        let value = if by_case { rest.to_owned() } else { rest.to_lowercase() };
        Self { operator, value, by_case }
    }

    /// The filter of a record list: the operator is a part of the parameter (provider document
    /// 1.4). Nothing for a name that is no operator.
    pub fn named(operator: &str, value: &str) -> Option<Self> {
        let operator = match operator {
            "" | "exact" => Operator::Exact,
            "contains" => Operator::Contains,
            "startswith" => Operator::StartsWith,
            "endswith" => Operator::EndsWith,
            _ => return None,
        };
        Some(Self { operator, value: value.to_lowercase(), by_case: false })
    }

    /// Whether a text passes.
    pub fn passes(&self, text: &str) -> bool {
        let lower = if self.by_case { text.to_owned() } else { text.to_lowercase() };
        match self.operator {
            Operator::Exact => lower == self.value,
            Operator::NotEqual => lower != self.value,
            Operator::Contains => lower.contains(&self.value),
            Operator::StartsWith => lower.starts_with(&self.value),
            Operator::EndsWith => lower.ends_with(&self.value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn applies_each_operator() {
        for (filter, passes) in [
            ("A.example", true),
            ("equal:a.example", true),
            ("not_equal:a.example", false),
            ("contains:EXAM", true),
            ("contains_case_sensitive:EXAM", false),
            ("starts_with:a.", true),
            ("ends_with:.org", false),
            ("unknown:a", false),
        ] {
            assert_eq!(Filter::prefixed(filter).passes("a.example"), passes, "{filter}");
        }
        assert!(Filter::named("startswith", "A.").unwrap().passes("a.example"));
        assert_eq!(Filter::named("regex", "a"), None);
    }
}
