//! The one thread that writes: it gathers what waits into one transaction, so that one flush to the
//! disk serves many. Each piece of work has its own savepoint, so that one that fails takes nothing
//! with it and leaves nothing behind.

use super::StoreError;
use rusqlite::{Connection, Savepoint, Transaction, TransactionBehavior};
use std::fmt;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::JoinHandle;

/// Most pieces of work in one transaction.
const GROUP: usize = 256;

/// Tells who asked how it went, once the transaction is on the disk or lost.
type Answer = Box<dyn FnOnce(&Result<(), StoreError>)>;
/// Does one piece of work inside the transaction, or passes on why there is none.
type Work = Box<dyn FnOnce(Result<&mut Transaction<'_>, StoreError>) -> Answer + Send>;

/// The writing thread's door.
pub struct Writer {
    work: Option<Sender<Work>>,
    thread: Option<JoinHandle<()>>,
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").finish_non_exhaustive()
    }
}

impl Writer {
    /// Starts the thread on its own connection.
    pub fn start(connection: Connection) -> std::io::Result<Self> {
        let (work, waiting) = channel();
        let thread = std::thread::Builder::new()
            .name("amends-writer".into())
            .spawn(move || write_all(connection, &waiting))?;
        Ok(Self { work: Some(work), thread: Some(thread) })
    }

    /// Does work in a transaction and returns once it is on the disk.
    pub fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (answer, wait) = sync_channel(1);
        let work: Work = Box::new(move |transaction| attempt(transaction, work, answer));
        let stopped =
            || StoreError("the writing thread has stopped; start the service again".into());
        self.work.as_ref().ok_or_else(stopped)?.send(work).map_err(|_| stopped())?;
        wait.recv().map_err(|_| stopped())?
    }
}

impl Drop for Writer {
    /// Finishes what waits.
    fn drop(&mut self) {
        drop(self.work.take());
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn attempt<T: 'static>(
    transaction: Result<&mut Transaction<'_>, StoreError>,
    work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    answer: SyncSender<Result<T, StoreError>>,
) -> Answer {
    let result = transaction.and_then(|transaction| within(transaction.savepoint()?, work));
    Box::new(move |committed| {
        let outcome = committed.clone().and(result);
        // Whoever asked may have gone; what is stored stays stored.
        drop(answer.send(outcome));
    })
}

fn within<T>(
    savepoint: Savepoint<'_>,
    work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
) -> Result<T, StoreError> {
    let result = work(&savepoint)?;
    savepoint.commit()?;
    Ok(result)
}

fn write_all(mut connection: Connection, waiting: &Receiver<Work>) {
    while let Ok(first) = waiting.recv() {
        let group = std::iter::once(first).chain(waiting.try_iter()).take(GROUP);
        let (answers, committed) = write_group(&mut connection, group);
        for answer in answers {
            answer(&committed);
        }
    }
}

fn write_group(
    connection: &mut Connection,
    group: impl Iterator<Item = Work>,
) -> (Vec<Answer>, Result<(), StoreError>) {
    match connection.transaction_with_behavior(TransactionBehavior::Immediate) {
        Ok(mut transaction) => {
            let answers = group.map(|work| work(Ok(&mut transaction))).collect();
            (answers, transaction.commit().map_err(StoreError::from))
        }
        Err(error) => {
            let error = StoreError::from(error);
            (group.map(|work| work(Err(error.clone()))).collect(), Err(error))
        }
    }
}
