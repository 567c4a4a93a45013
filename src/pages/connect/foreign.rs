//! The question before a key is sent whose format is clearly another provider's. Nothing is sent before
//! a button is pressed; closing the dialog sends nothing.

use leptos::prelude::*;
use zonesift_core::provider::Provider;
use zonesift_core::text;

use super::form::ConnectForm;
use super::place;
use crate::state::AppState;
use crate::ui::dialog::dialog;
use crate::web::dom::{El, button, el};
use crate::web::page;

pub fn question(app: AppState, form: ConnectForm) -> El {
    let open = move || form.asked.get().is_some();
    dialog(text::FOREIGN_TITLE, open, move || close(form), move || body(app, form))
}

fn close(form: ConnectForm) {
    if form.asked.get_untracked().is_some() {
        form.asked.set(None);
        page::focus("#key");
    }
}

fn body(app: AppState, form: ConnectForm) -> Option<El> {
    let issuer = form.asked.get_untracked()?;
    let (provider, address) = untrack(|| (form.provider.get(), form.address(app)));
    let words = text::foreign_key(issuer, provider, &place::shown(&address));
    let is_offered = app.config().offered().any(|offered| offered == issuer);
    let instead = is_offered.then(|| {
        let words = text::instead(issuer);
        let address = place::shown(&app.config().address(issuer));
        button(&words, move |_| untrack(|| connect_to(app, form, issuer)))
            .attr("title", &address)
            .class("primary")
    });
    let cancel = button(text::CANCEL, move |_| close(form)).attr("autofocus", "");
    let send = button(&text::all_the_same(provider), move |_| untrack(|| send(app, form)));
    let actions = el("div").class("actions").with(cancel).with_all(instead).with(send);
    Some(el("div").class("plan-body").with(el("p").text(&words)).with(actions))
}

/// Connects to the provider whose key it is, at its default address.
fn connect_to(app: AppState, form: ConnectForm, issuer: Provider) {
    form.asked.set(None);
    form.fixed.set(false);
    form.provider.set(issuer);
    form.address.set(None);
    app.session.failed.set(None);
    app.session.locked.set(None);
    form.submit(app);
}

fn send(app: AppState, form: ConnectForm) {
    form.asked.set(None);
    if let Some(connection) = form.entered(app) {
        form.connect(app, connection);
    }
}
