//! Journeys by pages alone: every page is made of what the one before would send.

use super::*;
use crate::journey::{Field, Posted, Problem, Screen, Turn, step, turn};
use crate::samples::{self, TODAY};
use amends_core::document;
use amends_core::document::submission::SubmissionDocument;
use amends_core::policy::Policy;
use amends_core::verification;
use std::collections::BTreeSet;

const FRESH: &str = "0123456789abcdef0123456789abcdef";

fn start() -> State {
    let policy = Policy::read(samples::POLICY).unwrap();
    State::new(setting(policy.into(), "en", Map::new()), TODAY.parse().unwrap())
}

fn html(turn: &Turn) -> String {
    let plain = Plain {
        action: "/send".into(),
        focus: Some(turn.focus.clone()),
        notes: turn.notes.clone(),
        ..Plain::default()
    };
    draw(&turn.state, plain)
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}

/// What a browser would send of a page: the controls of its form, in order.
fn sent(html: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for (at, _) in html.match_indices('<') {
        let (tag, rest) = html[at..].split_once('>').unwrap();
        let (Some(name), Some(kind)) = (attribute(tag, "name"), tag[1..].split(' ').next()) else {
            continue;
        };
        let value = attribute(tag, "value").unwrap_or_default();
        match kind {
            "textarea" => {
                fields.push((name.to_owned(), rest.split('<').next().unwrap().to_owned()));
            }
            "input" if !tag.contains("type=\"radio\"") && !tag.contains("type=\"checkbox\"") => {
                fields.push((name.to_owned(), value.to_owned()));
            }
            "input" if tag.contains(" checked") => {
                fields.push((name.to_owned(), value.to_owned()));
            }
            _ => {}
        }
    }
    fields
}

/// A customer who fills in fields of a page and presses a button; every page is made of the one before alone.
fn go(page: &Turn, filled: &[(&str, &str)], press: &str) -> Turn {
    let html = html(page);
    let mut fields = sent(&html);
    for (name, value) in filled {
        let own = format!("{PREFIX}-{name}");
        let there = [&format!(" name=\"{name}\""), &format!(" name=\"{own}\"")];
        assert!(there.iter().any(|it| html.contains(*it)), "no field {name} in {html}");
        fields.retain(|(it, _)| *it != own && (it != name || name == &"wish"));
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    if !press.is_empty() {
        assert!(html.contains(&format!("value=\"{press}\"")), "no button {press}");
        fields.push(("press".into(), press.into()));
    }
    let fields = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    turn(start(), &Posted::read(PREFIX, fields), FRESH)
}

fn first() -> Turn {
    Turn { state: start(), focus: String::new(), notes: Vec::new(), send: None }
}

const FACTS: [(&str, &str); 4] = [
    ("fact-happened_on", "2026-11-20"),
    ("fact-debited", "yes"),
    ("fact-loss", "1,200.50 元"),
    ("fact-account_number", "6222 0000 1111"),
];

/// As the sample customer does it, to the check page.
fn checked() -> Turn {
    let page = go(&first(), &[("problem", "no-cash")], "");
    let page = facts(page);
    let page = go(&page, &[("fact-time_lost", "45 min")], "");
    let page = go(&page, &[("wish", "money-back"), ("wish-amount", "2000")], "");
    let page = go(&page, &STORY, "");
    let page = go(&page, &[("choice", "money")], "");
    assert_eq!(page.state.screen, Screen::Apology);
    go(&page, &[], "")
}

const STORY: [(&str, &str); 3] = [
    ("story", "It counted the notes\nand kept them."),
    ("channel", "phone"),
    ("address", "139 0000 0000"),
];

/// Answers the facts that are on the page, and then those that follow from them.
fn facts(mut page: Turn) -> Turn {
    for _ in 0..3 {
        let drawn = page.state.fields(Screen::Facts);
        let here = |name: &str| drawn.iter().any(|field| field.name() == name);
        let filled: Vec<_> = FACTS.into_iter().filter(|(name, _)| here(name)).collect();
        page = go(&page, &filled, "");
        if page.state.screen != Screen::Facts {
            return page;
        }
    }
    panic!("the facts do not end: {:?}", page.state.shown);
}

#[test]
fn a_journey_by_pages_alone_sends_what_the_element_would() {
    let page = checked();
    assert_eq!(page.state.screen, Screen::Check);
    let (key, body) = go(&page, &[], "").send.unwrap();
    assert_eq!(key, FRESH);
    let submission: SubmissionDocument = document::read(&body).unwrap();
    let policy = Policy::read(samples::POLICY).unwrap();
    let verdict = verification::verify(&policy, &submission, TODAY.parse().unwrap()).unwrap();
    assert!(verdict.same, "{verdict:?}");
    // The element, with the same answers.
    let (state, effects) = step(samples::checked().0, crate::journey::Event::Submit);
    let other: SubmissionDocument = document::read(&samples::body(&effects)).unwrap();
    assert_eq!(submission.quote.options, other.quote.options, "{:?}", state.screen);
    assert_eq!(submission.complaint.answers, other.complaint.answers);
    assert_eq!(submission.complaint.story, "It counted the notes\nand kept them.");
}

#[test]
fn back_and_changes_lose_nothing() {
    let mut page = checked();
    for _ in 0..10 {
        if page.state.screen == Screen::Problem {
            break;
        }
        page = go(&page, &[], "back");
    }
    assert_eq!(page.state.screen, Screen::Problem);
    for screen in samples::SCREENS.into_iter().take(8) {
        assert_eq!(page.state.screen, screen, "{:?}", page.state.shown);
        if screen != Screen::Check {
            page = go(&page, &[], "");
        }
    }
    let page = go(&page, &[], "change-story");
    assert_eq!((page.state.screen, page.state.returning), (Screen::Story, true));
    let page = go(&page, &[("story", "Short.")], "");
    assert_eq!(page.state.screen, Screen::Check, "back where it was changed from");
    assert_eq!(page.state.complaint().story, "Short.");
    assert_eq!(page.state.complaint().answers.len(), 5);
}

#[test]
fn every_page_is_whole() {
    for screen in samples::SCREENS {
        let state = samples::filled_as(PREFIX, screen);
        let state = State { setting: start().setting, ..state };
        let html = draw(&state, Plain { action: "/send".into(), ..Plain::default() });
        assert_eq!(
            samples::unlabelled(&html.replace("type=\"hidden\"", "id=\"h\""))
                .iter()
                .filter(|tag| !tag.contains("id=\"h\""))
                .count(),
            0,
            "{screen:?}"
        );
        assert!(!html.contains("style="), "{screen:?}");
        assert!(!html.contains("<button type=\"button\""), "{screen:?}: {html}");
        let buttons = html.matches("<button").count();
        assert_eq!(html.matches("type=\"submit\"").count(), buttons, "{screen:?}");
        assert_eq!(html.contains("method=\"post\""), screen != Screen::Receipt, "{screen:?}");
        let ids: Vec<&str> =
            html.split(" id=\"").skip(1).map(|it| it.split('"').next().unwrap()).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{screen:?}");
        for named in ["for=\"", "form=\"", "aria-labelledby=\"", "href=\"#"] {
            for id in html.split(named).skip(1).map(|it| it.split('"').next().unwrap()) {
                assert!(ids.contains(&id), "{screen:?} lacks {named}{id}");
            }
        }
    }
}

#[test]
fn what_is_missing_is_said_at_the_field_and_in_a_summary_with_the_focus() {
    let page = go(&first(), &[], "");
    assert_eq!((page.state.screen, page.focus.as_str()), (Screen::Problem, "summary"));
    let html = html(&page);
    let summary = html.split("part=\"error-summary\"").nth(1).unwrap();
    assert!(summary.contains("href=\"#amends-0-problem\""), "{summary}");
    assert_eq!(html.matches("autofocus").count(), 1);
    let tag = html.split("autofocus").next().unwrap().rsplit('<').next().unwrap();
    assert!(tag.contains("amends-0-summary"), "{tag}");
}

#[test]
fn questions_that_follow_from_an_answer_are_shown_before_they_are_missing() {
    let page = go(&first(), &[("problem", "no-cash")], "");
    let before = page.state.fields(Screen::Facts);
    let filled =
        FACTS.into_iter().filter(|(name, _)| before.contains(&Field::named(name).unwrap()));
    let next = go(&page, &filled.collect::<Vec<_>>(), "");
    let after = next.state.fields(Screen::Facts);
    let new = after.iter().find(|field| !before.contains(field)).expect("the sample asks on");
    assert_eq!((next.notes.as_slice(), next.focus), (["more-questions"].as_slice(), new.name()));
    assert!(next.state.shown.is_empty(), "{:?}", next.state.shown);
    let again = turn(next.state.clone(), &Posted::read(PREFIX, [].into_iter()), FRESH);
    assert!(again.state.summary, "an empty form is no journey");
}

#[test]
fn the_options_follow_the_answers_on_request_and_say_what_cannot_be_read() {
    let page = go(&first(), &[("problem", "no-cash")], "");
    let page = go(&page, &[("fact-debited", "yes")], "update");
    assert_eq!(page.notes, ["more-questions"]);
    let page = go(&page, &[("fact-loss", "many")], "update");
    assert_eq!((page.state.screen, page.focus.as_str()), (Screen::Facts, "summary"));
    assert_eq!(page.state.shown.iter().count(), 1, "nothing is called missing yet");
    let page = go(&page, &[("fact-loss", "80")], "update");
    assert_eq!(page.focus, "panel-title");
    let shown = html(&page).replace('\u{a0}', " ");
    assert!(shown.contains("panel still open") && shown.contains("CNY 80.00"), "{shown}");
}

#[test]
fn only_what_the_check_page_showed_is_sent() {
    let page = checked();
    let mut fields = sent(&html(&page));
    for (name, value) in &mut fields {
        if name == "seen" {
            value.replace_range(..1, "x");
        }
    }
    let fields = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let next = turn(start(), &Posted::read(PREFIX, fields), "another");
    assert_eq!((next.send, next.notes.as_slice()), (None, ["changed"].as_slice()));
    assert_eq!(next.state.key.as_deref(), Some(FRESH), "the same check page");
}

#[test]
fn a_refusal_is_said_on_the_check_page_with_another_key() {
    let sending = go(&checked(), &[], "");
    let problem = Problem { title: "No".into(), ..Problem::default() };
    let page = sending.refused(problem, "another");
    assert_eq!((page.state.screen, page.focus.as_str()), (Screen::Check, "summary"));
    assert_eq!(page.state.key.as_deref(), Some("another"));
    assert!(html(&page).contains("<strong>No</strong>"));
}

#[test]
fn nothing_that_is_sent_makes_it_stumble() {
    let sent: [&[(&str, &str)]; 6] = [
        &[],
        &[("screen", "check"), ("press", "change-receipt"), ("key", "")],
        &[("screen", "receipt"), ("problem", "no-cash")],
        &[("screen", "nowhere"), ("drawn", "fact- x y"), ("problem", "\u{0}")],
        &[("fact-loss", "1e999"), ("problem", "no-cash"), ("screen", "options"), ("choice", "*")],
        &[("wish", "nothing"), ("amends-0-amends-0-problem", "x"), ("press", "send")],
    ];
    for fields in sent {
        let page = turn(start(), &Posted::read(PREFIX, fields.iter().copied()), FRESH);
        assert!(page.send.is_none(), "{fields:?}");
        assert!(html(&page).contains("amends-0-heading"), "{fields:?}");
    }
}

#[test]
fn every_language_has_the_words_it_needs_without_script() {
    let keys = |text: &str| {
        document::read::<Map<String>>(text).unwrap().keys().cloned().collect::<Vec<_>>()
    };
    let english = keys(include_str!("../../plain/en.json"));
    assert!(english.len() > 5);
    for language in [
        include_str!("../../plain/zh-Hans.json"),
        include_str!("../../plain/zh-Hant.json"),
        include_str!("../../plain/ar.json"),
    ] {
        assert_eq!(keys(language), english);
    }
    let shipped: BTreeSet<String> = labels::shipped("en").keys().cloned().collect();
    assert!(english.iter().all(|key| !shipped.contains(key)), "in both files");
}

#[test]
fn a_wish_that_is_no_longer_offered_is_left_out() {
    let fields = [("problem", "no-cash"), ("wish", "gone"), ("wish", "money-back")];
    let page = turn(start(), &Posted::read(PREFIX, fields.into_iter()), FRESH);
    assert_eq!(page.state.wishes, ["money-back"]);
    assert!(page.state.quote.is_some(), "{:?}", page.state.no_quote);
}

#[test]
fn each_problem_has_a_glimpse_with_the_figures_of_its_own_panel() {
    let total = |html: &str| {
        let (_, rest) = html.split_once("<p class=\"total\">").unwrap();
        rest.split_once('<').unwrap().0.to_owned()
    };
    let untouched = start();
    let html = glimpses(&untouched);
    let problems = &untouched.setting.policy.document().problems;
    let drawn: Vec<&str> = html.split("<template ").skip(1).collect();
    assert!(drawn.len() == problems.len() && drawn.len() > 1, "{html}");
    assert!(
        !html.contains(" id=\"") && !html.contains("labelledby"),
        "one for each problem: {html}"
    );
    for (drawn, problem) in drawn.iter().zip(problems) {
        let picked = turn(start(), &Posted::picking(&problem.id), "");
        assert!(drawn.starts_with(&format!("data-problem=\"{}\"><aside", problem.id)), "{drawn}");
        assert!(drawn.ends_with("</aside></template>"), "{drawn}");
        let figures = |html: &str| html.contains("class=\"total\"").then(|| total(html));
        let whole = self::html(&picked);
        let (_, panel) = whole.split_once("<aside").unwrap();
        assert_eq!(figures(drawn), figures(panel), "{}", problem.id);
        assert!(!drawn.contains("<button") && !drawn.contains("<time"), "nothing to press, no day");
    }
}
