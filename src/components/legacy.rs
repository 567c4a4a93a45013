//! An element of `web::dom` inside a view. `El::of_view` is the other direction.

use leptos::prelude::*;

use crate::web::dom::{El, hold};

/// Makes the element, if any, under the current owner, which disposes what it follows.
#[component]
pub fn Legacy<E: Into<Option<El>> + 'static>(make: impl FnOnce() -> E + 'static) -> impl IntoView {
    view! { <div class="legacy" use:hold=make().into()/> }
}
