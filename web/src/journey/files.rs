//! The files that go with the complaint: what each is, never its bytes. `evidence.js` writes the field, and the service
//! for browsers without script.
//!
//! The field's first line is the key the files were uploaded under; then one line for each: kind, size, SHA-256 (`-`
//! until it has arrived), media type and name, with a space between two.

use super::{Field, State};
use crate::labels::key;
use amends_core::document::complaint::EvidenceGivenDocument;
use amends_core::document::policy::EvidenceDocument;

impl State {
    /// The key of the uploads; empty before the first file.
    pub fn upload_key(&self) -> &str {
        first_line(self.raw(&Field::Evidence))
    }

    /// Every file that was chosen; without SHA-256 while it has not arrived.
    pub fn files(&self) -> Vec<EvidenceGivenDocument> {
        read(self.raw(&Field::Evidence))
    }

    /// The kinds of file asked for now.
    pub fn kinds(&self) -> impl Iterator<Item = &EvidenceDocument> {
        let all = &self.setting.policy.document().evidence;
        self.wanted.iter().filter_map(|place| all.get(*place))
    }

    /// The files of the kinds asked for now that have arrived, or those that have not.
    fn files_there(&self, arrived: bool) -> Vec<EvidenceGivenDocument> {
        let mut files = self.files();
        files.retain(|file| {
            file.sha256.is_empty() != arrived && self.kinds().any(|kind| kind.id == file.kind)
        });
        files
    }

    /// What has arrived of the kinds asked for now.
    pub(super) fn evidence(&self) -> Vec<EvidenceGivenDocument> {
        self.files_there(true)
    }

    /// The first kind that must not be missing and is.
    pub(super) fn evidence_missing(&self) -> Option<String> {
        let files = self.files();
        let mut kinds = self.kinds();
        let missing =
            kinds.find(|kind| kind.required && files.iter().all(|file| file.kind != kind.id))?;
        let label = self.setting.text(&missing.label);
        Some(self.setting.labels.fill(key!("fault-evidence"), &[("label", label)]))
    }

    /// The first file that is still on its way.
    pub(super) fn evidence_under_way(&self) -> Option<String> {
        let files = self.files_there(false);
        let name = &files.first()?.name;
        Some(self.setting.labels.fill(key!("fault-uploading"), &[("name", name)]))
    }
}

fn first_line(text: &str) -> &str {
    text.split_once('\n').map_or(text, |(line, _)| line)
}

/// The files that the field names. Taken apart by one small function: each way to iterate is as much code again.
#[inline(never)]
pub fn read(raw: &str) -> Vec<EvidenceGivenDocument> {
    let (mut files, mut rest) = (Vec::new(), raw);
    while let Some((_, lines)) = rest.split_once('\n') {
        files.extend(file(first_line(lines)));
        rest = lines;
    }
    files
}

fn file(line: &str) -> Option<EvidenceGivenDocument> {
    let (kind, line) = line.split_once(' ')?;
    let (size, line) = line.split_once(' ')?;
    let (sha256, line) = line.split_once(' ')?;
    let (media_type, name) = line.split_once(' ')?;
    let sha256 = if sha256 == "-" { "" } else { sha256 };
    Some(EvidenceGivenDocument {
        kind: kind.to_owned(),
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        size: size.parse().ok()?,
        sha256: sha256.to_owned(),
    })
}

/// The field that says so much.
#[cfg(not(target_arch = "wasm32"))]
pub fn written(key: &str, files: &[EvidenceGivenDocument]) -> String {
    let mut text = key.to_owned();
    for EvidenceGivenDocument { kind, name, media_type, size, sha256 } in files {
        let name: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        text.push_str(&format!("\n{kind} {size} {sha256} {media_type} {name}"));
    }
    if files.is_empty() { String::new() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journey::{Effect, Event, Screen, Target, step};
    use crate::samples;

    const SHA: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    fn field(lines: &[&str]) -> String {
        ["fedcba9876543210"].iter().chain(lines).copied().collect::<Vec<_>>().join("\n")
    }

    fn with(screen: Screen, raw: &str) -> State {
        let state = samples::filled(screen);
        samples::play(state, [samples::types(Field::Evidence, raw)]).0
    }

    #[test]
    fn a_file_is_read_as_it_is_written() {
        let line = format!("photo 3 {SHA} image/jpeg 空 机器.jpg");
        let state = with(Screen::Story, &field(&[&line, "photo 5 - image/png b.png", "nonsense"]));
        let files = state.files();
        assert_eq!(files.len(), 2);
        assert_eq!((files[0].name.as_str(), files[0].size), ("空 机器.jpg", 3));
        assert_eq!((files[0].sha256.as_str(), files[1].sha256.as_str()), (SHA, ""));
        assert_eq!(state.upload_key(), "fedcba9876543210");
        let first = &files[..1];
        assert_eq!(written(state.upload_key(), first), field(&[&line]));
        assert_eq!(written("x", &[]), "");
    }

    #[test]
    fn only_what_has_arrived_and_is_asked_for_is_sent_with_its_key() {
        let lines = [format!("photo 3 {SHA} image/jpeg a.jpg"), format!("moon 3 {SHA} a/b c")];
        let state = with(Screen::Check, &field(&[&lines[0], &lines[1]]));
        let complaint = state.complaint();
        assert_eq!(complaint.evidence.len(), 1);
        assert_eq!(complaint.evidence[0].sha256, SHA);
        let state = step(state, Event::KeyMade("0123456789abcdef".into())).0;
        let (_, effects) = step(state, Event::Submit);
        let body = effects.iter().find_map(|effect| match effect {
            Effect::Send { body, .. } => Some(body.clone()),
            _ => None,
        });
        let body = body.unwrap();
        assert!(body.ends_with(r#","upload_key":"fedcba9876543210"}"#), "{body}");
        assert_eq!(amends_core::document::canonical(&body).as_deref(), Ok(body.as_str()));
    }

    #[test]
    fn a_file_under_way_holds_nothing_up_but_the_sending() {
        let state = with(Screen::Story, &field(&["photo 3 - image/jpeg a.jpg"]));
        let (state, _) = step(state, Event::Next);
        assert_eq!(state.screen, Screen::Options, "typing goes on while it travels");
        let state = with(Screen::Check, &field(&["photo 3 - image/jpeg a.jpg"]));
        let state = step(state, Event::KeyMade("0123456789abcdef".into())).0;
        let (state, effects) = step(state, Event::Submit);
        assert_eq!(state.screen, Screen::Story);
        assert!(state.shown.get(&Field::Evidence).unwrap().contains("a.jpg"));
        assert!(effects.contains(&Effect::Focus(Target::Summary)));
        let arrived = field(&[&format!("photo 3 {SHA} image/jpeg a.jpg")]);
        let (state, _) = samples::play(state, [samples::types(Field::Evidence, &arrived)]);
        assert!(state.shown.is_empty());
        let (state, _) = step(state, Event::Next);
        assert_eq!(state.screen, Screen::Check);
    }
}
