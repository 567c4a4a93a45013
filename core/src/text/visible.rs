//! Characters that nobody sees, made visible: what a stranger wrote into a record must not look like
//! something else. It is for showing only; what is written or exported is never made so.

/// The text with a sign in place of every character that is not seen or that turns the direction of
/// what follows: `␉` for control characters of ASCII (Unicode, chapter 24, Control Pictures),
/// `⟨U+202E⟩` for all others.
#[must_use]
pub fn visible(text: String) -> String {
    if !text.chars().any(is_hidden) {
        return text;
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\0'..='\u{1f}' => shown.extend(char::from_u32(0x2400 + u32::from(c))),
            '\u{7f}' => shown.push('␡'),
            _ if is_hidden(c) => {
                shown.push_str("⟨U+");
                push_hex(&mut shown, u32::from(c));
                shown.push('⟩');
            }
            _ => shown.push(c),
        }
    }
    shown
}

/// Controls, marks of direction (Unicode Standard Annex 9), and characters without width.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// At least four digits.
fn push_hex(text: &mut String, number: u32) {
    let digits = (0..8).rev().map(|place| number >> (4 * place));
    let from = (0..8).rev().zip(digits).filter(|(place, rest)| *rest > 0 || *place < 4);
    let digit = |(_, rest): (u32, u32)| char::from_digit(rest % 16, 16);
    text.extend(from.filter_map(digit).map(|digit| digit.to_ascii_uppercase()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_shown_and_all_else_is_left() {
        for (text, shown) in [
            ("v=spf1 -all", "v=spf1 -all"),
            ("größer 日本 🏔", "größer 日本 🏔"),
            ("a\tb\n\0\u{7f}", "a␉b␊␀␡"),
            ("pay\u{202e}moc.elgoog", "pay⟨U+202E⟩moc.elgoog"),
            ("zero\u{200b}width\u{feff}", "zero⟨U+200B⟩width⟨U+FEFF⟩"),
            ("tag\u{e0041}", "tag⟨U+E0041⟩"),
            ("\u{85}", "⟨U+0085⟩"),
        ] {
            assert_eq!(visible(text.to_owned()), shown);
        }
    }
}
