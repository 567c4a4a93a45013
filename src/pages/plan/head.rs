//! The head of the page, always in sight: what will happen, what is asked before it does, and Apply; then
//! how far it has come, and at last the result.

use leptos::prelude::*;
use zonesift_core::change::Verb;
use zonesift_core::lines::{LineCounts, bit_of};
use zonesift_core::plan::{Danger, RejectedMail, Room};
use zonesift_core::text;

use super::no_history::NoHistoryQuestion;
use super::progress::ApplyProgress;
use super::result::{PlanResult, ResultActions};
use super::standalone::{NotTakenBack, PendingBeside};
use super::{PlanView, failed_reading, zone_name};
use crate::browser::page;
use crate::components::{Notice, TextField};
use crate::state::AppState;

#[component]
pub fn PlanHead(plan: PlanView) -> impl IntoView {
    let app = expect_context::<AppState>();
    let zone = plan.zone;
    let heading = move || if plan.is_over() { "Result" } else { "Plan" };
    // Who waits at the heading or has lost the focus is told of the result.
    Effect::new(move |was_over: Option<bool>| {
        let is_over = plan.is_over();
        if is_over && was_over == Some(false) {
            page::focus_heading();
        }
        is_over
    });
    let word = RwSignal::<String>::default();
    // What was typed and filtered was meant for the plan before.
    Effect::new(move |had_begun: Option<bool>| {
        let has_begun = plan.has_begun();
        if had_begun.is_some_and(|before| before != has_begun) {
            word.set(String::new());
            plan.list.clear();
        }
        has_begun
    });
    let (danger, lost) = (danger(plan), lost_by_rejects(plan));
    let for_good = zone.api.provider().capabilities().reject_for_good;
    let is_asked = Memo::new(move |_| danger.get().is_some() || for_good && !lost.get().is_none());
    view! {
        <header class="plan-head">
            <div class="title-row">
                <button type="button" class="quiet" on:click=move |_| app.leave_plan(zone.id())>
                    {"Back"}
                </button>
                <h1 tabindex="-1">{heading}</h1>
                <span class="mono muted">{move || zone_name(zone)}</span>
                <span class={"spacer"}></span>
                <Show when=move || !plan.has_begun()>
                    <ConfirmField is_asked word/>
                    <ApplyButton plan is_asked word/>
                </Show>
                <Show when=move || plan.is_over()>
                    <ResultActions plan/>
                </Show>
            </div>
            <Notice
                text=move || failed_reading(zone)
                on_retry=move |()| zone.load()
            />
            <Notice text=move || zone.apply.elsewhere.get().then(|| text::OTHER_TAB.to_owned())/>
            <NoHistoryQuestion zone/>
            <Show when=move || !plan.has_begun()>
                <Outset plan/>
                {move || danger.get().map(|danger| {
                    view! { <p class="warning severe">{text::confirm(danger)}</p> }
                })}
                {move || Some(lost.get()).filter(|lost| !lost.is_none()).map(|lost| {
                    view! { <p class="warning severe">{text::rejected_mail(lost)}</p> }
                })}
            </Show>
            <Show when=move || plan.is_running()>
                <ApplyProgress plan/>
            </Show>
            <Show when=move || plan.is_over()>
                <PlanResult plan/>
            </Show>
        </header>
    }
    .into_any()
}

/// What will happen, before it does.
#[component]
fn Outset(plan: PlanView) -> impl IntoView {
    let zone = plan.zone;
    let counts = Memo::new(move |_| plan.lines.with(|lines| lines.counts()));
    let over_quota = move || {
        let words = text::over_quota(room(plan)?);
        Some(view! { <p class="warning severe">{words}</p> })
    };
    let notes = move || {
        plan.common.get().into_iter().filter_map(move |(note, number)| {
            let record = plan.lines.with(|lines| {
                let mut noted = lines.taken().filter(|planned| planned.warnings.contains(&note));
                Some(noted.next()?.change.record().clone())
            })?;
            let words = text::common_note(&note, number, &record);
            Some(view! { <p class="warning">{words}</p> })
        })
    };
    view! {
        <Figures counts/>
        <p class="plan-intro">{move || text::before_apply(counts.get())}</p>
        {over_quota}
        {move || notes().collect_view()}
        <PendingBeside zone/>
        <NotTakenBack zone/>
    }
}

/// The numbers of what will happen.
#[component]
fn Figures(counts: Memo<LineCounts>) -> impl IntoView {
    let figures = move || {
        let LineCounts { verbs, warned, left_out } = counts.get();
        let of_verb = |verb: Verb| {
            let number = verbs.get(bit_of(verb)).copied().unwrap_or_default();
            (number > 0).then(|| (number, text::to_do(verb), text::verb(verb)))
        };
        let warned = (warned > 0).then(|| (warned, text::warned(warned), "Warnings"));
        let left_out = (left_out > 0).then_some((left_out, "left out", "LeftOut"));
        let all = Verb::ALL.into_iter().filter_map(of_verb).chain(warned).chain(left_out);
        let figure = |(number, words, kind)| {
            view! { <li data-kind=kind><strong>{number}</strong> " " <span>{words}</span></li> }
        };
        all.map(figure).collect_view()
    };
    view! { <ul class="figures">{figures}</ul> }
}

/// How much of the plan exceeds the zone's quota.
fn room(plan: PlanView) -> Option<Room> {
    let zone = plan.zone;
    let (held, quota) = untrack(|| zone.used());
    let together = zone.api.provider().capabilities().batch.is_some();
    let quota = quota?;
    plan.taken.with(|plan| plan.room(held, quota, together))
}

/// Why a word must be typed.
fn danger(plan: PlanView) -> Memo<Option<Danger>> {
    Memo::new(move |_| {
        let name = plan.zone.name_now()?;
        let held = untrack(|| plan.zone.used()).0;
        plan.taken.with(|taken| taken.danger(&name, held))
    })
}

/// What mail loses by the rejects.
fn lost_by_rejects(plan: PlanView) -> Memo<RejectedMail> {
    Memo::new(move |_| {
        let held = plan.zone.known_now();
        plan.taken.with(|taken| taken.rejected_mail(&held))
    })
}

/// Asks for a typed word before `Apply`.
#[component]
fn ConfirmField(is_asked: Memo<bool>, word: RwSignal<String>) -> impl IntoView {
    view! {
        <Show when=move || is_asked.get()>
            <div class="confirm">
                <TextField label=format!("Type {} to confirm", text::CONFIRM) value=word/>
            </div>
        </Show>
    }
}

#[component]
fn ApplyButton(plan: PlanView, is_asked: Memo<bool>, word: RwSignal<String>) -> impl IntoView {
    let is_empty = Memo::new(move |_| plan.taken.with(|taken| taken.changes.is_empty()));
    let is_confirmed = move || !is_asked.get() || word.with(|word| word.trim() == text::CONFIRM);
    view! {
        <button
            type="button"
            class="primary"
            disabled=move || is_empty.get() || !plan.is_checked.get() || !is_confirmed()
            on:click=move |_| plan.apply()
        >
            {"Apply"}
        </button>
    }
}
