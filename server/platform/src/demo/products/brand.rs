//! Brand and design.

use super::{Asks, DESIGN, Item, Pack, Price, SINGLE, Shop};

const CHECKS: &[&str] = &["Opens in print and on screen", "Colours and fonts are named", "Spelling checked"];

pub const ITEMS: &[Item] = &[
    Item {
        category: "brand-design", by: Shop::Harbour, name: "Logo that still works at 16 pixels",
        summary: "A mark for your sign, your invoice and your favicon: drawn by hand, tested small, delivered in every format.",
        about: "We start with what you do and who should remember it, not with a trend. You get real concepts on real things: a shop window, a phone, a stamp.\n\nYou choose one, we sharpen it together, and you receive clean vector files you own for good. Every mark is checked at 16 pixels, in one colour and on a dark ground before it leaves the studio.",
        tags: &["logo", "branding", "vector", "identity"], gets: &["Hand-drawn, no templates", "Vector and pixel files", "All rights are yours"],
        price: Price::Packages(&[
            Pack("Mark", "One idea, carried through.", "290", "6", "1", &["1 concept", "SVG, PDF and PNG"]),
            Pack("Mark and word", "Two ideas and your name set to match.", "540", "10", "2", &["2 concepts", "Word mark", "Dark and one-colour versions"]),
            Pack("Small identity", "Everything a young brand needs on day one.", "1190", "16", "3", &["3 concepts", "Colours and type", "Business card and letterhead", "8-page guide"]),
        ]),
        extras: &[("Animated version for your site", "180", "3"), ("Favicon and app icons", "60", "1")],
        plan: DESIGN, asks: Asks::Brand, checks: CHECKS,
    },
    Item {
        category: "brand-design", by: Shop::Harbour, name: "Brand guide your team will actually use",
        summary: "Twenty pages instead of two hundred: logo, colour, type, pictures and tone, with examples of right and wrong.",
        about: "Most brand guides are read once. Ours is short, linked and full of examples, so that a new colleague makes a good poster on the second day.\n\nDelivered as a PDF and as a shared page, with ready templates for slides and documents.",
        tags: &["brand guide", "identity", "templates"], gets: &["PDF and shared page", "Slide and document templates"],
        price: Price::Once("1450", "14", "2"), extras: &[("Workshop with your team (2 h)", "320", "2")],
        plan: DESIGN, asks: Asks::Brand, checks: CHECKS,
    },
    Item {
        category: "brand-design", by: Shop::Harbour, name: "Packaging that explains itself on the shelf",
        summary: "Label and box design for food, cosmetics and small goods, ready for your printer, with a 3D preview.",
        about: "Three seconds on a shelf, that is all. We design the front for those seconds and the back for the law: nutrition tables, barcodes and recycling marks are set correctly.\n\nYou get print-ready files for your printer’s die line and a realistic preview for your shop.",
        tags: &["packaging", "label", "print"], gets: &["Print-ready PDF/X", "3D preview", "Barcode and legal marks set"],
        price: Price::Packages(&[
            Pack("One label", "A single product.", "380", "8", "2", &["Front and back", "1 size"]),
            Pack("Range", "Up to five varieties that belong together.", "890", "12", "2", &["5 varieties", "Shared system"]),
            Pack("Range and box", "The range and the box it ships in.", "1390", "18", "3", &["5 varieties", "Shipping box", "Unboxing card"]),
        ]),
        extras: &[("Second language on the pack", "90", "1")], plan: DESIGN, asks: Asks::Brand, checks: CHECKS,
    },
    Item {
        category: "brand-design", by: Shop::Harbour, name: "Pitch deck investors read to the end",
        summary: "Twelve calm slides with one thought each, your numbers as honest charts, editable in PowerPoint or Keynote.",
        about: "Send us your notes, however rough. We find the thread, cut what repeats and give every slide one job.\n\nCharts are drawn from your real figures and stay editable. You can present it next week and change it the week after.",
        tags: &["pitch deck", "slides", "startup"], gets: &["Editable file", "Charts from your data", "Speaker notes"],
        price: Price::Packages(&[
            Pack("12 slides", "The classic.", "460", "5", "2", &["12 slides", "1 style"]),
            Pack("20 slides", "With an appendix.", "690", "8", "2", &["20 slides", "Appendix", "Icon set"]),
            Pack("20 slides and story", "We also write it.", "1150", "12", "3", &["20 slides", "Story workshop", "Rehearsal call"]),
        ]),
        extras: &[("Ready in half the time", "200", "0")], plan: &[("Storyline", "30", "2"), ("Design", "50", "4"), ("Final deck", "20", "2")], asks: Asks::Text, checks: &["Every figure has a source", "Spelling checked"],
    },
    Item {
        category: "brand-design", by: Shop::Harbour, name: "Menu and price list for restaurants",
        summary: "A menu that sells the dishes you like to cook: clear, printable in-house, with a version for the phone.",
        about: "Prices change, so the file is made for you to edit. We set the order of dishes, the type and the paper, and you get a second version that fits a phone behind a QR code.",
        tags: &["menu", "restaurant", "print"], gets: &["Editable file", "Phone version with QR code"],
        price: Price::Once("240", "5", "2"), extras: &[("Second language", "70", "1"), ("Wine list", "90", "2")],
        plan: SINGLE, asks: Asks::Brand, checks: CHECKS,
    },
    Item {
        category: "brand-design", by: Shop::Harbour, name: "Icon set drawn for your product",
        summary: "Twenty to eighty icons on one grid, as SVG and as a font, with names your developers will not curse.",
        about: "Consistent strokes, optical balance, accessible contrast. We agree on the grid with three sample icons first, then draw the rest.\n\nDelivered as optimised SVG, as a sprite and with a preview page.",
        tags: &["icons", "svg", "ui"], gets: &["Optimised SVG", "Sprite and preview page"],
        price: Price::Packages(&[
            Pack("20 icons", "For a small site.", "320", "6", "1", &["20 icons", "1 weight"]),
            Pack("40 icons", "For an app.", "560", "10", "2", &["40 icons", "2 weights"]),
            Pack("80 icons", "For a system.", "980", "16", "2", &["80 icons", "2 weights", "Usage guide"]),
        ]),
        extras: &[], plan: &[("Grid and samples", "30", "3"), ("All icons", "70", "6")], asks: Asks::Brand, checks: CHECKS,
    },
    Item {
        category: "brand-design", by: Shop::Harbour, name: "Poster and flyer for one event",
        summary: "One strong picture, one line, one date. Ready for print and for every feed, within four days.",
        about: "Tell us what happens, where and why people should come. You get a poster, a flyer and versions for stories and feeds from one idea, so the town recognises it.",
        tags: &["poster", "flyer", "event"], gets: &["A2 and A6 for print", "4 sizes for social media"],
        price: Price::Once("180", "4", "2"), extras: &[("Ticket and wristband", "60", "1")], plan: SINGLE, asks: Asks::Brand, checks: CHECKS,
    },
    Item {
        category: "brand-design", by: Shop::Harbour, name: "Illustrations for your articles",
        summary: "A family of editorial illustrations in your colours: one style, many topics, delivered monthly or at once.",
        about: "Stock pictures make every article look like the one before. We develop a small visual language for you and draw each topic in it. You get layered files and the right to use them anywhere.",
        tags: &["illustration", "editorial"], gets: &["Layered files", "Unlimited use"],
        price: Price::Packages(&[
            Pack("3 pictures", "To try the style.", "270", "6", "1", &["3 illustrations"]),
            Pack("8 pictures", "A season of articles.", "640", "12", "2", &["8 illustrations", "Style sheet"]),
            Pack("20 pictures", "A year of articles.", "1420", "25", "2", &["20 illustrations", "Style sheet", "Cover picture"]),
        ]),
        extras: &[("Animated version of one picture", "110", "2")], plan: DESIGN, asks: Asks::Brand, checks: CHECKS,
    },
];
