//! Reads the zone's records: all of them, or the results of the provider's own search for zones that are too
//! large. Changes nothing: a change to a record that was found goes through the plan like any other.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::provider::{ApiError, RecordQuery, Usage};
use zonesift_core::record::Record;

use super::ZoneState;
use crate::browser::clock;

/// Upper limit on pages.
const PAGES: u32 = 1_000;

/// The records in the zone.
#[derive(Clone, Copy, Default)]
pub struct RecordsState {
    pub all: RwSignal<Arc<Vec<Record>>>,
    /// Whether `all` has been read.
    pub is_read: RwSignal<bool>,
    /// Progress of reading them: how many so far.
    pub progress: RwSignal<Option<usize>>,
    /// The provider's record count and quota, if it has told.
    pub usage: RwSignal<Option<Usage>>,
}

/// The provider's own search in the zone's records.
#[derive(Clone, Copy, Default)]
pub struct SearchState {
    pub last: RwSignal<Search>,
    /// Progress of a search: how many records were read so far.
    pub progress: RwSignal<Option<usize>>,
}

#[derive(Clone, Default)]
pub struct Search {
    /// The query and its results; `None` while all records are shown.
    pub found: Option<(RecordQuery, Arc<Vec<Record>>)>,
    /// Why the last search failed.
    pub failed: Option<ApiError>,
}

impl ZoneState {
    pub async fn read_held(self) -> Result<Arc<Vec<Record>>, ApiError> {
        self.records.progress.set(Some(0));
        let records = self.read_pages(None).await;
        // One update at a time, with a turn for the page in between. Progress and records change together.
        clock::pause().await;
        self.records.progress.set(None);
        let held = Arc::new(records?);
        self.records.all.set(held.clone());
        clock::pause().await;
        self.amend(|review| review.set_zone_records(held.clone()));
        self.records.is_read.set(true);
        Ok(held)
    }

    /// Searches; shows the results once all pages are read.
    pub fn search_for(self, query: RecordQuery) {
        spawn_local(async move {
            self.search.progress.set(Some(0));
            let found = self.read_pages(Some(&query)).await;
            self.search.progress.set(None);
            self.search.last.update(|search| match found {
                Ok(found) => {
                    *search = Search { found: Some((query, Arc::new(found))), failed: None };
                }
                Err(error) => search.failed = Some(error),
            });
        });
    }

    /// Repeats the search on screen after a write, which may have changed its results.
    pub(super) fn search_again(self) {
        let shown = self.search.last.with_untracked(|search| search.found.clone());
        if let Some((query, _)) = shown {
            self.search_for(query);
        }
    }

    /// The records to show: the search results, or all.
    #[must_use]
    pub fn shown(self) -> Arc<Vec<Record>> {
        let found = self.search.last.with(|search| Some(search.found.as_ref()?.1.clone()));
        found.unwrap_or_else(|| self.records.all.get())
    }

    /// All records of the zone, or the search results if the zone could not be read whole.
    pub fn known(self) -> Arc<Vec<Record>> {
        match self.records.is_read.get() {
            true => self.records.all.get(),
            false => self.shown(),
        }
    }

    /// [`ZoneState::known`] without tracking.
    #[must_use]
    pub fn known_now(self) -> Arc<Vec<Record>> {
        untrack(|| self.known())
    }

    /// Reads all pages of a query, or of the zone, and updates the progress.
    async fn read_pages(self, query: Option<&RecordQuery>) -> Result<Vec<Record>, ApiError> {
        let (provider, zone) = (self.api.provider(), self.info.get_untracked());
        let zone = zone.ok_or(ApiError::NotFound)?;
        let so_far = if query.is_some() { self.search.progress } else { self.records.progress };
        let mut records = Vec::new();
        for page in 1..=PAGES {
            let known = records.len();
            let call = match query {
                Some(query) => provider.search_records(&zone, query, page),
                None => Some(provider.list_records(&zone, page)),
            };
            let call = call.ok_or(ApiError::NotFound)?;
            let mut take = |more: Option<Vec<Record>>| match more {
                Some(more) => records.extend(more),
                None => records.truncate(known),
            };
            // An answer of unknown form is not streamed, but parsed as a whole.
            let sieve = || provider.list_arriving(&zone);
            let answer = self.api.send_arriving(&call, &sieve, &mut take).await?;
            records.extend(answer.items);
            let last = !answer.more || records.len() == known;
            so_far.set(Some(records.len()));
            if last {
                break;
            }
        }
        Ok(records)
    }
}
