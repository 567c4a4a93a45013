//! Ids assigned by a provider: opaque texts. Each kind has its own type, so that they cannot be mixed up.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

macro_rules! identity {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Box<str>);

        impl $name {
            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl From<Cow<'_, str>> for $name {
            fn from(text: Cow<'_, str>) -> Self {
                Self(text.into())
            }
        }
    };
}

identity! {
    /// The provider's id of a zone.
    ZoneId
}

identity! {
    /// The provider's id of a record, always as text.
    RecordId
}

identity! {
    /// The provider's id of a scan.
    JobId
}

identity! {
    /// The provider's id of a request, for its support.
    RequestId
}
