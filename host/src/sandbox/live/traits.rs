//! How the servers of a zone behave where its records cannot say it: lines of its zone file that begin with `; trap:`.

use std::str::FromStr;

use hickory_proto::rr::Name;

/// What such a line begins with.
const MARK: &str = "; trap: ";

/// How a signed zone proves that something is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signing {
    /// Ranges of names (RFC 4034 section 4).
    Nsec,
    /// Ranges of hashes (RFC 5155).
    Nsec3,
    /// A name that is not there is said to have no types, with a mark (RFC 9824).
    Compact,
    /// The same without the mark, so that it looks like an empty name.
    BlackLies,
}

/// The behaviour of a zone's servers; without any they do as RFC 1034 and RFC 4592 say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServerTraits {
    /// How the zone is signed, if it is.
    pub signing: Option<Signing>,
    /// Whether the signatures are wrong.
    pub is_bogus: bool,
    /// Whether names that only have names below them are denied.
    pub denies_empty_names: bool,
    /// Whether a wildcard also answers at such names.
    pub fills_empty_names: bool,
    /// How many addresses of a set one answer holds.
    pub window: Option<usize>,
    /// The delegations whose zones are signed, relative to the zone.
    pub secure: Vec<String>,
}

impl ServerTraits {
    /// Reads the lines of a zone file; the first that is not understood is the error.
    ///
    /// # Errors
    /// The line.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut traits = Self::default();
        for line in text.lines().filter_map(|line| line.strip_prefix(MARK)) {
            traits.add(line).ok_or_else(|| line.to_owned())?;
        }
        Ok(traits)
    }

    fn add(&mut self, line: &str) -> Option<()> {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["signed", "nsec"] => self.signing = Some(Signing::Nsec),
            ["signed", "nsec3"] => self.signing = Some(Signing::Nsec3),
            ["signed", "compact"] => self.signing = Some(Signing::Compact),
            ["signed", "black-lies"] => self.signing = Some(Signing::BlackLies),
            ["bogus"] => self.is_bogus = true,
            ["denies-empty-names"] => self.denies_empty_names = true,
            ["fills-empty-names"] => self.fills_empty_names = true,
            ["window", count] => self.window = Some(usize::from_str(count).ok()?),
            ["secure", name] => self.secure.push((*name).to_owned()),
            _ => return None,
        }
        Some(())
    }

    /// Whether the zone below is signed too.
    pub fn secures(&self, cut: &Name, origin: &Name) -> bool {
        let mut named = self.secure.iter().filter_map(|name| Name::parse(name, Some(origin)).ok());
        named.any(|name| name == *cut)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_marked_lines_and_refuses_what_they_do_not_know() {
        let traits =
            ServerTraits::read("; a zone\n; trap: signed nsec\n; trap: window 3\n").unwrap();
        assert_eq!((traits.signing, traits.window), (Some(Signing::Nsec), Some(3)));
        assert_eq!(ServerTraits::read("@ IN A 192.0.2.1").unwrap(), ServerTraits::default());
        for wrong in ["signed", "signed rsa", "window many", "bogus twice"] {
            assert_eq!(ServerTraits::read(&format!("{MARK}{wrong}")), Err(wrong.to_owned()));
        }
    }
}
