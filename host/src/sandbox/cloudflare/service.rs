//! Service parameters as Cloudflare gives them back: in the order of their keys, each value in quotes (RFC
//! 9460 section 2.1). It checks nothing.

/// The keys that have names, in the order of their numbers (RFC 9460 section 14.3.2).
const KEYS: [&str; 7] =
    ["mandatory", "alpn", "no-default-alpn", "port", "ipv4hint", "ech", "ipv6hint"];

/// The parameters of a text.
pub fn ordered(text: &str) -> String {
    let mut parameters: Vec<(usize, String)> =
        words(text).iter().map(|word| parameter(word)).collect();
    parameters.sort();
    parameters.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(" ")
}

/// What is between white space outside quotes.
fn words(text: &str) -> Vec<String> {
    let (mut words, mut word, mut inside) = (vec![], String::new(), false);
    for character in text.chars() {
        inside ^= character == '"';
        if character == ' ' && !inside {
            words.push(std::mem::take(&mut word));
        } else {
            word.push(character);
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

/// A parameter with the number of its key.
fn parameter(word: &str) -> (usize, String) {
    let (key, value) = word.split_once('=').unwrap_or((word, ""));
    let numbered = || key.strip_prefix("key").and_then(|number| number.parse().ok());
    let number = KEYS.iter().position(|known| *known == key).or_else(numbered);
    let text = match value.trim_matches('"') {
        "" => key.to_owned(),
        value => format!("{key}=\"{value}\""),
    };
    (number.unwrap_or(usize::MAX), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_and_quotes_service_parameters() {
        for (sent, kept) in [
            ("port=8443 alpn=h3,h2", "alpn=\"h3,h2\" port=\"8443\""),
            (
                "alpn=\"h2\" no-default-alpn key667=\"a b\"",
                "alpn=\"h2\" no-default-alpn key667=\"a b\"",
            ),
            (
                "key667=x key65=y ipv6hint=2001:db8::1",
                "ipv6hint=\"2001:db8::1\" key65=\"y\" key667=\"x\"",
            ),
            ("", ""),
        ] {
            assert_eq!(ordered(sent), kept);
        }
    }
}
