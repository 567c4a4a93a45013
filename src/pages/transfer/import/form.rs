//! The state of the import: what was given, how it is taken in, and the preview. Nothing goes into the
//! plan before the user adds it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::change::Change;
use zonesift_core::diff::Mode;
use zonesift_core::encoding::{self, Decoded};
use zonesift_core::text;
use zonesift_core::zonefile::MOST_BYTES;

use super::doubts::Doubts;
use super::notes::Told;
use super::reader::{ImportPreview, Reader};
use crate::browser::file::ChosenFile;
use crate::browser::page;
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
    pub notes: RwSignal<Vec<Told>>,
    pub doubts: Doubts,
    pub preview: RwSignal<Option<Arc<ImportPreview>>>,
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
            preview: RwSignal::default(),
            result: RwSignal::default(),
            latest: RwSignal::default(),
        }
    }

    /// Sets or removes the file.
    pub fn choose(self, file: Option<ChosenFile>) {
        self.forget();
        self.reads_file.set(file.is_some());
        self.file.set(file);
    }

    pub fn paste(self, pasted: String) {
        self.forget();
        self.reads_file.set(pasted.is_empty() && self.file.with_untracked(Option::is_some));
        self.pasted.set(pasted);
    }

    /// Sets the mode; a preview is made anew with it.
    pub fn take_mode(self, mode: Mode) {
        self.mode.set(mode);
        if self.preview.with_untracked(Option::is_some) {
            self.preview();
        }
    }

    /// Says whether the file or the text is read.
    pub fn source(self) -> String {
        let file = self.file.get();
        let told =
            file.as_ref().map(|file| text::file_facts(&file.name(), file.size(), file.changed()));
        let reads_file = self.reads_file.get();
        self.pasted.with(|pasted| text::import_source(told.as_deref(), pasted.len(), reads_file))
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
            let Some(reader) = Reader::begin(self, number) else { return };
            let preview = match content {
                Some(content) => reader.read(&content).await,
                None => Err(text::FILE_UNREADABLE.to_owned()),
            };
            if self.is_latest(number) {
                match preview {
                    Ok(preview) => self.preview.set(Some(Arc::new(preview))),
                    Err(error) => self.error.set(Some(error)),
                }
            }
        });
    }

    /// Drops the preview and the choices that were made for it.
    fn forget(self) {
        self.doubts.forget();
        self.clear_preview();
    }

    /// Drops the preview, and returns the number of the next one.
    fn clear_preview(self) -> u32 {
        let number = self.latest.get_untracked() + 1;
        self.latest.set(number);
        self.error.set(None);
        self.notes.set(Vec::new());
        self.doubts.clear();
        self.preview.set(None);
        self.result.set(String::new());
        number
    }

    /// Adds what was taken to the plan, and ends the preview. What was told of the file stays.
    pub fn add_to_plan(self, changes: Vec<Change>) {
        let number = changes.len();
        self.zone.act(|_, edits| {
            edits.extend(changes);
            text::imported(number)
        });
        self.preview.set(None);
        self.result.set(text::added_to_plan(number));
        page::focus(".import-result");
    }

    /// Whether this is still the latest preview and the page still open.
    pub fn is_latest(self, number: u32) -> bool {
        self.latest.try_get_untracked() == Some(number)
    }
}
