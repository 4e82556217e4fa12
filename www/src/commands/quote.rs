//! `amends quote`: the quote the widget computes, byte for byte, or its reasons as text.

use super::source::{Source, at_most_one_stdin};
use super::{day, say};
use crate::stop::Stop;
use amends_core::channel::{self, Channel, Envelope};
use amends_core::document;
use amends_core::document::complaint::ComplaintDocument;
use amends_core::document::outlook::OutlookDocument;
use amends_core::document::quote::{
    AssessmentDocument, CitedReason, ComponentDocument, EntitlementDocument, FigureMadeDocument,
    OfferDocument, QuoteDocument, RangeDocument, TraceDocument, Verdict,
};
use amends_core::document::review::ReviewDocument;
use amends_core::fault::Fault;
use amends_core::{outlook, review};
use chrono::NaiveDate;
use clap::Args;
use std::fmt::Write;

/// What `amends quote` is asked.
#[derive(Debug, Args)]
pub struct QuoteArguments {
    /// The policy document; `-` reads standard input.
    #[arg(long)]
    policy: String,
    /// The complaint document; `-` reads standard input.
    #[arg(long)]
    complaint: String,
    /// The day to compute for, for example 2026-11-23; today when absent.
    #[arg(long)]
    today: Option<NaiveDate>,
    /// Language of the texts, BCP 47; the complaint's own when absent.
    #[arg(long)]
    language: Option<String>,
    /// Print the reasons as text instead of JSON.
    #[arg(long)]
    explain: bool,
    /// Print the apology as it is sent instead of the quote.
    #[arg(long, conflicts_with = "explain")]
    channel: Option<Sent>,
    /// The complaint's reference, for a letter.
    #[arg(long, requires = "channel")]
    reference: Option<String>,
    /// How the letter addresses the customer, for example "Ms Chen".
    #[arg(long, requires = "channel")]
    to: Option<String>,
}

/// Ways an apology is sent.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Sent {
    Screen,
    Letter,
    Text,
}

impl From<Sent> for Channel {
    fn from(sent: Sent) -> Self {
        match sent {
            Sent::Screen => Self::Screen,
            Sent::Letter => Self::Letter,
            Sent::Text => Self::Text,
        }
    }
}

/// Prints the quote, or shows the faults.
pub fn run(arguments: &QuoteArguments) -> Result<(), Stop> {
    at_most_one_stdin(&[&arguments.policy, &arguments.complaint])?;
    let policy = Source::read(&arguments.policy)?.policy()?;
    let source = Source::read(&arguments.complaint)?;
    let mut complaint: ComplaintDocument = source.document()?;
    if arguments.language.is_some() {
        complaint.language.clone_from(&arguments.language);
    }
    let today = day(arguments.today);
    let refused = |faults: Vec<Fault>| Stop::faults(&source.name, &faults);
    if let Some(channel) = arguments.channel {
        let (reference, addressee) = (arguments.reference.as_deref(), arguments.to.as_deref());
        let envelope = Envelope { reference, addressee };
        let sent = channel::apology(&policy, &complaint, today, channel.into(), envelope);
        return say(&sent.map_err(refused)?);
    }
    let quote = amends_core::quote(&policy, &complaint, today).map_err(refused)?;
    if !arguments.explain {
        return say(&document::write(&quote));
    }
    let review = review::review(&policy, &complaint, today).map_err(refused)?;
    let outlook = outlook::outlook(&policy, &complaint, today).map_err(refused)?;
    say([explain(&quote), spoken(&quote, &review), ahead(&outlook)].concat().trim_end())
}

/// The apology with what it lacks.
fn spoken(quote: &QuoteDocument, review: &ReviewDocument) -> String {
    let mut text = String::new();
    let (sender, points, of) = (&quote.apology.sender.title, review.points, review.of);
    line(&mut text, 0, &format!("apology, signed by {sender}: {points} of {of} points"));
    for sentence in &quote.apology.sentences {
        let element = document::word(&sentence.element);
        let backed = sentence.commitment.as_ref().map(|id| format!(" [{id}]")).unwrap_or_default();
        line(&mut text, 1, &format!("{element}: {}{backed}", sentence.text));
    }
    for objection in &review.objections {
        let words = objection.words.as_deref().unwrap_or_default();
        let rule = document::word(&objection.rule);
        line(&mut text, 1, format!("✗ not yet: {rule} {words}").trim_end());
    }
    text
}

/// The reasons of a quote, indented by what rests on what.
fn explain(quote: &QuoteDocument) -> String {
    let mut text = String::new();
    line(&mut text, 0, &format!("{} ({})", quote.problem.title, quote.problem.id));
    assessment(&mut text, &quote.assessment);
    for due in &quote.entitlements {
        entitlement(&mut text, due, &quote.currency);
    }
    figures(&mut text, 0, &quote.figures);
    for offer in &quote.options {
        option(&mut text, offer, &quote.currency);
    }
    for refused in &quote.not_offered {
        line(&mut text, 0, &format!("✗ {} ({}): {}", refused.title, refused.id, refused.because));
    }
    for missing in &quote.missing {
        line(&mut text, 0, &format!("? {}", missing.fact));
    }
    for made in &quote.commitments {
        let by = &made.by.title;
        line(&mut text, 0, &format!("{} {} — {by} [{}]", made.due, made.title, made.cites));
    }
    for refused in &quote.not_promised {
        line(&mut text, 0, &format!("✗ {} ({})", refused.title, refused.id));
        reasons(&mut text, 1, &refused.because);
    }
    text
}

/// Which answer narrows most, and what would change.
fn ahead(outlook: &OutlookDocument) -> String {
    let mut text = String::new();
    let next = outlook.next_question.iter().map(|next| &next.says);
    for says in next.chain(outlook.changes.iter().map(|change| &change.says)) {
        line(&mut text, 0, &format!("→ {says}"));
    }
    text
}

/// Whether and how much one remedy is due: its reasons, parts, shares and figures.
fn entitlement(text: &mut String, due: &EntitlementDocument, currency: &str) {
    let amount =
        due.amount.as_ref().map_or_else(String::new, |a| format!(", {}", range(a, currency)));
    let verdict = document::word(&due.applies);
    let head = format!("= {} ({}): {verdict}{amount} [{}]", due.title, due.remedy, due.cites);
    line(text, 0, &head);
    reasons(text, 1, &due.because);
    for part in &due.parts {
        let sign = if part.deducted { "−" } else { "+" };
        line(text, 1, &format!("{sign} {}: {}", part.title, range(&part.amount, currency)));
    }
    for share in &due.borne_by {
        line(text, 1, &format!("{}: {}", share.title, range(&share.amount, currency)));
    }
    figures(text, 1, &due.figures);
}

fn figures(text: &mut String, depth: usize, figures: &[FigureMadeDocument]) {
    for figure in figures {
        let open = if figure.certain { "" } else { " (unclear)" };
        let cites = figure.cites.as_ref().map_or_else(String::new, |cites| format!(" [{cites}]"));
        line(text, depth, &format!("{}: {}{open}{cites}", figure.title, figure.value));
        trace(text, depth + 1, &figure.trace);
    }
}

fn assessment(text: &mut String, assessment: &AssessmentDocument) {
    line(text, 1, &format!("responsibility: {}", verdict(&assessment.responsibility)));
    line(text, 1, &format!("severity: {}", verdict(&assessment.severity)));
    line(text, 1, &format!("due: {}", document::word(&assessment.due)));
    for raised in &assessment.escalations {
        let by = raised.by.as_ref().map_or_else(String::new, |by| format!(" {}", by.title));
        let due = raised.due.as_ref().map_or_else(String::new, |due| format!(" {due}"));
        line(text, 1, &format!("→ {} —{by}{due} [{}]", raised.because, raised.cites));
    }
    reasons(text, 2, &assessment.not_due);
}

fn verdict<T: document::Write>(verdict: &Verdict<T>) -> String {
    let possible: Vec<String> = verdict.possible.iter().map(document::word).collect();
    let because = verdict.because.as_ref().map_or_else(String::new, |why| format!(" — {why}"));
    format!("{}{because}", possible.join(" | "))
}

fn option(text: &mut String, offer: &OfferDocument, currency: &str) {
    let star = if offer.recommended { "★" } else { "•" };
    let total = range(&offer.total, currency);
    line(text, 0, &format!("{star} {} ({}): {total} — {}", offer.title, offer.id, offer.because));
    if let Some(why) = &offer.recommended_because {
        line(text, 1, why);
    }
    for part in &offer.components {
        component(text, part, currency);
    }
    reasons(text, 1, &offer.capped);
    if let Some(role) = &offer.settlement.approval_by {
        let until = offer.settlement.decided_by.as_deref().unwrap_or_default();
        line(text, 1, &format!("→ {} {until}", role.title));
    }
}

fn component(text: &mut String, part: &ComponentDocument, currency: &str) {
    let amount =
        part.amount.as_ref().map_or_else(String::new, |a| format!(": {}", range(a, currency)));
    line(text, 1, &format!("{} ({}){amount} — {}", part.title, part.remedy, part.because));
    let (basis, by) = (document::word(&part.basis), &part.by.title);
    let open = if part.certain { "" } else { " (unclear)" };
    let due = part.due.as_deref().unwrap_or("…");
    line(text, 2, &format!("{basis}{open}, {by} {due} [{}]", part.cites));
    if let Some(step) = &part.trace {
        trace(text, 2, step);
    }
}

fn trace(text: &mut String, depth: usize, step: &TraceDocument) {
    line(text, depth, &step.says);
    for input in &step.inputs {
        trace(text, depth + 1, input);
    }
}

fn reasons(text: &mut String, depth: usize, reasons: &[CitedReason]) {
    for reason in reasons {
        line(text, depth, &format!("{} [{}]", reason.because, reason.cites));
    }
}

fn range(range: &RangeDocument, currency: &str) -> String {
    match &range.high {
        Some(high) if *high == range.low => format!("{} {currency}", range.low),
        Some(high) => format!("{}–{high} {currency}", range.low),
        None => format!("{}– {currency}", range.low),
    }
}

fn line(text: &mut String, depth: usize, words: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{:width$}{words}", "", width = depth * 2);
}
