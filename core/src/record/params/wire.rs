//! Service parameter values in generic form, `keyN`: the wire format.

use super::MANDATORY;
use super::ParamsFault::{
    self, MandatoryItself, MandatoryMissing, MandatoryOrder, MandatoryTwice, NoValue, Value,
    WithValue,
};
use super::keys::{Values, values};

/// The error of a value in wire format (sections 7 and 8).
pub(super) fn fault(key: u16, value: &[u8], keys: &[u16]) -> Option<ParamsFault> {
    let values = values(key)?;
    match (values, value.is_empty()) {
        (Values::None, false) => return Some(WithValue(key)),
        (Values::None | Values::Path, true) => return None,
        (_, true) => return Some(NoValue(key)),
        _ => {}
    }
    let is_good = match values {
        Values::Keys => return mandatory_on_the_wire(value, keys),
        Values::Strings | Values::Path => is_list_on_the_wire(value),
        Values::Number => value.len() == 2,
        Values::Numbers => value.len().is_multiple_of(2),
        Values::Ipv4 => value.len().is_multiple_of(4),
        Values::Ipv6 => value.len().is_multiple_of(16),
        Values::None | Values::Base64 | Values::Text => true,
    };
    (!is_good).then_some(Value(key))
}

fn is_list_on_the_wire(value: &[u8]) -> bool {
    let mut rest = value;
    while let Some((length, after)) = rest.split_first() {
        match after.split_at_checked(usize::from(*length)) {
            Some((id, after)) if !id.is_empty() => rest = after,
            _ => return false,
        }
    }
    true
}

fn mandatory_on_the_wire(value: &[u8], keys: &[u16]) -> Option<ParamsFault> {
    let (pairs, rest) = value.as_chunks::<2>();
    if !rest.is_empty() {
        return Some(Value(MANDATORY));
    }
    let listed: Vec<u16> = pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
    let mut last = None;
    for key in listed {
        match key {
            MANDATORY => return Some(MandatoryItself),
            _ if last == Some(key) => return Some(MandatoryTwice),
            _ if last > Some(key) => return Some(MandatoryOrder),
            _ if !keys.contains(&key) => return Some(MandatoryMissing),
            _ => last = Some(key),
        }
    }
    None
}
