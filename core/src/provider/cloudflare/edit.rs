//! The calls that change records.

use crate::provider::{
    ApiError, Batch, BatchDone, Call, Imported, Page, RecordDetails, RecordQuery, Usage, ZoneInfo,
};
use crate::record::{Record, RecordId};

pub(in crate::provider) fn search(_: &ZoneInfo, _: &RecordQuery, _: u32) -> Call<Page<Record>> {
    Call::get(String::new(), |_| Err(ApiError::NotFound))
}

pub(in crate::provider) fn read(_: &ZoneInfo, _: &RecordId) -> Call<RecordDetails> {
    Call::get(String::new(), |_| Err(ApiError::NotFound))
}

pub(in crate::provider) fn create(_: &ZoneInfo, _: &Record) -> Call<Option<Record>> {
    Call::get(String::new(), |_| Err(ApiError::NotFound))
}

pub(in crate::provider) fn patch(
    _: &ZoneInfo,
    _: &Record,
    _: &Record,
) -> Option<Call<Option<Record>>> {
    None
}

pub(in crate::provider) fn put(_: &ZoneInfo, _: &RecordId, _: &Record) -> Call<Option<Record>> {
    Call::get(String::new(), |_| Err(ApiError::NotFound))
}

pub(in crate::provider) fn delete(_: &ZoneInfo, _: &RecordId) -> Call<()> {
    Call::get(String::new(), |_| Err(ApiError::NotFound))
}

pub(in crate::provider) fn batch(_: &ZoneInfo, _: &Batch<'_>) -> Call<BatchDone> {
    Call::get(String::new(), |_| Err(ApiError::NotFound))
}

pub(in crate::provider) fn export(_: &ZoneInfo) -> Call<String> {
    Call::get(String::new(), |_| Err(ApiError::NotFound))
}

pub(in crate::provider) fn import(_: &ZoneInfo, _: &str, _: bool) -> Call<Imported> {
    Call::get(String::new(), |_| Err(ApiError::NotFound))
}

pub(in crate::provider) fn usage(_: &ZoneInfo) -> Call<Usage> {
    Call::get(String::new(), |_| Err(ApiError::NotFound))
}

pub(in crate::provider) fn scan_and_add(_: &ZoneInfo) -> Call<Imported> {
    Call::get(String::new(), |_| Err(ApiError::NotFound))
}
