//! Video and audio.

use super::{Asks, FILM, Item, Pack, Price, SINGLE, Shop};

const CHECKS: &[&str] = &["Subtitles are right", "Loudness is −16 LUFS", "Music is licensed"];

pub const ITEMS: &[Item] = &[
    Item {
        category: "video-audio", by: Shop::Fjord, name: "Explainer film of 60 seconds",
        summary: "Script, voice, animation and music: one minute that explains what you do, with subtitles and a vertical cut.",
        about: "We write the script with you, draw a storyboard you can still change, and animate it in your colours. A professional voice speaks it in English or German. You get versions for your site, for phones and without sound.",
        tags: &["explainer", "animation", "video"], gets: &["Script and voice included", "Subtitles", "Wide and tall"],
        price: Price::Packages(&[
            Pack("30 seconds", "One thought.", "890", "12", "2", &["30 s", "Voice", "Subtitles"]),
            Pack("60 seconds", "The classic.", "1590", "16", "2", &["60 s", "Voice", "Subtitles", "Vertical cut"]),
            Pack("90 seconds, two languages", "For two markets.", "2690", "24", "3", &["90 s", "Two voices", "Subtitles", "Vertical cut"]),
        ]),
        extras: &[("Second language", "320", "4"), ("Rush: a week less", "400", "0")], plan: FILM, asks: Asks::Film, checks: CHECKS,
    },
    Item {
        category: "video-audio", by: Shop::Fjord, name: "Portrait of your workshop",
        summary: "One day of filming at your place, a two-minute portrait and six short clips for a season of posts.",
        about: "Two people, quiet equipment, no stage. We film how you work and what your hands do, record a conversation and cut a portrait of two minutes plus six clips.",
        tags: &["film", "portrait"], gets: &["One day on site", "6 short clips"],
        price: Price::Once("2400", "21", "2"), extras: &[("Drone pictures", "280", "1"), ("Photos from the day", "350", "2")], plan: FILM, asks: Asks::Film, checks: CHECKS,
    },
    Item {
        category: "video-audio", by: Shop::Fjord, name: "Editing of your podcast episode",
        summary: "You record, we make it sound like radio: cuts, noise, loudness, chapters, show notes. In three days.",
        about: "Send the raw tracks. We remove noise and long pauses, balance voices, add your intro and write chapters and show notes. You get the finished file and a transcript.",
        tags: &["podcast", "audio", "editing"], gets: &["Transcript", "Chapters and show notes"],
        price: Price::Packages(&[
            Pack("30 minutes", "One episode.", "90", "3", "1", &["30 min", "Show notes"]),
            Pack("60 minutes", "One long episode.", "150", "4", "1", &["60 min", "Show notes", "Transcript"]),
            Pack("Four episodes", "A month.", "480", "14", "1", &["4 × 60 min", "Show notes", "Transcript", "Clips"]),
        ]),
        extras: &[("Three clips for social media", "70", "1")], plan: SINGLE, asks: Asks::Film, checks: CHECKS,
    },
    Item {
        category: "video-audio", by: Shop::Fjord, name: "Product film on a table",
        summary: "Thirty seconds of your product in good light: texture, scale, use. For your shop page and for ads.",
        about: "You send the product, we film it in our studio with light that shows its material. Thirty seconds, three formats, and ten stills.",
        tags: &["product video", "studio"], gets: &["10 stills", "Three formats"],
        price: Price::Once("640", "10", "1"), extras: &[("Second product on the same day", "290", "1")], plan: FILM, asks: Asks::Film, checks: CHECKS,
    },
    Item {
        category: "video-audio", by: Shop::Fjord, name: "Subtitles in English and German",
        summary: "Hand-made subtitles with speaker names and sounds, timed to the frame, as SRT, VTT and burned in.",
        about: "Automatic subtitles are wrong where it matters: names, numbers, negations. Ours are typed and timed by people and follow the BBC guidelines.",
        tags: &["subtitles", "captions"], gets: &["SRT, VTT and burned in", "Two languages"],
        price: Price::Packages(&[
            Pack("5 minutes", "A short film.", "60", "2", "1", &["5 min", "1 language"]),
            Pack("20 minutes", "A talk.", "190", "4", "1", &["20 min", "2 languages"]),
            Pack("60 minutes", "A documentary.", "490", "8", "1", &["60 min", "2 languages"]),
        ]),
        extras: &[], plan: SINGLE, asks: Asks::Film, checks: CHECKS,
    },
    Item {
        category: "video-audio", by: Shop::Fjord, name: "Sound logo of three seconds",
        summary: "The sound people know before they see you: three ideas, one final mix, all rights.",
        about: "We listen to what you are, write three ideas on real instruments and mix the one you choose for phone, radio and cinema. Ring tone and hold music can follow from it.",
        tags: &["sound logo", "audio branding"], gets: &["3 ideas", "All rights"],
        price: Price::Once("720", "12", "2"), extras: &[("Hold music from it", "180", "2")],
        plan: &[("Three ideas", "50", "6"), ("Final mix", "50", "4")], asks: Asks::Film, checks: CHECKS,
    },
];
