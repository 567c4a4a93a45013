//! The first screen: which provider, which key, and where it goes.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::idle::Limit;
use zonesift_core::kept::SECONDS;
use zonesift_core::provider::{Connection, Provider};
use zonesift_core::route::Route;
use zonesift_core::text;

use crate::signal::{Derived, State};
use crate::state::App;
use crate::ui::field::{checkbox, choice_from, input, labelled, text_field};
use crate::ui::link::link_outside;
use crate::ui::notice::notice_with;
use crate::web::dom::{El, button, el, prevent, typed};
use crate::web::{clock, page};

/// What the form holds.
#[derive(Clone, Copy)]
struct Form {
    provider: State<Provider>,
    key: State<String>,
    /// Nothing as long as the user leaves the default alone.
    address: State<Option<String>>,
    remember: State<bool>,
    fault: State<Option<&'static str>>,
    /// Whether the key that stands here has been sent.
    sent: State<bool>,
}

impl Form {
    fn address(self, app: &'static App) -> String {
        self.address.get().unwrap_or_else(|| app.config.address(self.provider.get()))
    }

    fn submit(self, app: &'static App) {
        self.fault.set(None);
        let entered = Connection::new(self.provider.get(), &self.address(app), &self.key.get());
        let connection = match entered {
            Ok(connection) => connection,
            Err(unfit) => return self.fault.set(Some(text::unfit(unfit))),
        };
        self.sent.set(true);
        let remember = self.remember.get();
        spawn_local(async move {
            if let Some(zones) = app.session.connect(connection, remember).await {
                app.zones.take_first(zones);
                if app.route.get_untracked() == Route::Connect {
                    app.go(&Route::Zones);
                }
                page::focus_heading();
            }
        });
    }

    /// The key would go elsewhere now. One that has been sent before is for where it was sent to.
    fn move_to(self, address: Option<String>) {
        self.address.set(address);
        if self.sent.get_untracked() {
            self.sent.set(false);
            self.key.set(String::new());
            self.fault.set(Some(text::key_anew()));
        }
    }

    /// The relay of this site is another receiver than the one that the key was entered for: whoever runs the
    /// site could read it. A press is quickly done, so the key is asked for once more in any case.
    fn take_relay(self, app: &'static App) {
        app.session.failed.set(None);
        self.address.set(Some(self.provider.get().relay_address().to_owned()));
        self.sent.set(false);
        self.key.set(String::new());
        self.fault.set(Some(text::RELAY_TAKEN));
        page::focus("#key");
    }

    /// The provider for which the relay of this site is offered, which may help where the last try failed.
    fn relay(self, app: &'static App) -> Option<Provider> {
        let (_, provider, _) = app.session.failed.get()?;
        let helps = app.session.has_relay.get() && self.fault.get().is_none();
        (helps && provider == self.provider.get()).then_some(provider)
    }

    /// Fills in the host's sandbox with a fresh account, and connects.
    fn try_sandbox(self, app: &'static App) {
        if let Some((address, key)) = app.config.sandbox(self.provider.get()) {
            self.address.set(Some(address));
            self.key.set(format!("{key}.{}", clock::unique()));
            self.submit(app);
        }
    }
}

/// The screen.
pub fn screen(app: &'static App) -> El {
    page::set_title("Zonesift");
    app.status.set(String::new());
    let form = Form {
        provider: State::new(app.config.offered().next().unwrap_or(Provider::Bunny)),
        key: State::default(),
        address: State::default(),
        remember: State::new(true),
        fault: State::default(),
        sent: State::default(),
    };
    let failed = move || {
        let fault = form.fault.get().map(str::to_owned);
        let refused = || {
            let (error, provider, address) = app.session.failed.get()?;
            let mut words = text::api_error(&error, provider, &address);
            if let Some(provider) = form.relay(app) {
                words += &text::relay_found(provider, &page::shown(provider.relay_address()));
            }
            Some(words)
        };
        fault.or_else(refused).or_else(|| app.session.locked.get().map(str::to_owned))
    };
    let relay = move || {
        let take = move |_: &_| untrack(|| form.take_relay(app));
        form.relay(app).map(|_| button(text::USE_RELAY, take))
    };
    let submit = move |event: &_| {
        prevent(event);
        untrack(|| form.submit(app));
    };
    let card = el("form")
        .class("card")
        .on("submit", submit)
        .with(provider_choice(app, form))
        .with(
            text_field("API key", "password", form.key)
                .attr("id", "key")
                .on("input", move |_| form.sent.set(false)),
        )
        .with(key_help(form))
        .with(checkbox(
            "Remember in this tab",
            move || form.remember.get(),
            move |on| form.remember.set(on),
        ))
        .with(connection(app, form))
        .with(notice_with(failed, relay))
        .with(actions(app, form));
    el("section")
        .class("connect")
        .with(el("h1").attr("tabindex", "-1").text("Connect"))
        .with(el("p").class("lead").text(text::LEAD))
        .with_all(faults(app))
        .with(card)
        .with_all(links(app))
}

/// What is wrong with the host's file.
fn faults(app: &'static App) -> Option<El> {
    let faults = &app.config.faults;
    let words = faults.iter().map(|fault| el("li").text(&text::config_fault(fault)));
    let alert = || {
        el("div")
            .class("notice")
            .attr("role", "alert")
            .with(el("p").text(text::CONFIG_FAULTS))
            .with(el("ul").with_all(words))
    };
    (!faults.is_empty()).then(alert)
}

/// What the host wants to be read.
fn links(app: &'static App) -> Option<El> {
    let links = &app.config.links;
    let items = links.iter().map(|link| {
        let words = [&*link.text, " (opens a new tab)"].concat();
        el("li").with(link_outside(&words, &link.address))
    });
    (!links.is_empty()).then(|| el("ul").class("links").with_all(items))
}

fn provider_choice(app: &'static App, form: Form) -> El {
    let choices = app.config.offered().map(|provider| {
        let choose = move |_: &_| {
            form.provider.set(provider);
            form.move_to(None);
        };
        let radio = el("input")
            .attr("type", "radio")
            .attr("name", "provider")
            .checked(move || form.provider.get() == provider)
            .on("change", choose);
        el("label").class("choice").with(radio).text(provider.title())
    });
    el("div")
        .class("choices")
        .attr("role", "radiogroup")
        .attr("aria-label", "Provider")
        .with_all(choices)
}

fn key_help(form: Form) -> El {
    let page = move || {
        let provider = form.provider.get();
        Some(link_outside(text::key_link(provider), provider.key_page()))
    };
    el("p").class("help").live(move || text::key_help(form.provider.get())).text(" ").part(page)
}

fn connection(app: &'static App, form: Form) -> El {
    let address = Derived::new(move || form.address(app));
    let field = input("text").on("input", move |event| form.move_to(Some(typed(event))));
    el("details")
        .with(el("summary").text("Connection"))
        .with(labelled("API address", field.shows(move || address.get())))
        .with(el("p").class("help").text(text::ADDRESS_HELP))
        .with_all(limits(app))
}

/// How long the key may lie unused, and how long an answer may take.
pub fn limits(app: &'static App) -> [El; 3] {
    let idle = app.session.limit().place();
    let now = app.session.signs.seconds.get_untracked();
    let time = SECONDS.iter().position(|seconds| *seconds == now).unwrap_or_default();
    let forget = choice_from(text::LIMIT, &text::LIMITS, idle, move |place| {
        app.session.set_limit(Limit::of_place(place.into()));
    });
    let wait = choice_from(text::TIME, &text::TIMES, time, move |place| {
        SECONDS
            .get(usize::from(place))
            .iter()
            .for_each(|seconds| app.session.set_seconds(**seconds));
    });
    [forget, el("p").class("help").text(text::LIMIT_HELP), wait]
}

fn actions(app: &'static App, form: Form) -> El {
    let connecting = move || app.session.connecting.get();
    let connect = el("button")
        .class("primary")
        .attr("type", "submit")
        .flag("disabled", connecting)
        .live(move || if connecting() { "Connecting…" } else { "Connect" }.to_owned());
    let has_sandbox = move || app.config.sandbox(form.provider.get()).is_some();
    let sandbox = move || {
        button("Try it in the sandbox", move |_| untrack(|| form.try_sandbox(app)))
            .flag("disabled", connecting)
    };
    el("div").class("actions").with(connect).when(has_sandbox, sandbox)
}
