//! A record as the texts of a form, and back.
//!
//! Reading a form validates everything and reports each error with its field; it sends nothing.

use crate::foreign::Foreign;
use crate::name::DomainName;
use crate::provider::NoteLimits;
use crate::record::{
    Field, FieldError, FieldKind, FieldReason, Mistake, Rdata, Record, RecordLimits, RecordType,
    Ttl, host_in, mistake, strings,
};
use crate::text;
use crate::zone::{Conflict, ConflictKind, Fix, look_at, look_at_notes, look_at_text};
use crate::zonefile::{Dialect, Single, SingleFault, rdata, single, ttl::seconds as seconds_of};

/// The texts of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordForm {
    /// The owner name: `@`, relative or complete.
    pub name: String,
    /// Seconds, or the word for an automatic TTL.
    pub ttl: String,
    /// The fields of the type, in the order of [`crate::record::RecordType::fields`].
    pub rdata: Vec<String>,
    /// The proxy flag; `None` if the provider has no proxy.
    pub proxied: Option<bool>,
    /// The comment.
    pub comment: String,
    /// Tags in the form `name:value`, separated by commas.
    pub tags: String,
}

impl RecordForm {
    /// Fills the form from a record.
    #[must_use]
    pub fn of(record: &Record, zone: &DomainName) -> Self {
        Self {
            name: shown_name(&record.name, zone),
            ttl: text::ttl(record.ttl),
            rdata: shown_rdata(record),
            proxied: record.proxied,
            comment: record.raw_comment().to_owned(),
            tags: record.raw_tags(),
        }
    }

    /// The record of the form: `base` with all fields of the form. Errors that the held record already has
    /// are ignored.
    ///
    /// # Errors
    /// All errors with their fields, in the order of the form.
    pub fn read(&self, base: &Record, terms: &Terms<'_>) -> Result<Record, Vec<FieldError>> {
        let Terms { zone, limits, notes, held } = *terms;
        let (record, mut errors) = self.draft(base, zone, limits);
        errors.extend(record.validate(zone, limits));
        errors.extend(
            look_at_notes(&record, &notes).iter().filter_map(|found| note_error(found, &record)),
        );
        // Report one error per field.
        let mut fields: Vec<Field> = Vec::new();
        errors.retain(|error| {
            let is_first = !fields.contains(&error.field);
            fields.push(error.field);
            is_first && !held.is_some_and(|held| error.is_kept(&record, held))
        });
        if errors.is_empty() { Ok(record) } else { Err(errors) }
    }

    /// The form's record as far as it is readable, with its probable mistakes.
    #[must_use]
    pub fn odd(&self, base: &Record, terms: &Terms<'_>) -> (Record, Vec<Conflict>) {
        let (record, errors) = self.draft(base, terms.zone, terms.limits);
        let mut found = Vec::new();
        if !self.is_begun(base, terms.zone) {
            return (record, found);
        }
        let mut tell = |kind, fix| found.push(Conflict { kind, fix });
        look_at(&record, terms.zone, &mut tell);
        look_at_text(&record, terms.limits.txt_strings, &mut tell);
        if let Some(error) = errors.first().filter(|error| error.field == Field::Name)
            && let FieldReason::NotAHost(mistake) = error.reason
        {
            let host =
                host_in(&self.name).and_then(|host| DomainName::resolve(host, terms.zone).ok());
            found
                .push(Conflict { kind: ConflictKind::Owner(mistake), fix: host.map(Fix::SetName) });
        }
        found.extend(look_at_notes(&record, &terms.notes));
        (record, found)
    }

    /// The form with a pasted line of a zone file: what the line does not state stays.
    ///
    /// # Errors
    /// Why the text is not one record.
    pub fn pasted(
        &self,
        text: &str,
        terms: &Terms<'_>,
        dialect: Dialect,
    ) -> Result<Pasted, SingleFault> {
        let owner = DomainName::resolve(&self.name, terms.zone);
        let owner = owner.unwrap_or_else(|_| terms.zone.clone());
        let single = single(text, &owner, terms.zone, dialect)?;
        let Single { record, tells, .. } = &single;
        if !terms.limits.types.contains(&record.rtype) {
            return Err(SingleFault::NotHeld(record.rtype.clone()));
        }
        let read = Self::of(record, terms.zone);
        let form = Self {
            ttl: if tells.ttl { read.ttl } else { self.ttl.clone() },
            proxied: read.proxied.or(self.proxied),
            comment: if tells.comment { read.comment } else { self.comment.clone() },
            tags: if tells.tags { read.tags } else { self.tags.clone() },
            ..read
        };
        Ok(Pasted { form, single })
    }

    /// Whether the user has entered anything.
    fn is_begun(&self, base: &Record, zone: &DomainName) -> bool {
        *self != Self::of(base, zone) || base.rdata.raw_fields().any(|field| !field.is_empty())
    }

    /// The field into which the user typed all data in generic form, `\#` (RFC 3597, section 5), and the
    /// fields that it decodes to. A text may start like that itself.
    fn generic(&self, base: &Record) -> Option<(usize, Option<Vec<String>>)> {
        let shown = shown_rdata(base);
        let specs = base.rtype.fields().iter();
        specs.zip(&self.rdata).enumerate().find_map(|(place, (spec, text))| {
            let is_text = matches!(spec.kind, FieldKind::Text | FieldKind::String);
            let is_alone = || {
                self.rdata.iter().enumerate().all(|(other, text)| other == place || text.is_empty())
            };
            let fields = rdata::typed(&base.rtype, text)?;
            let is_meant =
                !is_text || fields.is_some() && is_alone() && shown.get(place) != Some(text);
            is_meant.then_some((place, fields))
        })
    }

    /// The record as far as the form is readable, and the errors.
    fn draft(
        &self,
        base: &Record,
        zone: &DomainName,
        limits: &RecordLimits,
    ) -> (Record, Vec<FieldError>) {
        let mut record = base.clone();
        let generic = self.generic(base);
        record.rdata = match &generic {
            Some((_, Some(fields))) => Rdata::new(&base.rtype, fields),
            _ => rdata(&base.rtype, &self.rdata),
        };
        record.proxied = self.proxied;
        record.comment = Some(self.comment.trim()).filter(|c| !c.is_empty()).map(Into::into);
        record.tags = tags(&self.tags);
        // An unstated TTL stays so unless the user changes it.
        if !(matches!(base.ttl, Ttl::Assumed(_)) && self.ttl.trim() == text::ttl(base.ttl)) {
            record.ttl = ttl(&self.ttl, limits);
        }
        let mut errors = Vec::new();
        let reason = match (mistake(&self.name), DomainName::resolve(&self.name, zone)) {
            (Some(mistake), _) if mistake != Mistake::Address => {
                Err(FieldReason::NotAHost(mistake))
            }
            (_, resolved) => resolved.map_err(FieldReason::Name),
        };
        match reason {
            Ok(name) => record.name = name,
            Err(reason) => {
                record.name = zone.clone();
                errors.push(FieldError { field: Field::Name, reason });
            }
        }
        if let Some((place, None)) = generic {
            errors.push(FieldError { field: Field::Rdata(place), reason: FieldReason::Generic });
        }
        record.settle();
        if record.proxied == Some(true) {
            record.ttl = Ttl::Auto;
        }
        (record, errors)
    }
}

/// The rdata for the form.
fn shown_rdata(record: &Record) -> Vec<String> {
    match record.rtype {
        RecordType::Txt => vec![record.content().into_raw().into()],
        _ => record.rdata.raw_fields().map(str::to_owned).collect(),
    }
}

/// The name for the form. A literal label `@` must not be shown like the apex.
fn shown_name(name: &DomainName, zone: &DomainName) -> String {
    match name.relative_to(zone) {
        "@" if name != zone => format!("{name}."),
        own => own.to_owned(),
    }
}

/// The rdata of the fields; for TXT possibly several quoted strings.
fn rdata(rtype: &RecordType, texts: &[String]) -> Rdata {
    match (rtype, texts) {
        (RecordType::Txt, [text]) => Rdata::new(rtype, strings::typed(text)),
        _ => Rdata::new(rtype, texts),
    }
}

/// A form that a pasted line has filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// The form.
    pub form: RecordForm,
    /// The line as it was read.
    pub single: Single,
}

/// The context for reading a form.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// The zone's name.
    pub zone: &'a DomainName,
    /// The provider's limits.
    pub limits: &'a RecordLimits,
    /// The limits for comments and tags on the zone's plan.
    pub notes: NoteLimits,
    /// The record as the zone holds it, if it does.
    pub held: Option<&'a Record>,
}

/// The field error for a comment or tags that the limits refuse; `None` for other conflicts.
pub(crate) fn note_error(found: &Conflict, record: &Record) -> Option<FieldError> {
    let reason = match found.kind {
        ConflictKind::CommentLong(most) => FieldReason::LongComment(most),
        ConflictKind::CommentLines => FieldReason::CommentLines,
        ConflictKind::TagsNotHeld => FieldReason::NoTags,
        _ => return None,
    };
    Some(FieldError { field: found.kind.field(record)?, reason })
}

/// Parses the TTL field.
fn ttl(text: &str, limits: &RecordLimits) -> Ttl {
    let text = text.trim();
    match limits.auto_ttl && (text.is_empty() || text.eq_ignore_ascii_case(crate::text::AUTO)) {
        true => Ttl::Auto,
        false => seconds(text),
    }
}

/// Parses seconds, or numbers with units such as `1h30m`. An unreadable text yields a value out of range,
/// which validation reports.
#[must_use]
pub fn seconds(text: &str) -> Ttl {
    Ttl::Seconds(seconds_of(text.trim()).unwrap_or(u32::MAX))
}

/// A text as a field of one line holds it: without line breaks, unless it had some before.
#[must_use]
pub fn one_line(before: &str, now: String) -> String {
    let is_break = |c: char| c == '\n' || c == '\r';
    if before.contains(is_break) || !now.contains(is_break) {
        now
    } else {
        now.replace(is_break, "")
    }
}

/// Parses comma-separated tags.
#[must_use]
pub fn tags(text: &str) -> Vec<Foreign> {
    text.split(',').map(str::trim).filter(|tag| !tag.is_empty()).map(Into::into).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::Provider;
    use crate::zonefile::samples;
    use proptest::prelude::*;

    fn zone() -> DomainName {
        DomainName::parse("example.com").unwrap()
    }

    fn mx() -> Record {
        let rdata = Rdata::new(&RecordType::Mx, ["10", "mail.example.com"]);
        Record::new(zone(), RecordType::Mx, rdata, Ttl::Seconds(300))
    }

    fn read(form: &RecordForm, provider: Provider) -> Result<Record, Vec<FieldError>> {
        let zone = zone();
        let limits = &provider.capabilities().limits;
        form.read(&mx(), &Terms { zone: &zone, limits, notes: NoteLimits::NONE, held: None })
    }

    fn read_as(form: &RecordForm, record: &Record) -> Result<Record, Vec<FieldError>> {
        let zone = zone();
        let limits = &Provider::Cloudflare.capabilities().limits;
        form.read(record, &Terms { zone: &zone, limits, notes: NoteLimits::NONE, held: None })
    }

    #[test]
    fn keeps_an_assumed_ttl_until_one_is_set() {
        let rdata = Rdata::new(&RecordType::A, ["192.0.2.1"]);
        let base = Record::new(zone(), RecordType::A, rdata, Ttl::Assumed(300));
        let mut form = RecordForm::of(&base, &zone());
        let read = |form: &RecordForm| {
            form.draft(&base, &zone(), &Provider::Bunny.capabilities().limits).0
        };
        form.comment = "a".into();
        assert_eq!(read(&form).ttl, Ttl::Assumed(300));
        form.ttl = "600".into();
        assert_eq!(read(&form).ttl, Ttl::Seconds(600));
    }

    #[test]
    fn an_untouched_form_yields_the_same_record() {
        for provider in Provider::ALL {
            assert_eq!(read(&RecordForm::of(&mx(), &zone()), provider), Ok(mx()));
        }
    }

    #[test]
    fn reports_every_fault_with_its_field() {
        let form = RecordForm {
            name: "a b".into(),
            ttl: "soon".into(),
            rdata: vec!["x".into(), String::new()],
            ..RecordForm::default()
        };
        let faults = read(&form, Provider::Cloudflare).unwrap_err();
        let fields: Vec<Field> = faults.iter().map(|fault| fault.field).collect();
        assert_eq!(fields, [Field::Name, Field::Ttl, Field::Rdata(0), Field::Rdata(1)]);
    }

    #[test]
    fn accepts_an_automatic_ttl_only_if_the_provider_has_it() {
        let form = RecordForm { ttl: "auto".into(), ..RecordForm::of(&mx(), &zone()) };
        assert_eq!(read(&form, Provider::Cloudflare).map(|record| record.ttl), Ok(Ttl::Auto));
        assert!(read(&form, Provider::Bunny).is_err());
    }

    #[test]
    fn reads_a_ttl_with_units() {
        for (text, seconds) in [("5m", 300), (" 1h30m ", 5400), ("600", 600)] {
            let form = RecordForm { ttl: text.into(), ..RecordForm::of(&mx(), &zone()) };
            let ttl = read(&form, Provider::Bunny).map(|record| record.ttl);
            assert_eq!(ttl, Ok(Ttl::Seconds(seconds)), "{text}");
        }
    }

    #[test]
    fn drops_line_breaks_unless_the_text_has_some_already() {
        assert_eq!(one_line("a", "v=DKIM1;\r\n p=AA\nBB".into()), "v=DKIM1; p=AABB");
        assert_eq!(one_line("a\nb", "a\nbc".into()), "a\nbc");
    }

    #[test]
    fn a_pasted_line_fills_the_form_whole_or_not_at_all() {
        let zone = zone();
        let pasted = |text: &str, provider: Provider| {
            let rules = provider.capabilities();
            let (limits, notes) = (&rules.limits, NoteLimits::NONE);
            let now = RecordForm {
                name: "now".into(),
                ttl: "900".into(),
                comment: "mine".into(),
                proxied: rules.proxied.then_some(true),
                ..RecordForm::default()
            };
            let terms = Terms { zone: &zone, limits, notes, held: None };
            now.pasted(text, &terms, Dialect::of(rules))
        };
        for provider in Provider::ALL {
            let Pasted { form, single } =
                pasted("mail 3600 IN MX 10 mx1.example.net.", provider).unwrap();
            assert_eq!(single.record.rtype, RecordType::Mx);
            assert_eq!((&*form.name, &*form.ttl, &*form.comment), ("mail", "3600", "mine"));
            assert_eq!(form.rdata, ["10", "mx1.example.net"]);
            let form = pasted("TXT \"a\" \"b\"", provider).unwrap().form;
            assert_eq!((&*form.name, &*form.ttl), ("now", "900"));
            assert_eq!(form.rdata, [r#""a" "b""#]);
            let soa = "@ SOA ns.example.com. hostmaster.example.com. 1 2 3 4 5";
            let refused = Err(SingleFault::NotHeld(RecordType::Soa));
            assert_eq!(pasted(soa, provider), refused);
        }
        let marked = "a 1 A 192.0.2.1 ; note cf_tags=cf-proxied:false,team:web";
        let form = pasted(marked, Provider::Cloudflare).unwrap().form;
        assert_eq!((&*form.ttl, form.proxied, &*form.tags), ("Auto", Some(false), "team:web"));
    }

    #[test]
    fn a_proxied_record_has_an_automatic_ttl() {
        let rdata = Rdata::new(&RecordType::A, ["192.0.2.1"]);
        let a = Record::new(zone(), RecordType::A, rdata, Ttl::Seconds(300));
        let form = RecordForm { proxied: Some(true), ..RecordForm::of(&a, &zone()) };
        let (zone, limits) = (zone(), &Provider::Cloudflare.capabilities().limits);
        let terms = Terms { zone: &zone, limits, notes: NoteLimits::NONE, held: None };
        assert_eq!(form.read(&a, &terms).map(|record| record.ttl), Ok(Ttl::Auto));
    }

    #[test]
    fn accepts_generic_hexadecimal_rdata_like_a_zone_file() {
        let typed = |rtype: RecordType, texts: &[&str]| {
            let blank = Rdata::new(&rtype, [""; 0]);
            let base = Record::new(zone(), rtype, blank, Ttl::Seconds(300));
            let rdata = texts.iter().map(ToString::to_string).collect();
            read_as(&RecordForm { rdata, ..RecordForm::of(&base, &zone()) }, &base)
        };
        for (rtype, texts, content) in [
            (RecordType::A, &[r"\# 4 c0000201"][..], "192.0.2.1"),
            (RecordType::A, &[r" \# 4 C000 0201 "], "192.0.2.1"),
            (RecordType::Aaaa, &[r"\# 16 20010db8000000000000000000000001"], "2001:db8::1"),
            (RecordType::Cname, &[r"\# 5 03777777 00"], "www"),
            (RecordType::Mx, &["", r"\# 7 000a 03777777 00"], "10 www"),
            (RecordType::Mx, &["5", r"\# 7 000a 03777777 00"], "10 www"),
            (RecordType::Caa, &["", "", r"\# 8 00 05 6973737565 61"], "0 issue a"),
            (RecordType::Txt, &[r"\# 4 03616263"], "abc"),
            (RecordType::Txt, &[r"\# hello"], r"\# hello"),
            (RecordType::Txt, &[r"\#4"], r"\#4"),
        ] {
            let read = typed(rtype, texts);
            let read = read.map(|record| record.rdata.raw_fields().collect::<Vec<_>>().join(" "));
            assert_eq!(read.as_deref(), Ok(content), "{texts:?}");
        }
        for (rtype, text) in [
            (RecordType::A, r"\# 4 c00002"),
            (RecordType::A, r"\# 5 c000020101"),
            (RecordType::A, r"\#"),
            (RecordType::Cname, r"\# 2 0377"),
        ] {
            let (field, reason) = (Field::Rdata(0), FieldReason::Generic);
            assert_eq!(typed(rtype, &[text]), Err(vec![FieldError { field, reason }]), "{text}");
        }
        let literal = Rdata::new(&RecordType::Txt, [r"\# 4 03616263"]);
        let literal = Record::new(zone(), RecordType::Txt, literal, Ttl::Seconds(300));
        assert_eq!(read_as(&RecordForm::of(&literal, &zone()), &literal), Ok(literal));
    }

    #[test]
    fn accepts_names_in_every_form_and_splits_tags() {
        let form = RecordForm {
            name: "WWW.example.com.".into(),
            tags: "a:b, c:d,".into(),
            comment: " note ".into(),
            ..RecordForm::of(&mx(), &zone())
        };
        let record = read(&form, Provider::Cloudflare).unwrap();
        assert_eq!(record.name.as_str(), "www.example.com");
        assert_eq!((record.tags.len(), record.raw_comment()), (2, "note"));
    }

    #[test]
    fn shows_and_reads_several_txt_strings_in_quotes() {
        let txt = |strings: &[&str]| {
            let rdata = Rdata::new(&RecordType::Txt, strings);
            Record::new(zone(), RecordType::Txt, rdata, Ttl::Seconds(300))
        };
        let typed = |text: &str| {
            let form =
                RecordForm { rdata: vec![text.into()], ..RecordForm::of(&txt(&["x"]), &zone()) };
            read_as(&form, &txt(&["x"])).unwrap()
        };
        assert_eq!(typed(r#""a=1" "b=2""#), txt(&["a=1", "b=2"]));
        assert_eq!(RecordForm::of(&txt(&["a=1", "b=2"]), &zone()).rdata, [r#""a=1" "b=2""#]);
        assert_eq!(typed(r#""a=1""#), txt(&[r#""a=1""#]));
        assert_eq!(typed(r#""v=DKIM1; p=A" "B""#), txt(&["v=DKIM1; p=AB"]));
        let moved = RecordForm {
            name: "s._domainkey".into(),
            rdata: vec![r#""p=A" "B""#.into()],
            ..RecordForm::of(&txt(&["x"]), &zone())
        };
        assert_eq!(read_as(&moved, &txt(&["x"])).unwrap().content().raw(), "p=AB");
    }

    proptest! {
        #[test]
        fn reads_the_record_that_it_shows(record in samples::any_record()) {
            let form = RecordForm::of(&record, &zone());
            if let Ok(read) = read_as(&form, &record) {
                prop_assert_eq!(read, record);
            }
        }
    }
}
