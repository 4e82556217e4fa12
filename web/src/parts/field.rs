//! A labelled text: label, hint, why it is asked, message and control, linked by ids of this instance.

use super::class;
use crate::deeds::Deed;
use crate::drawing::{Drawn, Label, View, draw, p, span};
use crate::journey::Field;
use crate::labels::key;

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
    pub fn ids(&self, view: &View<'_>) -> Ids {
        let control = view.id(&self.field.name());
        let described_by = [&control, "-hint ", &control, "-error"].concat();
        Ids { control, described_by }
    }

    /// `true` as an attribute while a message is shown.
    pub fn invalid(&self, view: &View<'_>) -> Option<&'static str> {
        view.state.shown.has(self.field).then_some("true")
    }

    /// `true` as an attribute when the field may not be left out.
    pub fn required(&self) -> Option<&'static str> {
        (!self.optional).then_some("true")
    }

    /// Label words, marked when the field may be left out.
    pub fn words(&self, view: &mut View<'_>) -> Drawn {
        draw! { view =>
            <>
                { self.label }
                if self.optional { { span(view, "optional", Label(key!("optional"))) } }
            </>
        }
    }

    /// Hint, reason and message; the message's place is always there, so that readers find it.
    pub fn notes(&self, view: &mut View<'_>) -> Drawn {
        let id = view.id(&self.field.name());
        draw! { view =>
            <>
                <div class="hint" id={[&id, "-hint"].concat()}>
                    if !self.hint.is_empty() { { p(view, "", self.hint) } }
                    if !self.why.is_empty() { { p(view, "why", self.why) } }
                </div>
                <p class="error" part="error" id={[&id, "-error"].concat()}>
                    { view.state.shown.get(self.field).unwrap_or_default() }
                </p>
            </>
        }
    }
}

/// A control with everything around it.
pub fn framed(
    view: &mut View<'_>,
    about: &Labelled<'_>,
    control: &dyn Fn(&mut View<'_>) -> Drawn,
) -> Drawn {
    let id = view.id(&about.field.name());
    let faulty = about.invalid(view).is_some();
    draw! { view =>
        <div class={class("field", &[("faulty", faulty)])} part="field" key={&id}>
            <label for={&id}>{ about.words(view) }</label>
            { about.notes(view) }
            { control(view) }
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
pub fn line(view: &mut View<'_>, about: &Labelled<'_>, line: &Line) -> Drawn {
    framed(view, about, &|view| control(view, about, line))
}

/// The bare input of a line.
pub fn control(view: &mut View<'_>, about: &Labelled<'_>, line: &Line) -> Drawn {
    let ids = about.ids(view);
    draw! { view =>
        <input
            type={line.kind} inputmode={line.keyboard} autocomplete={line.autocomplete}
            id={ids.control} name={about.field.name()} part="input"
            value={view.state.raw(about.field)}
            aria-describedby={ids.described_by} aria-invalid={about.invalid(view)}
            aria-required={about.required()}
            on={Deed::Type(about.field.clone())} on={Deed::Leave(about.field.clone())} />
    }
}

/// How what was typed is understood.
pub fn echo(view: &mut View<'_>, about: &Labelled<'_>) -> Drawn {
    let words = if about.invalid(view).is_some() {
        String::new()
    } else {
        view.state.understood(about.field)
    };
    p(view, "echo", words)
}

/// Several lines of text, kept as typed.
pub fn area(view: &mut View<'_>, about: &Labelled<'_>, rows: &str) -> Drawn {
    framed(view, about, &|view| {
        let ids = about.ids(view);
        draw! { view =>
            <textarea
                rows={rows} id={ids.control} name={about.field.name()} part="input"
                value={view.state.raw(about.field)}
                aria-describedby={ids.described_by} aria-invalid={about.invalid(view)}
                on={Deed::Type(about.field.clone())} on={Deed::Leave(about.field.clone())} />
        }
    })
}
