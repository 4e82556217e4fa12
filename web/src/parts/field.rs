//! A labelled text: label, hint, why it is asked, message and control, linked by ids of this instance.

use super::View;
use crate::journey::Field;
use crate::labels::key;
use crate::parts::words::{class, p, span};
use yew::prelude::*;

/// What stands around a control.
#[derive(Debug, Clone, Copy)]
pub struct Labelled<'a> {
    /// What it fills in.
    pub field: &'a Field,
    /// Its label.
    pub label: &'a str,
    /// Help; may be empty.
    pub hint: &'a str,
    /// Why it is asked; may be empty.
    pub why: &'a str,
    /// Whether it may be left out.
    pub optional: bool,
}

/// Ids of one field.
#[derive(Debug)]
pub struct Ids {
    /// Of the control.
    pub control: String,
    /// Of hint, reason and message together: what describes the control.
    pub described_by: String,
}

impl Labelled<'_> {
    /// The ids of the field in this instance.
    pub fn ids(&self, view: View<'_>) -> Ids {
        let control = view.id(&self.field.name());
        let described_by = [&control, "-hint ", &control, "-error"].concat();
        Ids { control, described_by }
    }

    /// `true` as an attribute while a message is shown.
    pub fn invalid(&self, view: View<'_>) -> Option<&'static str> {
        view.state.shown.has(self.field).then_some("true")
    }

    /// Label words, marked when the field may be left out.
    pub fn words(&self, view: View<'_>) -> Html {
        html! {
            <>
                { self.label.to_owned() }
                if self.optional {
                    { span("optional", view.t(key!("optional"))) }
                }
            </>
        }
    }

    /// Hint, reason and message; the message's place is always there, so that readers find it.
    pub fn notes(&self, view: View<'_>) -> Html {
        let id = view.id(&self.field.name());
        let message = view.state.shown.get(self.field).unwrap_or_default().to_owned();
        html! {
            <>
                <div class="hint" id={[&id, "-hint"].concat()}>
                    if !self.hint.is_empty() { { p("", self.hint.to_owned()) } }
                    if !self.why.is_empty() { { p("why", self.why.to_owned()) } }
                </div>
                <p class="error" part="error" id={[&id, "-error"].concat()}>{ message }</p>
            </>
        }
    }
}

/// A control with everything around it.
pub fn framed(view: View<'_>, about: &Labelled<'_>, control: Html) -> Html {
    let ids = about.ids(view);
    let faulty = about.invalid(view).is_some();
    html! {
        <div class={class("field", &[("faulty", faulty)])} part="field" key={ids.control.clone()}>
            <label for={ids.control.clone()}>{ about.words(view) }</label>
            { about.notes(view) }
            { control }
        </div>
    }
}

/// Tokens that help a browser to help with one line of text.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// `type` of the input.
    pub kind: &'static str,
    /// `inputmode`: which keyboard a phone shows.
    pub keyboard: &'static str,
    /// `autocomplete` token.
    pub autocomplete: &'static str,
}

/// One line of text, kept as typed.
pub fn line(view: View<'_>, about: &Labelled<'_>, line: Line) -> Html {
    framed(view, about, control(view, about, line))
}

/// The bare input of a line.
pub fn control(view: View<'_>, about: &Labelled<'_>, line: Line) -> Html {
    let ids = about.ids(view);
    html! {
        <input
            type={line.kind} inputmode={line.keyboard} autocomplete={line.autocomplete}
            id={ids.control} name={about.field.name()} part="input"
            value={view.state.raw(about.field).to_owned()}
            aria-describedby={ids.described_by} aria-invalid={about.invalid(view)}
            aria-required={(!about.optional).then_some("true")}
            oninput={view.input(about.field)} onchange={view.leave(about.field)} />
    }
}

/// Several lines of text, kept as typed.
pub fn area(view: View<'_>, about: &Labelled<'_>, rows: &'static str) -> Html {
    let ids = about.ids(view);
    let control = html! {
        <textarea
            rows={rows} id={ids.control} name={about.field.name()} part="input"
            value={view.state.raw(about.field).to_owned()}
            aria-describedby={ids.described_by} aria-invalid={about.invalid(view)}
            oninput={view.input(about.field)} onchange={view.leave(about.field)} />
    };
    framed(view, about, control)
}
