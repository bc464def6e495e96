//! `/admin/roles`: the matrix of roles and permissions. A change counts from everybody's next request.

use api::members::{ChangePermissions, SetRolePermission, load_permission_matrix};
use leptos::prelude::*;
use model::{
    Permission, Role,
    events::Subject,
    identity::{Crossing, PermissionCell, PermissionMatrix},
};
use ui::prelude::*;

/// The page.
#[component]
pub fn RolesPage() -> impl IntoView {
    let set = ServerAction::<SetRolePermission>::new();
    toast_result(set.value(), |()| {
        tr!("Saved. It counts from the next click.", "Gespeichert. Es gilt ab dem nächsten Klick.")
    });
    // without the script there is one button for all of it
    let all = ServerAction::<ChangePermissions>::new();
    let changed = live().version(Subject::Member, None);
    let matrix = Resource::new(move || (set.version().get(), changed.get()), |_| load_permission_matrix());
    view! {
        <PageHeader title=tr!("Roles and permissions", "Rollen und Rechte")
            lead=|| tr!("What each role may do in this project. A dot marks what differs from the default.", "Was jede Rolle in diesem Projekt darf. Ein Punkt zeigt Abweichungen vom Standard.") />
        <Load from=matrix bones=Bones::Rows(12) view=move |matrix| view! {
            <ActionForm action=all>
                <FormScope problem=api::problem_of(all) id="roles">
                    <Matrix matrix=matrix set=set />
                    <noscript><Button kind="submit" look=Look::Primary>{tr!("Save the matrix", "Matrix speichern")}</Button></noscript>
                </FormScope>
            </ActionForm>
        }.into_any() />
    }
}

#[component]
fn Matrix(matrix: PermissionMatrix, set: ServerAction<SetRolePermission>) -> impl IntoView {
    let heads = Role::ALL.iter().map(|role| view! { <th scope="col">{role.label(lang())}</th> }).collect_view();
    let rows = Permission::ALL
        .iter()
        .map(|&permission| {
            let cells = Role::ALL
                .iter()
                .map(|&role| {
                    let cell = matrix.cells.iter().find(|cell| cell.role == role && cell.permission == permission).copied();
                    view! { <td data-label=role.label(lang())>{cell.map(|cell| view! { <Cell cell=cell set=set /> })}</td> }
                })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">{words(permission)}<span class="block text-xs text-muted"><code>{permission.as_str()}</code></span></th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=tr!("Roles and permissions", "Rollen und Rechte")>
            <table class="data-table">
                <thead><tr><th scope="col">{tr!("Permission", "Recht")}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Cell(cell: PermissionCell, set: ServerAction<SetRolePermission>) -> impl IntoView {
    let PermissionCell { role, permission, granted, by_default, fixed } = cell;
    let (who, what) = (role.label(lang()), words(permission));
    let label = if fixed {
        tr!("{who}: {what} (cannot be taken)", "{who}: {what} (nicht entziehbar)")
    } else {
        format!("{who}: {what}")
    };
    let spoken = label.clone();
    let value = String::from(Crossing { role, permission });
    let seen = (granted && !fixed).then(|| view! { <input type="hidden" name="seen[]" value=value.clone() /> });
    view! {
        <label class="inline-flex min-h-8 min-w-8 cursor-pointer items-center justify-center gap-1" title=label>
            {seen}
            <input type="checkbox" class="checkbox checkbox-sm" name="wanted[]" value=value aria-label=spoken checked=granted prop:checked=granted disabled=fixed
                on:change=move |event| {
                    set.dispatch(SetRolePermission { role, permission, granted: event_target_checked(&event) });
                }
            />
            {(granted != by_default).then(|| view! { <span class="text-muted" aria-hidden="true">"•"</span> })}
        </label>
    }
}

/// The permission in words.
fn words(permission: Permission) -> String {
    use Permission as P;
    match permission {
        P::CatalogueManage => tr!("Change any product", "Jedes Produkt ändern"),
        P::CategoryManage => tr!("Change categories", "Kategorien ändern"),
        P::ProductCreate => tr!("Create own products", "Eigene Produkte anlegen"),
        P::ProductPublish => tr!("Publish products", "Produkte veröffentlichen"),
        P::CartUse => tr!("Use the cart", "Warenkorb nutzen"),
        P::OrderPlace => tr!("Place orders", "Bestellen"),
        P::OrderViewAny => tr!("See all orders", "Alle Aufträge sehen"),
        P::OrderManage => tr!("Hold and resume orders", "Aufträge anhalten und fortsetzen"),
        P::OrderRefund => tr!("Refund orders", "Aufträge erstatten"),
        P::DisputeMediate => tr!("Mediate disputes", "In Streitfällen vermitteln"),
        P::DeliverySubmit => tr!("Hand in work", "Arbeit einreichen"),
        P::DeliveryReview => tr!("Approve work", "Arbeit freigeben"),
        P::WalletUse => tr!("Use the wallet", "Guthaben nutzen"),
        P::WalletViewAny => tr!("See all wallets", "Alle Guthaben sehen"),
        P::WalletAdjust => tr!("Adjust wallets", "Guthaben korrigieren"),
        P::EarningsView => tr!("See own earnings", "Eigene Einnahmen sehen"),
        P::PayoutRequest => tr!("Ask for payouts", "Auszahlung beantragen"),
        P::PayoutApprove => tr!("Approve payouts", "Auszahlungen freigeben"),
        P::PaymentView => tr!("See payments", "Zahlungen sehen"),
        P::PaymentReplay => tr!("Replay webhooks", "Webhooks wiederholen"),
        P::GatewayConfigure => tr!("Configure gateways", "Zahlungsarten einrichten"),
        P::MemberView => tr!("See people", "Personen sehen"),
        P::MemberManage => tr!("Invite and change people", "Personen einladen und ändern"),
        P::RoleManage => tr!("Change this matrix", "Diese Matrix ändern"),
        P::SellerManage => tr!("Approve and suspend sellers", "Anbieter zulassen und sperren"),
        P::ReviewView => tr!("See and discuss reviews", "Prüfungen sehen und mitreden"),
        P::ProjectConfigure => tr!("Change the settings", "Einstellungen ändern"),
        P::ProjectOverview => tr!("See the overview", "Übersicht sehen"),
        P::JobView => tr!("See jobs", "Hintergrundaufgaben sehen"),
        P::JobManage => tr!("Retry and discard jobs", "Hintergrundaufgaben steuern"),
        P::LogView => tr!("Read the log", "Protokoll lesen"),
        P::LogVerify => tr!("Verify the log", "Protokoll prüfen"),
    }
}
