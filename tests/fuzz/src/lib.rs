//! Changes to JSON documents that keep them JSON: what a byte-wise mutator rarely achieves.

use libfuzzer_sys::fuzzer_mutate;
use serde_json::{Map, Value, json};

/// Words and literals that documents are made of.
const PIECES: &[&str] = &[
    "0",
    "1",
    "3",
    "0.00 CNY",
    "0.01 CNY",
    "99999999999999999 CNY",
    "5000.00 CNY",
    "-1.00 CNY",
    "50 %",
    "300 %",
    "15 min",
    "60 min",
    "1 day",
    "3 days",
    "today",
    "2026-01-01",
    "2026-12-31",
    "0000-01-01",
    "9999-12-31",
    "{price}",
    "{due}",
    "{by}",
    "{amount}",
    "{problem}",
    "{",
    "en",
    "zh-Hans",
    "price",
    "minutes_late",
    "cause",
    "kitchen",
    "storm",
    "problem",
    "responsibility",
    "severity",
    "ours",
    "minor",
    "late",
    "part-back",
    "small-sum",
    "sorry",
    "pay",
    "write",
    "decide",
    "till",
    "cn",
    "used",
    "half_price",
    "ordered_on",
    "came_on",
    "law",
    "contract",
    "goodwill",
    "voucher",
    "half_even",
    "up",
    "down",
    "0.05",
    "999999999999999999",
    "0.333333333333333333",
];

/// Formulas and conditions around a value.
fn wrapped(value: Value, random: &mut Random) -> Value {
    let other = Value::String(random.piece().to_owned());
    match random.below(18) {
        0 => json!({ "sum": [value, other] }),
        1 => json!({ "difference": { "of": value, "less": other } }),
        2 => json!({ "percent": { "rate": "33 %", "of": value } }),
        3 => json!({ "times": { "count": { "fact": "minutes_late" }, "of": value } }),
        4 => json!({ "least": [value, other] }),
        5 => json!({ "greatest": [value, other] }),
        6 => json!({ "floor": { "of": value, "at": other } }),
        7 => json!({ "cap": { "of": value, "at": other } }),
        8 => json!({ "bands": { "by": { "fact": "minutes_late" },
            "rows": [{ "up_to": "15 min", "give": value }, { "above": true, "give": "1.00 CNY" }] } }),
        9 => json!({ "per_day": { "days": "5 days", "grace": "1 day", "give": value } }),
        10 => {
            json!({ "choose": { "rows": [{ "when": { "fact": "cause", "is": "storm" }, "give": value }],
            "otherwise": "0.00 CNY" } })
        }
        11 => json!({ "months_of": { "fee": value, "months": "3" } }),
        12 => {
            json!({ "interest": { "principal": value, "rate": "6 %", "days": "30 days", "basis": 365 } })
        }
        13 => json!({ "days_between": { "from": { "fact": "ordered_on" }, "to": value } }),
        14 => json!({ "not": value }),
        15 => json!({ "all": [value, { "fact": "price", "at_least": "1.00 CNY" }] }),
        16 => json!({ "any": [value, { "fact": "cause", "is_one_of": ["kitchen", "storm"] }] }),
        _ => json!({ "value": value, "at_most": other }),
    }
}

/// Numbers from the seed libFuzzer gives (SplitMix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % (count.max(1) as u64)).unwrap_or(0)
    }

    fn piece(&mut self) -> &'static str {
        PIECES[self.below(PIECES.len())]
    }
}

/// Changes a document: mostly as a tree, sometimes byte by byte. Answers its new size.
pub fn mutate(data: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
    let mut random = Random(u64::from(seed));
    let tree = serde_json::from_slice::<Value>(&data[..size]).ok();
    let Some(mut tree) = tree.filter(|_| random.below(5) > 0) else {
        return fuzzer_mutate(data, size, most);
    };
    for _ in 0..=random.below(3) {
        change(&mut tree, &mut random);
    }
    let text = tree.to_string();
    match data.get_mut(..text.len()) {
        Some(place) if text.len() <= most => {
            place.copy_from_slice(text.as_bytes());
            text.len()
        }
        _ => fuzzer_mutate(data, size, most),
    }
}

/// One change somewhere in a tree.
fn change(tree: &mut Value, random: &mut Random) {
    let count = count(tree);
    let other = node(tree, &mut random.below(count)).map(|node| node.clone());
    let Some(place) = node(tree, &mut random.below(count)) else { return };
    match random.below(8) {
        0 => *place = wrapped(place.take(), random),
        1 => *place = other.unwrap_or_default(),
        2 | 3 => *place = scalar(place.take(), random),
        4 => remove(place, random),
        5 => add(place, other.unwrap_or_default(), random),
        6 => unwrap(place, random),
        _ => shuffle(place, random),
    }
}

/// Another value in place of a single one; lists and objects stay.
fn scalar(value: Value, random: &mut Random) -> Value {
    match value {
        Value::String(text) if random.below(2) == 0 => Value::String(numbers(&text, random)),
        Value::Number(_) if random.below(2) == 0 => {
            json!([0, 1, 24, 127, 365, 4_294_967_295, -1, i64::MAX][random.below(8)])
        }
        Value::Bool(yes) => Value::Bool(!yes),
        Value::Array(_) | Value::Object(_) => value,
        _ => Value::String(random.piece().to_owned()),
    }
}

/// The text with its first number changed.
fn numbers(text: &str, random: &mut Random) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(digits);
    match number.parse::<u64>() {
        Ok(number) => format!("{}{rest}", number.wrapping_add(random.next() % 3).wrapping_sub(1)),
        Err(_) => random.piece().to_owned(),
    }
}

fn remove(place: &mut Value, random: &mut Random) {
    match place {
        Value::Array(items) if !items.is_empty() => {
            items.remove(random.below(items.len()));
        }
        Value::Object(entries) => {
            let key = entries.keys().nth(random.below(entries.len())).cloned();
            key.and_then(|key| entries.remove(&key));
        }
        _ => *place = Value::Null,
    }
}

fn add(place: &mut Value, other: Value, random: &mut Random) {
    match place {
        Value::Array(items) => items.insert(random.below(items.len() + 1), other),
        Value::Object(entries) => {
            entries.insert(random.piece().to_owned(), other);
        }
        _ => *place = other,
    }
}

/// A part in place of the whole.
fn unwrap(place: &mut Value, random: &mut Random) {
    let part = match place {
        Value::Array(items) => items.get(random.below(items.len())).cloned(),
        Value::Object(entries) => entries.values().nth(random.below(entries.len())).cloned(),
        _ => None,
    };
    if let Some(part) = part {
        *place = part;
    }
}

/// The same parts in another place: two items, or the values of two fields.
fn shuffle(place: &mut Value, random: &mut Random) {
    match place {
        Value::Array(items) if items.len() > 1 => {
            let (a, b) = (random.below(items.len()), random.below(items.len()));
            items.swap(a, b);
        }
        Value::Object(entries) if entries.len() > 1 => {
            let from = random.below(entries.len());
            let value = entries.values().nth(from).cloned().unwrap_or_default();
            let to = random.below(entries.len());
            if let Some(place) = entries.values_mut().nth(to) {
                *place = value;
            }
        }
        other => *other = Value::Object(Map::new()),
    }
}

/// How many values a tree has, itself included.
fn count(tree: &Value) -> usize {
    1 + match tree {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(entries) => entries.values().map(count).sum(),
        _ => 0,
    }
}

/// The value at a position, counted from the root downwards.
fn node<'t>(tree: &'t mut Value, position: &mut usize) -> Option<&'t mut Value> {
    if *position == 0 {
        return Some(tree);
    }
    *position -= 1;
    match tree {
        Value::Array(items) => items.iter_mut().find_map(|item| node(item, position)),
        Value::Object(entries) => entries.values_mut().find_map(|value| node(value, position)),
        _ => None,
    }
}
