//! nginx reads no environment: what is particular to a machine is one file, `site.conf`, and the tests
//! write it. The rest of `deploy/nginx` is taken as it is.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::error::{Error, Result};
use crate::project::{self, Project};
use crate::relays::servers::Settings;
use crate::relays::tools::Tools;
use crate::run::command;

/// What `server.conf` trusts.
const TRUSTED: &str = "/etc/ssl/certs/ca-certificates.crt";

/// A site without TLS.
pub fn plain(
    project: &Project,
    tools: &Tools,
    folder: &Path,
    port: u16,
    settings: Settings<'_>,
) -> Result<Command> {
    let ([bunny, cloudflare], root) = (settings.upstreams, project.dist());
    let site = format!(
        "server {{\nlisten 127.0.0.1:{port};\nroot {};\nset $bunny {bunny};\n\
         set $cloudflare {cloudflare};\ninclude server.conf;\n}}\n",
        root.display()
    );
    let nginx = with_site(project, tools, folder, &site)?;
    if let Some(certificate) = settings.trusted {
        replace(&folder.join("server.conf"), &[(TRUSTED, &certificate.display().to_string())])?;
    }
    Ok(nginx)
}

/// The site as it is delivered, behind TLS, with the certificate of a folder; `plain` is the port that
/// leads to it.
pub fn secure(
    project: &Project,
    tools: &Tools,
    folder: &Path,
    [port, plain]: [u16; 2],
    certificate: &Path,
    upstream: &str,
) -> Result<Command> {
    let site = project::read(&project.root.join("deploy/nginx/site.conf"))?;
    let nginx = with_site(project, tools, folder, &site)?;
    let delivered = "/etc/letsencrypt/live/dns.example.org";
    let file = |name: &str| certificate.join(name).display().to_string();
    replace(
        &folder.join("site.conf"),
        &[
            ("listen 80;", &format!("listen 127.0.0.1:{plain};")),
            ("listen 443 ssl", &format!("listen 127.0.0.1:{port} ssl")),
            (&format!("{delivered}/fullchain.pem"), &file("certificate.pem")),
            (&format!("{delivered}/privkey.pem"), &file("key.pem")),
            ("/srv/zonesift", &project.dist().display().to_string()),
            ("https://api.bunny.net", upstream),
        ],
    )?;
    Ok(nginx)
}

fn with_site(project: &Project, tools: &Tools, folder: &Path, site: &str) -> Result<Command> {
    for name in ["nginx.conf", "server.conf", "maps.conf", "headers.conf"] {
        let from = project.root.join("deploy/nginx").join(name);
        fs::copy(&from, folder.join(name)).map_err(Error::file(&from))?;
    }
    let module = "modules/ngx_http_headers_more_filter_module.so";
    replace(&folder.join("nginx.conf"), &[(module, &tools.nginx_module.display().to_string())])?;
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path {};\n", folder.join(name).display()));
    project::write(&folder.join("site.conf"), &(temporary.concat() + site))?;
    let mut nginx = command(project, &tools.nginx);
    nginx.arg("-p").arg(folder).arg("-c").arg(folder.join("nginx.conf")).args(["-e", "stderr"]);
    let pid = folder.join("pid");
    nginx.args(["-g", &format!("daemon off; user root; pid {};", pid.display())]);
    Ok(nginx)
}

/// Puts a test's words in the place of what must stand in a file.
fn replace(path: &Path, words: &[(&str, &str)]) -> Result<()> {
    let mut text = project::read(path)?;
    for (from, to) in words {
        if !text.contains(from) {
            let must = format!("`{from}`, which the tests replace");
            return Err(Error::Content { file: path.display().to_string(), must });
        }
        text = text.replace(from, to);
    }
    project::write(path, &text)
}
