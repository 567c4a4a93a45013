//! The Commands dialog: every act of the page, every page, zone and record by name (Ctrl+K).

use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use leptos::prelude::*;
use zonesift_core::filter::{FilterKey, Term};
use zonesift_core::record::Record;
use zonesift_core::review::Item;
use zonesift_core::route::Route;
use zonesift_core::text;

use super::open_zone;
use super::shortcuts::PAGES;
use crate::components::{Dialog, OptionItem, Options};
use crate::state::AppState;
use crate::state::commands::Command;
use crate::state::zone::ZoneState;

/// How many commands are listed at once.
const MOST: usize = 12;
/// The ID of the list.
const LIST: &str = "commands";

#[component]
pub fn CommandsDialog() -> impl IntoView {
    let app = expect_context::<AppState>();
    let is_open = app.commands.is_open;
    view! {
        <Dialog title="Commands" open=is_open on_close=move |()| is_open.set(false)>
            <CommandList/>
        </Dialog>
    }
    .into_any()
}

#[component]
fn CommandList() -> impl IntoView {
    let app = expect_context::<AppState>();
    let typed = RwSignal::<String>::default();
    let found = Memo::new_owning(move |_: Option<Vec<Command>>| {
        (typed.with(|typed| find(app, typed)), true)
    });
    let run = Callback::new(move |place: usize| {
        let command = found.with_untracked(|found| found.get(place).cloned());
        if let Some(command) = command {
            // The dialog goes first, so that the focus can go where the command leads.
            app.commands.is_open.set(false);
            command.run.run(());
        }
    });
    let options = Options::new(LIST, Signal::derive(move || found.with(Vec::len)), run);
    options.active.set(Some(0));
    let press = move |event: KeyboardEvent| {
        if options.press(&event.key()) {
            event.prevent_default();
        }
    };
    let field = NodeRef::<Input>::new();
    field.on_load(|field| drop(field.focus()));
    let option = move |(place, command): (usize, Command)| {
        view! {
            <OptionItem options place>
                {command.name}
                " "
                <kbd>{command.keys}</kbd>
            </OptionItem>
        }
    };
    let list = move || found.get().into_iter().enumerate().map(option).collect_view();
    view! {
        <div class="commands">
            <input
                node_ref=field
                type="text"
                role="combobox"
                aria-label="Command"
                aria-expanded="true"
                aria-autocomplete="list"
                aria-controls=LIST
                aria-activedescendant=move || options.active_id()
                autocomplete="off"
                spellcheck="false"
                placeholder=text::COMMAND_HINT
                prop:value=typed
                on:input=move |event| {
                    options.active.set(Some(0));
                    typed.set(event_target_value(&event));
                }
                on:keydown=press
            />
            <ul id=LIST class="options" role="listbox" aria-label="Commands">
                {list}
            </ul>
            <p class="muted" role="status">{move || text::commands_found(found.with(Vec::len))}</p>
        </div>
    }
    .into_any()
}

/// The commands whose names contain every typed word, the page's own first.
fn find(app: AppState, typed: &str) -> Vec<Command> {
    let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let is_meant = |command: &Command| {
        let name = command.name.to_lowercase();
        words.iter().all(|word| name.contains(word))
    };
    let zone = open_zone(app);
    let mut commands = app.commands.all();
    commands.extend(zone.map(|zone| pages(app, zone)).unwrap_or_default());
    commands.extend(zones(app));
    commands.extend(session(app));
    if !words.is_empty() {
        commands.extend(zone.map(|zone| records(app, zone, &words)).unwrap_or_default());
    }
    commands.into_iter().filter(is_meant).take(MOST).collect()
}

/// The pages of the open zone.
fn pages(app: AppState, zone: ZoneState) -> Vec<Command> {
    let page = |page: &super::shortcuts::ZonePage| {
        let route = (page.route)(zone.id());
        Command::new(["Go to ", page.name].concat(), move || app.go(&route)).by(page.keys)
    };
    PAGES.iter().map(page).collect()
}

/// The zones that are listed.
fn zones(app: AppState) -> Vec<Command> {
    let list = Command::new("Go to Zones", move || app.go(&Route::Zones)).by("g z");
    let open = |zone: &zonesift_core::provider::ZoneInfo| {
        let route = Route::Discover(zone.id.clone());
        Command::new(["Open zone ", zone.name.as_str()].concat(), move || app.go(&route))
    };
    let opened = app.zones.items.with(|zones| zones.iter().map(open).collect::<Vec<_>>());
    let is_connected = app.session.is_connected();
    std::iter::once(list).chain(opened).filter(|_| is_connected).collect()
}

fn session(app: AppState) -> Vec<Command> {
    let lock = Command::new("Lock", move || app.session.leave(None));
    app.session.is_connected().then_some(lock).into_iter().collect()
}

/// The records whose type and name contain the words: each leads to it, among the found ones or the zone's.
fn records(app: AppState, zone: ZoneState, words: &[String]) -> Vec<Command> {
    let mut commands = Vec::new();
    zone.review.with(|review| {
        let found = review.iter().flat_map(|review| review.items());
        let route = Route::Discover(zone.id());
        lead_to(app, "Found record", &route, found.map(Item::record), words, &mut commands);
    });
    zone.records.all.with(|held| {
        let route = Route::Records(zone.id());
        lead_to(app, "Record", &route, held.iter(), words, &mut commands);
    });
    commands
}

/// Adds a command for each type and name that contains the words.
fn lead_to<'r>(
    app: AppState,
    kind: &str,
    route: &Route,
    records: impl Iterator<Item = &'r Record>,
    words: &[String],
    commands: &mut Vec<Command>,
) {
    let named = records.map(|record| (record.rtype.shown(), record.name.as_str()));
    let meant = named.filter(|(rtype, name)| {
        let own = format!("{kind} {rtype} {name}").to_lowercase();
        words.iter().all(|word| own.contains(word))
    });
    for (rtype, name) in meant.take(MOST) {
        let title = format!("{kind} {rtype} {name}");
        if commands.iter().any(|own| own.name == title) {
            continue;
        }
        let terms = [Term::typed(FilterKey::Type, &rtype), Term::typed(FilterKey::Name, name)];
        let (route, filter) = (route.clone(), terms.join(" "));
        commands.push(Command::new(title, move || app.go_filtered(&route, &filter)));
    }
}
