//! Who may call what: filled in below.
