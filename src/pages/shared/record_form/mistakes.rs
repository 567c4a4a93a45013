//! Warnings about the record while the user types, with a button for each fix. They prevent nothing.

use leptos::prelude::*;
use zonesift_core::record::Record;
use zonesift_core::text;
use zonesift_core::zone::Conflict;

use super::{FormFields, FormRules};
use crate::browser::page;
use crate::pages::shared::conflicts_dialog::class_of;

/// The record as far as it can be read, with its probable mistakes.
#[derive(Clone, PartialEq)]
struct Draft {
    record: Record,
    mistakes: Vec<Conflict>,
}

/// The warnings, announced to screen readers as well.
#[component]
pub fn Mistakes(fields: FormFields, rules: StoredValue<FormRules>) -> impl IntoView {
    let draft = Memo::new(move |_| {
        fields.track_texts();
        rules.with_value(|rules| {
            let base = rules.base(&fields.rtype.read());
            let (record, mistakes) = fields.form_now().odd(&base, &rules.terms());
            Draft { record, mistakes }
        })
    });
    let lines = move || {
        let Draft { record, mistakes } = draft.get();
        let line = |mistake| view! { <Mistake fields rules record=record.clone() mistake/> };
        mistakes.into_iter().map(line).collect_view()
    };
    view! { <div class="wide" aria-live="polite">{lines}</div> }.into_any()
}

#[component]
fn Mistake(
    fields: FormFields,
    rules: StoredValue<FormRules>,
    record: Record,
    mistake: Conflict,
) -> impl IntoView {
    let severity = mistake.severity();
    let field = mistake.kind.field(&record).map(|field| text::field_label(field, &record));
    let words = format!(
        "{} · {}: {}",
        text::severity(severity),
        field.unwrap_or_default(),
        text::conflict(&mistake, &record)
    );
    let fix = mistake.fix.map(|fix| {
        let label = text::fix(&fix);
        let press = move |_| {
            rules.with_value(|rules| fields.mend(&fix, &record, &rules.zone));
            // The pressed button no longer exists.
            page::focus(".record-form .primary");
        };
        view! {
            " "
            <button type="button" on:click=press>
                {label}
            </button>
        }
    });
    view! { <p class=class_of(severity)>{words} {fix}</p> }
}
