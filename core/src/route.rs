//! Addresses within the page: the part after `#`. A route never holds a key, a record or a
//! decision.

use crate::provider::ZoneId;

/// A screen of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// Choose a provider and enter a key.
    #[default]
    Connect,
    /// Choose a zone.
    Zones,
    /// Scan a zone and review what was found.
    Discover(ZoneId),
    /// All records of a zone.
    Records(ZoneId),
    /// Zone files in and out.
    Transfer(ZoneId),
}

impl Route {
    /// Reads a hash with or without its `#`; what is not known leads to the start.
    #[must_use]
    pub fn parse(hash: &str) -> Self {
        let path = hash.trim_start_matches('#').trim_start_matches('/');
        let mut parts = path.split('/');
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some("zones"), None, ..) => Self::Zones,
            (Some("zone"), Some(id), Some(screen), None) if is_zone_id(id) => match screen {
                "discover" => Self::Discover(id.into()),
                "records" => Self::Records(id.into()),
                "transfer" => Self::Transfer(id.into()),
                _ => Self::Connect,
            },
            _ => Self::Connect,
        }
    }

    /// The hash that leads here.
    #[must_use]
    pub fn hash(&self) -> String {
        match self {
            Self::Connect => "#/".into(),
            Self::Zones => "#/zones".into(),
            Self::Discover(id) => format!("#/zone/{id}/discover"),
            Self::Records(id) => format!("#/zone/{id}/records"),
            Self::Transfer(id) => format!("#/zone/{id}/transfer"),
        }
    }

    /// The zone that is open on this screen.
    #[must_use]
    pub fn zone(&self) -> Option<&ZoneId> {
        match self {
            Self::Discover(id) | Self::Records(id) | Self::Transfer(id) => Some(id),
            Self::Connect | Self::Zones => None,
        }
    }
}

/// Both providers' zone identities are letters and digits; anything else never was one.
fn is_zone_id(id: &str) -> bool {
    !id.is_empty() && id.len() <= 64 && id.bytes().all(|b| b.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_reads_back_its_own_hash() {
        let id = || "0123abc".into();
        for route in [
            Route::Connect,
            Route::Zones,
            Route::Discover(id()),
            Route::Records(id()),
            Route::Transfer(id()),
        ] {
            assert_eq!(Route::parse(&route.hash()), route);
        }
    }

    #[test]
    fn what_is_no_route_leads_to_the_start() {
        for hash in [
            "",
            "#",
            "#/zone",
            "#/zone/",
            "#/zone//discover",
            "#/zone/a%2fb/discover",
            "#/zone/a/b/c",
            "#/nope",
        ] {
            assert_eq!(Route::parse(hash), Route::Connect, "{hash}");
        }
    }
}
