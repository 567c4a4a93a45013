//! Lines of a file that were probably meant otherwise, with a button for each that takes the likely
//! meaning. The choices last until another file or text is given.

use leptos::prelude::*;
use zonesift_core::provider::Capabilities;
use zonesift_core::record::Record;
use zonesift_core::text;
use zonesift_core::zonefile::ZoneFile;

/// At most this many lines are listed.
const MOST_LISTED: usize = 100;

#[derive(Clone, Copy, Default)]
pub struct Doubts {
    listed: RwSignal<Vec<Doubt>>,
    /// The lines whose likely meaning was chosen.
    mended: RwSignal<Vec<u32>>,
}

#[derive(Clone)]
struct Doubt {
    words: String,
    mend: Option<Mend>,
}

impl Doubt {
    fn without_mend(words: String) -> Self {
        Self { words, mend: None }
    }
}

/// The likely meaning of a line.
#[derive(Clone)]
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
        self.mended.set(Vec::new());
    }

    /// Puts the chosen meanings in place of what the file says. Lists the other doubts, and the records
    /// that the provider will store differently.
    pub fn settle(self, file: &mut ZoneFile, held: &[Record], rules: &Capabilities) {
        let chosen = self.mended.get_untracked();
        let mut listed = Vec::new();
        for doubt in &file.doubts {
            let mended = doubt.mended.as_ref();
            if let Some(mended) = mended.filter(|_| chosen.contains(&doubt.line)) {
                if let Some(record) = file.records.get_mut(mended.place) {
                    record.clone_from(&mended.record);
                }
                continue;
            }
            let mend = mended
                .map(|mended| Mend { line: doubt.line, label: text::take_mended(&mended.record) });
            listed.push(Doubt { words: text::doubt_line(doubt), mend });
        }
        let records = file.records.iter().zip(&file.lines);
        let joined = records.filter(|(record, _)| *rules.kept(record) != **record);
        let joined = joined.map(|(record, line)| text::joined_line(*line, record));
        listed.extend(joined.map(Doubt::without_mend));
        let more = listed.len().saturating_sub(MOST_LISTED);
        listed.truncate(MOST_LISTED);
        if more > 0 {
            listed.push(Doubt::without_mend(text::more_problems(more)));
        }
        self.listed.set(listed);
        file.records = rules.wanted(held, std::mem::take(&mut file.records));
    }
}

/// The doubts. `on_mend` reads the file once more with the choice that was made.
#[component]
pub fn DoubtList(doubts: Doubts, #[prop(into)] on_mend: Callback<()>) -> impl IntoView {
    let choose = move |line| {
        doubts.mended.update(|mended| mended.push(line));
        on_mend.run(());
    };
    let item = move |doubt: Doubt| {
        let button = doubt.mend.map(|Mend { line, label }| {
            let name = format!("{label}, line {line}");
            view! {
                <button type="button" aria-label=name on:click=move |_| choose(line)>
                    {label}
                </button>
            }
        });
        view! { <li>{doubt.words} " " {button}</li> }
    };
    move || {
        let listed = doubts.listed.get();
        (!listed.is_empty()).then(|| {
            view! { <ul class="problems">{listed.into_iter().map(item).collect_view()}</ul> }
        })
    }
}
