//! Reads the command line. It starts nothing.

use std::{
    ffi::OsString,
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use lexopt::prelude::{Long, Short, ValueExt};
use zonesift_host::{Config, ResolverChoice};

/// What `--help` prints.
pub const USAGE: &str = "\
Serves Zonesift's page on this machine, with a relay to the real APIs and a sandbox.

Usage: zonesift-host [options]

  --port PORT          port to listen on, 0 = any free one (8080)
  --bind ADDRESS       loopback address to listen on (127.0.0.1)
  --dist FOLDER        the built page (dist)
  --resolver WHOM      whom the sandbox's scan and /dns-query ask about real domains:
                       sandbox = nobody, system = this machine's resolver,
                       IP or IP:PORT = that DNS server (sandbox)
  --zone DOMAIN        put this domain into every sandbox account, as an empty
                       zone to scan; may be given several times
  --pace MILLISECONDS  how long the scan of a sandbox zone takes (4000)
  --help               this text
";

/// What the command line asks for.
#[derive(Debug)]
pub enum Asked {
    /// To run with these settings.
    Run(Config),
    /// To show [`USAGE`].
    Help,
}

/// Reads the arguments, the program's name left out.
///
/// # Errors
/// A sentence about the argument that makes no sense.
pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Asked, lexopt::Error> {
    let mut config = Config::default();
    let mut parser = lexopt::Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("port") => config.port = parser.value()?.parse()?,
            Long("bind") => config.bind = parser.value()?.parse()?,
            Long("dist") => config.dist = parser.value()?.into(),
            Long("resolver") => config.resolver = parser.value()?.parse_with(resolver)?,
            Long("zone") => config.zones.push(parser.value()?.string()?),
            Long("pace") => config.pace = Duration::from_millis(parser.value()?.parse()?),
            Long("help") | Short('h') => return Ok(Asked::Help),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Asked::Run(config))
}

fn resolver(text: &str) -> Result<ResolverChoice, &'static str> {
    match text {
        "sandbox" => Ok(ResolverChoice::Sandbox),
        "system" => Ok(ResolverChoice::System),
        _ => text
            .parse::<SocketAddr>()
            .or_else(|_| text.parse::<IpAddr>().map(|ip| SocketAddr::new(ip, 53)))
            .map(ResolverChoice::Address)
            .map_err(|_| "expected sandbox, system, IP or IP:PORT"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(arguments: &[&str]) -> Config {
        match read(arguments.iter().map(OsString::from)) {
            Ok(Asked::Run(config)) => config,
            other => panic!("{arguments:?} gave {other:?}"),
        }
    }

    #[test]
    fn uses_the_defaults_without_arguments() {
        let config = run(&[]);
        assert_eq!((config.port, config.resolver), (8080, ResolverChoice::Sandbox));
    }

    #[test]
    fn reads_every_option() {
        let config = run(&[
            "--port=0",
            "--bind",
            "::1",
            "--dist",
            "built",
            "--zone",
            "a.example",
            "--zone",
            "b.example",
            "--pace",
            "0",
        ]);
        assert_eq!(config.port, 0);
        assert!(config.bind.is_ipv6());
        assert_eq!(config.dist.to_str(), Some("built"));
        assert_eq!(config.zones, ["a.example", "b.example"]);
        assert_eq!(config.pace, Duration::ZERO);
    }

    #[test]
    fn reads_every_form_of_a_resolver() {
        let address = |text: &str| ResolverChoice::Address(text.parse().unwrap());
        for (text, expected) in [
            ("system", ResolverChoice::System),
            ("192.0.2.53", address("192.0.2.53:53")),
            ("192.0.2.53:5300", address("192.0.2.53:5300")),
            ("2001:db8::53", address("[2001:db8::53]:53")),
            ("[2001:db8::53]:5300", address("[2001:db8::53]:5300")),
        ] {
            assert_eq!(run(&["--resolver", text]).resolver, expected);
        }
    }

    #[test]
    fn refuses_invalid_arguments() {
        for arguments in [&["--resolver", "nobody"][..], &["--port", "70000"], &["--what"], &["x"]]
        {
            assert!(read(arguments.iter().map(OsString::from)).is_err(), "{arguments:?}");
        }
    }

    #[test]
    fn reads_the_request_for_help() {
        assert!(matches!(read([OsString::from("--help")]), Ok(Asked::Help)));
    }
}
