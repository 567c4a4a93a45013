//! The names that are guessed, from one list for the page and the sandbox.

use crate::record::RecordType;

/// One name a line, relative to the zone; `+` before those that only the page asks for.
const NAMES: &str = include_str!("names.txt");

/// A name to ask for, relative to the zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The name.
    pub name: &'static str,
    /// Whether the providers' scans guess it too.
    pub is_common: bool,
}

/// All names, in the order of the list.
pub fn guesses() -> impl Iterator<Item = Guess> {
    let lines = NAMES.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| match line.strip_prefix('+') {
        Some(name) => Guess { name, is_common: false },
        None => Guess { name: line, is_common: true },
    })
}

/// The type that tells most at a name, by its form: an alias comes with any type.
#[must_use]
pub fn first_type(name: &str) -> RecordType {
    let mut labels = crate::name::labels(name);
    let (first, second) = (labels.next().unwrap_or_default(), labels.next().unwrap_or_default());
    let is_protocol = matches!(second, "_tcp" | "_udp" | "_tls" | "_sctp");
    let port = first.strip_prefix('_').filter(|_| is_protocol);
    match port {
        Some(port) if port.bytes().all(|byte| byte.is_ascii_digit()) => RecordType::Tlsa,
        Some(_) => RecordType::Srv,
        None if first.starts_with('_') || second.starts_with('_') => RecordType::Txt,
        None => RecordType::A,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::name::DomainName;

    #[test]
    fn every_guess_is_a_name_and_occurs_once() {
        let mut seen = HashSet::new();
        for guess in guesses() {
            let name = format!("{}.example.com", guess.name);
            assert_eq!(DomainName::parse(&name).unwrap().as_str(), name);
            assert!(seen.insert(guess.name), "{} stands twice", guess.name);
        }
        let common = guesses().filter(|guess| guess.is_common).count();
        assert!(common > 200 && seen.len() > common + 200, "{common} of {}", seen.len());
    }

    #[test]
    fn the_form_of_a_name_tells_what_to_ask() {
        for (name, rtype) in [
            ("www", RecordType::A),
            ("_dmarc", RecordType::Txt),
            ("selector1._domainkey", RecordType::Txt),
            ("default._bimi", RecordType::Txt),
            ("_sip._tls", RecordType::Srv),
            ("_ldap._tcp.dc._msdcs", RecordType::Srv),
            ("_25._tcp.mail", RecordType::Tlsa),
            ("mail.shop", RecordType::A),
        ] {
            assert_eq!(first_type(name), rtype, "{name}");
        }
    }
}
