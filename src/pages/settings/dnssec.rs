//! DNSSEC of the zone: on or off, and what the parent zone must hold.

use leptos::prelude::*;
use zonesift_core::provider::DsData;
use zonesift_core::text;

use super::zone_settings::SettingsForm;
use super::{CallOutcome, ZoneCalls};
use crate::state::zone::ZoneState;

#[component]
pub fn Dnssec(zone: ZoneState, form: SettingsForm) -> impl IntoView {
    let calls = ZoneCalls::new(zone);
    // Known only once DNSSEC was switched on here.
    let ds = RwSignal::new(None::<DsData>);
    let is_signed = move || form.is(|settings| settings.dnssec);
    let sign = move |on: bool| {
        calls.send(
            |provider, zone| provider.set_dnssec(zone, on),
            move |answer| {
                ds.set(on.then_some(answer));
                form.change(|settings| settings.dnssec = on);
                calls.message.set(if on { text::SIGNED } else { text::UNSIGNED });
            },
        );
    };
    view! {
        <div class="card">
            <h2>{"DNSSEC"}</h2>
            <p class="help">
                {move || if is_signed() { text::IS_SIGNED } else { text::IS_NOT_SIGNED }}
            </p>
            <div class="actions">
                <button type="button" on:click=move |_| sign(!untrack(is_signed))>
                    {move || if is_signed() { "Switch DNSSEC off" } else { "Switch DNSSEC on" }}
                </button>
            </div>
            <CallOutcome calls/>
            {move || ds.get().map(|ds| view! { <DelegationSigner ds/> })}
        </div>
    }
    .into_any()
}

/// What the parent zone must hold for DNSSEC, to copy.
#[component]
fn DelegationSigner(ds: DsData) -> impl IntoView {
    let record = ds.ds.map(|ds| view! { <p class="mono ds">{ds.shown().into_owned()}</p> });
    let fields = ds.fields.into_iter().map(|(name, value)| {
        view! {
            <dt>{name.shown().into_owned()}</dt>
            <dd class="mono">{value.shown().into_owned()}</dd>
        }
    });
    view! {
        <div class="scanned">
            <p>{text::DS_HELP}</p>
            {record}
            <dl class="details">{fields.collect_view()}</dl>
        </div>
    }
}
