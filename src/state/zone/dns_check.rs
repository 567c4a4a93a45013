//! The check with DNS: it sends the questions of the hunt, hands in what comes back, and takes what was found into the
//! review. It goes on while other pages of the zone are open, and asks nothing while the tab is hidden.

use chrono::TimeDelta;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::evidence::{
    Ask, Dismissals, Find, Hunt, HuntPhase, HuntProgress, HuntStep, Lead, Picture, ResolverSpec,
    Trust, Unknown,
};
use zonesift_core::name::DomainName;
use zonesift_core::provider::{ResolverName, ZoneInfo};
use zonesift_core::review::{Item, Review};

use super::ZoneState;
use crate::api::dns;
use crate::browser::{clock, page};
use crate::state::saved;

/// How often what was found is shown and stored: each time the list is made anew.
const TELL: TimeDelta = TimeDelta::milliseconds(700);

#[derive(Clone, Copy, Default)]
pub struct DnsCheck {
    /// How far it is; `None` before the first one.
    pub progress: RwSignal<Option<HuntProgress>>,
    pub is_paused: RwSignal<bool>,
    /// What of the unknowns the user has dismissed.
    pub dismissals: RwSignal<Dismissals>,
    hunt: StoredValue<Option<Hunt>>,
    /// Counts the hunts: an answer to an earlier one says nothing to the next.
    round: StoredValue<u32>,
    resolvers: StoredValue<Vec<ResolverName>>,
    /// How many finds are in the review.
    taken: StoredValue<usize>,
    /// When the next question may be sent.
    timer: StoredValue<Option<TimeoutHandle>>,
    is_telling: StoredValue<bool>,
}

impl DnsCheck {
    /// Whether questions are left, as far as is known.
    #[must_use]
    pub fn is_under_way(self) -> bool {
        self.progress.with(|progress| {
            let phase = progress.as_ref().map(|progress| &progress.phase);
            phase.is_some_and(|phase| !matches!(phase, HuntPhase::Done | HuntPhase::Stopped(_)))
        })
    }

    /// Whether what is known stays as it is for now.
    #[must_use]
    pub fn is_at_rest(self) -> bool {
        self.progress.with(Option::is_some) && (!self.is_under_way() || self.is_paused.get())
    }

    /// The resolvers that were tested.
    #[must_use]
    pub fn trust(self) -> Vec<(String, Trust)> {
        self.hunt.with_value(|hunt| {
            let all = hunt.iter().flat_map(Hunt::trust);
            all.filter_map(|(name, trust)| Some((name.to_owned(), trust?))).collect()
        })
    }

    /// Looks at what is known from DNS; tracks that it changes.
    pub fn with_picture<R>(self, look: impl FnOnce(&Picture) -> R) -> Option<R> {
        self.progress.track();
        self.hunt.with_value(|hunt| hunt.as_ref().map(|hunt| look(hunt.picture())))
    }
}

impl ZoneState {
    /// Starts the check, or goes on with the one of before a reload.
    pub fn check_dns(self, resolvers: &[ResolverName]) {
        let Some(zone) = self.info.get_untracked() else { return };
        let (check, specs) = (self.dns, specs(resolvers));
        let seed = clock::moment().seed;
        let left = saved::hunt(&self.api.at(&zone)).filter(|kept| !kept.is_over);
        let again =
            left.and_then(|kept| Hunt::again(&kept, zone.name.clone(), specs.clone(), seed));
        let hunt = again.or_else(|| Hunt::new(zone.name.clone(), specs, seed));
        let Some(mut hunt) = hunt else { return };
        hunt.know(&self.known_now(), Lead::Provider);
        self.review.with_untracked(|review| {
            let listed = review.iter().flat_map(Review::items).filter(|item| item.is_listed);
            let records: Vec<_> = listed.map(Item::record).cloned().collect();
            hunt.know(&records, Lead::Provider);
        });
        check.round.update_value(|round| *round += 1);
        check.taken.set_value(0);
        check.hunt.set_value(Some(hunt));
        check.resolvers.set_value(resolvers.to_vec());
        check.is_paused.set(false);
        self.pump_dns();
        self.tell_dns();
    }

    pub fn pause_dns(self, is_paused: bool) {
        self.dns.is_paused.set(is_paused);
        self.tell_dns();
        self.pump_dns();
    }

    /// Stores what has come since it was last stored: the page may be unloading. A check of before a reload that
    /// nobody has continued stays as it is stored.
    pub fn keep_dns_rest(self) {
        if !self.waits_for_resolvers() {
            self.keep_dns();
        }
    }

    /// Stores what has come, for a reload.
    fn keep_dns(self) {
        let kept = self.dns.hunt.with_value(|hunt| hunt.as_ref().map(Hunt::keep));
        if let Some((kept, zone)) = kept.zip(self.info.get_untracked()) {
            // If this fails, the check begins anew after a reload.
            let _ = saved::keep_hunt(&self.api.at(&zone), &kept);
        }
    }

    /// Asks for these names too, which the user knows.
    pub fn lead_dns(self, names: Vec<DomainName>, lead: Lead) {
        self.dns.hunt.update_value(|hunt| {
            if let Some(hunt) = hunt {
                hunt.lead(names, lead);
            }
        });
        self.dns.is_paused.set(self.waits_for_resolvers());
        self.tell_dns();
        self.pump_dns();
    }

    /// Dismisses an unknown, with the user's reason.
    pub fn dismiss_unknown(self, unknown: &Unknown, reason: &str) {
        let check = self.dns;
        check.hunt.with_value(|hunt| {
            if let Some(hunt) = hunt {
                let now = clock::now();
                self.change_dismissals(|all| all.dismiss(unknown, hunt.picture(), reason, now));
            }
        });
    }

    /// Changes what is dismissed, and stores it for a reload.
    pub fn change_dismissals(self, change: impl FnOnce(&mut Dismissals)) {
        self.dns.dismissals.update(change);
        if let Some(zone) = self.info.get_untracked() {
            let stored = |own: &Dismissals| saved::keep_dismissals(&self.api.at(&zone), own);
            let is_kept = self.dns.dismissals.with_untracked(stored);
            self.tell_kept(is_kept);
        }
    }

    /// Whether a check of before a reload can only go on after the user has said so.
    #[must_use]
    pub fn waits_for_resolvers(self) -> bool {
        self.dns.resolvers.with_value(Vec::is_empty)
    }

    /// Sends what may be sent now. Timers and answers run it: the zone may be closed by then.
    pub fn pump_dns(self) {
        let check = self.dns;
        if let Some(timer) = check.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        if check.is_paused.try_get_untracked() != Some(false) || !page::is_visible() {
            return;
        }
        loop {
            let now = clock::now();
            let step = check.hunt.try_update_value(|hunt| Some(hunt.as_mut()?.next(now)));
            match step.flatten() {
                Some(HuntStep::Ask(ask)) => self.send_question(ask),
                Some(HuntStep::Wait(due)) => {
                    let again = clock::after(due - now, move || self.pump_dns());
                    return check.timer.set_value(again);
                }
                Some(HuntStep::WaitForAnswers) | None => return,
                Some(HuntStep::Done) => return self.tell_dns(),
            }
        }
    }

    fn send_question(self, ask: Ask) {
        let check = self.dns;
        let Some(resolver) = check.resolvers.with_value(|all| all.get(ask.resolver).copied())
        else {
            return;
        };
        let round = check.round.get_value();
        spawn_local(async move {
            let received = dns::ask(resolver, &ask).await;
            if check.round.try_get_value() != Some(round) {
                return;
            }
            check.hunt.try_update_value(|hunt| {
                if let Some(hunt) = hunt {
                    hunt.answered(ask.id, received, clock::now());
                }
            });
            self.pump_dns();
            self.tell_dns_soon();
        });
    }

    fn tell_dns_soon(self) {
        if self.dns.is_telling.try_update_value(|is_telling| !std::mem::replace(is_telling, true))
            == Some(true)
        {
            clock::after(TELL, move || {
                self.dns.is_telling.try_update_value(|is_telling| *is_telling = false);
                self.tell_dns();
            });
        }
    }

    /// Shows and stores what has come.
    fn tell_dns(self) {
        let check = self.dns;
        let taken = check.taken.try_get_value();
        let news = check.hunt.try_with_value(|hunt| {
            let hunt = hunt.as_ref()?;
            let finds = hunt.picture().finds.get(taken?..).unwrap_or_default();
            Some((finds.iter().map(Find::to_hold).collect::<Vec<_>>(), hunt.progress()))
        });
        let Some((records, progress)) = news.flatten() else { return };
        if !records.is_empty() {
            check.taken.update_value(|taken| *taken += records.len());
            self.change(|review| review.take_from_dns(records));
        }
        self.keep_dns();
        check.progress.set(Some(progress));
    }

    /// Takes what a check of before a reload has found, and leaves it paused.
    pub(super) fn recall_dns(self, zone: &ZoneInfo) {
        let (check, at) = (self.dns, self.api.at(zone));
        check.dismissals.set(saved::dismissals(&at));
        let Some(kept) = saved::hunt(&at) else { return };
        let hunt = Hunt::again(&kept, zone.name.clone(), Vec::new(), clock::moment().seed);
        let Some(hunt) = hunt else { return };
        let records: Vec<_> = hunt.picture().finds.iter().map(Find::to_hold).collect();
        self.review.update_untracked(|review| {
            review.iter_mut().for_each(|review| review.take_from_dns(records.clone()));
        });
        let phase = if kept.is_over { HuntPhase::Done } else { HuntPhase::Sweeping };
        check.progress.set(Some(HuntProgress { phase, ..hunt.progress() }));
        check.is_paused.set(true);
        check.hunt.set_value(Some(hunt));
    }
}

fn specs(resolvers: &[ResolverName]) -> Vec<ResolverSpec> {
    let spec = |resolver: &ResolverName| ResolverSpec {
        name: resolver.title().to_owned(),
        hides_network: resolver.passes_network_on(),
    };
    resolvers.iter().map(spec).collect()
}
