//! `amends check`: every fault and warning of policies, shown in place as a compiler does.

use super::place::Places;
use super::say;
use super::source::{Source, at_most_one_stdin};
use crate::stop::Stop;
use amends_core::fault::Fault;
use amends_core::policy::{Checked, Policy};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use clap::Args;
use std::io::IsTerminal;

/// What `amends check` is asked.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Policy documents; `-` reads one from standard input.
    #[arg(required = true, value_name = "POLICY")]
    policies: Vec<String>,
}

/// Checks every policy; all are shown before it ends.
pub fn run(arguments: &CheckArguments) -> Result<(), Stop> {
    let paths: Vec<&str> = arguments.policies.iter().map(String::as_str).collect();
    at_most_one_stdin(&paths)?;
    let sources = paths.iter().map(|path| Source::read(path)).collect::<Result<Vec<_>, _>>()?;
    let mut faulty = false;
    for source in &sources {
        faulty |= !check(source)?;
    }
    if faulty { Err(Stop::Faults(String::new())) } else { Ok(()) }
}

/// Shows what is wrong with one policy; true when it has no fault.
fn check(source: &Source) -> Result<bool, Stop> {
    let found = Policy::check(&source.text);
    let renderer =
        if std::io::stderr().is_terminal() { Renderer::styled() } else { Renderer::plain() };
    for shown in show(source, &found, &renderer) {
        eprintln!("{shown}\n");
    }
    let (faults, warnings) = (found.faults.len(), found.warnings.len());
    let verdict = match (faults, warnings) {
        (0, 0) => "no faults".to_owned(),
        (0, warnings) => format!("no faults, {}", count(warnings, "warning")),
        (faults, 0) => count(faults, "fault"),
        (faults, warnings) => format!("{}, {}", count(faults, "fault"), count(warnings, "warning")),
    };
    say(&format!("{}: {verdict}", source.name))?;
    Ok(faults == 0)
}

/// Every fault, then every warning, each with its place and what to do.
fn show(source: &Source, found: &Checked, renderer: &Renderer) -> Vec<String> {
    let places = Places::of(&source.text);
    let faults = found.faults.iter().map(|fault| (Level::ERROR, fault));
    let warnings = found.warnings.iter().map(|fault| (Level::WARNING, fault));
    let shown = faults
        .chain(warnings)
        .map(|(level, fault)| renderer.render(&report(source, &places, level, fault)));
    shown.collect()
}

fn report<'a>(
    source: &'a Source,
    places: &Places<'_>,
    level: Level<'a>,
    fault: &'a Fault,
) -> Vec<Group<'a>> {
    let range = places.find(&fault.at);
    // The pointer as well: it names the place when the text is generated or reformatted.
    let label = if fault.at.is_empty() { "here".to_owned() } else { fault.at.clone() };
    let snippet = Snippet::source(source.text.as_str())
        .path(source.name.as_str())
        .annotation(AnnotationKind::Primary.span(range).label(label));
    let mut group = level.primary_title(fault.message.as_str()).id(fault.code).element(snippet);
    if !fault.help.is_empty() {
        group = group.element(Level::HELP.message(fault.help.as_str()));
    }
    vec![group]
}

fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BANK: &str = include_str!("../../policies/bank.json");

    fn shown(text: &str) -> String {
        let source = Source { name: "bank.json".into(), text: text.into() };
        let found = Policy::check(text);
        show(&source, &found, &Renderer::plain()).join("\n")
    }

    #[test]
    fn a_fault_is_shown_with_file_line_column_excerpt_and_help() {
        let wrong = BANK.replacen("\"currency\": \"CNY\"", "\"currency\": \"YUAN\"", 1);
        let line = wrong.lines().position(|line| line.contains("YUAN")).unwrap() + 1;
        let column = wrong.lines().nth(line - 1).unwrap().find("\"YUAN\"").unwrap() + 1;
        let shown = shown(&wrong);
        assert!(shown.contains(&format!("bank.json:{line}:{column}")), "{shown}");
        assert!(shown.contains("\"currency\": \"YUAN\""), "{shown}");
        assert!(shown.contains("error[") && shown.contains("help:"), "{shown}");
    }

    #[test]
    fn a_text_that_stops_being_json_is_shown_where_it_does() {
        let cut = &BANK[..BANK.floor_char_boundary(BANK.len() / 2)];
        let shown = shown(cut);
        let last = cut.lines().count();
        assert!(shown.contains(&format!("bank.json:{last}:")), "{shown}");
    }

    #[test]
    fn what_ships_has_no_fault() {
        assert!(Policy::check(BANK).faults.is_empty());
    }
}
