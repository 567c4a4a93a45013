//! Lists of `tag=value` with semicolons between them, as DKIM, DMARC and others use (RFC 6376, section
//! 3.2).

/// The tags of a text, in order.
pub(super) struct Tags<'t>(Vec<(&'t str, &'t str)>);

impl<'t> Tags<'t> {
    /// Reads a text; what is no tag is left out.
    pub(super) fn read(text: &'t str) -> Self {
        let tag = |part: &'t str| {
            let (name, value) = part.split_once('=')?;
            Some((name.trim(), value.trim()))
        };
        Self(text.split(';').filter_map(tag).collect())
    }

    /// The value of the first tag with this name.
    pub(super) fn get(&self, name: &str) -> Option<&'t str> {
        let found = self.0.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map(|(_, value)| *value)
    }

    /// The value as a list.
    pub(super) fn list(&self, name: &str, separator: char) -> Vec<&'t str> {
        let parts = self.get(name).unwrap_or_default().split(separator).map(str::trim);
        parts.filter(|part| !part.is_empty()).collect()
    }
}
