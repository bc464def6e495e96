//! Two texts side by side: which words stayed, went, and came.

use serde::{Deserialize, Serialize};

/// A run of words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    Same(String),
    Gone(String),
    New(String),
}

/// Past this many comparisons the middle is shown as replaced whole: a page must not hang on a long text.
const MOST: usize = 1_000_000;

/// The pieces in reading order. What is `Same` and `Gone` is the text before, what is `Same` and `New` the one after.
pub fn compare(before: &str, after: &str) -> Vec<Piece> {
    let (old, new) = (words(before), words(after));
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let end = old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (gone, come) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    let mut pieces = Pieces(Vec::new());
    old[..start].iter().for_each(|word| pieces.add(Piece::Same((*word).to_owned())));
    if gone.len().saturating_mul(come.len()) > MOST {
        gone.iter().for_each(|word| pieces.add(Piece::Gone((*word).to_owned())));
        come.iter().for_each(|word| pieces.add(Piece::New((*word).to_owned())));
    } else {
        middle(gone, come, &mut pieces);
    }
    old[old.len() - end..].iter().for_each(|word| pieces.add(Piece::Same((*word).to_owned())));
    pieces.0
}

/// The longest common subsequence of the part that differs.
fn middle(old: &[&str], new: &[&str], pieces: &mut Pieces) {
    let width = new.len() + 1;
    let mut longest = vec![0_u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i * width + j] = if old[i] == new[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            pieces.add(Piece::Same(old[i].to_owned()));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || i < old.len() && longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            pieces.add(Piece::Gone(old[i].to_owned()));
            i += 1;
        } else {
            pieces.add(Piece::New(new[j].to_owned()));
            j += 1;
        }
    }
}

/// Words with the space behind them.
fn words(text: &str) -> Vec<&str> {
    text.split_inclusive(char::is_whitespace).collect()
}

/// Joins neighbours of one kind.
struct Pieces(Vec<Piece>);

impl Pieces {
    fn add(&mut self, piece: Piece) {
        match (self.0.last_mut(), piece) {
            (Some(Piece::Same(text)), Piece::Same(more))
            | (Some(Piece::Gone(text)), Piece::Gone(more))
            | (Some(Piece::New(text)), Piece::New(more)) => text.push_str(&more),
            (_, piece) => self.0.push(piece),
        }
    }
}
