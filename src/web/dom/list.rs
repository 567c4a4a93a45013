//! Elements for the rows of a list of which only a part is in sight: as many as are seen at once,
//! each given another number of the list when its own goes out of sight. No element is made while
//! the list is scrolled.

use leptos::prelude::*;
use web_sys::{Element, Node};

use super::El;
use super::follow;
use crate::signal::State;
use crate::web::viewport;

/// What an element stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slot {
    /// The number of the row.
    pub number: u32,
    /// Its place in the whole list.
    pub place: u32,
}

/// An element with what it stands for.
struct Row {
    slot: State<Slot>,
    number: u32,
    element: Element,
}

/// The elements of a list.
struct Rows {
    parent: Element,
    /// Elements outlive the runs of the effect that arranges them, so their owner is the list's own.
    owner: Owner,
    make: Box<dyn Fn(State<Slot>) -> El>,
    /// Those in the page, in order.
    shown: Vec<Row>,
    /// Those out of it.
    spare: Vec<Row>,
}

impl El {
    /// Fills the element with one element for each number, in their order; the first stands at the
    /// place that is told with them.
    #[must_use]
    pub fn rows(
        self,
        numbers: impl Fn() -> (usize, Vec<u32>) + 'static,
        make: impl Fn(State<Slot>) -> Self + 'static,
    ) -> Self {
        let mut rows = Rows {
            parent: self.0.clone(),
            owner: Owner::current().unwrap_or_default(),
            make: Box::new(make),
            shown: Vec::new(),
            spare: Vec::new(),
        };
        follow(move || {
            let (first, numbers) = numbers();
            untrack(|| rows.arrange(first as u32, &numbers));
        });
        self
    }
}

impl Rows {
    fn arrange(&mut self, first: u32, numbers: &[u32]) {
        let old = std::mem::take(&mut self.shown);
        let (mut stay, go): (Vec<Row>, Vec<Row>) =
            old.into_iter().partition(|row| numbers.contains(&row.number));
        // The first that goes is the first to come again: when all go, none has to be moved.
        let mut free: Vec<Row> = go.into_iter().rev().collect();
        // Whoever has the focus in a row has it for that record and no other.
        free.iter().for_each(|row| viewport::leave_row(&row.element));
        let mut here: Option<Node> = self.parent.first_child();
        for (&number, place) in numbers.iter().zip(first..) {
            let known = stay.iter().position(|row| row.number == number);
            let row = match known.map(|place| stay.swap_remove(place)) {
                Some(row) => row,
                None => free.pop().or_else(|| self.spare.pop()).unwrap_or_else(|| self.new_row()),
            };
            let row = row.stand_for(Slot { number, place });
            if here.as_ref() == Some(&row.element) {
                here = row.element.next_sibling();
            } else {
                let _ = self.parent.insert_before(&row.element, here.as_ref());
            }
            self.shown.push(row);
        }
        free.iter().for_each(|row| row.element.remove());
        self.spare.append(&mut free);
    }

    fn new_row(&self) -> Row {
        self.owner.with(|| {
            let slot = State::new(Slot::default());
            Row { slot, number: 0, element: (self.make)(slot).0 }
        })
    }
}

impl Row {
    fn stand_for(self, slot: Slot) -> Self {
        if self.slot.get_untracked() != slot {
            self.slot.set(slot);
        }
        Self { number: slot.number, ..self }
    }
}
