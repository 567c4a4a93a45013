//! What the page is linked of, for programs: a CycloneDX document (1.6). It has no number of its own and
//! no time but the commit's, so that it is the same each time it is made.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use crate::graph::{Crate, PAGE};

/// The document.
pub fn of(crates: &[Crate], time: DateTime<Utc>) -> String {
    let (page, others): (Vec<&Crate>, Vec<&Crate>) =
        crates.iter().partition(|one| one.name == PAGE);
    let needs = |one: &Crate| {
        let names = one.needs.iter().map(|(name, version)| reference(name, version));
        json!({ "ref": reference(&one.name, &one.version), "dependsOn": names.collect::<Vec<_>>() })
    };
    let document = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": time.to_rfc3339_opts(SecondsFormat::Secs, true),
            "component": page.first().map(|page| component(page, "application")),
        },
        "components": others.iter().map(|one| component(one, "library")).collect::<Vec<_>>(),
        "dependencies": crates.iter().map(needs).collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

/// How a crate is called in the document.
fn reference(name: &str, version: &str) -> String {
    format!("{name}@{version}")
}

fn component(one: &Crate, kind: &str) -> Value {
    let mut value = json!({
        "type": kind,
        "bom-ref": reference(&one.name, &one.version),
        "name": one.name,
        "version": one.version,
        "description": one.description.split_whitespace().collect::<Vec<_>>().join(" "),
        "licenses": [{ "expression": one.license }],
    });
    let mut add = |name: &str, more: Value| {
        if let Some(fields) = value.as_object_mut() {
            fields.insert(name.to_owned(), more);
        }
    };
    // What is the project's own is in no registry.
    if !one.own {
        add("purl", json!(format!("pkg:cargo/{}@{}", one.name, one.version.replace('+', "%2B"))));
    }
    if let Some(checksum) = &one.checksum {
        add("hashes", json!([{ "alg": "SHA-256", "content": checksum }]));
    }
    if !one.repository.is_empty() {
        add("externalReferences", json!([{ "type": "vcs", "url": one.repository }]));
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph;
    use crate::project::Project;

    #[test]
    fn the_document_names_each_crate_of_the_page_with_all_that_is_known_of_it() {
        let crates = graph::of_page(&Project::find().unwrap()).unwrap();
        let text = of(&crates, DateTime::from_timestamp(1_780_000_001, 0).unwrap());
        let document: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(document["specVersion"], "1.6");
        assert_eq!(document["metadata"]["timestamp"], "2026-05-28T20:26:41Z");
        assert_eq!(document["metadata"]["component"]["name"], PAGE);
        let components = document["components"].as_array().unwrap();
        assert_eq!(components.len() + 1, crates.len());
        for one in crates.iter().filter(|one| !one.own) {
            let found = components.iter().find(|component| {
                (&component["name"], &component["version"])
                    == (&json!(one.name), &json!(one.version))
            });
            let component = found.unwrap();
            let purl = component["purl"].as_str().unwrap();
            assert!(purl.starts_with(&format!("pkg:cargo/{}@", one.name)), "{purl}");
            assert_eq!(component["hashes"][0]["content"], *one.checksum.as_ref().unwrap());
            let licence = component["licenses"][0]["expression"].as_str().unwrap();
            assert!(!licence.is_empty() && !licence.contains('/'), "{licence}");
        }
    }

    #[test]
    fn every_need_is_a_component() {
        let crates = graph::of_page(&Project::find().unwrap()).unwrap();
        let text = of(&crates, DateTime::UNIX_EPOCH);
        let document: Value = serde_json::from_str(&text).unwrap();
        let dependencies = document["dependencies"].as_array().unwrap();
        assert_eq!(dependencies.len(), crates.len());
        let known: Vec<&Value> = dependencies.iter().map(|entry| &entry["ref"]).collect();
        for need in dependencies.iter().flat_map(|entry| entry["dependsOn"].as_array().unwrap()) {
            assert!(known.contains(&need), "{need}");
        }
    }
}
