//! One thread's share of a history: every line by one policy or two, counted.

use super::Replay;
use super::batch::Batch;
use super::change::Change;
use super::first::Faulty;
use super::outcome::Given;
use super::table::{Columns, Record, not_utf8};
use super::tally::Tally;
use amends_core::amounts::{Line, Lines, QuotedLine};

/// Counts of the lines seen.
#[derive(Debug)]
pub(super) struct Worker<'p> {
    desk: Desk<'p>,
    against: Option<(Desk<'p>, Change<'p>)>,
    /// Lines and records.
    pub lines: u64,
    pub unreadable: Faulty,
}

/// One policy at work.
#[derive(Debug)]
struct Desk<'p> {
    lines: Lines<'p>,
    columns: Option<&'p Columns>,
    tally: Tally<'p>,
}

/// A line as it comes.
#[derive(Clone, Copy)]
enum Written<'b> {
    Json(&'b str),
    Record(&'b Record),
}

impl<'p> Worker<'p> {
    /// Nothing is counted yet. `columns` are those of a table, by either policy.
    pub fn new(replay: &Replay<'p>, columns: Option<&'p [Columns; 2]>) -> Self {
        let (policy, examples) = (replay.policy, replay.examples);
        let desk = |policy, columns| Desk {
            lines: Lines::new(policy, replay.today),
            columns,
            tally: Tally::new(policy, replay.taken, examples),
        };
        let mut own = desk(policy, columns.map(|[own, _]| own));
        let against = replay.against.map(|against| {
            let mut other = desk(against, columns.map(|[_, other]| other));
            own.lines.leave_out_what_only_takes(against);
            other.lines.leave_out_what_only_takes(policy);
            (other, Change::new(policy, against, examples))
        });
        Self { desk: own, against, lines: 0, unreadable: Faulty::new(examples, true) }
    }

    /// Counts the lines of a batch.
    pub fn count(&mut self, batch: &Batch) {
        for (number, fault) in &batch.broken {
            self.lines += 1;
            self.unreadable.add(*number, std::slice::from_ref(fault));
        }
        for (number, line) in batch.lines() {
            self.lines += 1;
            match std::str::from_utf8(line) {
                Ok(text) => self.line(number, Written::Json(text)),
                Err(_) => self.unreadable.add(number, &[not_utf8()]),
            }
        }
        for (number, record) in batch.records.iter().take(batch.used) {
            self.lines += 1;
            self.line(*number, Written::Record(record));
        }
    }

    fn line(&mut self, number: u64, written: Written<'_>) {
        let line = match self.desk.compute(written) {
            // What is wrong with a text is wrong with it by either policy.
            Line::Unreadable(faults) => return self.unreadable.add(number, &faults),
            line => line,
        };
        let Some((other, change)) = &mut self.against else {
            self.desk.count(number, &line);
            return;
        };
        let other_line = other.compute(written);
        let problem = quoted(&line).map(|line| line.amounts.problem);
        let (new, old) = (self.desk.count(number, &line), other.count(number, &other_line));
        change.add(number, problem, new, old);
    }

    /// What the policy asked about pays.
    pub fn policy(&self) -> &Tally<'p> {
        &self.desk.tally
    }

    /// What the policy compared with pays, and what changes.
    pub fn against(&self) -> Option<(&Tally<'p>, &Change<'p>)> {
        self.against.as_ref().map(|(desk, change)| (&desk.tally, change))
    }

    /// Takes in what another thread counted.
    pub fn merge(&mut self, other: Self) {
        self.desk.tally.merge(other.desk.tally);
        if let (Some((desk, change)), Some((other, other_change))) =
            (&mut self.against, other.against)
        {
            desk.tally.merge(other.tally);
            change.merge(other_change);
        }
        self.lines += other.lines;
        self.unreadable.merge(other.unreadable);
    }
}

impl Desk<'_> {
    fn compute(&mut self, written: Written<'_>) -> Line {
        match (written, self.columns) {
            (Written::Json(text), _) => self.lines.json(text),
            (Written::Record(record), Some(columns)) => match columns.complaint(record) {
                Ok(past) => self.lines.past(past),
                Err(fault) => Line::Unreadable(vec![fault]),
            },
            (Written::Record(_), None) => Line::Unreadable(Vec::new()),
        }
    }

    fn count<'l>(&mut self, number: u64, line: &'l Line) -> Option<Given<'l>> {
        match line {
            Line::Quoted(line) => self.tally.add(line),
            Line::Refused(faults) | Line::Unreadable(faults) => {
                self.tally.refused.add(number, faults);
                None
            }
        }
    }
}

fn quoted(line: &Line) -> Option<&QuotedLine> {
    match line {
        Line::Quoted(line) => Some(line),
        Line::Refused(_) | Line::Unreadable(_) => None,
    }
}
