//! Asks the provider for a certificate of a name in the zone.

use leptos::prelude::*;
use zonesift_core::name::DomainName;
use zonesift_core::text;

use super::{CallOutcome, ZoneCalls};
use crate::components::TextField;
use crate::state::zone::ZoneState;

#[component]
pub fn Certificate(zone: ZoneState) -> impl IntoView {
    let calls = ZoneCalls::new(zone);
    let name = RwSignal::new(String::new());
    let issue = move |_| match DomainName::parse(name.get_untracked().trim()) {
        Ok(name) => calls.send(
            |provider, zone| provider.issue_certificate(zone, &name),
            move |()| calls.message.set(text::CERTIFICATE_ASKED),
        ),
        Err(error) => calls.error.set(Some(text::domain_error(Some(error)))),
    };
    view! {
        <div class="card">
            <h2>{"Certificate"}</h2>
            <TextField label="Name for the certificate" value=name/>
            <div class="actions">
                <button type="button" on:click=issue>
                    "Issue certificate"
                </button>
            </div>
            <CallOutcome calls/>
        </div>
    }
    .into_any()
}
