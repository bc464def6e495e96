//! SEO.

use super::{ADVICE, Asks, Item, Pack, Price, Shop, TEXT};

const CHECKS: &[&str] = &["Every claim has a figure", "Sorted by effect"];

pub const ITEMS: &[Item] = &[
    Item {
        category: "seo", by: Shop::Plainword, name: "SEO audit with a plan you can follow",
        summary: "Forty checks on technology, content and links; ten things to do, in order, each with its expected effect.",
        about: "No score without a reason. We crawl your site, read your search console with you and write down ten things to do, sorted by effect and effort. In a walkthrough call you can ask everything.",
        tags: &["seo", "audit"], gets: &["10 actions in order", "Walkthrough call"],
        price: Price::Packages(&[
            Pack("Small site", "Up to 100 pages.", "390", "6", "1", &["100 pages", "10 actions"]),
            Pack("Middle site", "Up to 1,000 pages.", "740", "9", "1", &["1,000 pages", "10 actions", "Keyword map"]),
            Pack("Large site", "Up to 20,000 pages.", "1490", "15", "1", &["20,000 pages", "Log file analysis", "Keyword map"]),
        ]),
        extras: &[("Check again after three months", "190", "0")], plan: ADVICE, asks: Asks::Address, checks: CHECKS,
    },
    Item {
        category: "seo", by: Shop::Plainword, name: "Be found in your town",
        summary: "Business profile, directories, local pages and a way to get honest reviews: local search done properly.",
        about: "We clean up your entries, write your profile, make a page for each place you serve and give you a simple, allowed way to ask clients for reviews. No bought reviews, ever.",
        tags: &["local seo", "maps"], gets: &["20 directories cleaned up", "Review cards to print"],
        price: Price::Once("460", "10", "1"), extras: &[("Second location", "160", "3")], plan: ADVICE, asks: Asks::Address, checks: CHECKS,
    },
    Item {
        category: "seo", by: Shop::Plainword, name: "Keyword map for your whole site",
        summary: "Which page should answer which question? One table that your writers and developers work from for a year.",
        about: "We collect what people search, group it by intent, and assign every group to one page of yours, existing or new. Each row has volume, difficulty and a suggested title.",
        tags: &["keywords", "content plan"], gets: &["Table to work from", "Titles suggested"],
        price: Price::Packages(&[
            Pack("50 groups", "A small site.", "290", "5", "1", &["50 groups"]),
            Pack("150 groups", "A shop.", "620", "8", "1", &["150 groups", "Content plan for 6 months"]),
            Pack("400 groups", "A publisher.", "1280", "14", "1", &["400 groups", "Content plan for 12 months"]),
        ]),
        extras: &[], plan: ADVICE, asks: Asks::Address, checks: CHECKS,
    },
    Item {
        category: "seo", by: Shop::Plainword, name: "Moving a site without losing its visitors",
        summary: "New domain, new system or new structure: redirects, tests and a watch for four weeks after the move.",
        about: "Most traffic is lost in the week after a relaunch. We list every address, write the redirects, test them before and after and watch errors and rankings for four weeks.",
        tags: &["migration", "redirects"], gets: &["Redirect list", "Watch for 4 weeks"],
        price: Price::Once("890", "21", "1"), extras: &[("More than 5,000 addresses", "340", "5")],
        plan: &[("Inventory and redirects", "50", "7"), ("Move and tests", "30", "4"), ("Report after the watch", "20", "10")], asks: Asks::Address, checks: CHECKS,
    },
    Item {
        category: "seo", by: Shop::Plainword, name: "Rewrite your ten most visited pages",
        summary: "The pages people already find, made so good that more of them stay: structure, text, titles, links.",
        about: "Ten pages bring most of your visitors. We rewrite them with what people ask, set headings and links right and measure what changed after six weeks.",
        tags: &["content", "seo"], gets: &["10 pages", "Measured after 6 weeks"],
        price: Price::Once("980", "14", "2"), extras: &[("Five more pages", "440", "5")], plan: TEXT, asks: Asks::Address, checks: CHECKS,
    },
];
