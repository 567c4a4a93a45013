//! Zones that are not in the list: opened by ID or domain, or not created yet.

use leptos::prelude::*;
use zonesift_core::name::DomainName;
use zonesift_core::text;

use crate::components::{Notice, TextField};
use crate::state::AppState;

#[component]
pub fn OpenZone() -> impl IntoView {
    let app = expect_context::<AppState>();
    let wanted = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<String>);
    let open = move |()| {
        let text = wanted.get_untracked();
        // The provider decides about an ID or an ASCII name.
        let error = DomainName::parse(text.trim()).err().filter(|_| !text.is_ascii());
        fault.set(error.map(|error| text::domain_error(Some(error))));
        if error.is_none() {
            app.zones.open_by(app, text);
        }
    };
    view! {
        <div class="card">
            <h2>{"Open a zone that is not listed"}</h2>
            <InlineForm label="Zone ID or domain" value=wanted submit="Open zone" on_submit=open/>
            <Notice text=fault/>
        </div>
    }
}

/// Scans a domain that is not a zone yet. The zone can then be created and continues with that scan.
#[component]
pub fn AddDomain() -> impl IntoView {
    let app = expect_context::<AppState>();
    let domain = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<String>);
    let scan = move |()| match DomainName::parse(domain.get_untracked().trim()) {
        Ok(name) if name.labels().count() > 1 => {
            fault.set(None);
            app.zones.scan_domain(app, name);
        }
        unfit => fault.set(Some(text::domain_error(unfit.err()))),
    };
    view! {
        <div class="card">
            <h2>{"Add a domain"}</h2>
            <InlineForm label="Domain to scan" value=domain submit="Scan domain" on_submit=scan/>
            <Notice text=fault/>
            <ScannedDomain/>
        </div>
    }
}

/// The domain that was scanned, and the button that makes it a zone.
#[component]
fn ScannedDomain() -> impl IntoView {
    let app = expect_context::<AppState>();
    let zones = app.zones;
    move || {
        let (name, _) = zones.scanned.get()?;
        Some(view! {
            <div class="scanned">
                <p>
                    <strong class="mono">{name.to_string()}</strong>
                    " "
                    {text::DOMAIN_SCANNING}
                </p>
                <p>{zones.standing}</p>
                <button
                    type="button"
                    class="primary"
                    disabled=zones.busy
                    on:click=move |_| zones.create_scanned(app)
                >
                    "Create zone"
                </button>
            </div>
        })
    }
}

/// A field with its button in one line.
#[component]
fn InlineForm(
    label: &'static str,
    value: RwSignal<String>,
    submit: &'static str,
    #[prop(into)] on_submit: Callback<()>,
) -> impl IntoView {
    let busy = expect_context::<AppState>().zones.busy;
    let submitted = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        on_submit.run(());
    };
    view! {
        <form class="inline-form" on:submit=submitted>
            <TextField label value/>
            <button type="submit" disabled=busy>
                {submit}
            </button>
        </form>
    }
}
