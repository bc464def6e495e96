//! The order box: package or quantity, extras, and the total as it changes. The total is the same function that bills.

use super::packages::days;
use crate::numbers::count;
use leptos::prelude::*;
use model::{
    Money, Problem,
    catalogue::{Offer, PricingKind, ProductPage, ProductStatus, Quote, Selection},
};
use ui::prelude::*;

/// What is chosen so far.
#[derive(Clone, Copy)]
pub struct Choosing {
    offer: StoredValue<Offer>,
    package: RwSignal<String>,
    addons: RwSignal<Vec<String>>,
    quantity: RwSignal<String>,
}

impl Choosing {
    pub fn new(offer: Offer) -> Self {
        // a plain form that came back with a problem keeps what was chosen
        let kept = |name: &str, other: String| Some(api::kept(name)).filter(|kept| !kept.is_empty()).unwrap_or(other);
        let first = offer.packages.first().map(|package| package.id.to_string()).unwrap_or_default();
        let first = kept("package", first);
        let smallest = kept("quantity", offer.smallest().to_string());
        Self {
            offer: StoredValue::new(offer),
            package: RwSignal::new(first),
            addons: RwSignal::new(api::kept::kept_all("addons[]")),
            quantity: RwSignal::new(smallest),
        }
    }

    /// The price of the choice, or why it has none.
    fn quote(self) -> Result<Quote, Problem> {
        let typed: String = self.quantity.get().chars().filter(|c| !c.is_whitespace()).collect();
        let quantity = match typed.parse::<i64>() {
            // 0 stands for the smallest when nothing is said; typed, it is wrong
            Ok(0) => -1,
            Ok(quantity) => quantity,
            Err(_) => -1,
        };
        let chosen = Selection {
            package: self.package.get().parse().ok(),
            addons: self.addons.get().iter().filter_map(|id| id.parse().ok()).collect(),
            quantity,
        };
        self.offer.with_value(|offer| offer.price(&chosen))
    }
}

#[component]
pub fn OrderBox(product: ProductPage, choosing: Choosing, #[prop(into)] pending: Signal<bool>) -> impl IntoView {
    let offer = product.offer;
    let quote = Memo::new(move |_| choosing.quote());
    let wrong = Signal::derive(move || match quote.get() {
        Err(Problem::Invalid(fields)) => fields.get("quantity").map(text_of),
        _ => None,
    });
    // no total is known while the choice is not valid
    let total = move || quote.get().map_or_else(|_| "–".to_owned(), |quote| quote.total.format(lang()));
    let sold = product.status == ProductStatus::Published;
    view! {
        <aside class="sticky-box" aria-label=tr!("Order", "Bestellen")>
            <Card>
                <div class="form-stack">
                    {(offer.pricing == PricingKind::Packages).then(|| view! { <PackageChoice offer=offer.clone() choosing=choosing /> })}
                    <Quantity offer=offer.clone() choosing=choosing wrong=wrong />
                    {(!offer.addons.is_empty()).then(|| view! { <Extras offer=offer.clone() choosing=choosing /> })}
                    <dl class="flex flex-col gap-1 text-sm">
                        <div class="flex justify-between gap-4"><dt class="text-muted">{tr!("Delivery", "Lieferzeit")}</dt><dd>{move || quote.get().ok().map(|quote| days(quote.delivery_days))}</dd></div>
                        <div class="flex justify-between gap-4"><dt class="text-muted">{tr!("Rounds of changes", "Änderungsrunden")}</dt><dd>{move || quote.get().ok().map(|quote| quote.revisions)}</dd></div>
                    </dl>
                    {move || quote.get().ok().map(breakdown)}
                    <div class="order-total" aria-live="polite">
                        <span class="font-medium">{tr!("Total", "Gesamt")}</span>
                        <span class="price"><span class="amount">{total}</span></span>
                    </div>
                    <Button kind="submit" look=Look::Primary size=Size::Large wide=true icon=icondata::LuShoppingCart pending=pending disabled=!sold>
                        {tr!("Add to cart", "In den Warenkorb")}
                    </Button>
                    <p class="flex gap-2 text-sm text-muted">
                        <Icon glyph=icondata::LuShieldCheck class="mt-0.5" />
                        <span>{tr!("You pay into escrow. The seller gets the money only for what you accept.", "Sie zahlen auf ein Treuhandkonto. Der Anbieter bekommt das Geld nur für das, was Sie annehmen.")}</span>
                    </p>
                </div>
            </Card>
        </aside>
    }
}

/// What the total is made of, where it is more than one thing: an extra on a package comes with each of them.
fn breakdown(quote: Quote) -> impl IntoView {
    let Quote { base, package, addons, quantity, .. } = quote;
    let each = package.is_some() && quantity > 1;
    let line = move |name: String, price: Money| {
        let name = if each { format!("{name} × {}", count(quantity)) } else { name };
        view! { <div class="flex justify-between gap-4"><dt class="text-muted">{name}</dt><dd><Amount money=price /></dd></div> }
    };
    (each || !addons.is_empty()).then(|| {
        let name = package.map_or_else(|| tr!("Service", "Leistung"), |package| package.name);
        let extras = addons.into_iter().map(|addon| line(addon.name, addon.price)).collect_view();
        view! { <dl class="flex flex-col gap-1 text-sm">{line(name, base)}{extras}</dl> }
    })
}

#[component]
fn PackageChoice(offer: Offer, choosing: Choosing) -> impl IntoView {
    let choices = offer
        .packages
        .iter()
        .map(|package| {
            let price = Money::new(package.price, offer.currency).format(lang());
            let time = days(package.delivery_days);
            Choice::new(package.id.to_string(), package.name.clone()).help(format!("{price} · {time}"))
        })
        .collect();
    let choose = Callback::new(move |id: String| choosing.package.set(id));
    view! { <ChoiceCards name="package" legend=tr!("Package", "Paket") choices=choices value=choosing.package on_change=choose /> }
}

#[component]
fn Quantity(offer: Offer, choosing: Choosing, wrong: Signal<Option<String>>) -> impl IntoView {
    let (label, help) = match &offer.units {
        Some(units) => {
            let unit = units.unit.clone();
            let (min, max, step) = (count(units.min), count(units.max), count(units.step));
            let price = units.rate.to_decimal();
            let code = offer.currency.code();
            (
                tr!("How many {unit}?", "Wie viele {unit}?"),
                tr!(
                    "{price} {code} per 1,000. From {min} to {max}, in steps of {step}.",
                    "{price} {code} je 1.000. Von {min} bis {max}, in Schritten von {step}."
                ),
            )
        }
        None => (tr!("How many?", "Wie viele?"), String::new()),
    };
    view! {
        <TextInput name="quantity" label=label help=help kind="text" inputmode="numeric" bind=choosing.quantity error=wrong autocomplete="off" maxlength=12 />
    }
}

#[component]
fn Extras(offer: Offer, choosing: Choosing) -> impl IntoView {
    let boxes = offer
        .addons
        .iter()
        .map(|addon| {
            let id = addon.id.to_string();
            let shown = id.clone();
            let price = Money::new(addon.price, offer.currency).format(lang());
            let more = match addon.extra_days {
                0 => String::new(),
                n => {
                    let time = days(n);
                    tr!("{time} longer", "{time} länger")
                }
            };
            let checked = Signal::derive(move || choosing.addons.with(|addons| addons.contains(&shown)));
            let toggled = id.clone();
            let toggle = Callback::new(move |on: bool| {
                choosing.addons.update(|addons| {
                    addons.retain(|other| *other != toggled);
                    if on {
                        addons.push(toggled.clone());
                    }
                });
            });
            view! { <Checkbox name="addons[]" value=id label=format!("{} · +{price}", addon.name) help=more checked=checked on_change=toggle /> }
        })
        .collect_view();
    view! {
        <fieldset class="field">
            <legend class="field-label">{tr!("Extras", "Extras")}</legend>
            <div class="flex flex-col gap-1">{boxes}</div>
        </fieldset>
    }
}
