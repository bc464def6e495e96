//! The catalogue's oversight: categories, and what sellers hand in for review.

mod categories;
mod moderation;

pub use categories::CategoriesPage;
pub use moderation::ModerationPage;
