//! Text composed as an input method does it: letters in the making that replace each other, and the words they become.
//!
//! Chromium and Firefox have a way to compose as their own input methods do, so that every event is the browser's; in
//! WebKit the events are dispatched in the order in which it has them.

use crate::driver::Browser;
use crate::service::Failure;
use amends_www::host::engines::Engine;
use serde_json::{Value, json};

/// In the browser's own realm of Firefox: what stands in place of an input method.
const FIREFOX: &str = "const done = arguments[arguments.length - 1], [letters, ends, byEnter] = arguments;
    const window_ = Services.wm.getMostRecentWindow('navigator:browser');
    const method = window_.composer ??= Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor);
    method.beginInputTransactionForTests(window_);
    if (ends) {
        const enter = new window_.KeyboardEvent('', { key: 'Enter', code: 'Enter', keyCode: 13 });
        byEnter ? method.commitCompositionWith(letters, enter) : method.commitCompositionWith(letters);
    } else {
        method.setPendingCompositionString(letters);
        method.appendClauseToPendingComposition(letters.length, method.ATTR_RAW_CLAUSE);
        method.setCaretInPendingComposition(letters.length);
        method.flushPendingComposition();
    }
    done(null);";

/// In WebKit the composition has ended when the Enter that ended it comes, with key code 229.
const WEBKIT: &str = "const [letters, ends, byEnter] = arguments;
    let field = document.activeElement;
    while (field.shadowRoot?.activeElement) field = field.shadowRoot.activeElement;
    const tell = (Kind, name, more) => field.dispatchEvent(new Kind(name, { bubbles: true, composed: true, ...more }));
    if (window.composed === undefined) {
        window.composed = field.selectionStart;
        tell(CompositionEvent, 'compositionstart', { data: '' });
    }
    tell(CompositionEvent, 'compositionupdate', { data: letters });
    field.setRangeText(letters, window.composed, field.selectionEnd, 'end');
    const inputType = ends ? 'insertFromComposition' : 'insertCompositionText';
    tell(InputEvent, 'input', { data: letters, inputType, isComposing: true });
    if (ends) {
        window.composed = undefined;
        tell(CompositionEvent, 'compositionend', { data: letters });
        if (byEnter && tell(KeyboardEvent, 'keydown', { key: 'Enter', keyCode: 229, cancelable: true })) field.form?.requestSubmit();
    }";

/// These letters are now in the making, in place of those before; the first call begins a composition.
///
/// # Errors
/// The browser's own.
pub fn compose(browser: &Browser, letters: &str) -> Result<(), Failure> {
    match browser.engine {
        Engine::Chromium => {
            let end = letters.encode_utf16().count();
            let given = json!({ "text": letters, "selectionStart": end, "selectionEnd": end });
            browser.devtools("Input.imeSetComposition", given).map(drop)
        }
        _ => other(browser, letters, false, false),
    }
}

/// The composition ends with these words.
///
/// # Errors
/// The browser's own.
pub fn commit(browser: &Browser, words: &str) -> Result<(), Failure> {
    match browser.engine {
        Engine::Chromium => {
            browser.devtools("Input.insertText", json!({ "text": words })).map(drop)
        }
        _ => other(browser, words, true, false),
    }
}

/// The same, by pressing Enter: a key that is the input method's, and not the form's.
///
/// # Errors
/// The browser's own.
pub fn commit_by_enter(browser: &Browser, words: &str) -> Result<(), Failure> {
    if browser.engine != Engine::Chromium {
        return other(browser, words, true, true);
    }
    let enter = json!({ "type": "keyDown", "key": "Enter", "code": "Enter", "text": "\r", "windowsVirtualKeyCode": 229 });
    browser.devtools("Input.dispatchKeyEvent", enter)?;
    commit(browser, words)
}

fn other(browser: &Browser, letters: &str, ends: bool, by_enter: bool) -> Result<(), Failure> {
    let given = [Value::from(letters), ends.into(), by_enter.into()];
    match browser.engine {
        Engine::Firefox => browser.firefox_script(FIREFOX, &given),
        _ => browser.script(WEBKIT, &given).map(drop),
    }
}
