//! The identities that a provider gives: texts that mean something to it alone. Each kind is a type of its
//! own, so that none stands where another is meant.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

macro_rules! identity {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Box<str>);

        impl $name {
            /// The text that the provider gave.
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
    /// The provider's identity of a zone.
    ZoneId
}

identity! {
    /// The provider's own identity of a record, kept as text whatever it is there.
    RecordId
}

identity! {
    /// The provider's identity of a scan.
    JobId
}

identity! {
    /// The identity that a provider gave a request, by which its support finds it.
    RequestId
}
