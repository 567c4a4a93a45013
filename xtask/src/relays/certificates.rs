//! A certificate that nobody has signed, for what the relays do about TLS: at their upstream (rule 17)
//! and, where the server carries it, at the site itself. It is made anew each time and trusted by nobody
//! but the program that is told to.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::project::Project;
use crate::relays::conformance::{Outcome, Run, outcome};
use crate::relays::servers::{self, Kind, Settings};
use crate::relays::tools::Tools;
use crate::run::{command, on_path};

/// Makes `certificate.pem` and `key.pem`, for 127.0.0.1, and returns their folder.
pub fn make(project: &Project) -> Result<PathBuf> {
    let folder = project.notes().join("relays/certificate");
    fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
    if on_path(&["openssl"]).is_none() {
        return Err(Error::Missing {
            what: "openssl".into(),
            remedy: "Install it, as by `apt-get install openssl`.".into(),
        });
    }
    let mut openssl = command(project, "openssl");
    openssl.args(["req", "-x509", "-nodes", "-days", "2", "-newkey", "ec"]);
    openssl.args(["-pkeyopt", "ec_paramgen_curve:prime256v1", "-subj", "/CN=127.0.0.1"]);
    openssl.args(["-addext", "subjectAltName=IP:127.0.0.1"]);
    openssl.args(["-addext", "basicConstraints=critical,CA:FALSE"]);
    openssl.arg("-keyout").arg(folder.join("key.pem"));
    openssl.arg("-out").arg(folder.join("certificate.pem"));
    let made = openssl.output().map_err(crate::run::not_started(&openssl))?;
    if made.status.success() {
        return Ok(folder);
    }
    let said = String::from_utf8_lossy(&made.stderr).into_owned();
    Err(Error::Failed { what: format!("openssl req -x509:\n{said}") })
}

/// Rule 17 at one relay: its upstream has the certificate, which first is trusted and then is not.
pub fn rules(project: &Project, tools: &Tools, kind: Kind, folder: &Path) -> Result<Outcome> {
    let certificate = folder.join("certificate.pem");
    let ran = |trusted, name| {
        let upstream = format!("127.0.0.1:{}", servers::free_port()?);
        let url = format!("https://{upstream}");
        let settings = Settings { upstreams: [&url, &url], files: &url, trusted };
        let server = match kind {
            Kind::Host => None,
            _ => Some(servers::start(project, tools, kind, settings)?),
        };
        let (server, certificate) = (server.as_ref(), Some(folder));
        let run = Run { kind, upstream: &upstream, server, certificate, trusted };
        outcome(project, run, &["--ignored", name])
    };
    let mut outcome = ran(Some(&*certificate), "r17_an_upstream")?;
    outcome.add(ran(None, "r17_nothing")?);
    Ok(outcome)
}
