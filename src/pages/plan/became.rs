//! What has become of a change, in words.

use leptos::prelude::*;
use zonesift_core::plan::Planned;
use zonesift_core::plan::run::{Failure, Outcome, Step};
use zonesift_core::text;

use super::PlanView;

/// How far a change has come.
#[derive(Clone, Debug, PartialEq)]
pub struct Became {
    pub step: Step,
    pub words: String,
    /// The record as it is in the zone now, if that is neither of the plan's two versions.
    pub now: Option<String>,
}

/// What has become of the change of this line; `None` before `Apply` is pressed.
pub fn became(plan: PlanView, planned: &Planned, number: u32) -> Option<Became> {
    let zone = plan.zone;
    zone.apply.run.with(|run| {
        let (run, place) = (run.as_ref()?, number as usize);
        let (outcome, step) = (run.outcomes().get(place)?, run.step(place));
        let record = planned.change.record();
        // The field that the provider complains about.
        let field = outcome.complaint(record).and_then(|(field, _)| field);
        let label = field.map(|field| [text::field_label(field, record), ": "].concat());
        let words = text::outcome(outcome, step, zone.api.provider(), &zone.api.address());
        let now = match outcome {
            Outcome::Failed(Failure::Drifted(Some(now)) | Failure::ThereOtherwise(now)) => {
                Some(text::described(now, true))
            }
            _ => None,
        };
        Some(Became { step, words: label.unwrap_or_default() + &words, now })
    })
}
