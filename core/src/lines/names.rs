//! The names of a plan as a tree, to walk through with the keys of the tree view of the ARIA Authoring
//! Practices. A name without changes is there only if several names below it have some.

use rustc_hash::FxHashMap;

use crate::name::{DomainName, labels};

/// A place of the tree.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Node {
    /// The name, without what the node above says already.
    pub label: String,
    /// The complete name; empty for the node of all names.
    pub name: String,
    /// How deep it is; the node of all names is at 1.
    pub level: usize,
    /// The changes here and below.
    pub changes: usize,
    /// Those of them with warnings.
    pub warned: usize,
    /// The node above.
    pub parent: Option<usize>,
    /// The place among the nodes of one parent, from 1 on, and the number of these.
    pub place: (usize, usize),
    /// The first node after those below this one.
    end: usize,
}

/// The tree: every node is followed by those below it. The first node stands for all names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    nodes: Vec<Node>,
    /// The node of each line.
    of_lines: Vec<usize>,
}

/// A key of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TreeKey {
    /// To the node shown above.
    Up,
    /// To the node shown below.
    Down,
    /// Closes the node, or goes to the one above it in the tree.
    Left,
    /// Opens the node, or goes to the first one below it in the tree.
    Right,
    /// To the first node.
    Home,
    /// To the last one shown.
    End,
}

/// What a key leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TreeStep {
    /// Another node becomes the active one.
    To(usize),
    /// The active node opens.
    Open,
    /// The active node closes.
    Close,
}

/// A label of the tree while it is built.
#[derive(Default)]
struct Branch<'n> {
    label: &'n str,
    below: Vec<usize>,
    changes: usize,
    warned: usize,
    /// The name that ends here, with its place in the list.
    own: Option<(usize, &'n str)>,
}

/// A name with its changes.
struct Counted<'n> {
    name: &'n DomainName,
    changes: usize,
    warned: usize,
}

impl Names {
    /// The tree of lines: the name of each, and whether it has a warning.
    #[must_use]
    pub fn new<'n>(zone: &DomainName, lines: impl Iterator<Item = (&'n DomainName, bool)>) -> Self {
        let (mut known, mut names) = (FxHashMap::default(), Vec::<Counted<'_>>::new());
        let mut of_lines = Vec::new();
        for (name, is_warned) in lines {
            let place = *known.entry(name).or_insert_with(|| {
                names.push(Counted { name, changes: 0, warned: 0 });
                names.len() - 1
            });
            if let Some(own) = names.get_mut(place) {
                own.changes += 1;
                own.warned += usize::from(is_warned);
            }
            of_lines.push(place);
        }
        let branches = grow(zone, &names);
        let mut tree = Self::default();
        let mut node_of = vec![0; names.len()];
        tree.put(&branches, 0, zone, (None, (1, 1)), &mut node_of);
        tree.of_lines =
            of_lines.iter().map(|place| node_of.get(*place).copied().unwrap_or_default()).collect();
        tree
    }

    /// Puts a branch and all below it, and returns its changes and warnings.
    fn put(
        &mut self,
        branches: &[Branch<'_>],
        at: usize,
        zone: &DomainName,
        (parent, place): (Option<usize>, (usize, usize)),
        node_of: &mut [usize],
    ) {
        let Some(mut branch) = branches.get(at) else { return };
        let mut label = branch.label.to_owned();
        // A branch that only leads to another one is not worth a line.
        while parent.is_some()
            && branch.own.is_none()
            && let [only] = branch.below.as_slice()
            && let Some(next) = branches.get(*only)
        {
            label = [next.label, ".", &label].concat();
            branch = next;
        }
        let number = self.nodes.len();
        let above = parent.and_then(|parent: usize| self.nodes.get(parent));
        let name = match (above, branch.own) {
            (None, _) => String::new(),
            (_, Some((_, name))) => name.to_owned(),
            (Some(above), _) if above.parent.is_none() => [&label, ".", zone.as_str()].concat(),
            (Some(above), _) => [&label, ".", &above.name].concat(),
        };
        if label.is_empty() && parent.is_some() {
            label.push_str(zone.as_str());
        }
        let level = above.map_or(1, |above| above.level + 1);
        let (changes, warned) = (branch.changes, branch.warned);
        self.nodes.push(Node { label, name, level, changes, warned, parent, place, end: 0 });
        if let Some(own) = branch.own.and_then(|(own, _)| node_of.get_mut(own)) {
            *own = number;
        }
        let all = branch.below.len();
        for (place, below) in branch.below.iter().enumerate() {
            self.put(branches, *below, zone, (Some(number), (place + 1, all)), node_of);
        }
        let end = self.nodes.len();
        self.nodes.get_mut(number).into_iter().for_each(|node| node.end = end);
    }

    /// The node with this number.
    #[must_use]
    pub fn get(&self, number: usize) -> Option<&Node> {
        self.nodes.get(number)
    }

    /// The number of nodes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no node.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The node with this name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.name == name)
    }

    /// Whether there are nodes below this one.
    #[must_use]
    pub fn is_parent(&self, number: usize) -> bool {
        self.nodes.get(number).is_some_and(|node| node.end > number + 1)
    }

    /// Whether a line is at this node or below it.
    #[must_use]
    pub fn holds(&self, number: usize, line: u32) -> bool {
        let own = self.of_lines.get(line as usize).copied().unwrap_or_default();
        self.nodes.get(number).is_some_and(|node| own >= number && own < node.end)
    }

    /// The nodes to show: those below closed ones are hidden.
    #[must_use]
    pub fn shown(&self, is_open: impl Fn(&Node) -> bool) -> Vec<usize> {
        let (mut shown, mut next) = (Vec::new(), 0);
        while let Some(node) = self.nodes.get(next) {
            shown.push(next);
            next = if is_open(node) { next + 1 } else { node.end };
        }
        shown
    }

    /// What a key leads to, from the active node among those shown; `None` if nowhere.
    #[must_use]
    pub fn step(&self, shown: &[usize], at: usize, key: TreeKey) -> Option<TreeStep> {
        let place = shown.binary_search(&at).ok()?;
        let is_open = || shown.get(place + 1).is_some_and(|next| self.is_below(*next, at));
        let to = match key {
            TreeKey::Up => *shown.get(place.checked_sub(1)?)?,
            TreeKey::Down => *shown.get(place + 1)?,
            TreeKey::Home => *shown.first()?,
            TreeKey::End => *shown.last()?,
            TreeKey::Left if is_open() => return Some(TreeStep::Close),
            TreeKey::Left => self.get(at)?.parent?,
            TreeKey::Right if is_open() => *shown.get(place + 1)?,
            TreeKey::Right => return self.is_parent(at).then_some(TreeStep::Open),
        };
        Some(TreeStep::To(to))
    }

    fn is_below(&self, node: usize, other: usize) -> bool {
        self.get(node).is_some_and(|node| node.parent == Some(other))
    }
}

/// The branches of names, sorted from the right. The first one is the root; the zone's own name is a branch
/// with an empty label beside all others.
fn grow<'n>(zone: &DomainName, names: &[Counted<'n>]) -> Vec<Branch<'n>> {
    let mut order: Vec<(String, usize, &Counted<'n>)> =
        names.iter().enumerate().map(|(place, own)| (own.name.sort_key(), place, own)).collect();
    order.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    let mut branches = vec![Branch { label: "", ..Branch::default() }];
    // The branches from the root to the last name.
    let mut path: Vec<usize> = vec![0];
    for (_, place, Counted { name, changes, warned }) in order {
        let mut way: Vec<&str> = match *name == zone {
            true => vec![""],
            false => labels(name.relative_to(zone)).collect(),
        };
        way.reverse();
        let label_of = |branch: &usize| branches.get(*branch).map(|branch| branch.label);
        let same = path.iter().skip(1).zip(&way);
        let same = same.take_while(|(branch, label)| label_of(branch) == Some(**label)).count();
        path.truncate(same + 1);
        for label in way.into_iter().skip(same) {
            let number = branches.len();
            branches.push(Branch { label, ..Branch::default() });
            let above = path.last().and_then(|above| branches.get_mut(*above));
            above.into_iter().for_each(|above| above.below.push(number));
            path.push(number);
        }
        for branch in &path {
            if let Some(branch) = branches.get_mut(*branch) {
                branch.changes += changes;
                branch.warned += warned;
            }
        }
        let own = path.last().and_then(|last| branches.get_mut(*last));
        own.into_iter().for_each(|own| own.own = Some((place, name.as_str())));
    }
    branches
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(names: &[(&str, bool)]) -> Names {
        let parse = |text: &str| DomainName::parse(text).unwrap();
        let lines: Vec<_> =
            names.iter().map(|(text, is_warned)| (parse(text), *is_warned)).collect();
        let lines = lines.iter().map(|(name, is_warned)| (name, *is_warned));
        Names::new(&parse("example.com"), lines)
    }

    fn drawn(names: &Names, open: &[&str]) -> Vec<String> {
        let shown = names.shown(|node| node.level == 1 || open.contains(&&*node.name));
        let line = |number: &usize| {
            let node = names.get(*number).unwrap();
            let (place, of) = node.place;
            format!(
                "{}{} {}/{} {place}:{of}",
                "-".repeat(node.level),
                node.label,
                node.changes,
                node.warned
            )
        };
        shown.iter().map(line).collect()
    }

    const MANY: &[(&str, bool)] = &[
        ("www.example.com", false),
        ("s1._domainkey.example.com", true),
        ("example.com", false),
        ("s2._domainkey.example.com", false),
        ("www.example.com", true),
        ("a.b.c.example.com", false),
    ];

    #[test]
    fn names_stand_below_the_names_that_they_have_in_common() {
        let names = tree(MANY);
        let closed = [
            "- 6/2 1:1",
            "--example.com 1/0 1:4",
            "--_domainkey 2/1 2:4",
            "--a.b.c 1/0 3:4",
            "--www 2/1 4:4",
        ];
        assert_eq!(drawn(&names, &[]), closed);
        let open = drawn(&names, &["_domainkey.example.com"]);
        assert_eq!(open[3..5], ["---s1 1/1 1:2", "---s2 1/0 2:2"]);
        let full: Vec<&str> = names.nodes.iter().map(|node| &*node.name).collect();
        assert_eq!(
            full[1..4],
            ["example.com", "_domainkey.example.com", "s1._domainkey.example.com"]
        );
        assert_eq!(names.find("a.b.c.example.com"), Some(5));
    }

    #[test]
    fn a_name_holds_its_own_lines_and_those_below() {
        let names = tree(MANY);
        let of = |name: &str| {
            let node = names.find(name).unwrap();
            (0..MANY.len() as u32).filter(|line| names.holds(node, *line)).collect::<Vec<_>>()
        };
        assert_eq!(of(""), [0, 1, 2, 3, 4, 5]);
        assert_eq!(of("example.com"), [2]);
        assert_eq!(of("_domainkey.example.com"), [1, 3]);
        assert_eq!(of("www.example.com"), [0, 4]);
    }

    #[test]
    fn a_name_outside_the_zone_and_no_name_at_all_are_no_trouble() {
        assert_eq!(drawn(&tree(&[]), &[]), ["- 0/0 1:1"]);
        assert_eq!(drawn(&tree(&[("other.test", false)]), &[]).len(), 2);
    }

    #[test]
    fn the_arrow_keys_walk_open_and_close() {
        let names = tree(MANY);
        let closed = names.shown(|node| node.level == 1);
        let open = names.shown(|_| true);
        let domainkey = names.find("_domainkey.example.com").unwrap();
        let step = |shown: &[usize], at, key| names.step(shown, at, key);
        assert_eq!(step(&closed, 0, TreeKey::Up), None);
        assert_eq!(step(&closed, 0, TreeKey::Down), Some(TreeStep::To(1)));
        assert_eq!(step(&closed, 0, TreeKey::Left), Some(TreeStep::Close));
        assert_eq!(step(&closed, domainkey, TreeKey::Right), Some(TreeStep::Open));
        assert_eq!(step(&closed, domainkey, TreeKey::Left), Some(TreeStep::To(0)));
        assert_eq!(step(&open, domainkey, TreeKey::Right), Some(TreeStep::To(domainkey + 1)));
        assert_eq!(step(&open, domainkey, TreeKey::Left), Some(TreeStep::Close));
        assert_eq!(step(&open, domainkey + 1, TreeKey::Left), Some(TreeStep::To(domainkey)));
        assert_eq!(step(&closed, 1, TreeKey::Right), None);
        assert_eq!(step(&open, 1, TreeKey::End), Some(TreeStep::To(names.len() - 1)));
        assert_eq!(step(&open, 4, TreeKey::Home), Some(TreeStep::To(0)));
        assert_eq!(step(&closed, domainkey + 1, TreeKey::Down), None, "a hidden node");
    }
}
