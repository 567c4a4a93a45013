//! Natural sort order: numbers in texts sort by value, `h2` before `h19`, with any number of digits.

/// Precedes the leading zeros in a key: sorts after the label separator and before everything in labels.
const ZEROS: char = '\u{2}';

/// Appends a sort key: runs of digits compare by value, everything else by bytes. Texts that differ only
/// in leading zeros are adjacent, fewer zeros first; so texts without control characters have unique keys.
pub fn push_natural(key: &mut String, text: &str) {
    let mut is_padded = false;
    each_run(text, |before, zeros, digits| {
        is_padded |= zeros > 0;
        key.push_str(before);
        if !digits.is_empty() {
            push_count(key, digits.len());
            key.push_str(digits);
        }
    });
    if is_padded {
        key.push(ZEROS);
        each_run(text, |_, zeros, _| push_count(key, zeros));
    }
}

/// The sort key of a text.
#[must_use]
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len() + 4);
    push_natural(&mut key, text);
    key
}

/// Reports each run of digits: the text before it, the number of its leading zeros, and its other digits;
/// finally the text after the last run, without digits.
fn each_run(text: &str, mut tell: impl FnMut(&str, usize, &str)) {
    let mut rest = text;
    while let Some(start) = rest.bytes().position(|byte| byte.is_ascii_digit()) {
        let (before, run) = rest.split_at(start);
        let end = run.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(run.len());
        let (run, behind) = run.split_at(end);
        // The last digit always counts as value, even if it is zero.
        let zeros = run.bytes().take_while(|byte| *byte == b'0').count().min(end - 1);
        tell(before, zeros, run.get(zeros..).unwrap_or_default());
        rest = behind;
    }
    tell(rest, 0, "");
}

/// Appends a number so that keys sort by value and none is a prefix of another: in steps of nine, then the
/// remainder. Uses digits, so that runs sort where digits do.
fn push_count(key: &mut String, mut count: usize) {
    while count >= 9 {
        key.push('9');
        count -= 9;
    }
    key.extend(char::from_digit(count as u32, 10));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::cmp::Ordering;

    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
    enum Part {
        Number(usize, String),
        Other(char),
    }

    /// The same, written as plainly as can be: numbers by length and digits once their zeros are gone.
    fn parts(text: &str) -> (Vec<Part>, Vec<usize>) {
        let (mut parts, mut zeros) = (Vec::new(), Vec::new());
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let run: String = rest.chars().take_while(char::is_ascii_digit).collect();
            if run.is_empty() {
                parts.push(Part::Other(c));
                rest = &rest[c.len_utf8()..];
                continue;
            }
            let value = run.trim_start_matches('0');
            let value = if value.is_empty() { "0" } else { value };
            zeros.push(run.len() - value.len());
            parts.push(Part::Number(value.len(), value.to_owned()));
            rest = &rest[run.len()..];
        }
        (parts, zeros)
    }

    fn naive(one: &str, other: &str) -> Ordering {
        let ((one, zeros), (other, others)) = (parts(one), parts(other));
        let each = one.iter().zip(&other).map(|pair| match pair {
            (Part::Other(one), Part::Number(..)) => one.cmp(&'5'),
            (Part::Number(..), Part::Other(other)) => '5'.cmp(other),
            (one, other) => one.cmp(other),
        });
        let first = each.into_iter().find(|ordering| ordering.is_ne());
        first.unwrap_or(one.len().cmp(&other.len())).then(zeros.cmp(&others))
    }

    #[test]
    fn sorts_numbers_by_value_and_other_text_by_byte() {
        let long = "1".repeat(40);
        let sorted = [
            "",
            "*",
            "-1",
            "0",
            "1",
            "01",
            "001",
            "2",
            "9",
            "10",
            "19",
            "100",
            "999999999",
            "1000000000",
            &long,
            "_dmarc",
            "a",
            "a-1",
            "a1",
            "a01",
            "a1-b",
            "a01-b",
            "a2",
            "a10",
            "b",
            "h2",
            "h2-2",
            "h2-10",
            "h19",
            "ha",
        ];
        for (place, one) in sorted.iter().enumerate() {
            for other in &sorted[place + 1..] {
                assert!(key(one) < key(other), "{one} before {other}");
            }
        }
    }

    proptest! {
        #[test]
        fn keys_order_by_value_and_are_unique(
            one in "[ab.-]{0,2}[0-9]{0,12}[a.]?[0-2]{0,3}", other in "[ab.-]{0,2}[0-9]{0,12}[a.]?[0-2]{0,3}",
            digits in prop::sample::select(vec![0_usize, 1, 8, 9, 10, 18, 27, 300]), zeros in 0_usize..12,
        ) {
            let long = [&one, "0".repeat(zeros).as_str(), "7".repeat(digits).as_str()].concat();
            for (one, other) in [(&one, &other), (&one, &long), (&long, &other)] {
                prop_assert_eq!(key(one).cmp(&key(other)), naive(one, other), "{} {}", one, other);
                prop_assert_eq!(key(one) == key(other), one == other);
            }
        }

        #[test]
        fn makes_a_key_of_any_text(text in any::<String>()) {
            let plain: String = text.chars().filter(|c| !c.is_ascii_digit()).collect();
            prop_assert_eq!(key(&plain), plain);
            prop_assert_eq!(key(&text).cmp(&key(&text)), Ordering::Equal);
        }
    }
}
