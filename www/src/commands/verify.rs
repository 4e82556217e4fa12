//! `amends verify`: `same`, or every difference between a submission and what the policy gives.

use super::source::{Source, at_most_one_stdin};
use super::{day, say};
use crate::policies::Policies;
use crate::stop::Stop;
use amends_core::document::submission::{DifferenceFound, SubmissionDocument};
use amends_core::verification;
use chrono::NaiveDate;
use clap::Args;
use std::path::PathBuf;

/// What `amends verify` is asked.
#[derive(Debug, Args)]
pub struct VerifyArguments {
    /// Folder of the published policies.
    #[arg(long)]
    policies: PathBuf,
    /// The submission document; `-` reads standard input.
    #[arg(long)]
    submission: String,
    /// The day it was received, for example 2026-11-23; today when absent.
    #[arg(long)]
    today: Option<NaiveDate>,
}

/// Prints the verdict.
pub fn run(arguments: &VerifyArguments) -> Result<(), Stop> {
    at_most_one_stdin(&[&arguments.submission])?;
    let source = Source::read(&arguments.submission)?;
    let submission: SubmissionDocument = source.document()?;
    let policies = Policies::load(&arguments.policies)?;
    let digest = &submission.quote.policy.digest;
    let Some(published) = policies.by_digest(digest) else {
        let (name, folder) = (&source.name, arguments.policies.display());
        let words = format!("no policy in `{folder}` has the digest {digest} [unknown-policy]");
        return Err(Stop::Faults(format!("{name}: /quote/policy/digest: {words}")));
    };
    let verdict = verification::verify(&published.policy, &submission, day(arguments.today))
        .map_err(|faults| Stop::faults(&source.name, &faults))?;
    if verdict.same {
        return say("same");
    }
    verdict.differences.iter().try_for_each(|found| say(&written(found)))?;
    Err(Stop::Faults(String::new()))
}

fn written(found: &DifferenceFound) -> String {
    let side = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".into());
    format!("{}: claimed {}, computed {}", found.at, side(&found.claimed), side(&found.computed))
}
