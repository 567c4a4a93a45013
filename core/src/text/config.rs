//! Messages for the site's operator about errors in `config.json`, and for users about the site's relay.

use crate::address::Misfit;
use crate::config::{Fault, Why};
use crate::provider::Provider;

/// The heading above the errors of the file.
pub const CONFIG_FAULTS: &str = "For whoever runs this site: something is wrong with its config.json. Look at the API address under Connection before you enter a key.";

/// An error in the file, and what to do.
#[must_use]
pub fn config_fault(fault: &Fault) -> String {
    let words = match fault.why {
        Why::Unread => {
            "The file could not be read, so the providers' own addresses hold. Reload the page; if that does not help, see what the site answers for config.json."
        }
        Why::NoJson => {
            "The file is no JSON object, so nothing in it holds, and the providers' own addresses do. Write it as docs/config.md shows."
        }
        Why::Unknown => " is not known and does nothing. Check the spelling, or take it out.",
        Why::NoObject => " must be an object in braces. Until then it counts as empty.",
        Why::Provider => " is no provider that this page knows. Name bunny, cloudflare or both.",
        Why::NoProvider => {
            " names none that this page knows, so all are offered. Name bunny, cloudflare or both."
        }
        Why::Address(Misfit::Plain) => {
            " is plain http:// across a network, where everybody on the way could read the key. Use https://; until then the provider's own address holds."
        }
        Why::Address(Misfit::Other) => {
            " is no usable address. Use one that begins with https://, or one relative to the page such as relay/bunny; until then the provider's own address holds."
        }
        Why::Sandbox => {
            " must be an address relative to the page, such as sandbox/bunny. Until then there is no sandbox."
        }
        Why::NoText => " must be a text that is not empty. Until then there is no sandbox.",
        Why::Idle => " must be the number 5, 15, 60 or 240. Until then it is 15.",
        Why::NoList => {
            " must be a list in brackets, of 20 links at most. Until then no link is shown."
        }
        Why::NoResolvers => {
            " must be a list in brackets of host, cloudflare, google and dns.sb. Until then nobody is asked what DNS answers."
        }
        Why::Resolver => {
            " is no resolver that this page knows, or stands there twice. Name host, cloudflare, google or dns.sb, each once; until then it is left out."
        }
        Why::NoTruth => {
            " must be true or false. Until then the logs of certificates are not searched."
        }
        Why::LinkText => " must be a text of 1 to 60 characters. Until then the link is not shown.",
        Why::LinkAddress => {
            " must begin with https:// and hold no blanks, no user name and nothing but ASCII. Until then the link is not shown."
        }
    };
    [&*fault.path, words].concat()
}

/// The site has a relay at this address, which can replace the provider's own address.
#[must_use]
pub fn relay_found(provider: Provider, address: &str) -> String {
    [
        " This site has a relay, ",
        address,
        ", which passes calls on to ",
        provider.title(),
        ". Whoever runs this site could read a key that goes through it.",
    ]
    .concat()
}

/// The label of the button that switches to the relay.
pub const USE_RELAY: &str = "Use this site's relay";

/// Shown after switching to the relay.
pub const RELAY_TAKEN: &str = "Calls go through this site's relay from now on. The key that stood here was for another address, so it was taken out. Enter it again if you trust whoever runs this site.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_names_its_member_and_says_what_to_do() {
        let path = "providers.bunny.address".to_owned();
        let fault = Fault { path, why: Why::Address(Misfit::Plain) };
        assert_eq!(
            config_fault(&fault),
            "providers.bunny.address is plain http:// across a network, where everybody on the way could read the key. Use https://; until then the provider's own address holds."
        );
    }

    #[test]
    fn states_the_limits_that_the_code_applies() {
        let told = config_fault(&Fault { path: String::new(), why: Why::Idle });
        let links = config_fault(&Fault { path: String::new(), why: Why::NoList });
        assert!(links.contains(&format!("of {} links", crate::config::MOST)), "{links}");
        let [first, second, third, last] = crate::idle::MINUTES;
        assert!(told.contains(&format!("{first}, {second}, {third} or {last}.")), "{told}");
    }
}
