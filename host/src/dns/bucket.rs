//! How many questions may leave this machine: a bucket that fills up again while time passes, so that a page may ask
//! in bursts and no resolver is flooded.

use std::time::Instant;

/// What is left.
#[derive(Debug)]
pub struct QuestionBucket {
    rate: f64,
    left: f64,
    at: Instant,
}

impl QuestionBucket {
    /// A full one, for so many questions a second.
    pub fn new(rate: f64, now: Instant) -> Self {
        Self { rate, left: rate, at: now }
    }

    /// Takes out `count` questions if they are there.
    pub fn take(&mut self, count: u32, now: Instant) -> bool {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        self.left = self.rate.min(self.left + passed * self.rate);
        self.at = now;
        let left = self.left - f64::from(count);
        if left >= 0.0 {
            self.left = left;
        }
        left >= 0.0
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn lets_so_many_questions_through_at_once_and_each_second() {
        let start = Instant::now();
        let mut bucket = QuestionBucket::new(60.0, start);
        let taken =
            |bucket: &mut QuestionBucket, now| (0..99).filter(|_| bucket.take(1, now)).count();
        assert_eq!(taken(&mut bucket, start), 60);
        assert_eq!(taken(&mut bucket, start + Duration::from_millis(500)), 30);
        assert_eq!(taken(&mut bucket, start + Duration::from_secs(60)), 60);
    }

    #[test]
    fn what_is_refused_takes_nothing() {
        let start = Instant::now();
        let mut bucket = QuestionBucket::new(60.0, start);
        assert!(!bucket.take(61, start) && bucket.take(60, start));
    }
}
