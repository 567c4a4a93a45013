//! Zonesift's page on your own machine: static files with production headers, a relay to the two
//! real APIs, DNS over HTTP, and a sandbox that behaves like them on real DNS data.
//!
//! It never listens on anything but loopback, never stores or logs what passes through it, and
//! shares no encoder or decoder with the page, so that the two cannot share a mistake.

pub mod authority;
pub mod config;
pub mod dns;
pub mod relay;
pub mod sandbox;
pub mod scan;
pub mod zonefile;

mod guard;
mod headers;
mod ids;
mod pages;

use std::{fmt, io, net::SocketAddr, sync::Arc};

use axum::{Router, middleware};
use tokio::{net::TcpListener, task::JoinHandle};

pub use config::{Config, ResolverChoice, Upstreams};

/// Why the host could not be started.
#[derive(Debug)]
pub enum StartError {
    /// The address to listen on is reachable by other machines.
    NotLoopback(std::net::IpAddr),
    /// A socket of this machine could not be opened.
    Socket(io::Error),
    /// A zone given for the sandbox is no domain name.
    Zone(String),
    /// A zone file of the sandbox cannot be read.
    ZoneFile(zonefile::ZoneFileError),
    /// The resolver of this machine cannot be used.
    Resolver(String),
    /// The client of the relay cannot be made, for want of certificates for instance.
    Relay(String),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotLoopback(address) => write!(
                f,
                "{address} can be reached from other machines; this host listens on loopback only"
            ),
            Self::Socket(error) => write!(f, "cannot listen: {error}"),
            Self::Zone(name) => write!(f, "{name:?} is not a domain name"),
            Self::ZoneFile(error) => write!(f, "{error}"),
            Self::Resolver(error) => write!(f, "cannot use that resolver: {error}"),
            Self::Relay(error) => write!(f, "cannot make the relay's client: {error}"),
        }
    }
}

impl std::error::Error for StartError {}

impl From<io::Error> for StartError {
    fn from(error: io::Error) -> Self {
        Self::Socket(error)
    }
}

/// A host that is running; it stops when this value is dropped.
#[derive(Debug)]
pub struct Running {
    /// Where it listens, with the real port.
    pub address: SocketAddr,
    server: JoinHandle<io::Result<()>>,
}

impl Running {
    /// The address of the page, with a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Waits until the server ends, which it does only when its socket fails.
    ///
    /// # Errors
    /// The failure of the socket.
    pub async fn finished(mut self) -> io::Result<()> {
        match (&mut self.server).await {
            Ok(result) => result,
            Err(error) => Err(io::Error::other(error)),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// Starts a host and returns as soon as it listens.
///
/// # Errors
/// See [`StartError`].
pub async fn start(config: Config) -> Result<Running, StartError> {
    if !config.bind.is_loopback() {
        return Err(StartError::NotLoopback(config.bind));
    }
    let listener = TcpListener::bind((config.bind, config.port)).await?;
    let address = listener.local_addr()?;
    let router = router(config).await?;
    let server = tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(Running { address, server })
}

/// The whole service, for whoever brings a listener of their own.
///
/// # Errors
/// See [`StartError`].
pub async fn router(config: Config) -> Result<Router, StartError> {
    let sandbox = Arc::new(sandbox::Sandbox::new(&config).await?);
    let live = sandbox.live();
    let dns = Arc::new(dns::DnsService::new(Arc::clone(&live), config.resolver)?);
    Ok(Router::new()
        .merge(relay::router(&config.upstreams)?)
        .merge(sandbox::router(sandbox))
        .merge(dns::router(dns))
        .merge(sandbox::live::stand_in::router(live))
        .merge(pages::router(&config.dist))
        .layer(middleware::from_fn(guard::loopback_host))
        .layer(middleware::map_response(headers::add)))
}
