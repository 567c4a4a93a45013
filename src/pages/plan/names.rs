//! The tree of names: an owner name narrows the lines to its own. Only the names in sight are in the page.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;
use leptos_use_resize_observer::use_resize_observer;
use rustc_hash::FxHashSet;
use zonesift_core::grid::{scroll_to_show, window};
use zonesift_core::lines::{Names, Node, TreeKey, TreeStep};
use zonesift_core::text;

use super::PlanView;
use crate::browser::cells::before_paint;

/// The height of a name in CSS pixels; the stylesheet has the same.
const HEIGHT: f64 = 28.0;
/// Names drawn above and below those in sight.
const OVERSCAN: usize = 6;
/// A tree with at most so many names starts open.
const FEW: usize = 60;

/// The tree as it stands.
#[derive(Clone, Copy)]
struct Tree {
    names: Memo<Arc<Names>>,
    /// The names that the user has opened, or closed in a tree that starts open.
    toggled: RwSignal<FxHashSet<String>>,
    /// The nodes to show, in order.
    shown: Memo<Vec<usize>>,
    /// The active node.
    at: RwSignal<usize>,
    chosen: RwSignal<String>,
    element: NodeRef<Div>,
    top: RwSignal<f64>,
    height: RwSignal<f64>,
}

impl Tree {
    fn new(plan: PlanView) -> Self {
        let (names, toggled) = (plan.names, RwSignal::<FxHashSet<String>>::default());
        let shown = Memo::new(move |_| {
            let names = names.get();
            let starts_open = names.len() <= FEW;
            toggled.with(|toggled| {
                names.shown(|node| {
                    node.parent.is_none() || starts_open != toggled.contains(&node.name)
                })
            })
        });
        let tree = Self {
            names,
            toggled,
            shown,
            at: RwSignal::default(),
            chosen: plan.list.name,
            element: NodeRef::new(),
            top: RwSignal::new(0.0),
            height: RwSignal::new(600.0),
        };
        tree.measure();
        // When names come or go the chosen one stays active.
        Effect::new(move |_| {
            let chosen = tree.chosen.get();
            tree.at.set(names.with(|names| names.find(&chosen)).unwrap_or_default());
        });
        tree
    }

    fn measure(self) {
        let measure = move || {
            let height = self.element.try_get_untracked().flatten().map(|own| own.client_height());
            if let Some(height) = height.filter(|height| *height > 0) {
                self.height.set(f64::from(height));
            }
        };
        use_resize_observer(self.element, move |_, _| before_paint(measure));
    }

    /// The nodes in sight, with their places in the list.
    fn in_sight(self) -> Vec<Drawn> {
        self.shown.with(|shown| {
            let range = window(self.top.get(), self.height.get(), HEIGHT, shown.len(), OVERSCAN);
            let first = range.start;
            let drawn = shown.get(range).unwrap_or_default();
            self.names.with(|names| {
                let row = |(node, row): (&usize, usize)| {
                    let own = names.get(*node)?.clone();
                    let is_parent = names.is_parent(*node);
                    Some(Drawn { number: *node, row, is_parent, node: own })
                };
                drawn.iter().zip(first..).filter_map(row).collect()
            })
        })
    }

    fn is_open(self, number: usize) -> bool {
        self.shown.with(|shown| {
            self.names.with(|names| {
                let place = shown.binary_search(&number).ok();
                let next = place.and_then(|place| shown.get(place + 1));
                let next = next.and_then(|next| names.get(*next));
                next.is_some_and(|next| next.parent == Some(number))
            })
        })
    }

    fn name_of(self, number: usize) -> Option<String> {
        self.names.with_untracked(|names| Some(names.get(number)?.name.clone()))
    }

    /// Opens a node, or closes it. That of all names stays open.
    fn toggle(self, number: usize) {
        if let Some(name) = self.name_of(number).filter(|name| !name.is_empty()) {
            self.toggled.update(|toggled| {
                if !toggled.remove(&name) {
                    toggled.insert(name);
                }
            });
        }
    }

    fn choose(self, number: usize) {
        self.at.set(number);
        if let Some(name) = self.name_of(number) {
            self.chosen.set(name);
        }
    }

    fn go(self, number: usize) {
        self.at.set(number);
        let place = self.shown.with_untracked(|shown| shown.binary_search(&number).ok());
        let (Some(place), Some(element)) = (place, self.element.get_untracked()) else { return };
        let start = place as f64 * HEIGHT;
        let (top, height) = (self.top.get_untracked(), self.height.get_untracked());
        if let Some(top) = scroll_to_show(start, start + HEIGHT, top, height) {
            element.set_scroll_top(top as i32);
            self.top.set(top);
        }
    }

    fn press(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let at = self.at.get_untracked();
        let key = match event.key().as_str() {
            "ArrowUp" => TreeKey::Up,
            "ArrowDown" => TreeKey::Down,
            "ArrowLeft" => TreeKey::Left,
            "ArrowRight" => TreeKey::Right,
            "Home" => TreeKey::Home,
            "End" => TreeKey::End,
            "Enter" | " " => {
                event.prevent_default();
                return self.choose(at);
            }
            _ => return,
        };
        event.prevent_default();
        let step = self
            .shown
            .with_untracked(|shown| self.names.with_untracked(|names| names.step(shown, at, key)));
        match step {
            Some(TreeStep::To(number)) => self.go(number),
            Some(TreeStep::Open | TreeStep::Close) => self.toggle(at),
            None => {}
        }
    }
}

/// A node in sight.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Drawn {
    number: usize,
    /// Its place in the list.
    row: usize,
    is_parent: bool,
    node: Node,
}

#[component]
pub fn NamesTree(plan: PlanView) -> impl IntoView {
    let tree = Tree::new(plan);
    let Tree { element, top, .. } = tree;
    let is_open = RwSignal::new(false);
    let scrolled = move |_| {
        element.get_untracked().iter().for_each(|own| top.set(f64::from(own.scroll_top())));
    };
    let drawn = Memo::new(move |_| tree.in_sight());
    // A node that is not drawn has no element to point at.
    let active = move || {
        let at = tree.at.get();
        let is_drawn = drawn.with(|drawn| drawn.iter().any(|drawn| drawn.number == at));
        is_drawn.then(|| item_id(at))
    };
    let height = move || format!("{}px", tree.shown.with(Vec::len) as f64 * HEIGHT);
    view! {
        <div class="plan-names" data-open=move || is_open.get()>
            // Where it is narrow the tree opens on demand.
            <button
                type="button"
                class="names-switch"
                aria-expanded=move || is_open.get().to_string()
                on:click=move |_| is_open.update(|is_open| *is_open ^= true)
            >
                {"By name"}
            </button>
            <div
                node_ref=element
                class="tree"
                role="tree"
                aria-label="Names"
                tabindex="0"
                aria-activedescendant=active
                on:scroll=scrolled
                on:keydown=move |event| tree.press(&event)
            >
                <div class="tree-body" role="presentation" style:height=height>
                    <For each=move || drawn.get() key=Drawn::clone let(drawn)>
                        <TreeItem tree drawn/>
                    </For>
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn item_id(number: usize) -> String {
    format!("name-{number}")
}

#[component]
fn TreeItem(tree: Tree, drawn: Drawn) -> impl IntoView {
    let Drawn { number, row, is_parent, node } = drawn;
    let said = text::name_line(&node.name, node.changes, node.warned);
    let words = if node.parent.is_none() { "All names".to_owned() } else { node.label };
    let is_chosen = {
        let name = node.name;
        Memo::new(move |_| tree.chosen.with(|chosen| *chosen == name))
    };
    let is_open = Memo::new(move |_| tree.is_open(number));
    let warned = (node.warned > 0)
        .then(|| view! { <span class="tree-warned" aria-hidden="true">{node.warned}</span> });
    let may_toggle = is_parent && node.parent.is_some();
    let toggle = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        tree.at.set(number);
        tree.toggle(number);
    };
    let arrow = may_toggle.then(|| {
        view! {
            <span class="tree-arrow" aria-hidden="true" on:click=toggle></span>
        }
    });
    let (place, of) = node.place;
    view! {
        <div
            role="treeitem"
            id=item_id(number)
            class="tree-item"
            style:transform=format!("translateY({}px)", row as f64 * HEIGHT)
            style:padding-inline-start=format!("{}rem", 0.25 + (node.level - 1) as f64 * 0.875)
            attr:aria-level=node.level
            aria-posinset=place
            aria-setsize=of
            aria-expanded=move || is_parent.then(|| is_open.get().to_string())
            aria-selected=move || is_chosen.get().to_string()
            data-at=move || (tree.at.get() == number).then_some("")
            on:click=move |_| tree.choose(number)
        >
            <span class="tree-lead">{arrow}</span>
            // Read out in full, and shown without what stands above.
            <span class="hidden">{said}</span>
            <span class="tree-label" aria-hidden="true">{words}</span>
            {warned}
            <span class="tree-count" aria-hidden="true">{node.changes}</span>
        </div>
    }
    .into_any()
}
