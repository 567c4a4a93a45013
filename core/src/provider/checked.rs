//! Combines the list of zones with the provider's own check of a key. Neither proves alone that a key is
//! bad: some good keys fail the check, and others may not list zones (provider document, 1.10).

use super::{ApiError, KeyState, Page, ZoneInfo};

/// The first zones that a key lists, or the error.
type Listed = Result<Page<ZoneInfo>, ApiError>;

/// Whether the list alone does not prove the key, so that the provider's check is needed.
#[must_use]
pub fn is_in_doubt(listed: &Listed) -> bool {
    match listed {
        Ok(zones) => zones.items.is_empty(),
        Err(error) => matches!(error, ApiError::NoPermission | ApiError::Denied),
    }
}

/// The combined result. A missing permission is reported if either answer says so.
///
/// # Errors
/// Why the key is not usable.
pub fn checked(listed: Listed, verified: Result<KeyState, ApiError>) -> Listed {
    match (listed, verified) {
        (listed, Ok(KeyState::Active)) => Ok(listed.unwrap_or(Page {
            items: Vec::new(),
            total: None,
            more: false,
            damaged: Vec::new(),
        })),
        (_, Ok(KeyState::Inactive)) => Err(ApiError::BadKey),
        (Err(ApiError::Denied), Err(ApiError::NoPermission)) => Err(ApiError::NoPermission),
        (listed, Err(_)) => listed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::testing::zone;

    fn page(items: Vec<ZoneInfo>) -> Listed {
        Ok(Page { items, total: None, more: false, damaged: Vec::new() })
    }

    #[test]
    fn a_key_is_in_doubt_after_an_empty_list_or_a_refusal_of_rights() {
        assert!(is_in_doubt(&page(Vec::new())) && !is_in_doubt(&page(vec![zone()])));
        for (error, doubt) in [
            (ApiError::Denied, true),
            (ApiError::NoPermission, true),
            (ApiError::BadKey, false),
            (ApiError::KeyFormat, false),
            (ApiError::Timeout, false),
        ] {
            assert_eq!(is_in_doubt(&Err(error.clone())), doubt, "{error:?}");
        }
    }

    #[test]
    fn combines_the_answers_of_the_list_and_the_key_check() {
        use ApiError::{BadKey, Denied, NoPermission, Timeout};
        use KeyState::{Active, Inactive};
        let empty = || page(Vec::new());
        for (listed, verified, expected) in [
            // A token that was cut short, and one of an account that may not list.
            (Err(Denied), Err(BadKey), Err(Denied)),
            (Err(Denied), Err(Denied), Err(Denied)),
            (Err(Denied), Err(Timeout), Err(Denied)),
            // The provider says itself that it is a question of rights.
            (Err(Denied), Err(NoPermission), Err(NoPermission)),
            (Err(NoPermission), Err(BadKey), Err(NoPermission)),
            // A good token that may not list.
            (Err(Denied), Ok(Active), empty()),
            (Err(NoPermission), Ok(Active), empty()),
            // One of an account, which the check refuses.
            (empty(), Err(BadKey), empty()),
            (empty(), Ok(Inactive), Err(BadKey)),
            (Err(Denied), Ok(Inactive), Err(BadKey)),
        ] {
            assert_eq!(
                checked(listed.clone(), verified.clone()),
                expected,
                "{listed:?} {verified:?}"
            );
        }
    }
}
