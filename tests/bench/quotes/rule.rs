//! The rule of twelve by hand: from parsed facts, and straight from a line of JSON.

use amends_core::document;
use amends_core::document::complaint::ComplaintDocument;
use amends_core::document::formula::Scalar;
use serde::Deserialize;

const PRODUCTS: [&str; 4] = ["current_account", "credit_card", "mortgage", "insurance"];
const CHANNELS: [&str; 4] = ["branch", "app", "phone", "web"];
const TROUBLES: [&str; 5] = ["delay", "fee", "advice", "fraud", "service"];
const HARMS: [&str; 4] = ["none", "inconvenience", "distress", "hardship"];
const WANTED: [&str; 3] = ["cash", "voucher", "service"];

/// The twelve facts of the rule, parsed: choices by index, money in minor units.
#[derive(Debug, Clone, Copy)]
pub struct Facts {
    product: usize,
    channel: usize,
    trouble: usize,
    harm: usize,
    wanted: usize,
    incident_day: i64,
    loss: i64,
    fee: i64,
    delay_days: i64,
    prior: i64,
    tenure: i64,
    vulnerable: bool,
}

/// The rule by hand: cash, voucher, months.
#[inline(never)]
pub fn by_hand(f: &Facts) -> [i64; 3] {
    if f.incident_day < 18_000 {
        return [0; 3];
    }
    let mut sum = f.delay_days * 1_000;
    sum += match f.loss {
        500_000.. => 15_000,
        50_000.. => 7_500,
        5_000.. => 2_500,
        _ => 0,
    };
    sum += [0, 0, 5_000, 15_000][f.harm];
    sum += if f.product == 2 && f.trouble == 0 { 10_000 } else { 0 };
    sum += if f.trouble == 3 && f.channel == 0 { 5_000 } else { 0 };
    sum += if f.vulnerable { 7_500 } else { 0 };
    sum += if f.prior >= 3 { 2_500 } else { 0 };
    sum += if f.tenure >= 10 && f.product != 3 { 1_000 } else { 0 };
    let compensation = sum.clamp(0, 50_000);
    let fee_back = if f.trouble <= 2 { f.fee } else { 0 };
    let months = match (f.harm, compensation) {
        (3, _) => 6,
        (_, 25_000..) => 3,
        (_, 10_000..) => 2,
        _ => 1,
    };
    [fee_back + compensation, fee_back + compensation * 6 / 5, months + i64::from(f.wanted == 2)]
}

/// Different complaints from a fixed seed (a 64-bit linear congruence, high bits).
pub fn generated(count: usize) -> Vec<Facts> {
    let mut seed = 20_261_122_u64;
    let mut below = |most: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % most
    };
    let one = |below: &mut dyn FnMut(u64) -> u64| Facts {
        product: below(4) as usize,
        channel: below(4) as usize,
        trouble: below(5) as usize,
        harm: below(4) as usize,
        wanted: below(3) as usize,
        incident_day: 17_900 + below(2_000) as i64,
        loss: below(800_000) as i64,
        fee: below(10_000) as i64,
        delay_days: below(40) as i64,
        prior: below(6) as i64,
        tenure: below(30) as i64,
        vulnerable: below(4) == 0,
    };
    (0..count).map(|_| one(&mut below)).collect()
}

/// The facts of a line as they are written; whoever writes by hand knows each by name.
#[derive(Deserialize)]
struct Line<'l> {
    #[serde(borrow)]
    known: Known<'l>,
}

#[derive(Deserialize)]
struct Known<'l> {
    product: &'l str,
    channel: &'l str,
    trouble: &'l str,
    harm: &'l str,
    wanted: &'l str,
    incident_day: i64,
    loss: &'l str,
    fee: &'l str,
    delay_days: i64,
    prior: i64,
    tenure: i64,
    vulnerable: bool,
}

/// The facts of a line of JSON; none where it cannot be read.
pub fn read(line: &str) -> Option<Facts> {
    let Line { known } = serde_json::from_str(line).ok()?;
    let place = |names: &[&str], name: &str| names.iter().position(|own| *own == name);
    Some(Facts {
        product: place(&PRODUCTS, known.product)?,
        channel: place(&CHANNELS, known.channel)?,
        trouble: place(&TROUBLES, known.trouble)?,
        harm: place(&HARMS, known.harm)?,
        wanted: place(&WANTED, known.wanted)?,
        incident_day: known.incident_day,
        loss: minor(known.loss)?,
        fee: minor(known.fee)?,
        delay_days: known.delay_days,
        prior: known.prior,
        tenure: known.tenure,
        vulnerable: known.vulnerable,
    })
}

/// Money with two places in minor units.
fn minor(text: &str) -> Option<i64> {
    let (major, minor) = text.split_once('.')?;
    Some(major.parse::<i64>().ok()? * 100 + minor.parse::<i64>().ok()?)
}

/// The same facts as a complaint.
pub fn written(f: &Facts) -> ComplaintDocument {
    let money = |minor: i64| Scalar::Text(format!("{}.{:02}", minor / 100, minor % 100));
    let text = |word: &str| Scalar::Text(word.to_owned());
    let known = [
        ("product", text(PRODUCTS[f.product])),
        ("channel", text(CHANNELS[f.channel])),
        ("trouble", text(TROUBLES[f.trouble])),
        ("harm", text(HARMS[f.harm])),
        ("wanted", text(WANTED[f.wanted])),
        ("incident_day", Scalar::Whole(f.incident_day)),
        ("loss", money(f.loss)),
        ("fee", money(f.fee)),
        ("delay_days", Scalar::Whole(f.delay_days)),
        ("prior", Scalar::Whole(f.prior)),
        ("tenure", Scalar::Whole(f.tenure)),
        ("vulnerable", Scalar::YesNo(f.vulnerable)),
    ];
    let mut complaint: ComplaintDocument = document::read(r#"{"problem":"any"}"#).unwrap();
    complaint.known = known.into_iter().map(|(id, value)| (id.to_owned(), value)).collect();
    complaint
}
