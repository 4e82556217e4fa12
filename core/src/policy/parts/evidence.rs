//! Evidence from its documents: for whom and when each kind of file is asked for, within limits a service can keep.

use super::problems::too_early;
use super::{for_problems, ids};
use crate::document::policy::{EvidenceDocument, PolicyDocument};
use crate::evidence::{LARGEST_FILE, MEDIA_TYPES, MOST_FILES, endings};
use crate::fault::{nearest, words};
use crate::policy::Wanted;
use crate::policy::compile::Compiler;
use crate::policy::place::Place;
use crate::policy::vocabulary::Moment;

pub(super) fn evidence(c: &mut Compiler, d: &PolicyDocument) -> Vec<Wanted> {
    let root = Place::root().at("evidence");
    ids(c, d.evidence.iter().map(|kind| kind.id.as_str()), &root);
    let each = d.evidence.iter().enumerate().map(|(index, document)| {
        let at = root.at(index);
        media_types(c, document, &at);
        let limits = [
            (document.at_most_bytes, LARGEST_FILE, "at_most_bytes"),
            (document.at_most_files, MOST_FILES, "at_most_files"),
        ];
        for (limit, most, key) in limits {
            within(c, limit, most, &at.at(key));
        }
        let when = c.when(document.when.as_ref(), &at);
        too_early(c, &when, Moment::Supplied, &at.at("when"));
        Wanted { problems: for_problems(c, d, &document.for_problems, &at), when }
    });
    each.collect()
}

fn within(c: &mut Compiler, limit: u32, most: u32, at: &Place) {
    if limit == 0 || limit > most {
        let message = words!("expected a whole number from 1 to {most}, found {limit}");
        c.fault("out-of-range", at, message, "no service takes more, and nobody can give less");
    }
}

fn media_types(c: &mut Compiler, d: &EvidenceDocument, at: &Place) {
    let at = at.at("media_types");
    if d.media_types.is_empty() {
        let message = "no file could be given".to_owned();
        c.fault("empty-list", &at, message, "name the media types that are taken");
    }
    for (i, own) in d.media_types.iter().enumerate() {
        if endings(own).is_some() {
            continue;
        }
        let known = || MEDIA_TYPES.iter().map(|(known, _)| *known);
        let help = match nearest(own, known()) {
            Some(near) => words!("did you mean `{near}`?"),
            None => words!("choose among {}", known().collect::<Vec<_>>().join(", ")),
        };
        let message = words!("files of the type `{own}` are not taken");
        c.fault("unknown-media-type", &at.at(i), message, &help);
    }
}
