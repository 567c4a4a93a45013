//! Links to other sites.

use leptos::prelude::*;

/// A link that opens in a new tab, without opener and referrer.
#[component]
pub fn OutsideLink(
    #[prop(into)] href: Signal<String>,
    #[prop(into)] text: Signal<String>,
) -> impl IntoView {
    view! { <a href=href target="_blank" rel="noopener noreferrer">{text}</a> }
}
