//! Replay: what a policy would have paid on a history, and who would get more, less or something else than by
//! another policy.
//!
//! One thread reads the history in batches of whole lines; the others compute them, each counting for itself.
//! Counts are put together at the end, so neither the order of lines nor the number of threads changes the
//! report. As many batches go round as are needed to keep every thread busy, and no more.

mod batch;
mod change;
mod first;
mod outcome;
mod report;
mod spread;
mod table;
mod tally;
mod worker;

use amends_core::document::replay::{ReplayReportDocument, Taken};
use amends_core::fault::Fault;
use amends_core::policy::Policy;
use batch::{Batch, JsonLines, Source};
use chrono::NaiveDate;
use std::fmt;
use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use table::{Columns, Record, Table};
use worker::Worker;

/// How a history is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// JSON Lines: a complaint document each, which may name its day under `today`.
    JsonLines,
    /// CSV (RFC 4180): a header of fact ids, `problem`, `today`, `language` and `choice`; a record each.
    Csv,
}

/// What is replayed.
#[derive(Debug, Clone, Copy)]
pub struct Replay<'p> {
    /// The policy asked about.
    pub policy: &'p Policy,
    /// The policy compared with.
    pub against: Option<&'p Policy>,
    /// The day of lines that name none.
    pub today: NaiveDate,
    /// Which option of a line counts as paid.
    pub taken: Taken,
    /// Most lines named as examples of one thing.
    pub examples: usize,
    /// Threads that compute.
    pub threads: NonZeroUsize,
}

/// How far it is.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// Bytes read.
    pub bytes: u64,
    /// Lines read.
    pub lines: u64,
}

/// Why there is no report.
#[derive(Debug)]
pub enum Failure {
    /// The history cannot be read on.
    Reading(io::Error),
    /// The header of a table has faults.
    Header(Vec<Fault>),
    /// A number is too large to be counted.
    Overflow,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reading(error) => write!(f, "the history cannot be read on: {error}"),
            Self::Header(faults) => {
                faults.iter().try_for_each(|fault| writeln!(f, "{fault} [{}]", fault.code))
            }
            Self::Overflow => f.write_str("the sums are too large to be written"),
        }
    }
}

impl std::error::Error for Failure {}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Reading(error)
    }
}

impl Replay<'_> {
    /// Replays a history; `seen` is told from time to time how far it is.
    ///
    /// # Errors
    /// When the history cannot be read on, or the header of a table has faults. A line that cannot be read is
    /// counted in the report instead.
    pub fn run(
        &self,
        form: Form,
        history: impl Read,
        seen: &mut dyn FnMut(Progress),
    ) -> Result<ReplayReportDocument, Failure> {
        match form {
            Form::JsonLines => self.report(&mut JsonLines::new(history), None, seen),
            Form::Csv => {
                let (mut table, header) = Table::new(history)?;
                let columns = self.columns(&header).map_err(Failure::Header)?;
                self.report(&mut table, Some(&columns), seen)
            }
        }
    }

    /// The columns of a table by either policy.
    fn columns(&self, header: &Record) -> Result<[Columns; 2], Vec<Fault>> {
        let own = Columns::of(header, self.policy, self.against)?;
        let other = match self.against {
            Some(against) => Columns::of(header, against, Some(self.policy))?,
            None => own.clone(),
        };
        Ok([own, other])
    }

    fn report(
        &self,
        source: &mut dyn Source,
        columns: Option<&[Columns; 2]>,
        seen: &mut dyn FnMut(Progress),
    ) -> Result<ReplayReportDocument, Failure> {
        report::report(self, &self.count(source, columns, seen)?)
    }

    /// Counts every batch, on several threads.
    fn count<'c>(
        &'c self,
        source: &mut dyn Source,
        columns: Option<&'c [Columns; 2]>,
        seen: &mut dyn FnMut(Progress),
    ) -> io::Result<Worker<'c>> {
        // Two batches for each thread: one to compute, one on its way; and one to read into.
        let batches = self.threads.get().saturating_mul(2).saturating_add(1);
        let (give, free) = sync_channel(batches);
        let (send, work) = sync_channel(batches);
        for _ in 0..batches {
            // There is room for all of them.
            let _ = give.send(Batch::default());
        }
        let work = Mutex::new(work);
        thread::scope(|scope| {
            let start = || {
                let (work, give) = (&work, give.clone());
                scope.spawn(move || {
                    let mut worker = Worker::new(self, columns);
                    compute(&mut worker, work, &give);
                    worker
                })
            };
            let threads: Vec<_> = (0..self.threads.get()).map(|_| start()).collect();
            drop(give);
            let read = read(source, &free, send, seen);
            let mut all: Option<Worker<'c>> = None;
            for thread in threads {
                let stopped = |_| io::Error::other("a thread stopped before its time");
                let own = thread.join().map_err(stopped)?;
                match &mut all {
                    Some(all) => all.merge(own),
                    None => all = Some(own),
                }
            }
            read?;
            all.ok_or_else(|| io::Error::other("no thread was started"))
        })
    }
}

/// Reads batch after batch and sends them to be computed.
fn read(
    source: &mut dyn Source,
    free: &Receiver<Batch>,
    work: SyncSender<Batch>,
    seen: &mut dyn FnMut(Progress),
) -> io::Result<()> {
    // Without a free batch or anybody to compute it, all threads have stopped.
    while let Ok(mut batch) = free.recv() {
        if !source.fill(&mut batch)? || work.send(batch).is_err() {
            break;
        }
        let (bytes, lines) = source.taken();
        seen(Progress { bytes, lines });
    }
    Ok(())
}

/// Computes batch after batch and gives each back.
fn compute(worker: &mut Worker<'_>, work: &Mutex<Receiver<Batch>>, give: &SyncSender<Batch>) {
    let next = || work.lock().unwrap_or_else(PoisonError::into_inner).recv();
    while let Ok(mut batch) = next() {
        worker.count(&batch);
        batch.clear();
        // Nobody reads on.
        let _ = give.send(batch);
    }
}
