//! Elements for a list of numbers: those that stay are moved, not made again.

use leptos::prelude::*;
use web_sys::{Element, Node};

use super::{El, follow};

/// The element of one number, with what it keeps alive.
struct Row {
    number: u32,
    element: Element,
    owner: Owner,
}

impl Row {
    fn remove(self) {
        self.element.remove();
        self.owner.cleanup();
    }
}

impl El {
    /// Fills the element with one element for each number, in their order. `make` is called once for
    /// a number that comes, and everything that it made goes when the number goes.
    #[must_use]
    pub fn list(
        self,
        numbers: impl Fn() -> Vec<u32> + 'static,
        make: impl Fn(u32) -> Self + 'static,
    ) -> Self {
        // Rows outlive the runs of the effect below, so their owner is the list's own.
        let owner = Owner::current().unwrap_or_default();
        let parent = self.0.clone();
        let make: Box<dyn Fn(u32) -> Self> = Box::new(make);
        let mut rows: Vec<Row> = Vec::new();
        follow(move || {
            let numbers = numbers();
            untrack(|| rows = arrange(&parent, &owner, std::mem::take(&mut rows), &numbers, &make));
        });
        self
    }
}

fn arrange(
    parent: &Element,
    owner: &Owner,
    old: Vec<Row>,
    numbers: &[u32],
    make: &dyn Fn(u32) -> El,
) -> Vec<Row> {
    let (mut stay, go): (Vec<Row>, Vec<Row>) =
        old.into_iter().partition(|row| numbers.contains(&row.number));
    go.into_iter().for_each(Row::remove);
    let mut rows = Vec::with_capacity(numbers.len());
    let mut here: Option<Node> = parent.first_child();
    for &number in numbers {
        let known = stay.iter().position(|row| row.number == number);
        let row = match known {
            Some(place) => stay.swap_remove(place),
            None => new_row(owner, number, make),
        };
        if here.as_ref() == Some(&row.element) {
            here = row.element.next_sibling();
        } else {
            let _ = parent.insert_before(&row.element, here.as_ref());
        }
        rows.push(row);
    }
    rows
}

fn new_row(owner: &Owner, number: u32, make: &dyn Fn(u32) -> El) -> Row {
    let owner = owner.with(Owner::new);
    let element = owner.with(|| make(number)).0;
    Row { number, element, owner }
}
