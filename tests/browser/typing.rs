//! Typing: text stays as typed, input methods are not disturbed, markup is words.

use crate::Case;
use crate::hosts::{self, open, put, same};
use amends_tests::driver::{Browser, Driver};
use amends_tests::form::Form;
use libtest_mimic::Failed;
use serde_json::{Value, json};
use thirtyfour::Key;

pub const CASES: [(&str, Case); 7] = [
    ("raw_text_is_kept_while_typing", raw_text),
    ("the_caret_stays_where_it_is", caret),
    ("enter_that_ends_a_composition_sends_nothing", composing_enter),
    ("a_half_typed_date_says_so", half_date),
    ("a_date_is_typed_or_picked_and_echoed", date),
    ("the_region_says_which_day_it_is", region),
    ("markup_in_the_story_is_not_executed", markup),
];

/// A form on the screen of a problem's facts.
fn at_facts<'a>(
    driver: &Driver,
    page: &'a mut Option<Page>,
) -> Result<(&'a Browser, Form<'a>), Failed> {
    let service = hosts::service()?;
    let browser = open(driver, &service)?;
    put(&browser, "one", "left", "/v1/policies/bank.json")?;
    let page = page.insert(Page { browser, _service: service });
    let form = Form::at(&page.browser, "#one")?;
    form.pick("problem", "fee-in-error")?;
    form.next()?;
    Ok((&page.browser, form))
}

/// A browser with the service its page came from.
struct Page {
    browser: Browser,
    _service: amends_tests::service::Service,
}

const VALUE: &str = "return all('input, textarea').find((it) => name(it) === arguments[1]).value";

fn value(form: &Form<'_>, name: &str) -> Result<Value, Failed> {
    Ok(form.ask(VALUE, &[json!(name)])?)
}

/// The message at a field, once there is one.
fn error_of(field: &str) -> String {
    format!(
        "const field = all('input').find((it) => name(it) === '{field}');
         return root.getElementById(`${{field.id}}-error`).innerText || null"
    )
}

/// After each key the field holds what was typed so far, whatever it means.
fn raw_text(driver: &Driver) -> Result<(), Failed> {
    let mut page = None;
    let (browser, form) = at_facts(driver, &mut page)?;
    form.enter("fact-fee_amount")?;
    for text in ["12.", "1,2", "１２．５", "-5", "  7 ", "0.10元", "abc", "1e5"] {
        let mut typed = String::new();
        for key in text.chars() {
            browser.press(key.to_string())?;
            typed.push(key);
            same("while typing", value(&form, "fact-fee_amount")?, json!(typed))?;
        }
        browser.press(Key::Tab)?;
        same("when left", value(&form, "fact-fee_amount")?, json!(text))?;
        form.ask("all('input').find((it) => name(it) === 'fact-fee_amount').select()", &[])?;
        browser.press(Key::Delete)?;
        form.enter("fact-fee_amount")?;
    }
    browser.press("12.")?;
    browser.press(Key::Tab)?;
    let message = form.until("the message", &error_of("fact-fee_amount"), &[])?;
    same("says what to write", message.as_str().is_some_and(|it| it.contains("1,200.50")), true)
}

fn caret(driver: &Driver) -> Result<(), Failed> {
    let mut page = None;
    let (browser, form) = at_facts(driver, &mut page)?;
    form.write("fact-fee_amount", "1200")?;
    for _ in 0..3 {
        browser.press(Key::Left)?;
    }
    browser.press("5")?;
    browser.press("0")?;
    same("in the middle", value(&form, "fact-fee_amount")?, json!("150200"))?;
    let at = "return all('input').find((it) => name(it) === 'fact-fee_amount').selectionStart";
    same("caret", form.ask(at, &[])?, json!(3))
}

/// To the screen with the story.
fn to_story(form: &Form<'_>) -> Result<(), Failed> {
    for _ in 0..6 {
        if form.fields()?.iter().any(|field| field.name == "story") {
            return Ok(());
        }
        form.answer_somehow()?;
        form.next()?;
    }
    Err("no story is asked for".into())
}

fn composing_enter(driver: &Driver) -> Result<(), Failed> {
    let mut page = None;
    let (_, form) = at_facts(driver, &mut page)?;
    let press = "const control = all('input').find((it) => name(it) === 'fact-fee_amount');
        const enter = (more) => {
            const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true, ...more });
            control.dispatchEvent(event);
            return event.defaultPrevented;
        };
        return [enter({ isComposing: true }), enter({ keyCode: 229 }), enter({})]";
    same("kept from sending", form.ask(press, &[])?, json!([true, true, false]))
}

/// A day without its month: no value, and the field says what to write once it is left.
fn half_date(driver: &Driver) -> Result<(), Failed> {
    let mut page = None;
    let (_, form) = at_facts(driver, &mut page)?;
    form.write("fact-happened_on", "20")?;
    form.enter("fact-fee_amount")?;
    let message = form.until("the message", &error_of("fact-happened_on"), &[])?;
    same("says what to write", message, json!("Write a date such as 2 March 2026 or 2026-03-02."))?;
    form.write("fact-happened_on", "/11")?;
    same("what was typed", value(&form, "fact-happened_on")?, json!("20/11"))?;
    form.until("the echo", ECHO, &[json!("20 November 2026")])?;
    Ok(())
}

/// What is echoed below the day.
const ECHO: &str = "const field = all('.field').find((it) => it.querySelector('.picker'));
    return field.querySelector('.echo').innerText.replaceAll('\u{a0}', ' ').includes(arguments[1])";

/// What is typed is echoed in full and stays as typed; it is said once to those who listen; what is picked takes its
/// place.
fn date(driver: &Driver) -> Result<(), Failed> {
    let mut page = None;
    let (browser, form) = at_facts(driver, &mut page)?;
    form.write("fact-happened_on", "2 Mar")?;
    form.until("the echo", ECHO, &[json!("2 March 2026")])?;
    browser.press(Key::Tab)?;
    same("as typed", value(&form, "fact-happened_on")?, json!("2 Mar"))?;
    let said = "return root.querySelector('.polite').innerText.replaceAll('\u{a0}', ' ').includes('2 March 2026')";
    form.until("said politely", said, &[])?;
    let picked = "const day = root.querySelector('.picker input');
        const before = day.value;
        day.value = '2026-11-20';
        for (const kind of ['input', 'change']) day.dispatchEvent(new Event(kind, { bubbles: true, composed: true }));
        return before";
    same("the picker knows", form.ask(picked, &[])?, json!("2026-03-02"))?;
    form.until("the echo", ECHO, &[json!("20 November 2026")])?;
    same("in the field", value(&form, "fact-happened_on")?, json!("2026-11-20"))
}

/// The same figures are another day in another region, and none where nobody can say; the policy's words stay.
fn region(driver: &Driver) -> Result<(), Failed> {
    let mut page = None;
    let (browser, form) = at_facts(driver, &mut page)?;
    form.write("fact-happened_on", "2/3")?;
    for (lang, day) in [("en-GB", "2 March 2026"), ("en-US", "3 February 2026")] {
        browser.script("one.lang = arguments[0]", &[json!(lang)])?;
        form.until(lang, ECHO, &[json!(day)])?;
    }
    browser.script("one.lang = 'zh-Hans'", &[])?;
    form.until("zh-Hans", ECHO, &[json!("2026年2月3日")])?;
    browser.script("one.lang = 'ar'", &[])?;
    form.until("ar", ECHO, &[json!("2 مارس 2026")])?;
    let direction = "return getComputedStyle(root.querySelector('.amends-frame')).direction";
    same("direction", form.ask(direction, &[])?, json!("rtl"))
}

fn markup(driver: &Driver) -> Result<(), Failed> {
    let mut page = None;
    let (browser, form) = at_facts(driver, &mut page)?;
    to_story(&form)?;
    let words =
        "<img src=x onerror=\"hacked=1\"><script>hacked=2</script>{{7*7}} &amp; ${hacked=3}";
    form.write("story", words)?;
    form.pick("channel", "email")?;
    form.write("address", "<b>guest</b>@example.com")?;
    form.next()?;
    form.pick("choice", "*")?;
    form.write("other-words", "<svg onload=hacked=4>")?;
    form.next()?;
    form.next()?;
    let answers = form.list(".answered")?;
    same("shown as words", answers.iter().any(|it| it == words), true)?;
    same("shown as words", form.words(".words")?, "<svg onload=hacked=4>".to_owned())?;
    let made = "return [all('img, script, b, svg[onload]').length, typeof hacked]";
    same("made", form.ask(made, &[])?, json!([0, "undefined"]))?;
    form.next()?;
    form.until("the receipt", "return root.querySelector('.reference')", &[])?;
    same("made", form.ask(made, &[])?, json!([0, "undefined"]))?;
    same("stopped by the policy of the page", browser.script("return violations", &[])?, json!([]))
}
