//! The figures as a table: medians, 95th percentiles, and how many times the plain page's each is.

use crate::keys::{Key, Keys};
use crate::load::Visit;
use crate::memory::{Alive, Memory};
use serde::Serialize;

/// Bytes of a kibibyte.
const KIB: f64 = 1024.0;

/// All that was measured on one page.
#[derive(Debug, Serialize)]
pub struct Measured {
    /// The page's name.
    pub page: &'static str,
    /// Keys.
    pub keys: Keys,
    /// First visits.
    pub visits: Vec<Visit>,
    /// Memory.
    pub memory: Memory,
}

/// What a row shows of a page.
type Row = (&'static str, usize, Box<dyn Fn(&Measured) -> f64>);

fn key(percent: usize, of: fn(&Key) -> f64) -> Box<dyn Fn(&Measured) -> f64> {
    Box::new(move |page| percentile(page.keys.keys.iter().map(of), percent))
}

fn visit(of: fn(&Visit) -> f64) -> Box<dyn Fn(&Measured) -> f64> {
    Box::new(move |page| percentile(page.visits.iter().map(of), 50))
}

fn shift(place: usize) -> Box<dyn Fn(&Measured) -> f64> {
    let one = move |[scored, forgiven]: &[f64; 2]| if place == 0 { *scored } else { *forgiven };
    Box::new(move |page| page.keys.shifts.iter().map(one).sum())
}

fn thread(place: usize) -> Box<dyn Fn(&Measured) -> f64> {
    Box::new(move |page| page.keys.main_thread.get(place).copied().unwrap_or(f64::NAN))
}

/// What each form leaves behind, and never less than nothing.
fn left(of: fn(&Alive) -> f64) -> Box<dyn Fn(&Measured) -> f64> {
    Box::new(move |Measured { memory, .. }| {
        (of(&memory.after) - of(&memory.before)) / memory.times as f64
    })
}

/// The rows: what, decimals, figure.
fn rows() -> Vec<Row> {
    vec![
        ("key to panel, median ms", 1, key(50, |key| key.dom)),
        ("key to panel, 95th percentile ms", 1, key(95, |key| key.dom)),
        ("key to painted frame, median ms", 1, key(50, |key| key.frame)),
        ("key to painted frame, 95th percentile ms", 1, key(95, |key| key.frame)),
        ("main thread per key ms", 1, thread(0)),
        ("  of it script ms", 1, thread(1)),
        ("  of it style ms", 1, thread(2)),
        ("  of it layout ms", 1, thread(3)),
        ("layout shift while typing, as scored", 4, shift(0)),
        ("  and right after a key, which is forgiven", 4, shift(1)),
        ("first visit: something to type in, median ms", 0, visit(|it| it.field)),
        ("first visit: the form is there, median ms", 0, visit(|it| it.form)),
        ("first visit: options react, median ms", 0, visit(|it| it.react)),
        ("first visit: options follow, median ms", 0, visit(|it| it.follow)),
        ("first visit: longest task, median ms", 0, visit(|it| it.longest)),
        ("first visit: over the wire KiB", 1, visit(|it| it.bytes as f64 / KIB)),
        ("first visit: answers", 0, visit(|it| it.requests as f64)),
        ("left of each of 100 forms: script objects KiB", 2, left(|it| it.heap / KIB)),
        ("left of each of 100 forms: nodes", 2, left(|it| it.nodes)),
        ("left of each of 100 forms: listeners", 2, left(|it| it.listeners)),
        ("script objects at the end KiB", 0, Box::new(|page| page.memory.after.heap / KIB)),
        ("module memory at the end KiB", 0, Box::new(|page| page.memory.after.wasm / KIB)),
    ]
}

/// The table; the first page is the floor the others are compared with.
pub fn table(pages: &[Measured]) -> String {
    let mut text = format!("{:48}", "");
    for (place, page) in pages.iter().enumerate() {
        text.push_str(&format!("{:>10}{}", page.page, if place > 0 { "     ratio" } else { "" }));
    }
    for (what, decimals, figure) in rows() {
        text.push_str(&format!("\n{what:48}"));
        let floor = pages.first().map_or(f64::NAN, &figure);
        for (place, page) in pages.iter().enumerate() {
            let own = figure(page);
            text.push_str(&format!("{own:>10.decimals$}"));
            if place > 0 {
                text.push_str(&ratio(own, floor));
            }
        }
    }
    text
}

type OfVisit = fn(&Visit) -> f64;

/// The first visit to the form beside that to a counter.
pub fn beside(form: &[Visit], counter: &[Visit]) -> String {
    let rows: [(&str, OfVisit); 4] = [
        ("first visit: the form is there, median ms", |it| it.form),
        ("first visit: the first answer shows, median ms", |it| it.react),
        ("first visit: every answer shows, median ms", |it| it.follow),
        ("first visit: over the wire KiB", |it| it.bytes as f64 / KIB),
    ];
    let mut text = format!("{:48}{:>10}{:>10}     ratio", "", "counter", "amends");
    for (what, of) in rows {
        let [own, least] = [form, counter].map(|it| percentile(it.iter().map(of), 50));
        text.push_str(&format!("\n{what:48}{least:>10.0}{own:>10.0}{}", ratio(own, least)));
    }
    text
}

/// How many times the floor, where there is one.
fn ratio(own: f64, floor: f64) -> String {
    if floor > 0.0 { format!("{:>10.2}", own / floor) } else { format!("{:>10}", "-") }
}

/// The figure that so many per cent do not exceed.
pub fn percentile(values: impl Iterator<Item = f64>, percent: usize) -> f64 {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_by(f64::total_cmp);
    let place = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(place).copied().unwrap_or(f64::NAN)
}
