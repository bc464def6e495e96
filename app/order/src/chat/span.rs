//! The part of a room that the page holds: consecutive messages, never more than the page can carry. Whatever comes over
//! whichever way, and however often, each number stands here once and in order.

/// Rows that the page holds at once; a room may have any number.
pub const MOST: usize = 200;

/// Something with its number in the room.
pub trait Numbered {
    fn seq(&self) -> i64;
}

/// Consecutive rows, and whether there are more on either side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span<T> {
    rows: Vec<T>,
    before: bool,
    after: bool,
}

/// What became of a row that came by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Took {
    Added,
    /// It stood there already.
    Known,
    /// Something between it and the last one has not come yet.
    Gap,
    /// The page shows an earlier part of the room.
    Elsewhere,
}

impl<T: Numbered> Span<T> {
    pub fn new(rows: Vec<T>, before: bool, after: bool) -> Self {
        let mut span = Self { rows: Vec::new(), before, after: false };
        span.push_all(rows);
        span.after = after;
        span
    }

    pub fn rows(&self) -> &[T] {
        &self.rows
    }
    pub fn more_before(&self) -> bool {
        self.before
    }
    pub fn more_after(&self) -> bool {
        self.after
    }
    pub fn first(&self) -> Option<i64> {
        self.rows.first().map(Numbered::seq)
    }
    /// 0 in an empty room.
    pub fn last(&self) -> i64 {
        self.rows.last().map_or(0, Numbered::seq)
    }

    pub fn find(&self, seq: i64) -> Option<&T> {
        let offset = usize::try_from(seq - self.first()?).ok()?;
        self.rows.get(offset)
    }

    /// A row that came by itself.
    pub fn take(&mut self, row: T) -> Took {
        if self.after {
            return if row.seq() <= self.last() { Took::Known } else { Took::Elsewhere };
        }
        match row.seq() - self.last() {
            ..=0 => Took::Known,
            1 => {
                self.rows.push(row);
                self.drop_from_start();
                Took::Added
            }
            _ => Took::Gap,
        }
    }

    /// Earlier rows, asked for; `more`: there are still earlier ones. What is far below is let go.
    pub fn extend_before(&mut self, rows: Vec<T>, more: bool) {
        let Some(first) = self.first() else { return };
        let mut earlier: Vec<T> = rows.into_iter().filter(|row| row.seq() < first).collect();
        earlier.sort_by_key(Numbered::seq);
        earlier.dedup_by_key(|row| row.seq());
        // only what joins without a gap
        if earlier.last().is_some_and(|row| row.seq() != first - 1) {
            return;
        }
        self.before = more;
        earlier.append(&mut self.rows);
        self.rows = earlier;
        if self.rows.len() > MOST {
            self.rows.truncate(MOST);
            self.after = true;
        }
    }

    /// Later rows, asked for; `more`: there are still later ones. What is far above is let go.
    pub fn extend_after(&mut self, rows: Vec<T>, more: bool) {
        self.push_all(rows);
        self.after = more;
        self.drop_from_start();
    }

    fn push_all(&mut self, rows: Vec<T>) {
        for row in rows {
            let joins = match self.rows.last() {
                Some(last) => row.seq() == last.seq() + 1,
                None => true,
            };
            if joins {
                self.rows.push(row);
            }
        }
    }

    fn drop_from_start(&mut self) {
        if self.rows.len() > MOST {
            self.rows.drain(..self.rows.len() - MOST);
            self.before = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Numbered for i64 {
        fn seq(&self) -> i64 {
            *self
        }
    }

    fn span(from: i64, to: i64) -> Span<i64> {
        Span::new((from..=to).collect(), from > 1, false)
    }

    #[test]
    fn each_number_once_and_in_order_whatever_comes() {
        let mut room = span(1, 3);
        assert_eq!(room.take(4), Took::Added);
        assert_eq!(room.take(4), Took::Known);
        assert_eq!(room.take(2), Took::Known);
        assert_eq!(room.take(7), Took::Gap);
        room.extend_after(vec![4, 5, 6], false);
        assert_eq!(room.take(7), Took::Added);
        assert_eq!(room.rows(), [1, 2, 3, 4, 5, 6, 7]);
        assert_eq!((room.find(5), room.find(8), room.find(0)), (Some(&5), None, None));
    }

    #[test]
    fn an_empty_room_begins_with_one() {
        let mut room = Span::<i64>::new(Vec::new(), false, false);
        assert_eq!(room.take(2), Took::Gap);
        assert_eq!(room.take(1), Took::Added);
        room.extend_before(vec![0], true);
        assert_eq!(room.first(), Some(0), "asked for, so it was there");
    }

    #[test]
    fn the_page_never_holds_more_than_it_can_carry() {
        let mut room = span(1_001, 1_050);
        for page in 1..=4 {
            let first = room.first().unwrap_or_default();
            room.extend_before((first - 50..first).collect(), true);
            assert_eq!(room.rows().len(), (50 + page * 50).min(MOST));
        }
        assert_eq!((room.first(), room.last()), (Some(801), 1_000));
        assert!(room.more_after() && room.more_before());
        // what comes at the end is not shown here, and is no gap
        assert_eq!(room.take(1_051), Took::Elsewhere);
        room.extend_after((1_001..=1_050).collect(), true);
        assert_eq!((room.first(), room.last()), (Some(851), 1_050));
        room.extend_after(vec![1_051], false);
        assert_eq!(room.take(1_052), Took::Added);
    }

    #[test]
    fn rows_that_do_not_join_are_left_out() {
        let mut room = span(10, 12);
        room.extend_before(vec![5, 6], true);
        room.extend_after(vec![15], false);
        assert_eq!(room.rows(), [10, 11, 12]);
        room.extend_before(vec![8, 9, 9, 10], false);
        assert_eq!(room.rows(), [8, 9, 10, 11, 12]);
        assert!(!room.more_before());
    }
}
