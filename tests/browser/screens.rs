//! Every screen of every scenario in every language: nothing inaccessible, light or dark; nothing cut off, too small to
//! press or wider than a page of 320 pixels, which is what 400 per cent make of one of 1280.

use crate::hosts::{self, same};
use amends_core::document;
use amends_tests::access;
use amends_tests::driver::{Browser, Driver};
use amends_tests::scenario;
use amends_tests::service::Failure;
use amends_tests::submissions::Ready;
use amends_www::host::engines::Engine;
use libtest_mimic::{Failed, Trial};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// Fills in one scenario and looks at its screens.
const WALK: &str = include_str!("screens.js");
const LANGUAGES: [&str; 4] = ["en", "zh-Hans", "zh-Hant", "ar"];

/// How closely screens are looked at.
#[derive(Debug, Clone, Copy)]
struct Looks {
    name: &'static str,
    width: u32,
    height: u32,
    /// Of how many scenarios of each policy.
    most: usize,
    languages: &'static [&'static str],
    what: [(&'static str, bool); 4],
}

/// All there is, as high as needed so that what stays at the lower edge covers nothing.
const WIDE: Looks = Looks {
    name: "wide",
    width: 1280,
    height: 6000,
    most: usize::MAX,
    languages: &LANGUAGES,
    what: [("axe", true), ("dark", true), ("narrow", false), ("errors", true)],
};
const NARROW: Looks = Looks {
    name: "narrow",
    width: 320,
    height: 740,
    what: [("axe", false), ("dark", false), ("narrow", true), ("errors", true)],
    ..WIDE
};
/// What axe finds of the bar at the lower edge, and in other engines.
const NARROW_AXE: Looks = Looks {
    name: "narrow_axe",
    height: 6000,
    most: 1,
    what: [("axe", true), ("dark", true), ("narrow", true), ("errors", false)],
    ..NARROW
};
const ELSEWHERE: Looks = Looks { most: 1, languages: &["en"], ..WIDE };
/// The whole of it in other engines, which takes longer than a suite should: run with `--ignored`.
const WHOLE: Looks = Looks { name: "whole", ..WIDE };

/// The trials of an engine, one for each policy and look.
pub fn trials(driver: &Arc<Driver>) -> Vec<Trial> {
    let (before, looks) = match driver.engine {
        Engine::Chromium => (String::new(), vec![WIDE, NARROW, NARROW_AXE]),
        engine => (format!("{}/", engine.name()), vec![ELSEWHERE, WHOLE]),
    };
    let all = looks.into_iter().flat_map(|look| {
        let policies = scenario::policies().unwrap_or_default();
        policies.into_iter().map(move |policy| (look, policy))
    });
    all.map(|(look, policy)| {
        let driver = Arc::clone(driver);
        let name = format!("{before}screens/{}/{policy}", look.name);
        let trial = Trial::test(name, move || walk(&driver, &policy, look));
        trial.with_ignored_flag(look.name == WHOLE.name)
    })
    .collect()
}

/// The scenarios of a policy, each as what is filled in.
fn scenarios(policy: &str, most: usize) -> Result<Vec<(String, Value, Value)>, Failure> {
    let own = scenario::all()?.into_iter().filter(|it| it.policy == policy).take(most);
    own.map(|scenario| {
        let ready = Ready::new(scenario)?;
        let known = document::write(&ready.scenario.complaint.known);
        let filled = ready.filled().into_iter().map(|(name, text)| (name, json!(text)));
        let filled = Value::Object(filled.collect::<Map<_, _>>());
        Ok((ready.scenario.name.clone(), serde_json::from_str(&known)?, filled))
    })
    .collect()
}

fn open(
    driver: &Driver,
    look: Looks,
) -> Result<(Browser, amends_tests::service::Service), Failure> {
    let service = hosts::service()?;
    let browser = driver.browser(hosts::DAY, look.width)?;
    browser.open(&format!("{}/host", service.address))?;
    access::load(&browser)?;
    browser.resize_to(look.width, look.height)?;
    Ok((browser, service))
}

/// What was looked at so far, by engine and look: numbers that stand for parts of screens.
static SEEN: Mutex<BTreeMap<(&str, &str), BTreeSet<i64>>> = Mutex::new(BTreeMap::new());

/// What was looked at so far, with this added.
fn seen(driver: &Driver, look: Looks, more: Vec<i64>) -> Vec<i64> {
    let mut all = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    let own = all.entry((driver.engine.name(), look.name)).or_default();
    own.extend(more);
    own.iter().copied().collect()
}

fn walk(driver: &Driver, policy: &str, look: Looks) -> Result<(), Failed> {
    let (browser, _service) = open(driver, look)?;
    let what: Map<String, Value> =
        look.what.into_iter().map(|(name, on)| (name.to_owned(), json!(on))).collect();
    let (mut wrong, mut screens, mut looked) = (Vec::new(), 0, 0);
    for (name, known, filled) in scenarios(policy, look.most)? {
        for language in look.languages {
            let before = json!(seen(driver, look, Vec::new()));
            let given = [
                json!(policy),
                json!(language),
                known.clone(),
                filled.clone(),
                json!(what),
                before,
            ];
            let found = browser.script_async(WALK, &given);
            let found = found.map_err(|error| format!("{name} {language}: {error}"))?;
            let list = found.get("wrong").and_then(Value::as_array).into_iter().flatten();
            wrong.extend(list.filter_map(Value::as_str).map(|it| format!("{name}: {it}")));
            let now = found.get("seen").cloned().unwrap_or_default();
            seen(driver, look, serde_json::from_value(now)?);
            let count = |what: &str| found.get(what).and_then(Value::as_u64).unwrap_or_default();
            screens += count("screens");
            looked += count("looked");
        }
    }
    println!("{policy}, {}: {screens} screens, {looked} of them unlike", look.name);
    same("screens at all", screens > 5, true)?;
    wrong.truncate(20);
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}
