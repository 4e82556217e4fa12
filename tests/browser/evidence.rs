//! Files: chosen, dropped, pasted; refused kindly; sent while the customer goes on; tried again, removed, and there
//! after a reload. What the service keeps is byte for byte what was chosen.

use crate::Case;
use crate::hosts::{
    self, DAY, Gate, Instead, answer_up_to_story, broken, from_story_to_check, held, put, same,
    wait_for,
};
use amends_core::document::complaint::{ComplaintDocument, EvidenceGivenDocument};
use amends_tests::access;
use amends_tests::driver::{Browser, Driver};
use amends_tests::form::Form;
use amends_tests::repository::root;
use amends_tests::service::Service;
use amends_www::host::engines::Engine;
use libtest_mimic::Failed;
use serde_json::{Value, json};
use std::fs;

pub const CASES: [(&str, Case); 10] = [
    ("chosen_by_the_keyboard_of_the_browser", chosen),
    ("dropped_anywhere_on_the_form", dropped),
    ("pasted", pasted),
    ("what_cannot_be_taken_is_said_at_once", refused),
    ("a_lost_upload_is_tried_again", lost),
    ("a_file_is_removed", removed),
    ("receipts_are_there_after_a_reload", reloaded),
    ("nothing_waits_for_a_file_but_the_sending", under_way),
    ("words_and_files_follow_the_language", languages),
    ("a_form_that_asks_for_none_loads_nothing_of_it", not_loaded),
];

const SHOP: &str = "/v1/policies/shop.json";
const UPLOADS: &str = "/v1/complaints/evidence/";

/// A picture that is one.
fn picture() -> Result<Vec<u8>, Failed> {
    Ok(fs::read(root().join("www/pages/bank.png"))?)
}

/// Files made in the page: `made(name, type, size, first bytes)`; and put into the field as a picker would.
const MAKING: &str = "const made = (name, type, size, mark) => {
        const bytes = new Uint8Array(size).fill(mark);
        bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52].slice(0, size));
        return new File([bytes], name, { type });
    };
    const carrying = (files) => {
        const carrier = new DataTransfer();
        for (const file of files) carrier.items.add(file);
        return carrier;
    };
    const choose = (...files) => {
        const input = root.querySelector('input[type=file]');
        input.files = carrying(files).files;
        input.dispatchEvent(new Event('change', { bubbles: true }));
    };";

fn making(form: &Form<'_>, body: &str) -> Result<Value, Failed> {
    Ok(form.ask(&[MAKING, body].concat(), &[])?)
}

/// The first bytes of what `made` makes, and then the mark.
fn made(size: usize, mark: u8) -> Vec<u8> {
    let head =
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, b'I', b'H', b'D', b'R'];
    let rest = vec![mark; size - head.len()];
    [head.as_slice(), &rest].concat()
}

/// The story of a damaged parcel, where photos are asked for.
fn at_story<'a>(browser: &'a Browser, service: &Service) -> Result<Form<'a>, Failed> {
    browser.open(&format!("{}/host", service.address))?;
    put(browser, "one", "left", SHOP)?;
    let form = Form::at(browser, "#one")?;
    form.pick("problem", "damaged")?;
    form.next()?;
    answer_up_to_story(&form)?;
    form.until(
        "the place for files",
        "return root.querySelector('input[type=file]') !== null",
        &[],
    )?;
    Ok(form)
}

/// Waits until the lines of the files stand like this.
fn stand(form: &Form<'_>, states: &[&str]) -> Result<(), Failed> {
    let same = "const states = all('.given li').map((it) => it.className);
        return JSON.stringify(states) === JSON.stringify(arguments[1]) || undefined";
    form.until(&format!("files that stand {states:?}"), same, &[json!(states)])?;
    Ok(())
}

/// Sends the form and reads what was stored of its files.
fn sent(
    browser: &Browser,
    form: &Form<'_>,
    service: &Service,
) -> Result<Vec<EvidenceGivenDocument>, Failed> {
    form.press_main()?;
    wait_for(browser, "one", "submitted")?;
    let rows = service.rows("submissions")?;
    let complaint = rows.first().and_then(|row| row.text("complaint")).unwrap_or_default();
    let complaint: ComplaintDocument = serde_json::from_str(complaint)?;
    Ok(complaint.evidence)
}

fn names(files: &[EvidenceGivenDocument]) -> Vec<&str> {
    files.iter().map(|file| file.name.as_str()).collect()
}

fn chosen(driver: &Driver) -> Result<(), Failed> {
    let (service, picture) = (hosts::service()?, picture()?);
    let browser = driver.browser(DAY, 1280)?;
    let form = at_story(&browser, &service)?;
    same(
        "limits said before",
        form.words("fieldset.files .hint")?.contains("Up to 10 MB each, 4 at most."),
        true,
    )?;
    let place =
        "return document.querySelector('#one').shadowRoot.querySelector('input[type=file]')";
    let input = browser.element("the field", place, &[])?;
    browser.choose(&input, &root().join("www/pages/bank.png"))?;
    stand(&form, &["kept"])?;
    same(
        "says so",
        form.words(".filing [role=status]")?,
        "bank.png has been received.".to_owned(),
    )?;
    same("accessible", access::faults(&browser)?, json!([]))?;
    from_story_to_check(&form)?;
    same("on the check page", form.words(".answers")?.contains("bank.png"), true)?;
    let files = sent(&browser, &form, &service)?;
    same("names", names(&files), vec!["bank.png"])?;
    let file = files.first().ok_or("none")?;
    same("type", file.media_type.as_str(), "image/png")?;
    same("size", file.size, picture.len() as u64)?;
    same("the very bytes", service.file(&file.sha256), Some(picture))?;
    let stopped = "return violations.filter((it) => !it.includes('favicon.ico'))";
    same("stopped by the policy", browser.script(stopped, &[])?, json!([]))
}

fn dropped(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = driver.browser(DAY, 1280)?;
    let form = at_story(&browser, &service)?;
    let drop = "const dataTransfer = carrying([made('cup.png', 'image/png', 3000, 7)]);
        const target = root.querySelector('textarea');
        const over = new DragEvent('dragover', { bubbles: true, composed: true, cancelable: true, dataTransfer });
        const taken = !target.dispatchEvent(over);
        target.dispatchEvent(new DragEvent('drop', { bubbles: true, composed: true, cancelable: true, dataTransfer }));
        return taken";
    same("the page stays where it is", making(&form, drop)?, json!(true))?;
    stand(&form, &["kept"])?;
    from_story_to_check(&form)?;
    let files = sent(&browser, &form, &service)?;
    same("kept", files.first().and_then(|file| service.file(&file.sha256)), Some(made(3000, 7)))
}

/// A picture goes where photos go; words go where they always go. Firefox lets no script make a clipboard with files.
fn pasted(driver: &Driver) -> Result<(), Failed> {
    if driver.engine == Engine::Firefox {
        return Ok(());
    }
    let service = hosts::service()?;
    let browser = driver.browser(DAY, 1280)?;
    let form = at_story(&browser, &service)?;
    let paste = "const clipboardData = carrying([made('', 'image/png', 4000, 8)]);
        const event = new ClipboardEvent('paste', { bubbles: true, composed: true, cancelable: true, clipboardData });
        return !root.querySelector('textarea').dispatchEvent(event)";
    same("taken", making(&form, paste)?, json!(true))?;
    stand(&form, &["kept"])?;
    let words = "const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', 'words');
        const event = new ClipboardEvent('paste', { bubbles: true, composed: true, cancelable: true, clipboardData });
        return root.querySelector('textarea').dispatchEvent(event)";
    same("words are left alone", making(&form, words)?, json!(true))?;
    from_story_to_check(&form)?;
    let files = sent(&browser, &form, &service)?;
    let kept: Vec<_> = files.iter().map(|file| service.file(&file.sha256)).collect();
    same("the very bytes", kept, vec![Some(made(4000, 8))])
}

fn refused(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = driver.browser(DAY, 1280)?;
    let form = at_story(&browser, &service)?;
    let wrong =
        "choose(made('a.zip', 'application/zip', 20, 1), made('b.png', 'image/png', 10000001, 1),
        made('c.png', 'image/png', 0, 1))";
    making(&form, wrong)?;
    let said = form.words("fieldset.files .error")?;
    for words in [
        "“a.zip” cannot be taken. We take JPEG, PNG, HEIC, or WebP.",
        "“b.png” has 10.1 MB; the most is 10 MB.",
        "“c.png” is empty.",
    ] {
        same(&format!("{words} in {said}"), said.contains(words), true)?;
    }
    stand(&form, &[])?;
    let many = "choose(...[1, 2, 3, 4, 5].map((it) => made(`${it}.png`, 'image/png', 30, it)))";
    making(&form, many)?;
    stand(&form, &["kept"; 4])?;
    let said = form.words("fieldset.files .error")?;
    same(&said, said.contains("No more than 4 can be added here; “5.png” was left out."), true)?;
    // What calls itself a picture and is none: the service looks at the bytes.
    making(&form, "root.querySelector('.given [name=remove]').click()")?;
    stand(&form, &["kept"; 3])?;
    let lying = "choose(new File(['<script>alert(1)</script>'], 'd.png', { type: 'image/png' }))";
    making(&form, lying)?;
    stand(&form, &["kept", "kept", "kept", "refused"])?;
    let said = form.words(".given .refused")?;
    same(&said, said.contains("Files of this type are not taken"), true)?;
    from_story_to_check(&form)?;
    same(
        "what was refused is not sent",
        names(&sent(&browser, &form, &service)?),
        vec!["2.png", "3.png", "4.png"],
    )
}

fn lost(driver: &Driver) -> Result<(), Failed> {
    let (service, switch) = broken(UPLOADS, Instead::Down)?;
    let browser = driver.browser(DAY, 1280)?;
    let form = at_story(&browser, &service)?;
    making(&form, "choose(made('cup.png', 'image/png', 3000, 7))")?;
    stand(&form, &["failed"])?;
    same("says so", form.words(".given")?.contains("It did not get through."), true)?;
    same("accessible", access::faults(&browser)?, json!([]))?;
    switch.mend();
    making(&form, "root.querySelector('.given [name=again]').click()")?;
    stand(&form, &["kept"])?;
    from_story_to_check(&form)?;
    let files = sent(&browser, &form, &service)?;
    same("kept", files.first().and_then(|file| service.file(&file.sha256)), Some(made(3000, 7)))
}

fn removed(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = driver.browser(DAY, 1280)?;
    let form = at_story(&browser, &service)?;
    making(&form, "choose(made('cup.png', 'image/png', 3000, 7))")?;
    stand(&form, &["kept"])?;
    let held = service.rows("uploads")?;
    let sha256 = held.first().and_then(|row| row.text("sha256")).ok_or("no upload")?.to_owned();
    same("there", service.file(&sha256).is_some(), true)?;
    making(&form, "root.querySelector('.given [name=remove]').click()")?;
    stand(&form, &[])?;
    let focus = form.ask("return root.activeElement?.type", &[])?;
    same("the focus is where files are chosen", focus, json!("file"))?;
    same("says so", form.words(".filing [role=status]")?, "cup.png was removed.".to_owned())?;
    from_story_to_check(&form)?;
    same("sent without", sent(&browser, &form, &service)?.len(), 0)?;
    same("gone from the disk", service.file(&sha256), None)
}

fn reloaded(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = driver.browser(DAY, 1280)?;
    let form = at_story(&browser, &service)?;
    making(&form, "choose(made('cup one.png', 'image/png', 3000, 7))")?;
    stand(&form, &["kept"])?;
    // What was kept is sealed; the page that goes keeps the last of it.
    browser.open(&format!("{}/host", service.address))?;
    put(&browser, "one", "left", SHOP)?;
    let form = Form::at(&browser, "#one")?;
    stand(&form, &["kept"])?;
    same("named", form.words(".file-name")?, "cup one.png".to_owned())?;
    from_story_to_check(&form)?;
    let files = sent(&browser, &form, &service)?;
    same("kept", files.first().and_then(|file| service.file(&file.sha256)), Some(made(3000, 7)))
}

fn under_way(driver: &Driver) -> Result<(), Failed> {
    let (service, gate): (Service, Gate) = held(UPLOADS)?;
    let browser = driver.browser(DAY, 1280)?;
    let form = at_story(&browser, &service)?;
    making(&form, "choose(made('cup.png', 'image/png', 3000, 7))")?;
    stand(&form, &["sending"])?;
    from_story_to_check(&form)?;
    form.press_main()?;
    form.until("the summary", "return root.querySelector('.summary') !== null", &[])?;
    let said = form.words(".summary")?;
    same(&said, said.contains("“cup.png” has not reached us yet."), true)?;
    same("where files are", form.words(".file-name")?, "cup.png".to_owned())?;
    gate.open();
    stand(&form, &["kept"])?;
    form.next()?;
    same("sent with it", names(&sent(&browser, &form, &service)?), vec!["cup.png"])
}

fn languages(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = driver.browser(DAY, 1280)?;
    let form = at_story(&browser, &service)?;
    making(&form, "choose(made('cup.png', 'image/png', 3000, 7))")?;
    stand(&form, &["kept"])?;
    browser.script("document.getElementById('one').setAttribute('lang', 'zh-Hans')", &[])?;
    form.until("the other words", "return words('.file-state') === '已收到' || undefined", &[])?;
    same("limits", form.words("fieldset.files .hint")?.contains("最多4个"), true)?;
    same("the same file", form.list(".file-name")?, vec!["cup.png".to_owned()])
}

fn not_loaded(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = driver.browser(DAY, 1280)?;
    browser.open(&format!("{}/host", service.address))?;
    put(&browser, "one", "left", "/v1/policies/restaurant.json")?;
    hosts::to_check(&Form::at(&browser, "#one")?)?;
    let loaded = "return performance.getEntriesByType('resource').map((it) => it.name).filter((it) => /evidence|files/.test(it))";
    same("loaded", browser.script(loaded, &[])?, json!([]))
}
