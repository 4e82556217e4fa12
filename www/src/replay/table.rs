//! A history as CSV (RFC 4180): a header of fact ids and a few other names, then a record each.

use super::batch::{Batch, LONGEST, Source, too_long};
use amends_core::document::complaint::{ChoiceMadeDocument, ComplaintDocument};
use amends_core::document::formula::Scalar;
use amends_core::document::policy::{FactKind, Supplier};
use amends_core::document::{Map, PastComplaint};
use amends_core::fault::{Fault, nearest};
use amends_core::policy::Policy;
use csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder, Trim};
use memchr::{memchr, memchr_iter};
use std::io::{self, Read};

/// Records of a batch.
const RECORDS: usize = 512;
/// Columns that are no facts.
const NAMES: [&str; 4] = ["problem", "today", "language", "choice"];

/// What a column is for, by one policy.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Column {
    Problem,
    Today,
    Language,
    /// The id of the option chosen.
    Choice,
    /// A fact: whether the portal's word, whether true or false, its id.
    Fact {
        known: bool,
        yes_no: bool,
        id: String,
    },
    /// A fact that only the other policy knows.
    Other,
}

/// The columns of a table, by one policy.
#[derive(Debug, Clone)]
pub(super) struct Columns(Vec<Column>);

impl Columns {
    /// Understands a header. `other` is the policy compared with: what only it knows is left out.
    ///
    /// # Errors
    /// Every column that neither policy knows, every one that comes twice, and a missing `problem`.
    pub fn of(
        header: &ByteRecord,
        policy: &Policy,
        other: Option<&Policy>,
    ) -> Result<Self, Vec<Fault>> {
        let (mut columns, mut faults, mut seen) = (Vec::new(), Vec::new(), Vec::new());
        for (index, name) in header.iter().enumerate() {
            let name = String::from_utf8_lossy(name);
            let at = format!("column {}", index + 1);
            if seen.contains(&name) {
                let message = format!("{at}: `{name}` comes twice");
                faults.push(Fault::new("duplicate-key", "", message).help("keep one of them"));
            }
            let known = column(policy, &name);
            match known.or_else(|| column(other?, &name).map(|_| Column::Other)) {
                Some(column) => columns.push(column),
                None => faults.push(unknown(&at, &name, policy)),
            }
            seen.push(name);
        }
        if !seen.iter().any(|name| name == "problem") {
            let message = "the header has no column `problem`";
            faults.push(Fault::new("missing-field", "", message).help("add it"));
        }
        if faults.is_empty() { Ok(Self(columns)) } else { Err(faults) }
    }

    /// The complaint of a record; an empty cell says nothing.
    pub fn complaint(&self, record: &ByteRecord) -> Result<PastComplaint, Fault> {
        if record.len() != self.0.len() {
            let (has, wants) = (record.len(), self.0.len());
            let message = format!("the record has {has} fields, the header {wants}");
            return Err(Fault::new("wrong-number-of-fields", "", message));
        }
        let mut complaint = ComplaintDocument {
            problem: String::new(),
            language: None,
            answers: Map::new(),
            known: Map::new(),
            wish: None,
            story: String::new(),
            contact: None,
            choice: None,
        };
        let mut today = None;
        for (column, cell) in self.0.iter().zip(record) {
            let cell = std::str::from_utf8(cell).map_err(|_| not_utf8())?;
            if cell.is_empty() {
                continue;
            }
            match column {
                Column::Problem => cell.clone_into(&mut complaint.problem),
                Column::Today => today = Some(cell.to_owned()),
                Column::Language => complaint.language = Some(cell.to_owned()),
                Column::Choice => {
                    complaint.choice = Some(ChoiceMadeDocument::Option(cell.to_owned()));
                }
                Column::Fact { known, yes_no, id } => {
                    let part = if *known { &mut complaint.known } else { &mut complaint.answers };
                    part.insert(id.as_str(), value(cell, *yes_no));
                }
                Column::Other => {}
            }
        }
        Ok(PastComplaint { complaint, today })
    }
}

/// The fault of a text in another encoding.
pub(super) fn not_utf8() -> Fault {
    Fault::new("not-utf-8", "", "this is not UTF-8 text").help("save it as UTF-8")
}

/// What a column of a name is for; `None` when the policy does not know it.
fn column(policy: &Policy, name: &str) -> Option<Column> {
    match name {
        "problem" => return Some(Column::Problem),
        "today" => return Some(Column::Today),
        "language" => return Some(Column::Language),
        "choice" => return Some(Column::Choice),
        _ => {}
    }
    let (part, id) = match name.split_once('.') {
        Some(("answers", id)) => (Some(Supplier::Customer), id),
        Some(("known", id)) => (Some(Supplier::Portal), id),
        _ => (None, name),
    };
    let fact = policy.document().facts.get(id)?;
    let takes = |supplier| fact.supplied_by.contains(&supplier);
    let supplier = part.unwrap_or(if takes(Supplier::Customer) {
        Supplier::Customer
    } else {
        Supplier::Portal
    });
    takes(supplier).then(|| Column::Fact {
        known: supplier == Supplier::Portal,
        yes_no: fact.kind == FactKind::YesNo,
        id: id.to_owned(),
    })
}

fn unknown(at: &str, name: &str, policy: &Policy) -> Fault {
    let facts = policy.document().facts.keys().map(String::as_str);
    let message = format!("{at}: `{name}` is no fact that a complaint can supply");
    let help = nearest(name, NAMES.into_iter().chain(facts)).map_or_else(
        || format!("take the column out; beside facts there are `{}`", NAMES.join("`, `")),
        |meant| format!("did you mean `{meant}`?"),
    );
    Fault::new("unknown-column", "", message).help(help)
}

/// A cell as a document writes it. Spreadsheets write TRUE and FALSE.
fn value(cell: &str, yes_no: bool) -> Scalar {
    match cell {
        yes if yes_no && yes.eq_ignore_ascii_case("true") => Scalar::YesNo(true),
        no if yes_no && no.eq_ignore_ascii_case("false") => Scalar::YesNo(false),
        text => Scalar::Text(text.to_owned()),
    }
}

/// Gives so many bytes for a record and no more: one whose quotation mark is never closed would take in
/// the whole rest of the history.
#[derive(Debug)]
struct Bounded<R> {
    from: R,
    /// What was read behind a record that was passed over.
    again: Vec<u8>,
    left: usize,
    bytes: u64,
    /// Line ends given.
    ends: u64,
}

impl<R: Read> Bounded<R> {
    fn give(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.again.is_empty() {
            let read = self.from.read(into)?;
            self.bytes += u64::try_from(read).unwrap_or(0);
            return Ok(read);
        }
        let many = self.again.as_slice().read(into)?;
        self.again.drain(..many);
        Ok(many)
    }

    /// Reads to the end of the line.
    fn pass_over(&mut self) -> io::Result<()> {
        let mut room = vec![0; 64 * 1024];
        loop {
            let many = self.give(&mut room)?;
            let read = room.get(..many).unwrap_or_default();
            if let Some(end) = memchr(b'\n', read) {
                self.ends += 1;
                let behind = read.get(end + 1..).unwrap_or_default().to_vec();
                self.again.splice(..0, behind);
                return Ok(());
            }
            if many == 0 {
                return Ok(());
            }
        }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let many = into.len().min(self.left);
        let many = self.give(into.get_mut(..many).unwrap_or_default())?;
        self.left -= many;
        let given = into.get(..many).unwrap_or_default();
        self.ends += u64::try_from(memchr_iter(b'\n', given).count()).unwrap_or(0);
        Ok(many)
    }
}

/// CSV.
#[derive(Debug)]
pub(super) struct Table<R> {
    /// None only while it is put together anew.
    reader: Option<Reader<Bounded<R>>>,
    /// Lines before the reader's first.
    base: u64,
    /// The last line seen.
    line: u64,
    bytes: u64,
}

impl<R: Read> Table<R> {
    /// Reads the header.
    pub fn new(from: R) -> io::Result<(Self, ByteRecord)> {
        let bounded = Bounded { from, again: Vec::new(), left: LONGEST, bytes: 0, ends: 0 };
        let mut table = Self { reader: Some(reader(bounded)), base: 0, line: 0, bytes: 0 };
        let mut header = ByteRecord::new();
        table.next(&mut header)?.map_err(|fault| io::Error::other(fault.message))?;
        Ok((table, header))
    }

    /// The next record and its line, `None` at the end, or the fault of one that is too long.
    fn next(&mut self, record: &mut ByteRecord) -> io::Result<Result<Option<u64>, Fault>> {
        let Some(reader) = &mut self.reader else { return Ok(Ok(None)) };
        reader.get_mut().left = LONGEST;
        let start = reader.position().line();
        let read = reader.read_byte_record(record);
        self.bytes = reader.get_ref().bytes;
        match read.map_err(csv::Error::into_kind) {
            Ok(false) => Ok(Ok(None)),
            Ok(true) => {
                let line = record.position().map_or(0, csv::Position::line);
                self.line = self.base + line;
                Ok(Ok(Some(self.line)))
            }
            Err(ErrorKind::Io(error)) if error.kind() == io::ErrorKind::FileTooLarge => {
                self.pass_over(start).map(Err)
            }
            Err(ErrorKind::Io(error)) => Err(error),
            Err(other) => Err(io::Error::other(format!("{other:?}"))),
        }
    }

    /// Goes on behind the line where a record became too long.
    fn pass_over(&mut self, start: u64) -> io::Result<Fault> {
        self.line = self.base + start;
        if let Some(before) = self.reader.take() {
            let mut bounded = before.into_inner();
            bounded.pass_over()?;
            self.base = bounded.ends;
            self.reader = Some(reader(bounded));
        }
        let message = format!(
            "the record is longer than {LONGEST} bytes: a quotation mark may not be closed; \
             reading goes on at line {}",
            self.base + 1
        );
        Ok(too_long(&message))
    }
}

fn reader<R: Read>(from: Bounded<R>) -> Reader<Bounded<R>> {
    ReaderBuilder::new().has_headers(false).flexible(true).trim(Trim::All).from_reader(from)
}

impl<R: Read> Source for Table<R> {
    fn fill(&mut self, batch: &mut Batch) -> io::Result<bool> {
        while batch.used < RECORDS {
            if batch.records.len() == batch.used {
                batch.records.push((0, ByteRecord::new()));
            }
            let Some((number, record)) = batch.records.get_mut(batch.used) else { break };
            match self.next(record)? {
                Ok(None) => break,
                Err(fault) => batch.broken.push((self.line, fault)),
                // Spreadsheets write empty rows as rows of empty cells.
                Ok(Some(_)) if record.iter().all(<[u8]>::is_empty) => {}
                Ok(Some(line)) => {
                    *number = line;
                    batch.used += 1;
                }
            }
        }
        Ok(!batch.is_empty())
    }

    fn taken(&self) -> (u64, u64) {
        (self.bytes, self.line)
    }
}
