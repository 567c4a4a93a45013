//! The changes of a plan as lines to look through: those that are applied and those that are left out, with
//! their marks, and the tree of their names.

mod names;

pub use names::{Names, Node, TreeKey, TreeStep};

use rustc_hash::FxHashSet;

use crate::change::{Change, Origin, Verb};
use crate::name::DomainName;
use crate::plan::{Plan, Planned, Warning};
use crate::provider::{Capabilities, NoteLimits};
use crate::record::Record;

/// The marks that lines are filtered by, a bit each: one for each verb, then these.
pub mod mark {
    /// The change has a warning that is more than a note.
    pub const WARNED: u16 = 1 << 5;
    /// The change is left out.
    pub const LEFT_OUT: u16 = 1 << 6;
    /// The change has failed.
    pub const FAILED: u16 = 1 << 7;
    /// The number of bits of each group.
    pub const GROUPS: [usize; 4] = [5, 1, 1, 1];
}

/// A change as a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The change; without warnings if it is left out.
    pub planned: Planned,
    /// Whether it is left out and stays pending.
    pub is_left_out: bool,
}

/// The lines, in the order in which they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines(pub Vec<Line>);

/// What the lines to apply come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineCounts {
    /// By verb, in the order of [`Verb::ALL`].
    pub verbs: [usize; 5],
    /// Those with a warning that is more than a note.
    pub warned: usize,
    /// Those that are left out.
    pub left_out: usize,
}

impl LineCounts {
    /// All changes to apply.
    #[must_use]
    pub fn taken(&self) -> usize {
        self.verbs.iter().sum()
    }
}

impl Lines {
    /// Plans changes without those that are left out: the others are checked as if these did not exist.
    #[must_use]
    pub fn new(
        changes: Vec<(u32, Change)>,
        left_out: &FxHashSet<Origin>,
        (zone, held): (&DomainName, &[Record]),
        rules: &Capabilities,
        notes: NoteLimits,
    ) -> Self {
        let mut taken = Vec::new();
        let left = |(item, change): (u32, Change)| {
            let mut planned = Planned::new(item, change);
            if left_out.contains(&planned.origin()) {
                planned.change.keep(rules);
                return Some(planned);
            }
            taken.push((planned.item, planned.change));
            None
        };
        // An empty place for each change that is not left out.
        let left: Vec<Option<Planned>> = changes.into_iter().map(left).collect();
        let mut taken = Plan::within(taken, zone, held, rules, notes).changes.into_iter();
        let line = |left: Option<Planned>| match left {
            Some(planned) => Some(Line { planned, is_left_out: true }),
            None => taken.next().map(|planned| Line { planned, is_left_out: false }),
        };
        Self(left.into_iter().filter_map(line).collect())
    }

    /// The changes as lines that nothing is known of yet: a large plan takes a while to check.
    #[must_use]
    pub fn unchecked(
        changes: Vec<(u32, Change)>,
        left_out: &FxHashSet<Origin>,
        rules: &Capabilities,
    ) -> Self {
        let line = |(item, change): (u32, Change)| {
            let mut planned = Planned::new(item, change);
            planned.change.keep(rules);
            let is_left_out = left_out.contains(&planned.origin());
            Line { planned, is_left_out }
        };
        Self(changes.into_iter().map(line).collect())
    }

    /// The lines of a plan, with nothing left out.
    #[must_use]
    pub fn of(changes: &[Planned]) -> Self {
        let line = |planned: &Planned| Line { planned: planned.clone(), is_left_out: false };
        Self(changes.iter().map(line).collect())
    }

    /// The line with this number.
    #[must_use]
    pub fn get(&self, number: u32) -> Option<&Line> {
        self.0.get(number as usize)
    }

    /// The plan of what is not left out.
    #[must_use]
    pub fn plan(&self) -> Plan {
        Plan { changes: self.taken().cloned().collect() }
    }

    /// The changes that are not left out.
    pub fn taken(&self) -> impl Iterator<Item = &Planned> {
        self.0.iter().filter(|line| !line.is_left_out).map(|line| &line.planned)
    }

    /// What the lines come to.
    #[must_use]
    pub fn counts(&self) -> LineCounts {
        let mut counts = LineCounts::default();
        for Line { planned, is_left_out } in &self.0 {
            match is_left_out {
                true => counts.left_out += 1,
                false => {
                    counts.warned += usize::from(planned.is_warned());
                    let own = counts.verbs.get_mut(planned.change.verb() as usize);
                    own.into_iter().for_each(|count| *count += 1);
                }
            }
        }
        counts
    }

    /// The marks of each line, except that of a failure.
    #[must_use]
    pub fn marks(&self) -> Vec<u16> {
        let of = |line: &Line| {
            let verb = 1 << line.planned.change.verb() as u16;
            let warned = if line.planned.is_warned() { mark::WARNED } else { 0 };
            verb | warned | if line.is_left_out { mark::LEFT_OUT } else { 0 }
        };
        self.0.iter().map(of).collect()
    }

    /// The notes that say the same of every record and come more than once, with their numbers: they are said
    /// once for all.
    #[must_use]
    pub fn common_notes(&self) -> Vec<(Warning, usize)> {
        const COMMON: [Warning; 5] = [
            Warning::Proxied,
            Warning::RejectForGood,
            Warning::RejectHere,
            Warning::Gap,
            Warning::SoAlready,
        ];
        let mut found = COMMON.map(|note| (note, 0));
        for warning in self.taken().flat_map(|planned| &planned.warnings) {
            let own = found.iter_mut().find(|(note, _)| note == warning);
            own.into_iter().for_each(|(_, count)| *count += 1);
        }
        found.into_iter().filter(|(_, count)| *count > 1).collect()
    }

    /// The tree of the names of these lines.
    #[must_use]
    pub fn names(&self, zone: &DomainName) -> Names {
        fn line(line: &Line) -> (&DomainName, bool) {
            (&line.planned.change.record().name, line.planned.is_warned())
        }
        Names::new(zone, self.0.iter().map(line))
    }
}

/// The place of a verb's bit among the marks.
#[must_use]
pub fn bit_of(verb: Verb) -> usize {
    verb as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::Provider;
    use crate::record::{Rdata, RecordType, Ttl};
    use crate::zone::Severity;

    fn name(text: &str) -> DomainName {
        DomainName::parse(text).unwrap()
    }

    fn record(owner: &str, rtype: RecordType, content: &str) -> Record {
        let rdata = Rdata::new(&rtype, [content]);
        Record::new(name(owner), rtype, rdata, Ttl::Seconds(60))
    }

    fn lines(changes: Vec<Change>, left_out: &[Origin]) -> Lines {
        let rules = Provider::Cloudflare.capabilities();
        let changes = (0..).zip(changes).collect();
        let left_out = left_out.iter().copied().collect();
        let notes = rules.note_limits(None);
        Lines::new(changes, &left_out, (&name("example.com"), &[]), rules, notes)
    }

    fn clashing() -> Vec<Change> {
        let add = |rtype, content: &str| Change::Add {
            record: record("www.example.com", rtype, content),
        };
        vec![
            add(RecordType::A, "192.0.2.1"),
            add(RecordType::Cname, "example.net"),
            Change::Reject { found: record("old.example.com", RecordType::A, "192.0.2.2") },
        ]
    }

    #[test]
    fn a_change_that_is_left_out_clashes_with_nothing_and_keeps_its_place() {
        let all = lines(clashing(), &[]);
        assert_eq!(all.counts(), LineCounts { verbs: [2, 0, 0, 0, 1], warned: 2, left_out: 0 });
        assert!(all.0[0].planned.worst() > Some(Severity::Notes));
        let some = lines(clashing(), &[Origin::Edit(1)]);
        assert_eq!(some.counts(), LineCounts { verbs: [1, 0, 0, 0, 1], warned: 0, left_out: 1 });
        let left_out: Vec<bool> = some.0.iter().map(|line| line.is_left_out).collect();
        assert_eq!(left_out, [false, true, false]);
        let numbers = |plan: Plan| plan.changes.iter().map(|p| p.item).collect::<Vec<_>>();
        assert_eq!(numbers(some.plan()), [0, 2]);
        assert_eq!(numbers(lines(clashing(), &[Origin::Item(2)]).plan()), [0, 1]);
    }

    #[test]
    fn unchecked_lines_are_the_same_without_warnings() {
        let rules = Provider::Cloudflare.capabilities();
        let left_out = FxHashSet::from_iter([Origin::Edit(1)]);
        let changes = || (0..).zip(clashing()).collect();
        let mut checked = lines(clashing(), &[Origin::Edit(1)]);
        checked.0.iter_mut().for_each(|line| line.planned.warnings.clear());
        assert_eq!(Lines::unchecked(changes(), &left_out, rules), checked);
    }

    #[test]
    fn the_marks_of_a_line_name_its_verb_and_what_is_special() {
        let some = lines(clashing(), &[Origin::Edit(1)]);
        assert_eq!(some.marks(), [1, 1 | mark::LEFT_OUT, 1 << 4]);
        assert_eq!(lines(clashing(), &[]).marks()[0], 1 | mark::WARNED);
        assert_eq!(Verb::ALL.map(bit_of), [0, 1, 2, 3, 4]);
        assert_eq!(1 << mark::GROUPS.iter().sum::<usize>(), mark::FAILED << 1);
    }

    #[test]
    fn a_note_that_many_share_is_said_once() {
        let proxied = |owner: &str| Change::Add {
            record: Record { proxied: Some(true), ..record(owner, RecordType::A, "192.0.2.1") },
        };
        let several = lines(vec![proxied("a.example.com"), proxied("b.example.com")], &[]);
        assert_eq!(several.common_notes(), [(Warning::Proxied, 2)]);
        assert_eq!(lines(vec![proxied("a.example.com")], &[]).common_notes(), []);
    }
}
