//! Fitting options: what stands first and why, worked by hand on the tea house.

use amends_core::amounts::amounts;
use amends_core::date;
use amends_core::document::complaint::ComplaintDocument;
use amends_core::document::quote::QuoteDocument;
use amends_core::fault::Fault;
use amends_core::guard::{Band, share};
use amends_core::policy::Policy;
use amends_core::{document, quote};
use amends_tests::changes;
use serde_json::{Value, json};

/// The tea house with some values put elsewhere.
pub fn tea_house(changes: &[(&str, Value)]) -> Policy {
    let document = changes::tea_house(changes.iter().cloned()).unwrap();
    Policy::read(&document.to_string()).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

/// Tea of 40.00 that came 20 minutes late by the kitchen's fault, with more said.
pub fn late(policy: &Policy, more: Value) -> QuoteDocument {
    quote(policy, &complaint(more), date::read("2026-11-23").unwrap()).unwrap()
}

pub fn refused(policy: &Policy, more: Value) -> Vec<(&'static str, String)> {
    let faults = quote(policy, &complaint(more), date::read("2026-11-23").unwrap()).unwrap_err();
    faults.into_iter().map(|Fault { code, at, .. }| (code, at)).collect()
}

pub fn complaint(more: Value) -> ComplaintDocument {
    let mut complaint = json!({
        "problem": "late", "language": "en",
        "answers": { "price": "40.00", "minutes_late": 20, "cause": "kitchen" }
    });
    for (key, value) in more.as_object().unwrap() {
        complaint[key] = value.clone();
    }
    document::read(&complaint.to_string()).unwrap()
}

/// Options in the order shown, and why the first is recommended.
fn shown(policy: &Policy) -> (Vec<String>, Option<String>) {
    let quote = late(policy, json!({}));
    let first = quote.options[0].recommended_because.clone();
    assert!(quote.options[0].recommended);
    (quote.options.into_iter().map(|option| option.id).collect(), first)
}

pub fn remedy(id: &str, kind: &str, more: Value) -> Value {
    let mut remedy = json!({
        "id": id, "kind": kind, "for": ["late"], "title": { "en": id }, "because": { "en": "It is fair." },
        "promise": { "en": "{by} will see to it by {due}." }, "basis": "goodwill", "by": "till",
        "commitment": "pay", "cites": "House rule 4", "from": "2026-01-01"
    });
    for (key, value) in more.as_object().unwrap() {
        remedy[key] = value.clone();
    }
    remedy
}

pub fn option(id: &str, remedies: &[&str]) -> Value {
    json!({ "id": id, "for": ["late"], "title": { "en": id }, "because": { "en": "It helps." }, "remedies": remedies })
}

/// One option of each kind, in an order that suits no loss.
fn house(loss: &str) -> Policy {
    tea_house(&[
        ("/problems/0/loss_kind", json!(loss)),
        ("/remedies/0/when", json!({ "fact": "cause", "is": "storm" })),
        ("/remedies/1/kind", json!("fee_waiver")),
        ("/remedies/-", remedy("voucher", "voucher", json!({ "amount": "10.00 CNY" }))),
        ("/remedies/-", remedy("cash", "payment", json!({ "amount": "10.00 CNY" }))),
        ("/remedies/-", remedy("back", "refund", json!({ "amount": "10.00 CNY" }))),
        ("/remedies/-", remedy("new-tea", "replacement", json!({}))),
        ("/remedies/-", remedy("advice", "consultation", json!({}))),
        ("/remedies/-", remedy("again", "redo", json!({}))),
        ("/remedies/-", remedy("reasons", "explanation", json!({}))),
        ("/options/0", option("next-tea", &["voucher"])),
        ("/options/1", option("fee", &["small-sum"])),
        ("/options/-", option("reasons", &["reasons"])),
        ("/options/-", option("words", &["sorry"])),
        ("/options/-", option("advice", &["advice"])),
        ("/options/-", option("again", &["again"])),
        ("/options/-", option("back", &["back"])),
        ("/options/-", option("cash", &["cash"])),
        ("/options/-", option("new-tea", &["new-tea"])),
    ])
}

/// The table of POLICY.md: the best kinds, then the near ones, then the others, each in the order written;
/// the first money of the others is put before the voucher.
#[test]
fn what_is_like_the_loss_stands_first_and_says_why() {
    let cases = [
        (
            "money",
            "back cash fee next-tea reasons words advice again new-tea",
            "You lost money, so money comes first.",
        ),
        (
            "product",
            "new-tea back next-tea fee reasons words advice again cash",
            "The product was flawed, so a proper one or your money back comes first.",
        ),
        (
            "service",
            "again advice fee next-tea reasons words back cash new-tea",
            "The service failed, so doing it properly comes first.",
        ),
        (
            "attention",
            "words reasons fee next-tea advice again back cash new-tea",
            "You were not treated well, so a personal apology comes first.",
        ),
    ];
    for (loss, order, why) in cases {
        let (found, because) = shown(&house(loss));
        assert_eq!(found.join(" "), order, "{loss}");
        assert_eq!(because.as_deref(), Some(why), "{loss}");
    }
}

#[test]
fn a_policy_says_itself_what_makes_a_loss_good() {
    let mut changes = vec![("/problems/0/loss_kind", json!("money"))];
    changes.push(("/problems/0/like_for_like", json!(["apology", "payment"])));
    let (found, because) = shown(&tea_house(&changes));
    // `money` holds a payment and the apology, `words` the apology: both first, in the order written.
    assert_eq!(found, ["money", "words"]);
    assert_eq!(because.as_deref(), Some("It fits a case like yours best."));
    changes.push(("/options/1/recommended_when", json!(true)));
    assert_eq!(shown(&tea_house(&changes)).0, ["words", "money"]);
}

/// The refund owed makes the loss of money good; neither option holds money of its own.
#[test]
fn where_what_is_owed_makes_the_loss_good_the_rest_comes_on_top() {
    let policy = tea_house(&[("/remedies/1/kind", json!("gift"))]);
    let (found, because) = shown(&policy);
    assert_eq!(found, ["money", "words"]);
    let says = "What is owed to you stays yours whatever you choose; this comes on top.";
    assert_eq!(because.as_deref(), Some(says));
    // Before it is known whether a refund is owed, it is not said.
    let open = late(&policy, json!({ "answers": { "price": "40.00" } }));
    assert_eq!(open.options[0].recommended_because, None);
}

/// The share and band of the option of money, in percent.
fn share_of(changes: &[(&str, Value)]) -> Option<(String, Band, bool)> {
    let policy = tea_house(changes);
    let complaint = json!({
        "problem": "late", "answers": { "price": "40.00", "minutes_late": 20, "cause": "kitchen" }
    });
    let complaint: ComplaintDocument = document::read(&complaint.to_string()).unwrap();
    let amounts = amounts(&policy, &complaint, date::read("2026-11-23").unwrap()).unwrap();
    let money = amounts.offers.offered.iter().find(|offered| offered.option == 0).unwrap();
    let share = share(&policy, 0, &amounts.lost?, money)?;
    Some((share.percent.to_trimmed_decimal(2), share.band, share.by_goodwill))
}

/// Of 40.00, 20.00 are owed and 20.00 given: 100 %. Less is too little, more too much; 60, 120 and 150 %
/// themselves still fit.
#[test]
fn a_share_of_the_loss_lies_in_its_band() {
    let loss = |more: Value| {
        let mut loss = json!({ "amount": { "fact": "price" } });
        more.as_object().unwrap().iter().for_each(|(key, value)| loss[key] = value.clone());
        ("/problems/0/loss", loss)
    };
    let given = |amount: &str| ("/remedies/1/amount", json!(format!("{amount} CNY")));
    let cases = [
        ("20.00", "100", Band::Fitting, false),
        ("4.00", "60", Band::Fitting, false),
        ("3.99", "59.98", Band::Under, false),
        ("28.00", "120", Band::Fitting, false),
        ("28.01", "120.03", Band::Over, true),
        ("40.00", "150", Band::Over, true),
        ("40.01", "150.03", Band::FarOver, true),
    ];
    for (amount, percent, band, by_goodwill) in cases {
        let found = share_of(&[loss(json!({})), given(amount)]).unwrap();
        assert_eq!(found, (percent.to_owned(), band, by_goodwill), "{amount}");
    }
    // Of what was kept any money fits; 90.00 of 40.00 is far too much even so.
    let kept = |amount| share_of(&[loss(json!({ "rejected": false })), given(amount)]).unwrap();
    assert_eq!(kept("0.01"), ("50.03".to_owned(), Band::Fitting, false));
    assert_eq!(kept("70.00"), ("225".to_owned(), Band::FarOver, true));
    // A trifle is never too much, and what is given for effort is no part of it.
    let trifle = loss(json!({ "trifle": "30.00 CNY" }));
    let found = share_of(&[trifle, given("30.00")]).unwrap();
    assert_eq!(found, ("125".to_owned(), Band::Over, false));
    let effort = ("/remedies/1/uplift", json!("effort"));
    let found = share_of(&[loss(json!({})), given("30.00"), effort]).unwrap();
    assert_eq!(found, ("50".to_owned(), Band::Under, false));
    // The policy's own shares; nobody knows the loss, or nobody of ours is to blame: no share.
    let own = loss(json!({ "at_most": "140 %", "never_above": "140 %" }));
    assert_eq!(share_of(&[own, given("36.00")]).unwrap().1, Band::Fitting);
    assert_eq!(share_of(&[]), None);
    let storm = ("/problems/0/responsibility/1/is", json!("shared"));
    assert_eq!(share_of(&[loss(json!({})), storm]), None);
    // The tea is made again: the loss is made good in kind.
    let again = [("/problems/0/loss_kind", json!("service")), ("/remedies/1/kind", json!("redo"))];
    let promise = json!({ "en": "{by} will make it again by {due}." });
    let mut changes = vec![loss(json!({})), ("/remedies/1/amount", Value::Null)];
    changes.push(("/remedies/1/promise", promise));
    changes.extend(again);
    assert_eq!(share_of(&changes), None);
}
