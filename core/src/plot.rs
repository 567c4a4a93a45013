//! Axes of a chart: round numbers to mark on the value axis, and the bars to label on the other one; and the line of a
//! number that grows.

use chrono::TimeDelta;

/// The highest number of steps on the value axis.
const STEPS: u64 = 4;

/// The numbers to mark on the value axis: from zero in equal round steps, the last one not below `most`.
#[must_use]
pub fn ticks(most: u64) -> Vec<u64> {
    let most = most.max(1);
    let mut unit = 1_u64;
    loop {
        for factor in [1, 2, 5] {
            let step = unit.saturating_mul(factor);
            if most.div_ceil(step) <= STEPS {
                return (0..=most.div_ceil(step)).map(|place| step.saturating_mul(place)).collect();
            }
        }
        unit = unit.saturating_mul(10);
    }
}

/// The size of a bar in percent of the axis.
#[must_use]
pub fn percent(value: u64, top: u64) -> f64 {
    if top == 0 { 0.0 } else { value as f64 / top as f64 * 100.0 }
}

/// The bars to label: at most `labels` of them at equal distances, the first one included.
#[must_use]
pub fn labelled(bars: usize, labels: usize) -> Vec<usize> {
    let step = bars.div_ceil(labels.max(1)).max(1);
    (0..bars).step_by(step).collect()
}

/// A number that grows: what it was from a moment on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The time since the start.
    pub at: TimeDelta,
    /// The number.
    pub count: u64,
}

/// The corners of a line in steps from zero to the last sample, which lasts until `end`: `x,y` in percent of the
/// width and of the height, from the top left corner, as SVG takes them.
#[must_use]
pub fn steps(samples: &[Sample], end: TimeDelta, top: u64) -> String {
    let share = |at: TimeDelta| {
        percent(at.num_milliseconds().max(0) as u64, end.num_milliseconds().max(1) as u64)
            .min(100.0)
    };
    let height = |count| 100.0 - percent(count, top);
    let mut line = "0,100".to_owned();
    let mut count = 0;
    for sample in samples {
        let x = share(sample.at);
        line += &format!(" {x:.1},{:.1} {x:.1},{:.1}", height(count), height(sample.count));
        count = sample.count;
    }
    line + &format!(" 100,{:.1}", height(count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn marks_equal_round_steps_up_to_the_largest_value(most in any::<u64>()) {
            let ticks = ticks(most);
            prop_assert!(ticks.len() >= 2 && ticks.len() <= 6);
            prop_assert_eq!(ticks[0], 0);
            prop_assert!(ticks.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert!(*ticks.last().unwrap() >= most);
        }

        #[test]
        fn labels_the_first_bar_and_no_more_than_asked_for(bars in 0..2_000_usize, labels in 0..20_usize) {
            let places = labelled(bars, labels);
            prop_assert_eq!(places.first().copied(), (bars > 0).then_some(0));
            prop_assert!(places.len() <= labels.max(1));
            prop_assert!(places.iter().all(|place| *place < bars));
        }
    }

    #[test]
    fn marks_numbers_that_people_count_in() {
        assert_eq!(ticks(0), [0, 1]);
        assert_eq!(ticks(4), [0, 1, 2, 3, 4]);
        assert_eq!(ticks(731), [0, 200, 400, 600, 800]);
        assert_eq!(ticks(1_000), [0, 500, 1_000]);
    }

    #[test]
    fn a_number_that_grows_is_a_line_in_steps() {
        let sample = |seconds, count| Sample { at: TimeDelta::seconds(seconds), count };
        let line = steps(&[sample(1, 5), sample(3, 10)], TimeDelta::seconds(4), 10);
        assert_eq!(line, "0,100 25.0,100.0 25.0,50.0 75.0,50.0 75.0,0.0 100,0.0");
        assert_eq!(steps(&[], TimeDelta::zero(), 0), "0,100 100,100.0");
    }

    #[test]
    fn measures_bars_in_percent() {
        assert_eq!(percent(50, 200), 25.0);
        assert_eq!(percent(5, 0), 0.0);
    }
}
