//! What of a file was probably meant otherwise, with a button for each that takes it so. What was taken
//! holds until another file or text is given.

use zonesift_core::provider::Capabilities;
use zonesift_core::record::Record;
use zonesift_core::text;
use zonesift_core::zonefile::ZoneFile;

use crate::signal::State;
use crate::web::dom::{El, button, el};

/// So many are told one by one.
const TOLD: usize = 100;

/// What is told, and what was taken.
#[derive(Clone, Copy, Default)]
pub struct Doubts {
    told: State<Vec<Told>>,
    /// The lines whose record is taken as it was probably meant.
    taken: State<Vec<u32>>,
}

/// One line, and what the button behind it takes: of which line of the file, and its label.
#[derive(Clone)]
struct Told {
    words: String,
    take: Option<(u32, String)>,
}

impl Doubts {
    /// Tells nothing, and goes on with what was taken.
    pub fn clear(self) {
        self.told.set(Vec::new());
    }

    /// Takes nothing any more: there is another text.
    pub fn forget(self) {
        self.taken.set(Vec::new());
    }

    /// Puts what was taken in the place of what the file says, tells of the rest, and of what the
    /// provider will keep otherwise.
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

    /// The list; `again` reads the file once more.
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
