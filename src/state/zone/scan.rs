//! Executes the effects of the scan's state machine: starts scans, waits, reads their results.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::provider::ScanTarget;
use zonesift_core::review::Review;
use zonesift_core::scan::{Effect, Event};

use super::ZoneState;
use crate::browser::clock;

impl ZoneState {
    /// Feeds an event to the scan, executes its effect and stores the new state.
    pub fn happen(self, event: Event<'_>) {
        if self.step(event) {
            self.keep();
        }
    }

    /// [`Self::happen`] without storing; returns whether the scan changed.
    fn step(self, event: Event<'_>) -> bool {
        let before = self.scan.get_untracked();
        let (scan, effect) = before.clone().step(event, clock::moment());
        let generation = scan.generation;
        let changed = scan != before;
        if changed {
            self.scan.set(scan);
        }
        match effect {
            Effect::Nothing => {}
            Effect::Wait(wait) => {
                self.clear_timer();
                self.timer
                    .set_value(clock::after(wait, move || self.happen(Event::Due(generation))));
            }
            Effect::Start => self.send_start(generation),
            Effect::Read => self.send_read(generation),
        }
        changed
    }

    fn send_start(self, generation: u32) {
        self.clear_timer();
        let target = ScanTarget::Zone(self.id());
        let Some(call) = self.api.provider().start_scan(&target) else { return };
        spawn_local(async move {
            let answer = self.api.send(&call).await;
            self.happen(Event::Started(generation, answer.as_ref()));
        });
    }

    fn send_read(self, generation: u32) {
        spawn_local(async move {
            let answer = self.read_arriving().await;
            if let Ok((reading, begun)) = &answer {
                self.judge_reading(generation, reading.is_whole, *begun);
            }
            let answer = answer.map(|(reading, _)| reading);
            let known = self.review.with_untracked(|r| r.as_ref().map_or(0, Review::listed));
            self.step(Event::Read(generation, answer.as_ref().map(|reading| (reading, known))));
            // Also if only the review changed.
            self.keep();
        });
    }

    fn clear_timer(self) {
        if let Some(timer) = self.timer.get_value() {
            timer.clear();
        }
    }
}
