//! `amends case`: how a case stands, and what the company did, from the company's own machine.

use super::say;
use crate::access::Operator;
use crate::clock::Clock;
use crate::customers::Customers;
use crate::evidence::Uploads;
use crate::follow_up::nothing;
use crate::intake::Intake;
use crate::language::Language;
use crate::policies::Policies;
use crate::problem::Problem;
use crate::stop::Stop;
use crate::store::Store;
use amends_core::document::follow_up::{FollowUpEvent, FollowUpEventDocument};
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Where cases are kept.
#[derive(Debug, Args)]
pub struct Kept {
    /// Where submissions are kept: `sqlite:PATH`.
    #[arg(long, default_value = "sqlite:amends.sqlite", value_name = "URL")]
    database: String,
    /// Folder of the published policies.
    #[arg(long, default_value = "www/policies", value_name = "DIR")]
    policies: PathBuf,
    /// The day taken as today, for example 2026-11-23.
    #[arg(long, value_name = "DAY")]
    today: Option<NaiveDate>,
}

impl Kept {
    /// Opens the store.
    pub fn intake(&self) -> Result<Intake, Stop> {
        Ok(Intake {
            store: Store::at(&self.database).map_err(|error| Stop::Use(error.to_string()))?,
            policies: Policies::load(&self.policies)?,
            customers: Customers::default(),
            clock: self.today.map_or_else(Clock::default, Clock::fixed),
            operator: Operator::default(),
            uploads: Uploads::default(),
        })
    }
}

/// What `amends case` is asked.
#[derive(Debug, Args)]
pub struct CaseArguments {
    #[command(flatten)]
    kept: Kept,
    /// Reference of the case.
    reference: String,
    #[command(subcommand)]
    deed: Option<Deed>,
}

/// What the company did; nothing shows how the case stands.
#[derive(Debug, Clone, Subcommand)]
enum Deed {
    /// A promise was kept.
    Done {
        /// Commitment id.
        commitment: String,
        /// Remedy id, where several promises share the commitment.
        #[arg(long)]
        remedy: Option<String>,
        /// What shows it: a transaction or parcel number.
        #[arg(long)]
        proof: Option<String>,
        /// Words for the customer.
        #[arg(long, default_value = "")]
        note: String,
        /// The day it was done, when that was not today.
        #[arg(long)]
        on: Option<NaiveDate>,
    },
    /// The customer was told how it stands.
    Update {
        /// What was said.
        note: String,
        /// The day of the next update.
        #[arg(long)]
        next: Option<NaiveDate>,
    },
    /// The case is erased with everything in it, its files included; nothing brings it back.
    Erase,
    /// The final offer was made.
    Offer {
        /// The option offered; without it all of the quote.
        #[arg(long)]
        option: Option<String>,
        /// Last day to accept.
        #[arg(long)]
        until: Option<NaiveDate>,
        /// Words for the customer.
        #[arg(long, default_value = "")]
        note: String,
    },
}

impl Deed {
    /// None where nothing is recorded.
    fn event(&self, today: NaiveDate) -> Option<FollowUpEventDocument> {
        let on = |on: Option<NaiveDate>| on.unwrap_or(today).to_string();
        Some(match self.clone() {
            Self::Erase => return None,
            Self::Done { commitment, remedy, proof, note, on: day } => FollowUpEventDocument {
                on: on(day),
                what: FollowUpEvent::CommitmentDone,
                commitment: Some(commitment),
                remedy,
                proof,
                words: note,
                ..nothing()
            },
            Self::Update { note, next } => FollowUpEventDocument {
                on: on(None),
                what: FollowUpEvent::Updated,
                until: next.map(|day| day.to_string()),
                words: note,
                ..nothing()
            },
            Self::Offer { option, until, note } => FollowUpEventDocument {
                on: on(None),
                what: FollowUpEvent::FinalOffer,
                option,
                until: until.map(|day| day.to_string()),
                words: note,
                ..nothing()
            },
        })
    }
}

/// Records what was done, and prints how the case stands.
pub fn run(arguments: &CaseArguments) -> Result<(), Stop> {
    let intake = arguments.kept.intake()?;
    let open = || intake.open_here(&arguments.reference);
    let today = intake.clock.today();
    let status = match arguments.deed.as_ref().map(|deed| deed.event(today)) {
        Some(Some(event)) => intake.happen(&event, open),
        Some(None) => return erase(&intake, &arguments.reference),
        None => open().map(|opened| opened.status(&intake)),
    };
    let status = status.map_err(|problem| stop(&arguments.reference, &problem))?;
    say(&crate::served::canonical(&status))
}

/// Forgets a case, and says so.
fn erase(intake: &Intake, reference: &str) -> Result<(), Stop> {
    let reference = reference.to_ascii_uppercase();
    let gone = intake.store.erase(&reference).map_err(|error| Stop::Use(error.to_string()))?;
    match gone {
        true => say(&format!("{reference} is erased")),
        false => Err(stop(&reference, &crate::problem::Code::NotFound.into())),
    }
}

/// Why a case could not be opened or changed.
pub fn stop(name: &str, problem: &Problem) -> Stop {
    if problem.faults.is_empty() {
        let (code, english) = (problem.code, Language::English);
        return Stop::Use(format!("{name}: {}. {}", code.title(english), code.detail(english)));
    }
    Stop::faults(name, &problem.faults)
}
