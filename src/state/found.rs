//! Reads the found records of a zone into its review: whole, or while they arrive. It decides nothing
//! about them.

use zonesift_core::Millis;
use zonesift_core::provider::{ApiError, ScanReading};
use zonesift_core::record::Record;

use super::discovery::Discovery;
use crate::web::clock;

/// The first records that arrive are taken into the review at once, the next ones so many
/// milliseconds later, and then in heaps that take twice as long each: what is shown is made anew for
/// each heap.
const HEAP: Millis = 100;

impl Discovery {
    /// Reads the found records, and takes them into the review unless they are of an older scan.
    pub async fn read_found(&self) -> Result<ScanReading, ApiError> {
        let zone = self.zone.get_untracked().ok_or(ApiError::NotFound)?;
        let reading = self.api.send(&self.api.provider().read_scan(&zone)).await?;
        let stale = self.scan.with_untracked(|scan| scan.is_stale(&reading));
        if !stale && !reading.records.is_empty() {
            self.amend(|review| review.merge(reading.records.clone()));
        }
        Ok(reading)
    }

    /// As [`Self::read_found`], for showing them only: where the provider lists nothing but records,
    /// the first ones are there while the last ones still arrive, and none is in what is returned.
    pub(super) async fn read_arriving(&self) -> Result<ScanReading, ApiError> {
        let zone = self.zone.get_untracked().ok_or(ApiError::NotFound)?;
        let provider = self.api.provider();
        let Some(arriving) = provider.found_arriving(&zone) else {
            return self.read_found().await;
        };
        let (mut heap, mut is_first) = (Vec::new(), true);
        let (mut due, mut wait) = (0, HEAP);
        let mut take = |records: Vec<Record>| {
            heap.extend(records);
            if !heap.is_empty() && clock::now() >= due {
                self.take_found(std::mem::take(&mut heap), is_first);
                is_first = false;
                due = clock::now() + wait;
                wait *= 2;
            }
        };
        let reading = self.api.send_arriving(&provider.read_scan(&zone), arriving, &mut take).await;
        if !heap.is_empty() {
            self.take_found(heap, is_first);
        }
        reading
    }

    fn take_found(&self, records: Vec<Record>, is_first: bool) {
        self.amend(|review| match is_first {
            true => review.merge(records),
            false => review.merge_more(records),
        });
    }
}
