//! What can be set about a host. It reads no arguments, files or environment by itself.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

/// How long the scan of an in-process zone takes by default: long enough to watch it grow.
const DEFAULT_PACE: Duration = Duration::from_secs(4);

/// The settings of one host.
#[derive(Clone, Debug)]
pub struct Config {
    /// The address to listen on; loopback only.
    pub bind: IpAddr,
    /// The port; 0 takes any free one.
    pub port: u16,
    /// The folder of the built page.
    pub dist: PathBuf,
    /// Whom the sandbox's scan and the page's questions ask about domains that are not the sandbox's.
    pub resolver: ResolverChoice,
    /// More domains that every sandbox account holds as empty zones, to scan a real domain.
    pub zones: Vec<String>,
    /// How long the scan of an in-process zone takes. Every other wait of the sandbox is a
    /// multiple of it, so that with zero nothing waits.
    pub pace: Duration,
    /// Where the relay sends to.
    pub upstreams: Upstreams,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            bind: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 8080,
            dist: PathBuf::from("dist"),
            resolver: ResolverChoice::Sandbox,
            zones: Vec::new(),
            pace: DEFAULT_PACE,
            upstreams: Upstreams::default(),
        }
    }
}

impl Config {
    /// Settings for a test: any free port and no waiting.
    #[must_use]
    pub fn for_tests() -> Self {
        Self { port: 0, pace: Duration::ZERO, ..Self::default() }
    }
}

/// Whom the scan asks about domains outside the sandbox. The sandbox's own zones are always
/// answered inside the process: nobody else knows them (RFC 2606 section 2 reserves `.example`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResolverChoice {
    /// Nobody: only the sandbox's own zones can be scanned.
    Sandbox,
    /// The resolver that this machine is set up with.
    System,
    /// The DNS server at this address.
    Address(SocketAddr),
}

/// The two hosts that the relay sends to. The binary has no way to set others.
#[derive(Clone, Debug)]
pub struct Upstreams {
    /// bunny.net's API, without a slash at the end.
    pub bunny: String,
    /// Cloudflare's API, without a path and without a slash at the end.
    pub cloudflare: String,
}

impl Default for Upstreams {
    fn default() -> Self {
        Self {
            bunny: "https://api.bunny.net".into(),
            cloudflare: "https://api.cloudflare.com".into(),
        }
    }
}
