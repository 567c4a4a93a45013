//! Punycode (RFC 3492): names go to providers and into comparisons as A-labels, and are read for what
//! they look like.

const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const INITIAL_BIAS: u32 = 72;
const INITIAL_N: u32 = 128;

/// Encodes one label without the `xn--` prefix; `None` when a number would overflow, which only
/// a label far beyond the length limit can cause (RFC 3492, section 6.3).
pub(crate) fn encode(label: &str) -> Option<String> {
    let mut output: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(output.len()).ok()?;
    let total = u32::try_from(label.chars().count()).ok()?;
    if basic > 0 {
        output.push('-');
    }
    let (mut n, mut delta, mut bias, mut handled) = (INITIAL_N, 0_u32, INITIAL_BIAS, basic);
    while handled < total {
        let next = label.chars().map(u32::from).filter(|&c| c >= n).min()?;
        delta = delta.checked_add((next - n).checked_mul(handled + 1)?)?;
        n = next;
        for c in label.chars().map(u32::from) {
            if c < n {
                delta = delta.checked_add(1)?;
            } else if c == n {
                push_number(&mut output, delta, bias);
                bias = adapt(delta, handled + 1, handled == basic);
                delta = 0;
                handled += 1;
            }
        }
        delta = delta.checked_add(1)?;
        n = n.checked_add(1)?;
    }
    Some(output)
}

/// The label that is encoded so, without its `xn--` prefix; `None` where nothing is.
pub(crate) fn decode(text: &str) -> Option<String> {
    let (basic, rest) = text.rsplit_once('-').unwrap_or(("", text));
    let mut output: Vec<char> = basic.chars().collect();
    let (mut n, mut i, mut bias) = (INITIAL_N, 0_u32, INITIAL_BIAS);
    let mut digits = rest.chars().peekable();
    while digits.peek().is_some() {
        let (before, mut weight, mut k) = (i, 1_u32, BASE);
        loop {
            let digit = value(digits.next()?)?;
            i = i.checked_add(digit.checked_mul(weight)?)?;
            let threshold = k.saturating_sub(bias).clamp(T_MIN, T_MAX);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
            k += BASE;
        }
        let points = u32::try_from(output.len()).ok()? + 1;
        bias = adapt(i - before, points, before == 0);
        n = n.checked_add(i / points)?;
        i %= points;
        output.insert(i as usize, char::from_u32(n)?);
        i += 1;
    }
    Some(output.into_iter().collect())
}

/// What a digit counts, in the order of [`digit`].
fn value(c: char) -> Option<u32> {
    let digit = c.to_digit(BASE)?;
    Some(if digit < 10 { digit + 26 } else { digit - 10 })
}

/// Writes one delta as a generalised variable-length integer (RFC 3492, section 3.3).
fn push_number(output: &mut String, delta: u32, bias: u32) {
    let mut rest = delta;
    let mut k = BASE;
    loop {
        let threshold = k.saturating_sub(bias).clamp(T_MIN, T_MAX);
        if rest < threshold {
            output.extend(char::from_digit(rest, BASE).map(digit));
            return;
        }
        let value = threshold + (rest - threshold) % (BASE - threshold);
        output.extend(char::from_digit(value, BASE).map(digit));
        rest = (rest - threshold) / (BASE - threshold);
        k += BASE;
    }
}

/// Punycode counts `a`–`z` then `0`–`9`; `char::from_digit` counts the other way round.
fn digit(c: char) -> char {
    let value = c.to_digit(BASE).unwrap_or(0);
    let byte = if value < 26 { b'a' + value as u8 } else { b'0' + (value - 26) as u8 };
    char::from(byte)
}

/// The bias for the next number (RFC 3492, section 6.1).
fn adapt(delta: u32, points: u32, first: bool) -> u32 {
    let mut delta = if first { delta / DAMP } else { delta / 2 };
    delta += delta / points;
    let mut k = 0;
    while delta > ((BASE - T_MIN) * T_MAX) / 2 {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    k + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};
    use proptest::prelude::*;

    /// The samples of RFC 3492, section 7.1, and two everyday ones.
    #[test]
    fn encodes_the_samples_of_the_standard() {
        for (label, expected) in [
            ("ليهمابتكلموشعربي؟", "egbpdaj6bu4bxfgehfvwxn"),
            ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
            ("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"),
            ("安室奈美恵-with-super-monkeys", "-with-super-monkeys-pc58ag80a8qai00g7n9n"),
            ("bücher", "bcher-kva"),
            ("faß", "fa-hia"),
        ] {
            assert_eq!(encode(label).as_deref(), Some(expected), "{label}");
            assert_eq!(decode(expected).as_deref(), Some(label), "{label}");
        }
    }

    proptest! {
        #[test]
        fn what_is_encoded_is_decoded(label in "[a-z0-9-]{0,9}[à-ÿа-я一-三\u{10000}-\u{10fff}]{1,9}") {
            prop_assert_eq!(decode(&encode(&label).unwrap()), Some(label));
        }

        #[test]
        fn no_text_makes_it_panic(text in any::<String>(), digits in "[a-z0-9-]{0,63}") {
            let _ = (decode(&text), decode(&digits));
        }
    }
}
