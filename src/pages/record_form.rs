//! The form of one record: every field of its type, validated before the record is used.

mod odd;

use std::rc::Rc;

use leptos::prelude::*;
use zonesift_core::name::DomainName;
use zonesift_core::provider::NoteLimits;
use zonesift_core::record::{
    Field, FieldError, FieldSpec, Rdata, Record, RecordLimits, RecordType,
};
use zonesift_core::record_form::{RecordForm, Terms};
use zonesift_core::text;

use crate::made::Makes;
use crate::state::zone::ZoneState;
use crate::ui::field::{checkbox, checked_field, helped_field, labelled};
use crate::ui::notice::notice;
use crate::web::dom::{El, button, chosen, el, follow, prevent};

pub struct Purpose {
    /// The record that the form shows first.
    pub record: Record,
    /// The record as the zone holds it, if it does.
    pub held: Option<Record>,
    /// Whether the type can be changed.
    pub any_type: bool,
    /// Whether the form offers to overwrite the whole record.
    pub whole: bool,
    /// Takes the record, and whether to overwrite the whole record.
    pub done: Box<dyn Fn(Record, bool)>,
    pub close: Rc<dyn Makes<()>>,
}

/// What the input is validated with.
#[derive(Clone)]
struct Given {
    record: Record,
    held: Option<Record>,
    zone: DomainName,
    limits: &'static RecordLimits,
    notes: NoteLimits,
}

impl Given {
    /// The record that the input changes. With another type its data is empty; id, name and TTL stay.
    fn base(&self, rtype: Option<RecordType>) -> Record {
        match rtype.filter(|rtype| *rtype != self.record.rtype) {
            None => self.record.clone(),
            Some(rtype) => {
                let (rdata, id) = (Rdata::new(&rtype, [""; 0]), self.record.id.clone());
                let name = self.record.name.clone();
                Record { id, ..Record::new(name, rtype, rdata, self.record.ttl) }
            }
        }
    }

    fn terms(&self) -> Terms<'_> {
        let held = self.held.as_ref();
        Terms { zone: &self.zone, limits: self.limits, notes: self.notes, held }
    }
}

#[derive(Clone, Copy)]
struct Fields {
    rtype: RwSignal<Option<RecordType>>,
    name: RwSignal<String>,
    ttl: RwSignal<String>,
    rdata: RwSignal<Vec<RwSignal<String>>>,
    proxied: RwSignal<Option<bool>>,
    comment: RwSignal<String>,
    tags: RwSignal<String>,
    whole: RwSignal<bool>,
    faults: RwSignal<Vec<FieldError>>,
    /// What the provider complained about.
    said: RwSignal<Option<String>>,
    /// The field of that complaint, if the provider named one.
    said_of: Option<Field>,
}

impl Fields {
    fn of(rtype: &RecordType, form: RecordForm) -> Self {
        Self {
            rtype: RwSignal::new(Some(rtype.clone())),
            name: RwSignal::new(form.name),
            ttl: RwSignal::new(form.ttl),
            rdata: RwSignal::new(form.rdata.into_iter().map(RwSignal::new).collect()),
            proxied: RwSignal::new(form.proxied),
            comment: RwSignal::new(form.comment),
            tags: RwSignal::new(form.tags),
            whole: RwSignal::default(),
            faults: RwSignal::default(),
            said: RwSignal::default(),
            said_of: None,
        }
    }

    fn form(self) -> RecordForm {
        RecordForm {
            name: self.name.get_untracked(),
            ttl: self.ttl.get_untracked(),
            rdata: self.rdata.with_untracked(|all| all.iter().map(|f| f.get_untracked()).collect()),
            proxied: self.proxied.get_untracked(),
            comment: self.comment.get_untracked(),
            tags: self.tags.get_untracked(),
        }
    }

    /// Switches to another type. A `Content` field keeps its text if the new type has one too.
    fn choose(self, rtype: RecordType) {
        let content = |spec: &FieldSpec| spec.label == "Content";
        let place = |rtype: &RecordType| rtype.fields().iter().position(content);
        let before = self.rtype.with_untracked(|before| place(before.as_ref()?));
        let kept =
            before.and_then(|place| self.rdata.with_untracked(|all| all.get(place).copied()));
        let here = place(&rtype);
        let fields = rtype
            .fields()
            .iter()
            .enumerate()
            .map(|(index, _)| kept.filter(|_| here == Some(index)).unwrap_or_default());
        self.rdata.set(fields.collect());
        self.faults.set(Vec::new());
        self.said.set(None);
        self.rtype.set(Some(rtype));
    }

    fn fault(self, field: Field) -> impl Fn() -> Option<String> + Copy + 'static {
        move || {
            let of_field =
                |all: &Vec<FieldError>| all.iter().find(|e| e.field == field).map(|e| e.reason);
            self.faults
                .with(of_field)
                .map(text::field_error)
                .or_else(|| self.complaint(Some(field)))
        }
    }

    /// The provider's complaint about a field, or about no field in particular.
    fn complaint(self, field: Option<Field>) -> Option<String> {
        self.said.get().filter(|_| self.said_of == field)
    }

    /// Shows the provider's complaint until the user changes its field.
    fn tell(&mut self, (field, words): (Option<Field>, String)) {
        self.said.set(Some(words));
        self.said_of = field;
        let text = match field {
            Some(Field::Name) => Some(self.name),
            Some(Field::Ttl) => Some(self.ttl),
            Some(Field::Rdata(index)) => self.rdata.with_untracked(|all| all.get(index).copied()),
            Some(Field::Comment) => Some(self.comment),
            Some(Field::Tags) => Some(self.tags),
            Some(Field::Type) | None => None,
        };
        let (said, Some(text)) = (self.said, text) else { return };
        let refused = text.get_untracked();
        follow(move || {
            if text.get() != refused {
                said.set(None);
            }
        });
    }
}

/// `None` before the zone is known.
pub fn record_form(discovery: ZoneState, purpose: Purpose) -> Option<El> {
    let zone = discovery.name_now()?;
    let Purpose { record, held, any_type, whole, done, close } = purpose;
    let mut fields = Fields::of(&record.rtype, RecordForm::of(&record, &zone));
    if let Some(complaint) = discovery.complaint(&record) {
        fields.tell(complaint);
    }
    let inputs = inputs(discovery, fields, &record, any_type, whole);
    let limits = &discovery.api.provider().capabilities().limits;
    let given = Given { record, held, zone, limits, notes: discovery.note_limits() };
    let odd = odd::odd(fields, &given);
    let add = move |event: &_| {
        prevent(event);
        let base = given.base(fields.rtype.get_untracked());
        match fields.form().read(&base, &given.terms()) {
            Ok(changed) => done(changed, fields.whole.get_untracked()),
            Err(faults) => fields.faults.set(faults),
        }
    };
    let submit = el("button").class("primary").attr("type", "submit").text("Add to plan");
    let cancel = button("Cancel", move |_| close.make());
    let form = el("form")
        .class("record-form")
        .on("submit", add)
        .with(notice(move || fields.complaint(None)))
        .with_all(inputs)
        .with(odd)
        .with(el("div").class("actions").with(submit).with(cancel));
    Some(form)
}

fn inputs(
    discovery: ZoneState,
    fields: Fields,
    record: &Record,
    any_type: bool,
    whole: bool,
) -> Vec<El> {
    let rules = discovery.api.provider().capabilities();
    let enabled = || false;
    let type_fault = el("span").class("fault").attr("aria-hidden", "true");
    let type_fault = type_fault.live(move || fields.fault(Field::Type)().unwrap_or_default());
    let mut all = vec![
        labelled("Type", types(discovery, fields, record, any_type)).with(type_fault),
        checked_field("Name", fields.name, fields.fault(Field::Name), enabled),
        el("div").class("rdata").part(move || Some(rdata(fields))),
    ];
    let automatic = move || fields.proxied.get() == Some(true);
    all.push(checked_field("TTL", fields.ttl, fields.fault(Field::Ttl), automatic));
    if rules.proxied {
        let proxied =
            move || checkbox("Proxied", automatic, move |on| fields.proxied.set(Some(on)));
        let fits = move || fields.rtype.with(|t| t.as_ref().is_some_and(RecordType::is_proxiable));
        all.push(el("div").class("rdata").when(fits, proxied));
    }
    if rules.comments {
        all.push(checked_field("Comment", fields.comment, fields.fault(Field::Comment), enabled));
    }
    if rules.tags {
        all.push(checked_field("Tags", fields.tags, fields.fault(Field::Tags), enabled));
    }
    if whole {
        let overwrite = checkbox(
            "Overwrite",
            move || fields.whole.get(),
            move |on| {
                fields.whole.set(on);
            },
        );
        all.push(overwrite.attr("title", text::OVERWRITE_HELP));
    }
    all
}

fn rdata(fields: Fields) -> El {
    let rtype = fields.rtype.get();
    let values = fields.rdata.get_untracked();
    let specs = rtype.iter().flat_map(RecordType::fields).zip(values).enumerate();
    let field = move |(index, (spec, value)): (usize, (&'static FieldSpec, RwSignal<String>))| {
        let fault = fields.fault(Field::Rdata(index));
        helped_field(spec.label, text::field_help(spec.kind), value, fault, || false)
    };
    el("div").class("rdata-fields").with_all(specs.map(field))
}

/// The provider's types as a select box, disabled if the type cannot be changed.
fn types(discovery: ZoneState, fields: Fields, record: &Record, any: bool) -> El {
    let held = discovery.api.provider().capabilities().limits.types;
    let mut offered: Vec<RecordType> = if any { held.to_vec() } else { Vec::new() };
    if !offered.contains(&record.rtype) {
        offered.insert(0, record.rtype.clone());
    }
    let options = offered.iter().map(|rtype| {
        let option = el("option").attr("value", rtype.raw()).text(&rtype.shown());
        if *rtype == record.rtype { option.attr("selected", "") } else { option }
    });
    let fault = fields.fault(Field::Type);
    el("select")
        .flag("disabled", move || !any)
        .bind("aria-invalid", move || fault().map(|_| "true".to_owned()))
        .bind("aria-description", fault)
        .with_all(options)
        .on("change", move |event| fields.choose(RecordType::parse(&chosen(event))))
}
