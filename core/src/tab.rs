//! What the browser's tab tells of long work while the user looks elsewhere: which work, and its icon.

use crate::plan::run::Progress;

/// Long work, or how it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TabWork {
    /// A scan is running and has found so many records.
    Scanning(usize),
    /// The scan failed.
    ScanFailed,
    /// A plan is being written.
    Writing(Progress),
    /// So many of its changes failed.
    WritesFailed(usize),
}

/// Steps of the ring, so that the icon changes seldom.
const STEPS: usize = 16;

impl TabWork {
    /// The icon as an SVG image in a `data:` URL: the number found, a ring that closes, or a mark of failure.
    #[must_use]
    pub fn icon(self) -> String {
        match self {
            Self::Scanning(found) => plate("%230a5aab", &short(found)),
            Self::Writing(progress) => ring(progress.over() * STEPS / progress.all.max(1)),
            Self::ScanFailed | Self::WritesFailed(_) => plate("%23a3261b", "!"),
        }
    }
}

/// White characters on a colour.
fn plate(colour: &str, words: &str) -> String {
    let size = match words.len() {
        ..3 => 20,
        3 => 15,
        _ => 12,
    };
    svg(&format!(
        "%3Crect width='32' height='32' rx='7' fill='{colour}'/%3E%3Ctext x='16' y='17' fill='white' \
         font-family='sans-serif' font-weight='700' font-size='{size}' text-anchor='middle' \
         dominant-baseline='central'%3E{words}%3C/text%3E"
    ))
}

/// A ring of which `done` steps are closed.
fn ring(done: usize) -> String {
    let circle = |more: String| format!("%3Ccircle cx='16' cy='16' r='12' {more}/%3E");
    let rest = circle("fill='white' stroke='%239ba8b4' stroke-width='8'".to_owned());
    let closed = format!(
        "fill='none' stroke='%230a5aab' stroke-width='8' pathLength='{STEPS}' \
         stroke-dasharray='{done} {STEPS}' transform='rotate(-90 16 16)'"
    );
    svg(&[rest, circle(closed)].concat())
}

fn svg(body: &str) -> String {
    format!(
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E{body}%3C/svg%3E"
    )
}

/// A number in few characters.
fn short(number: usize) -> String {
    if number < 1_000 { number.to_string() } else { format!("{}k", number / 1_000) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(verified: usize, all: usize) -> String {
        TabWork::Writing(Progress { all, verified, ..Progress::default() }).icon()
    }

    #[test]
    fn the_number_found_fits_into_the_icon() {
        for (found, shown) in [(0, "0"), (84, "84"), (999, "999"), (1_000, "1k"), (100_000, "100k")]
        {
            let icon = TabWork::Scanning(found).icon();
            assert!(icon.contains(&format!("%3E{shown}%3C/text")), "{icon}");
        }
    }

    #[test]
    fn the_ring_closes_as_changes_are_written() {
        for (done, all, steps) in [(0, 77, 0), (38, 77, 7), (77, 77, 16), (0, 0, 0)] {
            let icon = written(done, all);
            assert!(icon.contains(&format!("stroke-dasharray='{steps} 16'")), "{icon}");
        }
        assert_eq!(written(100, 10_000), written(120, 10_000));
    }

    #[test]
    fn an_icon_is_an_address_as_it_is() {
        for work in [TabWork::Scanning(5), TabWork::ScanFailed, TabWork::WritesFailed(2)] {
            let icon = work.icon();
            assert!(!icon.contains(['<', '>', '#', '"']), "{icon}");
        }
    }
}
