//! A scan in the background, for both providers: what it has found so far and how it ended. It
//! knows neither API.

use std::{
    str::FromStr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, SystemTime},
};

use hickory_proto::rr::{Name, Record};

use super::{accounts::lock, sentinel::ZoneBehaviour};
use crate::{ids, scan::Scanner};

static STARTED: AtomicU64 = AtomicU64::new(0);

/// Where a scan stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It goes on.
    Running,
    /// It found what it could.
    Completed,
    /// It ended without a result; says why.
    Failed(String),
}

/// One scan.
pub struct Job {
    /// A UUID.
    pub id: String,
    /// The domain that is scanned.
    pub domain: String,
    /// When it began.
    pub created: SystemTime,
    progress: Mutex<Progress>,
}

struct Progress {
    phase: Phase,
    ended: Option<SystemTime>,
    found: Vec<Record>,
}

impl Job {
    fn new(domain: &str) -> Self {
        let created = SystemTime::now();
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        Self {
            id: ids::uuid(&(domain, created, number)),
            domain: domain.to_owned(),
            created,
            progress: Mutex::new(Progress { phase: Phase::Running, ended: None, found: vec![] }),
        }
    }

    /// A scan that was over before, with these records.
    pub fn completed(domain: &str, found: Vec<Record>) -> Arc<Self> {
        let job = Self::new(domain);
        job.add(found);
        job.end(Phase::Completed);
        Arc::new(job)
    }

    /// Starts a scan and returns at once.
    pub fn start(
        scanner: &Arc<Scanner>,
        domain: &str,
        behaviour: ZoneBehaviour,
        pace: Duration,
    ) -> Arc<Self> {
        let job = Arc::new(Self::new(domain));
        tokio::spawn(run(Arc::clone(&job), Arc::clone(scanner), behaviour, pace));
        job
    }

    /// Where it stands and when it ended.
    pub fn phase(&self) -> (Phase, Option<SystemTime>) {
        let progress = lock(&self.progress);
        (progress.phase.clone(), progress.ended)
    }

    /// What was found, the first `known` records left out.
    pub fn found_after(&self, known: usize) -> Vec<Record> {
        lock(&self.progress).found.get(known..).unwrap_or_default().to_vec()
    }

    fn add(&self, records: Vec<Record>) {
        lock(&self.progress).found.extend(records);
    }

    fn end(&self, phase: Phase) {
        let mut progress = lock(&self.progress);
        progress.phase = phase;
        progress.ended = Some(SystemTime::now());
    }
}

async fn run(job: Arc<Job>, scanner: Arc<Scanner>, behaviour: ZoneBehaviour, pace: Duration) {
    let Ok(domain) = Name::from_str(&format!("{}.", job.domain)) else {
        return job.end(Phase::Failed("This is not a domain name.".into()));
    };
    let mut held_back = Vec::new();
    let result = scanner
        .scan(&domain, pace, |records| match behaviour {
            ZoneBehaviour::FailedScan | ZoneBehaviour::EmptyScan => {}
            ZoneBehaviour::FindsLess => job.add(without_two_names(records)),
            ZoneBehaviour::LongScan | ZoneBehaviour::LateRecords => held_back.extend(records),
            _ => job.add(records),
        })
        .await;
    release(&job, held_back, pace, behaviour).await;
    match (result, behaviour) {
        (_, ZoneBehaviour::FailedScan) => {
            job.end(Phase::Failed("The name servers of this domain refused to answer.".into()));
        }
        (Ok(()), _) => job.end(Phase::Completed),
        (Err(error), _) => job.end(Phase::Failed(error.to_string())),
    }
}

/// What is not at `blog` or `ftp`.
fn without_two_names(mut records: Vec<Record>) -> Vec<Record> {
    records.retain(|record| {
        let label = record.name.iter().next();
        !label.is_some_and(|label| label == b"blog" || label == b"ftp")
    });
    records
}

/// Lets records that were held back appear one by one, or in two bursts.
async fn release(job: &Job, mut records: Vec<Record>, pace: Duration, behaviour: ZoneBehaviour) {
    if behaviour == ZoneBehaviour::LateRecords {
        let late = records.split_off(records.len() / 2);
        job.add(records);
        tokio::time::sleep(pace * 15 / 2).await;
        return job.add(late);
    }
    let count = u32::try_from(records.len()).unwrap_or(u32::MAX).max(1);
    for record in records {
        tokio::time::sleep(pace * 15 / count).await;
        job.add(vec![record]);
    }
}

#[cfg(test)]
mod tests {
    use crate::{ResolverChoice, authority::Authority, zonefile};

    use super::*;

    async fn finished(behaviour: ZoneBehaviour, domain: &str) -> Arc<Job> {
        let authority = Authority::start(&[("x.example", zonefile::TEMPLATE)]).await.unwrap();
        let scanner = Scanner::new(authority, ResolverChoice::Sandbox, Duration::ZERO).unwrap();
        let job = Job::start(&Arc::new(scanner), domain, behaviour, Duration::ZERO);
        while job.phase().0 == Phase::Running {
            tokio::task::yield_now().await;
        }
        job
    }

    #[tokio::test]
    async fn every_scan_behaviour_finds_the_same_records() {
        let plain = finished(ZoneBehaviour::Plain, "x.example").await.found_after(0).len();
        assert!(plain > 10);
        for behaviour in [ZoneBehaviour::LongScan, ZoneBehaviour::LateRecords] {
            let job = finished(behaviour, "x.example").await;
            assert_eq!(job.found_after(0).len(), plain);
            assert_eq!(job.found_after(plain - 1).len(), 1);
            assert!(job.found_after(plain + 1).is_empty());
        }
    }

    #[tokio::test]
    async fn every_second_scan_finds_less() {
        let found = async |number| {
            let behaviour = ZoneBehaviour::FindsLess.in_scan(number);
            finished(behaviour, "x.example").await.found_after(0)
        };
        let (first, second, third) = (found(1).await, found(2).await, found(3).await);
        assert_eq!((first.len(), first.len()), (third.len(), second.len() + 2));
        assert!(second.iter().all(|record| first.contains(record)));
    }

    #[tokio::test]
    async fn a_scan_can_fail_or_find_nothing() {
        let job = finished(ZoneBehaviour::FailedScan, "x.example").await;
        assert!(matches!(job.phase(), (Phase::Failed(_), Some(_))));
        let job = finished(ZoneBehaviour::EmptyScan, "x.example").await;
        assert_eq!(job.phase().0, Phase::Completed);
        assert!(job.found_after(0).is_empty());
    }

    #[tokio::test]
    async fn a_scan_of_an_unknown_domain_fails_and_names_the_option() {
        let job = finished(ZoneBehaviour::Plain, "elsewhere.example").await;
        let (Phase::Failed(why), _) = job.phase() else { panic!("not failed") };
        assert!(why.contains("--resolver system"));
    }
}
