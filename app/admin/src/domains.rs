//! The project's own host names, on the settings page: add, prove, remove.

use api::projects::{AddDomain, RemoveDomain, VerifyDomain, list_domains};
use leptos::prelude::*;
use model::identity::DomainView;
use ui::prelude::*;

#[derive(Clone, Copy)]
struct Acts {
    verify: ServerAction<VerifyDomain>,
    remove: ServerAction<RemoveDomain>,
}

/// The list and its form.
#[component]
pub fn Domains() -> impl IntoView {
    let add = ServerAction::<AddDomain>::new();
    let acts = Acts { verify: ServerAction::new(), remove: ServerAction::new() };
    toast_result(add.value(), |_| {
        tr!("Added. Now prove that it is yours.", "Hinzugefügt. Zeigen Sie nun, dass sie Ihnen gehört.")
    });
    toast_result(acts.verify.value(), |_| tr!("Proven. It leads here now.", "Nachgewiesen. Sie führt jetzt hierher."));
    toast_result(acts.remove.value(), |()| tr!("Removed.", "Entfernt."));
    let domains = Resource::new(
        move || (add.version().get(), acts.verify.version().get(), acts.remove.version().get()),
        |_| list_domains(),
    );
    view! {
        <Card title=tr!("Own domains", "Eigene Domains")>
            <div class="stack">
                <Load from=domains bones=Bones::Rows(2) view=move |list| view! { <List list=list acts=acts /> }.into_any() />
                <ActionForm action=add>
                    <FormScope problem=api::problem_of(add) id="add-domain">
                        <div class="flex flex-wrap items-end gap-3">
                            <TextInput name="domain" label=tr!("Host name", "Hostname") placeholder=tr!("shop.example.org", "shop.example.org") autocomplete="off" />
                            <div class="pb-1"><Button kind="submit" icon=icondata::LuPlus pending=add.pending()>{tr!("Add", "Hinzufügen")}</Button></div>
                        </div>
                    </FormScope>
                </ActionForm>
            </div>
        </Card>
    }
}

#[component]
fn List(list: Vec<DomainView>, acts: Acts) -> impl IntoView {
    if list.is_empty() {
        return view! { <p class="text-muted">{tr!("None yet: the project is reached under the common address.", "Noch keine: Das Projekt ist unter der gemeinsamen Adresse erreichbar.")}</p> }.into_any();
    }
    let items = list.into_iter().map(|domain| view! { <Domain domain=domain acts=acts /> }).collect_view();
    view! { <ul class="divide-y divide-base-200">{items}</ul> }.into_any()
}

#[component]
fn Domain(domain: DomainView, acts: Acts) -> impl IntoView {
    let DomainView { domain: host, verified, proof: (name, value) } = domain;
    let (to_verify, to_remove) = (host.clone(), host.clone());
    view! {
        <li class="py-3">
            <div class="flex flex-wrap items-center gap-3">
                <span class="grow font-medium">{host.clone()}</span>
                {if verified {
                    view! { <Chip label=tr!("Proven", "Nachgewiesen") tone=Tone::Good icon=icondata::LuCircleCheck /> }
                } else {
                    view! { <Chip label=tr!("To be proven", "Nachweis fehlt") tone=Tone::Attention icon=icondata::LuHourglass /> }
                }}
                {(!verified).then(|| view! {
                    <Button size=Size::Small pending=acts.verify.pending()
                        on_press=Callback::new(move |()| { acts.verify.dispatch(VerifyDomain { domain: to_verify.clone() }); })
                    >{tr!("Check now", "Jetzt prüfen")}</Button>
                })}
                <ConfirmButton size=Size::Small look=Look::Quiet icon=icondata::LuTrash2
                    label=tr!("Remove", "Entfernen") title=tr!("Remove {host}?", "{host} entfernen?")
                    text=tr!("Visitors of this address no longer reach the project.", "Besucher dieser Adresse erreichen das Projekt dann nicht mehr.")
                    confirm=tr!("Remove it", "Entfernen") pending=acts.remove.pending()
                    on_confirm=Callback::new(move |()| { acts.remove.dispatch(RemoveDomain { domain: to_remove.clone() }); })
                />
            </div>
            {(!verified).then(|| view! {
                <p class="mt-2 text-sm text-muted">{tr!("Add this TXT record where the domain is managed, then check:", "Legen Sie dort, wo die Domain verwaltet wird, diesen TXT-Eintrag an und prüfen Sie dann:")}</p>
                <p class="mt-1 break-all text-sm"><code>{name}</code>" → "<code>{value}</code></p>
            })}
        </li>
    }
}
