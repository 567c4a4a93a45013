//! The `dig` command for a record, to paste into a shell. Whatever the name contains, the shell takes it
//! as one word and dig takes it as a name: never as a server, an option or a file.

use crate::record::Record;
use crate::zonefile;

/// `dig` for the record's name and type, at the default resolver or at this name server. `None` if DNS has
/// no such name or type.
#[must_use]
pub fn command(record: &Record, server: Option<&str>) -> Option<String> {
    record.rtype.number()?;
    let mut command = String::from("dig +noall +answer -q ");
    push_quoted(&mut command, &zonefile::complete(&record.name)?);
    command.push_str(" -t ");
    command.push_str(record.rtype.raw());
    if let Some(server) = server {
        command.push_str(" @");
        push_quoted(&mut command, server);
    }
    Some(command)
}

/// Appends a text as one shell word: nothing is special within single quotes (POSIX Shell Command
/// Language, 2.2.2). Control characters are dropped: a terminal would act on them before the shell.
fn push_quoted(command: &mut String, text: &str) {
    command.push('\'');
    for c in text.chars().filter(|c| !c.is_control()) {
        match c {
            '\'' => command.push_str("'\\''"),
            _ => command.push(c),
        }
    }
    command.push('\'');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::RecordType;
    use crate::zonefile::samples::{any_record, record};
    use proptest::prelude::*;

    /// The words of a command as a shell takes them; none where it would see more in it than words.
    fn words(command: &str) -> Option<Vec<String>> {
        let mut words = vec![String::new()];
        let mut rest = command.chars();
        while let Some(c) = rest.next() {
            let word = words.last_mut()?;
            match c {
                '\'' => loop {
                    match rest.next()? {
                        '\'' => break,
                        c if c.is_control() => return None,
                        c => word.push(c),
                    }
                },
                '\\' => word.push(rest.next()?),
                ' ' => words.push(String::new()),
                'a'..='z' | 'A'..='Z' | '0'..='9' | '+' | '-' | '@' => word.push(c),
                _ => return None,
            }
        }
        Some(words)
    }

    #[test]
    fn asks_for_the_absolute_name_at_the_given_server() {
        let mx = record("example.com", RecordType::Mx, &["10", "a.example.com"]);
        let plain = command(&mx, None);
        assert_eq!(plain.as_deref(), Some("dig +noall +answer -q 'example.com.' -t MX"));
        let at = command(&mx, Some("ns1.example.net")).unwrap();
        assert!(at.ends_with(" -t MX @'ns1.example.net'"));
        let redirect = record("example.com", RecordType::Other("REDIRECT".into()), &["x"]);
        assert_eq!(command(&redirect, None), None);
    }

    proptest! {
        #[test]
        fn keeps_any_name_and_any_server_in_one_shell_word(
            record in any_record(),
            server in any::<String>(),
        ) {
            let command = command(&record, Some(&server)).unwrap();
            let words = words(&command).unwrap();
            prop_assert_eq!(words.len(), 8);
            prop_assert_eq!(&words[..4], ["dig", "+noall", "+answer", "-q"]);
            prop_assert!(words[4].ends_with('.'));
            prop_assert_eq!(&words[5], "-t");
            prop_assert_eq!(&words[6], record.rtype.raw());
            let server: String = server.chars().filter(|c| !c.is_control()).collect();
            prop_assert_eq!(&words[7], &format!("@{server}"));
        }

        #[test]
        fn quotes_any_text_as_one_shell_word(text in "[ -~é'\"\\\\`$\n;|&]{0,40}") {
            let mut quoted = String::new();
            push_quoted(&mut quoted, &text);
            let text: String = text.chars().filter(|c| !c.is_control()).collect();
            prop_assert_eq!(words(&quoted), Some(vec![text]));
        }
    }
}
