//! The name servers that the domain's registrar needs, to copy.

use leptos::prelude::*;
use zonesift_core::foreign::Foreign;
use zonesift_core::text;

use crate::components::Notice;
use crate::pages::shared::copy::{TextToCopy, copy};
use crate::state::zone::ZoneState;

#[component]
pub fn NameServers(zone: ZoneState) -> impl IntoView {
    let refused = RwSignal::new(None::<String>);
    let servers = Memo::new(move |_| {
        zone.info.with(|info| info.iter().flat_map(|info| info.name_servers.clone()).collect())
    });
    let servers: Memo<Vec<Foreign>> = servers;
    let lines = move || {
        let lines = servers.get().into_iter();
        lines.map(|server| view! { <NameServer zone server refused/> }).collect_view()
    };
    let all =
        move || servers.with(|all| all.iter().map(Foreign::raw).collect::<Vec<_>>().join("\n"));
    let state = move || {
        let is_active = zone.info.with(|info| info.as_ref()?.active)?;
        Some(view! { <p>{text::delegation(is_active)}</p> })
    };
    view! {
        <div class="card">
            <h2>{"Name servers"}</h2>
            <p class="help">{text::NAME_SERVERS_HELP}</p>
            <Show
                when=move || !servers.with(Vec::is_empty)
                fallback=|| view! { <p class="help">{text::NO_NAME_SERVERS}</p> }
            >
                <ul class="name-servers" aria-label="Name servers">
                    {lines}
                </ul>
                <div class="actions">
                    <button
                        type="button"
                        on:click=move |_| copy(zone, untrack(all), text::copied(text::NAME_SERVERS), refused)
                    >
                        {text::COPY_NAME_SERVERS}
                    </button>
                </div>
            </Show>
            {state}
            {move || refused.get().map(|text| view! {
                <Notice text=Some(text::COPY_REFUSED.to_owned())/>
                <TextToCopy text/>
            })}
        </div>
    }
    .into_any()
}

#[component]
fn NameServer(
    zone: ZoneState,
    server: Foreign,
    refused: RwSignal<Option<String>>,
) -> impl IntoView {
    let shown = server.shown().into_owned();
    let label = ["Copy ", &shown].concat();
    let words = text::copied(&shown);
    view! {
        <li>
            <span class="mono">{shown}</span>
            <button
                type="button"
                aria-label=label
                on:click=move |_| copy(zone, server.raw().to_owned(), words.clone(), refused)
            >
                {text::COPY}
            </button>
        </li>
    }
}
