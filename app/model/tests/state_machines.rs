//! docs/state-machines.md is generated from the tables that the server and the buttons use, and kept equal to them.
//! `UPDATE=1 cargo test -p model --test state_machines` writes it.

use model::{
    Machine,
    catalogue::ProductStatus,
    deliveries::{DeliverableStatus, MilestoneStatus, RevisionStatus},
    disputes::DisputeStatus,
    offers::OfferStatus,
    orders::OrderStatus,
    payments::PaymentStatus,
    reviews::ReviewStatus,
};

fn section<M: Machine>(page: &mut String) {
    page.push_str(&format!("\n## {}\n\n```mermaid\n{}```\n", M::NAME, M::diagram()));
}

#[test]
fn the_diagrams_show_the_tables_in_force() {
    let mut page =
        "# State machines\n\nGenerated from the `rules.rs` of each domain; a test keeps this page equal to them.\n"
            .to_owned();
    section::<ProductStatus>(&mut page);
    section::<PaymentStatus>(&mut page);
    section::<OrderStatus>(&mut page);
    section::<OfferStatus>(&mut page);
    section::<MilestoneStatus>(&mut page);
    section::<DeliverableStatus>(&mut page);
    section::<RevisionStatus>(&mut page);
    section::<DisputeStatus>(&mut page);
    section::<ReviewStatus>(&mut page);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/state-machines.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &page).expect("write the page");
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(kept, page, "docs/state-machines.md is out of date: UPDATE=1 cargo test -p model --test state_machines");
}
