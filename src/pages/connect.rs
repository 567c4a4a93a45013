//! The first screen: which provider, which key, and where it goes.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::address;
use zonesift_core::provider::{ApiKey, Provider};
use zonesift_core::route::Route;
use zonesift_core::text;

use crate::api::Connection;
use crate::state::App;
use crate::ui::notice::Notice;
use crate::web::{clock, page};

/// What the form holds.
#[derive(Clone, Copy)]
struct Form {
    provider: RwSignal<Provider>,
    key: RwSignal<String>,
    /// Nothing as long as the user leaves the default alone.
    address: RwSignal<Option<String>>,
    remember: RwSignal<bool>,
    fault: RwSignal<Option<&'static str>>,
}

impl Form {
    fn address(self, app: App) -> String {
        let default = app.config.with(|config| config.address(self.provider.get()));
        self.address.get().unwrap_or(default)
    }

    fn submit(self, app: App) {
        self.fault.set(None);
        let Some(address) = address::parse(&self.address(app)) else {
            return self.fault.set(Some(text::ADDRESS_UNFIT));
        };
        let Some(key) = ApiKey::new(&self.key.get()) else {
            return self.fault.set(Some(text::KEY_UNFIT));
        };
        let connection = Connection { provider: self.provider.get(), address, key };
        let remember = self.remember.get();
        spawn_local(async move {
            if let Some(zones) = app.session.connect(connection, remember).await {
                app.zones.take_first(zones);
                if app.route.get_untracked() == Route::Connect {
                    app.go(&Route::Zones);
                }
                page::focus("h1");
            }
        });
    }

    /// Fills in the host's sandbox with a fresh account, and connects.
    fn try_sandbox(self, app: App) {
        let sandbox = app.config.with(|config| config.sandbox(self.provider.get()));
        if let Some((address, key)) = sandbox {
            self.address.set(Some(address));
            self.key.set(format!("{key}.{}", clock::unique()));
            self.submit(app);
        }
    }
}

/// The screen.
#[component]
pub fn ConnectPage() -> impl IntoView {
    let app = App::get();
    page::set_title("Zonesift");
    app.status.set(String::new());
    let form = Form {
        provider: RwSignal::new(Provider::Bunny),
        key: RwSignal::new(String::new()),
        address: RwSignal::new(None),
        remember: RwSignal::new(true),
        fault: RwSignal::new(None),
    };
    let failed = Signal::derive(move || {
        let fault = form.fault.get().map(str::to_owned);
        let refused = move || {
            let (error, provider, address) = app.session.failed.get()?;
            Some(text::api_error(&error, provider, &address))
        };
        fault.or_else(refused)
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.submit(app);
    };
    let has_sandbox = move || app.config.with(|c| c.sandbox(form.provider.get()).is_some());
    view! {
        <section class="connect">
            <h1 tabindex="-1">"Connect"</h1>
            <p class="lead">
                "Zonesift has your DNS provider scan for records that exist already, lets you review each one, and writes the result to the zone with nothing lost."
            </p>
            <form class="card" on:submit=submit>
                <ProviderChoice form/>
                <KeyField form/>
                <label class="check">
                    <input type="checkbox" prop:checked=form.remember
                        on:change=move |event| form.remember.set(event_target_checked(&event))/>
                    "Remember in this tab"
                </label>
                <details>
                    <summary>"Connection"</summary>
                    <label class="field">
                        <span>"API address"</span>
                        <input type="text" class="mono" spellcheck="false" autocomplete="off"
                            prop:value=move || form.address(app)
                            on:input=move |event| form.address.set(Some(event_target_value(&event)))/>
                    </label>
                    <p class="help">
                        "Calls go from this browser to this address and nowhere else. Where an API refuses browsers, a relay on the page’s own site passes them on."
                    </p>
                </details>
                <Notice text=failed/>
                <div class="actions">
                    <button class="primary" type="submit" disabled=app.session.connecting>
                        {move || if app.session.connecting.get() { "Connecting…" } else { "Connect" }}
                    </button>
                    <Show when=has_sandbox>
                        <button type="button" disabled=app.session.connecting
                            on:click=move |_| form.try_sandbox(app)>
                            "Try it in the sandbox"
                        </button>
                    </Show>
                </div>
            </form>
        </section>
    }
}

#[component]
fn ProviderChoice(form: Form) -> impl IntoView {
    let choices = Provider::ALL.map(|provider| {
        let choose = move |_| {
            form.provider.set(provider);
            form.address.set(None);
        };
        view! {
            <label class="choice">
                <input type="radio" name="provider" prop:checked=move || form.provider.get() == provider
                    on:change=choose/>
                {provider.title()}
            </label>
        }
    });
    view! {
        <div class="choices" role="radiogroup" aria-label="Provider">{choices.into_iter().collect_view()}</div>
    }
}

#[component]
fn KeyField(form: Form) -> impl IntoView {
    let help = move || match form.provider.get() {
        Provider::Bunny => {
            "The account’s API key, from the account settings. It can do everything in the account, so lock the page when you are done."
        }
        Provider::Cloudflare => {
            "An API token with the permissions Zone: Read and DNS: Edit, for the zones you work on."
        }
    };
    view! {
        <label class="field">
            <span>"API key"</span>
            <input type="password" class="mono" autocomplete="off" spellcheck="false"
                aria-describedby="key-help" prop:value=form.key
                on:input=move |event| form.key.set(event_target_value(&event))/>
        </label>
        <p class="help" id="key-help">
            {help} " It stays in this tab: it is sent to the API address in a header, and kept nowhere else."
        </p>
    }
}
