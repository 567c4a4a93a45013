//! What of a scan is kept over a reload of the tab: where it stands and which job is awaited. Not
//! kept is what holds for one page only: why it failed, timers, whether anybody looks.

use super::{Failure, Phase, Scan};
use crate::Millis;
use crate::provider::json::Json;
use crate::provider::lenient::Node;

/// The phases by the number that they are kept as.
const PHASES: [Phase; 7] = [
    Phase::NotScanned,
    Phase::Pending,
    Phase::InProgress,
    Phase::Completed,
    Phase::Failed,
    Phase::Quiet,
    Phase::Stopped,
];

impl Scan {
    pub(crate) fn write(&self, json: &mut Json) {
        let phase = PHASES.iter().position(|phase| *phase == self.phase).unwrap_or_default();
        json.number("phase", &phase.to_string());
        for (name, job) in [("job", &self.job), ("before", &self.before), ("seen", &self.seen)] {
            if let Some(job) = job {
                json.text(name, job);
            }
        }
        for (name, moment) in
            [("started", self.started), ("ended", self.ended), ("grown", self.grown)]
        {
            if let Some(moment) = moment {
                json.number(name, &moment.to_string());
            }
        }
        json.number("found", &self.found.to_string());
    }

    pub(crate) fn of_kept(node: &Node<'_>) -> Self {
        let number = |name| node.get(name).int().and_then(|number| Millis::try_from(number).ok());
        let small = |name| number(name).and_then(|number| usize::try_from(number).ok());
        let job = |name| node.get(name).text().map(Into::into);
        let phase = small("phase").and_then(|n| PHASES.get(n).copied()).unwrap_or_default();
        Self {
            phase,
            failure: (phase == Phase::Failed).then_some(Failure::Earlier),
            job: job("job"),
            before: job("before"),
            seen: job("seen"),
            started: number("started"),
            ended: number("ended"),
            grown: number("grown"),
            found: small("found").unwrap_or_default(),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::lenient::{Outline, read};
    use proptest::prelude::*;

    const MEMBERS: &[&str] =
        &["phase", "job", "before", "seen", "started", "ended", "grown", "found"];

    proptest! {
        #[test]
        fn a_scan_comes_back_whole(
            phase in 0_usize..PHASES.len(),
            jobs in prop::array::uniform3(prop::option::of(any::<String>())),
            moments in prop::array::uniform3(prop::option::of(0_u64..1 << 53)),
            found in 0_usize..1_000_000,
        ) {
            let [job, before, seen] = jobs.map(|job| job.map(Into::into));
            let [started, ended, grown] = moments;
            let phase = PHASES[phase];
            let failure = (phase == Phase::Failed).then_some(Failure::Earlier);
            let scan = Scan {
                phase,
                job,
                before,
                seen,
                started,
                ended,
                grown,
                found,
                failure,
                ..Scan::default()
            };
            let mut json = Json::object();
            scan.write(&mut json);
            let text = json.finish();
            let outline = Outline { members: MEMBERS, list: "", items: &[] };
            let node = read(text.as_bytes(), &outline, &mut |_| {}).unwrap();
            prop_assert_eq!(Scan::of_kept(&node), scan);
        }
    }
}
