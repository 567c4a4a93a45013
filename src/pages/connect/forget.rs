//! The button that forgets everything that the tab keeps. It asks first if something would be lost.

use leptos::prelude::*;
use zonesift_core::kept::Waiting;
use zonesift_core::provider::Provider;
use zonesift_core::text;

use crate::components::Dialog;
use crate::state::{AppState, saved};

#[component]
pub fn ForgetEverything() -> impl IntoView {
    let session = expect_context::<AppState>().session;
    let zones = Provider::ALL.into_iter().flat_map(saved::zones).map(|zone| zone.waiting);
    let waiting: Vec<Waiting> = zones.filter(|waiting| !waiting.is_none()).collect();
    let zones = waiting.len();
    let lost = waiting.into_iter().fold(Waiting::default(), |sum, one| sum + one);
    let asks = RwSignal::new(false);
    let press = move |_| match lost.is_none() {
        true => session.forget_all(),
        false => asks.set(true),
    };
    view! {
        <div class="actions">
            <button type="button" class="quiet" on:click=press>
                {text::FORGET}
            </button>
            <Dialog title=text::FORGET_TITLE open=asks on_close=move |()| asks.set(false)>
                <div class="plan-body">
                    <p>{text::forgets(lost, zones)}</p>
                    <div class="actions">
                        <button type="button" autofocus on:click=move |_| asks.set(false)>
                            {text::KEEP}
                        </button>
                        <button type="button" on:click=move |_| session.forget_all()>
                            {text::FORGET}
                        </button>
                    </div>
                </div>
            </Dialog>
        </div>
    }
}
