//! Web and apps.

use super::{ADVICE, Asks, BUILD, Item, Pack, Price, SINGLE, Shop};

const CHECKS: &[&str] = &["Works by keyboard and at 360 px", "Lighthouse above 95", "Legal pages are in place"];

pub const ITEMS: &[Item] = &[
    Item {
        category: "web-apps", by: Shop::Harbour, name: "Website for a small business, done in three weeks",
        summary: "Five to twelve pages, fast and accessible, that you can edit yourself. Hosting and domain set up with you.",
        about: "You get a site that loads in a second, reads well on a phone and answers the three questions every visitor has: what, where, how much.\n\nWe design with your real texts and pictures, build it on a system you can edit without us, and hand over with a one-hour lesson. Imprint, privacy page and cookie-free statistics are included.",
        tags: &["website", "small business", "responsive"], gets: &["You can edit every page", "No cookies, no banner", "One-hour lesson"],
        price: Price::Packages(&[
            Pack("5 pages", "The essentials.", "1450", "15", "2", &["5 pages", "Contact form"]),
            Pack("8 pages", "With news and bookings.", "2350", "20", "2", &["8 pages", "News", "Booking form", "Two languages"]),
            Pack("12 pages", "For a team that writes.", "3600", "30", "3", &["12 pages", "Editors’ roles", "Two languages", "Photo day"]),
        ]),
        extras: &[("Moving your old content", "220", "3"), ("Newsletter sign-up", "120", "1")],
        plan: BUILD, asks: Asks::Site, checks: CHECKS,
    },
    Item {
        category: "web-apps", by: Shop::Harbour, name: "Landing page with one goal",
        summary: "One page, one promise, one button. Written, designed, built and measured, ready in a week.",
        about: "For a launch, a campaign or a test. We write the text together, design for the phone first and connect the form to the tool you already use. Statistics without cookies show you what works.",
        tags: &["landing page", "conversion"], gets: &["Text included", "Form connected", "Cookie-free statistics"],
        price: Price::Packages(&[
            Pack("Page", "One page.", "590", "7", "2", &["1 page", "Form"]),
            Pack("Page and test", "Two versions against each other.", "840", "9", "2", &["2 versions", "Test set up"]),
            Pack("Page, test and review", "And we come back after a month.", "1180", "12", "3", &["2 versions", "Review after 30 days"]),
        ]),
        extras: &[("Photos from your place", "290", "3")], plan: BUILD, asks: Asks::Site, checks: CHECKS,
    },
    Item {
        category: "web-apps", by: Shop::Harbour, name: "Online shop for makers",
        summary: "A shop for up to fifty products with payment, shipping labels and the law done right for Germany and the EU.",
        about: "We set up the shop, bring in your products, connect payment and shipping and check every legal page. You learn to add a product in five minutes. No monthly fee to us.",
        tags: &["shop", "e-commerce"], gets: &["50 products entered", "Payment and shipping connected", "Legal pages checked"],
        price: Price::Once("3900", "30", "3"), extras: &[("Each further 50 products", "260", "3"), ("Product photos (20 items)", "480", "4")],
        plan: &[("Structure and design", "30", "8"), ("Shop with all products", "50", "15"), ("Payment live", "20", "5")], asks: Asks::Site, checks: CHECKS,
    },
    Item {
        category: "web-apps", by: Shop::Harbour, name: "Design of your app, screen by screen",
        summary: "From a flow on paper to a clickable prototype that five real people have tried before anything is built.",
        about: "We draw the flow, design every screen with its empty, loading and error states, and test a prototype with five people. You get a file your developers can build from, with tokens and components.",
        tags: &["app design", "ux", "prototype"], gets: &["Clickable prototype", "Five user tests", "Components and tokens"],
        price: Price::Packages(&[
            Pack("10 screens", "One clear flow.", "1900", "14", "2", &["10 screens", "Prototype"]),
            Pack("25 screens", "A first version.", "3800", "24", "2", &["25 screens", "Prototype", "5 tests"]),
            Pack("50 screens", "A whole product.", "6900", "40", "3", &["50 screens", "2 rounds of tests", "Design system"]),
        ]),
        extras: &[], plan: &[("Flow and wireframes", "30", "6"), ("Screens", "50", "12"), ("Tested prototype", "20", "6")], asks: Asks::Site, checks: &["Every screen has its empty and error state", "Contrast checked"],
    },
    Item {
        category: "web-apps", by: Shop::Harbour, name: "Make my site fast",
        summary: "We find what slows your site down, mend it and prove it: green Core Web Vitals or your money back.",
        about: "Pictures, fonts, scripts, server: we measure on a slow phone, mend what matters most and show before and after. If the three vitals are not green for your most visited pages, we refund the order.",
        tags: &["performance", "core web vitals"], gets: &["Before and after report", "Money back if it is not green"],
        price: Price::Once("680", "7", "1"), extras: &[("Second template of the same site", "190", "2")], plan: ADVICE, asks: Asks::Address, checks: &["Measured on a slow phone", "Nothing looks different"],
    },
    Item {
        category: "web-apps", by: Shop::Harbour, name: "Accessibility audit to WCAG 2.2 AA",
        summary: "A person with a screen reader and a person with a checklist test your site; you get findings with fixes.",
        about: "Automatic tools find a third of the problems. We test by hand: keyboard, screen reader, zoom, contrast, forms. Every finding comes with its rule, a picture and the code that mends it, sorted by how much it hurts.",
        tags: &["accessibility", "wcag", "audit"], gets: &["Tested with a screen reader", "Fixes in code", "Statement for your site"],
        price: Price::Packages(&[
            Pack("5 pages", "The most visited ones.", "740", "7", "1", &["5 pages", "Report"]),
            Pack("10 pages and a journey", "With checkout or booking.", "1280", "10", "1", &["10 pages", "1 journey", "Call"]),
            Pack("Whole product", "Before the law asks.", "2450", "18", "2", &["25 pages", "3 journeys", "Retest after fixes"]),
        ]),
        extras: &[("Retest after your fixes", "280", "3")], plan: ADVICE, asks: Asks::Address, checks: &["Every finding names its rule"],
    },
    Item {
        category: "web-apps", by: Shop::Harbour, name: "Booking page connected to your calendar",
        summary: "Clients book and pay by themselves; your calendar stays right. Set up, styled and explained in five days.",
        about: "Services, durations, buffers, holidays, deposits: we set it all up in your own account, in your look, and connect calendar and payment. You get a short film that shows how to change it.",
        tags: &["booking", "calendar"], gets: &["Your own account", "Calendar and payment connected"],
        price: Price::Once("420", "5", "1"), extras: &[("Second location", "110", "1")], plan: SINGLE, asks: Asks::Site, checks: CHECKS,
    },
    Item {
        category: "web-apps", by: Shop::Harbour, name: "Care for your website, one month",
        summary: "Updates, backups, small changes up to two hours, and a person who answers within a day.",
        about: "Every week we update and test, every night there is a backup somewhere else, and up to two hours of small changes are included. At the end of the month you get one page that says what was done.",
        tags: &["maintenance", "support"], gets: &["Weekly updates", "Nightly backups", "2 h of changes"],
        price: Price::Once("95", "30", "0"), extras: &[("Two more hours", "120", "0")], plan: SINGLE, asks: Asks::Address, checks: &["Backup was restored once as a test"],
    },
];
