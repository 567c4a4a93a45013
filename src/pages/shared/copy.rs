//! Copies a text, or offers it to be copied by hand if the clipboard refuses.

use leptos::html::Textarea;
use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::text;

use crate::browser::clipboard;
use crate::state::zone::ZoneState;

/// Copies a text, and says `words` if the clipboard took it.
pub fn copy(zone: ZoneState, text: String, words: String, refused: RwSignal<Option<String>>) {
    spawn_local(async move {
        let is_done = clipboard::write(&text).await;
        zone.message.set(if is_done { words } else { text::COPY_REFUSED.to_owned() });
        refused.set(Some(text).filter(|_| !is_done));
    });
}

/// A field with the whole text selected, to be copied by hand. It holds the text to the letter.
#[component]
pub fn TextToCopy(text: String) -> impl IntoView {
    let field = NodeRef::<Textarea>::new();
    field.on_load(clipboard::select);
    view! {
        <textarea
            node_ref=field
            class="mono"
            readonly
            rows="3"
            aria-label="Text to copy"
            prop:value=text
        ></textarea>
    }
}
