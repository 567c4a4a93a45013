//! A zone's record quota and its use at Cloudflare.

use super::wire::RecordUsage;
use super::{envelope, records};
use crate::provider::{ApiError, Call, Usage, ZoneInfo};

/// Reads the usage. Without a quota the limit belongs to the account (provider document, 1.2).
pub(in crate::provider) fn usage(zone: &ZoneInfo) -> Call<Usage> {
    Call::get(records::path(zone, "/usage"), |response| {
        let (quota, used) = envelope::open(response, |result| {
            let result: RecordUsage<'_> = result.object();
            (result.record_quota.count(), result.record_usage.count())
        })?;
        Ok(Usage { quota, used: used.ok_or(ApiError::MALFORMED)? })
    })
    // It requires a right of its own.
    .needing(None)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{success, zone};
    use super::*;

    #[test]
    fn reads_usage_with_or_without_a_quota() {
        let call = usage(&zone());
        assert_eq!(call.request.path, "/zones/023e/dns_records/usage");
        for (result, expected) in [
            (
                r#"{"record_quota":200,"record_usage":150}"#,
                Ok(Usage { quota: Some(200), used: 150 }),
            ),
            (r#"{"record_quota":null,"record_usage":0}"#, Ok(Usage { quota: None, used: 0 })),
            (r#"{"record_quota":-1,"record_usage":7.0}"#, Ok(Usage { quota: None, used: 7 })),
            (r#"{"record_quota":200}"#, Err(ApiError::MALFORMED)),
            ("null", Err(ApiError::MALFORMED)),
        ] {
            assert_eq!(call.read(&success(result)), expected, "{result}");
        }
    }
}
