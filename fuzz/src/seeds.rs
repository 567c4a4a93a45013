//! Seeds for the fuzzer: every entry of the corpus as it is, in quotes, and within what a provider answers.
//! The corpus itself is `corpus/hostile.json`, read by the same few lines as in the tests of the library.

#[path = "../../core/src/hostile/corpus.rs"]
mod corpus;

use std::fs;
use std::path::Path;

/// Longer entries teach a fuzzer nothing and slow it down, in bytes.
const LONGEST: usize = 4_000;

/// What answers, files and settings look like around an entry.
const AROUND: [(&str, &str); 9] = [
    ("", ""),
    ("{\"Records\":[{\"Id\":1,\"Type\":3,\"Ttl\":300,\"Name\":\"a\",\"Value\":", "}]}"),
    (
        "{\"JobId\":\"1\",\"Status\":2,\"Records\":[{\"Type\":8,\"Priority\":1,\"Weight\":",
        ",\"Port\":1,\"Value\":\"a.example\"}]}",
    ),
    (
        "{\"success\":true,\"result\":[{\"id\":\"a\",\"name\":\"a.example.com\",\"type\":\"TXT\",\"ttl\":1,\"content\":",
        "}]}",
    ),
    ("{\"success\":false,\"errors\":[{\"code\":1004,\"message\":", "}]}"),
    (
        "{\"format\":\"zonesift-snapshot\",\"version\":1,\"zone\":\"example.com\",\"records\":[{\"name\":",
        ",\"type\":\"A\"}]}",
    ),
    ("{\"providers\":{\"bunny\":{\"address\":", "}}}"),
    (
        "{\"phase\":\"pending\",\"items\":[{\"hash\":\"a\",\"edited\":{\"name\":\"a\",\"rtype\":\"A\",\"rdata\":[",
        "]}}]}",
    ),
    ("$ORIGIN example.com.\n@ 300 IN TXT ", " ; note cf_tags=a:\"b\",cf-proxied:true\n"),
];

/// Writes the seeds into a folder.
pub fn write(folder: &str) {
    let values = corpus::values().into_iter().filter(|(_, value)| value.len() < LONGEST);
    for (number, (_, value)) in values.enumerate() {
        for (place, (before, after)) in AROUND.iter().enumerate() {
            let seed = [before.as_bytes(), &*value, after.as_bytes()].concat();
            let file = Path::new(folder).join(format!("seed-{number}-{place}"));
            fs::write(file, seed).expect("the folder of the seeds");
        }
    }
}
