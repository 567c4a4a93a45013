//! The free space between the two sides of a toolbar.

use leptos::prelude::*;

#[component]
pub fn Spacer() -> impl IntoView {
    view! { <span class="spacer"></span> }
}
