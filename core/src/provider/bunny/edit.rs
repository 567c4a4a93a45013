//! The calls that change records and settings.

use crate::Millis;
use crate::name::DomainName;
use crate::provider::{
    ApiError, Call, DsData, Imported, Page, RecordQuery, Statistics, ZoneInfo, ZoneSettings,
};
use crate::record::{Record, RecordId};

pub(in crate::provider) fn search(
    _: &ZoneInfo,
    _: &RecordQuery,
    _: u32,
) -> Option<Call<Page<Record>>> {
    None
}

pub(in crate::provider) fn update(
    _: &ZoneInfo,
    _: &Record,
    _: &Record,
) -> Option<Call<Option<Record>>> {
    None
}

pub(in crate::provider) fn delete(_: &ZoneInfo, _: &RecordId) -> Call<()> {
    Call::get(String::new(), |_| Err(ApiError::NotFound))
}

pub(in crate::provider) fn export(_: &ZoneInfo) -> Call<String> {
    Call::get(String::new(), |_| Err(ApiError::NotFound))
}

pub(in crate::provider) fn import(_: &ZoneInfo, _: &str) -> Call<Imported> {
    Call::get(String::new(), |_| Err(ApiError::NotFound))
}

pub(in crate::provider) fn check_availability(_: &DomainName) -> Call<bool> {
    Call::get(String::new(), |_| Err(ApiError::NotFound))
}

pub(in crate::provider) fn delete_zone(_: &ZoneInfo) -> Call<()> {
    Call::get(String::new(), |_| Err(ApiError::NotFound))
}

pub(in crate::provider) fn read_settings(_: &ZoneInfo) -> Call<ZoneSettings> {
    Call::get(String::new(), |_| Err(ApiError::NotFound))
}

pub(in crate::provider) fn write_settings(_: &ZoneInfo, _: &ZoneSettings) -> Call<()> {
    Call::get(String::new(), |_| Err(ApiError::NotFound))
}

pub(in crate::provider) fn set_dnssec(_: &ZoneInfo, _: bool) -> Call<DsData> {
    Call::get(String::new(), |_| Err(ApiError::NotFound))
}

pub(in crate::provider) fn statistics(
    _: &ZoneInfo,
    _: Option<(Millis, Millis)>,
) -> Call<Statistics> {
    Call::get(String::new(), |_| Err(ApiError::NotFound))
}

pub(in crate::provider) fn issue_certificate(_: &ZoneInfo, _: &DomainName) -> Call<()> {
    Call::get(String::new(), |_| Err(ApiError::NotFound))
}
