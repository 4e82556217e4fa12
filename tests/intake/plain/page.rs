//! A page of the form as a browser without script sees it: the controls of its form, filled in and sent.

use crate::http::{Answer, post_only};
use amends_tests::service::{Service, runtime};
use libtest_mimic::Failed;

/// The media type of forms.
pub const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

const BOUNDARY: &str = "----amends-tests-7MA4YWxk";
/// The media type of forms with files.
const PARTS: (&str, &str) =
    ("content-type", "multipart/form-data; boundary=----amends-tests-7MA4YWxk");

/// One control.
#[derive(Debug, Clone)]
struct Control {
    name: String,
    kind: String,
    value: String,
    /// Whether it is sent: what is typed always is, what is picked or ticked only then.
    sent: bool,
    /// Whether it may not be left empty.
    required: bool,
}

/// A page.
#[derive(Debug, Clone)]
pub struct Page {
    /// All of it.
    pub html: String,
    /// Where its form is sent.
    pub action: String,
    controls: Vec<Control>,
    /// Whether it is sent in parts, as forms with files are.
    in_parts: bool,
    /// Files chosen: field, name, media type, bytes.
    chosen: Vec<(String, String, String, Vec<u8>)>,
}

impl Page {
    /// Reads the page in an answer.
    pub fn of(answer: &Answer) -> Result<Self, Failed> {
        let body = &answer.body;
        let form = body.split_once("<form id=\"amends-0-form\"");
        let Some((_, form)) = form else {
            let receipt = body.contains("part=\"reference\"");
            let none = || format!("status {}, no form: {body}", answer.status);
            return if receipt { Ok(Self::without_form(body)) } else { Err(none().into()) };
        };
        let form = form.split("</form>").next().unwrap_or_default();
        let head = form.split('>').next().unwrap_or_default();
        let action = unescaped(attribute(head, "action").ok_or("the form is sent nowhere")?);
        let controls = form.match_indices('<').filter_map(|(at, _)| control(form.get(at..)?));
        let in_parts = attribute(head, "enctype") == Some("multipart/form-data");
        let (html, controls) = (body.clone(), controls.collect());
        Ok(Self { html, action, controls, in_parts, chosen: Vec::new() })
    }

    fn without_form(body: &str) -> Self {
        let (html, action) = (body.to_owned(), String::new());
        Self { html, action, controls: Vec::new(), in_parts: false, chosen: Vec::new() }
    }

    /// Which screen it is.
    pub fn screen(&self) -> String {
        self.value("screen").unwrap_or_else(|| "receipt".to_owned())
    }

    /// The fields on it.
    pub fn drawn(&self) -> Vec<String> {
        let drawn = self.value("drawn").unwrap_or_default();
        drawn.split(' ').filter(|name| !name.is_empty()).map(str::to_owned).collect()
    }

    /// What would be sent under a name.
    pub fn value(&self, name: &str) -> Option<String> {
        let found = self.controls.iter().find(|it| it.name == name && it.sent);
        found.map(|it| it.value.clone())
    }

    /// Types into a field, or picks a value.
    pub fn fill(&mut self, name: &str, value: &str) -> Result<(), Failed> {
        let own: Vec<&mut Control> =
            self.controls.iter_mut().filter(|it| it.name == name && it.kind != "hidden").collect();
        let mut found = false;
        for control in own {
            let picks = matches!(control.kind.as_str(), "radio" | "checkbox");
            if picks {
                control.sent = control.value == value;
                found |= control.sent;
            } else {
                value.clone_into(&mut control.value);
                found = true;
            }
        }
        if found { Ok(()) } else { Err(format!("no `{name}` to be `{value}`").into()) }
    }

    /// Chooses a file.
    pub fn choose(
        &mut self,
        field: &str,
        name: &str,
        kind: &str,
        bytes: &[u8],
    ) -> Result<(), Failed> {
        if !self.controls.iter().any(|it| it.name == field && it.kind == "file") {
            return Err(format!("no `{field}` to choose a file in").into());
        }
        self.chosen.push((field.to_owned(), name.to_owned(), kind.to_owned(), bytes.to_vec()));
        Ok(())
    }

    /// Ticks boxes.
    pub fn tick(&mut self, name: &str, values: &[String]) -> Result<(), Failed> {
        for value in values {
            let mut own = self.controls.iter_mut().filter(|it| it.name == name);
            let found = own.find(|it| it.value == *value);
            found.ok_or_else(|| format!("no `{name}` for `{value}`"))?.sent = true;
        }
        Ok(())
    }

    /// Changes an unseen field, as nobody should.
    pub fn set(&mut self, name: &str, value: &str) {
        for control in self.controls.iter_mut().filter(|it| it.name == name) {
            value.clone_into(&mut control.value);
        }
    }

    /// Answers what is open: the first value, a day, a number.
    pub fn fill_somehow(&mut self) -> Result<(), Failed> {
        for name in self.drawn() {
            let own: Vec<&Control> = self.controls.iter().filter(|it| it.name == name).collect();
            let Some(first) = own.first() else { continue };
            let open = !own.iter().any(|it| it.sent && !it.value.is_empty());
            let value = match (first.kind.as_str(), name.as_str()) {
                ("radio", _) => first.value.clone(),
                ("checkbox", _) => continue,
                ("text", _) if !first.required && name != "address" => continue,
                (_, name) if name.ends_with("_on") || name.ends_with("_since") => {
                    "2026-11-20".to_owned()
                }
                (_, "address") => "guest@example.com 13800000000".to_owned(),
                (_, name) if name.ends_with("_amount") => "100".to_owned(),
                _ => "3".to_owned(),
            };
            if open {
                self.fill(&name, &value)?;
            }
        }
        Ok(())
    }

    /// The body a browser sends when a button is pressed; the empty name is the main one.
    pub fn body(&self, press: &str) -> String {
        let mut body = form_urlencoded::Serializer::new(String::new());
        for control in self.controls.iter().filter(|it| it.sent) {
            // Browsers send lines that end in CR LF.
            body.append_pair(&control.name, &control.value.replace('\n', "\r\n"));
        }
        if !press.is_empty() {
            body.append_pair("press", press);
        }
        body.finish()
    }

    /// The same in parts (RFC 7578), with its files; a field without one is sent as browsers do.
    fn parts(&self, press: &str) -> Vec<u8> {
        let mut body = Vec::new();
        let mut part = |head: String, content: &[u8]| {
            let disposition = "content-disposition: form-data; name=";
            body.extend(format!("--{BOUNDARY}\r\n{disposition}{head}\r\n\r\n").into_bytes());
            body.extend(content);
            body.extend(b"\r\n");
        };
        for control in self.controls.iter().filter(|it| it.sent) {
            let name = &control.name;
            if control.kind != "file" {
                part(format!("\"{name}\""), control.value.replace('\n', "\r\n").as_bytes());
            } else if !self.chosen.iter().any(|(field, ..)| field == name) {
                part(format!("\"{name}\"; filename=\"\""), b"");
            }
            for (_, file, kind, bytes) in self.chosen.iter().filter(|(field, ..)| field == name) {
                let head = format!("\"{name}\"; filename=\"{file}\"\r\ncontent-type: {kind}");
                part(head, bytes);
            }
        }
        if !press.is_empty() {
            part("\"press\"".to_owned(), press.as_bytes());
        }
        body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
        body
    }

    /// Sends it; what it leads to is not followed.
    pub fn send(&self, service: &Service, press: &str) -> Result<Answer, Failed> {
        let named = format!("name=\"press\" value=\"{press}\"");
        if !press.is_empty() && !self.html.contains(&named) {
            return Err(format!("there is no button `{press}`").into());
        }
        if self.in_parts {
            return Ok(post_only(service, &self.action, &[PARTS], self.parts(press))?);
        }
        Ok(post_only(service, &self.action, &[FORM], self.body(press))?)
    }

    /// Sends it and reads the page that it leads to.
    pub fn press(&self, service: &Service, press: &str) -> Result<Self, Failed> {
        let answer = self.send(service, press)?;
        if answer.status == 303 {
            return open(service, answer.header("location"));
        }
        Self::of(&answer)
    }

    /// Whether something is wrong on it.
    pub fn has_summary(&self) -> bool {
        !self.summary().is_empty()
    }

    /// The words of its error summary, and of anything wrong with it.
    pub fn summary(&self) -> String {
        let summary = self.html.split("id=\"amends-0-summary\"").nth(1);
        summary.and_then(|it| it.split("</div>").next()).unwrap_or_default().to_owned()
    }
}

/// Opens an address as a person with a browser does.
pub fn open(service: &Service, place: &str) -> Result<Page, Failed> {
    let client = reqwest::Client::new();
    let request = client.get(service.address.clone() + place).header("accept", "text/html");
    let answer = runtime()?.block_on(async {
        let response = request.send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Ok::<_, reqwest::Error>(Answer { status, headers, body: response.text().await? })
    })?;
    Page::of(&answer)
}

/// The control that markup begins with, if it is one.
fn control(markup: &str) -> Option<Control> {
    let (tag, rest) = markup.split_once('>')?;
    let name = attribute(tag, "name")?;
    let value = unescaped(attribute(tag, "value").unwrap_or_default());
    let kind = attribute(tag, "type").unwrap_or("textarea").to_owned();
    let checked = tag.contains(" checked");
    let (value, sent) = match kind.as_str() {
        "submit" => return None,
        "textarea" => (unescaped(rest.split('<').next()?), true),
        "radio" | "checkbox" => (value, checked),
        _ => (value, true),
    };
    let name = name.strip_prefix("amends-0-").unwrap_or(name).to_owned();
    let required = tag.contains("aria-required=\"true\"");
    Some(Control { name, kind, value, sent, required })
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

fn unescaped(text: &str) -> String {
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&amp;", "&")];
    pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}
