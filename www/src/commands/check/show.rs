//! What a check found, for people: each fault under its line, what it belongs to, and how to mend it.
//!
//! The lines are drawn in plain characters: terminals set up for Chinese draw box characters two columns wide.

use super::Found;
use super::place::stated;
use crate::commands::say;
use crate::stop::Stop;
use amends_core::fault::Fault;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::io::IsTerminal;
use std::ops::Range;

/// Least and most columns of an excerpt on a terminal.
const NARROWEST: usize = 60;
const WIDEST: usize = 140;

/// Shows what is wrong with one policy, then the verdict in one line.
pub fn print(found: &Found<'_>) -> Result<(), Stop> {
    let renderer = renderer();
    for shown in show(found, &renderer) {
        // Colours are taken out unless a terminal wants them (NO_COLOR, CLICOLOR, TERM).
        anstream::eprintln!("{shown}\n");
    }
    if let Some(fault) = found.faults.iter().chain(&found.warnings).chain(&found.notes).next() {
        anstream::eprintln!("More about a code: amends explain {}\n", fault.code);
    }
    say(&format!("{}: {}", found.source.name, verdict(found.faults.len(), found.warnings.len())))
}

/// Excerpts as wide as the terminal; without pictures for those who have them read aloud (NO_GRAPHICS).
fn renderer() -> Renderer {
    let size = terminal_size::terminal_size_of(std::io::stderr());
    let width = size.filter(|_| std::io::stderr().is_terminal()).map(|(width, _)| width.0.into());
    Renderer::styled()
        .term_width(width.unwrap_or(WIDEST).clamp(NARROWEST, WIDEST))
        .no_graphics(std::env::var_os("NO_GRAPHICS").is_some_and(|asked| !asked.is_empty()))
}

fn verdict(faults: usize, warnings: usize) -> String {
    match (faults, warnings) {
        (0, 0) => "no faults".to_owned(),
        (0, warnings) => format!("no faults, {}", count(warnings, "warning")),
        (faults, 0) => count(faults, "fault"),
        (faults, warnings) => format!("{}, {}", count(faults, "fault"), count(warnings, "warning")),
    }
}

fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

/// Every fault, every warning, then every note, each with its place and what to do.
fn show(found: &Found<'_>, renderer: &Renderer) -> Vec<String> {
    let faults = found.faults.iter().map(|fault| (Level::ERROR, fault));
    let warnings = found.warnings.iter().map(|fault| (Level::WARNING, fault));
    let notes = found.notes.iter().map(|fault| (Level::NOTE, fault));
    let all = faults.chain(warnings).chain(notes);
    all.map(|(level, fault)| renderer.render(&[report(found, level, fault)])).collect()
}

fn report<'a>(found: &'a Found<'_>, level: Level<'a>, fault: &'a Fault) -> Group<'a> {
    let place = found.places.find(fault);
    // In a long document a line alone does not say which remedy it is in.
    let owner = found.places.owner(&fault.at).filter(|(owner, _)| owner.end <= place.start);
    // The renderer takes its whole source apart: it is given no more than the lines it shows.
    let first = owner.as_ref().map_or(place.start, |(owner, _)| owner.start);
    let (lines, number) = found.places.lines(first..place.end);
    let shift = |span: Range<usize>| {
        span.start.saturating_sub(lines.start)..span.end.saturating_sub(lines.start)
    };
    let text = found.source.text.get(lines.clone()).unwrap_or_default();
    let mut snippet = Snippet::source(text).line_start(number).path(found.source.name.as_str());
    if let Some((owner, what)) = owner {
        let label = format!("in this {what}");
        snippet = snippet.annotation(AnnotationKind::Context.span(shift(owner)).label(label));
    }
    snippet = snippet.annotation(AnnotationKind::Primary.span(shift(place)));
    let mut group = level.primary_title(stated(&fault.message).1).id(fault.code).element(snippet);
    if !fault.help.is_empty() {
        group = group.element(Level::HELP.message(fault.help.as_str()));
    }
    if !fault.at.is_empty() {
        // The pointer as well: it names the place when the text is generated or reformatted.
        group = group.element(Level::NOTE.with_name("at").message(fault.at.as_str()));
    }
    group
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::source::Source;

    const SHOP: &str = include_str!("../../../policies/shop.json");

    fn shown(text: &str) -> String {
        let source = Source { name: "shop.json".into(), text: text.into() };
        show(&Found::of(&source), &Renderer::plain()).join("\n")
    }

    /// The lines of a report from its heading to the next empty line.
    fn part<'t>(shown: &'t str, heading: &str) -> Vec<&'t str> {
        let lines = shown.lines().skip_while(|line| !line.starts_with(heading));
        lines.take_while(|line| !line.starts_with("error[") || line.starts_with(heading)).collect()
    }

    #[test]
    fn a_fault_is_shown_with_file_line_column_excerpt_and_help() {
        let wrong = SHOP.replacen("\"currency\": \"CNY\"", "\"currency\": \"YUAN\"", 1);
        let line = wrong.lines().position(|line| line.contains("YUAN")).unwrap() + 1;
        let column = wrong.lines().nth(line - 1).unwrap().find("\"YUAN\"").unwrap() + 1;
        let shown = shown(&wrong);
        assert!(shown.contains(&format!("shop.json:{line}:{column}")), "{shown}");
        assert!(shown.contains("\"currency\": \"YUAN\""), "{shown}");
        assert!(shown.contains("error[") && shown.contains("help:"), "{shown}");
        assert!(shown.contains("at: /currency"), "{shown}");
    }

    /// Each Chinese character is one column of the place and two of the terminal.
    #[test]
    fn columns_count_characters_and_marks_stand_under_wide_ones() {
        let shown = shown("{\n  \"名称\": \"禾木商城\", \"id\": 7\n}");
        let lines = part(&shown, "error[wrong-type]");
        assert_eq!(lines[1].trim(), "--> shop.json:2:23", "{shown}");
        assert_eq!(lines[3], "2 |   \"名称\": \"禾木商城\", \"id\": 7");
        // Six of the characters before it are two columns wide.
        let before = "2 |   \"名称\": \"禾木商城\", \"id\": ";
        assert_eq!(lines[4].find('^'), Some(before.chars().count() + 6), "{shown}");
    }

    #[test]
    fn what_a_fault_belongs_to_is_shown_when_it_stands_above() {
        let wrong = SHOP.replacen(
            "\"of\": { \"fact\": \"paid_amount\" }",
            "\"of\": { \"fact\": \"payed_amount\" }",
            1,
        );
        let shown = shown(&wrong);
        let lines = part(&shown, "error[unknown-fact]");
        let under = lines.iter().position(|line| line.contains("\"price_drop\": {")).unwrap();
        assert!(lines[under + 1].ends_with("------------ in this fact"), "{shown}");
        assert!(lines.iter().any(|line| line.ends_with("help: did you mean `paid_amount`?")));
    }

    #[test]
    fn a_text_that_stops_being_json_is_shown_where_it_does() {
        let cut = &SHOP[..SHOP.find("\"problems\"").unwrap()];
        let shown = shown(cut);
        let last = cut.lines().count();
        assert!(shown.contains(&format!("shop.json:{last}:")), "{shown}");
    }

    #[test]
    fn faults_come_in_the_order_of_the_text() {
        let wrong = SHOP.replacen("\"half_up\"", "\"halfup\"", 1).replacen(
            "\"loss_kind\": \"",
            "\"loss_kind\": \"x",
            1,
        );
        let shown = shown(&wrong.replacen("\"version\": \"2026.1\"", "\"version\": 1", 1));
        let order = ["/version", "/rounding/mode", "/loss_kind"].map(|at| shown.find(at).unwrap());
        assert!(order.is_sorted(), "{shown}");
    }

    #[test]
    fn control_characters_in_a_text_do_not_reach_the_terminal() {
        let shown = shown("{\"\u{1b}[31mid\": 7}");
        assert!(!shown.contains('\u{1b}'), "{shown:?}");
    }
}
