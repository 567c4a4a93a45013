//! What the user pastes to lead the check to more names: a list, the header of a mail, a zone file.

use leptos::prelude::*;
use zonesift_core::evidence::Lead;
use zonesift_core::name::DomainName;
use zonesift_core::text;

use crate::components::Dialog;
use crate::state::zone::ZoneState;

/// A kind of text that is pasted.
#[derive(Clone, Copy)]
pub struct Pasted {
    pub title: &'static str,
    /// How the names came to be asked for.
    pub lead: fn() -> Lead,
    pub help: &'static str,
    /// The names of the zone in it.
    pub read: fn(&str, &DomainName) -> Vec<DomainName>,
}

#[component]
pub fn PasteButton(zone: ZoneState, pasted: Pasted) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let typed = RwSignal::new(String::new());
    let names = Memo::new(move |_| {
        let zone = zone.info.with(|info| info.as_ref().map(|info| info.name.clone()));
        zone.map(|zone| typed.with(|typed| (pasted.read)(typed, &zone))).unwrap_or_default()
    });
    let close = move || {
        is_open.set(false);
        typed.set(String::new());
    };
    let ask = move |_| {
        zone.lead_dns(names.get_untracked(), (pasted.lead)());
        close();
    };
    view! {
        <button type="button" on:click=move |_| is_open.set(true)>{pasted.title}</button>
        <Dialog title=pasted.title open=is_open on_close=move |()| close()>
            <div class="plan-body">
                <label class="field wide">
                    <span>{pasted.help}</span>
                    <textarea
                        class="mono"
                        rows="8"
                        autocomplete="off"
                        spellcheck="false"
                        prop:value=typed
                        on:input=move |event| typed.set(event_target_value(&event))
                    ></textarea>
                </label>
                <p class="muted" aria-live="polite">
                    {move || text::names_pasted(names.with(Vec::len))}
                </p>
                <div class="actions">
                    <button
                        type="button"
                        class="primary"
                        disabled=move || names.with(Vec::is_empty)
                        on:click=ask
                    >
                        "Ask for them"
                    </button>
                    <button type="button" on:click=move |_| close()>"Cancel"</button>
                </div>
            </div>
        </Dialog>
    }
    .into_any()
}
