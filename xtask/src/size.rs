//! The size check: the WebAssembly as a browser downloads it. The number is there so that nothing grows
//! unseen; it is raised in a commit of its own that says what for.

use std::fs;

use crate::error::{Error, Result};
use crate::project::Project;
use crate::stamp::entries;

/// What the WebAssembly may weigh, in bytes, compressed by brotli at quality 11.
const LIMIT: u64 = 1_350_000;

/// Prints the size and compares it with the limit.
pub fn check(project: &Project) -> Result<()> {
    let dist = project.dist();
    let is_wasm = |path: &std::path::PathBuf| path.to_string_lossy().ends_with(".wasm.br");
    let Some(path) = entries(&dist)?.into_iter().find(is_wasm) else {
        return Err(Error::Content {
            file: "dist/".into(),
            must: "the WebAssembly, compressed by brotli; `cargo xtask build` makes it".into(),
        });
    };
    let bytes = fs::metadata(&path).map_err(Error::file(&path))?.len();
    println!("The WebAssembly: {bytes} of at most {LIMIT} bytes (brotli)");
    if bytes <= LIMIT {
        return Ok(());
    }
    Err(Error::Content {
        file: path.display().to_string(),
        must: format!("at most {LIMIT} bytes long, and it has {bytes}"),
    })
}
