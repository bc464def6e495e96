//! The picture of a product that has none: drawn, the same every time, in its category's hue. A quiet gradient, one of
//! seven patterns behind, and the category's glyph on a tile. No text: it can't be cut, misread or left untranslated.

use model::catalogue::ProductType;
use std::fmt::Write;

const WIDTH: i64 = 1200;
const HEIGHT: i64 = 750;

/// What a cover is drawn from.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The product's id: the same id, the same picture.
    pub seed: u128,
    pub kind: ProductType,
    /// The place of its top category among the top categories: decides the hue.
    pub place: usize,
    /// The category's icon.
    pub icon: String,
}

/// A small generator (xorshift), so that a cover needs no randomness of the machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, from: i64, to: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        from + i64::try_from(self.0 % (to - from + 1).unsigned_abs()).unwrap_or(0)
    }
}

/// The whole SVG document, 1200 × 750.
pub fn draw(subject: &Subject) -> String {
    let seed = (subject.seed ^ (subject.seed >> 64)) as u64;
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    for _ in 0..8 {
        dice.roll(0, 1);
    }
    let hue = (hue(subject.place) + dice.roll(-14, 14)).rem_euclid(360);
    let second = (hue + dice.roll(18, 42)).rem_euclid(360);
    let deep = dice.roll(0, 2) == 0;
    let (low, high) = if deep { (24, 38) } else { (42, 62) };
    let tilt = dice.roll(15, 75);
    let mut svg = String::with_capacity(6_000);
    let _ = write!(
        svg,
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"><defs><linearGradient id="g" gradientTransform="rotate({tilt} .5 .5)"><stop offset="0" stop-color="hsl({hue} 42% {low}%)"/><stop offset="1" stop-color="hsl({second} 48% {high}%)"/></linearGradient><radialGradient id="s" cx=".5" cy=".5" r=".5"><stop offset="0" stop-color="#fff" stop-opacity=".34"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient></defs><rect width="{WIDTH}" height="{HEIGHT}" fill="url(#g)"/>"##
    );
    let (x, y, r) = (dice.roll(100, 1100), dice.roll(-60, 260), dice.roll(320, 520));
    let _ = write!(svg, r##"<circle cx="{x}" cy="{y}" r="{r}" fill="url(#s)"/>"##);
    svg.push_str(r##"<g fill="none" stroke="#fff" stroke-opacity=".2" stroke-width="2">"##);
    match dice.roll(0, 6) {
        0 => rings(&mut svg, &mut dice),
        1 => waves(&mut svg, &mut dice),
        2 => dots(&mut svg, &mut dice),
        3 => bars(&mut svg, &mut dice),
        4 => tiles(&mut svg, &mut dice),
        5 => hills(&mut svg, &mut dice),
        _ => confetti(&mut svg, &mut dice),
    }
    svg.push_str("</g>");
    tile(&mut svg, subject, hue, &mut dice);
    svg.push_str("</svg>");
    svg
}

/// Hues that go together and can be told apart; neighbours in the list are far apart on the wheel.
const HUES: [i64; 12] = [158, 214, 22, 262, 342, 188, 40, 300, 96, 236, 6, 320];

/// The hue of a top category by its place among them.
fn hue(place: usize) -> i64 {
    HUES[place % HUES.len()]
}

fn rings(svg: &mut String, dice: &mut Dice) {
    let (x, y) = (dice.roll(760, 1150), dice.roll(420, 760));
    let gap = dice.roll(38, 64);
    for n in 1..=11 {
        let _ = write!(svg, r##"<circle cx="{x}" cy="{y}" r="{}"/>"##, n * gap);
    }
}

fn waves(svg: &mut String, dice: &mut Dice) {
    let (swing, gap, start) = (dice.roll(36, 84), dice.roll(34, 52), dice.roll(120, 320));
    for n in 0..13 {
        let y = start + n * gap;
        let _ = write!(svg, r##"<path d="M-20 {y} q 155 {} 310 0 t 310 0 t 310 0 t 310 0"/>"##, -2 * swing);
    }
}

fn dots(svg: &mut String, dice: &mut Dice) {
    let gap = dice.roll(44, 62);
    let (columns, rows) = (WIDTH / gap, HEIGHT / gap);
    svg.push_str(r##"<g fill="#fff" fill-opacity=".22" stroke="none">"##);
    for row in 0..=rows {
        for column in 0..=columns {
            // larger towards one corner
            let r = 2 + (column * 7 / columns.max(1)) * (row + 1) / (rows + 1);
            let _ = write!(svg, r##"<circle cx="{}" cy="{}" r="{r}"/>"##, column * gap + gap / 2, row * gap + gap / 2);
        }
    }
    svg.push_str("</g>");
}

fn bars(svg: &mut String, dice: &mut Dice) {
    svg.push_str(r##"<g fill="#fff" fill-opacity=".13" stroke="none">"##);
    let lean = dice.roll(180, 420);
    let mut x = -lean;
    while x < WIDTH {
        let wide = dice.roll(14, 92);
        let _ = write!(svg, r##"<path d="M{x} {HEIGHT} L{} 0 h{wide} L{} {HEIGHT} z"/>"##, x + lean, x + wide);
        x += wide + dice.roll(40, 120);
    }
    svg.push_str("</g>");
}

fn tiles(svg: &mut String, dice: &mut Dice) {
    let side = dice.roll(96, 136);
    for row in 0..=(HEIGHT / side) {
        for column in 0..=(WIDTH / side) {
            let (x, y) = (column * side, row * side);
            // quarter circles turned by chance: they join into winding paths
            if dice.roll(0, 1) == 0 {
                let half = side / 2;
                let _ = write!(
                    svg,
                    r##"<path d="M{} {y} a{half} {half} 0 0 1 {} {half} M{x} {} a{half} {half} 0 0 1 {half} {half}"/>"##,
                    x + half,
                    -half,
                    y + half
                );
            } else {
                let half = side / 2;
                let _ = write!(
                    svg,
                    r##"<path d="M{} {y} a{half} {half} 0 0 0 {half} {half} M{x} {} a{half} {half} 0 0 0 {half} {}"/>"##,
                    x + half,
                    y + half,
                    -half
                );
            }
        }
    }
}

fn hills(svg: &mut String, dice: &mut Dice) {
    svg.push_str(r##"<g fill="#fff" stroke="none">"##);
    for n in 0..4 {
        let base = 400 + n * 85;
        let (a, b, c) = (base - dice.roll(60, 190), base + dice.roll(-40, 120), base - dice.roll(20, 150));
        let _ = write!(
            svg,
            r##"<path fill-opacity=".{:02}" d="M0 {base} C200 {a} 380 {b} 600 {base} S1000 {c} 1200 {base} V{HEIGHT} H0 z"/>"##,
            7 + n * 2
        );
    }
    svg.push_str("</g>");
}

fn confetti(svg: &mut String, dice: &mut Dice) {
    svg.push_str(r##"<g fill="#fff" fill-opacity=".16" stroke="none">"##);
    for _ in 0..46 {
        let (x, y, turn, size) = (dice.roll(0, WIDTH), dice.roll(0, HEIGHT), dice.roll(0, 90), dice.roll(12, 46));
        let round = if dice.roll(0, 1) == 0 { size / 2 } else { 4 };
        let _ = write!(
            svg,
            r##"<rect x="{x}" y="{y}" width="{size}" height="{size}" rx="{round}" transform="rotate({turn} {x} {y})"/>"##
        );
    }
    svg.push_str("</g>");
}

/// The glyph on its tile, a little left or right of the middle.
fn tile(svg: &mut String, subject: &Subject, hue: i64, dice: &mut Dice) {
    let (side, x) = (260, 470 + dice.roll(-40, 40));
    let y = (HEIGHT - side) / 2;
    let turn = dice.roll(-5, 5);
    let glyph = glyph(&subject.icon, subject.kind);
    let _ = write!(
        svg,
        r##"<g transform="rotate({turn} 600 375)"><rect x="{}" y="{}" width="{side}" height="{side}" rx="56" fill="#000" fill-opacity=".16"/><rect x="{x}" y="{y}" width="{side}" height="{side}" rx="56" fill="#fff" fill-opacity=".94"/><g transform="translate({} {}) scale(6)" fill="none" stroke="hsl({hue} 52% 30%)" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">{glyph}</g></g>"##,
        x + 10,
        y + 16,
        x + (side - 144) / 2,
        y + (side - 144) / 2
    );
}

/// Line drawings on a 24 × 24 grid.
fn glyph(icon: &str, kind: ProductType) -> &'static str {
    match icon {
        "palette" => {
            r##"<path d="M12 3a9 9 0 1 0 0 18c1.6 0 2.2-1.2 1.6-2.4-.7-1.5.2-3 1.9-3H18a3 3 0 0 0 3-3C21 7 17 3 12 3z"/><circle cx="7.5" cy="11" r="1"/><circle cx="11" cy="7.2" r="1"/><circle cx="15.8" cy="8.6" r="1"/>"##
        }
        "code" => r##"<path d="m8 7-5 5 5 5M16 7l5 5-5 5M13.5 5l-3 14"/>"##,
        "trending-up" => r##"<path d="m3 17 6-6 4 4 8-9M15 6h6v6"/>"##,
        "search" => r##"<circle cx="10.5" cy="10.5" r="6.5"/><path d="m20 20-4.8-4.8M8 10.5h5M10.5 8v5"/>"##,
        "video" => {
            r##"<rect x="3" y="6" width="13" height="12" rx="2.5"/><path d="m16 10.5 5-3v9l-5-3M8 10v4l3.2-2z"/>"##
        }
        "pen" => r##"<path d="M4 20l1.2-4.6L16.5 4.1a2.1 2.1 0 0 1 3 3L8.2 18.5 4 20zM14.5 6.2l3 3M13 20h7"/>"##,
        "megaphone" => {
            r##"<path d="M4 10v4l11 4.5v-13L4 10zM4 10a2 2 0 0 0 0 4M7 15.2V19a1.8 1.8 0 0 0 3.6 0v-2.4M18.5 9.5a4 4 0 0 1 0 5"/>"##
        }
        "briefcase" => {
            r##"<rect x="3" y="7.5" width="18" height="12" rx="2.5"/><path d="M8.5 7.5V6A2 2 0 0 1 10.500 4h3a2 2 0 0 1 2 2v1.500M3 12.500h18M12 11.500v2"/>"##
        }
        "camera" => {
            r##"<path d="M4 8h3.500l1.800-2.500h5.400L16.500 8H20a1.500 1.500 0 0 1 1.500 1.500v8A1.500 1.500 0 0 1 20 19H4a1.500 1.500 0 0 1-1.500-1.500v-8A1.500 1.500 0 0 1 4 8z"/><circle cx="12" cy="13" r="3.400"/>"##
        }
        "music" => {
            r##"<path d="M9 18V6l11-2v12"/><circle cx="6.500" cy="18" r="2.500"/><circle cx="17.500" cy="16" r="2.500"/>"##
        }
        "globe" => {
            r##"<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c5 5.200 5 12.800 0 18M12 3c-5 5.200-5 12.800 0 18"/>"##
        }
        _ => match kind {
            ProductType::Growth => r##"<path d="M4 20V12M9.500 20V8M15 20v-6M20.500 20V4"/>"##,
            ProductType::Course => {
                r##"<path d="M12 5 2.500 9.500 12 14l9.500-4.500L12 5zM6.500 11.500V16c3 2.500 8 2.500 11 0v-4.500"/>"##
            }
            ProductType::Software => {
                r##"<rect x="3" y="4.500" width="18" height="13" rx="2"/><path d="M8 21h8M7 9l2.500 2L7 13M12 13h4"/>"##
            }
            ProductType::Digital => r##"<path d="M12 4v11M7.500 10.500 12 15l4.500-4.500M4 19.500h16"/>"##,
            ProductType::Consultation => r##"<path d="M4 5h16v11h-8l-5 4v-4H4zM8 9h8M8 12h5"/>"##,
            ProductType::Service => {
                r##"<path d="M12 3l2.300 5.600 6 .5-4.600 3.900 1.500 5.900L12 15.700 6.800 18.900l1.500-5.900L3.700 9.100l6-.5z"/>"##
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_product_has_the_same_cover_and_another_one_another() {
        let subject = |seed: u128| Subject { seed, kind: ProductType::Service, place: 0, icon: "palette".into() };
        assert_eq!(draw(&subject(7 << 90 | 3)), draw(&subject(7 << 90 | 3)));
        assert_ne!(draw(&subject(1)), draw(&subject(2)));
        for seed in 0..200 {
            let svg = draw(&subject(seed * 77_777));
            assert!(svg.starts_with("<svg") && svg.ends_with("</svg>") && svg.len() < 40_000);
            assert_eq!(svg.matches("<g ").count(), svg.matches("</g>").count());
        }
    }
}
