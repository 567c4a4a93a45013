//! What is known about a record, as the panel shows it.

use leptos::prelude::*;
use zonesift_core::change::Origin;
use zonesift_core::plan::Outlook;
use zonesift_core::text;

use super::in_dns::InDns;
use super::told::{AdviceLine, Instead, ReferenceLine, References, ServiceLine, Told};
use crate::pages::shared::conflicts_dialog::Warnings;
use crate::pages::shared::record_details::Copies;
use crate::state::zone::ZoneState;
use crate::state::zone::outlook::Ahead;

/// Everything about one record, from what to do to where it comes from.
#[component]
pub fn Facts(zone: ZoneState, told: Told) -> impl IntoView {
    let Told { number, record, title, warnings, advice, .. } = told.clone();
    let (origin, from) = (Origin::Item(number), Ahead::Open);
    let content = record.content().line();
    let conflicts = (!warnings.is_empty()).then(|| {
        let (record, title) = (record.clone(), title.clone());
        let on_fix = Callback::new(|()| {});
        view! { <Warnings zone from origin record title warnings on_fix/> }
    });
    view! {
        <div class="why-part">
            <p class="why-title mono">{title}</p>
            <p class="why-content mono">{content}</p>
            {advice.map(|advice| view! { <AdviceBox zone number advice/> })}
            {conflicts}
        </div>
        <div class="why-part">
        <Section title="For" is_shown=true>
            <p><strong>{told.purpose}</strong>{" · "}{told.purpose_help}</p>
            {told.services.into_iter().map(service).collect_view()}
        </Section>
        <Section title="In the zone instead" is_shown=has_instead(&told.differs, &told.instead)>
            {told.differs.map(|words| view! { <p>{words}</p> })}
            {told.instead.into_iter().map(instead).collect_view()}
        </Section>
        <Section title="What it says" is_shown=!told.policy.is_empty()>
            <ul>{told.policy.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
        </Section>
        <Section title="Refers to it" is_shown=!told.refers.lines.is_empty()>
            <ReferenceList references=told.refers/>
        </Section>
        <Section title="It refers to" is_shown=!told.referred.lines.is_empty()>
            <ReferenceList references=told.referred/>
        </Section>
        <Section title="Source" is_shown=true>
            {told.found_by.into_iter().map(|words| view! { <p>{words}</p> }).collect_view()}
        </Section>
        {told.in_dns.map(seen_in_dns)}
            <Copies zone record/>
        </div>
    }
    .into_any()
}

/// What the world sees, and who says so.
fn seen_in_dns(InDns { seen, heard, .. }: InDns) -> impl IntoView {
    view! {
        <section>
            <h2>{"In DNS"}</h2>
            <p>{seen}</p>
            <ul>
                {heard.into_iter().map(|words| view! { <li class="muted">{words}</li> }).collect_view()}
            </ul>
        </section>
    }
}

fn has_instead(differs: &Option<String>, instead: &[Instead]) -> bool {
    differs.is_some() || !instead.is_empty()
}

/// A part of the panel with its heading; nothing if there is nothing to show.
#[component]
fn Section(title: &'static str, is_shown: bool, children: Children) -> impl IntoView {
    let section = || view! { <section><h2>{title}</h2> {children()}</section> };
    is_shown.then(section)
}

fn service(line: ServiceLine) -> impl IntoView {
    view! {
        <p>{line.service}</p>
        <p class="muted">{line.sign}</p>
    }
}

/// A record of the zone. What differs is marked, and not by colour alone.
fn instead(Instead { before, differs, after }: Instead) -> impl IntoView {
    let marked = (!differs.is_empty()).then(|| view! { <mark>{differs}</mark> });
    view! { <p class="mono">{before}{marked}{after}</p> }
}

#[component]
fn ReferenceList(references: References) -> impl IntoView {
    let line = |ReferenceLine { title, words }: ReferenceLine| {
        view! { <li><span class="mono">{title}</span>{" "}<span class="muted">{words}</span></li> }
    };
    let more = (references.more > 0).then(|| {
        view! { <li class="muted">{format!("and {} more", references.more)}</li> }
    });
    view! { <ul>{references.lines.into_iter().map(line).collect_view()}{more}</ul> }
}

/// What is recommended, and the button that does it.
#[component]
fn AdviceBox(zone: ZoneState, number: u32, advice: AdviceLine) -> impl IntoView {
    let AdviceLine { recommendation, words, reason, may_take } = advice;
    let kind = super::kind_of(&recommendation.advice);
    let take = move |_| {
        let steps = |ahead: &Outlook<'_>| {
            zone.review.with_untracked(|review| {
                let review = review.as_ref().filter(|review| review.is_open(number))?;
                Some(recommendation.steps(number, ahead, review))
            })
        };
        if let Some(steps) = untrack(|| zone.outlook(Ahead::Open, steps)).flatten() {
            zone.fix(Ahead::Open, &steps, &text::advice(&recommendation.advice));
        }
    };
    let button = may_take.then(|| {
        view! { <button type="button" on:click=take>{text::TAKE_ONE}</button> }
    });
    view! {
        <div class="why-advice" data-advice=kind>
            <p class="why-words">{words}</p>
            <p>{reason}</p>
            {button}
        </div>
    }
}
