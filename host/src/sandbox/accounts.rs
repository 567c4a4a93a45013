//! One account for each key, made when the key is first used. Only so many are kept: the one that
//! was not used for longest goes first, so that the memory is bounded. Nothing is written to disk.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{fault::Memory, sentinel::KeyBehaviour};

/// How many accounts are kept.
const KEPT: usize = 256;

/// The accounts of one provider, the one used last at the end.
pub struct Accounts<T> {
    entries: Mutex<Vec<(String, Arc<KeyAccount<T>>)>>,
}

/// One account with what its key remembers.
pub struct KeyAccount<T> {
    /// What the key does.
    pub behaviour: KeyBehaviour,
    memory: Mutex<Memory>,
    account: Mutex<T>,
}

impl<T> Default for Accounts<T> {
    fn default() -> Self {
        Self { entries: Mutex::default() }
    }
}

impl<T> Accounts<T> {
    /// The account of a key; `make` is called when there is none yet.
    pub fn open(
        &self,
        key: &str,
        behaviour: KeyBehaviour,
        make: impl FnOnce() -> T,
    ) -> Arc<KeyAccount<T>> {
        let mut entries = lock(&self.entries);
        let entry = match entries.iter().position(|(known, _)| known == key) {
            Some(index) => entries.remove(index),
            None => (key.to_owned(), Arc::new(KeyAccount::new(behaviour, make()))),
        };
        let opened = Arc::clone(&entry.1);
        entries.push(entry);
        let surplus = entries.len().saturating_sub(KEPT);
        entries.drain(..surplus);
        opened
    }
}

impl<T> KeyAccount<T> {
    fn new(behaviour: KeyBehaviour, account: T) -> Self {
        Self { behaviour, memory: Mutex::default(), account: Mutex::new(account) }
    }

    /// The account, for one request at a time.
    pub fn account(&self) -> MutexGuard<'_, T> {
        lock(&self.account)
    }

    /// What the key remembers of earlier calls.
    pub fn memory(&self) -> MutexGuard<'_, Memory> {
        lock(&self.memory)
    }
}

/// A request that panicked has left plain data behind, which the next one may use.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(accounts: &Accounts<usize>, key: usize) -> usize {
        *accounts.open(&key.to_string(), KeyBehaviour::Plain, || key).account()
    }

    #[test]
    fn a_key_opens_its_account_again() {
        let accounts = Accounts::default();
        open(&accounts, 1);
        *accounts.open("1", KeyBehaviour::Plain, || 0).account() = 7;
        assert_eq!(open(&accounts, 1), 7);
    }

    #[test]
    fn drops_the_least_recently_used_account() {
        let accounts = Accounts::default();
        for key in 0..KEPT {
            open(&accounts, key);
        }
        *accounts.open("0", KeyBehaviour::Plain, || 0).account() = 99;
        *accounts.open("1", KeyBehaviour::Plain, || 0).account() = 98;
        open(&accounts, 0);
        open(&accounts, KEPT);
        assert_eq!(open(&accounts, 0), 99);
        assert_eq!(open(&accounts, 1), 98);
        assert_eq!(lock(&accounts.entries).len(), KEPT);
        assert!(!lock(&accounts.entries).iter().any(|(key, _)| key == "2"));
    }
}
