//! What Caddy and nginx read of `deploy/calls.txt`, `deploy/overrides.txt` and `headers.txt`, in their own
//! words. It decides nothing: which calls pass, which are refused and which headers are sent stands there.

use crate::error::{Error, Result};
use crate::headers;
use crate::project::{self, Project};

const MADE: &str = "# Made by `cargo xtask relays -- --write`; do not edit.\n";

/// A path of the table, with the methods that it takes.
struct AllowedCall<'a> {
    api: &'a str,
    methods: String,
    /// As a regular expression.
    path: String,
}

/// The name and the text of each file.
pub fn files(project: &Project) -> Result<Vec<(&'static str, String)>> {
    let table = project::read(&project.root.join("deploy/calls.txt"))?;
    let overrides = project::read(&project.root.join("deploy/overrides.txt"))?;
    let headers = project::read(&project.root.join("headers.txt"))?;
    let overrides: Vec<&str> = lines(&overrides).collect();
    let rows = lines(&table).map(row);
    let rows = rows.collect::<Option<Vec<_>>>().ok_or_else(|| Error::Content {
        file: "deploy/calls.txt".into(),
        must: "an API, methods and a path in each line".into(),
    })?;
    let headers = headers::lines(&headers);
    Ok(vec![
        ("deploy/caddy/calls.caddy", caddy_calls(&rows, &overrides)),
        ("deploy/caddy/headers.caddy", caddy_headers(&headers)),
        ("deploy/nginx/maps.conf", nginx_maps(&rows, &overrides, &headers)),
        ("deploy/nginx/headers.conf", nginx_headers(&headers)),
    ])
}

/// Writes them.
pub fn write(project: &Project) -> Result<()> {
    for (name, text) in files(project)? {
        project::write(&project.root.join(name), &text)?;
    }
    Ok(())
}

/// What a table says, without its comments.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn row(line: &str) -> Option<AllowedCall<'_>> {
    let mut words = line.split(' ');
    let (api, methods, path) = (words.next()?, words.next()?, words.next()?);
    let path = path.replace("{number}", "[0-9]{1,19}").replace("{id}", "[0-9A-Fa-f]{32}");
    Some(AllowedCall { api, methods: methods.replace(',', "|"), path })
}

/// The lines of a map from a call as it was sent to what becomes of it.
fn verdicts(rows: &[AllowedCall<'_>], end: &str) -> String {
    let mut text = String::new();
    for AllowedCall { api, methods, path } in rows {
        text += &format!("\t\"~^({methods}) /relay/{api}{path}(\\?|$)\" {api}{end}\n");
    }
    for AllowedCall { api, path, .. } in rows {
        text += &format!("\t\"~^[A-Z]+ /relay/{api}{path}(\\?|$)\" other_method{end}\n");
    }
    text + &format!("\tdefault other_path{end}\n")
}

fn caddy_calls(rows: &[AllowedCall<'_>], overrides: &[&str]) -> String {
    let said: String = overrides.iter().map(|name| format!("{{header.{name}}}")).collect();
    format!(
        "{MADE}map \"{{method}} {{uri}}\" {{call}} {{\n{}}}\n\
         map \"{said}\" {{overridden}} {{\n\t~. yes\n\tdefault no\n}}\n",
        verdicts(rows, "")
    )
}

fn caddy_headers(headers: &[(bool, String, String)]) -> String {
    let mut text = format!("{MADE}@tls protocol https\n");
    for (tls, name, value) in headers {
        let only = if *tls { "@tls " } else { "" };
        text += &format!("header {only}{name} `{value}`\n");
    }
    text
}

fn nginx_maps(
    rows: &[AllowedCall<'_>],
    overrides: &[&str],
    headers: &[(bool, String, String)],
) -> String {
    let said: String =
        overrides.iter().map(|name| format!("$http_{}", name.replace('-', "_"))).collect();
    let mut text = format!(
        "{MADE}map \"$request_method $request_uri\" $call {{\n{}}}\n\
         map \"{said}\" $overridden {{\n\t\"\" 0;\n\tdefault 1;\n}}\n\
         map $request_uri $upstream {{\n",
        verdicts(rows, ";")
    );
    for api in ["bunny", "cloudflare"] {
        text += &format!("\t\"~^/relay/{api}(?<for_{api}>/.*)$\" ${api}$for_{api};\n");
    }
    text += "}\n";
    for (_, name, value) in headers.iter().filter(|(tls, ..)| *tls) {
        let variable = name.replace('-', "_");
        text += &format!("map $https ${variable} {{\n\ton \"{value}\";\n\tdefault \"\";\n}}\n");
    }
    text
}

fn nginx_headers(headers: &[(bool, String, String)]) -> String {
    let mut text = MADE.to_owned();
    for (tls, name, value) in headers {
        let value =
            if *tls { format!("${}", name.replace('-', "_")) } else { format!("\"{value}\"") };
        text += &format!("add_header {name} {value} always;\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_caddy_and_nginx_read_is_made_of_the_tables() {
        let project = Project::find().unwrap();
        for (name, text) in files(&project).unwrap() {
            let there = project::read(&project.root.join(name)).unwrap();
            assert!(there == text, "{name} is old: run `cargo xtask relays -- --write`");
        }
    }

    #[test]
    fn calls_that_pass_come_before_other_methods() {
        let rows = [row("bunny GET,POST /dnszone").unwrap(), row("bunny PUT /a/{number}").unwrap()];
        let text = verdicts(&rows, ";");
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        assert_eq!(
            lines,
            [
                r#""~^(GET|POST) /relay/bunny/dnszone(\?|$)" bunny;"#,
                r#""~^(PUT) /relay/bunny/a/[0-9]{1,19}(\?|$)" bunny;"#,
                r#""~^[A-Z]+ /relay/bunny/dnszone(\?|$)" other_method;"#,
                r#""~^[A-Z]+ /relay/bunny/a/[0-9]{1,19}(\?|$)" other_method;"#,
                "default other_path;",
            ]
        );
        assert!(row("bunny GET").is_none());
    }
}
