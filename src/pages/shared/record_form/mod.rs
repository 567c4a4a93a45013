//! The form of one record: every field of its type, validated before the record is used.

mod fields;
mod mistakes;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use zonesift_core::record::{Field, Record, RecordType};
use zonesift_core::text;

use fields::{FormFields, FormRules};
use mistakes::Mistakes;

use crate::components::{self, Checkbox, Notice, TextField};
use crate::state::zone::ZoneState;

/// What the user entered.
pub struct Entered {
    pub record: Record,
    /// Whether to overwrite the whole record.
    pub overwrite: bool,
}

/// Shows nothing before the zone is known.
#[component]
pub fn RecordForm(
    zone: ZoneState,
    /// The record that the form shows first.
    record: Record,
    /// The record as the zone holds it, if it does.
    held: Option<Record>,
    /// Whether the type can be changed.
    any_type: bool,
    /// Whether the user may choose to overwrite the whole record.
    #[prop(optional)]
    may_overwrite: bool,
    #[prop(into)] on_submit: Callback<Entered>,
    #[prop(into)] on_cancel: Callback<()>,
) -> impl IntoView {
    let rules = FormRules::new(zone, record, held)?;
    let fields = FormFields::new(zone, &rules);
    let types = offered_types(zone, &rules.record.rtype, any_type);
    let rules = StoredValue::new(rules);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match rules.with_value(|rules| fields.read(rules)) {
            Ok(record) => {
                on_submit.run(Entered { record, overwrite: fields.overwrite.get_untracked() });
            }
            Err(faults) => fields.faults.set(faults),
        }
    };
    let view = view! {
        <form class="record-form" on:submit=submit>
            <Notice text=fields.refusal_of(None)/>
            <TypeField fields types disabled=!any_type/>
            <TextField label="Name" value=fields.name fault=fields.fault(Field::Name)/>
            <DataFields fields/>
            <TextField
                label="TTL"
                value=fields.ttl
                fault=fields.fault(Field::Ttl)
                disabled=fields.is_proxied()
            />
            <ProviderFields zone fields/>
            {may_overwrite.then(|| view! { <OverwriteBox fields/> })}
            <Mistakes fields rules/>
            <div class="actions">
                <button type="submit" class="primary">
                    {"Add to plan"}
                </button>
                <button type="button" on:click=move |_| on_cancel.run(())>
                    {"Cancel"}
                </button>
            </div>
        </form>
    };
    Some(view.into_any())
}

/// The types to choose from: the provider's, or just the record's own.
fn offered_types(zone: ZoneState, own: &RecordType, any_type: bool) -> Vec<RecordType> {
    let held = zone.api.provider().capabilities().limits.types;
    let mut types = if any_type { held.to_vec() } else { Vec::new() };
    if !types.contains(own) {
        types.insert(0, own.clone());
    }
    types
}

#[component]
fn TypeField(fields: FormFields, types: Vec<RecordType>, disabled: bool) -> impl IntoView {
    let fault = fields.fault(Field::Type);
    let options = types.into_iter().map(move |rtype| {
        let (value, shown) = (rtype.raw().to_owned(), rtype.shown().into_owned());
        let is_chosen = move || fields.rtype.with(|chosen| *chosen == rtype);
        view! { <option value=value prop:selected=is_chosen>{shown}</option> }
    });
    let choose = move |event| fields.choose(RecordType::parse(&event_target_value(&event)));
    view! {
        <components::Field label="Type">
            <select
                disabled=disabled
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                aria-description=fault
                on:change=choose
            >
                {options.collect_view()}
            </select>
            <span class="fault" aria-hidden="true">{fault}</span>
        </components::Field>
    }
    .into_any()
}

/// The fields of the chosen type.
#[component]
fn DataFields(fields: FormFields) -> impl IntoView {
    move || {
        let texts = fields.rdata.get();
        let specs = fields.rtype.with(RecordType::fields);
        specs
            .iter()
            .zip(texts)
            .enumerate()
            .map(|(index, (spec, value))| {
                let fault = fields.fault(Field::Rdata(index));
                let help = text::field_help(spec.kind);
                view! { <TextField label=spec.label value=RwSignal::from(value) help fault/> }
            })
            .collect_view()
    }
}

/// What only some providers have: proxy, comment and tags.
#[component]
fn ProviderFields(zone: ZoneState, fields: FormFields) -> impl IntoView {
    let rules = zone.api.provider().capabilities();
    let can_proxy = move || rules.proxied && fields.rtype.with(RecordType::is_proxiable);
    let comment = move || {
        view! { <TextField label="Comment" value=fields.comment fault=fields.fault(Field::Comment)/> }
    };
    let tags = move || {
        view! { <TextField label="Tags" value=fields.tags fault=fields.fault(Field::Tags)/> }
    };
    view! {
        <Show when=can_proxy>
            <Checkbox
                label="Proxied"
                checked=fields.is_proxied()
                on_change=move |on| fields.proxied.set(Some(on))
            />
        </Show>
        {rules.comments.then(comment)}
        {rules.tags.then(tags)}
    }
}

#[component]
fn OverwriteBox(fields: FormFields) -> impl IntoView {
    view! {
        <Checkbox
            label="Overwrite"
            checked=fields.overwrite
            on_change=move |on| fields.overwrite.set(on)
            title=text::OVERWRITE_HELP
        />
    }
}
