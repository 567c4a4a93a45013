//! Starts the servers that carry a relay, each with the configuration of `deploy/` as it is and a few
//! settings for a test: port, folder, upstreams. It knows no rule of the contract.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::project::Project;
use crate::relays::nginx;
use crate::relays::tools::Tools;
use crate::run::{command, not_started};

/// Long enough for a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Who carries a relay.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Host,
    Worker,
    EdgeScript,
    Caddy,
    Nginx,
}

impl Kind {
    pub const ALL: [Self; 5] =
        [Self::Host, Self::Worker, Self::EdgeScript, Self::Caddy, Self::Nginx];

    /// As it is called on the command line.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Worker => "cloudflare",
            Self::EdgeScript => "bunny",
            Self::Caddy => "caddy",
            Self::Nginx => "nginx",
        }
    }

    /// As it is called in the table.
    pub fn title(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Worker => "Worker",
            Self::EdgeScript => "Edge Script",
            Self::Caddy => "Caddy",
            Self::Nginx => "nginx",
        }
    }
}

/// A program that runs until this is dropped.
pub struct Running {
    child: Child,
    /// Host and port.
    pub address: String,
    /// What it prints.
    pub log: PathBuf,
}

impl Drop for Running {
    fn drop(&mut self) {
        // Some have children of their own, which they end when they are asked to; and they may have
        // ended by themselves.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(5) {
            if self.child.try_wait().is_ok_and(|ended| ended.is_some()) {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port that nobody listens on now.
pub fn free_port() -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    listener.map(|address| address.port()).map_err(Error::file("127.0.0.1:0"))
}

/// What a test sets.
#[derive(Clone, Copy)]
pub struct Settings<'a> {
    /// Where the calls for bunny.net and for Cloudflare go (with `http://` or `https://`).
    pub upstreams: [&'a str; 2],
    /// Where the Edge Script has the page's files from.
    pub files: &'a str,
    /// A certificate that is trusted although nobody has signed it.
    pub trusted: Option<&'a Path>,
}

/// Starts a relay.
pub fn start(
    project: &Project,
    tools: &Tools,
    kind: Kind,
    settings: Settings<'_>,
) -> Result<Running> {
    let port = free_port()?;
    let folder = project.notes().join("relays").join(kind.slug());
    fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
    let deploy = project.root.join("deploy");
    // The variable by which a program is told of a certificate.
    let mut trusts = None;
    let mut server = match kind {
        Kind::Host => {
            let mut host = command(project, project.host_program());
            host.args(["--port", &port.to_string(), "--dist"]).arg(project.dist());
            host
        }
        Kind::Worker => {
            trusts = Some("NODE_EXTRA_CA_CERTS");
            let mut node = command(project, "node");
            node.arg(deploy.join("cloudflare/local.mjs"));
            node
        }
        Kind::EdgeScript => {
            trusts = Some("DENO_CERT");
            // What npm puts on PATH is a program around it, which does not end it when it ends.
            let name = format!("node_modules/deno/deno{}", std::env::consts::EXE_SUFFIX);
            let mut deno = command(project, deploy.join(name));
            deno.args(["run", "--allow-net", "--allow-env"]).arg(deploy.join("out/bunny.js"));
            deno.env("DENO_DIR", folder.join("cache")).env("DENO_NO_UPDATE_CHECK", "1");
            deno.env("FILES", settings.files);
            deno
        }
        Kind::Caddy => {
            trusts = Some("SSL_CERT_FILE");
            let mut caddy = command(project, &tools.caddy);
            caddy.args(["run", "--adapter", "caddyfile", "--config"]);
            caddy.arg(deploy.join("caddy/Caddyfile"));
            caddy.env("SITE", format!("http://127.0.0.1:{port}")).env("ROOT", project.dist());
            caddy.env("XDG_CONFIG_HOME", &folder).env("XDG_DATA_HOME", &folder);
            caddy
        }
        Kind::Nginx => nginx::plain(project, tools, &folder, port, settings)?,
    };
    if let (Some(name), Some(certificate)) = (trusts, settings.trusted) {
        server.env(name, certificate);
    }
    let [bunny, cloudflare] = settings.upstreams;
    server.env("PORT", port.to_string()).env("BUNNY", bunny).env("CLOUDFLARE", cloudflare);
    run(&mut server, kind.slug(), &folder.join("log.txt"), port)
}

/// Starts `front.mjs`: each listener is a port and its routes.
pub fn front(project: &Project, listeners: &[(u16, Vec<(String, String)>)]) -> Result<Running> {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let listeners: Vec<String> = listeners
        .iter()
        .map(|(port, routes)| {
            let routes = routes.iter().map(|(a, b)| format!("[{},{}]", quoted(a), quoted(b)));
            let routes = routes.collect::<Vec<_>>().join(",");
            format!("{{\"port\":{port},\"routes\":[{routes}]}}")
        })
        .collect();
    // One more port, which is only asked whether it is there: all of them are opened at once.
    let port = free_port()?;
    let all = format!("[{},{{\"port\":{port},\"routes\":[]}}]", listeners.join(","));
    let mut node = command(project, "node");
    node.arg("deploy/front.mjs").arg(all);
    run(&mut node, "front.mjs", &project.notes().join("relays/front.txt"), port)
}

/// Starts a program and waits until it answers.
pub fn run(program: &mut Command, name: &str, log: &Path, port: u16) -> Result<Running> {
    if let Some(folder) = log.parent() {
        fs::create_dir_all(folder).map_err(Error::file(folder))?;
    }
    let out = File::create(log).map_err(Error::file(log))?;
    let err = out.try_clone().map_err(Error::file(log))?;
    program.stdin(Stdio::null()).stdout(out).stderr(err);
    let child = program.spawn().map_err(not_started(program))?;
    let address = format!("127.0.0.1:{port}");
    let mut running = Running { child, address, log: log.to_owned() };
    let begun = Instant::now();
    while !answers(&running.address) {
        let ended = running.child.try_wait().is_ok_and(|ended| ended.is_some());
        if ended || begun.elapsed() > PATIENCE {
            let said = fs::read_to_string(log).unwrap_or_default();
            return Err(Error::Failed { what: format!("{name} did not start:\n{said}") });
        }
        thread::sleep(Duration::from_millis(100));
    }
    Ok(running)
}

fn answers(address: &str) -> bool {
    head(address, "identity").is_some_and(|head| head.starts_with("http/"))
}

/// The head of the answer to a request for the page, in small letters; `encoding` is what is taken.
pub fn head(address: &str, encoding: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    let request = format!(
        "GET / HTTP/1.1\r\nHost: {address}\r\nAccept-Encoding: {encoding}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let answer = String::from_utf8_lossy(&answer);
    Some(answer.split("\r\n\r\n").next()?.to_lowercase())
}
