//! Names in zone files: relative to the origin, with escapes (RFC 1035, section 5.1).
//!
//! Invalid escapes are refused; all else is left to [`DomainName`], as for typed names.

use super::ProblemKind;
use super::escape::{is_lost, push_bytes};
use crate::idn::dotted;
use crate::name::{DomainName, NameError, labels};

/// Reads a name; one without a trailing dot is relative to the origin, and so is one that ends in `.@`.
pub(super) fn resolve(raw: &str, origin: Option<&DomainName>) -> Result<DomainName, ProblemKind> {
    let raw = if raw == "@" { raw } else { at_origin(raw).unwrap_or(raw) };
    match raw != "@" && labels(raw).any(|label| label == "@") {
        true => Err(ProblemKind::AtLabel),
        false => whole(raw, origin),
    }
}

/// The name before a trailing `.@`, if it has one: one registrar exports names relative to the origin like
/// this.
pub(super) fn at_origin(raw: &str) -> Option<&str> {
    let name = raw.strip_suffix(".@").filter(|name| !name.is_empty())?;
    ends_with_dot(raw.strip_suffix('@')?).then_some(name)
}

fn whole(raw: &str, origin: Option<&DomainName>) -> Result<DomainName, ProblemKind> {
    let origin = || origin.ok_or(ProblemKind::NoOrigin);
    match raw {
        "@" => return origin().cloned(),
        "." => return Ok(DomainName::default()),
        "" => return Err(ProblemKind::Name(NameError::EmptyLabel)),
        _ if is_lost(raw) => return Err(ProblemKind::NotText),
        _ => {}
    }
    if raw.bytes().any(|byte| byte == b'\\') {
        push_bytes(raw, &mut Vec::new())?;
    }
    let mut text = dotted(raw).into_owned();
    if !ends_with_dot(&text) {
        let origin = origin()?;
        text.push('.');
        if !origin.as_str().is_empty() {
            text.push_str(origin.as_str());
            text.push('.');
        }
    }
    let name = DomainName::parse(&text).map_err(ProblemKind::Name)?;
    // Such a name would be indistinguishable from one with a trailing dot.
    if name.as_str().ends_with("\\.") {
        return Err(ProblemKind::Name(NameError::Character('.')));
    }
    Ok(name)
}

/// The name in canonical spelling; `None` if it contains an invalid escape.
pub(super) fn canonical(name: &DomainName) -> Option<DomainName> {
    if name.as_str().is_empty() {
        return Some(name.clone());
    }
    whole(&format!("{name}."), None).ok()
}

/// Appends the name as an owner, relative to the zone.
pub(super) fn push_owner(out: &mut String, name: &DomainName, zone: &DomainName) {
    if name == zone {
        out.push('@');
        return;
    }
    push_name(out, name.relative_to(zone));
}

/// Appends a name so that it cannot be read as the origin or, at the start of a line, as a directive.
pub(super) fn push_name(out: &mut String, name: &str) {
    if name.starts_with('$') {
        out.push('\\');
    }
    push_labels(out, name);
}

/// Appends a name that does not start a line. A literal label `@` is escaped.
pub(super) fn push_labels(out: &mut String, name: &str) {
    for (place, label) in labels(name).enumerate() {
        out.push_str(if place > 0 { "." } else { "" });
        out.push_str(if label == "@" { "\\@" } else { label });
    }
}

fn ends_with_dot(text: &str) -> bool {
    text.strip_suffix('.').is_some_and(|before| {
        before.bytes().rev().take_while(|&byte| byte == b'\\').count().is_multiple_of(2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone() -> DomainName {
        DomainName::parse("example.com").unwrap()
    }

    #[test]
    fn reads_names_relative_to_the_origin() {
        for (raw, expected) in [
            ("@", "example.com"),
            (".", ""),
            ("WWW", "www.example.com"),
            ("www.example.org.", "www.example.org"),
            ("www.example.com", "www.example.com.example.com"),
            (r"john\.doe", r"john\.doe.example.com"),
            (r"john\046doe", r"john\.doe.example.com"),
            (r"\097\066c", "abc.example.com"),
            (r"a\.", r"a\..example.com"),
            (r"a\\.", r"a\\"),
            (r"\@", "@.example.com"),
            (r"a\032b\;c", r"a\032b\059c.example.com"),
            (r"\255", r"\255.example.com"),
            ("bücher", "xn--bcher-kva.example.com"),
            ("bu\u{308}cher", "xn--bcher-kva.example.com"),
            ("a。b", "a.b.example.com"),
            ("bücher。", "xn--bcher-kva"),
        ] {
            let name = resolve(raw, Some(&zone())).unwrap();
            assert_eq!(name.as_str(), expected, "{raw}");
            assert_eq!(canonical(&name), Some(name), "{raw}");
        }
    }

    #[test]
    fn reads_a_last_at_sign_as_the_origin_and_refuses_others() {
        for (raw, expected) in [
            ("_sip._tls.@", "_sip._tls.example.com"),
            (r"a\\.@", r"a\\.example.com"),
            (r"a\.@", r"a\.@.example.com"),
            (r"a.\@", "a.@.example.com"),
        ] {
            assert_eq!(resolve(raw, Some(&zone())).unwrap().as_str(), expected, "{raw}");
        }
        for raw in ["@.a", "a.@.b", "a.@.", "@.", "a.@.@"] {
            assert_eq!(resolve(raw, Some(&zone())), Err(ProblemKind::AtLabel), "{raw}");
        }
        assert_eq!(resolve("a.@", None), Err(ProblemKind::NoOrigin));
    }

    #[test]
    fn refuses_invalid_names() {
        for (raw, kind) in [
            ("", ProblemKind::Name(NameError::EmptyLabel)),
            ("a..b", ProblemKind::Name(NameError::EmptyLabel)),
            ("a\u{fffd}", ProblemKind::NotText),
            ("a\\", ProblemKind::Escape),
            (r"a\25", ProblemKind::Escape),
            (r"a\300", ProblemKind::Escape),
            (r"ü\200", ProblemKind::Name(NameError::Character('ü'))),
        ] {
            assert_eq!(resolve(raw, Some(&zone())), Err(kind), "{raw}");
        }
        assert_eq!(resolve("www", None), Err(ProblemKind::NoOrigin));
        assert!(resolve("www.", None).is_ok());
        let ends = ProblemKind::Name(NameError::Character('.'));
        assert_eq!(resolve(r"a\.", Some(&DomainName::default())), Err(ends));
    }

    #[test]
    fn escapes_owner_names_that_look_like_directives_or_the_origin() {
        for (name, written) in [
            ("example.com", "@"),
            ("www.example.com", "www"),
            ("@.example.com", r"\@"),
            ("a.@.b.example.com", r"a.\@.b"),
            (r"a\.@.example.com", r"a\.@"),
            ("$ttl.example.com", r"\$ttl"),
            ("*.example.com", "*"),
        ] {
            let mut out = String::new();
            push_owner(&mut out, &DomainName::parse(name).unwrap(), &zone());
            assert_eq!(out, written);
            assert_eq!(resolve(&out, Some(&zone())).unwrap().as_str(), name);
        }
    }
}
