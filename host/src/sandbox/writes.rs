//! What a sentinel zone and the name of a record do to writes of records, for both providers. It writes nothing
//! itself.

use std::collections::HashSet;

use super::sentinel::{NAMES, WriteFault, ZoneBehaviour};

/// The write that `rate-limited-write.example` refuses.
const LIMITED_WRITE: u32 = 3;

/// What a zone remembers of its writes.
#[derive(Debug, Default)]
pub struct Writes {
    count: u32,
    failed: bool,
    names: HashSet<String>,
}

impl Writes {
    /// Counts a write and decides how it fails, if it does. `touches_mail` tells whether the A
    /// record at `mail` is among what is written.
    pub fn next(&mut self, behaviour: ZoneBehaviour, touches_mail: bool) -> Option<WriteFault> {
        self.count += 1;
        let fault = match behaviour {
            ZoneBehaviour::OneFails if touches_mail => WriteFault::ServerError,
            ZoneBehaviour::OneRefused if touches_mail => WriteFault::Refused,
            ZoneBehaviour::LimitedWrite if self.count == LIMITED_WRITE => WriteFault::Limited,
            ZoneBehaviour::WriteTimeout => WriteFault::NoAnswer,
            _ => return None,
        };
        (!std::mem::replace(&mut self.failed, true)).then_some(fault)
    }

    /// Decides how the write of a record fails by the record's name, if it does.
    pub fn by_name(&mut self, name: &str) -> Option<WriteFault> {
        let fault = fault_of(name)?;
        let first = self.names.insert(name.to_ascii_lowercase());
        (first || fault == WriteFault::Refused).then_some(fault)
    }
}

/// Whether every write of a record is refused by the record's name.
pub fn is_refused(name: &str) -> bool {
    fault_of(name) == Some(WriteFault::Refused)
}

fn fault_of(name: &str) -> Option<WriteFault> {
    let name = name.to_ascii_lowercase();
    NAMES.iter().find(|(prefix, ..)| name.starts_with(prefix)).map(|(_, fault, _)| *fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(behaviour: ZoneBehaviour, touches: &[bool]) -> Vec<Option<WriteFault>> {
        let mut writes = Writes::default();
        touches.iter().map(|touches| writes.next(behaviour, *touches)).collect()
    }

    #[test]
    fn each_sentinel_zone_fails_once() {
        assert_eq!(
            faults(ZoneBehaviour::OneFails, &[false, true, true]),
            [None, Some(WriteFault::ServerError), None]
        );
        assert_eq!(
            faults(ZoneBehaviour::LimitedWrite, &[false; 4]),
            [None, None, Some(WriteFault::Limited), None]
        );
        assert_eq!(
            faults(ZoneBehaviour::WriteTimeout, &[false; 2]),
            [Some(WriteFault::NoAnswer), None]
        );
        assert_eq!(faults(ZoneBehaviour::Plain, &[true]), [None]);
    }

    #[test]
    fn a_sentinel_name_fails_once_or_always() {
        let mut writes = Writes::default();
        for (name, fault) in [
            ("refuse-a", Some(WriteFault::Refused)),
            ("refuse-a", Some(WriteFault::Refused)),
            ("Fail-a.x", Some(WriteFault::ServerError)),
            ("fail-a.x", None),
            ("hang-a", Some(WriteFault::NoAnswer)),
            ("hang-a", None),
            ("hang-b", Some(WriteFault::NoAnswer)),
            ("a.hang-b", None),
        ] {
            assert_eq!(writes.by_name(name), fault, "{name}");
        }
    }
}
