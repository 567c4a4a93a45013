//! Switches to the same page of another zone: a button that opens a list of zones with a search field.

use chrono::TimeDelta;
use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rustc_hash::FxHashSet;
use zonesift_core::kept::Waiting;
use zonesift_core::provider::{ZoneId, ZoneInfo};
use zonesift_core::{natural, searched, text};

use crate::browser::{clock, page};
use crate::components::{OptionItem, Options};
use crate::state::AppState;

/// Debounce before the typed text is sent to the provider.
const TYPING: TimeDelta = TimeDelta::milliseconds(300);
/// More zones than this are found by their name only.
const MOST: usize = 50;
/// The ID of the list.
const LIST: &str = "switch-to";

#[component]
pub fn ZoneSwitcher() -> impl IntoView {
    let is_open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let place = NodeRef::<html::Div>::new();
    let close = Callback::new(move |()| {
        is_open.set(false);
        button.get_untracked().iter().for_each(|button| {
            // Fails only for an element that was removed.
            let _ = button.focus();
        });
    });
    let left = move |event: FocusEvent| {
        let stays = place.get_untracked().is_some_and(|place| page::moves_within(&event, &place));
        if !stays {
            is_open.set(false);
        }
    };
    view! {
        <div class="switcher" node_ref=place on:focusout=left>
            <button
                type="button"
                class="quiet switch-zone"
                aria-label="Switch zone"
                title="Switch zone"
                aria-expanded=move || is_open.get().to_string()
                node_ref=button
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| if is_open.get_untracked() { close.run(()) } else { is_open.set(true) }
            ></button>
            <Show when=move || is_open.get()>
                <ZoneList close/>
            </Show>
        </div>
    }
}

/// A zone to switch to.
#[derive(Clone, PartialEq, Eq)]
struct Target {
    id: ZoneId,
    name: String,
    /// How many changes wait there.
    waiting: usize,
}

/// What the list shows.
#[derive(Clone, Copy)]
struct Switching {
    app: AppState,
    typed: RwSignal<String>,
    /// What the provider has found, where the list of zones is not whole.
    found: RwSignal<Option<Vec<ZoneInfo>>>,
    targets: Memo<Vec<Target>>,
}

#[component]
fn ZoneList(close: Callback<()>) -> impl IntoView {
    let switching = Switching::new(expect_context::<AppState>());
    let Switching { app, typed, targets, .. } = switching;
    app.zones.open(app);
    switching.ask_the_provider();
    let field = NodeRef::<html::Input>::new();
    field.on_load(|field| {
        // Fails only for an element that was removed.
        let _ = field.focus();
    });
    let go = Callback::new(move |place: usize| {
        let target = targets.with_untracked(|targets| targets.get(place).cloned());
        target.iter().for_each(|target| switching.go(&target.id, close));
    });
    let options = Options::new(LIST, Signal::derive(move || targets.with(Vec::len)), go);
    Effect::new(move |_| {
        targets.track();
        options.active.set(Some(0));
    });
    let press = move |event: KeyboardEvent| {
        let key = event.key();
        let is_used = options.press(&key) || key == "Enter";
        if key == "Escape" {
            close.run(());
        }
        if is_used || key == "Escape" {
            event.prevent_default();
        }
    };
    let items = move || {
        let targets = targets.get().into_iter().enumerate();
        targets
            .map(|(place, target)| {
                view! { <OptionItem options place><TargetWords target/></OptionItem> }
            })
            .collect_view()
    };
    view! {
        <div class="switch-list">
            <input
                type="text"
                role="combobox"
                class="mono"
                aria-label="Zone to switch to"
                aria-expanded="true"
                aria-controls=LIST
                aria-autocomplete="list"
                aria-activedescendant=move || options.active_id()
                autocomplete="off"
                spellcheck="false"
                placeholder="Find a zone"
                node_ref=field
                bind:value=typed
                on:keydown=press
            />
            <ul id=LIST class="options" role="listbox" aria-label="Zones">
                {items}
            </ul>
            <p class="help" aria-live="polite">{move || switching.words()}</p>
        </div>
    }
}

#[component]
fn TargetWords(target: Target) -> impl IntoView {
    let Target { name, waiting, .. } = target;
    let waits = (waiting > 0)
        .then(|| view! { <span class="muted">{text::waiting_changes(waiting)}</span> });
    view! {
        <span class="mono">{name}</span>
        {waits}
    }
}

impl Switching {
    fn new(app: AppState) -> Self {
        let (typed, found) = (RwSignal::new(String::new()), RwSignal::new(None));
        let targets = Memo::new(move |_| targets(app, &typed.get(), found));
        Self { app, typed, found, targets }
    }

    /// Has the provider search, if the list of zones is not whole.
    fn ask_the_provider(self) {
        let Self { app, typed, found, .. } = self;
        Effect::new(move |_| {
            let wanted = wanted(&typed.get());
            let is_whole = !app.zones.more.get() && app.zones.search.with(String::is_empty);
            let Some(api) = app.session.api_now().filter(|_| !is_whole && !wanted.is_empty())
            else {
                return found.set(None);
            };
            clock::after_in_owner(TYPING, move || {
                spawn_local(async move {
                    let answer = api.send(&api.provider().list_zones(&wanted, 1)).await;
                    // Without an answer the zones that are known are still there to choose.
                    if let (Ok(page), Some(true)) = (answer, self.is_typed(&wanted)) {
                        let _ = found.try_set(Some(page.items));
                    }
                });
            });
        });
    }

    /// Whether the text is still the typed one; `None` once the list is closed.
    fn is_typed(self, wanted: &str) -> Option<bool> {
        self.typed.try_with_untracked(|typed| self::wanted(typed) == wanted)
    }

    /// Goes to the page that is open, of another zone.
    fn go(self, zone: &ZoneId, close: Callback<()>) {
        close.run(());
        self.app.go(&self.app.route.get_untracked().of_zone(zone.clone()));
    }

    /// How many zones match, where the list does not show it.
    fn words(self) -> &'static str {
        let zones = self.app.zones;
        let shown = self.targets.with(Vec::len);
        match () {
            () if zones.loading.get() => text::ZONES_READING,
            () if shown == 0 => text::NO_OTHER_ZONE,
            () if shown == MOST || zones.more.get() => text::ZONES_BY_NAME,
            () => "",
        }
    }
}

/// The zones that match: those where something waits first, then by name; in the sandbox those that exist for
/// tests only last.
fn targets(app: AppState, typed: &str, found: RwSignal<Option<Vec<ZoneInfo>>>) -> Vec<Target> {
    let wanted = wanted(typed);
    let waiting = app.open_zones.waiting(app);
    let mut seen: FxHashSet<ZoneId> = app.route.get().zone().cloned().into_iter().collect();
    let listed = app.zones.items.get().into_iter();
    let zones = listed.chain(found.get().unwrap_or_default()).chain(app.open_zones.known());
    let matching = zones.filter(|zone| zone.name.as_str().contains(&wanted));
    let mut targets: Vec<Target> = matching
        .filter(|zone| seen.insert(zone.id.clone()))
        .map(|zone| Target {
            waiting: waiting.get(&zone.id).copied().map_or(0, Waiting::total),
            name: zone.name.to_string(),
            id: zone.id,
        })
        .collect();
    let is_sandbox = app.session.is_sandbox();
    targets.sort_by_cached_key(|target| {
        let is_test = is_sandbox && text::is_test_zone(&target.name);
        (target.waiting == 0, is_test, natural::key(&target.name))
    });
    targets.truncate(MOST);
    targets
}

/// The typed text as names are written.
fn wanted(typed: &str) -> String {
    searched(typed.trim()).to_lowercase()
}
