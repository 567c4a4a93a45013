//! Groups of found records under headings: what can be grouped by, and what a heading shows and does.

use std::sync::Arc;

use leptos::prelude::*;
use zonesift_core::change::Origin;
use zonesift_core::grid::Groups;
use zonesift_core::knowledge::{Purpose, purposes};
use zonesift_core::record::Record;
use zonesift_core::review::{Decision, Review};
use zonesift_core::text;

use super::Discover;
use crate::pages::shared::conflicts::Conflicts;
use crate::state::zone::ZoneState;
use crate::state::zone::lists::GroupBy;

const CHOICES: [GroupBy; 5] =
    [GroupBy::Nothing, GroupBy::Purpose, GroupBy::Name, GroupBy::Type, GroupBy::Problem];

fn label(by: GroupBy) -> &'static str {
    match by {
        GroupBy::Nothing => "No groups",
        GroupBy::Purpose => "By purpose",
        GroupBy::Name => "By name",
        GroupBy::Type => "By type",
        GroupBy::Problem => "By problem",
    }
}

/// How the found records are grouped now.
pub fn groups(
    zone: ZoneState,
    conflicts: Conflicts,
    by: RwSignal<GroupBy>,
) -> Memo<Option<Arc<Groups>>> {
    // Decisions change no group but by their problems.
    let version = Memo::new(move |_| {
        zone.review.with(|review| review.as_ref().map(|r| (r.version(), r.revision())))
    });
    Memo::new(move |_| {
        version.get();
        let by = by.get();
        let groups = match by {
            GroupBy::Nothing => return None,
            GroupBy::Problem => of_problems(zone, conflicts),
            _ => zone.review.with_untracked(|review| {
                let review = review.as_ref()?;
                Some(match by {
                    GroupBy::Purpose => of_purposes(zone, review),
                    GroupBy::Name => each(review, |record| {
                        let mut key = String::new();
                        record.name.push_sort_key(&mut key);
                        let shown = record.name.relative_to(review.zone()).to_owned();
                        GroupName { key, shown }
                    }),
                    _ => each(review, |record| {
                        let shown = record.rtype.shown().into_owned();
                        GroupName { key: shown.clone(), shown }
                    }),
                })
            })?,
        };
        Some(Arc::new(groups))
    })
}

fn of_purposes(zone: ZoneState, review: &Review) -> Groups {
    let known = zone.known_now();
    let names = Purpose::ALL.map(|purpose| text::purpose(purpose).to_owned()).to_vec();
    let of_rows = purposes(review, &known).into_iter().map(|purpose| purpose as u32).collect();
    Groups { names, of_rows }
}

/// A group for each problem, in the order of the bar above the list, and one for the rest.
fn of_problems(zone: ZoneState, conflicts: Conflicts) -> Groups {
    let rows = zone.review.with_untracked(|r| r.as_ref().map_or(0, |r| r.items().len()));
    let kinds = conflicts.kinds.get();
    let rest = kinds.len() as u32;
    let mut of_rows = vec![rest; rows];
    for (place, kind) in (0..).zip(&kinds) {
        for origin in &kind.origins {
            let Origin::Item(number) = origin else { continue };
            if let Some(own) = of_rows.get_mut(*number as usize) {
                *own = place;
            }
        }
    }
    let names = kinds.iter().map(|kind| kind.name).chain([text::NO_PROBLEM]);
    Groups { names: names.map(str::to_owned).collect(), of_rows }
}

/// A group for each text that records have in common, in the order of their keys.
fn each(review: &Review, read: impl Fn(&Record) -> GroupName) -> Groups {
    let all: Vec<GroupName> = review.items().iter().map(|item| read(item.record())).collect();
    let mut names: Vec<&GroupName> = all.iter().collect();
    names.sort_unstable();
    names.dedup();
    let place = |name: &GroupName| names.binary_search(&name).unwrap_or_default() as u32;
    let of_rows = all.iter().map(place).collect();
    Groups { names: names.iter().map(|name| name.shown.clone()).collect(), of_rows }
}

/// The name of a group, with what groups are ordered by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct GroupName {
    key: String,
    shown: String,
}

/// The choice of what records are grouped by.
#[component]
pub fn GroupChoice(by: RwSignal<GroupBy>) -> impl IntoView {
    let option = |own: GroupBy| {
        view! { <option prop:selected=move || by.get() == own>{label(own)}</option> }
    };
    let choose = move |event| {
        let words = event_target_value(&event);
        let chosen = CHOICES.into_iter().find(|own| label(*own) == words);
        by.set(chosen.unwrap_or_default());
    };
    view! {
        <select class="groups" aria-label="Group" on:change=choose>
            {CHOICES.map(option)}
        </select>
    }
}

/// How many records of a group wait for a decision, and how many are decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Progress {
    all: usize,
    open: usize,
    accepted: usize,
    rejected: usize,
}

/// What the heading of a group holds: its name and count, which fold it, how far its review is, and
/// decisions on all of it.
#[component]
pub fn GroupHeading(page: Discover, group: u32) -> impl IntoView {
    let Discover { zone, table, headings, .. } = page;
    let name = Memo::new(move |_| headings.name(group).unwrap_or_default());
    let progress = Memo::new(move |_| {
        let order = table.grid.order.get();
        headings.groups.track();
        zone.review.with(|r| progress(r.as_ref(), &headings.rows(group, &order)))
    });
    let is_open = move || !headings.is_folded(group);
    let decide = move |decision| page.decide_group(group, decision);
    view! {
        <button
            type="button"
            tabindex="-1"
            class="fold"
            aria-expanded=move || is_open().to_string()
            on:click=move |_| headings.toggle(group)
        >
            {name}
            " "
            <span class="chip-count">{move || progress.get().all}</span>
        </button>
        <span class="muted">
            {move || {
                let Progress { open, accepted, rejected, .. } = progress.get();
                text::group_progress(open, accepted, rejected)
            }}
        </span>
        <button
            type="button"
            tabindex="-1"
            on:click=move |_| decide(Decision::Accepted)
        >
            {move || ["Accept group ", &name.get()].concat()}
        </button>
        <button
            type="button"
            tabindex="-1"
            on:click=move |_| decide(Decision::Rejected)
        >
            {move || ["Reject group ", &name.get()].concat()}
        </button>
    }
    .into_any()
}

fn progress(review: Option<&Review>, rows: &[u32]) -> Progress {
    let mut progress = Progress { all: rows.len(), ..Progress::default() };
    for row in rows {
        let Some(item) = review.and_then(|review| review.item(*row)) else { continue };
        match item.decision {
            Decision::Accepted => progress.accepted += 1,
            Decision::Rejected => progress.rejected += 1,
            Decision::Undecided => {
                progress.open += usize::from(review.is_some_and(|review| review.is_open(*row)));
            }
        }
    }
    progress
}

impl Discover {
    /// Decides on the shown records of a group.
    pub fn decide_group(self, group: u32, decision: Decision) {
        let rows = self.headings.rows(group, &self.table.grid.order.get_untracked());
        self.zone.decide_all(&rows, decision);
    }
}
