//! A zone file or a snapshot brought in: read, compared with what the zone holds, and handed to the
//! plan. Nothing is written here, and nothing outside the zone is taken.

use std::ops::Range;

use leptos::task::spawn_local;
use zonesift_core::diff::{Mode, Scope, aside, changes};
use zonesift_core::name::DomainName;
use zonesift_core::plan::Change;
use zonesift_core::record::{Record, Ttl};
use zonesift_core::zonefile::{Dialect, MOST_BYTES, Reading};
use zonesift_core::{snapshot, text};

use crate::signal::State;
use crate::state::discovery::Discovery;
use crate::ui::field::{choice, input, labelled};
use crate::ui::notice::notice;
use crate::web::clock;
use crate::web::dom::{El, button, el, typed};
use crate::web::file::{self, Chosen};

/// So many problems of a file are told one by one.
const TOLD: usize = 100;

/// So many entries of a file are read before the page has its turn.
const SOME: usize = 2_000;

/// What was typed and chosen, and what came of it.
#[derive(Clone, Copy)]
struct Import {
    pasted: State<String>,
    file: State<Option<Chosen>>,
    mode: State<u8>,
    refused: State<Option<String>>,
    told: State<Vec<String>>,
    /// The numbers of the edits that the last preview has made.
    added: State<Range<u32>>,
    result: State<String>,
}

/// The ways to import, as they are offered.
const MODES: [(&str, Mode); 3] = [
    ("Add what is missing", Mode::AddMissing),
    ("Replace the same name and type", Mode::ReplaceRrsets),
    ("Make the zone equal to the file", Mode::MakeEqual),
];

/// The fields and the preview.
pub fn card(discovery: &'static Discovery) -> El {
    let import = Import {
        pasted: State::default(),
        file: State::default(),
        mode: State::default(),
        refused: State::default(),
        told: State::default(),
        added: State::default(),
        result: State::default(),
    };
    let picker = input("file").on("change", move |event| import.file.set(file::chosen(event)));
    let area = el("textarea")
        .class("mono")
        .attr("rows", "8")
        .attr("spellcheck", "false")
        .on("input", move |event| import.pasted.set(typed(event)));
    let told = move || {
        let lines = import.told.get();
        let list =
            el("ul").class("problems").with_all(lines.iter().map(|line| el("li").text(line)));
        (!lines.is_empty()).then_some(list)
    };
    el("div")
        .class("card wide")
        .with(el("h2").text("Bring a zone in"))
        .with(el("p").class("help").text(text::IMPORT_HELP))
        .with(labelled("Zone file", picker))
        .with(labelled("Paste a zone file", area))
        .with(choice("How", &MODES.map(|(words, _)| words), import.mode))
        .with(
            el("div").class("actions").with(
                button("Preview import", move |_| import.preview(discovery))
                    .class("primary")
                    .flag("disabled", move || !discovery.is_read.get()),
            ),
        )
        .with(notice(move || import.refused.get()))
        .with(el("p").class("import-result").live(move || import.result.get()))
        .part(told)
}

impl Import {
    fn preview(self, discovery: &'static Discovery) {
        self.refused.set(None);
        let (file, pasted) = (self.file.get_untracked(), self.pasted.get_untracked());
        if file.as_ref().is_some_and(|file| file.size() > MOST_BYTES as f64) {
            return self.refused.set(Some(text::FILE_TOO_LARGE.to_owned()));
        }
        spawn_local(async move {
            let content = match file {
                Some(file) => file.text().await,
                None => Some(pasted),
            };
            match content {
                Some(content) => self.take(discovery, &content).await,
                None => self.refused.set(Some(text::FILE_UNREADABLE.to_owned())),
            }
        });
    }

    /// Takes a text for what it looks like: a snapshot, or a zone file.
    async fn take(self, discovery: &'static Discovery, content: &str) {
        let Some(zone) = discovery.name_now() else { return };
        let rules = discovery.api.provider().capabilities();
        let scope = Scope { soa: false, apex_ns: rules.apex_ns, marks: rules.proxied };
        if content.trim_start().starts_with('{') {
            match snapshot::read(content.as_bytes()) {
                Ok(snapshot) => {
                    let scope = Scope { marks: true, ..scope };
                    self.told.set(Vec::new());
                    self.compare(discovery, &zone, &snapshot.records, scope);
                }
                Err(error) => self.refused.set(Some(text::snapshot_error(error).to_owned())),
            }
            return;
        }
        let missing = if rules.limits.auto_ttl { Ttl::Auto } else { Ttl::Seconds(300) };
        let mut reading = Reading::new(content, &zone, Dialect::of(rules), missing);
        while reading.go_on(SOME) {
            clock::pause().await;
        }
        let file = reading.file;
        let mut told: Vec<String> =
            file.problems.iter().take(TOLD).map(text::problem_line).collect();
        let more = file.problems.len().saturating_sub(TOLD) + file.unlisted;
        if more > 0 {
            told.push(text::more_problems(more));
        }
        told.extend(file.records.iter().zip(&file.lines).filter_map(|(record, line)| {
            Some(format!("line {line}: {}", text::aside(aside(record, &zone, scope)?)))
        }));
        self.told.set(told);
        if file.records.is_empty() {
            return self.refused.set(Some(text::NOTHING_TO_IMPORT.to_owned()));
        }
        clock::pause().await;
        self.compare(discovery, &zone, &file.records, scope);
    }

    fn compare(
        self,
        discovery: &'static Discovery,
        zone: &DomainName,
        wanted: &[Record],
        scope: Scope,
    ) {
        let (_, mode) = MODES.get(usize::from(self.mode.get_untracked())).unwrap_or(&MODES[0]);
        let differences =
            discovery.held.with_untracked(|held| changes(held, wanted, zone, *mode, scope));
        let number = differences.len();
        let before = self.added.get_untracked();
        let added = discovery.edit(|edits| {
            // A preview takes the place of the one before.
            edits.drop_edits(before);
            edits.extend(differences.into_iter().map(Change::from))
        });
        self.added.set(added);
        self.result.set(text::import_result(wanted.len(), number));
    }
}
