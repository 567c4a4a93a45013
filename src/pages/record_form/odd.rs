//! Warnings about the record while the user types, with a button for each fix. They prevent nothing.

use leptos::prelude::*;
use zonesift_core::record::{Record, RecordType};
use zonesift_core::text;
use zonesift_core::zone::{Conflict, Fix};

use super::{Fields, Given};
use crate::pages::conflicts::class_of;
use crate::web::dom::{El, button, el};
use crate::web::page;

/// The warnings, announced to screen readers as well.
pub(super) fn odd(fields: Fields, given: &Given) -> El {
    let given = given.clone();
    let zone = given.zone.clone();
    let lines = Memo::new(move |_| {
        let base = given.base(fields.rtype.get());
        fields.track();
        let (record, found) = fields.form().odd(&base, &given.terms());
        (Some(record), found)
    });
    let told = move || {
        let (record, found) = lines.get();
        let record = record?;
        let lines = found.iter().map(|conflict| line(fields, &record, conflict, zone.as_str()));
        Some(el("div").with_all(lines))
    };
    el("div").class("wide").attr("aria-live", "polite").part(told)
}

fn line(fields: Fields, record: &Record, conflict: &Conflict, zone: &str) -> El {
    let severity = conflict.severity();
    let field = conflict.kind.field(record).map(|field| text::field_label(field, record));
    let words = format!(
        "{} · {}: {}",
        text::severity(severity),
        field.unwrap_or_default(),
        text::conflict(conflict, record)
    );
    let line = el("p").class(class_of(severity)).text(&words);
    let Some(fix) = conflict.fix.clone() else { return line };
    let (zone, record) = (zone.to_owned(), record.clone());
    let label = text::fix(&fix);
    let press = move |_: &_| {
        fields.mend(&fix, &record, &zone);
        // The pressed button no longer exists.
        page::focus(".record-form .primary");
    };
    line.text(" ").with(button(&label, press))
}

impl Fields {
    /// Tracks the texts that warnings are about.
    fn track(self) {
        self.name.track();
        self.comment.track();
        self.tags.track();
        self.rdata.with(|all| all.iter().for_each(|field| field.track()));
    }

    /// Fills in what a fix says.
    fn mend(self, fix: &Fix, record: &Record, zone: &str) {
        match fix {
            Fix::SetName(name) if name.as_str() == zone => self.name.set("@".to_owned()),
            Fix::SetName(name) => self.name.set(name.as_str().to_owned()),
            Fix::SetField(place, text) => self.put(*place, text.raw()),
            Fix::SetType(rtype) => self.retype(rtype),
            Fix::SetComment(comment) => self.comment.set(comment.raw().to_owned()),
            Fix::DropTags => self.tags.set(String::new()),
            Fix::JoinStrings | Fix::JoinWords | Fix::RemoveQuotes | Fix::TakeComment => {
                let Some(mended) = fix.mended(record) else { return };
                self.put(0, mended.content().raw());
                self.comment.set(mended.raw_comment().to_owned());
            }
            _ => {}
        }
    }

    fn put(self, place: usize, text: &str) {
        if let Some(field) = self.rdata.with_untracked(|all| all.get(place).copied()) {
            field.set(text.to_owned());
        }
    }

    fn retype(self, rtype: &RecordType) {
        self.choose(rtype.clone());
    }
}
