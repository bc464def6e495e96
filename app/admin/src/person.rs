//! `/admin/people/:id`: one person's roles here, and closing the project to them.

use crate::people::{RoleBoxes, Standing};
use api::members::{ChangeRoles, DeactivateMember, InviteMember, ReactivateMember, load_member};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use model::{Permission, Problem, UserId, events::Subject, identity::Member};
use ui::prelude::*;

#[derive(Clone, Copy)]
struct Acts {
    roles: ServerAction<ChangeRoles>,
    deactivate: ServerAction<DeactivateMember>,
    reactivate: ServerAction<ReactivateMember>,
    invite: ServerAction<InviteMember>,
}

/// The page.
#[component]
pub fn PersonPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse::<UserId>().ok())));
    let acts = Acts {
        roles: ServerAction::new(),
        deactivate: ServerAction::new(),
        reactivate: ServerAction::new(),
        invite: ServerAction::new(),
    };
    toast_result(acts.roles.value(), |()| tr!("The roles are saved.", "Die Rollen sind gespeichert."));
    toast_result(acts.deactivate.value(), |()| {
        tr!("The project is closed to this person.", "Das Projekt ist für diese Person geschlossen.")
    });
    toast_result(acts.reactivate.value(), |()| tr!("Welcome back.", "Willkommen zurück."));
    toast_result(acts.invite.value(), |_| tr!("The mail is on its way again.", "Die Mail ist noch einmal unterwegs."));
    let changed = live().version(Subject::Member, None);
    let member = Resource::new_blocking(
        move || {
            (
                id.get(),
                acts.roles.version().get(),
                acts.deactivate.version().get(),
                acts.reactivate.version().get(),
                changed.get(),
            )
        },
        |(id, ..)| async move {
            match id {
                Some(id) => load_member(id).await,
                None => Err(Problem::NotFound.into()),
            }
        },
    );
    view! { <Load from=member bones=Bones::Detail main=true view=move |member| view! { <Page member=member acts=acts /> }.into_any() /> }
}

#[component]
fn Page(member: Member, acts: Acts) -> impl IntoView {
    let (id, name) = (member.id, member.name.clone());
    let may = untrack(|| me().may(Permission::MemberManage));
    let (lead, door) = (member.clone(), member.clone());
    let chosen: Vec<_> = member.roles.iter().copied().collect();
    let again = InviteMember { email: member.email.clone(), name: member.name.clone(), roles: member.roles.clone() };
    view! {
        <PageHeader title=name.clone() crumbs=vec![Crumb::new(tr!("People", "Personen"), "/admin/people")]
            lead=move || view! { <span>{lead.email.clone()}</span>" "<Standing member=lead.clone() /> }
        >
            {(may && member.invited).then(|| view! {
                <Button icon=icondata::LuMail pending=acts.invite.pending() on_press=Callback::new(move |()| { acts.invite.dispatch(again.clone()); })>{tr!("Send the mail again", "Mail erneut senden")}</Button>
            })}
            <LinkButton href=format!("/admin/log?by={id}") icon=icondata::LuScrollText>{tr!("What they did", "Was sie taten")}</LinkButton>
        </PageHeader>
        <div class="two-cols">
            <div class="stack">
                <Card title=tr!("Roles in this project", "Rollen in diesem Projekt")>
                    <ActionForm action=acts.roles>
                        <FormScope problem=api::problem_of(acts.roles) id="roles">
                            <input type="hidden" name="user" value=id.to_string() />
                            <div class="stack">
                                <RoleBoxes chosen=chosen />
                                {may.then(|| view! { <div><Button kind="submit" look=Look::Primary pending=acts.roles.pending()>{tr!("Save the roles", "Rollen speichern")}</Button></div> })}
                            </div>
                        </FormScope>
                    </ActionForm>
                </Card>
            </div>
            <div class="stack">
                <Card title=tr!("Facts", "Angaben")>
                    <Facts>
                        <Fact label=tr!("Joined", "Dabei seit")><Moment at=member.joined_at date_only=true /></Fact>
                        {member.deactivated_at.map(|at| view! { <Fact label=tr!("Left", "Ausgeschieden")><Moment at=at date_only=true /></Fact> })}
                        {member.superadmin.then(|| view! { <Fact label=tr!("Operator", "Betreiber")>{tr!("yes, of all projects", "ja, aller Projekte")}</Fact> })}
                    </Facts>
                </Card>
                {may.then(|| view! { <Door member=door acts=acts /> })}
            </div>
        </div>
    }
}

/// Closing the project to the person, and opening it again.
#[component]
fn Door(member: Member, acts: Acts) -> impl IntoView {
    let (user, name) = (member.id, member.name);
    match member.deactivated_at {
        Some(_) => view! {
            <Button wide=true pending=acts.reactivate.pending() on_press=Callback::new(move |()| { acts.reactivate.dispatch(ReactivateMember { user }); })>
                {tr!("Let {name} in again", "{name} wieder hereinlassen")}
            </Button>
        }
        .into_any(),
        None => view! {
            <ConfirmButton
                look=Look::Danger
                label=tr!("Close the project to {name}", "Projekt für {name} schließen")
                title=tr!("Close the project to {name}?", "Projekt für {name} schließen?")
                text=tr!("They cannot sign in here any more. Their orders and their money stay. You can open it again at any time.", "Eine Anmeldung ist dann nicht mehr möglich. Aufträge und Geld bleiben. Sie können das jederzeit rückgängig machen.")
                confirm=tr!("Close it", "Schließen")
                pending=acts.deactivate.pending()
                on_confirm=Callback::new(move |()| { acts.deactivate.dispatch(DeactivateMember { user }); })
            />
        }
        .into_any(),
    }
}
