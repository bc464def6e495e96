//! Writing.

use super::{Asks, Item, Pack, Price, SINGLE, Shop, TEXT};

const CHECKS: &[&str] = &["Read aloud once", "Facts checked", "Spelling checked"];

pub const ITEMS: &[Item] = &[
    Item {
        category: "writing", by: Shop::Plainword, name: "Website texts people finish reading",
        summary: "Plain words, short sentences, your voice. Written from an interview, so you need not write a briefing.",
        about: "We talk for forty minutes, record it, and write from what you really said. Each page gets one message, a heading that carries it and a next step. You see a first draft within four days.",
        tags: &["copywriting", "website"], gets: &["Interview instead of briefing", "Two rounds of changes"],
        price: Price::Packages(&[
            Pack("3 pages", "Home, offer, about.", "390", "7", "2", &["3 pages"]),
            Pack("6 pages", "A small site.", "690", "10", "2", &["6 pages", "Page titles and descriptions"]),
            Pack("12 pages", "A whole site.", "1250", "18", "3", &["12 pages", "Page titles and descriptions", "Tone guide"]),
        ]),
        extras: &[("German version", "180", "3"), ("Ready in three days", "150", "0")], plan: TEXT, asks: Asks::Text, checks: CHECKS,
    },
    Item {
        category: "writing", by: Shop::Plainword, name: "Article that answers one question well",
        summary: "1,200 to 2,000 words, researched, with sources, written for the reader first and found by search engines second.",
        about: "We find out what people really ask, talk to one expert of yours and write the article that answers it. With sources, a summary at the top and a picture brief.",
        tags: &["article", "blog", "content"], gets: &["Sources listed", "Expert interview", "Picture brief"],
        price: Price::Packages(&[
            Pack("One article", "To get to know us.", "240", "6", "1", &["1,200 words"]),
            Pack("Three articles", "One topic from three sides.", "640", "12", "1", &["3 × 1,200 words", "Internal links"]),
            Pack("Long read", "The one others link to.", "720", "14", "2", &["2,500 words", "Two interviews", "Three charts"]),
        ]),
        extras: &[("Social media posts from it", "60", "1")], plan: TEXT, asks: Asks::Text, checks: CHECKS,
    },
    Item {
        category: "writing", by: Shop::Plainword, name: "Product descriptions for your shop",
        summary: "Ten, thirty or a hundred descriptions that say what it is, who it is for and why this one, in one voice.",
        about: "Send us a list or an export. We write each text by hand, keep your facts, add what buyers ask, and return the file ready to import.",
        tags: &["product text", "e-commerce"], gets: &["Ready to import", "One voice"],
        price: Price::Packages(&[
            Pack("10 texts", "A collection.", "190", "5", "1", &["10 descriptions"]),
            Pack("30 texts", "A shop.", "490", "9", "1", &["30 descriptions", "Category intros"]),
            Pack("100 texts", "A catalogue.", "1390", "20", "1", &["100 descriptions", "Category intros", "Tone guide"]),
        ]),
        extras: &[], plan: TEXT, asks: Asks::Text, checks: CHECKS,
    },
    Item {
        category: "writing", by: Shop::Plainword, name: "Translation English to German, by two people",
        summary: "A native speaker translates, a second one reads. For websites, brochures and apps, not for contracts.",
        about: "Your text reads as if it had been written in German. Names, measures and jokes are adapted; the layout of your files stays. A glossary of your terms is included and yours to keep.",
        tags: &["translation", "german"], gets: &["Four eyes", "Glossary"],
        price: Price::Packages(&[
            Pack("1,000 words", "A few pages.", "150", "3", "1", &["1,000 words"]),
            Pack("3,000 words", "A small site.", "420", "6", "1", &["3,000 words", "Glossary"]),
            Pack("10,000 words", "A big one.", "1290", "14", "1", &["10,000 words", "Glossary", "Check in the layout"]),
        ]),
        extras: &[("Check in your layout", "80", "1")], plan: SINGLE, asks: Asks::Text, checks: CHECKS,
    },
    Item {
        category: "writing", by: Shop::Plainword, name: "Newsletter written for you, four issues",
        summary: "Four issues people look forward to: a plan, four texts, subject lines that are tested, set up in your tool.",
        about: "We plan a month with you, write every issue, set it up in your tool with two subject lines to test, and tell you after each what people clicked.",
        tags: &["newsletter", "e-mail"], gets: &["Set up in your tool", "Two subject lines each"],
        price: Price::Once("520", "28", "2"), extras: &[("Welcome series of three mails", "210", "4")],
        plan: &[("Plan and first issue", "40", "7"), ("Second and third issue", "40", "14"), ("Fourth issue and review", "20", "7")], asks: Asks::Text, checks: CHECKS,
    },
    Item {
        category: "writing", by: Shop::Plainword, name: "Name for a company or product",
        summary: "Twelve names with stories behind them, checked for domains, trademarks and awkward meanings in five languages.",
        about: "A workshop of an hour, two weeks of thinking, and a short list of twelve names. Each is checked for free domains, identical trademarks in the EU and meanings you would regret. You choose with reasons.",
        tags: &["naming", "brand"], gets: &["12 checked names", "Domain and trademark check"],
        price: Price::Once("980", "14", "1"), extras: &[("Claim to go with it", "220", "3")],
        plan: &[("Workshop and directions", "40", "4"), ("Short list with checks", "60", "10")], asks: Asks::Brand, checks: &["Domains were free today", "No identical EU trademark"],
    },
];
