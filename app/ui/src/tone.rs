//! What a colour means here, and how a state says which it has.

use crate::icon::Glyph;
use model::Lang;

/// The meaning of a colour. Pages choose a meaning, never a colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Neither good nor bad: drafts, the past, counts.
    #[default]
    Neutral,
    /// The brand: chosen, current, ours.
    Brand,
    /// Under way, nothing to do.
    Info,
    /// Done, paid, safe.
    Good,
    /// Needs you.
    Attention,
    /// Loss or danger only.
    Danger,
}

impl Tone {
    /// The class that sets `--tone`, `--tone-soft` and `--tone-text` for everything inside.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "tone-neutral",
            Self::Brand => "tone-brand",
            Self::Info => "tone-info",
            Self::Good => "tone-good",
            Self::Attention => "tone-attention",
            Self::Danger => "tone-danger",
        }
    }

    /// The icon that says the same without the colour.
    pub const fn icon(self) -> Glyph {
        match self {
            Self::Neutral => icondata::LuCircle,
            Self::Brand => icondata::LuCircleDot,
            Self::Info => icondata::LuInfo,
            Self::Good => icondata::LuCircleCheck,
            Self::Attention => icondata::LuTriangleAlert,
            Self::Danger => icondata::LuCircleX,
        }
    }
}

/// A state that can be shown as a chip. Implemented once per state machine, in `ui::states`.
pub trait Shown: Copy + 'static {
    fn label(self, lang: Lang) -> String;
    fn tone(self) -> Tone;
    fn icon(self) -> Glyph {
        self.tone().icon()
    }
}
