//! A product's states, and the slugs of names.

use super::ProductStatus;
use crate::{Machine, Party, Transition, text_enum};

text_enum! {
    /// What happens to a product.
    pub enum ProductEvent {
        /// To review, where the project reviews products.
        Submit = "submit",
        /// At once, where it does not.
        Publish = "publish",
        Withdraw = "withdraw",
        Approve = "approve",
        Return = "return",
        Pause = "pause",
        Resume = "resume",
        Archive = "archive",
        Restore = "restore",
    }
}

use ProductEvent as E;
use ProductStatus as S;

const SELLER: &[Party] = &[Party::Seller];
const STAFF: &[Party] = &[Party::Staff];
const BOTH: &[Party] = &[Party::Seller, Party::Staff];

const fn row(from: S, event: E, by: &'static [Party], to: S) -> Transition<S, E> {
    Transition { from, event, by, to }
}

impl Machine for ProductStatus {
    type Event = ProductEvent;
    const NAME: &'static str = "product";
    const TABLE: &'static [Transition<S, E>] = &[
        row(S::Draft, E::Submit, SELLER, S::InReview),
        row(S::Draft, E::Publish, SELLER, S::Published),
        row(S::InReview, E::Withdraw, SELLER, S::Draft),
        row(S::InReview, E::Approve, STAFF, S::Published),
        row(S::InReview, E::Return, STAFF, S::Draft),
        row(S::Published, E::Return, STAFF, S::Draft),
        row(S::Published, E::Pause, BOTH, S::Paused),
        row(S::Paused, E::Resume, SELLER, S::Published),
        row(S::Draft, E::Archive, BOTH, S::Archived),
        row(S::Published, E::Archive, BOTH, S::Archived),
        row(S::Paused, E::Archive, BOTH, S::Archived),
        row(S::Archived, E::Restore, SELLER, S::Draft),
    ];
}

/// The part of an address that a name makes: small ASCII letters, digits and single hyphens, at most 80 characters.
/// German umlauts are written out. May be empty.
pub fn slugify(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            'ä' => slug.push_str("ae"),
            'ö' => slug.push_str("oe"),
            'ü' => slug.push_str("ue"),
            'ß' => slug.push_str("ss"),
            '&' => slug.push_str("-and-"),
            'á' | 'à' | 'â' | 'ã' | 'å' => slug.push('a'),
            'é' | 'è' | 'ê' | 'ë' => slug.push('e'),
            'í' | 'ì' | 'î' | 'ï' => slug.push('i'),
            'ó' | 'ò' | 'ô' | 'õ' | 'ø' => slug.push('o'),
            'ú' | 'ù' | 'û' => slug.push('u'),
            'ç' => slug.push('c'),
            'ñ' => slug.push('n'),
            c if c.is_ascii_alphanumeric() => slug.push(c),
            _ => slug.push('-'),
        }
    }
    let words: Vec<&str> = slug.split('-').filter(|word| !word.is_empty()).collect();
    let mut slug = String::new();
    for word in words {
        if slug.len() + word.len() + 1 > 80 {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    slug
}
