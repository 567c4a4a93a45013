//! The layout of a grid: which columns are visible, their order and widths, the row height, and whether
//! all rows are rendered. Saved as text with labels, widths and flags, never with row contents.

/// The maximum number of rows rendered at once.
pub const MOST_AT_ONCE: usize = 5_000;
/// The minimum width. Widths are in quarters of the root font size, so that they scale with the text.
const LEAST: u32 = 12;
const MOST: u32 = 400;

/// A column with its position in the layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The column's number.
    pub column: usize,
    /// Whether the column is hidden.
    pub is_hidden: bool,
    /// The width that the user has set.
    pub width: Option<u32>,
}

/// The layout of a grid. Contains every column once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    columns: Vec<Placed>,
    /// Whether rows are compact.
    pub is_compact: bool,
    /// Whether to render all rows, up to the maximum.
    pub is_whole: bool,
}

impl Layout {
    /// The default layout for this many columns.
    #[must_use]
    pub fn new(columns: usize) -> Self {
        Self { columns: (0..columns).map(as_made).collect(), ..Self::default() }
    }

    /// Restores a saved layout for the columns with these labels. An invalid text is ignored; columns that
    /// the text does not contain are shown.
    #[must_use]
    pub fn read(text: &str, labels: &[&str]) -> Self {
        Self::parse(text, labels).unwrap_or_else(|| Self::new(labels.len()))
    }

    fn parse(text: &str, labels: &[&str]) -> Option<Self> {
        let mut words = text.split(';');
        let (is_compact, is_whole) = match words.next()? {
            "1" => (false, false),
            "1c" => (true, false),
            "1w" => (false, true),
            "1cw" => (true, true),
            _ => return None,
        };
        let mut layout = Self { columns: Vec::new(), is_compact, is_whole };
        for word in words {
            let (word, width) = match word.split_once(':') {
                Some((word, width)) => (word, Some(width.parse().ok()?)),
                None => (word, None),
            };
            let label = word.strip_prefix('-');
            let column = labels.iter().position(|known| *known == label.unwrap_or(word))?;
            let is_hidden = label.is_some() && may_hide(column, labels.len());
            if layout.place(column).is_some() || width.is_some_and(|width| fit(width) != width) {
                return None;
            }
            layout.columns.push(Placed { column, is_hidden, width });
        }
        for column in 0..labels.len() {
            if layout.place(column).is_none() {
                layout.columns.insert(column.min(layout.columns.len()), as_made(column));
            }
        }
        Some(layout)
    }

    /// Serializes the layout.
    #[must_use]
    pub fn write(&self, labels: &[&str]) -> String {
        let mut text = String::from("1");
        if self.is_compact {
            text.push('c');
        }
        if self.is_whole {
            text.push('w');
        }
        for placed in &self.columns {
            text.push(';');
            if placed.is_hidden {
                text.push('-');
            }
            text.push_str(labels.get(placed.column).copied().unwrap_or_default());
            if let Some(width) = placed.width {
                text.push(':');
                text.push_str(&width.to_string());
            }
        }
        text
    }

    /// All columns in order.
    #[must_use]
    pub fn columns(&self) -> &[Placed] {
        &self.columns
    }

    /// The visible columns, in order.
    pub fn shown(&self) -> impl Iterator<Item = &Placed> {
        self.columns.iter().filter(|placed| !placed.is_hidden)
    }

    /// Whether a column may be hidden. The first one identifies the row and the last one holds its actions,
    /// so both stay.
    #[must_use]
    pub fn may_hide(&self, column: usize) -> bool {
        may_hide(column, self.columns.len())
    }

    /// Shows or hides a column.
    pub fn show(&mut self, column: usize, is_shown: bool) {
        let may_hide = self.may_hide(column);
        if let Some(placed) = self.placed(column) {
            placed.is_hidden = !is_shown && may_hide;
        }
    }

    /// Sets the width of a column, within limits.
    pub fn widen(&mut self, column: usize, width: u32) {
        if let Some(placed) = self.placed(column) {
            placed.width = Some(fit(width));
        }
    }

    /// Swaps a column with its right or left neighbour.
    pub fn shift(&mut self, column: usize, is_right: bool) {
        if let Some(place) = self.place(column) {
            let left = if is_right { Some(place) } else { place.checked_sub(1) };
            if let Some([one, other]) = left.and_then(|left| self.columns.get_mut(left..left + 2)) {
                std::mem::swap(one, other);
            }
        }
    }

    /// Whether to render all of this many rows.
    #[must_use]
    pub fn draws_all(&self, rows: usize) -> bool {
        self.is_whole && rows <= MOST_AT_ONCE
    }

    fn place(&self, column: usize) -> Option<usize> {
        self.columns.iter().position(|placed| placed.column == column)
    }

    fn placed(&mut self, column: usize) -> Option<&mut Placed> {
        self.columns.iter_mut().find(|placed| placed.column == column)
    }
}

fn as_made(column: usize) -> Placed {
    Placed { column, is_hidden: false, width: None }
}

fn may_hide(column: usize, columns: usize) -> bool {
    column > 0 && column + 1 < columns
}

fn fit(width: u32) -> u32 {
    width.clamp(LEAST, MOST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LABELS: [&str; 5] = ["Name", "Type", "TTL", "Note", "Edit"];

    fn layouts() -> impl Strategy<Value = Layout> {
        let step = (0_usize..4, 0_usize..6, any::<bool>(), 0_u32..500);
        let flags = any::<(bool, bool)>();
        (prop::collection::vec(step, 0..20), flags).prop_map(|(steps, (is_compact, is_whole))| {
            let mut layout = Layout { is_compact, is_whole, ..Layout::new(LABELS.len()) };
            for (what, column, on, width) in steps {
                match what {
                    0 => layout.show(column, on),
                    1 => layout.widen(column, width),
                    _ => layout.shift(column, on),
                }
            }
            layout
        })
    }

    fn is_sound(layout: &Layout) -> bool {
        let mut columns: Vec<usize> = layout.columns().iter().map(|placed| placed.column).collect();
        columns.sort_unstable();
        let shown = |column| layout.shown().any(|placed| placed.column == column);
        let fits = |placed: &Placed| placed.width.is_none_or(|width| fit(width) == width);
        columns.into_iter().eq(0..LABELS.len())
            && shown(0)
            && shown(LABELS.len() - 1)
            && layout.columns().iter().all(fits)
    }

    proptest! {
        #[test]
        fn any_layout_has_each_column_once_and_reads_back_equal(layout in layouts()) {
            prop_assert!(is_sound(&layout));
            prop_assert_eq!(Layout::read(&layout.write(&LABELS), &LABELS), layout);
        }

        #[test]
        fn any_text_reads_as_a_layout_with_each_column_once(
            text in "(1c?w?)?(;-?(Name|Type|TTL|Note|Edit|Other|[a-z]?)(:[0-9]{1,11})?){0,7}|.{0,20}",
        ) {
            prop_assert!(is_sound(&Layout::read(&text, &LABELS)));
        }

        #[test]
        fn adds_the_columns_that_a_kept_layout_lacks(layout in layouts(), known in 1_usize..5) {
            let text = layout.write(&LABELS);
            let words: Vec<&str> = text.split(';').take(known).collect();
            prop_assert!(is_sound(&Layout::read(&words.join(";"), &LABELS)));
        }
    }

    #[test]
    fn writes_labels_widths_and_flags() {
        let mut layout = Layout { is_compact: true, ..Layout::new(LABELS.len()) };
        layout.show(2, false);
        layout.widen(1, 30);
        layout.shift(1, false);
        assert_eq!(layout.write(&LABELS), "1c;Type:30;Name;-TTL;Note;Edit");
    }

    #[test]
    fn reads_a_broken_text_as_the_default_layout() {
        let broken =
            ["", "2", "1x", "1;Name;Name", "1;Nobody", "1;Name:", "1;Name:-3", "1;Name:9999"];
        for text in broken.into_iter().chain(["1;Name:wide", "{}", "1;"]) {
            assert_eq!(Layout::read(text, &LABELS), Layout::new(LABELS.len()), "{text}");
        }
    }

    #[test]
    fn inserts_a_new_column_at_its_default_position() {
        let layout = Layout::read("1;Name;TTL;Note;Edit", &LABELS);
        assert_eq!(layout, Layout::new(LABELS.len()));
    }

    #[test]
    fn draws_all_rows_only_up_to_the_maximum() {
        let whole = Layout { is_whole: true, ..Layout::new(2) };
        assert!(whole.draws_all(MOST_AT_ONCE));
        assert!(!whole.draws_all(MOST_AT_ONCE + 1));
        assert!(!Layout::new(2).draws_all(1));
    }
}
