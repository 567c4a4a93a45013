//! The inputs of the form: name, the fields of the type, TTL, and what only some providers have.

use leptos::html;
use leptos::prelude::*;
use zonesift_core::record::{Choice, Field, FieldKind, RecordType};
use zonesift_core::record_form::{one_line, seconds};
use zonesift_core::text;

use super::{FormFields, FormRules};
use crate::components::{Checkbox, Preset, PresetField, TextArea, TextField};
use crate::state::zone::ZoneState;

/// The name, with the complete one below it.
#[component]
pub fn NameField(
    fields: FormFields,
    rules: StoredValue<FormRules>,
    input: NodeRef<html::Input>,
) -> impl IntoView {
    let complete = Signal::derive(move || {
        rules.with_value(|rules| fields.name.with(|name| text::complete_name(name, &rules.zone)))
    });
    view! {
        <TextField
            label="Name"
            value=fields.name
            help=complete
            fault=fields.fault(Field::Name)
            input
        />
    }
}

/// The fields of the chosen type.
#[component]
pub fn DataFields(fields: FormFields, on_enter: Callback<()>) -> impl IntoView {
    move || {
        let texts = fields.rdata.get();
        let rtype = fields.rtype.get();
        let inputs = texts.into_iter().enumerate().map(|(index, value)| {
            let (value, rtype) = (RwSignal::from(value), rtype.clone());
            view! { <DataField fields rtype index value on_enter/> }
        });
        inputs.collect_view()
    }
}

#[component]
fn DataField(
    fields: FormFields,
    rtype: RecordType,
    index: usize,
    value: RwSignal<String>,
    on_enter: Callback<()>,
) -> impl IntoView {
    let Some(spec) = rtype.fields().get(index) else { return ().into_any() };
    let (label, fault) = (spec.label, fields.fault(Field::Rdata(index)));
    let help = text::field_help(&rtype, index);
    let choices = rtype.choices(index);
    if !choices.is_empty() {
        let preset = |Choice { value, name }| Preset { words: format!("{value} · {name}"), value };
        let presets = choices.into_iter().map(preset).collect();
        let other = Signal::derive(move || value.with(|v| text::unregistered(v).to_owned()));
        let list = text::REGISTERED;
        return view! { <PresetField label value presets list other fault/> }.into_any();
    }
    if is_long(spec.kind) {
        let take = move |now| value.update(|value| *value = one_line(value, now));
        return view! { <TextArea label value on_input=take on_enter help fault/> }.into_any();
    }
    view! { <TextField label value help fault/> }.into_any()
}

/// Whether a field is too long for half a line.
fn is_long(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Text | FieldKind::Base64 | FieldKind::Hex | FieldKind::Params)
}

/// The TTL, with the usual ones to choose from.
#[component]
pub fn TtlField(zone: ZoneState, fields: FormFields) -> impl IntoView {
    let limits = &zone.api.provider().capabilities().limits;
    let auto = Preset { value: text::AUTO.to_owned(), words: text::AUTO.to_owned() };
    let usual = limits
        .ttl_presets
        .iter()
        .map(|seconds| Preset { value: seconds.to_string(), words: text::duration(*seconds) });
    let presets = limits.auto_ttl.then_some(auto).into_iter().chain(usual).collect();
    let other = Signal::derive(move || {
        let typed = fields.ttl.with(|typed| seconds(typed).seconds());
        typed.filter(|seconds| *seconds < u32::MAX).map_or("Other".to_owned(), text::duration)
    });
    view! {
        <PresetField
            label="TTL"
            value=fields.ttl
            presets
            list=text::PRESETS
            other
            fault=fields.fault(Field::Ttl)
            disabled=fields.is_proxied()
        />
    }
}

/// What only some providers have: proxy, comment and tags.
#[component]
pub fn ProviderFields(zone: ZoneState, fields: FormFields) -> impl IntoView {
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
pub fn OverwriteBox(fields: FormFields) -> impl IntoView {
    view! {
        <Checkbox
            label="Overwrite"
            checked=fields.overwrite
            on_change=move |on| fields.overwrite.set(on)
            title=text::OVERWRITE_HELP
        />
    }
}
