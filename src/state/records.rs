//! The zone's records as they are read: all of them, or what the provider's own search finds, for
//! zones that are too large to be read whole. Nothing is changed here; what is done with a record that
//! was found waits for the plan as everything does.

use std::sync::Arc;

use leptos::prelude::untrack;
use leptos::task::spawn_local;
use zonesift_core::provider::{ApiError, RecordQuery};
use zonesift_core::record::Record;

use super::discovery::Discovery;
use crate::web::clock;

/// At the most so many pages of records are read.
const PAGES: u32 = 1_000;

/// A search and what came of it.
#[derive(Clone, Default)]
pub struct Search {
    /// What was looked for and found; none while all records are shown.
    pub found: Option<(RecordQuery, Arc<Vec<Record>>)>,
    /// Why the last search came to nothing.
    pub failed: Option<ApiError>,
}

impl Discovery {
    /// Reads all records of the zone.
    pub async fn read_held(&self) -> Result<Arc<Vec<Record>>, ApiError> {
        self.reading.set(Some(0));
        let records = self.read_pages(None).await;
        // One thing after the other, so that the page has its turn between them; it is told in one go what
        // has been read, and that all is.
        clock::pause().await;
        self.reading.set(None);
        let held = Arc::new(records?);
        self.held.set(held.clone());
        clock::pause().await;
        self.amend(|review| review.set_zone_records(held.clone()));
        self.is_read.set(true);
        Ok(held)
    }

    /// Searches, and shows what is found once all of it is read.
    pub fn search_for(&'static self, query: RecordQuery) {
        spawn_local(async move {
            self.searching.set(Some(0));
            let found = self.read_pages(Some(&query)).await;
            self.searching.set(None);
            self.search.update(|search| match found {
                Ok(found) => {
                    *search = Search { found: Some((query, Arc::new(found))), failed: None };
                }
                Err(error) => search.failed = Some(error),
            });
        });
    }

    /// Searches again for what is shown: after a write it may be another.
    pub(super) fn search_again(&'static self) {
        let shown = self.search.with_untracked(|search| search.found.clone());
        if let Some((query, _)) = shown {
            self.search_for(query);
        }
    }

    /// The records to show: what the search has found, or all.
    #[must_use]
    pub fn shown(&self) -> Arc<Vec<Record>> {
        let found = self.search.with(|search| Some(search.found.as_ref()?.1.clone()));
        found.unwrap_or_else(|| self.held.get())
    }

    /// The records that are known of the zone: all, or what is shown of it where it could not be read whole.
    pub fn known(&self) -> Arc<Vec<Record>> {
        match self.is_read.get() {
            true => self.held.get(),
            false => self.shown(),
        }
    }

    /// As [`Discovery::known`], of this moment.
    #[must_use]
    pub fn known_now(&self) -> Arc<Vec<Record>> {
        untrack(|| self.known())
    }

    /// Reads the records that a query finds, or all, page by page, and tells how many there are so far.
    async fn read_pages(&self, query: Option<&RecordQuery>) -> Result<Vec<Record>, ApiError> {
        let (provider, zone) = (self.api.provider(), self.zone.get_untracked());
        let zone = zone.ok_or(ApiError::NotFound)?;
        let so_far = if query.is_some() { self.searching } else { self.reading };
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
            // An answer of another form is left whole, and read in the end.
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
