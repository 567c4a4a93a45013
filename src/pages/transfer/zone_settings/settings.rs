//! The settings of the zone, and DNSSEC.

use leptos::prelude::*;
use zonesift_core::provider::{DsData, Provider, ZoneSettings};
use zonesift_core::text;

use super::ZoneCalls;
use crate::components::{Checkbox, TextField};

#[derive(Clone, Copy)]
struct SettingsForm {
    calls: ZoneCalls,
    /// `None` until they are read.
    settings: RwSignal<Option<ZoneSettings>>,
    soa_mail: RwSignal<String>,
    name_servers: [RwSignal<String>; 2],
    /// What the parent zone must hold, once DNSSEC was switched on here.
    ds: RwSignal<Option<DsData>>,
}

#[component]
pub fn Settings(calls: ZoneCalls) -> impl IntoView {
    let form = SettingsForm {
        calls,
        settings: RwSignal::default(),
        soa_mail: RwSignal::default(),
        name_servers: [RwSignal::default(), RwSignal::default()],
        ds: RwSignal::default(),
    };
    view! {
        <details>
            <summary>{"Settings"}</summary>
            <div class="actions">
                <button type="button" on:click=move |_| form.read()>"Read settings"</button>
            </div>
            <Show when=move || form.settings.with(Option::is_some)>
                <Fields form/>
            </Show>
        </details>
    }
}

#[component]
fn Fields(form: SettingsForm) -> impl IntoView {
    let [first_server, second_server] = form.name_servers;
    let is_signed = move || form.is(|settings| settings.dnssec);
    view! {
        <div class="zone-settings">
            <TextField label="SOA mail address" value=form.soa_mail/>
            <Checkbox
                label="Own name servers"
                checked=move || form.is(|settings| settings.custom_name_servers)
                on_change=move |on| form.change(|settings| settings.custom_name_servers = on)
            />
            <TextField label="First name server" value=first_server/>
            <TextField label="Second name server" value=second_server/>
            <Checkbox
                label="Log queries"
                checked=move || form.is(|settings| settings.logging)
                on_change=move |on| form.change(|settings| settings.logging = on)
            />
            <Checkbox
                label="Anonymise addresses in the log"
                checked=move || form.is(|settings| settings.log_anonymous)
                on_change=move |on| form.change(|settings| settings.log_anonymous = on)
            />
            <div class="actions">
                <button type="button" class="primary" on:click=move |_| form.save()>
                    "Save settings"
                </button>
                <button type="button" on:click=move |_| form.sign(!untrack(is_signed))>
                    {move || if is_signed() { "Switch DNSSEC off" } else { "Switch DNSSEC on" }}
                </button>
            </div>
            {move || form.ds.get().map(|ds| view! { <DelegationSigner ds/> })}
        </div>
    }
}

impl SettingsForm {
    fn is(self, field: fn(&ZoneSettings) -> bool) -> bool {
        self.settings.with(|settings| settings.as_ref().is_some_and(field))
    }

    fn change(self, change: impl FnMut(&mut ZoneSettings)) {
        self.settings.update(|settings| settings.iter_mut().for_each(change));
    }

    fn read(self) {
        self.calls.send(Provider::read_settings, move |settings| {
            self.soa_mail.set(settings.soa_mail.clone());
            for (field, server) in self.name_servers.iter().zip(&settings.name_servers) {
                field.set(server.clone());
            }
            self.settings.set(Some(settings));
        });
    }

    fn save(self) {
        let Some(mut settings) = self.settings.get_untracked() else { return };
        settings.soa_mail = self.soa_mail.get_untracked().trim().to_owned();
        settings.name_servers =
            self.name_servers.map(|server| server.get_untracked().trim().to_owned());
        let saved = settings.clone();
        self.calls.send(
            |provider, zone| provider.write_settings(zone, &settings),
            move |()| {
                self.calls.message.set(text::SETTINGS_SAVED);
                self.settings.set(Some(saved));
            },
        );
    }

    /// Switches DNSSEC on or off.
    fn sign(self, on: bool) {
        self.calls.send(
            |provider, zone| provider.set_dnssec(zone, on),
            move |ds| {
                self.ds.set(on.then_some(ds));
                self.change(|settings| settings.dnssec = on);
                self.calls.message.set(if on { text::SIGNED } else { text::UNSIGNED });
            },
        );
    }
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
