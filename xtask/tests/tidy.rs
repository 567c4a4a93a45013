//! The project's rules about its own source, held by tests: what may stand where. They read the
//! source as text, and look at code only: comments and test modules may say what they like.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "all of it is test code")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Longer files that have a reason to be: the file and the reason.
const LONG: [(&str, &str); 0] = [];

fn root() -> PathBuf {
    // Asked when it runs: two checkouts with one target folder share what was compiled.
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").unwrap();
    Path::new(&manifest).parent().unwrap().to_path_buf()
}

/// One file of the project: its path from the root, with slashes, and its text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap();
        self.path.contains("/tests/")
            || self.path.starts_with("tests/")
            || name.ends_with("tests.rs")
    }

    /// The lines of code with their numbers: no comments, nothing from the test module on, which
    /// is the last thing in a file.
    fn code(&self) -> Vec<(usize, &str)> {
        self.before_tests()
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
            .map(|(at, line)| (at + 1, line.split(" // ").next().unwrap()))
            .collect()
    }

    fn before_tests(&self) -> &str {
        let tests = self.text.find("\n#[cfg(test)]\nmod tests {").unwrap_or(self.text.len());
        &self.text[..tests]
    }

    /// Where the code has one of `words`, as complaints.
    fn places_of(&self, words: &[&str]) -> Vec<String> {
        let mut places = Vec::new();
        for (number, line) in self.code() {
            let lower = line.to_lowercase();
            for word in words.iter().filter(|word| lower.contains(*word)) {
                places.push(format!("{}:{number} has `{word}`", self.path));
            }
        }
        places
    }
}

/// Every Rust file under these folders of the project.
fn sources(folders: &[&str]) -> Vec<Source> {
    let root = root();
    let mut open: Vec<PathBuf> = folders.iter().map(|folder| root.join(folder)).collect();
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("node_modules") {
                open.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                let short = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                found.push(Source { path: short, text: fs::read_to_string(&path).unwrap() });
            }
        }
    }
    found
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

fn none(complaints: Vec<String>, rule: &str) {
    assert!(complaints.is_empty(), "{rule}:\n{}", complaints.join("\n"));
}

const ALL: [&str; 8] =
    ["src", "tests", "core/src", "core/tests", "host/src", "host/tests", "xtask", "fuzz/src"];

#[test]
fn only_browser_touches_the_browser() {
    let apart = |source: &Source| !source.path.starts_with("src/browser/") && !source.is_test();
    let words = ["web_sys", "js_sys", "gloo_net"];
    let found = sources(&["src", "core/src"]).into_iter().filter(apart);
    none(found.flat_map(|source| source.places_of(&words)).collect(), "keep these in src/browser");
}

#[test]
fn only_the_providers_and_the_texts_know_who_the_providers_are() {
    let apart = |source: &Source| {
        let homes = ["core/src/provider/", "core/src/text/"];
        !homes.iter().any(|home| source.path.starts_with(home))
            && !["core/src/provider.rs", "core/src/text.rs"].contains(&source.path.as_str())
            && !source.is_test()
    };
    let words = ["bunny", "cloudflare"];
    let found = sources(&["src", "core/src"]).into_iter().filter(apart);
    none(found.flat_map(|source| source.places_of(&words)).collect(), "keep these in provider/");
}

#[test]
fn the_core_has_no_clock_and_no_chance() {
    let words =
        ["systemtime", "instant::now", "utc::now", "local::now", "rand::", "getrandom", "new_v4"];
    let found = sources(&["core/src"]).into_iter().filter(|source| !source.is_test());
    none(found.flat_map(|source| source.places_of(&words)).collect(), "take these as arguments");
}

/// Of two modules that import each other nobody can read one alone.
#[test]
fn no_two_modules_of_the_core_import_each_other() {
    let first_word = |text: &str| -> String {
        let letters = text.trim_start().chars();
        letters.take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
    };
    let mut imports = BTreeSet::new();
    for source in sources(&["core/src"]).into_iter().filter(|source| !source.is_test()) {
        let own = first_word(source.path.strip_prefix("core/src/").unwrap());
        let lines: Vec<&str> = source.code().into_iter().map(|(_, line)| line).collect();
        for import in lines.join(" ").split("crate::").skip(1) {
            let group = import.strip_prefix('{').and_then(|group| group.split('}').next());
            let names = group.map_or(vec![import], |group| group.split(',').collect());
            imports.extend(names.into_iter().map(|name| (own.clone(), first_word(name))));
        }
    }
    let both = imports.iter().filter(|(one, other)| one < other);
    let both = both.filter(|(one, other)| imports.contains(&(other.clone(), one.clone())));
    none(both.map(|(one, other)| format!("{one} and {other}")).collect(), "cut these circles");
}

#[test]
fn text_reaches_the_page_as_text_and_styles_obey_the_policy() {
    let words = ["inner_html", " style=\"", " style={", " style=move", " style=("];
    let found = sources(&["src"]).into_iter();
    none(found.flat_map(|source| source.places_of(&words)).collect(), "not in a view");
}

/// The policy stands in two places, because a host may send no headers.
#[test]
fn the_page_declares_the_policy_that_hosts_send() {
    let headers = read("headers.txt").replace("\n ", " ");
    let sent = headers.split("\ncontent-security-policy: ").nth(1).unwrap().lines().next().unwrap();
    let (sent, frames) = sent.rsplit_once("; ").unwrap();
    assert_eq!(frames, "frame-ancestors 'none'", "what a meta cannot carry comes last");
    let page = read("index.html");
    let declared = page.split("http-equiv=\"Content-Security-Policy\" content=\"").nth(1).unwrap();
    assert_eq!(declared.split('"').next().unwrap(), sent);
}

/// The first one declares the layers; one that is not linked is not there.
#[test]
fn the_page_links_every_stylesheet() {
    let page = read("index.html");
    let linked = page.split("rel=\"css\" href=\"").skip(1);
    let linked: Vec<&str> = linked.map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(linked.first(), Some(&"style/tokens.css"));
    for folder in ["style", "loader"] {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let path = format!("{folder}/{name}");
            assert!(!name.ends_with(".css") || linked.contains(&&*path), "{path} is not linked");
        }
    }
}

/// Whoever opens another site from the page must not be reached from there.
#[test]
fn links_to_other_sites_are_made_in_one_place() {
    let apart = |source: &Source| source.path != "src/components/link.rs" && !source.is_test();
    let found = sources(&["src"]).into_iter().filter(apart);
    none(
        found
            .flat_map(|source| source.places_of(&["_blank", "\"https://", "window.open"]))
            .collect(),
        "use components::OutsideLink",
    );
    assert!(read("src/components/link.rs").contains("\"noopener noreferrer\""));
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent = sources(&ALL).into_iter().filter(|source| !source.text.starts_with("//!"));
    none(silent.map(|source| source.path).collect(), "these do not start with `//!`");
}

#[test]
fn files_stay_short() {
    let mut long = Vec::new();
    for source in sources(&ALL) {
        // A file may be longer by the tests that it ends with.
        let limit = if source.is_test() { 600 } else { 300 };
        let (lines, all) = (source.before_tests().lines().count(), source.text.lines().count());
        if (lines > limit || all > 600) && !LONG.iter().any(|(path, _)| *path == source.path) {
            long.push(format!(
                "{}: {lines} lines ({all} with its tests), at most {limit} (600)",
                source.path
            ));
        }
    }
    none(long, "split these by what they are about");
}

#[test]
fn the_lock_file_of_the_browser_tests_names_the_pinned_optimiser() {
    let (package, lock) = (read("e2e/package.json"), read("e2e/package-lock.json"));
    let pin = package.split("\"binaryen\": \"").nth(1).unwrap().split('"').next().unwrap();
    assert!(pin.split('.').all(|part| part.parse::<u32>().is_ok()), "not one exact version: {pin}");
    let locked = format!("\"node_modules/binaryen\": {{\n      \"version\": \"{pin}\"");
    assert!(lock.contains(&locked), "package-lock.json has another binaryen than {pin}");
}

#[test]
fn the_lock_files_of_npm_name_no_address() {
    for folder in ["e2e", "bench", "deploy"] {
        let lock = read(&format!("{folder}/package-lock.json"));
        assert!(lock.contains("\"integrity\""), "the lock file of {folder} holds no hash");
        assert!(
            !lock.contains("\"resolved\""),
            "the one of {folder} names where packages were fetched"
        );
    }
}

/// The command and the program name the same targets.
#[test]
fn every_decoder_under_the_fuzzer_is_run_by_its_command() {
    let named = |text: &str, from: &str, before: &str| -> Vec<String> {
        let list = text.split(from).nth(1).unwrap().split("];").next().unwrap();
        let names = list.split(before).skip(1).map(|rest| rest.split('"').next().unwrap());
        names.map(str::to_owned).collect()
    };
    let programs = named(&read("fuzz/src/targets.rs"), "pub const ALL:", "(\"");
    let command = read("xtask/src/fuzz.rs").replace("\", \"", "\",\"");
    let command = named(&command, "const TARGETS:", "\"");
    let command: Vec<String> = command.into_iter().filter(|name| programs.contains(name)).collect();
    assert_eq!(command, programs);
    assert!(programs.len() >= 10);
}

/// There is one corpus of hostile data, and every test reads that.
#[test]
fn the_corpus_of_hostile_data_stands_once() {
    for reader in ["core/src/hostile/corpus.rs", "e2e/hostile.ts"] {
        assert!(read(reader).contains("corpus/hostile.json"), "{reader} reads another corpus");
    }
    assert!(read("fuzz/src/seeds.rs").contains("core/src/hostile/corpus.rs"));
}

/// What is compared with Zonesift must not come near what is shipped.
#[test]
fn only_the_benchmark_knows_the_libraries_that_it_compares_with() {
    let found = sources(&["src", "core/src", "host/src"]).into_iter();
    let words = ["ag-grid", "tabulator", "tanstack"];
    none(found.flat_map(|source| source.places_of(&words)).collect(), "keep these in bench/");
    assert!(!read("e2e/package.json").contains("react"), "keep these in bench/");
}

#[test]
fn the_library_and_the_tool_that_write_the_glue_are_pinned_to_one_version() {
    let lock = read("Cargo.lock");
    let locked = lock.split("name = \"wasm-bindgen\"\nversion = \"").nth(1).unwrap();
    let version = locked.split('"').next().unwrap();
    let pin = format!("wasm-bindgen = \"={version}\"");
    assert!(read("Cargo.toml").contains(&pin), "Cargo.toml must pin {pin}");
}
