//! Routes of the page: the URL fragment, with the text of the filter appended. A route never contains a
//! key, a record or a decision.

use percent_encoding::percent_decode_str;

use crate::provider::{ZoneId, url};

/// The prefix of the filter's text.
const FILTER: &str = "filter=";

/// A screen of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// Choose a provider and enter a key.
    #[default]
    Connect,
    /// Choose a zone.
    Zones,
    /// Scan a zone and review the found records.
    Discover(ZoneId),
    /// All records of a zone.
    Records(ZoneId),
    /// Import and export of zone files.
    Transfer(ZoneId),
    /// The plan of a zone, and its result.
    Plan(ZoneId),
    /// What was applied to a zone, and undo.
    History(ZoneId),
    /// A zone as a whole: name servers, settings, statistics, deletion.
    Settings(ZoneId),
}

impl Route {
    /// Parses a fragment, with or without `#`; unknown ones lead to the start.
    #[must_use]
    pub fn parse(hash: &str) -> Self {
        let path = hash.split('?').next().unwrap_or_default();
        let path = path.trim_start_matches('#').trim_start_matches('/');
        let mut parts = path.split('/');
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some("zones"), None, ..) => Self::Zones,
            (Some("zone"), Some(id), Some(screen), None) if is_zone_id(id) => match screen {
                "discover" => Self::Discover(id.into()),
                "records" => Self::Records(id.into()),
                "transfer" => Self::Transfer(id.into()),
                "plan" => Self::Plan(id.into()),
                "history" => Self::History(id.into()),
                "settings" => Self::Settings(id.into()),
                _ => Self::Connect,
            },
            _ => Self::Connect,
        }
    }

    /// The fragment of this route.
    #[must_use]
    pub fn hash(&self) -> String {
        match self {
            Self::Connect => "#/".into(),
            Self::Zones => "#/zones".into(),
            Self::Discover(id) => format!("#/zone/{}/discover", id.as_str()),
            Self::Records(id) => format!("#/zone/{}/records", id.as_str()),
            Self::Transfer(id) => format!("#/zone/{}/transfer", id.as_str()),
            Self::Plan(id) => format!("#/zone/{}/plan", id.as_str()),
            Self::History(id) => format!("#/zone/{}/history", id.as_str()),
            Self::Settings(id) => format!("#/zone/{}/settings", id.as_str()),
        }
    }

    /// The fragment of this route with a filter; without one for screens that have no filter.
    #[must_use]
    pub fn hash_with(&self, filter: &str) -> String {
        let mut hash = self.hash();
        if matches!(self, Self::Discover(_) | Self::Records(_)) && !filter.is_empty() {
            hash.push('?');
            hash.push_str(FILTER);
            url::push_part(&mut hash, filter);
        }
        hash
    }

    /// The zone of this route, if any.
    #[must_use]
    pub fn zone(&self) -> Option<&ZoneId> {
        match self {
            Self::Discover(id)
            | Self::Records(id)
            | Self::Transfer(id)
            | Self::Plan(id)
            | Self::History(id)
            | Self::Settings(id) => Some(id),
            Self::Connect | Self::Zones => None,
        }
    }

    /// The same screen of another zone; its first screen if this route is of no zone, or of one plan.
    #[must_use]
    pub fn of_zone(&self, zone: ZoneId) -> Self {
        match self {
            Self::Connect | Self::Zones | Self::Discover(_) | Self::Plan(_) => Self::Discover(zone),
            Self::Records(_) => Self::Records(zone),
            Self::Transfer(_) => Self::Transfer(zone),
            Self::History(_) => Self::History(zone),
            Self::Settings(_) => Self::Settings(zone),
        }
    }
}

/// The filter text in a fragment; empty if it is invalid.
#[must_use]
pub fn filter(hash: &str) -> String {
    let query = hash.split_once('?').map_or("", |(_, query)| query);
    let told = query.split('&').find_map(|part| part.strip_prefix(FILTER));
    let text = told.and_then(|part| percent_decode_str(part).decode_utf8().ok());
    text.unwrap_or_default().into_owned()
}

/// Zone ids of both providers consist of letters and digits.
fn is_zone_id(id: &str) -> bool {
    !id.is_empty() && id.len() <= 64 && id.bytes().all(|b| b.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn reads_back_a_filter_from_the_hash(text in any::<String>()) {
            for route in [Route::Discover("0123abc".into()), Route::Records("0123abc".into())] {
                let hash = route.hash_with(&text);
                prop_assert!(hash.is_ascii());
                prop_assert_eq!(Route::parse(&hash), route);
                prop_assert_eq!(filter(&hash), &*text);
            }
        }

        #[test]
        fn reads_any_hash_without_panic(hash in any::<String>()) {
            let _ = (Route::parse(&hash), filter(&hash));
        }
    }

    #[test]
    fn reads_only_the_filter_parameter_as_a_filter() {
        for (hash, text) in [
            ("#/zone/1/discover", ""),
            ("#/zone/1/discover?", ""),
            ("#/zone/1/discover?other=x&filter=a%20b", "a b"),
            ("#/zone/1/discover?filter=100%&x", "100%"),
            ("#/zone/1/discover?filter=%zz%4", "%zz%4"),
            ("#/zone/1/discover?filter=a/b?c=d", "a/b?c=d"),
            ("#/zone/1/discover?filter=%ff", ""),
        ] {
            assert_eq!(filter(hash), text, "{hash}");
            assert_eq!(Route::parse(hash), Route::Discover("1".into()), "{hash}");
        }
        assert_eq!(Route::Transfer("1".into()).hash_with("x"), "#/zone/1/transfer");
        assert_eq!(Route::Records("1".into()).hash_with(""), "#/zone/1/records");
    }

    #[test]
    fn every_route_reads_back_its_own_hash() {
        let id = || "0123abc".into();
        for route in [
            Route::Connect,
            Route::Zones,
            Route::Discover(id()),
            Route::Records(id()),
            Route::Transfer(id()),
            Route::Plan(id()),
            Route::History(id()),
            Route::Settings(id()),
        ] {
            assert_eq!(Route::parse(&route.hash()), route);
        }
    }

    #[test]
    fn leads_to_the_same_screen_of_another_zone() {
        let [one, other] = ["1", "2"].map(ZoneId::from);
        for screen in ["discover", "records", "transfer", "history", "settings"] {
            let route = Route::parse(&format!("#/zone/{}/{screen}", one.as_str()));
            let there = route.of_zone(other.clone());
            assert_eq!(there.zone(), Some(&other));
            assert_eq!(there.of_zone(one.clone()), route);
        }
        assert_eq!(Route::Zones.of_zone(other.clone()), Route::Discover(other));
    }

    #[test]
    fn an_unknown_route_leads_to_the_start() {
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
