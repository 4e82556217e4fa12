//! The shape of the tree, checked: reading order, sizes, what stays where, and what the README names.

use amends_tests::scenario::root;
use std::fs;
use std::path::{Path, PathBuf};

/// Every Rust source under a folder of the repository.
pub fn sources(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![root().join(folder)];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                // What the fuzz targets are built into is no source.
                if path.file_name().is_none_or(|name| name != "target") {
                    waiting.push(path);
                }
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    assert!(!found.is_empty(), "{folder} has no sources");
    found
}

fn all_sources() -> Vec<PathBuf> {
    ["core/src", "web/src", "www/src", "tests"].into_iter().flat_map(sources).collect()
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().display().to_string()
}

/// The source without its unit tests.
pub fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text)
}

#[test]
fn modules_of_core_use_only_modules_declared_above_them() {
    let list = fs::read_to_string(root().join("core/src/lib.rs")).unwrap();
    let name = |line: &str| {
        let line = line.strip_prefix("pub ").unwrap_or(line);
        Some(line.strip_prefix("mod ")?.trim_end_matches(';').to_owned())
    };
    let order: Vec<String> = list.lines().filter_map(name).collect();
    assert!(order.len() > 15, "{order:?}");
    let mut checked = 0;
    for path in sources("core/src") {
        let inside = shown(&path);
        let own =
            inside.trim_start_matches("core/src/").split(['/', '.']).next().unwrap().to_owned();
        let Some(position) = order.iter().position(|module| *module == own) else { continue };
        let text = fs::read_to_string(&path).unwrap();
        let code = without_tests(&text).lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            for used in line.split("crate::").skip(1) {
                let used: String =
                    used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let Some(other) = order.iter().position(|module| *module == used) else { continue };
                assert!(
                    other <= position,
                    "{inside} uses `{used}`, which is declared below `{own}`"
                );
                checked += 1;
            }
        }
    }
    assert!(checked > 100, "only {checked} uses were seen");
}

#[test]
fn in_core_only_documents_know_serde() {
    for path in sources("core/src") {
        let inside = shown(&path);
        let text = fs::read_to_string(&path).unwrap();
        let named = without_tests(&text)
            .lines()
            .any(|line| !line.starts_with("//") && line.contains("serde"));
        assert!(!named || inside.contains("/document/"), "{inside} mentions serde");
    }
}

#[test]
fn every_file_says_what_it_is_for_and_is_short() {
    for path in all_sources() {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//!"), "{} does not begin with what it is for", shown(&path));
        let lines = without_tests(&text).lines().count();
        assert!(lines <= 400, "{} has {lines} lines without its tests", shown(&path));
    }
}

#[test]
fn only_the_two_clocks_ask_for_the_date() {
    for path in all_sources() {
        let inside = shown(&path);
        let text = fs::read_to_string(&path).unwrap();
        let asks = ["Utc::now", "Local::now", "SystemTime::now", "Date::new_0"];
        let clock = matches!(inside.as_str(), "web/src/effects.rs" | "www/src/clock.rs");
        let tool = inside.starts_with("tests/") || inside.starts_with("www/src/bundle");
        let found = asks.iter().find(|ask| without_tests(&text).contains(*ask));
        assert!(found.is_none() || clock || tool, "{inside} asks for the date: {found:?}");
    }
}

#[test]
fn stages_have_one_name_everywhere() {
    let stages = [
        "complaint",
        "assessment",
        "evaluation",
        "options",
        "commitments",
        "apology",
        "submission",
        "verification",
        "follow_up",
    ];
    let core = fs::read_to_string(root().join("core/src/lib.rs")).unwrap();
    for stage in stages {
        assert!(core.contains(&format!("mod {stage};")), "core has no module `{stage}`");
    }
    let format = fs::read_to_string(root().join("www/src/scenario.rs")).unwrap();
    for stage in ["complaint", "assessment", "options", "commitments", "apology"] {
        assert!(format.contains(&format!("{stage}:")), "scenarios have no key `{stage}`");
    }
    let screens = root().join("web/src/screens");
    for stage in ["options", "apology"] {
        assert!(screens.join(format!("{stage}.rs")).exists(), "there is no screen `{stage}`");
    }
}

#[test]
fn readme_paths_exist() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let quoted = readme.split('`').skip(1).step_by(2);
    let paths = quoted.filter(|text| {
        ["core/", "web/", "www/", "tests/"].iter().any(|part| text.starts_with(part))
    });
    let mut checked = 0;
    for path in paths {
        assert!(root().join(path).exists(), "README names `{path}`, which does not exist");
        checked += 1;
    }
    assert!(checked >= 10, "README names only {checked} paths");
}
