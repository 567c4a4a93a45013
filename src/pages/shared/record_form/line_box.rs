//! The box for a pasted line of a zone file, which fills in the form.

use leptos::prelude::*;
use zonesift_core::record_form::Pasted;
use zonesift_core::text;
use zonesift_core::zonefile::{Dialect, SingleFault};

use super::{FormFields, FormRules};
use crate::browser::page;
use crate::components::TextArea;
use crate::state::zone::ZoneState;

/// What came of the text in the box.
#[derive(Clone, PartialEq)]
enum Outcome {
    Filled(String),
    Fault(String),
}

/// What is in the box, and what came of it.
#[derive(Clone, Copy, Default)]
pub struct Line {
    text: RwSignal<String>,
    outcome: RwSignal<Option<Outcome>>,
}

impl Line {
    /// Empties the box. Returns whether it held anything.
    pub fn clear(self) -> bool {
        self.outcome.set(None);
        !std::mem::take(&mut *self.text.write()).is_empty()
    }
}

/// A line that can be read fills in the form at once; why one cannot is told once it was pasted or left, not
/// while it is typed.
#[component]
pub fn LineBox(
    zone: ZoneState,
    fields: FormFields,
    rules: StoredValue<FormRules>,
    line: Line,
) -> impl IntoView {
    let Line { text: line, outcome } = line;
    let is_pasted = StoredValue::new(false);
    let dialect = Dialect::of(zone.api.provider().capabilities());
    let read = move || -> Result<Pasted, SingleFault> {
        let line = line.read_untracked();
        rules.with_value(|rules| fields.form_now().pasted(&line, &rules.terms(), dialect))
    };
    let tell = move |fault: &SingleFault| {
        let is_empty = line.with_untracked(|line| line.trim().is_empty());
        let fault = (!is_empty).then(|| Outcome::Fault(text::single_fault(fault)));
        outcome.set(fault);
    };
    let input = move |typed: String| {
        line.set(typed);
        let was_pasted = is_pasted.try_update_value(std::mem::take) == Some(true);
        match read() {
            Ok(pasted) => {
                outcome.set(Some(Outcome::Filled(text::filled_in(&pasted.single))));
                fields.fill(pasted);
            }
            Err(fault) if was_pasted => tell(&fault),
            Err(_) => outcome.set(None),
        }
    };
    let look = move || read().err().iter().for_each(tell);
    let enter = move || match read() {
        Ok(_) => page::focus(".record-form .primary"),
        Err(fault) => tell(&fault),
    };
    let fault = Signal::derive(move || match outcome.get()? {
        Outcome::Fault(words) => Some(words),
        Outcome::Filled(_) => None,
    });
    let is_fault = move || fault.with(Option::is_some);
    let said = move || match outcome.get() {
        Some(Outcome::Filled(words) | Outcome::Fault(words)) => words,
        None => String::new(),
    };
    view! {
        <div
            class="wide"
            on:paste=move |_| is_pasted.set_value(true)
            on:change=move |_| look()
        >
            <TextArea
                label=text::LINE
                value=line
                on_input=input
                on_enter=move |()| enter()
                rows="1"
                placeholder=text::LINE_EXAMPLE
                help=text::LINE_HELP
                fault
            />
            // A fault stands below the box already, where screen readers do not announce it.
            <p class="filled" class:hidden=is_fault aria-live="polite">{said}</p>
        </div>
    }
}
