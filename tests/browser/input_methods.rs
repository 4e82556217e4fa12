//! Input methods: nothing is written to a field while text in it is composed, nothing is read or counted before it
//! stands, and the Enter that ends it sends nothing. What a machine cannot try is in `INPUT_METHODS.md`.

use crate::Case;
use crate::hosts::{self, count, open, put, same};
use amends_tests::composition::{commit, commit_by_enter, compose};
use amends_tests::driver::{Browser, Driver};
use amends_tests::form::Form;
use amends_tests::service::Service;
use libtest_mimic::Failed;
use serde_json::{Value, json};

pub const CASES: [(&str, Case); 5] = [
    ("nothing_is_written_while_text_is_composed", never_written),
    ("what_the_host_does_meanwhile_disturbs_nothing", host_meanwhile),
    ("amounts_follow_what_stands", amounts_follow),
    ("length_is_counted_when_text_stands", length),
    ("the_enter_that_ends_a_composition_sends_nothing", enter),
];

/// A method, the letters in the making one after the other, and what they become.
const METHODS: [(&str, &[&str], &str); 6] = [
    ("Pinyin", &["q", "qu", "qu k", "qu kuan"], "取款"),
    ("Wubi", &["b", "bc", "bcf", "bcff"], "取"),
    ("Zhuyin", &["ㄑ", "ㄑㄩ", "ㄑㄩˇ"], "取"),
    ("kana", &["h", "へ", "へn", "へん", "へんk", "へんき", "へんきん", "返金"], "返金"),
    ("Hangul, first", &["ㅎ", "하", "한"], "한"),
    ("Hangul, second", &["ㄱ", "그", "글"], "글"),
];

/// Counts what scripts write to fields.
const WATCH: &str = "window.writes = [];
    for (const kind of [HTMLInputElement, HTMLTextAreaElement]) {
        const own = Object.getOwnPropertyDescriptor(kind.prototype, 'value');
        Object.defineProperty(kind.prototype, 'value', {
            ...own, set(value) { if (this.matches('textarea, [type=text], [type=email], [type=tel]')) writes.push(`${this.value} -> ${value}`); own.set.call(this, value); } });
    }";
const WRITES: &str = "return writes.splice(0)";
const VALUE: &str = "return all('input, textarea').find((it) => name(it) === arguments[1]).value";

/// A form on a page of its own.
struct Page {
    browser: Browser,
    _service: Service,
}

impl Page {
    fn open(driver: &Driver) -> Result<Self, Failed> {
        let service = hosts::service()?;
        let browser = open(driver, &service)?;
        put(&browser, "one", "left", "/v1/policies/bank.json")?;
        let form = Form::at(&browser, "#one")?;
        form.pick("problem", "fee-in-error")?;
        form.next()?;
        browser.script(WATCH, &[])?;
        Ok(Self { browser, _service: service })
    }

    fn form(&self) -> Result<Form<'_>, Failed> {
        Ok(Form::at(&self.browser, "#one")?)
    }

    /// To the screen with the story, and into it.
    fn story(&self) -> Result<Form<'_>, Failed> {
        let form = self.form()?;
        for _ in 0..6 {
            if form.fields()?.iter().any(|field| field.name == "story") {
                form.enter("story")?;
                self.browser.script(WRITES, &[])?;
                return Ok(form);
            }
            form.answer_somehow()?;
            form.next()?;
        }
        Err("no story is asked for".into())
    }

    fn unwritten(&self, when: &str) -> Result<(), Failed> {
        same(&format!("written {when}"), self.browser.script(WRITES, &[])?, json!([]))
    }
}

fn value(form: &Form<'_>, name: &str) -> Result<Value, Failed> {
    Ok(form.ask(VALUE, &[json!(name)])?)
}

/// Waits until a field holds a text: what is composed comes by way of another process.
fn holds(form: &Form<'_>, name: &str, text: &str) -> Result<(), Failed> {
    let script = [VALUE, " === arguments[2]"].concat();
    Ok(form
        .until(&format!("{name} to be {text}"), &script, &[json!(name), json!(text)])
        .map(drop)?)
}

fn never_written(driver: &Driver) -> Result<(), Failed> {
    let page = Page::open(driver)?;
    let form = page.story()?;
    let mut text = String::new();
    for (method, making, words) in METHODS {
        for letters in making {
            compose(&page.browser, letters)?;
            holds(&form, "story", &[&text, *letters].concat())?;
        }
        commit(&page.browser, words)?;
        text.push_str(words);
        holds(&form, "story", &text)?;
        page.unwritten(&format!("by {method}"))?;
    }
    page.browser.press("! ok")?;
    text.push_str("! ok");
    holds(&form, "story", &text)?;
    page.unwritten("after")
}

/// Other words, facts and another language come while text is composed: drawn, and nothing written.
fn host_meanwhile(driver: &Driver) -> Result<(), Failed> {
    let page = Page::open(driver)?;
    let form = page.story()?;
    compose(&page.browser, "qu")?;
    holds(&form, "story", "qu")?;
    for change in [
        "one.messages = { next: 'Onwards' }",
        "one.known = { account_type: 'standard' }",
        "one.setAttribute('lang', 'zh-Hans')",
    ] {
        let script = format!("const one = document.getElementById('one'); {change}");
        page.browser.script(&script, &[])?;
    }
    form.until("other words", "return /[\\u4e00-\\u9fff]/.test(words('h2'))", &[])?;
    same("in the making", value(&form, "story")?, json!("qu"))?;
    page.unwritten("meanwhile")?;
    compose(&page.browser, "qu k")?;
    holds(&form, "story", "qu k")?;
    commit(&page.browser, "取款")?;
    holds(&form, "story", "取款")?;
    page.unwritten("meanwhile")
}

/// Digits of an input method are no amount until they stand.
fn amounts_follow(driver: &Driver) -> Result<(), Failed> {
    let page = Page::open(driver)?;
    let form = page.form()?;
    form.enter("fact-fee_amount")?;
    let quotes = count(&page.browser, "one", "quote")?;
    for letters in ["３", "３６", "３６．", "３６．５"] {
        compose(&page.browser, letters)?;
        holds(&form, "fact-fee_amount", letters)?;
    }
    same("quotes while it is composed", count(&page.browser, "one", "quote")?, quotes)?;
    commit(&page.browser, "３６．５")?;
    form.until(
        "the amount as understood",
        "return all('.echo').some((it) => it.innerText.includes('36.50'))",
        &[],
    )?;
    same("quotes when it stands", count(&page.browser, "one", "quote")? > quotes, true)?;
    same("typed", value(&form, "fact-fee_amount")?, json!("３６．５"))?;
    page.unwritten("in an amount")
}

/// Said once the field was left; taken back when fewer letters stand, not while they are composed.
fn length(driver: &Driver) -> Result<(), Failed> {
    let page = Page::open(driver)?;
    let form = page.story()?;
    let long = "const field = all('textarea').find((it) => name(it) === 'story');
        field.setRangeText('字'.repeat(10001), 0, 0, 'end');
        field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
        field.dispatchEvent(new Event('change', { bubbles: true, composed: true }));";
    form.ask(long, &[])?;
    let error = "const field = all('textarea').find((it) => name(it) === 'story');
        return root.getElementById(`${field.id}-error`).innerText";
    let too_long = form.until("the message", &[error, " || null"].concat(), &[])?;
    same("says how long", too_long.as_str().is_some_and(|it| it.contains("10")), true)?;
    form.ask("all('textarea').find((it) => name(it) === 'story').setSelectionRange(0, 5)", &[])?;
    for letters in ["d", "du", "duan"] {
        compose(&page.browser, letters)?;
        form.until(
            letters,
            &[VALUE, ".startsWith(arguments[2])"].concat(),
            &[json!("story"), json!(letters)],
        )?;
        same("while it is composed", form.ask(error, &[])?, too_long.clone())?;
    }
    commit(&page.browser, "短")?;
    form.until("the message to go", &[error, " === ''"].concat(), &[])?;
    page.unwritten("in a long text")
}

fn enter(driver: &Driver) -> Result<(), Failed> {
    let page = Page::open(driver)?;
    let form = page.form()?;
    form.ask("window.sent = 0; root.addEventListener('submit', () => { window.sent += 1 })", &[])?;
    form.enter("fact-fee_amount")?;
    let heading = form.words("h2")?;
    for words in ["三", "十", "六"] {
        compose(&page.browser, "san")?;
        commit_by_enter(&page.browser, words)?;
    }
    holds(&form, "fact-fee_amount", "三十六")?;
    same("sent", page.browser.script("return sent", &[])?, json!(0))?;
    same(
        "screen and summary",
        (form.words("h2")?, form.words(".summary")?),
        (heading, String::new()),
    )?;
    // An Enter of the customer's own does.
    page.browser.press(thirtyfour::Key::Enter)?;
    page.browser.until("the sending", "return sent === 1", &[])?;
    page.unwritten("by Enter")
}
