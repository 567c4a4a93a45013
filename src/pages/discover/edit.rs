//! The dialog in which a found record is changed before it is accepted.

use leptos::prelude::*;
use zonesift_core::form::Form;
use zonesift_core::record::{Field, FieldError, Record};
use zonesift_core::text;

use crate::state::discovery::Discovery;
use crate::ui::dialog::Dialog;
use crate::ui::field::TextField;

/// The form's fields as signals.
#[derive(Clone, Copy)]
struct Fields {
    name: RwSignal<String>,
    ttl: RwSignal<String>,
    rdata: StoredValue<Vec<RwSignal<String>>>,
    proxied: RwSignal<Option<bool>>,
    comment: RwSignal<String>,
    tags: RwSignal<String>,
    faults: RwSignal<Vec<FieldError>>,
}

impl Fields {
    fn of(form: Form) -> Self {
        Self {
            name: RwSignal::new(form.name),
            ttl: RwSignal::new(form.ttl),
            rdata: StoredValue::new(form.rdata.into_iter().map(RwSignal::new).collect()),
            proxied: RwSignal::new(form.proxied),
            comment: RwSignal::new(form.comment),
            tags: RwSignal::new(form.tags),
            faults: RwSignal::new(Vec::new()),
        }
    }

    fn form(self) -> Form {
        Form {
            name: self.name.get_untracked(),
            ttl: self.ttl.get_untracked(),
            rdata: self.rdata.with_value(|all| all.iter().map(|f| f.get_untracked()).collect()),
            proxied: self.proxied.get_untracked(),
            comment: self.comment.get_untracked(),
            tags: self.tags.get_untracked(),
        }
    }

    fn fault(self, field: Field) -> Signal<Option<String>> {
        Signal::derive(move || {
            let reason =
                self.faults.with(|all| all.iter().find(|e| e.field == field).map(|e| e.reason));
            reason.map(text::field_error)
        })
    }
}

/// The dialog; open while there is an item to edit.
#[component]
pub fn EditDialog(discovery: Discovery, item: RwSignal<Option<u32>>) -> AnyView {
    let open = Signal::derive(move || item.get().is_some());
    let close = move |()| item.set(None);
    let form = move || {
        let number = item.get_untracked()?;
        let (record, zone) = discovery.review.with_untracked(|review| {
            let review = review.as_ref()?;
            Some((review.item(number)?.record().clone(), review.zone().clone()))
        })?;
        let fields = Fields::of(Form::of(&record, &zone));
        let base = record.clone();
        let add = move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            let limits = &discovery.api().provider().capabilities().limits;
            match fields.form().read(&base, &zone, limits) {
                Ok(changed) => {
                    discovery.change(|review| review.edit(number, changed));
                    item.set(None);
                }
                Err(faults) => fields.faults.set(faults),
            }
        };
        Some(view! {
            <form class="record-form" on:submit=add>
                {inputs(discovery, fields, &record)}
                <div class="actions">
                    <button class="primary" type="submit">"Add to plan"</button>
                    <button type="button" on:click=move |_| item.set(None)>"Cancel"</button>
                </div>
            </form>
        })
    };
    view! { <Dialog title="Edit record" open on_close=close>{form()}</Dialog> }.into_any()
}

fn inputs(discovery: Discovery, fields: Fields, record: &Record) -> AnyView {
    let rules = discovery.api().provider().capabilities();
    let specs = record.rtype.fields().iter().enumerate();
    let own = specs.zip(fields.rdata.get_value()).map(|((index, spec), value)| {
        view! { <TextField label=spec.label value fault=fields.fault(Field::Rdata(index))/> }
    });
    let proxied = (rules.proxied && record.rtype.is_proxiable()).then(|| {
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=move || fields.proxied.get() == Some(true)
                    on:change=move |event| fields.proxied.set(Some(event_target_checked(&event)))/>
                "Proxied"
            </label>
        }
    });
    let comment = rules.comments.then(|| {
        view! { <TextField label="Comment" value=fields.comment fault=None/> }
    });
    let tags = rules.tags.then(|| view! { <TextField label="Tags" value=fields.tags fault=None/> });
    let automatic = Signal::derive(move || fields.proxied.get() == Some(true));
    view! {
        <label class="field">
            <span>"Type"</span>
            <select disabled aria-label="Type"><option>{record.rtype.as_str().to_owned()}</option></select>
            <span class="fault">{fields.fault(Field::Type)}</span>
        </label>
        <TextField label="Name" value=fields.name fault=fields.fault(Field::Name)/>
        {own.collect_view()}
        <TextField label="TTL" value=fields.ttl fault=fields.fault(Field::Ttl) disabled=automatic/>
        {proxied}
        {comment}
        {tags}
    }
    .into_any()
}
