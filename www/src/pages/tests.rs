//! Pages draw in both languages, and what people wrote stays text.

use super::*;
use crate::testing::Running;

const PAGES: [&str; 8] = [
    "/",
    "/bank",
    "/bank?item=t-806",
    "/bank?customer=c-3318",
    "/shop",
    "/insurer?item=k-118204",
    "/policy/bank",
    "/no-such-page",
];

#[test]
fn every_page_draws_in_both_languages_without_inline_script_or_style() {
    let running = Running::new(&[("amends.js", b"export {}")]);
    for page in PAGES {
        for language in Language::ALL {
            let joint = if page.contains('?') { '&' } else { '?' };
            let address = format!("{page}{joint}lang={}", language.tag());
            let answer = running.get(&address, &[("accept", "text/html")]);
            let text = answer.text();
            assert!(answer.header("content-type").starts_with("text/html"), "{address}: {text}");
            assert_eq!(answer.header("content-language"), language.tag());
            let dir = if language == Language::Arabic { "rtl" } else { "ltr" };
            let html = format!("<html lang=\"{}\" dir=\"{dir}\">", language.tag());
            assert!(text.contains(&html), "{address}");
            assert!(!text.contains(" style=") && !text.contains("<style"), "{address}");
            assert!(!text.contains(" onclick") && !text.contains("javascript:"), "{address}");
            for script in text.split("<script").skip(1) {
                let data = script.starts_with(" type=\"application/json\"");
                assert!(data || script.contains("src=\"/"), "{address}: {script}");
            }
        }
    }
}

#[test]
fn english_pages_are_english_but_for_the_name_of_the_other_language() {
    let running = Running::new(&[]);
    for page in ["/", "/bank?item=t-801", "/shop", "/insurer"] {
        let joint = if page.contains('?') { '&' } else { '?' };
        let text = running.get(&format!("{page}{joint}lang=en"), &[]).text().to_owned();
        let names = ["简体", "繁體", "语言", "語言"];
        let text = without_sources(&text);
        let text = names.iter().fold(text, |text, name| text.replace(name, ""));
        let chinese: String =
            text.chars().filter(|c| ('\u{4e00}'..'\u{9fff}').contains(c)).collect();
        assert_eq!(chinese, "", "{page}");
    }
}

/// A source is cited as it is called, whatever the language of the page.
fn without_sources(text: &str) -> String {
    let mut parts = text.split("<cite>");
    let before = parts.next().unwrap_or_default();
    let behind = parts.filter_map(|part| part.split_once("</cite>"));
    std::iter::once(before).chain(behind.map(|(_, rest)| rest)).collect()
}

#[test]
fn traditional_pages_have_no_simplified_words() {
    let running = Running::new(&[]);
    for page in ["/bank?item=t-801", "/shop", "/insurer", "/form/bank"] {
        let joint = if page.contains('?') { '&' } else { '?' };
        let text = running.get(&format!("{page}{joint}lang=zh-TW"), &[]).text().to_owned();
        let text = without_sources(&text).replace("简体", "").replace("语言", "");
        let simplified = "银账问题们这说请联应给为么时间额电话证订单发货赔险";
        let found: String = text.chars().filter(|c| simplified.contains(*c)).collect();
        assert_eq!(found, "", "{page}");
    }
}

#[test]
fn known_facts_reach_the_element_as_data_that_cannot_end_the_script() {
    let running = Running::new(&[("amends.js", b"export {}")]);
    let text = running.get("/bank?customer=c-2041&item=t-801&lang=en", &[]).text().to_owned();
    let data = text.split("data-known-for=\"amends-form\">").nth(1).unwrap();
    let data = data.split("</script>").next().unwrap();
    let known: serde_json::Value = serde_json::from_str(data).unwrap();
    assert_eq!(known["cash_amount"], "2000.00");
    assert_eq!(known["happened_on"], "2026-11-20");
    assert!(text.contains("<amends-form id=\"amends-form\" policy=\"/v1/policies/bank.json\""));
    assert!(text.contains("endpoint=\"/v1/complaints\" lang=\"en\""));
}

#[test]
fn the_style_of_a_form_is_named_before_its_page() {
    let running = Running::new(&[("amends.css", b":host {}")]);
    let answer = running.get("/bank?lang=en", &[]);
    let link = answer.header("link").to_owned();
    let (place, wanted) = link.split_once("; ").unwrap();
    assert_eq!(wanted, "rel=preload; as=style");
    let place = place.strip_prefix('<').and_then(|it| it.strip_suffix('>')).unwrap();
    let text = answer.text();
    assert!(text.contains(&format!("<link rel=\"stylesheet\" href=\"{place}\">")), "{place}");
}

#[test]
fn a_chosen_customer_is_remembered_and_an_item_of_somebody_else_is_not_shown() {
    let running = Running::new(&[]);
    let chosen = running.get("/bank?customer=c-3318&lang=en", &[]);
    assert!(chosen.header("set-cookie").starts_with("amends_customer_bank=c-3318;"));
    assert!(chosen.header("set-cookie").contains("HttpOnly"));
    let later = running.get("/bank?lang=en", &[("cookie", "amends_customer_bank=c-3318")]);
    assert!(later.text().contains("Hello, Zhao Ming"));
    let foreign = running.get("/bank?customer=c-3318&item=t-801&lang=en", &[]);
    assert!(!foreign.text().contains("item=t-801&amp;lang=en\""));
}

#[test]
fn without_a_bundle_pages_load_no_script() {
    let running = Running::new(&[]);
    assert!(!running.get("/bank", &[]).text().contains("src=\"/amends/"));
}
