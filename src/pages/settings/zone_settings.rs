//! The settings that the provider keeps of a zone: read when the page opens, saved on demand.

use leptos::prelude::*;
use zonesift_core::provider::{Provider, ZoneSettings};
use zonesift_core::text;

use super::dnssec::Dnssec;
use super::{CallOutcome, ZoneCalls, once_known};
use crate::components::{Checkbox, TextField};
use crate::state::zone::ZoneState;

/// The settings as they are edited.
#[derive(Clone, Copy)]
pub struct SettingsForm {
    calls: ZoneCalls,
    /// `None` until they are read.
    pub settings: RwSignal<Option<ZoneSettings>>,
    soa_mail: RwSignal<String>,
    name_servers: [RwSignal<String>; 2],
}

/// The card of the settings, and that of DNSSEC.
#[component]
pub fn ZoneSettingsCards(zone: ZoneState) -> impl IntoView {
    let (reading, calls) = (ZoneCalls::new(zone), ZoneCalls::new(zone));
    let form = SettingsForm {
        calls,
        settings: RwSignal::default(),
        soa_mail: RwSignal::default(),
        name_servers: [RwSignal::default(), RwSignal::default()],
    };
    once_known(zone, move || form.read(reading));
    let is_read = move || form.settings.with(Option::is_some);
    let is_waiting = move || !is_read() && reading.error.with(Option::is_none);
    view! {
        <div class="card tall">
            <h2>{"Zone settings"}</h2>
            <CallOutcome calls=reading on_retry=move |()| form.read(reading)/>
            <Show when=is_waiting>
                <p class="help">{text::SETTINGS_READING}</p>
            </Show>
            <Show when=is_read>
                <Fields form/>
            </Show>
        </div>
        <Show when=is_read>
            <Dnssec zone form/>
        </Show>
    }
}

#[component]
fn Fields(form: SettingsForm) -> impl IntoView {
    let [first_server, second_server] = form.name_servers;
    let has_own_servers = move || form.is(|settings| settings.custom_name_servers);
    view! {
        <div class="zone-settings">
            <TextField label="SOA mail address" value=form.soa_mail/>
            <Checkbox
                label="Own name servers"
                checked=has_own_servers
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
            </div>
            <CallOutcome calls=form.calls/>
        </div>
    }
    .into_any()
}

impl SettingsForm {
    pub fn is(self, field: fn(&ZoneSettings) -> bool) -> bool {
        self.settings.with(|settings| settings.as_ref().is_some_and(field))
    }

    pub fn change(self, change: impl FnMut(&mut ZoneSettings)) {
        self.settings.update(|settings| settings.iter_mut().for_each(change));
    }

    fn read(self, reading: ZoneCalls) {
        reading.send(Provider::read_settings, move |settings| {
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
}
