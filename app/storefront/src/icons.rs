//! The icons of categories, by their stored name.

use ui::prelude::Glyph;

/// The icon of a category; a folder for a name that is not known.
pub fn category_icon(name: &str) -> Glyph {
    match name {
        "palette" => icondata::LuPalette,
        "code" => icondata::LuCode,
        "trending-up" => icondata::LuTrendingUp,
        "search" => icondata::LuSearch,
        "video" => icondata::LuVideo,
        "pen" => icondata::LuPenLine,
        "megaphone" => icondata::LuMegaphone,
        "briefcase" => icondata::LuBriefcase,
        "camera" => icondata::LuCamera,
        "music" => icondata::LuMusic,
        "globe" => icondata::LuGlobe,
        _ => icondata::LuFolder,
    }
}
