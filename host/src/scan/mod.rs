//! Finds the records of a domain by asking DNS at common names. It guesses names from a word
//! list, so it is honest but never complete; it changes nothing and asks for no zone transfer.

mod ask;
mod wildcard;
pub mod words;

use std::{fmt, net::SocketAddr, sync::Arc, time::Duration};

use hickory_proto::rr::{Name, Record};
use hickory_resolver::{
    TokioResolver,
    config::{ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig},
    net::runtime::TokioRuntimeProvider,
};
use tokio::{
    task::JoinSet,
    time::{Instant, sleep_until},
};

use crate::{ResolverChoice, StartError, authority::Authority};
use ask::Asker;
use wildcard::Wildcard;

/// Names that are asked about at the same time: polite to a public resolver, quick enough.
const AT_ONCE: usize = 8;
/// How long one question may take; a resolver has to ask others first.
const QUESTION_TIMEOUT: Duration = Duration::from_secs(5);

/// The longest TTL there is (RFC 2181 section 8).
const LONGEST_TTL: Duration = Duration::from_secs(i32::MAX as u64);

/// Why a scan ended without a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScanError {
    /// The sandbox's server has no such zone and no other server may be asked.
    NotInSandbox,
    /// No server gave an answer about the domain.
    NoAnswer,
}

impl fmt::Display for ScanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotInSandbox => {
                "This sandbox knows only its own example domains. Start it with --resolver system \
                 to scan real ones."
            }
            Self::NoAnswer => "The name servers of this domain did not answer.",
        })
    }
}

/// Scans domains: the sandbox's own ones by its own name server, others by the chosen resolver.
pub struct Scanner {
    authority: Authority,
    inside: TokioResolver,
    outside: Option<TokioResolver>,
    pace: Duration,
}

impl Scanner {
    /// A scanner that asks `authority` about its zones and `choice` about all others. `pace` is
    /// the unit of every wait in the sandbox.
    ///
    /// # Errors
    /// [`StartError::Resolver`] when the chosen resolver cannot be used.
    pub fn new(
        authority: Authority,
        choice: ResolverChoice,
        pace: Duration,
    ) -> Result<Self, StartError> {
        let inside = at_address(authority.address)?;
        let outside = match choice {
            ResolverChoice::Sandbox => None,
            ResolverChoice::System => Some(system()?),
            ResolverChoice::Address(address) => Some(at_address(address)?),
        };
        Ok(Self { authority, inside, outside, pace })
    }

    /// The unit of every wait in the sandbox.
    #[must_use]
    pub fn pace(&self) -> Duration {
        self.pace
    }

    /// Asks at the apex and at all names of the word list and hands over what it finds, name by
    /// name, in no particular order. The scan of an inside zone takes as long as the pace.
    ///
    /// # Errors
    /// When nothing can be learned about the domain at all. A single question that goes
    /// unanswered is no error: a provider's scan would not tell either.
    pub async fn scan(
        &self,
        domain: &Name,
        pace: Duration,
        mut found: impl FnMut(Vec<Record>),
    ) -> Result<(), ScanError> {
        let (resolver, pace) = if self.authority.knows(domain) {
            (&self.inside, pace)
        } else {
            let outside = self.outside.as_ref().ok_or(ScanError::NotInSandbox)?;
            (outside, Duration::ZERO)
        };
        let asker = Asker::new(resolver.clone(), domain.clone());
        let Some(apex) = asker.apex().await? else {
            return Ok(());
        };
        found(apex);
        let wildcard = Arc::new(Wildcard::probe(&asker).await);
        found(wildcard.records());
        names(asker, wildcard, pace, found).await;
        Ok(())
    }
}

/// Asks about the words, spread evenly over the time of the pace.
async fn names(
    asker: Asker,
    wildcard: Arc<Wildcard>,
    pace: Duration,
    mut found: impl FnMut(Vec<Record>),
) {
    let asker = Arc::new(asker);
    let start = Instant::now();
    let words: Vec<&str> = words::all().collect();
    let step = pace.checked_div(u32::try_from(words.len()).unwrap_or(u32::MAX)).unwrap_or_default();
    let mut asked = JoinSet::new();
    let mut due = start;
    for word in words {
        if asked.len() >= AT_ONCE
            && let Some(Ok(records)) = asked.join_next().await
        {
            found(wildcard.without(records));
        }
        due += step;
        if !step.is_zero() {
            sleep_until(due).await;
        }
        let asker = Arc::clone(&asker);
        asked.spawn(async move { asker.name(word).await });
    }
    while let Some(result) = asked.join_next().await {
        found(wildcard.without(result.unwrap_or_default()));
    }
}

fn at_address(address: SocketAddr) -> Result<TokioResolver, StartError> {
    let mut server = NameServerConfig::udp_and_tcp(address.ip());
    let at_port = |mut connection: ConnectionConfig| {
        connection.port = address.port();
        connection
    };
    server.connections = server.connections.into_iter().map(at_port).collect();
    build(ResolverConfig::from_parts(None, vec![], vec![server]))
}

fn system() -> Result<TokioResolver, StartError> {
    let (config, _) = hickory_resolver::system_conf::read_system_conf()
        .map_err(|error| StartError::Resolver(error.to_string()))?;
    build(config)
}

/// No cache and no hosts file: a scan wants what DNS says now.
fn build(config: ResolverConfig) -> Result<TokioResolver, StartError> {
    let mut builder = TokioResolver::builder_with_config(config, TokioRuntimeProvider::default());
    let options = builder.options_mut();
    options.cache_size = 0;
    options.use_hosts_file = ResolveHosts::Never;
    options.timeout = QUESTION_TIMEOUT;
    options.edns0 = true;
    // The library cuts TTLs at a day unless it is told otherwise.
    options.positive_max_ttl = Some(LONGEST_TTL);
    builder.build().map_err(|error| StartError::Resolver(error.to_string()))
}
