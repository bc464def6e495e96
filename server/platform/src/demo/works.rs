//! What the demo's sellers hand in: words that fit the milestone, and small files drawn here.

use std::fmt::Write;

/// What a seller says with a submission.
pub fn words(milestone: &str) -> &'static str {
    match milestone {
        "Concepts" => {
            "Three directions, each on a sign, a phone and a stamp. My favourite is the second: it survives the smallest size. Tell me which one feels like you, and what bothers you in the others."
        }
        "Refinement" => {
            "The direction you chose, sharpened: spacing, weights, a dark version and one in a single colour. Page 3 shows what I changed and why."
        }
        "Final files" => {
            "Everything in final form: vector files, pixel files and a short note on what to use where. It is all yours now."
        }
        "Design" => {
            "The design of all pages for phone and desktop, with your real texts. Click through the preview; grey boxes are pictures we still need from you."
        }
        "Build" => "Built and running on a test address. Please try the form and the navigation on your own phone.",
        "Launch" => "It is live. The log-in and a film of four minutes that shows how to edit are attached.",
        "Outline and first draft" => "The outline and a first draft. Sentences in brackets are questions to you.",
        "Final text" => "The final text with your changes. I read it aloud twice.",
        "Findings" => "All findings, sorted by what they cost you. The first three are worth doing this week.",
        "Plan and walkthrough" => "The plan for the next months, and a recording of our walkthrough.",
        "Script and storyboard" => {
            "The script, timed to the second, and a storyboard. Changes are cheap now and dear later, so please be picky."
        }
        "First cut" => "The first cut with a temporary voice. Colours and sound are not final yet.",
        "Final cut" => "The final cut in all formats, with subtitles.",
        _ => "Here it is, complete and checked. Tell me if anything is missing.",
    }
}

/// What a client asks to be changed.
pub const CHANGES: [&str; 3] = [
    "Very close! Could the second one be a little heavier, and could we see it without the border?",
    "Please use the name without the ampersand, and the opening hours are Tuesday to Sunday.",
    "I like it. The third part feels too loud for us: calmer, please, and more of our green.",
];

/// A small file that shows something: its name and its bytes. Which kind turns with `n`.
pub fn file(n: usize, title: &str) -> (String, Vec<u8>) {
    let stem = model::catalogue::slugify(title);
    match n % 3 {
        0 => (format!("{stem}.png"), png(n as u32)),
        1 => (format!("{stem}.pdf"), pdf(title)),
        _ => (format!("{stem}-notes.md"), format!("# {title}\n\n- What changed is marked in the margin.\n- Open questions are at the end.\n- Everything else is as agreed.\n").into_bytes()),
    }
}

/// One page with a title: the smallest PDF that every viewer opens.
fn pdf(title: &str) -> Vec<u8> {
    let title: String = title.chars().filter(|c| c.is_ascii_alphanumeric() || *c == ' ').collect();
    let text = format!(
        "BT /F1 28 Tf 72 720 Td ({title}) Tj /F1 13 Tf 0 -36 Td (Delivered through Guildhall. Page 1 of 1.) Tj ET 0.11 0.42 0.31 rg 72 640 451 6 re f"
    );
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>".to_owned(),
        format!("<</Length {}>>stream\n{text}\nendstream", text.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    let mut out = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(out.len());
        let _ = writeln!(out, "{} 0 obj{object}endobj", index + 1);
    }
    let start = out.len();
    let _ = write!(out, "xref\n0 6\n0000000000 65535 f \n");
    for place in places {
        let _ = writeln!(out, "{place:010} 00000 n ");
    }
    let _ = write!(out, "trailer<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    out.into_bytes()
}

const WIDTH: u32 = 480;
const HEIGHT: u32 = 300;

/// A picture of circles on a ground, sixteen colours, in stored (uncompressed) blocks: no encoder needed.
fn png(seed: u32) -> Vec<u8> {
    let (cx, cy, r) = (150 + seed * 37 % 180, 110 + seed * 23 % 80, 60 + seed * 17 % 40);
    let mut rows = Vec::with_capacity(((WIDTH / 2 + 1) * HEIGHT) as usize);
    for y in 0..HEIGHT {
        rows.push(0);
        for x in (0..WIDTH).step_by(2) {
            rows.push((colour(x, y, cx, cy, r) << 4) | colour(x + 1, y, cx, cy, r));
        }
    }
    let hue = (seed * 40 % 200) as u8;
    let palette: Vec<u8> = (0..16_u8)
        .flat_map(|i| [40 + i * 13, 90 + (hue / 4) + i * 7, 80_u8.saturating_add(hue / 2) / 2 + i * 8])
        .collect();
    let mut header = Vec::new();
    header.extend(WIDTH.to_be_bytes());
    header.extend(HEIGHT.to_be_bytes());
    header.extend([4, 3, 0, 0, 0]);
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut out, b"IHDR", &header);
    chunk(&mut out, b"PLTE", &palette);
    chunk(&mut out, b"IDAT", &stored(&rows));
    chunk(&mut out, b"IEND", &[]);
    out
}

fn colour(x: u32, y: u32, cx: u32, cy: u32, r: u32) -> u8 {
    let distance = x.abs_diff(cx).pow(2) + y.abs_diff(cy).pow(2);
    let second = x.abs_diff(WIDTH - cx).pow(2) + y.abs_diff(HEIGHT - cy).pow(2);
    match () {
        () if distance < r * r => 1,
        () if distance < r * r * 2 => 4,
        () if second < r * r / 2 => 12,
        () => (8 + (x + y) * 4 / (WIDTH + HEIGHT)) as u8 + 3,
    }
}

/// The bytes as a zlib stream of stored blocks.
fn stored(data: &[u8]) -> Vec<u8> {
    let mut out = vec![0x78, 0x01];
    let blocks = data.chunks(65_535).count();
    for (index, block) in data.chunks(65_535).enumerate() {
        let length = block.len() as u16;
        out.push(u8::from(index + 1 == blocks));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(block);
    }
    let (a, b) = data.iter().fold((1_u32, 0_u32), |(a, b), &byte| {
        let a = (a + u32::from(byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    out.extend(((b << 16) | a).to_be_bytes());
    out
}

fn chunk(out: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    out.extend((data.len() as u32).to_be_bytes());
    let start = out.len();
    out.extend(kind);
    out.extend(data);
    let crc = out[start..].iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    });
    out.extend((!crc).to_be_bytes());
}
