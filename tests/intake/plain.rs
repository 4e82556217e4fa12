//! The form without script over real HTTP: pages filled in and sent as a browser does it, every scenario to its end.

pub mod page;

use crate::Case;
use crate::http::{Answer, get, post, same};
use amends_core::document::complaint::{ChoiceMadeDocument, ComplaintDocument, WishedDocument};
use amends_core::document::formula::Scalar;
use amends_core::document::quote::QuoteDocument;
use amends_core::{document, submission};
use amends_tests::scenario::{self, Scenario};
use amends_tests::service::{Service, Setup};
use amends_tests::submissions::{Ready, typed};
use libtest_mimic::{Failed, Trial};
use page::Page;

const CASES: [(&str, Case); 9] = [
    ("every_policy_in_every_language", every_policy),
    ("known_facts_come_from_the_records", known_facts),
    ("sent_twice_is_kept_once_and_leads_to_the_same_receipt", sent_twice),
    ("what_is_missing_is_said_and_nothing_typed_is_lost", missing),
    ("markup_is_shown_as_text", markup),
    ("other_sites_cannot_send_it", other_sites),
    ("a_form_written_by_hand_begins_the_journey", by_hand),
    ("a_policy_that_has_changed_is_said", changed_policy),
    ("no_address_holds_what_was_typed", addresses),
];

/// What must hold of the pages, and every scenario by pages.
pub fn trials() -> Vec<Trial> {
    let mut trials: Vec<Trial> = match scenario::all() {
        Ok(all) => all.into_iter().map(trial).collect(),
        Err(message) => vec![Trial::test("plain/reading", move || Err(message.into()))],
    };
    let cases = CASES.into_iter();
    trials.extend(cases.map(|(name, case)| Trial::test(format!("plain/{name}"), case)));
    trials
}

fn trial(scenario: Scenario) -> Trial {
    Trial::test(format!("plain/by_pages/{}", scenario.name), move || {
        by_pages(&Ready::new(scenario)?)
    })
}

/// The customer of a scenario, page by page: the stored quote is the one worked out by hand.
fn by_pages(ready: &Ready) -> Result<(), Failed> {
    let complaint = &ready.scenario.complaint;
    let (policy, known) = (&ready.scenario.policy, &complaint.known);
    let service = Service::start(&Setup::knowing(ready.today, policy, "case", known))?;
    let language = complaint.language.as_deref().unwrap_or("zh-Hans");
    let first = format!("/v1/policies/{policy}/form?customer=case&lang={language}");
    let mut page = Page::of(&get(&service, &first)?)?;
    for _ in 0..16 {
        fill(&mut page, complaint, ready)?;
        let before = (page.screen(), page.drawn());
        page = page.press(&service, "")?;
        if page.screen() == "receipt" {
            return stored(ready, &service, &page);
        }
        if page.has_summary() && before == (page.screen(), page.drawn()) {
            break;
        }
    }
    let open = ready.quote().is_err()
        || !submission::unanswered(&ready.policy, complaint, ready.today).is_empty();
    same(&format!("nothing open, yet it does not go on: {}", page.summary()), open, true)?;
    same("rows", service.rows("submissions")?.len(), 0)
}

/// Fills in whatever is on the page with what the customer has to say.
fn fill(page: &mut Page, complaint: &ComplaintDocument, ready: &Ready) -> Result<(), Failed> {
    for name in page.drawn() {
        match name.as_str() {
            "problem" => page.fill("problem", &complaint.problem)?,
            "wish" => fill_wish(page, complaint.wish.as_ref())?,
            "story" => page.fill("story", &complaint.story)?,
            "channel" => fill_contact(page)?,
            "choice" => page.fill("choice", &choice(ready))?,
            "other-words" => page.fill("other-words", "请来电。Please call.")?,
            _ => {
                let fact = name.strip_prefix("fact-").unwrap_or_default();
                if let Some(value) = complaint.answers.get(fact) {
                    let filled = page.fill(&name, &typed(value));
                    // What cannot be picked at all is among the scenarios with bad answers.
                    filled.or_else(|none| ready.quote().map_or(Ok(()), |_| Err(none)))?;
                }
            }
        }
    }
    Ok(())
}

fn fill_wish(page: &mut Page, wish: Option<&WishedDocument>) -> Result<(), Failed> {
    let Some(wish) = wish else { return Ok(()) };
    page.tick("wish", &wish.ids)?;
    page.fill("wish-amount", wish.amount.as_deref().unwrap_or_default())?;
    page.fill("wish-words", &wish.words)
}

fn fill_contact(page: &mut Page) -> Result<(), Failed> {
    page.fill("channel", "phone")?;
    page.fill("address", "13800000000")
}

/// The option the scenario is worked out for; something else where none is offered.
fn choice(ready: &Ready) -> String {
    if let Some(ChoiceMadeDocument::Option(id)) = &ready.scenario.complaint.choice {
        return id.clone();
    }
    let quote = ready.quote().ok();
    let options = quote.iter().flat_map(|quote| &quote.options);
    let found = options.clone().find(|offer| offer.recommended).or(options.clone().next());
    found.map_or_else(|| "*".to_owned(), |offer| offer.id.clone())
}

/// The one row says what was worked out by hand, and the page shows its reference and every promise.
fn stored(ready: &Ready, service: &Service, page: &Page) -> Result<(), Failed> {
    let rows = service.rows("submissions")?;
    same("rows", rows.len(), 1)?;
    let row = rows.first().ok_or("no row")?;
    same("channel", row.text("channel"), Some("plain"))?;
    let quote: QuoteDocument = serde_json::from_str(row.text("quote").unwrap_or_default())?;
    for promise in &quote.commitments {
        let due = format!("datetime=\"{}\"", promise.due);
        same(&format!("{due} is shown"), page.html.contains(&due), true)?;
    }
    let reference = row.text("reference").unwrap_or_default();
    same("the reference is shown", page.html.contains(reference), true)?;
    let complaint: ComplaintDocument =
        serde_json::from_str(row.text("complaint").unwrap_or_default())?;
    let native = amends_core::quote(&ready.policy, &complaint, ready.today);
    let native = native.map_err(|faults| format!("{faults:?}"))?;
    same("the quote, natively", row.text("quote"), Some(document::write(&native).as_str()))?;
    let differences = scenario::differences(&ready.scenario, &Ok(quote));
    if differences.is_empty() { Ok(()) } else { Err(differences.join("\n").into()) }
}

pub fn service() -> Result<Service, Failed> {
    let setup = Setup { today: "2026-11-23".parse()?, customers: None, widget: false };
    Ok(Service::start(&setup)?)
}

/// Fills in whatever is there somehow, until the check page.
pub fn to_check(service: &Service, mut page: Page) -> Result<Page, Failed> {
    for _ in 0..16 {
        if page.screen() == "check" {
            return Ok(page);
        }
        page.fill_somehow()?;
        page = page.press(service, "")?;
    }
    Err(format!("no check page: {}", page.summary()).into())
}

/// Each policy's page, in each of its languages: the receipt shows the reference and every promised day that is
/// stored.
fn every_policy() -> Result<(), Failed> {
    for place in ["/bank", "/shop", "/insurer"] {
        for language in ["zh-Hans", "zh-Hant", "en", "ar"] {
            sent_from(place, language, language)?;
        }
    }
    for place in ["/policy/broker", "/policy/maker", "/policy/restaurant"] {
        for language in ["zh-Hans", "en", "ar"] {
            sent_from(place, language, language)?;
        }
        // These have no traditional words.
        sent_from(place, "zh-Hant", "zh-Hans")?;
    }
    Ok(())
}

/// One page from its first screen to the receipt, asked for in one language and shown in another.
fn sent_from(place: &str, asked: &str, shown: &str) -> Result<(), Failed> {
    let service = service()?;
    let first = Page::of(&get(&service, &format!("{place}?lang={asked}"))?)?;
    let receipt = to_check(&service, first)?.press(&service, "")?;
    same(&format!("{place} in {asked}"), receipt.screen(), "receipt".to_owned())?;
    let rows = service.rows("submissions")?;
    let row = rows.first().ok_or("no row")?;
    same(&format!("{place} in {asked}"), row.text("language"), Some(shown))?;
    same("shown", receipt.html.contains(row.text("reference").unwrap_or("-")), true)?;
    for promise in service.rows("commitments")? {
        let due = format!("datetime=\"{}\"", promise.text("due").unwrap_or_default());
        same(&format!("{due} is shown"), receipt.html.contains(&due), true)?;
    }
    Ok(())
}

/// The intake looks up by itself what the portal knows; the form carries none of it, and none of it is asked.
fn known_facts() -> Result<(), Failed> {
    let service = service()?;
    let place = "/bank?customer=c-2041&item=t-801&lang=en";
    let first = Page::of(&get(&service, place)?)?;
    same("picked by the item", first.value("problem"), Some("atm-no-cash".to_owned()))?;
    same("a fact in the form", first.html.contains("name=\"fact-cash_amount\""), false)?;
    to_check(&service, first)?.press(&service, "")?;
    let rows = service.rows("submissions")?;
    let row = rows.first().ok_or("no row")?;
    same("customer", row.text("customer"), Some("c-2041"))?;
    let complaint: ComplaintDocument =
        serde_json::from_str(row.text("complaint").unwrap_or_default())?;
    let amount = Some(&Scalar::Text("2000.00".into()));
    same("known", complaint.known.get("cash_amount"), amount)
}

fn sent_twice() -> Result<(), Failed> {
    let service = service()?;
    let first = Page::of(&get(&service, "/shop?lang=en")?)?;
    let check = to_check(&service, first)?;
    let sent = check.send(&service, "")?;
    same("it leads elsewhere", sent.status, 303)?;
    let place = sent.header("location").to_owned();
    let again = check.send(&service, "")?;
    same("the same place", again.header("location"), place.as_str())?;
    same("rows", service.rows("submissions")?.len(), 1)?;
    let receipt = page::open(&service, &place)?;
    same("the receipt", receipt.screen(), "receipt".to_owned())?;
    // From there the customer follows the case, and keeps the dates.
    let followed = link(&receipt, "/case/")?;
    same("the case", get(&service, &followed)?.status, 200)?;
    let dates = get(&service, &link(&receipt, "/v1/complaints/")?)?;
    same("the dates", dates.body.starts_with("BEGIN:VCALENDAR"), true)?;
    // For programs the same address has the document.
    let document = get(&service, place.split('?').next().unwrap_or_default())?;
    same(
        "reference",
        receipt.html.contains(document.json()?["reference"].as_str().unwrap_or("-")),
        true,
    )
}

/// Where the link on a page leads that begins so.
fn link(page: &Page, begins: &str) -> Result<String, Failed> {
    let address =
        page.html.split(&format!("href=\"{begins}")).nth(1).and_then(|it| it.split('"').next());
    let address = address.ok_or_else(|| format!("no link to {begins}"))?;
    Ok([begins, &address.replace("&amp;", "&")].concat())
}

/// Messages that say the same are told apart by what was asked.
fn names_its_questions(service: &Service, mut page: Page) -> Result<(), Failed> {
    page.fill("problem", "late")?;
    let page = Page::of(&page.send(service, "")?)?;
    let page = Page::of(&page.send(service, "")?)?;
    let summary = page.summary();
    for question in ["页面承诺哪天送到？", "现在收到了吗？"] {
        same(question, summary.matches(question).count(), 1)?;
    }
    Ok(())
}

fn missing() -> Result<(), Failed> {
    let service = service()?;
    let first = Page::of(&get(&service, "/shop?lang=zh-Hans")?)?;
    let answer = first.send(&service, "")?;
    same("status", answer.status, 422)?;
    same("a page", answer.header("content-type").starts_with("text/html"), true)?;
    let mut page = Page::of(&answer)?;
    same("says what", page.summary().contains("请选择"), true)?;
    names_its_questions(&service, page.clone())?;
    page.fill_somehow()?;
    page = to_story(&service, page)?;
    let story = "包裹丢了，\n我很着急。";
    page.fill("story", story)?;
    let page = Page::of(&page.send(&service, "")?)?;
    same("still there", page.screen(), "story".to_owned())?;
    same("the story", page.value("story").as_deref(), Some(story))?;
    let back = page.press(&service, "back")?;
    same("back", back.screen() != "story", true)?;
    same("carried along", back.value("story").as_deref(), Some(story))?;
    same("rows", service.rows("submissions")?.len(), 0)
}

pub fn to_story(service: &Service, mut page: Page) -> Result<Page, Failed> {
    for _ in 0..12 {
        if page.screen() == "story" {
            return Ok(page);
        }
        page.fill_somehow()?;
        page = page.press(service, "")?;
    }
    Err(format!("no story: {}", page.summary()).into())
}

fn markup() -> Result<(), Failed> {
    let service = service()?;
    let story = "</textarea></p><script>alert(1)</script><img src=x onerror=alert(2)>&amp;";
    let first = Page::of(&get(&service, "/shop?lang=en")?)?;
    let mut page = to_story(&service, first)?;
    page.fill("story", story)?;
    page.fill_somehow()?;
    let check = to_check(&service, page)?;
    for found in ["<script>alert", "<img src=x"] {
        same(found, check.html.contains(found), false)?;
    }
    same("shown as words", check.html.contains("&lt;script&gt;"), true)?;
    check.press(&service, "")?;
    let rows = service.rows("submissions")?;
    let complaint = rows.first().and_then(|row| row.text("complaint")).unwrap_or_default();
    let complaint: ComplaintDocument = serde_json::from_str(complaint)?;
    same("story", complaint.story.as_str(), story)
}

fn other_sites() -> Result<(), Failed> {
    let service = service()?;
    let check = to_check(&service, Page::of(&get(&service, "/bank?lang=en")?)?)?;
    let headers = [page::FORM, ("sec-fetch-site", "cross-site")];
    let answer = post(&service, &check.action, &headers, check.body(""))?;
    same("status", answer.status, 403)?;
    same("rows", service.rows("submissions")?.len(), 0)
}

/// What a portal wrote into its page itself: no screen, no list of fields.
fn by_hand() -> Result<(), Failed> {
    let service = service()?;
    let body = "policy=bank&problem=card-blocked&story=Declined.&channel=phone&address=13800000000";
    let answer = post(&service, "/v1/complaints?lang=en", &[page::FORM], body)?;
    same("status", answer.status, 200)?;
    let page = Page::of(&answer)?;
    same("asks on", page.screen(), "facts".to_owned())?;
    let style = get(&service, "/amends/amends.css")?;
    same("its style", style.body.contains(".amends-frame"), true)?;
    same("keeps the story", page.value("story").as_deref(), Some("Declined."))?;
    let unknown = post(&service, "/v1/complaints?lang=en", &[page::FORM], "problem=x")?;
    same("without a policy", unknown.status >= 400, true)?;
    same("says so on a page", unknown.header("content-type").starts_with("text/html"), true)
}

/// A form that was drawn by a version that is gone goes on by the one that holds, and says so.
fn changed_policy() -> Result<(), Failed> {
    let service = service()?;
    let mut page = to_story(&service, Page::of(&get(&service, "/shop?lang=en")?)?)?;
    page.set("digest", "0000");
    let next = Page::of(&page.send(&service, "update")?)?;
    same("says so", next.html.contains("has changed since you opened this page"), true)?;
    same("goes on", next.screen(), "story".to_owned())
}

/// Neither the address a form is sent to nor the one it leads to says anything of the customer's.
fn addresses() -> Result<(), Failed> {
    let service = service()?;
    let mut page = to_story(&service, Page::of(&get(&service, "/shop?lang=en")?)?)?;
    page.fill("story", "secret words")?;
    page.fill_somehow()?;
    let check = to_check(&service, page)?;
    let sent: Answer = check.send(&service, "")?;
    for place in [&check.action, sent.header("location")] {
        same(place, place.contains("secret") || place.contains("fact"), false)?;
    }
    same("kept by nobody on the way", sent.header("cache-control"), "no-store")
}
