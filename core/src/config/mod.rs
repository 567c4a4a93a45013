//! The host's configuration, `config.json`: the providers to offer and their addresses, the idle limit of
//! keys, links, the resolvers to ask, and the sandbox. docs/config.md documents the members. Valid members take
//! effect; invalid ones are always reported, because a misspelt address would send a key to the wrong place.

mod fault;

pub use fault::{Fault, Why};

use crate::address;
use crate::idle::Limit;
use crate::provider::loose::{self, Loose, Members};
use crate::provider::{Connection, Provider, ResolverName};

/// The maximum number of characters of a link's text: it fits on one line.
const WORDS: usize = 60;
/// The maximum number of links, and of reported errors; a longer file is not trustworthy.
pub const MOST: usize = 20;

/// The host's settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// The settings of each provider, in the order of [`Provider::ALL`].
    providers: [Said; Provider::ALL.len()],
    sandbox_key: Option<String>,
    resolvers: Option<Vec<ResolverName>>,
    certificates: Option<bool>,
    /// The idle limit of a key, if the user has chosen none.
    pub idle: Limit,
    /// The host's links.
    pub links: Vec<Link>,
    /// The errors in the file.
    pub faults: Vec<Fault>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Said {
    is_left_out: bool,
    address: Option<String>,
    sandbox: Option<String>,
}

/// A link of the host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The text.
    pub text: String,
    /// The URL, which starts with `https://`.
    pub address: String,
}

impl Config {
    /// The configuration from the host's response. Without the file the defaults apply: many static hosts
    /// answer with a page of theirs or refuse.
    #[must_use]
    pub fn answered(status: u16, body: &[u8]) -> Self {
        match status {
            403 | 404 | 410 => Self::default(),
            200 if body.trim_ascii_start().starts_with(b"<") => Self::default(),
            200 => Self::read(body),
            _ => Self::unread(),
        }
    }

    /// The configuration after a response that does not tell whether the file exists.
    #[must_use]
    pub fn unread() -> Self {
        let mut config = Self::default();
        config.fault(&[], Why::Unread);
        config
    }

    /// Reads the file.
    #[must_use]
    pub fn read(body: &[u8]) -> Self {
        let mut config = Self::default();
        match loose::object::<Members<'_>>(&String::from_utf8_lossy(body)) {
            Some(file) => config.read_file(&file),
            None => config.fault(&[], Why::NoJson),
        }
        config
    }

    fn read_file(&mut self, file: &Members<'_>) {
        for (name, value) in file.iter() {
            match name {
                // For editors only.
                "$schema" => {}
                "providers" => self.read_providers(value),
                "idleMinutes" => match number(value).and_then(Limit::of_minutes) {
                    Some(limit) => self.idle = limit,
                    None => self.fault(&[name], Why::Idle),
                },
                "links" => match value.list() {
                    links if value.is_list() && links.len() <= MOST => {
                        (0..).zip(links).for_each(|(at, link)| self.read_link(at, link));
                    }
                    _ => self.fault(&[name], Why::NoList),
                },
                "resolvers" => self.read_resolvers(value),
                "certificates" => {
                    self.certificates = Some(value.truth().unwrap_or_default());
                    if value.truth().is_none() {
                        self.fault(&[name], Why::NoTruth);
                    }
                }
                "sandboxKey" => match value.words() {
                    Some(key) => self.sandbox_key = Some(key.into_owned()),
                    None => self.fault(&[name], Why::NoText),
                },
                _ => self.fault(&[name], Why::Unknown),
            }
        }
    }

    /// Only the listed providers are offered.
    fn read_providers(&mut self, value: Loose<'_>) {
        const PATH: &str = "providers";
        let Some(named) = value.members() else {
            return self.fault(&[PATH], Why::NoObject);
        };
        for (name, _) in named.iter() {
            if Provider::from_slug(name).is_none() {
                self.fault(&[PATH, ".", name], Why::Provider);
            }
        }
        let is_named = |provider: &Provider| named.get(provider.slug()).is_given();
        if !Provider::ALL.iter().any(is_named) {
            return self.fault(&[PATH], Why::NoProvider);
        }
        self.providers = Provider::ALL.map(|provider| match is_named(&provider) {
            true => self.read_provider(provider.slug(), named.get(provider.slug())),
            false => Said { is_left_out: true, ..Said::default() },
        });
    }

    fn read_provider(&mut self, provider: &str, value: Loose<'_>) -> Said {
        let mut said = Said::default();
        let Some(members) = value.members() else {
            self.fault(&["providers.", provider], Why::NoObject);
            return said;
        };
        for (name, value) in members.iter() {
            let address = address::check(&value.text().unwrap_or_default());
            let why = match (name, address) {
                ("address", Ok(address)) => {
                    said.address = Some(address);
                    continue;
                }
                ("sandbox", Ok(address)) if address::is_relative(&address) => {
                    said.sandbox = Some(address);
                    continue;
                }
                ("address", Err(misfit)) => Why::Address(misfit),
                ("sandbox", _) => Why::Sandbox,
                _ => Why::Unknown,
            };
            self.fault(&["providers.", provider, ".", name], why);
        }
        said
    }

    /// What cannot be read asks nobody: the site may want to rule strangers out.
    fn read_resolvers(&mut self, value: Loose<'_>) {
        const PATH: &str = "resolvers";
        if !value.is_list() {
            self.fault(&[PATH], Why::NoResolvers);
        }
        let mut named = Vec::new();
        for (at, name) in value.list().into_iter().enumerate() {
            match name.text().and_then(|name| ResolverName::from_slug(&name)) {
                Some(resolver) if !named.contains(&resolver) => named.push(resolver),
                _ => self.fault(&[PATH, "[", &at.to_string(), "]"], Why::Resolver),
            }
        }
        self.resolvers = Some(named);
    }

    fn read_link(&mut self, at: u32, value: Loose<'_>) {
        let at = ["links[", &at.to_string(), "]"].concat();
        let Some(link) = value.members() else {
            return self.fault(&[&at], Why::NoObject);
        };
        for (name, _) in link.iter() {
            if !matches!(name, "text" | "address") {
                self.fault(&[&at, ".", name], Why::Unknown);
            }
        }
        let of = |name| link.get(name).text().unwrap_or_default();
        let (text, address) = (of("text"), of("address"));
        let has_words = !text.trim().is_empty() && text.chars().count() <= WORDS;
        match (has_words, is_link(&address)) {
            (true, true) => {
                self.links.push(Link { text: text.into_owned(), address: address.into_owned() });
            }
            (false, _) => self.fault(&[&at, ".text"], Why::LinkText),
            (_, false) => self.fault(&[&at, ".address"], Why::LinkAddress),
        }
    }

    fn fault(&mut self, path: &[&str], why: Why) {
        if self.faults.len() < MOST {
            self.faults.push(Fault { path: path.concat(), why });
        }
    }

    /// The offered providers: at least one.
    pub fn offered(&self) -> impl Iterator<Item = Provider> {
        let all = Provider::ALL.into_iter().zip(&self.providers);
        all.filter(|(_, said)| !said.is_left_out).map(|(provider, _)| provider)
    }

    /// The API address that the page offers for a provider.
    #[must_use]
    pub fn address(&self, provider: Provider) -> String {
        let said = self.of(provider).and_then(|said| said.address.clone());
        said.unwrap_or_else(|| provider.public_address().to_owned())
    }

    /// The resolvers that may be asked, in this order.
    #[must_use]
    pub fn resolvers(&self) -> &[ResolverName] {
        self.resolvers.as_deref().unwrap_or(&ResolverName::PUBLIC)
    }

    /// Whether the logs of certificates may be searched.
    #[must_use]
    pub fn offers_certificates(&self) -> bool {
        self.certificates.unwrap_or(true)
    }

    /// The address and key of the host's sandbox for a provider, if there is one.
    #[must_use]
    pub fn sandbox(&self, provider: Provider) -> Option<(String, String)> {
        Some((self.of(provider)?.sandbox.clone()?, self.sandbox_key.clone()?))
    }

    /// Whether an API address is that of the host's sandbox.
    #[must_use]
    pub fn is_sandbox(&self, provider: Provider, address: &str) -> bool {
        self.of(provider).is_some_and(|said| said.sandbox.as_deref() == Some(address))
    }

    /// The key of a connection to the host's sandbox, if the page has generated it.
    #[must_use]
    pub fn made_up_key(&self, connection: &Connection) -> Option<String> {
        let (address, key) = self.sandbox(connection.provider())?;
        let own = connection.expose_key();
        let is_made = own.strip_prefix(&*key).is_some_and(|rest| rest.starts_with('.'));
        (is_made && address == connection.address()).then(|| own.to_owned())
    }

    fn of(&self, provider: Provider) -> Option<&Said> {
        let mut all = Provider::ALL.iter().zip(&self.providers);
        all.find(|(other, _)| **other == provider).map(|(_, said)| said)
    }
}

/// Whether a response to `relay/health` comes from a relay.
#[must_use]
pub fn is_relay(body: &[u8]) -> bool {
    let body = String::from_utf8_lossy(body);
    let answer: Option<Members<'_>> = loose::object(&body);
    answer.is_some_and(|answer| answer.get("relay").truth() == Some(true))
}

/// Unlike [`Loose::count`], rejects numbers in strings.
fn number(value: Loose<'_>) -> Option<u32> {
    value.count().filter(|_| value.text().is_none())
}

/// Whether a link may have this URL: HTTPS, without a user name, which can pass for the host.
fn is_link(address: &str) -> bool {
    let fits = |b: u8| b.is_ascii_graphic() && !matches!(b, b'@' | b'\\');
    let rest = address.strip_prefix("https://").unwrap_or_default();
    rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[') && rest.bytes().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::Misfit;

    const WHOLE: &str = r#"{"$schema":"x","providers":{"bunny":{"address":"api/bunny/",
        "sandbox":"sandbox/bunny"},"cloudflare":{}},"sandboxKey":"sandbox-demo","idleMinutes":60,
        "links":[{"text":"Imprint","address":"https://example.org/imprint?a#b"}]}"#;

    fn faults(text: &str) -> Vec<(String, Why)> {
        let faults = Config::read(text.as_bytes()).faults;
        faults.into_iter().map(|fault| (fault.path, fault.why)).collect()
    }

    #[test]
    fn applies_the_members_that_are_set_and_public_addresses_for_the_rest() {
        let config = Config::read(WHOLE.as_bytes());
        assert_eq!(config.faults, []);
        assert_eq!(config.address(Provider::Bunny), "api/bunny");
        assert_eq!(config.address(Provider::Cloudflare), Provider::Cloudflare.public_address());
        let sandbox = ("sandbox/bunny".to_owned(), "sandbox-demo".to_owned());
        assert_eq!(config.sandbox(Provider::Bunny), Some(sandbox));
        assert_eq!(config.sandbox(Provider::Cloudflare), None);
        assert!(config.is_sandbox(Provider::Bunny, "sandbox/bunny"));
        assert!(!config.is_sandbox(Provider::Bunny, "api/bunny"));
        assert!(!config.is_sandbox(Provider::Cloudflare, "sandbox/bunny"));
        assert_eq!(config.idle.minutes(), 60);
        assert_eq!(config.links.len(), 1);
    }

    #[test]
    fn recognises_only_a_generated_sandbox_key_as_not_the_users_own() {
        let config = Config::read(WHOLE.as_bytes());
        let of = |provider, address: &str, key: &str| {
            config.made_up_key(&Connection::new(provider, address, key).unwrap())
        };
        let made = "sandbox-demo.1";
        assert_eq!(of(Provider::Bunny, "sandbox/bunny", made).as_deref(), Some(made));
        for (provider, address, key) in [
            (Provider::Bunny, "sandbox/bunny", "sandbox-demo"),
            (Provider::Bunny, "sandbox/bunny", "sandbox-demo-1"),
            (Provider::Bunny, "sandbox/bunny", "secret"),
            (Provider::Bunny, "https://relay.example", made),
            (Provider::Cloudflare, "sandbox/bunny", made),
        ] {
            assert_eq!(of(provider, address, key), None, "{address} {key}");
        }
    }

    #[test]
    fn uses_the_defaults_without_a_fault_when_there_is_no_file() {
        let pages = [&b"<html>"[..], b" \n<!doctype html><title>Not here"];
        let answers = [(404, &b""[..]), (403, b"{}"), (410, b"")];
        for (status, body) in pages.map(|page| (200, page)).into_iter().chain(answers) {
            assert_eq!(Config::answered(status, body), Config::default(), "{status}");
        }
        let config = Config::default();
        assert_eq!(config.address(Provider::Bunny), Provider::Bunny.public_address());
        assert_eq!(config.offered().collect::<Vec<_>>(), Provider::ALL);
        assert_eq!(Config::answered(200, b"{}"), config);
    }

    #[test]
    fn reports_a_file_that_may_exist_but_could_not_be_read() {
        for config in [Config::answered(500, b"{}"), Config::answered(429, b""), Config::unread()] {
            assert_eq!(config, Config { faults: config.faults.clone(), ..Config::default() });
            assert_eq!(config.faults, [Fault { path: String::new(), why: Why::Unread }]);
        }
    }

    #[test]
    fn offers_only_the_providers_that_the_file_names() {
        let offered = |text: &str| Config::read(text.as_bytes()).offered().collect::<Vec<_>>();
        assert_eq!(offered(r#"{"providers":{"cloudflare":{}}}"#), [Provider::Cloudflare]);
        assert_eq!(offered(r#"{"providers":{"bunny":7}}"#), [Provider::Bunny]);
        for none in [r#"{"providers":{"bunyn":{}}}"#, r#"{"providers":{}}"#, r#"{"providers":7}"#] {
            assert_eq!(offered(none), Provider::ALL, "{none}");
        }
    }

    #[test]
    fn applies_valid_members_beside_faulty_ones() {
        let text = WHOLE.replace("api/bunny/", "http://relay.example").replace("60", "61");
        let config = Config::read(text.as_bytes());
        assert_eq!(config.faults.len(), 2);
        assert_eq!(config.address(Provider::Bunny), Provider::Bunny.public_address());
        assert!(config.sandbox(Provider::Bunny).is_some());
        assert_eq!(config.idle, Limit::default());
        assert_eq!(config.links.len(), 1);
    }

    #[test]
    fn asks_the_resolvers_that_the_file_names_in_their_order() {
        let named = |text: &str| Config::read(text.as_bytes()).resolvers().to_vec();
        assert_eq!(named("{}"), ResolverName::PUBLIC);
        let two = [ResolverName::Google, ResolverName::Host];
        assert_eq!(named(r#"{"resolvers":["google","host"]}"#), two);
        assert_eq!(named(r#"{"resolvers":["google","quad9",7,"host","google"]}"#), two);
        for nobody in [r#"{"resolvers":[]}"#, r#"{"resolvers":{}}"#, r#"{"resolvers":"google"}"#] {
            assert_eq!(named(nobody), [], "{nobody}");
        }
    }

    #[test]
    fn searches_certificates_unless_the_file_rules_it_out() {
        let may = |text: &str| Config::read(text.as_bytes()).offers_certificates();
        assert!(may("{}") && may(r#"{"certificates":true}"#));
        assert!(!may(r#"{"certificates":false}"#) && !may(r#"{"certificates":"yes"}"#));
    }

    #[test]
    fn leaves_out_a_link_with_a_fault() {
        let of =
            |text, address| format!(r#"{{"links":[{{"text":"{text}","address":"{address}"}}]}}"#);
        let long = "x".repeat(61);
        for (text, address) in [
            ("Help", "javascript:alert(1)"),
            ("Help", "http://example.org"),
            ("Help", "https://example.org@evil.example"),
            ("Help", "https://"),
            ("Help", "//example.org"),
            (" ", "https://example.org"),
            (&*long, "https://example.org"),
        ] {
            let config = Config::read(of(text, address).as_bytes());
            assert_eq!((config.links.len(), config.faults.len()), (0, 1), "{text} {address}");
        }
    }

    #[test]
    fn reports_each_fault_with_the_path_of_its_member() {
        for text in ["", "[]", "null", "{", "relay"] {
            assert_eq!(faults(text), [(String::new(), Why::NoJson)], "{text}");
        }
        let plain = Why::Address(Misfit::Plain);
        let other = Why::Address(Misfit::Other);
        for (text, path, why) in [
            (r#"{"provider":{}}"#, "provider", Why::Unknown),
            (r#"{"providers":[]}"#, "providers", Why::NoObject),
            (r#"{"providers":{}}"#, "providers", Why::NoProvider),
            (r#"{"providers":{"bunny":"relay/bunny"}}"#, "providers.bunny", Why::NoObject),
            (r#"{"providers":{"bunny":{},"other":{}}}"#, "providers.other", Why::Provider),
            (r#"{"providers":{"bunny":{"adress":"x"}}}"#, "providers.bunny.adress", Why::Unknown),
            (r#"{"providers":{"bunny":{"address":null}}}"#, "providers.bunny.address", other),
            (r#"{"providers":{"bunny":{"address":"//x"}}}"#, "providers.bunny.address", other),
            (r#"{"providers":{"bunny":{"address":"http://x"}}}"#, "providers.bunny.address", plain),
            (
                r#"{"providers":{"bunny":{"sandbox":"https://stranger.example"}}}"#,
                "providers.bunny.sandbox",
                Why::Sandbox,
            ),
            (r#"{"sandboxKey":""}"#, "sandboxKey", Why::NoText),
            (r#"{"idleMinutes":"15"}"#, "idleMinutes", Why::Idle),
            (r#"{"idleMinutes":0}"#, "idleMinutes", Why::Idle),
            (r#"{"idleMinutes":-15}"#, "idleMinutes", Why::Idle),
            (r#"{"resolvers":"google"}"#, "resolvers", Why::NoResolvers),
            (r#"{"resolvers":["host","quad9"]}"#, "resolvers[1]", Why::Resolver),
            (r#"{"resolvers":[1]}"#, "resolvers[0]", Why::Resolver),
            (r#"{"resolvers":["host","host"]}"#, "resolvers[1]", Why::Resolver),
            (r#"{"certificates":"true"}"#, "certificates", Why::NoTruth),
            (r#"{"links":{}}"#, "links", Why::NoList),
            (r#"{"links":["https://x.example"]}"#, "links[0]", Why::NoObject),
            (r#"{"links":[{"address":"https://x.example"}]}"#, "links[0].text", Why::LinkText),
            (r#"{"links":[{"text":"x"}]}"#, "links[0].address", Why::LinkAddress),
        ] {
            assert_eq!(faults(text), [(path.to_owned(), why)], "{text}");
        }
    }

    #[test]
    fn recognises_a_relay_by_its_answer() {
        assert!(is_relay(br#"{"relay":true}"#));
        for other in ["", "<html>", "{}", r#"{"relay":"unreachable"}"#, r#"{"relay":false}"#] {
            assert!(!is_relay(other.as_bytes()), "{other}");
        }
    }
}
