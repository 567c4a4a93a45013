//! Elements for the rows of a list of which only a part is in sight: as many as are seen at once,
//! each given another number of the list when its own goes out of sight. No element is made while
//! the list is scrolled, and none is moved: what stands where is told by its place. Once the list
//! rests the elements are put in the order of their places, for whoever reads the page as it is
//! written.

use std::cell::RefCell;
use std::rc::Rc;

use chrono::TimeDelta;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use web_sys::{Element, Node};

use super::El;
use super::follow;
use crate::web::{clock, viewport};

/// A list rests when it has not been scrolled for so long.
const REST: TimeDelta = TimeDelta::milliseconds(150);

/// What an element stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slot {
    /// The number of the row.
    pub number: u32,
    /// Its place in the whole list.
    pub place: u32,
}

/// The part of a list that is in sight.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sight {
    /// The place of the first row.
    pub first: usize,
    /// The numbers of the rows, in order.
    pub numbers: Vec<u32>,
    /// Whether the list is as before, and only another part of it in sight.
    pub is_scrolled: bool,
}

/// An element with what it stands for.
struct ListItem {
    slot: RwSignal<Slot>,
    number: u32,
    element: Element,
}

/// The elements of a list.
struct Rows {
    parent: Element,
    /// Elements outlive the runs of the effect that arranges them, so their owner is the list's own.
    owner: Owner,
    make: Box<dyn Fn(RwSignal<Slot>) -> El>,
    /// Those in the page, in order.
    shown: Vec<ListItem>,
    /// Those out of it.
    spare: Vec<ListItem>,
    /// Puts the elements in order once the list rests.
    rest: Option<TimeoutHandle>,
}

impl El {
    /// Fills the element with one element for each number that is in sight.
    #[must_use]
    pub fn rows(
        self,
        sight: impl Fn() -> Sight + 'static,
        make: impl Fn(RwSignal<Slot>) -> Self + 'static,
    ) -> Self {
        let rows = Rows {
            parent: self.0.clone(),
            owner: Owner::current().unwrap_or_default(),
            make: Box::new(make),
            shown: Vec::new(),
            spare: Vec::new(),
            rest: None,
        };
        let rows = Rc::new(RefCell::new(rows));
        follow(move || {
            let Sight { first, numbers, is_scrolled } = sight();
            let later = rows.clone();
            let rows = &mut *rows.borrow_mut();
            untrack(|| rows.arrange(first as u32, &numbers, is_scrolled));
            if let Some(rest) = rows.rest.take() {
                rest.clear();
            }
            if is_scrolled {
                rows.rest = clock::after(REST, move || later.borrow().rested());
            } else {
                rows.put_in_order();
            }
        });
        self
    }
}

impl Rows {
    fn arrange(&mut self, first: u32, numbers: &[u32], is_scrolled: bool) {
        let old = std::mem::take(&mut self.shown);
        let is_held = viewport::is_held(&self.parent);
        // Of another list every row is written anew: that costs less than moving those that stay.
        let may_stay = is_held || is_scrolled;
        let (mut stay, go): (Vec<ListItem>, Vec<ListItem>) =
            old.into_iter().partition(|row| may_stay && numbers.contains(&row.number));
        // The first that goes is the first to come again: when all go, none has to be moved.
        let mut free: Vec<ListItem> = go.into_iter().rev().collect();
        if is_held {
            // Whoever has the focus in a row has it for that record and no other.
            free.iter().for_each(|row| viewport::leave_row(&row.element));
        }
        for (&number, place) in numbers.iter().zip(first..) {
            let known = stay.iter().position(|row| row.number == number);
            let row = match known.map(|place| stay.swap_remove(place)) {
                Some(row) => row,
                None => free.pop().or_else(|| self.spare.pop()).unwrap_or_else(|| self.new_row()),
            };
            let row = row.stand_for(Slot { number, place });
            if !row.element.is_connected() {
                let _ = self.parent.append_child(&row.element);
            }
            self.shown.push(row);
        }
        free.iter().for_each(|row| row.element.remove());
        self.spare.append(&mut free);
    }

    fn rested(&self) {
        // Moving the element that holds the focus would take it away.
        if !viewport::is_inside() {
            self.put_in_order();
        }
    }

    fn put_in_order(&self) {
        let mut here: Option<Node> = self.parent.first_child();
        for row in &self.shown {
            if here.as_ref() == Some(&row.element) {
                here = row.element.next_sibling();
            } else {
                let _ = self.parent.insert_before(&row.element, here.as_ref());
            }
        }
    }

    fn new_row(&self) -> ListItem {
        self.owner.with(|| {
            let slot = RwSignal::new(Slot::default());
            ListItem { slot, number: 0, element: (self.make)(slot).0 }
        })
    }
}

impl ListItem {
    fn stand_for(self, slot: Slot) -> Self {
        if self.slot.get_untracked() != slot {
            self.slot.set(slot);
        }
        Self { number: slot.number, ..self }
    }
}
