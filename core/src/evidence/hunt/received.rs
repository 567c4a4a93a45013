//! What came back of a question, from the HTTP response (RFC 8484, section 4.2.1).

use chrono::TimeDelta;

use super::Received;
use crate::evidence::{Answer, Question};
use crate::provider::Response;

impl Received {
    /// From a response. A status that no resolver has to send is a failure.
    #[must_use]
    pub fn of(response: &Response, question: &Question) -> Self {
        match response.status {
            200..=299 => match Answer::read(&response.body, question) {
                Ok(answer) => Self::Answer(Box::new(answer)),
                Err(unusable) => Self::Unusable(unusable),
            },
            429 => Self::Throttled(
                response.retry_after.and_then(|wait| TimeDelta::try_seconds(wait.into())),
            ),
            400 | 413..=415 => Self::Rejected,
            _ => Self::Failed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Unusable;
    use crate::name::DomainName;
    use crate::record::RecordType;

    #[test]
    fn the_status_tells_what_to_do() {
        let name = DomainName::parse("example.com").unwrap();
        let question = Question { name, rtype: RecordType::A };
        let of = |status, retry_after| {
            let body = b"<html>".to_vec();
            Received::of(&Response { status, retry_after, body }, &question)
        };
        assert_eq!(of(200, None), Received::Unusable(Unusable::Malformed));
        assert_eq!(of(429, Some(7)), Received::Throttled(Some(TimeDelta::seconds(7))));
        assert_eq!(of(429, None), Received::Throttled(None));
        for status in [400, 413, 414, 415] {
            assert_eq!(of(status, None), Received::Rejected);
        }
        for status in [302, 403, 404, 500, 502, 503, 504] {
            assert_eq!(of(status, None), Received::Failed);
        }
    }
}
