//! Names in what the user pastes: lists of any form, and the header of a mail that was sent from the domain.

use crate::name::DomainName;
use crate::record::Ttl;
use crate::zonefile::{self, Dialect};

/// The most names of one paste.
const MOST: usize = 2_000;

/// The names of the zone in a text, each once: words, addresses of pages and of mail. A wildcard stands for the name
/// that it is below. Words without a dot are no names.
#[must_use]
pub fn names_in(text: &str, zone: &DomainName) -> Vec<DomainName> {
    let is_between = |c: char| c.is_whitespace() || ",;|\"'()<>[]{}/@=:".contains(c);
    let words = text.split(is_between).map(|word| word.trim_start_matches("*.").trim_matches('.'));
    distinct(words.filter(|word| word.contains('.')).filter_map(|word| within(word, zone)))
}

/// The names that the header of a mail tells of: the DKIM key of each signature (RFC 6376, section 3.5: `s=` and
/// `d=`), and the host of the return path (RFC 5321, section 4.4).
#[must_use]
pub fn names_in_header(text: &str, zone: &DomainName) -> Vec<DomainName> {
    let names = fields(text).into_iter().filter_map(|field| {
        let (name, body) = field.split_once(':')?;
        match name.trim().to_ascii_lowercase().as_str() {
            "dkim-signature" | "arc-message-signature" | "arc-seal" => {
                let (selector, domain) = (tag(body, "s")?, tag(body, "d")?);
                within(&[&selector, "._domainkey.", &domain].concat(), zone)
            }
            "return-path" | "message-id" => {
                let address = body.trim().trim_matches(['<', '>']);
                within(address.rsplit_once('@')?.1, zone)
            }
            _ => None,
        }
    });
    distinct(names)
}

/// The owner names of a zone file's records, each once.
#[must_use]
pub fn names_in_zone_file(text: &str, zone: &DomainName) -> Vec<DomainName> {
    let file = zonefile::read(text, zone, Dialect::default(), Ttl::Auto);
    distinct(file.records.into_iter().map(|record| record.name).filter(|name| name.is_within(zone)))
}

/// The fields of a header, each on one line (RFC 5322, section 2.2.3).
fn fields(text: &str) -> Vec<String> {
    let mut fields: Vec<String> = Vec::new();
    for line in text.lines() {
        match fields.last_mut().filter(|_| line.starts_with([' ', '\t'])) {
            Some(field) => field.push_str(line),
            None => fields.push(line.to_owned()),
        }
    }
    fields
}

/// The value of a tag in a list of tags, without white space (RFC 6376, section 3.2).
fn tag(list: &str, wanted: &str) -> Option<String> {
    let mut tags = list.split(';').filter_map(|tag| tag.split_once('='));
    let (_, value) = tags.find(|(name, _)| name.trim() == wanted)?;
    let value: String = value.chars().filter(|c| !c.is_whitespace()).collect();
    (!value.is_empty()).then_some(value)
}

fn within(text: &str, zone: &DomainName) -> Option<DomainName> {
    DomainName::parse(text).ok().filter(|name| name.is_within(zone))
}

fn distinct(names: impl Iterator<Item = DomainName>) -> Vec<DomainName> {
    let mut all: Vec<DomainName> = names.take(MOST).collect();
    all.sort();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone() -> DomainName {
        DomainName::parse("example.com").unwrap()
    }

    fn texts(names: Vec<DomainName>) -> Vec<String> {
        names.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn names_are_found_in_lists_of_any_form() {
        let text = "www.example.com, Shop.Example.com.\n*.apps.example.com | https://blog.example.com:8443/path?x=1\n\
            info@mail.example.com other.example.org example www.example.com \"a.b.example.com\"";
        let expected = [
            "a.b.example.com",
            "apps.example.com",
            "blog.example.com",
            "mail.example.com",
            "shop.example.com",
            "www.example.com",
        ];
        let mut found = texts(names_in(text, &zone()));
        found.sort();
        assert_eq!(found, expected);
        assert_eq!(names_in("", &zone()), []);
    }

    #[test]
    fn a_zone_file_tells_its_names() {
        let file = "$ORIGIN example.com.\n@ 300 IN A 192.0.2.1\nwww IN A 192.0.2.1\nwww IN AAAA 2001:db8::1\n\
            other.example.org. IN A 192.0.2.2\nthis is no record\n";
        assert_eq!(texts(names_in_zone_file(file, &zone())), ["example.com", "www.example.com"]);
    }

    #[test]
    fn a_header_tells_the_selectors_and_the_return_path() {
        let header = "Return-Path: <bounce+1=a.b@em4711.example.com>\n\
            DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com;\n\
            \ts=20260311\n  0915; h=from:to; bh=abc=; b=s=nothing\n\
            DKIM-Signature: v=1; d=sendgrid.net; s=smtpapi; b=x\n\
            Message-ID: <1234@mx1.example.com>\n\
            Subject: s=fake; d=example.com\n";
        let mut found = texts(names_in_header(header, &zone()));
        found.sort();
        assert_eq!(
            found,
            ["202603110915._domainkey.example.com", "em4711.example.com", "mx1.example.com"]
        );
        assert_eq!(names_in_header("DKIM-Signature: d=example.com; s=", &zone()), []);
    }
}
