//! The keys, zones and record names that show a state which is hard to reach with a real account. These
//! tables are all there is; `host/README.md` lists them for readers, and a test compares.

mod keys;
mod names;
mod zones;

pub use keys::{KEYS, KeyBehaviour, of_key};
pub use names::{NAMES, WriteFault};
pub use zones::{ZONES, ZoneBehaviour, of_zone};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_may_have_a_suffix_after_a_dot() {
        assert_eq!(of_key("sandbox-429"), Some(KeyBehaviour::LimitedOnce));
        assert_eq!(of_key("sandbox-429.t17"), Some(KeyBehaviour::LimitedOnce));
        assert_eq!(of_key("sandbox-429-long.a.b"), Some(KeyBehaviour::LimitedLong));
        assert_eq!(of_key("sandbox-demo"), Some(KeyBehaviour::Plain));
        assert_eq!(of_key("Sandbox"), None);
        assert_eq!(of_key("real-key"), None);
    }

    #[test]
    fn the_readme_lists_every_sentinel() {
        let readme = include_str!("../../../README.md");
        let keys = KEYS.iter().map(|(name, _, words)| (name, words));
        let zones = ZONES.iter().map(|(name, _, words)| (name, words));
        let names = NAMES.iter().map(|(name, _, words)| (name, words));
        for (name, words) in keys.chain(zones).chain(names) {
            assert!(readme.contains(&format!("| `{name}` | {words} |")), "{name}");
        }
    }
}
