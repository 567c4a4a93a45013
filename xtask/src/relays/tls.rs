//! Starts Caddy and nginx as their configuration is delivered, behind TLS, and has `deploy/secure.mjs` ask
//! them what it promises. The other relays leave TLS to the network that they run in, or have none.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::project::{self, Project};
use crate::relays::nginx;
use crate::relays::servers::{self, Kind};
use crate::relays::tools::Tools;
use crate::run::{command, not_started, step};
use crate::tally::Tally;

/// What the script says of a server; nothing of those without TLS of their own.
pub fn check(project: &Project, tools: &Tools, kind: Kind, certificate: &Path) -> Result<Tally> {
    let ports = [servers::free_port()?, servers::free_port()?];
    let upstream = servers::free_port()?;
    let folder = project.notes().join("relays").join(format!("{}-tls", kind.slug()));
    fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
    let url = format!("http://127.0.0.1:{upstream}");
    let mut server = match kind {
        Kind::Caddy => caddy(project, tools, &folder, ports, &url)?,
        Kind::Nginx => nginx::secure(project, tools, &folder, ports, certificate, &url)?,
        Kind::Host | Kind::Worker | Kind::EdgeScript => return Ok(Tally::default()),
    };
    step(&format!("TLS at {}", kind.title()), || {
        let [port, plain] = ports;
        let running = servers::run(&mut server, kind.slug(), &folder.join("log.txt"), port)?;
        let mut node = command(project, "node");
        node.arg("deploy/secure.mjs").args([port, plain, upstream].map(|port| port.to_string()));
        let output = node.output().map_err(not_started(&node))?;
        drop(running);
        let text = String::from_utf8_lossy(&output.stdout);
        print!("{text}{}", String::from_utf8_lossy(&output.stderr));
        let count = |verdict| text.lines().filter(|line| line.starts_with(verdict)).count() as u64;
        let tally = Tally { passed: count("ok "), failed: count("not ok ") };
        Ok(tally.with_verdict(output.status.success()))
    })
}

/// Caddy with its own authority, which no browser knows, for a name that is this machine's. Its ports
/// are those of a test, and its authority is not made known to the machine.
fn caddy(
    project: &Project,
    tools: &Tools,
    folder: &Path,
    [port, plain]: [u16; 2],
    upstream: &str,
) -> Result<Command> {
    let mut adapt = command(project, &tools.caddy);
    adapt.args(["adapt", "--adapter", "caddyfile", "--config", "deploy/caddy/Caddyfile"]);
    adapt.env("SITE", format!("localhost:{port}")).env("ROOT", project.dist());
    adapt.env("BUNNY", upstream);
    let adapted = adapt.output().map_err(not_started(&adapt))?;
    let mut config: Value = serde_json::from_slice(&adapted.stdout)
        .map_err(|_| Error::Failed { what: "caddy adapt of deploy/caddy/Caddyfile".into() })?;
    for (pointer, member, value) in [
        ("/apps/http", "http_port", json!(plain)),
        ("/apps/http", "https_port", json!(port)),
        ("/apps", "pki", json!({"certificate_authorities": {"local": {"install_trust": false}}})),
    ] {
        if let Some(object) = config.pointer_mut(pointer).and_then(Value::as_object_mut) {
            object.insert(member.to_owned(), value);
        }
    }
    let file = folder.join("caddy.json");
    project::write(&file, &config.to_string())?;
    let mut caddy = command(project, &tools.caddy);
    caddy.args(["run", "--config"]).arg(file);
    caddy.env("XDG_CONFIG_HOME", folder).env("XDG_DATA_HOME", folder);
    Ok(caddy)
}
