//! What a key is allowed to do, as learned from the provider's answers. Neither API states it beforehand:
//! bunny.net has no call for it, and Cloudflare's check says only that a token is active, while the
//! `permissions` of its zones belong to the user, not to the token (provider document, 1.3).

use super::ApiError;

/// A right that a call requires of the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// Listing zones.
    List,
    /// Reading a zone's records.
    Read,
    /// Writing to a zone, or starting a scan of it.
    Write,
}

/// The rights of a key; `None` while unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    /// List zones.
    pub list: Option<bool>,
    /// Read records.
    pub read: Option<bool>,
    /// Write.
    pub write: Option<bool>,
}

impl Rights {
    /// Learns from the result of a call; returns whether anything changed. Only a success or a refused
    /// permission counts. The latest result wins, because keys can be changed.
    pub fn learn(&mut self, needed: Option<Right>, error: Option<&ApiError>) -> bool {
        let taught = match error {
            None => true,
            Some(ApiError::NoPermission | ApiError::Denied) => false,
            Some(_) => return false,
        };
        let right = match needed {
            Some(Right::List) => &mut self.list,
            Some(Right::Read) => &mut self.read,
            Some(Right::Write) => &mut self.write,
            None => return false,
        };
        right.replace(taught) != Some(taught)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::testing::zone;
    use crate::provider::{Call, Provider, ScanTarget};

    fn learnt<T>(call: &Call<T>, error: Option<&ApiError>) -> Rights {
        let mut rights = Rights::default();
        rights.learn(call.needs, error);
        rights
    }

    #[test]
    fn learns_rights_from_a_success_and_from_a_refusal() {
        for provider in Provider::ALL {
            for (error, taught) in [(None, true), (Some(&ApiError::NoPermission), false)] {
                let nothing = Rights::default();
                let list = learnt(&provider.list_zones("", 1), error);
                assert_eq!(list, Rights { list: Some(taught), ..nothing });
                let read = learnt(&provider.list_records(&zone(), 1), error);
                assert_eq!(read, Rights { read: Some(taught), ..nothing });
                let scan = provider.start_scan(&ScanTarget::Zone("1".into())).unwrap();
                let write = learnt(&scan, error);
                assert_eq!(write, Rights { write: Some(taught), ..nothing });
            }
        }
    }

    #[test]
    fn learns_nothing_from_unrelated_errors_and_calls() {
        for provider in Provider::ALL {
            let scan = provider.start_scan(&ScanTarget::Zone("1".into())).unwrap();
            for error in [ApiError::BadKey, ApiError::Timeout, ApiError::Server(500.into())] {
                assert_eq!(learnt(&scan, Some(&error)), Rights::default());
            }
        }
        let check = Provider::Cloudflare.check_key().unwrap();
        assert_eq!(learnt(&check, None), Rights::default());
        let one = Provider::Cloudflare.read_zone(&zone().id);
        assert_eq!(learnt(&one, None), Rights::default());
        let usage = Provider::Cloudflare.read_usage(&zone()).unwrap();
        let refused = Some(&ApiError::NoPermission);
        assert_eq!(learnt(&usage, refused), Rights::default());
        let free = Provider::Bunny.check_availability(&zone().name).unwrap();
        assert_eq!(learnt(&free, None), Rights::default());
    }

    #[test]
    fn the_last_answer_counts_and_only_changes_are_reported() {
        let mut rights = Rights::default();
        let scan = Provider::Bunny.start_scan(&ScanTarget::Zone("1".into())).unwrap();
        let mut learn = |error| rights.learn(scan.needs, error);
        assert!(learn(Some(&ApiError::NoPermission)));
        assert!(!learn(Some(&ApiError::NoPermission)));
        assert!(learn(None) && !learn(None));
        assert_eq!(rights.write, Some(true));
    }
}
