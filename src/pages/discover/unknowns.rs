//! What exists in the zone and was not found: each with its evidence and what closes it, and the report on it all.

use leptos::prelude::*;
use zonesift_core::evidence::{
    EvidenceReport, Lead, Proposal, Unknown, ValueKind, names_in, names_in_header,
    names_in_zone_file, unknowns,
};
use zonesift_core::record::Record;
use zonesift_core::review::Review;
use zonesift_core::text;

use super::paste::{PasteButton, Pasted};
use crate::browser::{clock, file};
use crate::components::{Dialog, Menu, Notice};
use crate::state::zone::ZoneState;

/// The unknowns of a zone, once a check is over.
#[derive(Clone, Copy)]
struct Unknowns {
    zone: ZoneState,
    all: Memo<Vec<Unknown>>,
    /// The one that is being dismissed.
    dismissing: RwSignal<Option<Unknown>>,
}

impl Unknowns {
    fn new(zone: ZoneState) -> Self {
        let all = Memo::new(move |_| if zone.dns.is_at_rest() { all(zone) } else { Vec::new() });
        Self { zone, all, dismissing: RwSignal::default() }
    }

    /// Those that are open first.
    fn sorted(self) -> Vec<(Unknown, Option<String>)> {
        let dismissals = self.zone.dns.dismissals;
        let mut all: Vec<(Unknown, Option<String>)> = self.all.with(|all| {
            dismissals.with(|dismissals| {
                let reason =
                    |own: &Unknown| dismissals.of(own).map(|own| own.reason.shown().into_owned());
                all.iter().map(|own| (own.clone(), reason(own))).collect()
            })
        });
        all.sort_by_key(|(_, reason)| reason.is_some());
        all
    }

    fn open(self) -> usize {
        let dismissals = self.zone.dns.dismissals;
        self.all.with(|all| dismissals.with(|dismissals| dismissals.open(all).count()))
    }
}

fn all(zone: ZoneState) -> Vec<Unknown> {
    let mut known: Vec<Record> = zone.known().to_vec();
    zone.review.with(|review| {
        let items = review.iter().flat_map(Review::items).filter(|item| !item.is_missing());
        known.extend(items.map(|item| item.record().clone()));
    });
    let target = Some(zone.api.provider());
    let look = |picture: &_| unknowns(picture, &known, &[], target);
    zone.dns.with_picture(look).unwrap_or_default()
}

/// What is not known, with what is pasted to close it, and the report. Nothing before the first check.
#[component]
pub fn UnknownsPanel(zone: ZoneState) -> impl IntoView {
    let unknowns = Unknowns::new(zone);
    let is_begun = Memo::new(move |_| zone.dns.progress.with(Option::is_some));
    let heading = move || match zone.dns.is_at_rest() {
        true => text::unknowns(unknowns.open()),
        false => text::UNKNOWNS_LATER.to_owned(),
    };
    view! {
        <Show when=move || is_begun.get()>
            <section class="unknowns" aria-label="Unknowns">
                <div class="unknowns-line">
                    <strong>{heading}</strong>
                    {PASTED.map(|pasted| view! { <PasteButton zone pasted/> })}
                    <ReportButton unknowns/>
                </div>
                <Show when=move || unknowns.all.with(|all| !all.is_empty())>
                    <ul>
                        <For
                            each=move || unknowns.sorted()
                            key=|(own, reason)| (own.id(), own.fingerprint(), reason.clone())
                            children=move |(own, reason)| view! { <UnknownItem unknowns own reason/> }
                        />
                    </ul>
                </Show>
            </section>
        </Show>
        <DismissDialog unknowns/>
    }
    .into_any()
}

const PASTED: [Pasted; 3] = [
    Pasted { title: "Paste names", lead: || Lead::Pasted, help: text::PASTE_NAMES, read: names_in },
    Pasted {
        title: "Paste a mail header",
        lead: || Lead::Pasted,
        help: text::PASTE_HEADER,
        read: names_in_header,
    },
    Pasted {
        title: "Compare with a zone file",
        lead: || Lead::File,
        help: text::PASTE_ZONE_FILE,
        read: names_in_zone_file,
    },
];

#[component]
fn UnknownItem(unknowns: Unknowns, own: Unknown, reason: Option<String>) -> impl IntoView {
    let zone = unknowns.zone;
    let kind = text::unknown_kind(own.kind);
    let about = [kind, " ", own.name.as_str()].concat();
    let (words, closes) = (text::unknown(&own), text::unknown_closes(own.kind));
    let is_dismissed = reason.is_some();
    let proposals = own.proposals.clone().into_iter().filter(|_| !is_dismissed);
    // What only the account tells is nothing to add.
    let proposals = proposals.filter(|own| own.value != ValueKind::Account);
    let proposals = proposals.map(|proposal| view! { <ProposalButton zone proposal/> });
    let act = match is_dismissed {
        true => {
            let id = own.id();
            let take_back = move |_| zone.change_dismissals(|all| all.undo(&id));
            let label = ["Take back ", &about].concat();
            view! {
                <button type="button" aria-label=label on:click=take_back>"Take back"</button>
            }
            .into_any()
        }
        false => {
            let dismiss = move |_| unknowns.dismissing.set(Some(own.clone()));
            let label = ["Dismiss ", &about].concat();
            view! {
                <button type="button" aria-label=label on:click=dismiss>"Dismiss"</button>
            }
            .into_any()
        }
    };
    let told = match reason {
        Some(reason) => ["Dismissed: ", &reason].concat(),
        None => closes.to_owned(),
    };
    view! {
        <li data-dismissed=is_dismissed.then_some("")>
            <span><strong>{kind}</strong>" "{words}" "<span class="muted">{told}</span></span>
            <span class="acts">{proposals.collect_view()}{act}</span>
        </li>
    }
    .into_any()
}

/// Takes a proposed record into the plan.
#[component]
fn ProposalButton(zone: ZoneState, proposal: Proposal) -> impl IntoView {
    let record = proposal.record.clone();
    let label = ["Add record ", record.rtype.raw(), " ", record.name.as_str()].concat();
    let title = [&record.content().shown(), ". ", &text::proposal(&proposal)].concat();
    let add = move |_| {
        let record = record.clone();
        zone.act(|_, edits| {
            edits.add(record);
            text::PROPOSAL_ADDED.to_owned()
        });
    };
    view! {
        <button type="button" aria-label=label title=title on:click=add>"Add record"</button>
    }
}

#[component]
fn DismissDialog(unknowns: Unknowns) -> impl IntoView {
    let Unknowns { zone, dismissing, .. } = unknowns;
    let reason = RwSignal::new(String::new());
    let dismiss = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(own) = dismissing.get_untracked() {
            let words = reason.get_untracked();
            zone.dismiss_unknown(&own, &words);
        }
        reason.set(String::new());
        dismissing.set(None);
    };
    view! {
        <Dialog
            title="Dismiss"
            open=move || dismissing.with(Option::is_some)
            on_close=move |()| dismissing.set(None)
        >
            <form class="plan-body" on:submit=dismiss>
                <p>{move || dismissing.with(|own| own.as_ref().map(text::unknown))}</p>
                <label class="field wide">
                    <span>{"Reason"}</span>
                    <input
                        type="text"
                        required=true
                        maxlength="300"
                        prop:value=reason
                        on:input=move |event| reason.set(event_target_value(&event))
                    />
                </label>
                <div class="actions">
                    <button type="submit" class="primary">{"Dismiss"}</button>
                    <button type="button" on:click=move |_| dismissing.set(None)>"Cancel"</button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}

/// Saves what was asked, answered, found and not found.
#[component]
fn ReportButton(unknowns: Unknowns) -> impl IntoView {
    let failed = RwSignal::new(None::<String>);
    let save = move |place: usize| {
        let zone = unknowns.zone;
        let Some((name, report)) = zone.name_now().zip(untrack(|| report(unknowns))) else {
            return;
        };
        let file_name = |extension| text::file_name(&name, clock::now(), "evidence", extension);
        let is_saved = match place {
            0 => {
                let words = text::evidence_report(&report);
                file::save(&file_name("md"), "text/markdown", &words)
            }
            _ => file::save(&file_name("json"), "application/json", &report.json()),
        };
        failed.set((!is_saved).then(|| text::SAVE_REFUSED.to_owned()));
    };
    view! {
        <Menu label="Evidence report" entries=&["Markdown", "JSON"] on_choose=save/>
        <Notice text=failed/>
    }
}

fn report(unknowns: Unknowns) -> Option<EvidenceReport> {
    let (zone, now) = (unknowns.zone, clock::now());
    let trust = zone.dns.trust();
    zone.dns.with_picture(|picture| {
        unknowns.all.with(|all| {
            let dismissals = zone.dns.dismissals;
            dismissals.with(|own| EvidenceReport::new(picture, &trust, all, own, now))
        })
    })
}
