//! Marketing, and reach that is paid for openly: advertisements, never bought followers or reviews.

use super::{ADVICE, Asks, Item, Pack, Price, SINGLE, Shop};

const CHECKS: &[&str] = &["Tracking works without cookies", "Every ad is marked as one"];

pub const ITEMS: &[Item] = &[
    Item {
        category: "marketing", by: Shop::Plainword, name: "Search ads set up and explained",
        summary: "Account, campaigns, texts, exclusions and a report you understand. You keep the account and all data.",
        about: "We set up a tidy account in your name, write the ads, exclude what wastes money and look after it for two weeks. Then you get a call in which you learn to read it.",
        tags: &["google ads", "sea"], gets: &["Account is yours", "Two weeks of care"],
        price: Price::Packages(&[
            Pack("One campaign", "One offer, one place.", "380", "7", "1", &["1 campaign", "10 ads"]),
            Pack("Three campaigns", "Several offers.", "690", "10", "1", &["3 campaigns", "30 ads", "Call tracking"]),
            Pack("Shop", "With product ads.", "1150", "14", "2", &["Product feed", "5 campaigns", "Report page"]),
        ]),
        extras: &[("A further month of care", "240", "30")], plan: ADVICE, asks: Asks::Campaign, checks: CHECKS,
    },
    Item {
        category: "marketing", by: Shop::Plainword, name: "Social media plan for three months",
        summary: "What to post, when and why: 36 ideas, 12 finished posts, and a rhythm a small team can keep.",
        about: "We look at what you already have, decide on two channels instead of five, and plan twelve weeks. Twelve posts are written and designed, the rest are ideas with a picture brief.",
        tags: &["social media", "content plan"], gets: &["36 ideas", "12 finished posts"],
        price: Price::Once("740", "14", "2"), extras: &[("Twelve more finished posts", "390", "5")], plan: ADVICE, asks: Asks::Campaign, checks: CHECKS,
    },
    Item {
        category: "marketing", by: Shop::Plainword, name: "Positioning in one afternoon",
        summary: "A workshop of three hours and a page that says what you are, for whom, and why not the others.",
        about: "We prepare by talking to three of your clients, run the workshop with your team, and write the page that everything else can lean on: website, ads, pitch.",
        tags: &["strategy", "positioning", "workshop"], gets: &["3 client interviews", "One page everybody can use"],
        price: Price::Once("1200", "12", "1"), extras: &[("Interviews with five more clients", "300", "4")], plan: ADVICE, asks: Asks::Campaign, checks: CHECKS,
    },
    Item {
        category: "marketing", by: Shop::Plainword, name: "Press release and thirty right contacts",
        summary: "News that is news, written as an editor would, sent to thirty people who write about your field.",
        about: "First we tell you honestly whether it is news. If so, we write it, find thirty journalists who cover the topic and send it personally. You get the list and every answer.",
        tags: &["press", "pr"], gets: &["30 personal contacts", "You get every answer"],
        price: Price::Once("560", "8", "1"), extras: &[("Follow-up calls", "180", "3")],
        plan: &[("Text", "50", "4"), ("Sent, with list", "50", "4")], asks: Asks::Text, checks: CHECKS,
    },
    Item {
        category: "paid-reach", by: Shop::Fjord, name: "Advertisement impressions in design magazines",
        summary: "Marked banner advertisements on twelve independent magazines. You pay per thousand real impressions.",
        about: "Your banner runs, marked as an advertisement, on twelve independent magazines about design and craft. Impressions are counted by an independent server and bots are taken out. You get a report with every page it ran on.",
        tags: &["ads", "impressions", "magazines"], gets: &["Independent count", "Report by page"],
        price: Price::Units("6.80", "10000", "500000", "5000", "impressions", "14"), extras: &[], plan: SINGLE, asks: Asks::Campaign, checks: CHECKS,
    },
    Item {
        category: "paid-reach", by: Shop::Fjord, name: "Sponsored place in newsletters",
        summary: "A marked text advertisement in newsletters about food, craft and travel, per thousand readers who open it.",
        about: "We write forty words with you and place them, marked as sponsored, in newsletters that fit. You pay for readers who opened it, not for addresses on a list.",
        tags: &["newsletter", "sponsoring"], gets: &["Paid per opened mail", "Text included"],
        price: Price::Units("24.50", "2000", "80000", "1000", "readers", "10"), extras: &[], plan: SINGLE, asks: Asks::Campaign, checks: CHECKS,
    },
    Item {
        category: "paid-reach", by: Shop::Fjord, name: "Spoken advertisement in podcasts",
        summary: "A host-read spot of thirty seconds, marked as advertising, per thousand plays counted by IAB rules.",
        about: "The host speaks your spot in their own words, after you have heard a draft. Plays are counted by IAB rules over thirty days, and what is not reached is refunded.",
        tags: &["podcast", "ads", "audio"], gets: &["Host-read", "Counted by IAB rules"],
        price: Price::Units("18.90", "5000", "200000", "1000", "plays", "21"), extras: &[], plan: SINGLE, asks: Asks::Campaign, checks: CHECKS,
    },
];
