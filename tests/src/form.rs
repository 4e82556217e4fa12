//! The form as a customer meets it: what is on the screen, filled in by mouse or by keyboard.

use crate::driver::Browser;
use crate::service::Failure;
use serde::Deserialize;
use serde_json::{Value, json};
use thirtyfour::Key;

/// Begins every script: the shadow root of the form that the first argument selects; a form without script is its own
/// root.
const ROOT: &str = "const form = document.querySelector(arguments[0]);
    const root = form?.shadowRoot ?? (form?.matches('form, .amends-frame') ? form : undefined);
    const all = (where) => [...root.querySelectorAll(where)];
    const words = (where) => root.querySelector(where)?.innerText ?? '';
    const name = (control) => control.name.replace(/^amends-[0-9]+-/, '');
    ";

/// One thing to fill in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Field {
    /// Its name: `problem`, `fact-…`, `wish`, `story`, `channel`, `choice` and so on.
    pub name: String,
    /// `radio`, `checkbox`, `day` (a text with a picker beside it), `textarea`, or another kind of text.
    pub kind: String,
}

/// A form on the page of a browser.
#[derive(Debug)]
pub struct Form<'a> {
    /// The browser.
    pub browser: &'a Browser,
    selector: &'a str,
    keyboard: bool,
}

impl<'a> Form<'a> {
    /// The form that a selector names, filled in by mouse; waits until it is there.
    ///
    /// # Errors
    /// It does not come.
    pub fn at(browser: &'a Browser, selector: &'a str) -> Result<Self, Failure> {
        let form = Self { browser, selector, keyboard: false };
        form.until(
            "the form",
            "return root?.querySelector('h2') !== null && root !== undefined",
            &[],
        )?;
        Ok(form)
    }

    /// The same, filled in with nothing but keys.
    #[must_use]
    pub fn by_keyboard(self) -> Self {
        Self { keyboard: true, ..self }
    }

    fn given(&self, arguments: &[Value]) -> Vec<Value> {
        [&[json!(self.selector)], arguments].concat()
    }

    /// Asks the form's shadow root something; `arguments[1]` and so on are what is given.
    ///
    /// # Errors
    /// What the script throws.
    pub fn ask(&self, body: &str, arguments: &[Value]) -> Result<Value, Failure> {
        self.browser.script(&[ROOT, body].concat(), &self.given(arguments))
    }

    /// Waits until what is asked is answered with something true.
    ///
    /// # Errors
    /// It never is.
    pub fn until(&self, what: &str, body: &str, arguments: &[Value]) -> Result<Value, Failure> {
        self.browser.until(what, &[ROOT, body].concat(), &self.given(arguments))
    }

    /// The words of the first element that matches; empty when there is none.
    ///
    /// # Errors
    /// The browser's own.
    pub fn words(&self, selector: &str) -> Result<String, Failure> {
        let words = self.ask("return words(arguments[1])", &[json!(selector)])?;
        Ok(words.as_str().unwrap_or_default().replace('\u{a0}', " "))
    }

    /// The words of every element that matches.
    ///
    /// # Errors
    /// The browser's own.
    pub fn list(&self, selector: &str) -> Result<Vec<String>, Failure> {
        let list = "return all(arguments[1]).map((it) => it.innerText.replaceAll('\\u00a0', ' '))";
        Ok(serde_json::from_value(self.ask(list, &[json!(selector)])?)?)
    }

    /// What there is to fill in on this screen, in order; a group of radio buttons is one.
    ///
    /// # Errors
    /// The browser's own.
    pub fn fields(&self) -> Result<Vec<Field>, Failure> {
        let found = self.ask(
            "const fields = all('.screen :is(input:not([type=hidden], [type=file], [tabindex]), textarea)').map((control) => (
                 { name: name(control), kind: control.nextElementSibling?.matches('.picker') || control.name.endsWith('_on') ? 'day' : control.type }));
             return fields.filter((it, at) => fields.findIndex((other) => other.name === it.name) === at)",
            &[],
        )?;
        Ok(serde_json::from_value(found)?)
    }

    /// Fills in a field: picks the value of a radio button or checkbox, types anything else.
    ///
    /// # Errors
    /// There is no such field or value, or it cannot be reached.
    pub fn fill(&self, field: &Field, value: &str) -> Result<(), Failure> {
        match field.kind.as_str() {
            "radio" | "checkbox" => self.pick(&field.name, value),
            _ => self.write(&field.name, value),
        }
    }

    /// Picks a value of a group.
    ///
    /// # Errors
    /// There is none, or it cannot be reached.
    pub fn pick(&self, name: &str, value: &str) -> Result<(), Failure> {
        let control = "const control = all('input').find((it) => name(it) === arguments[1] && it.value === arguments[2]);";
        let given = [json!(name), json!(value)];
        if self.keyboard {
            self.reach(&format!("{name} {value}"), &[control, "return control"].concat(), &given)?;
        } else {
            let label = [ROOT, control, "return control?.closest('label')"].concat();
            let label =
                self.browser.element(&format!("{name} {value}"), &label, &self.given(&given))?;
            self.browser.click(&label)?;
        }
        self.until(
            &format!("{name} to be {value}"),
            &[control, "return control.checked"].concat(),
            &given,
        )
        .map(drop)
    }

    /// Types into a field, after what is there.
    ///
    /// # Errors
    /// There is none, or it cannot be reached.
    pub fn write(&self, name: &str, text: &str) -> Result<(), Failure> {
        self.enter(name)?;
        self.browser.press(text)
    }

    /// Puts the focus into a field.
    ///
    /// # Errors
    /// There is none, or it cannot be reached.
    pub fn enter(&self, name: &str) -> Result<(), Failure> {
        let control = "const control = all('input, textarea').find((it) => name(it) === arguments[1]); return control";
        if self.keyboard {
            return self.reach(name, control, &[json!(name)]);
        }
        let control =
            self.browser.element(name, &[ROOT, control].concat(), &self.given(&[json!(name)]))?;
        self.browser.click(&control)
    }

    /// Moves the focus with the Tab key, inside a group of radio buttons with the arrow keys.
    fn reach(&self, what: &str, control: &str, given: &[Value]) -> Result<(), Failure> {
        let here = format!(
            "const wanted = (() => {{ {control} }})(), now = root.activeElement;
             if (!wanted) return 'absent';
             if (now === wanted) return 'here';
             return wanted.type === 'radio' && now?.name === wanted.name ? 'group' : 'away'"
        );
        for _ in 0..80 {
            let place = self.ask(&here, given)?;
            match place.as_str().unwrap_or_default() {
                "here" => return self.mark(what),
                "absent" => return Err(format!("there is no {what}").into()),
                "group" => self.browser.press(Key::Down)?,
                _ => self.browser.press(Key::Tab)?,
            }
        }
        Err(format!("{what} cannot be reached with the keyboard").into())
    }

    /// A radio button or checkbox that has the focus is picked with the space bar.
    fn mark(&self, what: &str) -> Result<(), Failure> {
        let open = "const now = root.activeElement;
            return ['radio', 'checkbox'].includes(now.type) && !now.checked";
        if self.ask(open, &[])? == json!(true) {
            self.browser.press(" ").map_err(|error| format!("{what}: {error}"))?;
        }
        Ok(())
    }

    /// Answers everything on the screen somehow: the first value, a day not long ago, a small number.
    ///
    /// # Errors
    /// A field cannot be reached.
    pub fn answer_somehow(&self) -> Result<(), Failure> {
        let mut done = Vec::new();
        while let Some(field) = self.fields()?.into_iter().find(|field| !done.contains(field)) {
            let first = "const control = all('input, textarea').find((it) => name(it) === arguments[1]);
                return ['radio', 'checkbox'].includes(control.type) ? control.value : control.value && null";
            let first = self.ask(first, &[json!(field.name)])?;
            match (first.as_str(), field.kind.as_str()) {
                (Some(""), "day") => self.fill(&field, "2026-11-20")?,
                (Some(""), _) => self.fill(&field, "3")?,
                (Some(value), _) => self.fill(&field, value)?,
                // It was filled in before.
                (None, _) => {}
            }
            done.push(field);
        }
        Ok(())
    }

    /// Presses the main button of the screen and waits for what comes of it: the heading of the next screen.
    ///
    /// # Errors
    /// The messages of the error summary; or nothing happens.
    pub fn next(&self) -> Result<String, Failure> {
        let before = self.words("h2")?;
        self.press_main()?;
        let done = "const busy = root.querySelector('.buttons [type=submit]')?.ariaDisabled === 'true';
            return words('h2') !== arguments[1] || (root.querySelector('.summary') !== null && !busy)";
        self.until("the next screen", done, &[json!(before)])?;
        let summary = self.words(".summary")?;
        if summary.is_empty() { self.words("h2") } else { Err(summary.into()) }
    }

    /// Presses the main button of the screen.
    ///
    /// # Errors
    /// It cannot be reached.
    pub fn press_main(&self) -> Result<(), Failure> {
        let button = "return root.querySelector('.buttons [type=submit]')";
        if self.keyboard {
            self.reach("the main button", button, &[])?;
            return self.browser.press(Key::Enter);
        }
        let script = [ROOT, button].concat();
        let found = self.browser.element("the main button", &script, &self.given(&[]))?;
        self.browser.click(&found)
    }

    /// The amounts that the panel shows now, as words.
    ///
    /// # Errors
    /// The browser's own.
    pub fn panel(&self) -> Result<String, Failure> {
        let shown = "const places = all('.panel .overview .total, .panel-range');
            return places.find((it) => it.getClientRects().length > 0)?.innerText ?? ''";
        let text = self.ask(shown, &[])?;
        Ok(text.as_str().unwrap_or_default().replace('\u{a0}', " "))
    }
}
