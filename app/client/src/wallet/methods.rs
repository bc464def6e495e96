//! Saved cards: kept by the provider, removed here.

use api::payments::{RemovePaymentMethod, payment_methods};
use leptos::prelude::*;
use model::payments::SavedMethod;
use ui::prelude::*;

#[component]
pub fn Methods() -> impl IntoView {
    let remove = ServerAction::<RemovePaymentMethod>::new();
    let methods = Resource::new(move || remove.version().get(), |_| payment_methods());
    toast_result(remove.value(), |()| tr!("The card is removed.", "Die Karte ist entfernt."));
    view! {
        <Card title=tr!("Saved cards", "Gespeicherte Karten")>
            <Load from=methods bones=Bones::Rows(2) view=move |methods| view! { <List methods=methods remove=remove /> }.into_any() />
        </Card>
    }
}

#[component]
fn List(methods: Vec<SavedMethod>, remove: ServerAction<RemovePaymentMethod>) -> impl IntoView {
    if methods.is_empty() {
        return view! { <p class="text-muted">{tr!("None yet. Tick “Keep this card” when you pay with a provider that can.", "Noch keine. Haken Sie beim Zahlen „Diese Karte merken“ an, wo der Anbieter das kann.")}</p> }.into_any();
    }
    let rows = methods
        .into_iter()
        .map(|method| {
            let (id, last4) = (method.id, method.last4.clone());
            view! {
                <li class="flex items-center justify-between gap-2 py-2">
                    <span class="min-w-0">
                        <span class="block font-medium">{format!("{} ···· {}", method.brand.to_uppercase(), method.last4)}</span>
                        <span class="block text-sm text-muted">{method.expiry}</span>
                    </span>
                    <ConfirmButton label=tr!("Remove", "Entfernen") size=Size::Small look=Look::Quiet icon=icondata::LuTrash2
                        title=tr!("Remove the card ending in {last4}?", "Die Karte mit der Endung {last4} entfernen?")
                        text=tr!("You can add it again with your next payment.", "Mit der nächsten Zahlung können Sie sie wieder hinzufügen.")
                        confirm=tr!("Remove the card", "Karte entfernen")
                        pending=remove.pending()
                        on_confirm=Callback::new(move |()| { remove.dispatch(RemovePaymentMethod { id }); }) />
                </li>
            }
        })
        .collect_view();
    view! { <ul>{rows}</ul> }.into_any()
}
