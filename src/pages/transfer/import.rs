//! Imports a zone file or a snapshot: reads it, compares it with the zone, and adds the differences to
//! the plan. It writes nothing, and takes nothing outside the zone.

mod take;

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::diff::Mode;
use zonesift_core::edits::Preview;
use zonesift_core::encoding::{self, Decoded};
use zonesift_core::text;
use zonesift_core::zonefile::MOST_BYTES;

use super::doubts::Doubts;
use crate::state::zone::ZoneState;
use crate::ui::field::{choice, input, labelled};
use crate::ui::notice::notice;
use crate::web::dom::{El, button, el, typed};
use crate::web::file::{self, Chosen};

#[derive(Clone, Copy)]
struct Import {
    pasted: RwSignal<String>,
    file: RwSignal<Option<Chosen>>,
    /// Whether the file is used and not the pasted text: what was given last counts.
    is_file: RwSignal<bool>,
    mode: RwSignal<u8>,
    refused: RwSignal<Option<String>>,
    told: RwSignal<Vec<String>>,
    doubts: Doubts,
    result: RwSignal<String>,
    /// The number of the latest preview. It is 0 once the screen is gone, so that no preview goes on.
    turn: RwSignal<u32>,
}

const MODES: [(&str, Mode); 3] = [
    ("Add what is missing", Mode::AddMissing),
    ("Replace the same name and type", Mode::ReplaceRrsets),
    ("Make the zone equal to the file", Mode::MakeEqual),
];

pub fn card(discovery: ZoneState) -> El {
    let import = Import {
        pasted: RwSignal::default(),
        file: RwSignal::default(),
        is_file: RwSignal::default(),
        mode: RwSignal::default(),
        refused: RwSignal::default(),
        told: RwSignal::default(),
        doubts: Doubts::default(),
        result: RwSignal::default(),
        turn: RwSignal::default(),
    };
    let picker = input("file").on("change", move |event| import.choose(file::chosen(event)));
    let field = Rc::new(picker.clone());
    let remove = move || {
        let field = Rc::clone(&field);
        let press = move |_: &_| {
            file::unchoose(&field);
            import.choose(None);
        };
        import
            .file
            .with(Option::is_some)
            .then(|| el("div").class("actions").with(button("Remove file", press)))
    };
    let area = el("textarea")
        .class("mono")
        .attr("rows", "8")
        .attr("spellcheck", "false")
        .on("input", move |event| import.paste(typed(event)));
    let told = move || {
        let lines = import.told.get();
        let list =
            el("ul").class("problems").with_all(lines.iter().map(|line| el("li").text(line)));
        (!lines.is_empty()).then_some(list)
    };
    el("div")
        .class("card wide")
        .with(el("h2").text("Bring a zone in"))
        .with(el("p").class("help").text(text::IMPORT_HELP))
        .with(labelled("Zone file", picker))
        .part(remove)
        .with(labelled("Paste a zone file", area))
        .with(el("p").class("help").live(move || import.source()))
        .with(choice("How", &MODES.map(|(words, _)| words), import.mode))
        .with(
            el("div").class("actions").with(
                button("Preview import", move |_| import.preview(discovery))
                    .class("primary")
                    .flag("disabled", move || !discovery.records.is_read.get()),
            ),
        )
        .with(notice(move || import.refused.get()))
        .with(el("p").class("import-result").live(move || import.result.get()))
        .part(told)
        .part(move || import.doubts.list(move || import.preview(discovery)))
}

impl Import {
    /// Sets or removes the file. What was given last counts.
    fn choose(self, file: Option<Chosen>) {
        self.doubts.forget();
        self.is_file.set(file.is_some());
        self.file.set(file);
    }

    fn paste(self, pasted: String) {
        let is_file = pasted.is_empty() && self.file.with_untracked(Option::is_some);
        self.doubts.forget();
        self.is_file.set(is_file);
        self.pasted.set(pasted);
    }

    /// Says whether the file or the text is used.
    fn source(self) -> String {
        let file = self.file.get();
        let named = file.as_ref().map(|file| (file.name(), file.size()));
        let named = named.as_ref().map(|(name, size)| (name.as_str(), *size));
        let is_file = self.is_file.get();
        self.pasted.with(|pasted| text::import_source(named, pasted.len(), is_file))
    }

    /// Replaces the previous preview, whatever the result.
    fn preview(self, discovery: ZoneState) {
        let turn = self.turn.get_untracked() + 1;
        self.turn.set(turn);
        self.refused.set(None);
        self.told.set(Vec::new());
        self.doubts.clear();
        self.result.set(String::new());
        let before = discovery.preview.get_untracked();
        discovery.preview.set(Preview::default());
        discovery.edit(|edits| edits.drop_preview(before));
        let file = self.file.get_untracked().filter(|_| self.is_file.get_untracked());
        if file.as_ref().is_some_and(|file| file.size() > MOST_BYTES as f64) {
            return self.refused.set(Some(text::FILE_TOO_LARGE.to_owned()));
        }
        let pasted = self.pasted.get_untracked();
        spawn_local(async move {
            let content = match file {
                Some(file) => file.bytes().await.map(|bytes| encoding::decode(&bytes)),
                None => Some(Decoded { text: encoding::clean(&pasted).to_owned(), remark: None }),
            };
            if !self.is_last(turn) {
                return;
            }
            let taken = match content {
                Some(content) => self.take(discovery, &content, turn).await,
                None => Err(text::FILE_UNREADABLE.to_owned()),
            };
            if !self.is_last(turn) {
                return;
            }
            match taken {
                Ok(Some((read, changes))) => {
                    let number = changes.len();
                    // Both are stored together when the action is done.
                    discovery.act(|_, edits| {
                        discovery.preview.set(edits.preview(Preview::default(), changes));
                        text::imported(number)
                    });
                    self.result.set(text::import_result(read, number));
                }
                // The zone is not known.
                Ok(None) => {}
                Err(refused) => self.refused.set(Some(refused)),
            }
        });
    }

    /// Whether this is still the latest preview and the screen still open.
    fn is_last(self, turn: u32) -> bool {
        self.turn.try_get_untracked() == Some(turn)
    }

    fn mode(self) -> Mode {
        let place = usize::from(self.mode.try_get_untracked().unwrap_or_default());
        MODES.get(place).map_or(Mode::AddMissing, |(_, mode)| *mode)
    }
}
