//! Files in a form without script: each kind with what there is of it, and the browser's own way to choose more.

use super::{Drawn, View, draw, p, span};
use crate::parts::options_panel::sending;
use amends_core::document::complaint::EvidenceGivenDocument;
use amends_core::document::policy::EvidenceDocument;
use amends_core::evidence::endings;

/// How the fields of files are named: this, then the kind.
pub const FILE: &str = "file-";

/// A size as people read it: `820 KB`, `1.4 MB`, rounded up; in steps of a thousand.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} KB", bytes.div_ceil(1_000)),
        _ => {
            let tenths = bytes.div_ceil(100_000);
            let (whole, rest) = (tenths / 10, tenths % 10);
            if rest == 0 { format!("{whole} MB") } else { format!("{whole}.{rest} MB") }
        }
    }
}

/// The name of a media type: `JPEG`.
pub fn type_name(media_type: &str) -> String {
    match media_type.split('/').next_back().unwrap_or_default() {
        "quicktime" => "MOV".to_owned(),
        "webp" => "WebP".to_owned(),
        name => name.to_ascii_uppercase(),
    }
}

/// What is taken of a kind, in words.
pub fn limits(view: &View<'_>, kind: &EvidenceDocument) -> String {
    let types: Vec<String> = kind.media_types.iter().map(|own| type_name(own)).collect();
    let types = types.join(view.t("list-separator"));
    let (size, count) = (size(kind.at_most_bytes.into()), kind.at_most_files.to_string());
    view.fill("file-limits", &[("types", &types), ("size", &size), ("count", &count)])
}

/// One kind.
pub(super) fn kind(view: &mut View<'_>, kind: &EvidenceDocument) -> Drawn {
    let name = [FILE, &kind.id].concat();
    let id = view.id(&name);
    let hint = [&id, "-hint"].concat();
    let accept =
        kind.media_types.iter().flat_map(|own| [own.as_str(), endings(own).unwrap_or_default()]);
    let accept = accept.collect::<Vec<_>>().join(",");
    let limits = limits(view, kind);
    let setting = view.setting();
    let given: Vec<EvidenceGivenDocument> = view.state.files();
    draw! { view =>
        <div class="field" part="field" key={&id}>
            <label for={&id}>
                { setting.text(&kind.label) }
                if !kind.required { { span(view, "optional", view.t("optional")) } }
            </label>
            <div class="hint" id={&hint}>
                { p(view, "why", setting.text(&kind.why)) }
                { p(view, "", &limits) }
                if let Some(without) = &kind.without { { p(view, "", setting.text(without)) } }
            </div>
            <ul>
                for file in given.iter().filter(|file| file.kind == kind.id) { { one(view, file) } }
            </ul>
            <input type="file" id={&id} name={&name} part="input" multiple="multiple"
                accept={&accept} aria-describedby={&hint} />
        </div>
    }
}

fn one(view: &mut View<'_>, file: &EvidenceGivenDocument) -> Drawn {
    let size = size(file.size);
    let words = view.fill("file-remove-what", &[("name", &file.name)]);
    let press = ["drop-", &file.sha256].concat();
    draw! { view =>
        <li>{ &file.name }{ " " }{ span(view, "small", &size) }{ " " }{ sending(view, &press, &words) }</li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_up_so_that_a_limit_is_never_said_too_low() {
        let said = [0, 999, 1_000, 1_001, 999_999, 1_000_000, 10_485_760].map(size);
        assert_eq!(said, ["0 B", "999 B", "1 KB", "2 KB", "1000 KB", "1 MB", "10.5 MB"]);
    }

    #[test]
    fn types_are_named_as_people_know_them() {
        let types = ["image/jpeg", "image/webp", "application/pdf", "video/quicktime"];
        assert_eq!(types.map(type_name), ["JPEG", "WebP", "PDF", "MOV"]);
    }
}
