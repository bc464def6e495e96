//! How each state machine's states look: label, tone and icon, in one place per machine (one file per domain).
