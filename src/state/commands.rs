//! What the open page offers by name, for the Commands dialog. A page adds its own while it is open.

use leptos::prelude::*;

/// Something that can be done.
#[derive(Clone)]
pub struct Command {
    pub name: String,
    /// How it is done by key, if it has one.
    pub keys: &'static str,
    pub run: Callback<()>,
}

#[derive(Clone, Copy, Default)]
pub struct Commands {
    of_page: RwSignal<Option<Callback<(), Vec<Command>>>>,
    pub is_open: RwSignal<bool>,
}

impl Command {
    pub fn new(name: impl Into<String>, run: impl Fn() + Send + Sync + 'static) -> Self {
        Self { name: name.into(), keys: "", run: Callback::new(move |()| run()) }
    }

    #[must_use]
    pub fn by(self, keys: &'static str) -> Self {
        Self { keys, ..self }
    }
}

impl Commands {
    /// Offers these for as long as the current owner lives. They are made when the dialog asks for them.
    pub fn offer(self, commands: impl Fn() -> Vec<Command> + Send + Sync + 'static) {
        self.of_page.set(Some(Callback::new(move |()| commands())));
        on_cleanup(move || {
            // The app may be gone by then.
            let _ = self.of_page.try_set(None);
        });
    }

    #[must_use]
    pub fn all(self) -> Vec<Command> {
        self.of_page.get().map(|commands| commands.run(())).unwrap_or_default()
    }
}
