//! The choice of the View dialog that only lists of records have.

use leptos::prelude::*;

use super::RecordTable;
use crate::components::Checkbox;

#[component]
pub fn GroupByName(table: RecordTable) -> impl IntoView {
    let grouped = table.grouped;
    view! { <Checkbox label="Group by name" checked=grouped on_change=move |is_on| grouped.set(is_on)/> }
}
