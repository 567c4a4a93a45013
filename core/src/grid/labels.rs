//! Labels of rows: each row has none, one or several. They are made once for a set of rows, so that asking for
//! one compares each name once and no text of a row.

use smallvec::SmallVec;

use crate::lower::lower;

/// The labels of rows, by place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// The names, in the order in which they were first given.
    names: Vec<String>,
    of_rows: Vec<SmallVec<[u16; 2]>>,
}

impl Labels {
    /// Rows without labels.
    #[must_use]
    pub fn new(rows: usize) -> Self {
        Self { names: Vec::new(), of_rows: vec![SmallVec::new(); rows] }
    }

    /// Gives a row a label. A place beyond the rows is ignored.
    pub fn add(&mut self, row: usize, name: &str) {
        let Some(own) = self.of_rows.get_mut(row) else { return };
        let number = self.names.iter().position(|known| known == name).unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        });
        let number = number as u16;
        if !own.contains(&number) {
            own.push(number);
        }
    }

    /// Each name with the number of its rows, the most frequent first.
    #[must_use]
    pub fn counts(&self) -> Vec<(&str, usize)> {
        let mut counts: Vec<(&str, usize)> = self.names.iter().map(|name| (&**name, 0)).collect();
        for number in self.of_rows.iter().flatten() {
            if let Some((_, count)) = counts.get_mut(usize::from(*number)) {
                *count += 1;
            }
        }
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts
    }

    /// Keeps the rows with a label whose name contains this text in lower case, or those without one.
    pub fn keep(&self, text: &str, is_negated: bool, rows: &mut Vec<u32>) {
        let meant: Vec<bool> = self.names.iter().map(|name| lower(name).contains(text)).collect();
        let is_meant = |number: &u16| meant.get(usize::from(*number)) == Some(&true);
        rows.retain(|row| {
            let own = self.of_rows.get(*row as usize);
            own.is_some_and(|own| own.iter().any(is_meant)) != is_negated
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels() -> Labels {
        let mut labels = Labels::new(4);
        for (row, name) in
            [(0, "Mail"), (2, "Microsoft 365"), (2, "Mail"), (2, "Mail"), (9, "Gone")]
        {
            labels.add(row, name);
        }
        labels
    }

    #[test]
    fn keeps_the_rows_with_a_label_or_without() {
        let kept = |text: &str, is_negated| {
            let mut rows = vec![3, 2, 1, 0];
            labels().keep(text, is_negated, &mut rows);
            rows
        };
        assert_eq!(kept("mail", false), [2, 0]);
        assert_eq!(kept("mail", true), [3, 1]);
        assert_eq!(kept("microsoft 365", false), [2]);
        assert_eq!(kept("m", false), [2, 0]);
        assert!(kept("gone", false).is_empty());
    }

    #[test]
    fn counts_each_row_once() {
        assert_eq!(labels().counts(), [("Mail", 2), ("Microsoft 365", 1)]);
    }
}
