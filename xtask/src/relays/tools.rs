//! The servers that the relays are tested in: the runtimes of npm, and Caddy and nginx from the machine
//! or from the distribution's packages, which are unpacked and not installed. No service is set up.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::project::Project;
use crate::run::{self, command, on_path, step};
use crate::setup;

/// What the tests start.
pub struct Tools {
    pub caddy: PathBuf,
    pub nginx: PathBuf,
    /// The module of nginx that its configuration loads.
    pub nginx_module: PathBuf,
}

/// The package of that module, and the place of the file in it.
const MODULE: [&str; 2] = [
    "libnginx-mod-http-headers-more-filter",
    "usr/lib/nginx/modules/ngx_http_headers_more_filter_module.so",
];

/// Puts all of it in place, and bundles the Worker and the Edge Script.
pub fn find_or_install(project: &Project) -> Result<Tools> {
    let words = "Installing workerd, Deno and wrangler with npm ci (about half a minute)";
    setup::npm_packages(project, "deploy", words, &["deno", "esbuild", "miniflare", "wrangler"])?;
    // Its package puts the program in place when it is called for the first time.
    let mut deno = command(project, project.root.join("deploy/node_modules/.bin/deno"));
    run::run(deno.args(["--version", "--quiet"]), "deno --version")?;
    let mut tsc = command(project, "node");
    tsc.arg("e2e/node_modules/typescript/bin/tsc").args(["--noEmit", "--project", "deploy"]);
    run::run(&mut tsc, "tsc --noEmit in deploy")?;
    for script in ["cloudflare", "bunny"] {
        let mut npm = command(project, if cfg!(windows) { "npm.cmd" } else { "npm" });
        npm.current_dir(project.root.join("deploy")).args(["run", "--silent", script]);
        npm.env("WRANGLER_SEND_METRICS", "false");
        run::run(&mut npm, &format!("npm run {script} in deploy"))?;
    }
    let (nginx, nginx_module) = nginx(project)?;
    Ok(Tools { caddy: package(project, "caddy", "usr/bin/caddy")?, nginx, nginx_module })
}

/// nginx and its module, both from the same place: a module is for one version only.
fn nginx(project: &Project) -> Result<(PathBuf, PathBuf)> {
    let [name, file] = MODULE;
    let installed = Path::new("/").join(file);
    if let Some(nginx) = on_path(&["nginx"]).filter(|_| installed.is_file()) {
        return Ok((nginx, installed));
    }
    Ok((unpacked(project, "nginx", "usr/sbin/nginx")?, unpacked(project, name, file)?))
}

/// The machine's own program, or the one of the package.
fn package(project: &Project, name: &str, program: &str) -> Result<PathBuf> {
    on_path(&[name]).map_or_else(|| unpacked(project, name, program), Ok)
}

/// A file of a package of the distribution.
fn unpacked(project: &Project, name: &str, file: &str) -> Result<PathBuf> {
    let folder = project.cache.join(format!("{name}-deb"));
    let unpacked = folder.join(file);
    if unpacked.is_file() {
        return Ok(unpacked);
    }
    if on_path(&["apt-get"]).is_some() && on_path(&["dpkg-deb"]).is_some() {
        step(&format!("Unpacking {name} from the distribution (some seconds)"), || {
            unpack(project, name, &folder)
        })?;
    }
    if unpacked.is_file() {
        return Ok(unpacked);
    }
    Err(Error::Missing {
        what: format!("{file} of the package {name}"),
        remedy: "Install that package; a service that comes with it need not run.".into(),
    })
}

fn unpack(project: &Project, name: &str, folder: &PathBuf) -> Result<()> {
    fs::create_dir_all(folder).map_err(Error::file(folder))?;
    let download = || {
        let mut apt = command(project, "apt-get");
        apt.current_dir(folder).args(["download", "-qq", name]);
        run::run(&mut apt, &format!("apt-get download {name}"))
    };
    if download().is_err() {
        let mut update = command(project, "apt-get");
        run::run(update.args(["update", "-qq"]), "apt-get update")?;
        download()?;
    }
    for file in fs::read_dir(folder).map_err(Error::file(folder))?.flatten() {
        if file.path().extension().is_some_and(|kind| kind == "deb") {
            let mut dpkg = command(project, "dpkg-deb");
            dpkg.arg("--extract").arg(file.path()).arg(folder);
            run::run(&mut dpkg, &format!("dpkg-deb --extract of {name}"))?;
        }
    }
    Ok(())
}
