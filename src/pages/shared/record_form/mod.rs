//! The form of one record: every field of its type, validated before the record is used.

mod fields;
mod inputs;
mod line_box;
mod mistakes;

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use zonesift_core::record::{Field, Record, RecordType};

use fields::{FormFields, FormRules};
use inputs::{DataFields, NameField, OverwriteBox, ProviderFields, TtlField};
use line_box::{Line, LineBox};
use mistakes::Mistakes;

use crate::browser::page;
use crate::components::{self, Notice};
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
    /// Takes the record and leaves the form open for another one.
    #[prop(optional, into)]
    on_another: Option<Callback<Entered>>,
    #[prop(into)] on_cancel: Callback<()>,
) -> impl IntoView {
    let rules = FormRules::new(zone, record, held)?;
    let fields = FormFields::new(zone, &rules);
    let types = offered_types(zone, &rules.record.rtype, any_type);
    let rules = StoredValue::new(rules);
    let (line, name) = (Line::default(), NodeRef::<html::Input>::new());
    // Returns the record, if it could be read.
    let send = move |to: Callback<Entered>| match rules.with_value(|rules| fields.read(rules)) {
        Ok(record) => {
            let overwrite = fields.overwrite.get_untracked();
            to.run(Entered { record: record.clone(), overwrite });
            Some(record)
        }
        Err(faults) => {
            fields.faults.set(faults);
            None
        }
    };
    let on_enter = Callback::new(move |()| {
        send(on_submit);
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send(on_submit);
    };
    let line_box = on_another.map(|_| view! { <LineBox zone fields rules line/> });
    let another = on_another.map(|take| {
        view! { <AddAnother fields line name add=move |()| send(take)/> }
    });
    let has_added = move || fields.added.with(Option::is_some);
    let view = view! {
        <form class="record-form" on:submit=submit>
            <Notice text=fields.refusal_of(None)/>
            {line_box}
            <TypeField fields types disabled=!any_type/>
            <NameField fields rules input=name/>
            <DataFields fields on_enter/>
            <TtlField zone fields/>
            <ProviderFields zone fields/>
            {may_overwrite.then(|| view! { <OverwriteBox fields/> })}
            <Mistakes fields rules/>
            <div class="actions">
                <button type="submit" class="primary">
                    {"Add to plan"}
                </button>
                {another}
                <button type="button" on:click=move |_| on_cancel.run(())>
                    {move || if has_added() { "Done" } else { "Cancel" }}
                </button>
                <p class="added" aria-live="polite">{move || fields.added.get()}</p>
            </div>
        </form>
    };
    Some(view.into_any())
}

/// Adds the record and empties the form for the next one.
#[component]
fn AddAnother(
    fields: FormFields,
    line: Line,
    name: NodeRef<html::Input>,
    /// Adds the record. Returns it, if it could be read.
    #[prop(into)]
    add: Callback<(), Option<Record>>,
) -> impl IntoView {
    let press = move |_| {
        let Some(record) = add.run(()) else { return };
        fields.next(&record);
        if line.clear() {
            page::focus(".record-form textarea");
        } else if let Some(name) = name.get_untracked() {
            // Fails only for an input that was removed.
            let _ = name.focus();
            name.select();
        }
    };
    view! {
        <button type="button" on:click=press>
            {"Add another"}
        </button>
    }
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
                autofocus=true
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
