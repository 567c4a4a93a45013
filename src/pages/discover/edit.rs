//! The dialog in which a found record is changed before it is accepted.

use zonesift_core::form::Form;
use zonesift_core::record::{Field, FieldError, Record};
use zonesift_core::text;

use crate::signal::State;
use crate::state::discovery::Discovery;
use crate::ui::dialog::dialog;
use crate::ui::field::{checkbox, checked_field, labelled};
use crate::web::dom::{El, button, el, prevent};

/// The form's fields as signals.
#[derive(Clone, Copy)]
struct Fields {
    name: State<String>,
    ttl: State<String>,
    rdata: State<Vec<State<String>>>,
    proxied: State<Option<bool>>,
    comment: State<String>,
    tags: State<String>,
    faults: State<Vec<FieldError>>,
}

impl Fields {
    fn of(form: Form) -> Self {
        Self {
            name: State::new(form.name),
            ttl: State::new(form.ttl),
            rdata: State::new(form.rdata.into_iter().map(State::new).collect()),
            proxied: State::new(form.proxied),
            comment: State::new(form.comment),
            tags: State::new(form.tags),
            faults: State::default(),
        }
    }

    fn form(self) -> Form {
        Form {
            name: self.name.get_untracked(),
            ttl: self.ttl.get_untracked(),
            rdata: self.rdata.with_untracked(|all| all.iter().map(|f| f.get_untracked()).collect()),
            proxied: self.proxied.get_untracked(),
            comment: self.comment.get_untracked(),
            tags: self.tags.get_untracked(),
        }
    }

    fn fault(self, field: Field) -> impl Fn() -> Option<String> + Copy + 'static {
        move || {
            let of_field =
                |all: &Vec<FieldError>| all.iter().find(|e| e.field == field).map(|e| e.reason);
            self.faults.with(of_field).map(text::field_error)
        }
    }
}

/// The dialog; open while there is an item to edit.
pub fn edit_dialog(discovery: &'static Discovery, item: State<Option<u32>>) -> El {
    let content = move || form(discovery, item);
    dialog("Edit record", move || item.get().is_some(), move || item.set(None), content)
}

fn form(discovery: &'static Discovery, item: State<Option<u32>>) -> Option<El> {
    let number = item.get_untracked()?;
    let (record, zone) = discovery.review.with_untracked(|review| {
        let review = review.as_ref()?;
        Some((review.item(number)?.record().clone(), review.zone().clone()))
    })?;
    let fields = Fields::of(Form::of(&record, &zone));
    let inputs = inputs(discovery, fields, &record);
    let add = move |event: &_| {
        prevent(event);
        let limits = &discovery.api.provider().capabilities().limits;
        match fields.form().read(&record, &zone, limits) {
            Ok(changed) => {
                discovery.change(|review| review.edit(number, changed));
                item.set(None);
            }
            Err(faults) => fields.faults.set(faults),
        }
    };
    let submit = el("button").class("primary").attr("type", "submit").text("Add to plan");
    let cancel = button("Cancel", move |_| item.set(None));
    let form = el("form")
        .class("record-form")
        .on("submit", add)
        .with_all(inputs)
        .with(el("div").class("actions").with(submit).with(cancel));
    Some(form)
}

fn inputs(discovery: &'static Discovery, fields: Fields, record: &Record) -> Vec<El> {
    let rules = discovery.api.provider().capabilities();
    let no_fault = || None;
    let enabled = || false;
    let rtype =
        el("select").flag("disabled", || true).with(el("option").text(record.rtype.as_str()));
    let type_fault = el("span").class("fault");
    let type_fault = type_fault.live(move || fields.fault(Field::Type)().unwrap_or_default());
    let mut all = vec![
        labelled("Type", rtype).with(type_fault),
        checked_field("Name", fields.name, fields.fault(Field::Name), enabled),
    ];
    let own = record.rtype.fields().iter().zip(fields.rdata.get_untracked()).enumerate();
    all.extend(own.map(|(index, (spec, value))| {
        checked_field(spec.label, value, fields.fault(Field::Rdata(index)), enabled)
    }));
    let automatic = move || fields.proxied.get() == Some(true);
    all.push(checked_field("TTL", fields.ttl, fields.fault(Field::Ttl), automatic));
    if rules.proxied && record.rtype.is_proxiable() {
        all.push(checkbox("Proxied", automatic, move |on| fields.proxied.set(Some(on))));
    }
    if rules.comments {
        all.push(checked_field("Comment", fields.comment, no_fault, enabled));
    }
    if rules.tags {
        all.push(checked_field("Tags", fields.tags, no_fault, enabled));
    }
    all
}
