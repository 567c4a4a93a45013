//! What a key may do, as far as the provider has shown it. Neither API tells it beforehand:
//! bunny.net has no call for it, and Cloudflare's check says only that a token is active, while the
//! `permissions` of its zones are those of the user and not of the token (provider document, 1.3).
//! So each answer teaches what it can, and what no answer has taught is not known.

use super::ApiError;

/// What a key must be allowed for a call to be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// Listing zones.
    List,
    /// Reading a zone's records.
    Read,
    /// Writing to a zone, or starting a scan of it.
    Write,
}

/// What a key may do; none as long as it is not known.
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
    /// Learns from what came of a call; tells whether that was new. A refusal for want of a right and
    /// a success teach something, nothing else does. The last answer counts: keys are changed.
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
