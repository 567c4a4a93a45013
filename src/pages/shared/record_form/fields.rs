//! What the user has entered into the form of a record, and what is wrong with it.

use leptos::prelude::*;
use zonesift_core::name::DomainName;
use zonesift_core::provider::NoteLimits;
use zonesift_core::record::{
    Field, FieldError, FieldSpec, Rdata, Record, RecordLimits, RecordType,
};
use zonesift_core::record_form::{Pasted, RecordForm, Terms};
use zonesift_core::text;
use zonesift_core::zone::Fix;

use crate::state::zone::ZoneState;
use crate::state::zone::outlook::Refusal;

/// What the input is validated with.
pub struct FormRules {
    /// The record that the form shows first.
    pub record: Record,
    held: Option<Record>,
    pub zone: DomainName,
    limits: &'static RecordLimits,
    notes: NoteLimits,
}

impl FormRules {
    /// `None` before the zone is known.
    pub fn new(zone: ZoneState, record: Record, held: Option<Record>) -> Option<Self> {
        let limits = &zone.api.provider().capabilities().limits;
        Some(Self { record, held, zone: zone.name_now()?, limits, notes: zone.note_limits() })
    }

    /// The record that the input changes. With another type its data is empty; id, name and TTL stay.
    pub fn base(&self, rtype: &RecordType) -> Record {
        if *rtype == self.record.rtype {
            return self.record.clone();
        }
        let (rdata, id) = (Rdata::new(rtype, [""; 0]), self.record.id.clone());
        let name = self.record.name.clone();
        Record { id, ..Record::new(name, rtype.clone(), rdata, self.record.ttl) }
    }

    pub fn terms(&self) -> Terms<'_> {
        let held = self.held.as_ref();
        Terms { zone: &self.zone, limits: self.limits, notes: self.notes, held }
    }
}

#[derive(Clone, Copy)]
pub struct FormFields {
    pub rtype: RwSignal<RecordType>,
    pub name: RwSignal<String>,
    pub ttl: RwSignal<String>,
    /// The fields of the type. Another type has others.
    pub rdata: RwSignal<Vec<ArcRwSignal<String>>>,
    pub proxied: RwSignal<Option<bool>>,
    pub comment: RwSignal<String>,
    pub tags: RwSignal<String>,
    pub overwrite: RwSignal<bool>,
    pub faults: RwSignal<Vec<FieldError>>,
    /// Which record was added last, in words, while the form was open.
    pub added: RwSignal<Option<String>>,
    /// Why the provider has refused this very record, until the user changes the field.
    refusal: RwSignal<Option<Refusal>>,
}

impl FormFields {
    pub fn new(zone: ZoneState, rules: &FormRules) -> Self {
        let form = RecordForm::of(&rules.record, &rules.zone);
        let fields = Self {
            rtype: RwSignal::new(rules.record.rtype.clone()),
            name: RwSignal::new(form.name),
            ttl: RwSignal::new(form.ttl),
            rdata: RwSignal::new(form.rdata.into_iter().map(ArcRwSignal::new).collect()),
            proxied: RwSignal::new(form.proxied),
            comment: RwSignal::new(form.comment),
            tags: RwSignal::new(form.tags),
            overwrite: RwSignal::new(false),
            faults: RwSignal::default(),
            added: RwSignal::default(),
            refusal: RwSignal::new(zone.refusal_of(&rules.record)),
        };
        fields.forget_refusal_on_change();
        fields
    }

    /// The record that was entered, or what is wrong with it.
    pub fn read(self, rules: &FormRules) -> Result<Record, Vec<FieldError>> {
        let base = rules.base(&self.rtype.read_untracked());
        self.form_now().read(&base, &rules.terms())
    }

    pub fn form_now(self) -> RecordForm {
        let rdata = self.rdata.read_untracked();
        RecordForm {
            name: self.name.get_untracked(),
            ttl: self.ttl.get_untracked(),
            rdata: rdata.iter().map(|field| field.get_untracked()).collect(),
            proxied: self.proxied.get_untracked(),
            comment: self.comment.get_untracked(),
            tags: self.tags.get_untracked(),
        }
    }

    /// Switches to another type. A `Content` field keeps its text if the new type has one too.
    pub fn choose(self, rtype: RecordType) {
        let kept = self.rtype.with_untracked(content_of);
        let kept = kept.and_then(|index| self.rdata.read_untracked().get(index).cloned());
        let content = content_of(&rtype);
        let fields = rtype.fields().iter().enumerate();
        let fields = fields
            .map(|(index, _)| kept.clone().filter(|_| content == Some(index)).unwrap_or_default());
        self.rdata.set(fields.collect());
        self.faults.set(Vec::new());
        self.refusal.set(None);
        self.rtype.set(rtype);
    }

    /// Fills in a pasted line.
    pub fn fill(self, pasted: Pasted) {
        let Pasted { form, single } = pasted;
        self.name.set(form.name);
        self.ttl.set(form.ttl);
        self.rdata.set(form.rdata.into_iter().map(ArcRwSignal::new).collect());
        self.proxied.set(form.proxied);
        self.comment.set(form.comment);
        self.tags.set(form.tags);
        self.faults.set(Vec::new());
        self.refusal.set(None);
        self.rtype.set(single.record.rtype);
    }

    /// Empties what the next record does not share with the one that was added: all but type, name, TTL and
    /// proxy.
    pub fn next(self, added: &Record) {
        self.rdata.read_untracked().iter().for_each(|field| field.set(String::new()));
        self.comment.set(String::new());
        self.tags.set(String::new());
        self.faults.set(Vec::new());
        self.added.set(Some(text::added_one(added)));
    }

    pub fn is_proxied(self) -> Signal<bool> {
        Signal::derive(move || self.proxied.get() == Some(true))
    }

    /// What is wrong with a field, in words.
    pub fn fault(self, field: Field) -> Signal<Option<String>> {
        let refusal = self.refusal_of(Some(field));
        Signal::derive(move || {
            let faults = self.faults.read();
            let fault = faults.iter().find(|fault| fault.field == field);
            fault.map(|fault| text::field_error(fault.reason)).or_else(|| refusal.get())
        })
    }

    /// The provider's refusal of a field, or of no field in particular.
    pub fn refusal_of(self, field: Option<Field>) -> Signal<Option<String>> {
        Signal::derive(move || {
            let refusal = self.refusal.read();
            Some(refusal.as_ref().filter(|refusal| refusal.field == field)?.words.clone())
        })
    }

    fn forget_refusal_on_change(self) {
        let field = self.refusal.with_untracked(|refusal| refusal.as_ref()?.field);
        let Some(text) = field.and_then(|field| self.text_of(field)) else { return };
        let refused = text.get_untracked();
        Effect::new(move |_| {
            if text.get() != refused {
                self.refusal.set(None);
            }
        });
    }

    fn text_of(self, field: Field) -> Option<ArcRwSignal<String>> {
        match field {
            Field::Name => Some(self.name.into()),
            Field::Ttl => Some(self.ttl.into()),
            Field::Rdata(index) => self.rdata.read_untracked().get(index).cloned(),
            Field::Comment => Some(self.comment.into()),
            Field::Tags => Some(self.tags.into()),
            Field::Type => None,
        }
    }

    /// Tracks the texts that mistakes are looked for in.
    pub fn track_texts(self) {
        self.name.track();
        self.comment.track();
        self.tags.track();
        self.rdata.read().iter().for_each(Track::track);
    }

    /// Fills in what a fix says.
    pub fn mend(self, fix: &Fix, record: &Record, zone: &DomainName) {
        match fix {
            Fix::SetName(name) if name == zone => self.name.set("@".to_owned()),
            Fix::SetName(name) => self.name.set(name.as_str().to_owned()),
            Fix::SetField(index, text) => self.put(*index, text.raw()),
            Fix::SetType(rtype) => self.choose(rtype.clone()),
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

    fn put(self, index: usize, text: &str) {
        if let Some(field) = self.rdata.read_untracked().get(index) {
            field.set(text.to_owned());
        }
    }
}

/// The index of a type's `Content` field.
fn content_of(rtype: &RecordType) -> Option<usize> {
    rtype.fields().iter().position(|spec: &FieldSpec| spec.label == "Content")
}
