//! Orders on a real database: the way through, agreements, pauses, lists, races, and everything that is refused.

mod agreements;
mod lists;
mod pauses;
mod races;
mod refusals;
mod way;
