//! The program: reads the command line, starts the host, says where it is. Everything else is in
//! the library.

use std::{
    env,
    io::{self, Write},
    process::ExitCode,
};

use zonesift_host::{Config, ResolverChoice, Running, start};

mod args;

#[tokio::main]
async fn main() -> ExitCode {
    let config = match args::read(env::args_os().skip(1)) {
        Ok(args::Asked::Run(config)) => config,
        Ok(args::Asked::Help) => return finish(say(args::USAGE)),
        Err(error) => return finish(Err(io::Error::other(error))),
    };
    match start(config.clone()).await {
        Ok(running) => finish(run(running, &config).await),
        Err(error) => finish(Err(io::Error::other(error))),
    }
}

async fn run(running: Running, config: &Config) -> io::Result<()> {
    say(&format!("Zonesift is at {}\n", running.url()))?;
    say("A real key works through the relay on this machine: /relay/bunny, /relay/cloudflare.\n")?;
    say(&sandbox_line(config))?;
    if !config.dist.join("index.html").is_file() {
        let dist = config.dist.display();
        say(&format!("There is no page in {dist} yet. Build it with: cargo xtask build\n"))?;
    }
    running.finished().await
}

fn sandbox_line(config: &Config) -> String {
    let whom = match config.resolver {
        ResolverChoice::Sandbox => "its own example zones".to_owned(),
        ResolverChoice::System => "its own zones and, by this machine's resolver, any".to_owned(),
        ResolverChoice::Address(address) => format!("its own zones and, by {address}, any"),
    };
    format!("The sandbox takes any key that begins with \"sandbox\" and scans {whom}.\n")
}

/// Whoever started this may be waiting for the line, hence the flush.
fn say(text: &str) -> io::Result<()> {
    let mut out = io::stdout();
    out.write_all(text.as_bytes())?;
    out.flush()
}

fn finish(result: io::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("zonesift-host: {error}");
            ExitCode::FAILURE
        }
    }
}
