//! The state of the import: what was given, how it is taken in, and what came of the last preview.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::diff::Mode;
use zonesift_core::edits;
use zonesift_core::encoding::{self, Decoded};
use zonesift_core::text;
use zonesift_core::zonefile::MOST_BYTES;

use super::doubts::Doubts;
use super::preview::{Differences, Preview};
use crate::browser::file::ChosenFile;
use crate::state::zone::ZoneState;

#[derive(Clone, Copy)]
pub struct ImportForm {
    pub zone: ZoneState,
    pub file: RwSignal<Option<ChosenFile>>,
    pub pasted: RwSignal<String>,
    /// Whether the file is read and not the pasted text: what was given last counts.
    pub reads_file: RwSignal<bool>,
    pub mode: RwSignal<Mode>,
    pub error: RwSignal<Option<String>>,
    pub notes: RwSignal<Vec<String>>,
    pub doubts: Doubts,
    pub result: RwSignal<String>,
    /// The number of the latest preview.
    latest: RwSignal<u32>,
}

impl ImportForm {
    pub fn new(zone: ZoneState) -> Self {
        Self {
            zone,
            file: RwSignal::default(),
            pasted: RwSignal::default(),
            reads_file: RwSignal::default(),
            mode: RwSignal::new(Mode::AddMissing),
            error: RwSignal::default(),
            notes: RwSignal::default(),
            doubts: Doubts::default(),
            result: RwSignal::default(),
            latest: RwSignal::default(),
        }
    }

    /// Sets or removes the file.
    pub fn choose(self, file: Option<ChosenFile>) {
        self.doubts.forget();
        self.reads_file.set(file.is_some());
        self.file.set(file);
    }

    pub fn paste(self, pasted: String) {
        self.doubts.forget();
        self.reads_file.set(pasted.is_empty() && self.file.with_untracked(Option::is_some));
        self.pasted.set(pasted);
    }

    /// Says whether the file or the text is read.
    pub fn source(self) -> String {
        let file = self.file.get();
        let named = file.as_ref().map(|file| (file.name(), file.size()));
        let named = named.as_ref().map(|(name, size)| (name.as_str(), *size));
        let reads_file = self.reads_file.get();
        self.pasted.with(|pasted| text::import_source(named, pasted.len(), reads_file))
    }

    /// Replaces the previous preview, whatever the result.
    pub fn preview(self) {
        let number = self.clear_preview();
        let file = self.file.get_untracked().filter(|_| self.reads_file.get_untracked());
        if file.as_ref().is_some_and(|file| file.size() > MOST_BYTES as f64) {
            return self.error.set(Some(text::FILE_TOO_LARGE.to_owned()));
        }
        let pasted = self.pasted.get_untracked();
        spawn_local(async move {
            let content = match file {
                Some(file) => file.bytes().await.map(|bytes| encoding::decode(&bytes)),
                None => Some(Decoded { text: encoding::clean(&pasted).to_owned(), remark: None }),
            };
            let Some(preview) = Preview::begin(self, number) else { return };
            let differences = match content {
                Some(content) => preview.read(&content).await,
                None => Err(text::FILE_UNREADABLE.to_owned()),
            };
            if self.is_latest(number) {
                match differences {
                    Ok(differences) => self.add_to_plan(differences),
                    Err(error) => self.error.set(Some(error)),
                }
            }
        });
    }

    /// Takes the previous preview out of the edits, and returns the number of the next one.
    fn clear_preview(self) -> u32 {
        let number = self.latest.get_untracked() + 1;
        self.latest.set(number);
        self.error.set(None);
        self.notes.set(Vec::new());
        self.doubts.clear();
        self.result.set(String::new());
        let before = self.zone.preview.get_untracked();
        self.zone.preview.set(edits::Preview::default());
        self.zone.edit(|edits| edits.drop_preview(before));
        number
    }

    fn add_to_plan(self, differences: Differences) {
        let Differences { read, changes } = differences;
        let number = changes.len();
        // Both are stored together when the action is done.
        self.zone.act(|_, edits| {
            self.zone.preview.set(edits.preview(edits::Preview::default(), changes));
            text::imported(number)
        });
        self.result.set(text::import_result(read, number));
    }

    /// Whether this is still the latest preview and the page still open.
    pub fn is_latest(self, number: u32) -> bool {
        self.latest.try_get_untracked() == Some(number)
    }
}
