//! The zone itself, for providers whose zones the page manages: settings, DNSSEC, statistics, a
//! certificate, and its deletion behind a word to type. All is done at once: none of it is a record.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::name::DomainName;
use zonesift_core::provider::{ApiError, Call, DsData, Statistics, ZoneInfo, ZoneSettings};
use zonesift_core::route::Route;
use zonesift_core::{date, text};

use crate::state::AppState;
use crate::state::zone::ZoneState;
use crate::ui::field::{checkbox, labelled, text_field};
use crate::ui::notice::notice;
use crate::web::dom::{El, button, el};

#[derive(Clone, Copy)]
struct Desk {
    discovery: ZoneState,
    settings: RwSignal<Option<ZoneSettings>>,
    ds: RwSignal<Option<DsData>>,
    statistics: RwSignal<Option<Statistics>>,
    mail: RwSignal<String>,
    servers: [RwSignal<String>; 2],
    certificate: RwSignal<String>,
    word: RwSignal<String>,
    refused: RwSignal<Option<String>>,
    said: RwSignal<String>,
}

/// `None` if the page does not manage the provider's zones.
pub fn card(app: AppState, discovery: ZoneState) -> Option<El> {
    discovery.api.provider().capabilities().zone_settings.then(|| {
        let desk = Desk {
            discovery,
            settings: RwSignal::default(),
            ds: RwSignal::default(),
            statistics: RwSignal::default(),
            mail: RwSignal::default(),
            servers: [RwSignal::default(), RwSignal::default()],
            certificate: RwSignal::default(),
            word: RwSignal::default(),
            refused: RwSignal::default(),
            said: RwSignal::default(),
        };
        el("div")
            .class("card wide")
            .with(el("h2").text("The zone itself"))
            .with(notice(move || desk.refused.get()))
            .with(el("p").class("help").live(move || desk.said.get()))
            .with(part("Settings", "Read settings", move || desk.read(), move || desk.form()))
            .with(part("Queries", "Read statistics", move || desk.count(), move || desk.chart()))
            .with(desk.certificate())
            .with(desk.deletion(app))
    })
}

/// A disclosure with a button that reads, and what was read.
fn part(
    title: &str,
    read: &str,
    press: impl Fn() + 'static,
    shown: impl Fn() -> Option<El> + 'static,
) -> El {
    el("details")
        .with(el("summary").text(title))
        .with(el("div").class("actions").with(button(read, move |_| press())))
        .part(shown)
}

impl Desk {
    /// Sends a call and passes its answer on; an error is shown.
    fn send<T: 'static>(self, call: Option<Call<T>>, then: impl FnOnce(T) + 'static) {
        let Some(call) = call else { return };
        self.refused.set(None);
        self.said.set(String::new());
        spawn_local(async move {
            let answer: Result<T, ApiError> = self.discovery.api.send(&call).await;
            match answer {
                Ok(answer) => then(answer),
                Err(error) => self.refused.set(Some(self.discovery.api.explain(&error))),
            }
        });
    }

    fn read(self) {
        let (provider, zone) = (self.discovery.api.provider(), self.discovery.info.get_untracked());
        let call = zone.and_then(|zone| provider.read_settings(&zone));
        self.send(call, move |settings| {
            self.mail.set(settings.soa_mail.clone());
            for (field, server) in self.servers.iter().zip(&settings.name_servers) {
                field.set(server.clone());
            }
            self.settings.set(Some(settings));
        });
    }

    fn form(self) -> Option<El> {
        let settings = self.settings.get()?;
        let set = move |change: fn(&mut ZoneSettings, bool)| {
            move |on: bool| self.settings.update(|s| s.iter_mut().for_each(|s| change(s, on)))
        };
        let [first, second] = self.servers;
        let dnssec = settings.dnssec;
        let sign =
            button(if dnssec { "Switch DNSSEC off" } else { "Switch DNSSEC on" }, move |_| {
                self.sign(!dnssec);
            });
        let ds = move || self.ds.with(|ds| ds.as_ref().map(ds_lines));
        let form = el("div")
            .class("zone-settings")
            .with(text_field("SOA mail address", "text", self.mail))
            .with(checkbox(
                "Own name servers",
                move || settings.custom_name_servers,
                set(|settings, on| settings.custom_name_servers = on),
            ))
            .with(text_field("First name server", "text", first))
            .with(text_field("Second name server", "text", second))
            .with(checkbox(
                "Log queries",
                move || settings.logging,
                set(|settings, on| settings.logging = on),
            ))
            .with(checkbox(
                "Anonymise addresses in the log",
                move || settings.log_anonymous,
                set(|settings, on| settings.log_anonymous = on),
            ))
            .with(
                el("div")
                    .class("actions")
                    .with(button("Save settings", move |_| self.save()).class("primary"))
                    .with(sign),
            )
            .part(ds);
        Some(form)
    }

    fn save(self) {
        let Some(mut settings) = self.settings.get_untracked() else { return };
        settings.soa_mail = self.mail.get_untracked().trim().to_owned();
        for (server, field) in settings.name_servers.iter_mut().zip(self.servers) {
            *server = field.get_untracked().trim().to_owned();
        }
        let (provider, zone) = (self.discovery.api.provider(), self.discovery.info.get_untracked());
        let call = zone.and_then(|zone| provider.write_settings(&zone, &settings));
        self.send(call, move |()| {
            self.said.set(text::SETTINGS_SAVED.to_owned());
            self.settings.set(Some(settings));
        });
    }

    fn sign(self, on: bool) {
        let (provider, zone) = (self.discovery.api.provider(), self.discovery.info.get_untracked());
        let call = zone.and_then(|zone| provider.set_dnssec(&zone, on));
        self.send(call, move |ds| {
            self.ds.set(on.then_some(ds));
            self.settings.update(|s| s.iter_mut().for_each(|settings| settings.dnssec = on));
            self.said.set(if on { text::SIGNED } else { text::UNSIGNED }.to_owned());
        });
    }

    fn count(self) {
        let (provider, zone) = (self.discovery.api.provider(), self.discovery.info.get_untracked());
        let call = zone.and_then(|zone| provider.read_statistics(&zone, None));
        self.send(call, move |statistics| self.statistics.set(Some(statistics)));
    }

    fn chart(self) -> Option<El> {
        let statistics = self.statistics.get()?;
        let most = statistics.by_time.iter().map(|(_, count)| *count).max().unwrap_or_default();
        let bars = statistics.by_time.iter().map(|&(moment, count)| {
            let share = (count * 100).checked_div(most).unwrap_or_default();
            let words = format!("{}: {count}", date::show(moment));
            el("li")
                .attr("title", &words)
                .with(el("span").class("bar").style("height", move || format!("{share}%")))
                .with(el("span").class("hidden").text(&words))
        });
        let types = statistics
            .by_type
            .iter()
            .map(|(rtype, count)| el("li").text(&format!("{} {count}", rtype.shown())));
        let chart = el("div")
            .class("statistics")
            .with(el("p").text(&text::queries(statistics.total)))
            .with(el("ol").class("chart").attr("aria-label", "Queries over time").with_all(bars))
            .with(el("ul").class("by-type").attr("aria-label", "Queries by type").with_all(types));
        Some(chart)
    }

    fn certificate(self) -> El {
        let issue = move |_: &_| {
            let name = match DomainName::parse(self.certificate.get_untracked().trim()) {
                Ok(name) => name,
                Err(error) => return self.refused.set(Some(text::domain_error(Some(error)))),
            };
            let provider = self.discovery.api.provider();
            let zone = self.discovery.info.get_untracked();
            let call = zone.and_then(|zone| provider.issue_certificate(&zone, &name));
            self.send(call, move |()| self.said.set(text::CERTIFICATE_ASKED.to_owned()));
        };
        el("details")
            .with(el("summary").text("Certificate"))
            .with(text_field("Name for the certificate", "text", self.certificate))
            .with(el("div").class("actions").with(button("Issue certificate", issue)))
    }

    /// Deletes the zone. One that is not found counts as deleted; if the answer is lost, the zone is
    /// looked up.
    async fn delete(self, zone: &ZoneInfo) -> Result<(), ApiError> {
        let api = &self.discovery.api;
        let Some(call) = api.provider().delete_zone(zone) else { return Ok(()) };
        let answer = api.send(&call).await;
        let lost = answer.as_ref().is_err_and(ApiError::leaves_doubt);
        let looked_up = match lost {
            true => api.send(&api.provider().read_zone(&zone.id)).await.map(|_| ()),
            false => answer.clone(),
        };
        if looked_up == Err(ApiError::NotFound) { Ok(()) } else { answer }
    }

    fn deletion(self, app: AppState) -> El {
        let name = move || {
            let zone = self.discovery.info.get();
            zone.map(|zone| zone.name.to_string()).unwrap_or_default()
        };
        let confirmed = move || self.word.with(|word| *word == name() && !word.is_empty());
        let delete = move |_: &_| {
            let Some(zone) = self.discovery.info.get_untracked() else { return };
            self.refused.set(None);
            spawn_local(async move {
                if let Err(error) = self.delete(&zone).await {
                    return self.refused.set(Some(self.discovery.api.explain(&error)));
                }
                app.zones.forget(&self.discovery.id());
                app.open_zones.forget(&self.discovery.id());
                app.go(&Route::Zones);
            });
        };
        let field = labelled(
            "Type the zone's name to confirm",
            crate::ui::field::input("text").value(self.word),
        );
        el("details")
            .with(el("summary").text("Delete the zone"))
            .with(el("p").class("warning severe").text(text::DELETE_ZONE))
            .with(field)
            .with(
                el("div").class("actions").with(
                    button("Delete zone", delete)
                        .class("reject")
                        .flag("disabled", move || !confirmed()),
                ),
            )
    }
}

/// What the parent zone must hold for DNSSEC, to copy.
fn ds_lines(ds: &DsData) -> El {
    let record = ds.ds.as_ref().map(|ds| el("p").class("mono ds").text(&ds.shown()));
    let fields = ds.fields.iter().flat_map(|(name, value)| {
        [el("dt").text(&name.shown()), el("dd").class("mono").text(&value.shown())]
    });
    el("div")
        .class("scanned")
        .with(el("p").text(text::DS_HELP))
        .with_all(record)
        .with(el("dl").class("details").with_all(fields))
}
