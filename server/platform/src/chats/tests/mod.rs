//! The rooms, tried.
