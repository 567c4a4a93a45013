//! What the key may do, as three marks.

use leptos::prelude::*;
use zonesift_core::text::{self, RightMark};

use crate::state::AppState;

#[component]
pub fn RightMarks() -> impl IntoView {
    let session = expect_context::<AppState>().session;
    move || {
        let (api, rights) = (session.api()?, session.status.rights.get());
        let marks = text::right_marks(&rights).map(|RightMark { label, sign, words }| {
            view! {
                <li data-sign=sign>
                    <span>{label}</span>
                    <span class="hidden">{format!(": {words}")}</span>
                    " "
                    <span aria-hidden="true">{sign}</span>
                </li>
            }
        });
        let title = text::may(&rights, api.provider());
        let warning = text::unlimited_key(api.provider());
        Some(view! {
            <div class="rights">
                <ul aria-label=title.clone() title=title>
                    {marks.collect_view()}
                </ul>
                {warning.map(|words| view! { <p class="help">{words}</p> })}
            </div>
        })
    }
}
