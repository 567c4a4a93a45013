//! What the user has dismissed, and why. A dismissal holds as long as its evidence does: what changes is open again.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Unknown, UnknownId};
use crate::evidence::{Picture, Witness};
use crate::foreign::Foreign;
use crate::provider::loose;

/// The dismissals of a zone, in the order in which they were made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Dismissals(Vec<Dismissal>);

/// An unknown that the user has dismissed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dismissal {
    /// Which one.
    pub id: UnknownId,
    /// Why, in the user's words.
    pub reason: Foreign,
    /// When.
    pub at: DateTime<Utc>,
    /// The fingerprint of the evidence.
    pub fingerprint: String,
    /// What had been asked, and who had answered what.
    #[serde(default)]
    pub heard: Vec<Witness>,
}

impl Dismissals {
    /// Dismisses an unknown, in the place of an earlier dismissal.
    pub fn dismiss(
        &mut self,
        unknown: &Unknown,
        picture: &Picture,
        reason: impl Into<Foreign>,
        at: DateTime<Utc>,
    ) {
        let id = unknown.id();
        self.undo(&id);
        let heard = unknown.hearings(picture).flat_map(Witness::of).collect();
        let (fingerprint, reason) = (unknown.fingerprint(), reason.into());
        self.0.push(Dismissal { id, reason, at, fingerprint, heard });
    }

    /// The text to keep.
    #[must_use]
    pub fn write(&self) -> String {
        loose::write(self)
    }

    /// Reads a text that was kept; `None` if it is none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// Takes a dismissal back.
    pub fn undo(&mut self, id: &UnknownId) {
        self.0.retain(|own| own.id != *id);
    }

    /// The dismissal of an unknown, if its evidence is still the same.
    #[must_use]
    pub fn of(&self, unknown: &Unknown) -> Option<&Dismissal> {
        self.any_of(unknown).filter(|own| own.fingerprint == unknown.fingerprint())
    }

    /// The dismissal that no longer holds, because the evidence has changed since.
    #[must_use]
    pub fn reopened(&self, unknown: &Unknown) -> Option<&Dismissal> {
        self.any_of(unknown).filter(|own| own.fingerprint != unknown.fingerprint())
    }

    /// The unknowns that are open.
    pub fn open<'u>(&self, unknowns: &'u [Unknown]) -> impl Iterator<Item = &'u Unknown> {
        unknowns.iter().filter(|unknown| self.of(unknown).is_none())
    }

    fn any_of(&self, unknown: &Unknown) -> Option<&Dismissal> {
        let id = unknown.id();
        self.0.iter().find(|own| own.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again() {
        let dismissal = Dismissal {
            id: serde_json::from_str(r#""dkim _domainkey.example.com""#).unwrap(),
            reason: "no mail is sent".into(),
            at: DateTime::UNIX_EPOCH,
            fingerprint: "empty".into(),
            heard: Vec::new(),
        };
        let kept = Dismissals(vec![dismissal]);
        assert_eq!(Dismissals::read(&kept.write()), Some(kept));
        assert_eq!(Dismissals::read("{}"), None);
    }
}
