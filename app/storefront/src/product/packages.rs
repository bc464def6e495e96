//! The packages side by side. "Choose" is a label of the order box's radio button: it works without a script.

use leptos::prelude::*;
use model::{
    Money,
    catalogue::{Offer, Package},
};
use ui::prelude::*;

#[component]
pub fn Packages(offer: Offer) -> impl IntoView {
    let packages = offer.packages.clone();
    let heads = packages
        .iter()
        .map(|package| {
            view! {
                <th scope="col">
                    <span class="block text-sm font-normal text-muted">{package.tier.label(lang())}</span>
                    <span class="block">{package.name.clone()}</span>
                    <span class="price mt-1 block"><Amount money=Money::new(package.price, offer.currency) /></span>
                </th>
            }
        })
        .collect_view();
    // every feature once, the smallest package's first
    let mut features: Vec<String> = Vec::new();
    for package in &packages {
        for feature in &package.features {
            if !features.contains(feature) {
                features.push(feature.clone());
            }
        }
    }
    let rows = features
        .into_iter()
        .map(|feature| {
            let cells = packages
                .iter()
                .map(|package| {
                    let has = package.features.contains(&feature);
                    let (glyph, label) = if has { (icondata::LuCheck, tr!("Included", "Enthalten")) } else { (icondata::LuMinus, tr!("Not included", "Nicht enthalten")) };
                    view! { <td><Icon glyph=glyph label=label class=if has { "size-5" } else { "size-5 text-muted" } /></td> }
                })
                .collect_view();
            view! { <tr><th scope="row">{feature.clone()}</th>{cells}</tr> }
        })
        .collect_view();
    let descriptions = packages.iter().any(|package| !package.description.is_empty());
    view! {
        <Section title=tr!("Packages", "Pakete") id="packages">
            <div class="packages" tabindex="0" role="region" aria-label=tr!("Packages", "Pakete")>
                <table>
                    <thead><tr><td></td>{heads}</tr></thead>
                    <tbody>
                        {descriptions.then(|| row(&packages, tr!("What it is", "Was es ist"), |package| package.description.clone()))}
                        {rows}
                        {row(&packages, tr!("Delivery", "Lieferzeit"), |package| days(package.delivery_days))}
                        {row(&packages, tr!("Rounds of changes", "Änderungsrunden"), |package| package.revisions.to_string())}
                        <tr>
                            <td></td>
                            {packages.iter().map(|package| view! {
                                <td><label class="btn btn-plain btn-sm" for=format!("buy-package-{}", package.id)>{tr!("Choose", "Wählen")}</label></td>
                            }).collect_view()}
                        </tr>
                    </tbody>
                </table>
            </div>
        </Section>
    }
}

fn row(packages: &[Package], label: String, cell: fn(&Package) -> String) -> impl IntoView + use<> {
    let cells: Vec<String> = packages.iter().map(cell).collect();
    view! { <tr><th scope="row">{label}</th>{cells.into_iter().map(|text| view! { <td>{text}</td> }).collect_view()}</tr> }
}

/// "1 day", "5 days".
pub fn days(n: i32) -> String {
    if n == 1 { tr!("1 day", "1 Tag") } else { tr!("{n} days", "{n} Tage") }
}
