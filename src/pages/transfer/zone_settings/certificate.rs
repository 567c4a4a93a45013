//! Asks the provider for a certificate of a name in the zone.

use leptos::prelude::*;
use zonesift_core::name::DomainName;
use zonesift_core::text;

use super::ZoneCalls;
use crate::components::TextField;

#[component]
pub fn Certificate(calls: ZoneCalls) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let issue = move |_| match DomainName::parse(name.get_untracked().trim()) {
        Ok(name) => calls.send(
            |provider, zone| provider.issue_certificate(zone, &name),
            move |()| calls.message.set(text::CERTIFICATE_ASKED),
        ),
        Err(error) => calls.error.set(Some(text::domain_error(Some(error)))),
    };
    view! {
        <details>
            <summary>{"Certificate"}</summary>
            <TextField label="Name for the certificate" value=name/>
            <div class="actions">
                <button type="button" on:click=issue>"Issue certificate"</button>
            </div>
        </details>
    }
}
