//! Lines of a file that were probably meant otherwise, with a button for each that takes the likely
//! meaning. The choices last until another file or text is given.

use leptos::prelude::*;
use zonesift_core::provider::Capabilities;
use zonesift_core::record::Record;
use zonesift_core::text;
use zonesift_core::zonefile::ZoneFile;

use crate::web::dom::{El, button, el};

/// At most this many lines are listed.
const TOLD: usize = 100;

#[derive(Clone, Copy, Default)]
pub struct Doubts {
    told: RwSignal<Vec<Told>>,
    /// The lines whose likely meaning was chosen.
    taken: RwSignal<Vec<u32>>,
}

/// A listed line. `take` has the line's number in the file and the button's label.
#[derive(Clone)]
struct Told {
    words: String,
    take: Option<(u32, String)>,
}

impl Doubts {
    /// Clears the list, and keeps the choices.
    pub fn clear(self) {
        self.told.set(Vec::new());
    }

    /// Drops the choices: there is another text.
    pub fn forget(self) {
        self.taken.set(Vec::new());
    }

    /// Puts the chosen meanings in place of what the file says. Lists the other doubts, and the records
    /// that the provider will store differently.
    pub fn settle(self, file: &mut ZoneFile, held: &[Record], rules: &Capabilities) {
        let taken = self.taken.get_untracked();
        let mut told = Vec::new();
        for doubt in &file.doubts {
            let mended = doubt.mended.as_ref();
            if let Some(mended) = mended.filter(|_| taken.contains(&doubt.line)) {
                if let Some(record) = file.records.get_mut(mended.place) {
                    record.clone_from(&mended.record);
                }
                continue;
            }
            let take = mended.map(|mended| (doubt.line, text::take_mended(&mended.record)));
            told.push(Told { words: text::doubt_line(doubt), take });
        }
        let kept = file.records.iter().zip(&file.lines);
        let joined = kept.filter(|(record, _)| *rules.kept(record) != **record);
        told.extend(
            joined
                .map(|(record, line)| Told { words: text::joined_line(*line, record), take: None }),
        );
        let more = told.len().saturating_sub(TOLD);
        told.truncate(TOLD);
        if more > 0 {
            told.push(Told { words: text::more_problems(more), take: None });
        }
        self.told.set(told);
        file.records = rules.wanted(held, std::mem::take(&mut file.records));
    }

    /// The list. `again` reads the file once more.
    pub fn list(self, again: impl Fn() + Copy + 'static) -> Option<El> {
        let told = self.told.get();
        let lines = told.iter().map(|line| {
            let item = el("li").text(&line.words);
            let Some((number, label)) = line.take.clone() else { return item };
            let press = move |_: &_| {
                self.taken.update(|taken| taken.push(number));
                again();
            };
            let name = format!("{label}, line {number}");
            item.text(" ").with(button(&label, press).attr("aria-label", &name))
        });
        (!told.is_empty()).then(|| el("ul").class("problems").with_all(lines))
    }
}
