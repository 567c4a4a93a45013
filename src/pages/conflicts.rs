//! Conflicts of records, wherever they are shown: severity, a sentence, and a button for each fix. A
//! fix changes the plan, not the zone.

use std::mem;
use std::rc::Rc;

use chrono::TimeDelta;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use zonesift_core::change::Origin;
use zonesift_core::edits::Edits;
use zonesift_core::plan::{Outlook, Warning};
use zonesift_core::record::Record;
use zonesift_core::review::Review;
use zonesift_core::text;
use zonesift_core::zone::{Fix, Severity};

use crate::made::Makes;
use crate::pages::shared::record_table::type_and_name;
use crate::state::zone::ZoneState;
use crate::state::zone::outlook::Ahead;
use crate::ui::dialog::dialog;
use crate::web::clock::{OneTimer, after};
use crate::web::dom::{El, button, el, follow};

/// With more records than this (found, held and edits) only the plan shows conflicts: checking all of
/// them takes longer than a key press may.
const MANY: usize = 5_000;
/// How long after a decision conflicts are checked again: the decision is drawn first.
const SOON: TimeDelta = TimeDelta::milliseconds(30);
/// Debounce of the proxy check with many records. It may take a tenth of a second, so it waits until
/// the user pauses.
const LATER: TimeDelta = TimeDelta::milliseconds(600);

/// The conflicts of a zone, and the row whose conflicts are open.
#[derive(Clone, Copy)]
pub struct Conflicts {
    pub discovery: ZoneState,
    /// The records with a conflict, each with its worst severity.
    all: RwSignal<Vec<(Origin, Severity)>>,
    /// How many found records the proxy breaks; `None` before the first check.
    pub broken: RwSignal<Option<usize>>,
    /// Which records and changes are checked.
    from: Ahead,
    /// The row whose conflicts the dialog shows.
    pub open: RwSignal<Option<u32>>,
}

impl Conflicts {
    /// Checks everything that is or will be in the zone, with `undecided` also the found records
    /// without a decision.
    #[must_use]
    pub fn new(discovery: ZoneState, undecided: bool) -> Self {
        let (all, broken) = (RwSignal::default(), RwSignal::default());
        let from = if undecided { Ahead::Open } else { Ahead::Waiting };
        let are_many = move || {
            let found = |r: &Option<Review>| r.as_ref().map_or(0, |r| r.items().len());
            let all = discovery.review.with_untracked(found)
                + discovery.known_now().len()
                + discovery.edits.with_untracked(Edits::len);
            all > MANY
        };
        let look_at_proxy = move || {
            let now = undecided.then(|| discovery.broken_by_proxy().len());
            if broken.try_get_untracked().is_some_and(|before| before != now) {
                broken.set(now);
            }
        };
        let look = move || {
            let many = are_many();
            let conflicting = || discovery.outlook(from, |ahead| ahead.conflicting());
            let now = (!many).then(|| untrack(conflicting)).flatten().unwrap_or_default();
            if all.try_with_untracked(|before| *before != now) == Some(true) {
                all.set(now);
            }
            if !many {
                look_at_proxy();
            }
        };
        let (soon, mut later) = (OneTimer::default(), None::<TimeoutHandle>);
        follow(move || {
            discovery.known();
            discovery.edits.track();
            discovery.review.track();
            soon.after(SOON, look);
            let next = are_many().then(|| after(LATER, look_at_proxy)).flatten();
            mem::replace(&mut later, next).iter().for_each(TimeoutHandle::clear);
        });
        Self { discovery, all, broken, from, open: RwSignal::default() }
    }

    /// The records with a conflict, each with its worst severity.
    #[must_use]
    pub fn of_all(self) -> Vec<(Origin, Severity)> {
        self.all.get()
    }

    /// The worst severity of a record's conflicts.
    #[must_use]
    pub fn worst(self, origin: Origin) -> Option<Severity> {
        self.all
            .with(|all| all.iter().find(|(own, _)| *own == origin).map(|(_, severity)| *severity))
    }

    /// The dialog with the conflicts of one row; `origin` says which record the row has.
    pub fn dialog(self, origin: impl Fn(u32) -> Option<Origin> + 'static) -> El {
        let open = self.open;
        let body = move || self.body(untrack(|| origin(open.get()?))?);
        dialog("Conflicts", move || open.get().is_some(), move || open.set(None), body)
    }

    fn body(self, origin: Origin) -> Option<El> {
        let (discovery, open) = (self.discovery, self.open);
        let look =
            |ahead: &Outlook<'_>| Some((ahead.record(origin)?.clone(), ahead.warnings(origin)));
        let (record, warnings) = untrack(|| discovery.outlook(self.from, look))??;
        let title = type_and_name(&record);
        let close = Rc::new(move || open.set(None));
        let lines = told((discovery, self.from), origin, &record, &title, &warnings, close);
        let body = el("div")
            .class("plan-body")
            .with(el("p").class("mono").text(&title))
            .with(el("p").class("mono").text(&record.content().shown()))
            .with_all(lines)
            .with(el("div").class("actions").with(button("Close", move |_| open.set(None))));
        Some(body)
    }
}

/// The CSS class of a severity. The stylesheet adds the icon.
#[must_use]
pub fn class_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Blocks => "warning error",
        Severity::Warns => "warning severe",
        Severity::Notes => "warning",
    }
}

/// A line for each warning of a record, with a button for its fix. When pressed, a fix is looked up
/// again in the outlook of `from`; then `then` runs.
pub fn told(
    (discovery, from): (ZoneState, Ahead),
    origin: Origin,
    record: &Record,
    title: &str,
    warnings: &[Warning],
    then: Rc<dyn Makes<()>>,
) -> Vec<El> {
    let mut offered: Vec<Fix> = Vec::new();
    let line = |warning: &Warning| {
        let severity = warning.severity();
        let words = format!("{} · {}", text::severity(severity), text::warning(warning, record));
        let line = el("p").class(class_of(severity)).text(&words);
        // Two conflicts may have the same fix.
        let new = warning.fix().filter(|fix| !offered.contains(fix));
        let Some(fix) = new.cloned() else { return line };
        offered.push(fix.clone());
        let then = then.clone();
        let (label, shown) = (text::fix(&fix), record.clone());
        let press = move |_: &_| {
            let mends = |ahead: &Outlook<'_>| ahead.mends(origin, &shown, &fix);
            match untrack(|| discovery.outlook(from, mends)).flatten() {
                Some(steps) => discovery.fix(from, &steps, &text::fix(&fix)),
                None => discovery.message.set(text::NOT_AS_SHOWN.to_owned()),
            }
            then.make();
        };
        let press = button(&label, press)
            .attr("aria-label", &format!("{label} for {title}"))
            .flag("disabled", move || discovery.apply.is_running());
        line.text(" ").with(press)
    };
    warnings.iter().map(line).collect()
}
