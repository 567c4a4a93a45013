//! One program for all targets: `ZONESIFT_TARGET` names the one that it runs, and with `ZONESIFT_SEEDS` it
//! writes the corpus as seeds into that folder first. The loop around it is libFuzzer's.

#![no_main]

mod seeds;
mod targets;

use std::env;
use std::sync::OnceLock;

static TARGET: OnceLock<targets::Target> = OnceLock::new();

fn begin() {
    let name = env::var("ZONESIFT_TARGET").unwrap_or_default();
    let found = targets::ALL.iter().find(|(known, _)| *known == name);
    let (_, target) = found.expect("ZONESIFT_TARGET names no target");
    if let Ok(folder) = env::var("ZONESIFT_SEEDS") {
        seeds::write(&folder);
    }
    TARGET.get_or_init(|| *target);
}

libfuzzer_sys::fuzz_target!(init: begin(), |data: &[u8]| {
    if let Some(target) = TARGET.get() {
        target(data);
    }
});
