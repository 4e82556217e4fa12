//! The customers: one for each policy, with what they answer and what they pick.

/// One customer's way through the form.
#[derive(Debug, Clone, Copy)]
pub struct Journey {
    /// Name of the test and of the folder with its pictures.
    pub name: &'static str,
    /// Where the customer comes in.
    pub page: &'static str,
    /// What the customer clicks there, where the portal knows what it is about.
    pub item: Option<&'static str>,
    /// Width of the page in CSS pixels.
    pub width: u32,
    /// With nothing but the keyboard.
    pub keyboard: bool,
    /// Id of the problem.
    pub problem: &'static str,
    /// What is typed or picked, by fact; behind `→` what is stored of it, where that is written differently.
    pub answers: &'static [(&'static str, &'static str)],
    /// Wishes ticked, and an amount asked for.
    pub wishes: (&'static [&'static str], &'static str),
    /// The story.
    pub story: &'static str,
    /// The way to be reached, and the number or address.
    pub contact: (&'static str, &'static str),
    /// The option picked; the recommended one when there is no name, `*` for something else.
    pub option: &'static str,
    /// Whether it is about money: then the amounts move with the answers.
    pub money: bool,
    /// What the apology must speak of: facts of this case.
    pub mentions: &'static [&'static str],
}

/// The day of all journeys: a Monday without a holiday near.
pub const DAY: &str = "2026-11-23";

/// What is asked for where no option fits.
pub const ELSE_WORDS: &str = "A table for two on another evening, please.";

pub const ALL: [Journey; 9] =
    [BANK, SHOP, INSURER, PATIENT, BROKER, MAKER, RESTAURANT, FEE, PARCEL];

const BANK: Journey = Journey {
    name: "bank-zh-1280",
    page: "/bank?lang=zh-Hans",
    item: Some("t-801"),
    width: 1280,
    keyboard: false,
    problem: "atm-no-cash",
    answers: &[
        ("screen_message", "fault"),
        ("cash_returned", "no"),
        ("time_lost", "40"),
        ("extra_visits", "1"),
        ("mood", "annoyed"),
        ("support_need", "none"),
    ],
    wishes: (&["money-back", "explain"], "2,100"),
    story: "周五想取钱给孩子交学费，机器响了半天没出钱，账户却扣了两千元。",
    contact: ("portal", ""),
    option: "money-for-effort",
    money: true,
    mentions: &["解放路自助网点", "2026年11月20日", "¥2,000.00"],
};

const SHOP: Journey = Journey {
    name: "shop-en-360",
    page: "/shop?lang=en",
    item: Some("o-31840"),
    width: 360,
    keyboard: false,
    problem: "late",
    answers: &[
        ("cancel_wanted", "no"),
        ("urgent_need", "yes"),
        ("occasion_missed", "no"),
        ("time_lost", "60"),
        ("distress", "annoyed"),
    ],
    wishes: (&["faster"], ""),
    story: "I waited at home twice. <b>Nobody</b> came & nobody called.",
    contact: ("text_message", "138 0000 0000"),
    option: "",
    money: true,
    mentions: &["5 l air fryer"],
};

const INSURER: Journey = Journey {
    name: "insurer-zh-360",
    page: "/insurer?lang=zh-Hans",
    item: Some("k-620311"),
    width: 360,
    keyboard: false,
    problem: "misleading-advertising",
    answers: &[
        ("ad_claim", "returns"),
        ("relied", "yes"),
        ("leave_policy", "no"),
        ("distress", "worried"),
    ],
    wishes: (&["put-right"], "５００"),
    story: "广告里说每年都有返还，买了才知道没有。",
    contact: ("phone", "13900000000"),
    option: "",
    money: true,
    mentions: &["安禾安心医疗险"],
};

/// Nothing material is due yet: the reason, the help and the apology remain.
const PATIENT: Journey = Journey {
    name: "insurer-en-1280-nothing-due",
    page: "/insurer?lang=en",
    item: Some("k-118204"),
    width: 1280,
    keyboard: false,
    problem: "slow-claim",
    answers: &[("needs_money", "yes"), ("time_lost", "60"), ("distress", "worried")],
    wishes: (&["paid-soon", "help"], ""),
    story: "I paid the hospital a month ago, and every call says: under review.",
    contact: ("phone", "+86 139 0000 0000"),
    option: "",
    money: false,
    mentions: &["AH-118204"],
};

const BROKER: Journey = Journey {
    name: "broker-en-1280-keyboard",
    page: "/policy/broker?lang=en",
    item: None,
    width: 1280,
    keyboard: true,
    problem: "rude-service",
    answers: &[
        ("happened_on", "2026-11-19"),
        ("channel", "phone"),
        ("conduct", "insulted"),
        ("record", "recorded"),
        ("spoke_publicly", "yes"),
        ("public_place", "Weibo"),
        ("time_lost", "60"),
        ("mood", "very-upset"),
    ],
    wishes: (&["apology", "never-again"], ""),
    story: "I only asked about a fee and was laughed at.",
    contact: ("email", "guest@example.com"),
    option: "",
    money: true,
    mentions: &["19 November 2026"],
};

const MAKER: Journey = Journey {
    name: "maker-zh-1280",
    page: "/policy/maker?lang=zh-Hans",
    item: None,
    width: 1280,
    keyboard: false,
    problem: "machine-down",
    answers: &[
        ("machine_model", "HT-320"),
        ("installed_on", "2025-11-03"),
        ("operating_hours", "4,200"),
        ("down_since", "2026-11-15"),
        ("running_again", "no"),
        ("daily_loss", "2000元"),
        ("line_stopped", "yes"),
        ("goal", "speed"),
        ("distress", "annoyed"),
    ],
    wishes: (&["running", "person"], ""),
    story: "整条产线停了八天，请尽快派人。",
    contact: ("phone", "0512-6000000"),
    option: "",
    money: true,
    mentions: &["HT-320"],
};

const RESTAURANT: Journey = Journey {
    name: "restaurant-en-360",
    page: "/policy/restaurant?lang=en",
    item: None,
    width: 360,
    keyboard: false,
    problem: "bad-meal",
    answers: &[
        ("branch", "People's Road"),
        ("visited_on", "2026-11-21"),
        ("dish", "braised fish"),
        ("issue", "cold"),
        ("served", "dine_in"),
        ("dish_price", "68"),
        ("ill", "no"),
        ("celebration", "no"),
        ("distress", "annoyed"),
    ],
    wishes: (&["heard"], ""),
    story: "The fish came cold, and so did the second one.",
    contact: ("email", "guest@example.com"),
    option: "*",
    money: true,
    mentions: &["braised fish"],
};

/// From right to left, with the digits of an Arabic keyboard.
const FEE: Journey = Journey {
    name: "bank-ar-360",
    page: "/policy/bank?lang=ar",
    item: None,
    width: 360,
    keyboard: false,
    problem: "fee-in-error",
    answers: &[
        ("happened_on", "٢٠ نوفمبر ٢٠٢٦→2026-11-20"),
        ("fee_amount", "١٬٢٠٠٫٥٠ يوان→1200.50"),
        ("fee_ground", "twice"),
        ("fee_repaid", "no"),
        ("time_lost", "٤٠→40"),
        ("extra_visits", "1"),
        ("mood", "annoyed"),
        ("support_need", "none"),
    ],
    wishes: (&["money-back", "explain"], "1,300"),
    story: "خُصم الرسم مرتين: مرة 600.25 ومرة أخرى 600.25، ورسالة SMS وصلت بعدها.",
    contact: ("email", "guest@example.com"),
    option: "",
    money: true,
    mentions: &["1,200.50", "نوفمبر 2026"],
};

const PARCEL: Journey = Journey {
    name: "shop-ar-1280-keyboard",
    page: "/shop?lang=ar",
    item: Some("o-31840"),
    width: 1280,
    keyboard: true,
    problem: "late",
    answers: &[
        ("cancel_wanted", "no"),
        ("urgent_need", "no"),
        ("occasion_missed", "no"),
        ("time_lost", "٦٠ دقيقة→60"),
        ("distress", "annoyed"),
    ],
    wishes: (&["faster"], ""),
    story: "انتظرت في البيت يومين ولم يأتِ أحد. رقم الطلب AM-31840.",
    contact: ("phone", "+971 50 000 0000"),
    option: "",
    money: true,
    mentions: &["مقلاة هوائية"],
};
