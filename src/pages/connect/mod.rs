//! The connect page: what Zonesift is, the two doors, and the key. A locked tab asks for the key of its last
//! connection and keeps everything else; another connection is a separate step.

mod earlier;
mod foreign_key;
mod forget;
mod form;
mod intro;
mod key_field;
mod limits;
mod progress;

use leptos::prelude::*;
use zonesift_core::kept::EarlierConnection;
use zonesift_core::provider::Provider;
use zonesift_core::text::{self, visible};

use crate::components::{Checkbox, Field, Notice, OutsideLink};
use crate::state::{AppState, saved};
use earlier::{ChosenConnection, OtherConnections};
use foreign_key::ForeignKeyDialog;
use form::ConnectForm;
use intro::{Intro, KeyFacts, SandboxDoor};
use key_field::KeyField;
pub use limits::ConnectionLimits;
use progress::{Actions, Progress};

#[component]
pub fn ConnectPage() -> impl IntoView {
    let app = expect_context::<AppState>();
    app.status.set(String::new());
    let form = ConnectForm::new(app, first(app));
    let connections = saved::earlier_connections();
    last_connection(app, &connections).into_iter().for_each(|earlier| form.take(earlier));
    let has_doors = Memo::new(move |_| !form.fixed.get() && form.offers_sandbox());
    view! {
        <section class="connect" class:two-doors=has_doors>
            <Show
                when=move || !form.fixed.get()
                fallback=|| view! { <h1 tabindex="-1">{"Connect"}</h1> }
            >
                <Intro/>
            </Show>
            <ConfigFaults/>
            <div class="doors">
                <Show when=move || has_doors.get()>
                    <SandboxDoor form/>
                </Show>
                <ConnectCard form connections/>
            </div>
            <KeyFacts form/>
            <ForeignKeyDialog form/>
            <ConfiguredLinks/>
        </section>
    }
    .into_any()
}

/// The form: provider, key and address, or the key alone of an earlier connection.
#[component]
fn ConnectCard(form: ConnectForm, connections: Vec<EarlierConnection>) -> impl IntoView {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.submit();
    };
    let relay = move || {
        form.relay().map(|_| {
            view! {
                <button type="button" on:click=move |_| form.take_relay()>
                    {text::USE_RELAY}
                </button>
            }
        })
    };
    view! {
        <form class="card door" on:submit=submit>
            <Show
                when=move || form.fixed.get()
                fallback=move || {
                    view! {
                        <h2>{"Connect"}</h2>
                        <ProviderChoice form/>
                    }
                }
            >
                <ChosenConnection form/>
            </Show>
            <KeyField form/>
            <Checkbox
                label="Remember in this tab"
                checked=form.remember
                on_change=move |on| form.remember.set(on)
            />
            <details>
                <summary>{"Connection"}</summary>
                <Show when=move || !form.fixed.get()>
                    <AddressField form/>
                </Show>
                <ConnectionLimits/>
            </details>
            <Notice text=move || form.problem()>{relay}</Notice>
            <Progress form/>
            <Actions form/>
            <OtherConnections form connections/>
        </form>
    }
}

/// The provider that the form starts with: that of the zone in the URL, else the first one offered.
fn first(app: AppState) -> Provider {
    let route = app.route.get_untracked();
    let of_zone = route.zone().and_then(Provider::of_zone);
    let config = app.config();
    let mut offered = config.offered();
    let is_offered = |wanted: &Provider| config.offered().any(|provider| provider == *wanted);
    of_zone.filter(is_offered).or_else(|| offered.next()).unwrap_or_default()
}

/// The connection whose key the form asks for: the one that opened the zone in the URL, else the last
/// one, unless the zone is clearly another provider's.
fn last_connection(app: AppState, connections: &[EarlierConnection]) -> Option<&EarlierConnection> {
    let route = app.route.get_untracked();
    let Some(id) = route.zone() else { return connections.first() };
    let opened = |earlier: &&EarlierConnection| {
        let zones = saved::zones(earlier.provider);
        zones.iter().any(|open| open.zone.id == *id && open.zone.address == earlier.address)
    };
    let is_other = |earlier: &EarlierConnection| {
        Provider::of_zone(id).is_some_and(|of| of != earlier.provider)
    };
    connections
        .iter()
        .find(opened)
        .or_else(|| connections.first().filter(|earlier| !is_other(earlier)))
}

/// What is wrong with the host's configuration file.
#[component]
fn ConfigFaults() -> impl IntoView {
    let config = expect_context::<AppState>().config();
    let faults = config.faults.iter().map(text::config_fault);
    let faults = faults.map(|fault| view! { <li>{visible(&fault).into_owned()}</li> });
    let faults = faults.collect_view();
    (!faults.is_empty()).then(|| {
        view! {
            <div class="notice" role="alert">
                <p>{text::CONFIG_FAULTS}</p>
                <ul>{faults}</ul>
            </div>
        }
    })
}

/// The links from the host's configuration.
#[component]
fn ConfiguredLinks() -> impl IntoView {
    let config = expect_context::<AppState>().config();
    let links = config.links.iter().map(|link| {
        let text = format!("{} (opens a new tab)", visible(&link.text));
        view! {
            <li>
                <OutsideLink href=link.address.clone() text/>
            </li>
        }
    });
    let links = links.collect_view();
    (!links.is_empty()).then(|| view! { <ul class="links">{links}</ul> })
}

#[component]
fn ProviderChoice(form: ConnectForm) -> impl IntoView {
    let config = expect_context::<AppState>().config();
    let choices = config.offered().map(|provider| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="provider"
                    prop:checked=move || form.provider.get() == provider
                    on:change=move |_| form.choose(provider)
                />
                {provider.title()}
            </label>
        }
    });
    view! {
        <div class="choices" role="radiogroup" aria-label="Provider">
            {choices.collect_view()}
        </div>
    }
}

#[component]
fn AddressField(form: ConnectForm) -> impl IntoView {
    view! {
        <div class="address">
            <Field label="API address">
                <input
                    type="text"
                    class="mono"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=move || form.address()
                    on:input:target=move |event| form.move_to(Some(event.target().value()))
                />
            </Field>
            <p class="help">{text::ADDRESS_HELP}</p>
        </div>
    }
}
