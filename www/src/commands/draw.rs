//! `amends draw`: the first screen of the form as HTML, to be put between the tags of the element.

use super::source::Source;
use super::{day, say};
use crate::plain;
use crate::stop::Stop;
use amends_core::document::Map;
use amends_web::journey::State;
use chrono::NaiveDate;
use clap::Args;

/// What `amends draw` is asked.
#[derive(Debug, Args)]
pub struct DrawArguments {
    /// The policy document; `-` reads standard input.
    #[arg(long)]
    policy: String,
    /// Language of the screen, BCP 47; the policy's first when absent.
    #[arg(long)]
    language: Option<String>,
    /// Where the form is sent: the intake service.
    #[arg(long, default_value = "/v1/complaints", value_name = "ADDRESS")]
    action: String,
    /// A problem that is picked already.
    #[arg(long, value_name = "ID")]
    problem: Option<String>,
    /// The day to draw for, for example 2026-11-23; today when absent.
    #[arg(long)]
    today: Option<NaiveDate>,
}

/// Prints the screen, or shows the faults of the policy.
pub fn run(arguments: &DrawArguments) -> Result<(), Stop> {
    let source = Source::read(&arguments.policy)?;
    let policy = source.policy()?;
    let problem = arguments.problem.as_deref();
    if let Some(id) = problem.filter(|id| !policy.document().problems.iter().any(|it| it.id == *id))
    {
        let ids: Vec<_> = policy.document().problems.iter().map(|it| it.id.as_str()).collect();
        let known = ids.join(", ");
        return Err(Stop::Use(format!("this policy has no problem `{id}`; its problems: {known}")));
    }
    let first = policy.document().languages.first().cloned().unwrap_or_default();
    let language = arguments.language.as_deref().unwrap_or(&first);
    let joint = if arguments.action.contains('?') { '&' } else { '?' };
    let action = format!("{}{joint}lang={language}", arguments.action);
    let setting = amends_web::plain::setting(policy.into(), language, Map::new());
    let untouched = State::new(setting, day(arguments.today));
    say(&plain::first_drawn(untouched, problem, action))
}
