//! A replay report for people: what the document says, in tables.

use amends_core::document::replay::{
    ChangeDocument, ChangedDocument, GivenDocument, HistoryDocument, LineFaultsDocument,
    ReplayDocument, ReplayReportDocument, ShareDocument, SharesDocument, SpreadDocument, Taken,
};
use indicatif::HumanCount;
use std::fmt::Write;

/// Longest bar of a histogram, in characters.
const LONGEST_BAR: u64 = 40;

/// The report as text.
pub(super) fn table(report: &ReplayReportDocument) -> String {
    let mut text = String::new();
    let taken = match report.taken {
        Taken::Recommended => "the recommended option of each line",
        Taken::Choice => "the choice recorded, else the recommended option",
    };
    let policy = &report.policy;
    line(&mut text, &format!("{} in {}: {taken}", name(policy), policy.currency));
    history(&mut text, &report.history);
    outcome(&mut text, policy);
    if let Some(spread) = &policy.amounts {
        amounts(&mut text, spread);
    }
    if let Some(shares) = &policy.shares {
        shares_of_loss(&mut text, shares);
    }
    sums(&mut text, policy);
    if let (Some(against), Some(change)) = (&report.against, &report.change) {
        heading(&mut text, &format!("Against {}", name(against)));
        compared(&mut text, policy, against);
        changes(&mut text, change);
    }
    text
}

fn name(policy: &ReplayDocument) -> String {
    format!("{} {}", policy.policy.id, policy.policy.version)
}

fn history(text: &mut String, history: &HistoryDocument) {
    heading(text, "History");
    let counts = [("lines", history.lines), ("read", history.read)];
    let mut rows: Vec<_> = counts.map(|(what, lines)| row(what, lines, "")).to_vec();
    rows.push(row("unreadable", history.unreadable, ""));
    aligned(text, &rows);
    faults(text, &history.faults);
}

fn faults(text: &mut String, faults: &[LineFaultsDocument]) {
    for fault in faults {
        let lines: Vec<String> = fault.first.iter().map(|one| number(one.line)).collect();
        let more = fault.lines > u64::try_from(lines.len()).unwrap_or(0);
        let more = if more { " …" } else { "" };
        let (code, count) = (&fault.code, number(fault.lines));
        line(text, &format!("    {code}: {count} (lines {}{more})", lines.join(", ")));
    }
}

fn outcome(text: &mut String, policy: &ReplayDocument) {
    heading(text, "Outcome");
    let rows = [("quoted", policy.quoted), ("refused", policy.refused)];
    aligned(text, &rows.map(|(what, lines)| row(what, lines, "")));
    faults(text, &policy.refusals);
    let undecided = &policy.undecided;
    let high = undecided.high.as_deref().map_or_else(|| "open".to_owned(), grouped);
    let between = format!("{} – {high}", grouped(&undecided.low));
    let (nothing, caps) = (&policy.nothing_due, &policy.caps);
    let mut rows = vec![
        row("undecided", undecided.lines, if undecided.lines > 0 { &between } else { "" }),
        row("decided", policy.decided, ""),
        row("nothing due", nothing.lines, &format!("{} %", nothing.percent)),
        row("capped per case", caps.per_case, ""),
        row("capped per customer", caps.per_customer, ""),
    ];
    for approval in &policy.approvals {
        let what = format!("approved by {}", approval.role);
        rows.push(row(&what, approval.lines, &grouped(&approval.total)));
    }
    if policy.not_in_force > 0 {
        rows.push(row("outside validity", policy.not_in_force, "computed all the same"));
    }
    if let Some(choices) = &policy.choices {
        rows.push(row("choice offered", choices.offered, ""));
        rows.push(row("choice not offered", choices.not_offered, ""));
        rows.push(row("something else", choices.something_else, ""));
    }
    aligned(text, &rows);
}

fn amounts(text: &mut String, spread: &SpreadDocument) {
    heading(text, "Amounts");
    let rows = spread.percentiles.iter().map(|percentile| {
        let what = match percentile.percent {
            0 => "least".to_owned(),
            50 => "median".to_owned(),
            100 => "greatest".to_owned(),
            percent => format!("{percent} % up to"),
        };
        vec![what, grouped(&percentile.amount)]
    });
    aligned(text, &rows.collect::<Vec<_>>());
    if let Some(coarse) = &spread.coarse {
        line(text, &format!("  each may be up to {} more", grouped(coarse)));
    }
    line(text, "");
    let most = spread.histogram.iter().map(|step| step.lines).max().unwrap_or(0).max(1);
    let rows = spread.histogram.iter().map(|step| {
        let below = step.below.as_deref().map_or_else(String::new, grouped);
        let bar = (u128::from(step.lines) * u128::from(LONGEST_BAR)).div_ceil(u128::from(most));
        let bar = "█".repeat(usize::try_from(bar).unwrap_or(0));
        vec![
            "from".to_owned(),
            grouped(&step.from),
            "below".to_owned(),
            below,
            number(step.lines),
            bar,
        ]
    });
    aligned(text, &rows.collect::<Vec<_>>());
}

fn shares_of_loss(text: &mut String, shares: &SharesDocument) {
    heading(text, "Shares of the loss");
    let part =
        |what: &str, part: &ShareDocument| row(what, part.lines, &format!("{} %", part.percent));
    let rows = [
        row("turned down", shares.rejected, ""),
        part("too little", &shares.under),
        part("fitting", &shares.fitting),
        part("too much", &shares.over),
        part("far too much", &shares.far_over),
        row("kept", shares.kept, ""),
        part("given some of it", &shares.kept_with_some),
        row("too much by goodwill", shares.by_goodwill, ""),
    ];
    aligned(text, &rows);
}

fn sums(text: &mut String, policy: &ReplayDocument) {
    heading(text, "Paid");
    let title = ["", "lines", "total", "owed", "goodwill", "nothing due"].map(str::to_owned);
    let mut rows = vec![title.to_vec()];
    let all = (policy.decided, &policy.paid, policy.nothing_due.lines);
    let each = policy.problems.iter();
    let each = each.map(|own| (own.id.as_str(), (own.lines, &own.paid, own.nothing_due)));
    for (what, (lines, paid, nothing_due)) in each.chain([("all", all)]) {
        let amounts = [&paid.total, &paid.owed, &paid.goodwill].map(|amount| grouped(amount));
        let [total, owed, goodwill] = amounts;
        let (lines, nothing_due) = (number(lines), number(nothing_due));
        rows.push(vec![what.to_owned(), lines, total, owed, goodwill, nothing_due]);
    }
    aligned(text, &rows);
    heading(text, "Options taken");
    let options = policy.options.iter().filter(|option| option.lines > 0);
    let rows = options.map(|option| row(&option.id, option.lines, &grouped(&option.total)));
    aligned(text, &rows.collect::<Vec<_>>());
    heading(text, "Remedies");
    let remedies = policy.remedies.iter().filter(|remedy| remedy.lines > 0);
    let rows = remedies.map(|remedy| {
        row(&remedy.id, remedy.lines, &remedy.total.as_deref().map_or_else(String::new, grouped))
    });
    aligned(text, &rows.collect::<Vec<_>>());
}

/// Both policies side by side.
fn compared(text: &mut String, policy: &ReplayDocument, against: &ReplayDocument) {
    let title = ["", "decided", "total", "owed", "goodwill"].map(str::to_owned);
    let side = |of: &ReplayDocument| {
        let amounts = [&of.paid.total, &of.paid.owed, &of.paid.goodwill];
        let amounts = amounts.map(|amount| grouped(amount));
        [vec![name(of), number(of.decided)], amounts.to_vec()].concat()
    };
    aligned(text, &[title.to_vec(), side(against), side(policy)]);
}

fn changes(text: &mut String, change: &ChangeDocument) {
    line(text, "");
    let changed =
        |what: &str, changed: &ChangedDocument| row(what, changed.lines, &grouped(&changed.total));
    let rows = [
        row("compared", change.compared, &format!("net {}", grouped(&change.net))),
        changed("get more", &change.more),
        changed("get less", &change.less),
        row("get the same amount", change.same_amount, ""),
        changed("get other remedies", &change.other_remedies),
        row("only here decided", change.only_policy, ""),
        row("only there decided", change.only_against, ""),
        row("decided by neither", change.neither, ""),
    ];
    aligned(text, &rows);
    for (what, of) in
        [("More", &change.more), ("Less", &change.less), ("Other remedies", &change.other_remedies)]
    {
        if of.first.is_empty() {
            continue;
        }
        heading(text, &format!("{what}, for example"));
        let rows = of.first.iter().map(|one| {
            let before = given(&one.against);
            vec![
                format!("line {}", one.line),
                one.problem.clone(),
                before,
                "→".into(),
                given(&one.policy),
            ]
        });
        aligned(text, &rows.collect::<Vec<_>>());
    }
}

fn given(given: &GivenDocument) -> String {
    format!(
        "{} ({})",
        grouped(&given.total),
        given.option.as_deref().unwrap_or("only what is owed")
    )
}

fn row(what: &str, lines: u64, more: &str) -> Vec<String> {
    vec![what.to_owned(), number(lines), more.to_owned()]
}

fn number(count: u64) -> String {
    HumanCount(count).to_string()
}

/// A decimal with its thousands set apart.
fn grouped(decimal: &str) -> String {
    let (sign, digits) = match decimal.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", decimal),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), number);
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{fraction}")
}

/// Rows with the first column to the left and the others to the right, save bars and words at the end.
fn aligned(text: &mut String, rows: &[Vec<String>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for row in rows {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
            let left = column == 0 || cell.starts_with('█');
            if left { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
        });
        let cells: Vec<String> = cells.collect();
        line(text, format!("  {}", cells.join("  ")).trim_end());
    }
}

fn heading(text: &mut String, words: &str) {
    line(text, "");
    line(text, words);
}

fn line(text: &mut String, words: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{words}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        let cases = [("1234567.80", "1,234,567.80"), ("-1000", "-1,000"), ("0.05", "0.05")];
        for (decimal, expected) in cases {
            assert_eq!(grouped(decimal), expected);
        }
    }

    #[test]
    fn columns_stand_below_each_other() {
        let mut text = String::new();
        aligned(&mut text, &[row("a", 5, "1.00"), row("longer", 1_000, "")]);
        assert_eq!(text, "  a           5  1.00\n  longer  1,000\n");
    }
}
