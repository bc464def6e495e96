//! A project's colour, made safe: whatever it chooses, text on it and in it keeps a contrast of at least 4.5 to 1.

use model::viewer::Branding;

type Rgb = [u8; 3];

/// The page's own `<style>`: the brand variables of both themes, or nothing for our green.
pub fn css(branding: &Branding) -> String {
    let Some(colour) = branding.colour.as_deref().and_then(parse) else { return String::new() };
    let light = adjust(colour, [0xff, 0xff, 0xff], false);
    let dark = adjust(colour, [0x1b, 0x1a, 0x17], true);
    let vars =
        |colour: Rgb| format!("--color-primary:{};--color-primary-content:{}", write(colour), write(ink(colour)));
    let (light, dark) = (vars(light), vars(dark));
    format!(
        ":root{{{light}}}@media(prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}:root[data-theme=dark]{{{dark}}}"
    )
}

fn parse(text: &str) -> Option<Rgb> {
    let hex = text.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

fn write([r, g, b]: Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// Moves the colour towards black (or, on a dark ground, white) until it can be read on the ground.
fn adjust(mut colour: Rgb, ground: Rgb, lighten: bool) -> Rgb {
    for _ in 0..40 {
        if contrast(colour, ground) >= 4.6 {
            break;
        }
        colour = colour.map(|part| if lighten { part + (255 - part).div_ceil(12) } else { part - part.div_ceil(12) });
    }
    colour
}

/// White or near-black, whichever is read better.
fn ink(ground: Rgb) -> Rgb {
    let (white, black) = ([0xff; 3], [0x14, 0x13, 0x11]);
    if contrast(white, ground) >= contrast(black, ground) { white } else { black }
}

/// WCAG 2.2 contrast ratio.
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: Rgb) -> f64 {
    let [r, g, b] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_can_be_read() {
        for colour in ["#ffff00", "#000000", "#ffffff", "#ff0000", "#1d6b4f", "#7f7f7f"] {
            let colour = parse(colour).unwrap();
            let light = adjust(colour, [255; 3], false);
            assert!(contrast(light, [255; 3]) >= 4.5 && contrast(light, ink(light)) >= 4.5, "{light:?}");
            let dark = adjust(colour, [0x1b, 0x1a, 0x17], true);
            assert!(contrast(dark, [0x1b, 0x1a, 0x17]) >= 4.5 && contrast(dark, ink(dark)) >= 4.5, "{dark:?}");
        }
    }

    #[test]
    fn only_six_hex_digits_are_a_colour() {
        assert_eq!(parse("red"), None);
        assert_eq!(parse("#12345"), None);
        assert!(css(&Branding { colour: Some("};evil".to_owned()), logo: None }).is_empty());
    }
}
