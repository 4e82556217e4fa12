//! Many pairs, on every core, by their numbers: the same in every run.

use super::compare::Verdict;
use super::coverage::Coverage;
use super::minimise::minimise;
use super::pairs::{Pair, Pairs};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// Complaints to each policy in a row.
pub const BATCH: u64 = 32;
/// One batch in so many is to a policy of the repository.
const REPOSITORY: u64 = 8;
/// So many disagreements are enough to look at.
const ENOUGH: usize = 12;

/// What came of many pairs.
#[derive(Debug, Default)]
pub struct Run {
    /// What the pairs came to.
    pub coverage: Coverage,
    /// The smallest pairs found on which the calculators differ, one for each policy, with their names.
    pub disagreements: Vec<(String, Pair)>,
}

/// Compares so many pairs, in whole batches, beginning with the batch of a number. `compared` is told how many more are
/// done, from several threads.
///
/// # Errors
/// A policy of the repository cannot be read.
pub fn run(first: u64, pairs: u64, compared: &(dyn Fn(u64) + Sync)) -> Result<Run, String> {
    let repository = Pairs::of_repository()?;
    let end = first.saturating_add(pairs.div_ceil(BATCH));
    let next = AtomicU64::new(first);
    let worker = || {
        let mut run = Run::default();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= end || run.disagreements.len() >= ENOUGH {
                return run;
            }
            run.batch(number, &repository);
            compared(BATCH);
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let runs: Vec<Run> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).collect()
    });
    if runs.len() < threads {
        return Err("a calculator panicked; what it said is above".to_owned());
    }
    Ok(runs.into_iter().fold(Run::default(), Run::joined))
}

impl Run {
    fn joined(mut self, other: Self) -> Self {
        self.coverage.join(&other.coverage);
        self.disagreements.extend(other.disagreements);
        self
    }

    /// The batch of a number: complaints to one policy.
    fn batch(&mut self, number: u64, repository: &[Pairs]) {
        let place = usize::try_from(number / REPOSITORY).unwrap_or(0) % repository.len().max(1);
        let made;
        let pairs = match repository.get(place).filter(|_| number.is_multiple_of(REPOSITORY)) {
            Some(pairs) => pairs,
            None => match Pairs::generated(number) {
                Some(pairs) => {
                    made = pairs;
                    &made
                }
                None => return,
            },
        };
        let mut seen = false;
        for complaint in (0..BATCH).map(|index| number.wrapping_mul(BATCH).wrapping_add(index)) {
            let verdict = pairs.verdict(complaint);
            self.coverage.count(&verdict);
            if let Verdict::Differ(places) = verdict
                && !seen
            {
                seen = true;
                let pair = minimise(pairs.pair(complaint), |pair| still_differs(pair, &places));
                self.disagreements.push((format!("pair-{complaint}"), pair));
            }
        }
    }
}

/// Whether a pair differs at the first of these places still, whatever the numbers of entries before it are.
fn still_differs(pair: &Pair, places: &[String]) -> bool {
    let kind = |place: &String| -> String {
        let place = place.split(": ").next().unwrap_or_default();
        place.chars().filter(|letter| !letter.is_ascii_digit()).collect()
    };
    let Some(wanted) = places.first().map(kind) else { return false };
    let verdict = pair.verdict();
    matches!(verdict, Ok(Verdict::Differ(places)) if places.iter().any(|place| kind(place) == wanted))
}
