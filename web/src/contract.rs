//! The public contract, `README.md`, compared with the element, the style and the sources: neither may say more.

use std::collections::BTreeSet;
use std::path::Path;

const README: &str = include_str!("../README.md");
const ELEMENT: &str = concat!(include_str!("../element.js"), include_str!("../asked.js"));
/// What it is as a part of a form, and what it needs later.
const MEMBER: &str = include_str!("../member.js");
const KEEP: &str = concat!(include_str!("../keep.js"), include_str!("../mishap.js"));
const EVIDENCE: [&str; 2] = [include_str!("../evidence.js"), include_str!("../evidence.css")];
const STATUS: &str = include_str!("../status.js");
const STATUS_STYLE: &str = include_str!("../status.css");
const STYLE: &str = include_str!("../style.css");
const TOOLS: &str = include_str!("tools.rs");

type Names = BTreeSet<String>;

/// The first code span of each row of the table under a heading.
fn table(heading: &str) -> Names {
    let section = README.split(&format!("\n## {heading}\n")).nth(1).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    let names: Names = rows.map(|row| row.split('`').next().unwrap().to_owned()).collect();
    assert!(!names.is_empty(), "{heading} has no rows");
    names
}

/// What stands between two marks, everywhere in a text.
fn between(text: &str, start: &str, end: &str) -> Names {
    let pieces = text.split(start).skip(1).filter_map(|piece| piece.split(end).next());
    pieces.map(str::to_owned).collect()
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c == '-')
}

fn sources() -> String {
    fn read(folder: &Path, all: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, all);
            } else if !path.ends_with("contract.rs") {
                all.push_str(&std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut all = String::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    all
}

#[test]
fn attributes_are_those_observed() {
    let list = ELEMENT.split("observedAttributes = [").nth(1).unwrap().split(']').next().unwrap();
    let observed: Names = between(list, "'", "'").into_iter().filter(|it| is_name(it)).collect();
    assert_eq!(table("Attributes"), observed);
}

#[test]
fn properties_are_those_with_a_setter() {
    let setters: Names = between(ELEMENT, "\n  set ", "(");
    assert_eq!(table("Properties"), setters);
    let kept = ELEMENT.split("PROPERTIES = [").nth(1).unwrap().split(']').next().unwrap();
    assert!(setters.iter().all(|name| kept.contains(&format!("'{name}'"))), "early values: {kept}");
}

#[test]
fn methods_are_the_public_ones() {
    // What the element calls of its base is not for hosts.
    let own = ["constructor", "freeze", "settle"];
    let scripts = [MEMBER, ELEMENT].concat();
    let public = scripts.lines().filter_map(|line| {
        let name = line.strip_prefix("  ")?.split('(').next()?;
        let plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic());
        (plain && line.ends_with(") {") && !name.ends_with("Callback") && !own.contains(&name))
            .then(|| format!("{name}()"))
    });
    assert_eq!(table("Methods"), public.collect::<Names>());
}

#[test]
fn events_are_those_told() {
    let mut told = between(ELEMENT, "#tell('", "'");
    told.extend(between(include_str!("../world.js"), "this.tell('", "'"));
    told.extend(
        between(
            include_str!("effects.rs").split("#[cfg(test)]").next().unwrap(),
            "\"amends-",
            "\"",
        )
        .iter()
        .map(|it| format!("amends-{it}")),
    );
    assert_eq!(table("Events"), told);
}

#[test]
fn reasons_of_failure_are_those_thrown() {
    let line = README.split("Reasons of `amends-failed`:").nth(1).unwrap();
    let line = line.split("\n\n").next().unwrap();
    let mut named: Names = between(line, "`", "`")
        .into_iter()
        .filter(|it| !it.contains([' ', ',', '\n', '(']))
        .collect();
    for word in ["faults", "at", ":"] {
        named.remove(word);
    }
    let mut thrown = between(ELEMENT, "new Trouble('", "'");
    thrown.extend(between(include_str!("../loading.js"), "new Trouble('", "'"));
    thrown.extend(between(&sources(), "Notice::Failed(\"", "\""));
    thrown.retain(|reason| !reason.contains('\\'));
    assert_eq!(named, thrown);
}

#[test]
fn custom_properties_are_those_of_the_style() {
    let used: Names =
        between(STYLE, "var(--amends-", ",").iter().map(|it| format!("--amends-{it}")).collect();
    assert_eq!(table("Theming"), used);
}

#[test]
fn parts_are_those_drawn() {
    let line = README.split("Parts for `::part()`:").nth(1).unwrap().lines().next().unwrap();
    let named: Names = between(line, "`", "`").into_iter().filter(|it| is_name(it)).collect();
    let mut drawn = between(&sources(), "part=\"", "\"");
    drawn.retain(|part| is_name(part));
    assert_eq!(named, drawn);
}

#[test]
fn functions_are_those_exported() {
    let rows = table("Documents as text, without a form");
    let functions = TOOLS.split("#[wasm_bindgen").skip(1);
    let exported = functions.map(|piece| {
        let (name, rest) = piece.split("\npub fn ").nth(1).unwrap().split_once('(').unwrap();
        let name = name.strip_suffix("_by_document").unwrap_or(name);
        let arguments = rest.split(')').next().unwrap().split(", ");
        let names: Vec<_> = arguments.map(|it| it.split(':').next().unwrap()).collect();
        format!("{name}({})", names.join(", "))
    });
    assert_eq!(rows, exported.collect::<Names>());
}

#[test]
fn screens_in_the_contract_are_the_journeys() {
    for screen in crate::samples::SCREENS {
        assert!(README.contains(&format!("`{}`", screen.name())), "{screen:?}");
    }
}

#[test]
fn the_languages_of_the_element_are_those_that_ship() {
    let list = ELEMENT.split("LANGUAGES = [").nth(1).unwrap().split(']').next().unwrap();
    for language in crate::labels::LANGUAGES {
        assert!(list.contains(&format!("'{language}'")), "{language}");
        assert!(README.contains(&format!("`{language}`")), "{language}");
    }
}

/// The first code span of each row of a table about the element of a case.
fn of_status(what: &str) -> Names {
    let table = README.split(&format!("| {what} of `amends-status` |")).nth(1).unwrap();
    let rows = table.split("\n\n").next().unwrap().lines().skip(2);
    rows.map(|row| row.split('`').nth(1).unwrap().to_owned()).collect()
}

#[test]
fn the_element_of_a_case_keeps_its_contract() {
    let list = STATUS.split("observedAttributes = [").nth(1).unwrap().split(']').next().unwrap();
    let observed: Names = between(list, "'", "'").into_iter().filter(|it| is_name(it)).collect();
    assert_eq!(of_status("attribute"), observed);
    assert_eq!(of_status("event"), between(STATUS, "#tell('", "'"));
    let named = README.split("it could not be shown: ").nth(1).unwrap().split(';').next().unwrap();
    let named: Names = named.split('`').filter(|it| is_name(it)).map(str::to_owned).collect();
    assert_eq!(named, between(STATUS, "new Trouble('", "'"));
}

#[test]
fn nothing_that_a_strict_policy_forbids() {
    for banned in
        ["eval(", "new Function", "innerHTML", "document.write", "z-index", "position: fixed"]
    {
        for text in [ELEMENT, MEMBER, KEEP, STYLE, STATUS, STATUS_STYLE].into_iter().chain(EVIDENCE)
        {
            assert!(!text.contains(banned), "{banned}");
        }
    }
    let rem = STYLE.split(|c: char| !c.is_ascii_alphanumeric() && c != '.');
    assert_eq!(
        rem.filter(|word| word.ends_with("rem") && word.starts_with(|c: char| c.is_ascii_digit()))
            .count(),
        0
    );
    assert!(!sources().contains(concat!("style", "={")), "inline style");
}
