//! How each state machine's states look: label, tone and icon, in one place per machine (one file per domain).

mod catalogue;
mod deliveries;
mod disputes;
mod kinds;
mod money;
mod notices;
mod offers;
mod operations;
mod orders;
mod reviews;
mod sellers;

/// A table of states: `shown! { OrderStatus { Active => "In work", "In Arbeit", Info, LuHammer; } }`.
macro_rules! shown {
    ($state:ty { $($variant:ident => $en:literal, $de:literal, $tone:ident, $icon:ident;)+ }) => {
        impl $crate::tone::Shown for $state {
            fn label(self, lang: model::Lang) -> String {
                match self { $(Self::$variant => model::tr!(lang; $en, $de)),+ }
            }
            fn tone(self) -> $crate::tone::Tone {
                match self { $(Self::$variant => $crate::tone::Tone::$tone),+ }
            }
            fn icon(self) -> $crate::icon::Glyph {
                match self { $(Self::$variant => icondata::$icon),+ }
            }
        }
    };
}
use shown;
