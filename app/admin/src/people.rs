//! `/admin/people`: who belongs to the project, and asking others to join.

use api::members::{InviteMember, list_members};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::{
    Page, Permission, Role,
    events::Subject,
    identity::{Member, MemberFilter},
};
use ui::prelude::*;

/// The page.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let query = use_query_map();
    let filter = Memo::new(move |_| {
        query.with(|query| MemberFilter {
            search: query.get("q").unwrap_or_default(),
            role: query.get("role").and_then(|role| role.parse().ok()),
            deactivated: query.get("deactivated").is_some(),
        })
    });
    let after = Memo::new(move |_| query.with(|query| query.get("after")));
    let invite = ServerAction::<InviteMember>::new();
    toast_result(invite.value(), |_| tr!("Invited. A mail is on its way.", "Eingeladen. Eine Mail ist unterwegs."));
    let changed = live().version(Subject::Member, None);
    let people = Resource::new(
        move || (filter.get(), after.get(), invite.version().get(), changed.get()),
        |(filter, after, ..)| list_members(filter, after),
    );
    let inviting = RwSignal::new(false);
    Effect::new(move |_| {
        if api::value_of(invite).get().is_some() {
            inviting.set(false);
        }
    });
    view! {
        <PageHeader title=tr!("People", "Personen")>
            {move || me().may(Permission::MemberManage).then(|| view! {
                <Button look=Look::Primary icon=icondata::LuUserPlus on_press=Callback::new(move |()| inviting.set(true))>{tr!("Invite somebody", "Jemanden einladen")}</Button>
            })}
        </PageHeader>
        <div class="stack">
            <Filters filter=filter />
            <Load from=people bones=Bones::Rows(8) view=|page| view! { <List page=page /> }.into_any() />
        </div>
        <Dialog open=inviting title=tr!("Invite somebody", "Jemanden einladen")>
            <ActionForm action=invite>
                <FormScope problem=api::problem_of(invite) id="invite">
                    <div class="stack">
                        <TextInput name="email" kind="email" label=tr!("E-mail", "E-Mail") autocomplete="off" />
                        <TextInput name="name" label=tr!("Name", "Name") help=tr!("Used when nobody has an account with this address yet.", "Gilt, wenn noch niemand ein Konto mit dieser Adresse hat.") autocomplete="off" />
                        <RoleBoxes chosen=vec![Role::Client] />
                        <Button kind="submit" look=Look::Primary pending=invite.pending()>{tr!("Send the invitation", "Einladung senden")}</Button>
                    </div>
                </FormScope>
            </ActionForm>
        </Dialog>
    }
}

/// A box per role; the field is `roles`.
#[component]
pub fn RoleBoxes(chosen: Vec<Role>) -> impl IntoView {
    let boxes = Role::ALL
        .iter()
        .map(|&role| view! { <Checkbox name="roles[]" value=role.as_str() label=role.label(lang()) help=duty(role) checked=chosen.contains(&role) /> })
        .collect_view();
    view! {
        <fieldset class="field">
            <legend class="field-label">{tr!("Roles", "Rollen")}</legend>
            <div class="grid gap-1 sm:grid-cols-2">{boxes}</div>
        </fieldset>
    }
}

/// What the role is for.
fn duty(role: Role) -> String {
    match role {
        Role::Client => tr!("Orders and pays.", "Bestellt und bezahlt."),
        Role::Seller => tr!("Sells and delivers.", "Verkauft und liefert."),
        Role::Worker => tr!("Delivers for a seller.", "Liefert für einen Anbieter."),
        Role::Reviewer => tr!("Sees orders, comments.", "Sieht Aufträge, kommentiert."),
        Role::Approver => tr!("Approves products.", "Gibt Produkte frei."),
        Role::Supervisor => tr!("Watches and holds orders.", "Überwacht und hält Aufträge an."),
        Role::Finance => tr!("Money, refunds, the log.", "Geld, Erstattungen, Protokoll."),
        Role::Admin => tr!("Runs the project.", "Leitet das Projekt."),
        Role::Owner => tr!("Owns the project.", "Besitzt das Projekt."),
    }
}

#[component]
fn Filters(filter: Memo<MemberFilter>) -> impl IntoView {
    let choices = Role::ALL.iter().map(|&role| Choice::new(role.as_str(), role.label(lang()))).collect::<Vec<_>>();
    let role = Signal::derive(move || {
        filter.with(|filter| filter.role.map(|role| role.as_str().to_owned()).unwrap_or_default())
    });
    view! {
        <leptos_router::components::Form method="GET" action="/admin/people">
            <div class="flex flex-wrap items-end gap-3">
                <TextInput name="q" kind="search" label=tr!("Name or e-mail", "Name oder E-Mail") value=filter.with_untracked(|filter| filter.search.clone()) optional=true />
                <Select name="role" label=tr!("Role", "Rolle") choices=choices value=role placeholder=tr!("All", "Alle") optional=true />
                <Checkbox name="deactivated" value="1" label=tr!("Also those who left", "Auch Ausgeschiedene") checked=filter.with_untracked(|filter| filter.deactivated) />
                <div class="pb-1"><Button kind="submit" icon=icondata::LuSearch>{tr!("Search", "Suchen")}</Button></div>
            </div>
        </leptos_router::components::Form>
    }
}

#[component]
fn List(page: Page<Member>) -> impl IntoView {
    if page.items.is_empty() {
        return view! {
            <EmptyState icon=icondata::LuUsers title=tr!("Nobody found", "Niemand gefunden")
                text=tr!("Try a part of the name, or clear the filter.", "Versuchen Sie einen Teil des Namens oder leeren Sie den Filter.")
            ><LinkButton href="/admin/people">{tr!("Everybody", "Alle")}</LinkButton></EmptyState>
        }
        .into_any();
    }
    let columns = vec![
        Column::new(tr!("Person", "Person"), |member: &Member| {
            let member = member.clone();
            view! {
                <a href=format!("/admin/people/{}", member.id) class="link-quiet flex items-center gap-3">
                    <Avatar name=member.name.clone() />
                    <span class="min-w-0">
                        <span class="block font-medium">{member.name}</span>
                        <span class="block break-all text-sm text-muted">{member.email}</span>
                    </span>
                </a>
            }
        })
        .main(),
        Column::new(tr!("Roles", "Rollen"), |member: &Member| {
            let chips = member.roles.iter().map(|&role| view! { <StateChip state=role /> }).collect_view();
            view! { <span class="flex flex-wrap gap-1">{chips}</span> }
        }),
        Column::new(tr!("State", "Stand"), |member: &Member| view! { <Standing member=member.clone() /> }),
        Column::new(
            tr!("Joined", "Dabei seit"),
            |member: &Member| view! { <Moment at=member.joined_at date_only=true /> },
        ),
    ];
    let next = page.next.clone();
    view! {
        <Card flush=true><DataTable caption=tr!("People", "Personen") columns=columns rows=page.items /></Card>
        <NextPage next=next />
    }
    .into_any()
}

/// Active, invited or left.
#[component]
pub fn Standing(member: Member) -> impl IntoView {
    match (member.deactivated_at, member.invited) {
        (Some(_), _) => view! { <Chip label=tr!("Left", "Ausgeschieden") icon=icondata::LuBan /> },
        (None, true) => {
            view! { <Chip label=tr!("Invited", "Eingeladen") tone=Tone::Attention icon=icondata::LuMail /> }
        }
        (None, false) => view! { <Chip label=tr!("Active", "Aktiv") tone=Tone::Good icon=icondata::LuCircleCheck /> },
    }
}
