//! Lines of a file that were probably meant otherwise, with a button for each that takes the likely
//! meaning. The choices last until another file or text is given.

use leptos::prelude::*;
use zonesift_core::foreign::Foreign;
use zonesift_core::import::Mistakes;
use zonesift_core::name::DomainName;
use zonesift_core::provider::Capabilities;
use zonesift_core::record::Record;
use zonesift_core::text;
use zonesift_core::zonefile::ZoneFile;

use super::notes::{Told, ToldLine};
use super::reader::MOST_LISTED;

/// In a longer file only the plan tells of names that were probably meant otherwise: looking at all of
/// them takes longer than a key press may.
const MANY: usize = 10_000;

#[derive(Clone, Copy, Default)]
pub struct Doubts {
    listed: RwSignal<Vec<Doubt>>,
    /// The likely meanings that were chosen.
    chosen: RwSignal<Vec<Mend>>,
}

#[derive(Clone)]
struct Doubt {
    told: Told,
    mend: Option<Mend>,
}

/// The likely meaning of a line.
#[derive(Clone, PartialEq, Eq)]
struct Mend {
    /// The number of the line in the file.
    line: u32,
    label: String,
}

impl Doubts {
    /// Clears the list, and keeps the choices.
    pub fn clear(self) {
        self.listed.set(Vec::new());
    }

    /// Drops the choices: there is another text.
    pub fn forget(self) {
        self.chosen.set(Vec::new());
    }

    /// Puts the chosen meanings in place of what the file says. Lists the other doubts, and the records
    /// that the provider will store differently. `quote` reads a line of the file.
    pub fn settle(
        self,
        file: &mut ZoneFile,
        held: &[Record],
        zone: &DomainName,
        rules: &Capabilities,
        quote: impl Fn(u32) -> Foreign,
    ) {
        let mut listed = self.of_words(file, &quote);
        listed.extend(self.of_names(file, held, zone, rules, &quote));
        let joined = |(record, line): (&Record, &u32)| {
            let is_joined = *rules.kept(record) != *record;
            let words = || text::joined_line(*line, record);
            is_joined
                .then(|| Doubt { told: Told { words: words(), quote: quote(*line) }, mend: None })
        };
        listed.extend(file.records.iter().zip(&file.lines).filter_map(joined));
        let more = listed.len().saturating_sub(MOST_LISTED);
        listed.truncate(MOST_LISTED);
        if more > 0 {
            listed.push(Doubt { told: Told::plain(text::more_problems(more)), mend: None });
        }
        self.listed.set(listed);
        file.records = rules.wanted(held, std::mem::take(&mut file.records));
    }

    /// What the reader of the file doubts.
    fn of_words(self, file: &mut ZoneFile, quote: &impl Fn(u32) -> Foreign) -> Vec<Doubt> {
        let mut listed = Vec::new();
        for doubt in &file.doubts {
            let mend = doubt
                .mended
                .as_ref()
                .map(|mended| Mend { line: doubt.line, label: text::take_mended(&mended.record) });
            let mended = doubt.mended.as_ref().filter(|_| self.is_chosen(mend.as_ref()));
            let Some(mended) = mended else {
                let told = Told { words: text::doubt_line(doubt), quote: quote(doubt.line) };
                listed.push(Doubt { told, mend });
                continue;
            };
            if let Some(record) = file.records.get_mut(mended.place) {
                record.clone_from(&mended.record);
            }
        }
        listed
    }

    /// Names that repeat the zone or lack their last dot.
    fn of_names(
        self,
        file: &mut ZoneFile,
        held: &[Record],
        zone: &DomainName,
        rules: &Capabilities,
        quote: &impl Fn(u32) -> Foreign,
    ) -> Vec<Doubt> {
        let mut listed = Vec::new();
        if file.records.len() > MANY {
            return listed;
        }
        let mut records = file.records.clone();
        let mistakes = Mistakes::new(&file.records, held, zone, rules);
        let lines = file.records.iter().zip(&file.lines).zip(&mut records);
        for ((record, line), mended) in lines {
            for conflict in mistakes.of(record) {
                let mend =
                    conflict.fix.as_ref().map(|fix| Mend { line: *line, label: text::fix(fix) });
                if self.is_chosen(mend.as_ref()) {
                    let fixed = conflict.fix.as_ref().and_then(|fix| fix.mended(mended));
                    fixed.into_iter().for_each(|fixed| *mended = fixed);
                } else {
                    let words = text::mistake_line(*line, &conflict, record);
                    listed.push(Doubt { told: Told { words, quote: quote(*line) }, mend });
                }
            }
        }
        drop(mistakes);
        file.records = records;
        listed
    }

    fn is_chosen(self, mend: Option<&Mend>) -> bool {
        mend.is_some_and(|mend| self.chosen.with_untracked(|chosen| chosen.contains(mend)))
    }
}

/// The doubts. `on_mend` reads the file once more with the choice that was made.
#[component]
pub fn DoubtList(doubts: Doubts, #[prop(into)] on_mend: Callback<()>) -> impl IntoView {
    let choose = move |mend| {
        doubts.chosen.update(|chosen| chosen.push(mend));
        on_mend.run(());
    };
    let item = move |Doubt { told, mend }: Doubt| {
        let button = mend.map(|mend| {
            let name = format!("{}, line {}", mend.label, mend.line);
            let label = mend.label.clone();
            view! {
                <button type="button" aria-label=name on:click=move |_| choose(mend.clone())>
                    {label}
                </button>
            }
        });
        view! {
            <li>
                <ToldLine told/>
                {button}
            </li>
        }
    };
    move || {
        let listed = doubts.listed.get();
        (!listed.is_empty()).then(|| {
            view! { <ul class="problems">{listed.into_iter().map(item).collect_view()}</ul> }
        })
    }
}
