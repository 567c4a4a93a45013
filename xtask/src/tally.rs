//! Counts tests by what the runners themselves report. It never counts what was not run; a runner
//! that fails without naming a failed test counts as one failure, and so does one that ran nothing.

use std::fmt;
use std::ops::AddAssign;

/// Tests that passed and tests that failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many passed.
    pub passed: u64,
    /// How many failed.
    pub failed: u64,
}

impl Tally {
    /// One failure that is no test of its own: a lint, a build.
    pub const FAILURE: Self = Self { passed: 0, failed: 1 };

    /// Makes sure that the failure of the whole run shows. A run without tests is one: a filter, a
    /// moved folder or a report in another form would otherwise pass for a success.
    pub fn with_verdict(self, success: bool) -> Self {
        let shown = self.failed > 0 || (success && self.passed > 0);
        if shown { self } else { Self { failed: 1, ..self } }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Sums the `test result: ok. 3 passed; 0 failed; …` lines of cargo and of the wasm runner.
pub fn of_cargo(output: &str) -> Tally {
    let mut sum = Tally::default();
    for line in output.lines().filter(|line| line.starts_with("test result: ")) {
        sum += Tally {
            passed: number_before(line, " passed").unwrap_or(0),
            failed: number_before(line, " failed").unwrap_or(0),
        };
    }
    sum
}

/// Reads the sum that a command of this program prints as its last line.
pub fn of_command(output: &str) -> Tally {
    let number = |mark| output.lines().last().and_then(|line| number_before(line, mark));
    match (number(" passed, "), number(" failed")) {
        (Some(passed), Some(failed)) => Tally { passed, failed },
        _ => Tally::default(),
    }
}

fn number_before(text: &str, mark: &str) -> Option<u64> {
    let (before, _) = text.split_once(mark)?;
    before.rsplit(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_lines_of_cargo_are_summed() {
        let output = "running 2 tests\n\
            test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\
            a test prints: test result: ok. 99 passed\n\
            test result: FAILED. 3 passed; 2 failed; 0 ignored\n";
        assert_eq!(of_cargo(output), Tally { passed: 15, failed: 2 });
    }

    #[test]
    fn the_last_line_of_a_command_is_its_sum() {
        let tally = Tally { passed: 7, failed: 2 };
        assert_eq!(of_command(&format!("1 passed, 1 failed\n{tally}\n")), tally);
        assert_eq!(of_command(&format!("{tally}\nnginx is missing.")), Tally::default());
    }

    #[test]
    fn a_run_that_fails_without_a_failed_test_is_one_failure() {
        let tally = Tally { passed: 4, failed: 0 };
        assert_eq!(tally.with_verdict(false), Tally { passed: 4, failed: 1 });
        assert_eq!(tally.with_verdict(true), tally);
    }

    #[test]
    fn a_run_without_tests_is_one_failure() {
        assert_eq!(Tally::default().with_verdict(true), Tally::FAILURE);
    }
}
