//! What happened in the last month: who ordered what, when, and how it went. Data only; `play` tells it.

use model::catalogue::Tier;

/// How an order goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Path {
    /// Placed, at the gateway's page, not paid.
    Unpaid,
    /// Paid; the questions are open.
    Questions,
    /// The seller is so many per cent into the first milestone.
    Begun(i32),
    /// The first milestone waits for the client.
    HandedIn,
    /// The client asked for changes to the first milestone.
    Revising,
    /// The client refused the first milestone.
    Rejected,
    /// The first milestone is approved, the second under way.
    Midway,
    /// The seller was too slow.
    Late,
    /// Everything is handed in, nothing approved yet but the first.
    AllIn,
    /// The seller asks for more time.
    MoreTime,
    /// The client wants out; the seller has not answered.
    CancelAsked,
    /// Both agreed to end after the first milestone: partial.
    EndedMidway,
    /// Refunded before the start.
    Refunded,
    /// The client complains about the first milestone; staff mediate.
    Disputed,
    /// Stopped by staff.
    Held,
    /// The client never answered: accepted by itself.
    Silent,
    /// Completed, with stars for quality, communication and time, and what was said.
    Done(i32, i32, i32, &'static str, &'static str),
    /// Completed after one round of changes, with stars and words.
    Changed(i32, i32, i32, &'static str),
}

/// One order.
pub struct Told {
    /// Index of the client.
    pub client: usize,
    /// How the product's address begins.
    pub product: &'static str,
    pub tier: Option<Tier>,
    /// Of per-unit products.
    pub units: i64,
    /// Placed so many days ago.
    pub ago: i64,
    /// By card at the sandbox instead of from the wallet.
    pub card: bool,
    pub path: Path,
}

const fn told(client: usize, product: &'static str, tier: Option<Tier>, ago: i64, path: Path) -> Told {
    Told { client, product, tier, units: 0, ago, card: false, path }
}
const fn by_card(client: usize, product: &'static str, tier: Option<Tier>, ago: i64, path: Path) -> Told {
    Told { card: true, ..told(client, product, tier, ago, path) }
}
const fn reach(client: usize, product: &'static str, units: i64, ago: i64, path: Path) -> Told {
    Told { units, ..told(client, product, None, ago, path) }
}

const BASIC: Option<Tier> = Some(Tier::Basic);
const STANDARD: Option<Tier> = Some(Tier::Standard);
const PREMIUM: Option<Tier> = Some(Tier::Premium);

use Path::{
    AllIn, Begun, CancelAsked, Changed, Disputed, Done, EndedMidway, HandedIn, Held, Late, Midway, MoreTime, Questions,
    Refunded, Rejected, Revising, Silent, Unpaid,
};

/// The month, oldest first.
pub const MONTH: &[Told] = &[
    told(
        0,
        "logo-that",
        STANDARD,
        32,
        Done(
            5,
            5,
            5,
            "Three weeks later people already draw it on their cups. Samir listened before he drew, and the small version really works on our receipts.",
            "Thank you, Clara. The bean in the W was your idea.",
        ),
    ),
    told(
        1,
        "website-texts",
        BASIC,
        32,
        Done(
            5,
            5,
            4,
            "I talked for half an hour about spokes and got a text that sounds like me, only better.",
            "Anybody who loves spokes that much is easy to write for.",
        ),
    ),
    told(
        3,
        "portrait-of-your",
        None,
        31,
        Done(
            5,
            5,
            5,
            "They arrived, disappeared, and a week later there was a film in which my mother cried. Worth every cent.",
            "",
        ),
    ),
    told(
        2,
        "keyword-map",
        BASIC,
        31,
        Done(
            4,
            5,
            5,
            "Clear and useful. I would have liked one more example of how to read the intent column.",
            "Good point: the table now has a second tab that explains it.",
        ),
    ),
    by_card(
        4,
        "packaging-that",
        BASIC,
        30,
        Done(5, 4, 5, "The printer asked who made the file because nothing had to be fixed.", ""),
    ),
    told(
        5,
        "booking-page",
        None,
        30,
        Done(
            5,
            5,
            5,
            "My phone is quiet. Patients book at night. I should have done this years ago.",
            "Enjoy the quiet, Ben.",
        ),
    ),
    told(
        0,
        "menu-and-price",
        None,
        29,
        Changed(4, 5, 5, "One round of changes because I forgot the cakes. The phone version is a hit."),
    ),
    reach(
        3,
        "sponsored-place",
        8_000,
        29,
        Done(4, 4, 5, "Reached who it should. Twelve bookings that named the newsletter.", ""),
    ),
    told(
        1,
        "product-film",
        None,
        28,
        Done(5, 5, 4, "You can hear the freewheel. That is all I wanted.", "We recorded it eleven times."),
    ),
    told(
        2,
        "icon-set",
        STANDARD,
        27,
        Done(5, 5, 5, "Developers are happy, which never happens. The grid samples first were a very good idea.", ""),
    ),
    by_card(5, "website-texts", STANDARD, 27, Done(5, 5, 5, "Patients quote sentences from our site to me.", "")),
    told(
        4,
        "product-descriptions",
        STANDARD,
        26,
        Changed(5, 4, 4, "Thirty jars, thirty little stories. The second round got the sauerkraut right."),
    ),
    told(3, "website-for-a", STANDARD, 12, Midway),
    told(
        0,
        "explainer-film",
        BASIC,
        25,
        Done(
            5,
            5,
            5,
            "Thirty seconds, and people finally understand what a light roast is.",
            "The espresso during the recording helped.",
        ),
    ),
    told(1, "seo-audit", BASIC, 24, Done(5, 5, 5, "Ten things, in order. We have done six, and it works.", "")),
    told(2, "make-my-site", None, 23, Done(5, 4, 5, "From 4.1 to 1.2 seconds. The report shows every step.", "")),
    told(5, "be-found", None, 22, Done(4, 5, 4, "Found in town at last. The review cards are lovely.", "")),
    told(4, "poster-and", None, 22, Done(5, 5, 5, "The whole market wore our colours.", "")),
    told(3, "translation-english", STANDARD, 21, Silent),
    told(0, "product-descriptions", BASIC, 20, Done(5, 5, 5, "Our coffees have characters now.", "")),
    reach(1, "spoken-advertisement", 20_000, 18, HandedIn),
    told(2, "design-of-your", BASIC, 7, Midway),
    told(5, "subtitles", STANDARD, 18, Done(5, 5, 5, "Correct names, correct notes, correct umlauts.", "")),
    by_card(4, "website-for-a", BASIC, 17, Late),
    told(3, "positioning-in", None, 17, Refunded),
    told(0, "care-for-your", None, 16, Begun(60)),
    told(1, "illustrations", STANDARD, 9, AllIn),
    told(2, "pitch-deck", STANDARD, 14, EndedMidway),
    told(
        5,
        "logo-that",
        BASIC,
        13,
        Done(5, 5, 5, "A violin that is also a spine. I had no words, he had a pencil.", ""),
    ),
    told(3, "newsletter-written", None, 13, Midway),
    told(4, "menu-and-price", None, 11, Done(5, 5, 4, "Our jars have a menu now. People laugh, then they buy.", "")),
    told(4, "name-for", None, 3, MoreTime),
    by_card(0, "be-found", None, 5, HandedIn),
    reach(2, "advertisement-impressions", 40_000, 10, Begun(45)),
    told(1, "landing-page", STANDARD, 5, Revising),
    told(5, "article-that", BASIC, 5, Rejected),
    told(3, "brand-guide", None, 5, CancelAsked),
    told(4, "search-ads", BASIC, 4, HandedIn),
    told(2, "accessibility-audit", STANDARD, 6, Held),
    told(0, "illustrations", BASIC, 4, Revising),
    told(1, "editing-of-your", BASIC, 2, HandedIn),
    by_card(5, "poster-and", None, 2, Begun(30)),
    told(
        5,
        "editing-of-your",
        STANDARD,
        7,
        Done(
            5,
            4,
            5,
            "It sounds like the radio I grew up with.",
            "That is the nicest thing anybody has said about our compressor.",
        ),
    ),
    told(3, "icon-set", BASIC, 1, Begun(15)),
    told(4, "social-media", None, 3, Refunded),
    told(2, "sound-logo", None, 2, Questions),
    told(0, "website-texts", PREMIUM, 2, Begun(20)),
    told(2, "subtitles", BASIC, 2, Done(5, 5, 5, "Two days, not one mistake. The sounds in brackets are poetry.", "")),
    by_card(1, "keyword-map", STANDARD, 1, Questions),
    told(0, "poster-and", None, 1, Questions),
    by_card(0, "subtitles", BASIC, 0, Unpaid),
    by_card(5, "press-release", None, 0, Unpaid),
    by_card(0, "logo-that", BASIC, 6, Disputed),
];
