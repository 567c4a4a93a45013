//! Zone files in the master format (RFC 1035 section 5) with Cloudflare's marks in their comments
//! (provider document 1.8), split into records that a write call could take. It checks no value.

use serde_json::{Map, Value, json};

use super::{data, shadow::is_within};

/// One record of a file, as the fields of a write call; the type in capitals.
pub type FileRecord = Map<String, Value>;

/// A word or a quoted string, with its quotes.
pub type Token = String;

/// Where names that are not complete belong, and what is not said again.
struct Context {
    origin: String,
    ttl: Option<u64>,
    owner: Option<String>,
}

/// The records of a file, without its SOA and the NS records at the apex.
///
/// # Errors
/// What is wrong, with the number of the line.
pub fn read(text: &str, domain: &str) -> Result<Vec<FileRecord>, String> {
    let mut context = Context { origin: domain.to_owned(), ttl: None, owner: None };
    let mut entries = Vec::new();
    for (number, line) in lines(text)? {
        let fail = |why: &str| format!("Line {number}: {why}");
        match line.tokens.first().map(|first| first.to_ascii_uppercase()).as_deref() {
            None => {}
            Some("$ORIGIN") => {
                let name = line.tokens.get(1).ok_or_else(|| fail("a name is missing"))?;
                context.origin = context.complete(name);
            }
            Some("$TTL") => {
                let ttl = line.tokens.get(1).and_then(|text| seconds(text));
                context.ttl = Some(ttl.ok_or_else(|| fail("a TTL is missing"))?);
            }
            Some(word) if word.starts_with('$') => {
                return Err(fail(&format!("{word} is not supported")));
            }
            Some(_) => entries.extend(context.entry(line, domain).map_err(|why| fail(&why))?),
        }
    }
    Ok(entries)
}

/// A line, or several between parentheses.
struct Line {
    tokens: Vec<Token>,
    comment: String,
    /// The owner is that of the line before.
    is_indented: bool,
}

fn lines(text: &str) -> Result<Vec<(usize, Line)>, String> {
    let mut lines = Vec::new();
    let mut open: Option<(usize, Line)> = None;
    let mut depth = 0_usize;
    for (number, text) in (1..).zip(text.lines()) {
        let fail = || format!("Line {number}: quotes or parentheses do not close");
        let is_indented = text.starts_with([' ', '\t']);
        let empty = || (number, Line { tokens: vec![], comment: String::new(), is_indented });
        let (_, line) = open.get_or_insert_with(empty);
        split(text, line, &mut depth).ok_or_else(fail)?;
        if depth == 0 {
            lines.extend(open.take());
        }
    }
    if open.is_some() { Err("The last parenthesis does not close".into()) } else { Ok(lines) }
}

/// Appends the tokens of one line of text.
fn split(text: &str, line: &mut Line, depth: &mut usize) -> Option<()> {
    let mut characters = text.chars().peekable();
    while let Some(first) = characters.next() {
        match first {
            ';' => {
                line.comment.push_str(characters.collect::<String>().trim());
                return Some(());
            }
            '(' => *depth += 1,
            ')' => *depth = depth.checked_sub(1)?,
            _ if first.is_whitespace() => {}
            _ => {
                let mut token = String::from(first);
                let is_string = first == '"';
                // A word may hold quotes as well, as in alpn="h2" (RFC 9460 section 2.1).
                let mut in_quotes = is_string;
                loop {
                    let ends = |c: char| c.is_whitespace() || "();".contains(c);
                    match characters.peek() {
                        None if in_quotes => return None,
                        None => break,
                        Some(next) if !in_quotes && ends(*next) => break,
                        Some(_) => {}
                    }
                    let next = characters.next()?;
                    token.push(next);
                    match next {
                        '\\' => token.push(characters.next()?),
                        '"' => in_quotes = !in_quotes,
                        _ => {}
                    }
                    if is_string && !in_quotes {
                        break;
                    }
                }
                line.tokens.push(token);
            }
        }
    }
    Some(())
}

impl Context {
    /// The complete name, without the dot at its end.
    fn complete(&self, name: &str) -> String {
        match name.strip_suffix('.') {
            _ if name == "@" => self.origin.clone(),
            Some("") => ".".into(),
            Some(complete) => complete.to_ascii_lowercase(),
            None => format!("{}.{}", name.to_ascii_lowercase(), self.origin),
        }
    }

    fn entry(&mut self, line: Line, domain: &str) -> Result<Option<FileRecord>, String> {
        let mut tokens = line.tokens.into_iter().peekable();
        if !line.is_indented {
            self.owner = tokens.next().map(|name| self.complete(&name));
        }
        let name = self.owner.clone().ok_or("the first record has no name")?;
        let mut ttl = self.ttl;
        while let Some(word) = tokens.peek() {
            match seconds(word) {
                Some(seconds) => ttl = Some(seconds),
                None if word.eq_ignore_ascii_case("IN") => {}
                None => break,
            }
            tokens.next();
        }
        let kind = tokens.next().ok_or("a type is missing")?.to_ascii_uppercase();
        let tokens: Vec<Token> = tokens.collect();
        if kind == "SOA" || (kind == "NS" && name == domain) {
            return Ok(None);
        }
        if !is_within(&name, domain) {
            return Err(format!("{name} is not in this zone"));
        }
        let mut entry = Map::new();
        self.put_value(&mut entry, &kind, &tokens).ok_or(format!("{kind} has wrong fields"))?;
        // 1 is automatic; everything else is brought into range (provider document 1.5).
        let ttl = ttl.map_or(1, |ttl| if ttl == 1 { 1 } else { ttl.clamp(60, 86_400) });
        entry.insert("ttl".into(), ttl.into());
        entry.insert("name".into(), name.into());
        entry.insert("type".into(), kind.into());
        put_comment(&mut entry, &line.comment);
        Ok(Some(entry))
    }

    fn put_value(&self, entry: &mut FileRecord, kind: &str, tokens: &[Token]) -> Option<()> {
        let mut tokens = tokens;
        if matches!(kind, "MX" | "URI") {
            let (priority, rest) = tokens.split_first()?;
            entry.insert("priority".into(), priority.parse::<u64>().ok()?.into());
            tokens = rest;
        }
        if data::has_data(kind) {
            let data = data::parse(kind, tokens, &|name| self.complete(name))?;
            entry.insert("data".into(), data.into());
            return Some(());
        }
        let content = match (kind, tokens) {
            ("TXT", [_, ..]) => {
                tokens.iter().map(|token| quoted(token)).collect::<Vec<_>>().join(" ")
            }
            ("OPENPGPKEY", [_, ..]) => tokens.concat(),
            ("CNAME" | "MX" | "NS" | "PTR", [host]) => self.complete(host),
            (_, [content]) => content.clone(),
            _ => return None,
        };
        entry.insert("content".into(), content.into());
        Some(())
    }
}

fn quoted(token: &str) -> String {
    if token.starts_with('"') { token.to_owned() } else { format!("\"{token}\"") }
}

/// Seconds, or numbers with units such as `1h30m`.
fn seconds(text: &str) -> Option<u64> {
    let (mut total, mut number) = (0_u64, String::new());
    for c in text.chars() {
        let unit = match c.to_ascii_lowercase() {
            '0'..='9' => {
                number.push(c);
                continue;
            }
            's' => 1,
            'm' => 60,
            'h' => 3_600,
            'd' => 86_400,
            'w' => 604_800,
            _ => return None,
        };
        total += std::mem::take(&mut number).parse::<u64>().ok()?.checked_mul(unit)?;
    }
    if number.is_empty() {
        (!text.is_empty()).then_some(total)
    } else {
        Some(total + number.parse::<u64>().ok()?)
    }
}

/// A comment goes with its record; behind `cf_tags=` stand its tags, and whether it is proxied.
fn put_comment(entry: &mut FileRecord, comment: &str) {
    let (comment, tags) = comment.split_once("cf_tags=").unwrap_or((comment, ""));
    let mut kept = Vec::new();
    for tag in tags.split(',').map(str::trim).filter(|tag| !tag.is_empty()) {
        match tag.strip_prefix("cf-proxied:") {
            Some(proxied) => drop(entry.insert("proxied".into(), json!(proxied == "true"))),
            None => kept.push(tag),
        }
    }
    if !comment.trim().is_empty() {
        entry.insert("comment".into(), comment.trim().into());
    }
    if !kept.is_empty() {
        entry.insert("tags".into(), json!(kept));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(text: &str) -> Vec<Value> {
        read(text, "a.example").unwrap().into_iter().map(Value::from).collect()
    }

    #[test]
    fn reads_the_records_of_a_file() {
        let file = "$TTL 1h30m ; all\n\
            @ IN SOA ns1 root (\n 1 2 ; serial\n 3 4 5 )\n\
            @ NS ns1.b.example.\n\
            www 300 IN A 192.0.2.1 ; a note cf_tags=cf-proxied:true,team:web\n\
            \tIN 60 TXT \"a;b\" c\n\
            $ORIGIN sub\n\
            @ MX 10 mail\n\
            _s._tcp 1 SRV 1 2 3 .\n";
        assert_eq!(
            entries(file),
            [
                json!({
                    "name": "www.a.example", "type": "A", "ttl": 300, "content": "192.0.2.1",
                    "proxied": true, "comment": "a note", "tags": ["team:web"],
                }),
                json!({ "name": "www.a.example", "type": "TXT", "ttl": 60, "content": "\"a;b\" \"c\"" }),
                json!({
                    "name": "sub.a.example", "type": "MX", "ttl": 5400, "priority": 10,
                    "content": "mail.sub.a.example",
                }),
                json!({
                    "name": "_s._tcp.sub.a.example", "type": "SRV", "ttl": 1,
                    "data": { "priority": 1, "weight": 2, "port": 3, "target": "." },
                }),
            ]
        );
    }

    #[test]
    fn refuses_what_is_no_zone_file() {
        for file in [
            "$INCLUDE other.zone",
            "$GENERATE 1-2 a A 192.0.2.1",
            "x.b.example. A 192.0.2.1",
            "x A",
            "x",
            "x TXT \"open",
            "x TXT ( a",
            "x TXT ) a",
            "\tA 192.0.2.1",
            "x MX mail",
            "x CAA 0 issue",
        ] {
            assert!(read(file, "a.example").is_err(), "{file}");
        }
        assert_eq!(entries("; nothing\n\n"), Vec::<Value>::new());
    }

    #[test]
    fn reads_times_with_units() {
        for (text, expected) in [
            ("60", Some(60)),
            ("1h30m", Some(5400)),
            ("1W", Some(604_800)),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(seconds(text), expected, "{text}");
        }
    }
}
