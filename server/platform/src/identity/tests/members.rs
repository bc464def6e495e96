//! Members, roles, the matrix.

use super::{PASSWORD, fields, newest_mail, token_in_mail};
use crate::{clock::new_id, identity::Door, testing::platform};
use model::{
    PageRequest, Permission, Problem, Role, UserId,
    identity::{Accounts, Invitation, MemberFilter, Members},
};
use std::collections::BTreeSet;

fn invitation(email: &str, roles: &[Role]) -> Invitation {
    Invitation { email: email.into(), name: "Grace Hopper".into(), roles: roles.iter().copied().collect() }
}

#[tokio::test]
async fn somebody_invited_chooses_a_password_and_is_in() {
    let t = platform().await;
    let admin = t.user("root", &[Role::Admin]).await;
    let user = t.invite_member(&admin, invitation("grace@x.org", &[Role::Finance])).await.expect("invited");
    assert!(t.load_member(&admin, user).await.expect("member").invited);
    let session =
        t.reset_password(&t.visitor(), token_in_mail(&t, "grace@x.org").await, PASSWORD.into()).await.expect("in");
    assert_eq!(session.home, "/admin");
    let member = t.load_member(&admin, user).await.expect("member");
    assert!(!member.invited && member.roles == BTreeSet::from([Role::Finance]));
    let again = t.invite_member(&admin, invitation("GRACE@x.org", &[Role::Client])).await.expect("again");
    assert_eq!(again, user);
    assert_eq!(
        t.load_member(&admin, user).await.expect("member").roles,
        BTreeSet::from([Role::Finance]),
        "inviting changes no roles"
    );
    assert!(newest_mail(&t, "grace@x.org").await.expect("mail").contains("/sign-in"));
}

#[tokio::test]
async fn invitations_are_checked() {
    let t = platform().await;
    let admin = t.user("root", &[Role::Admin]).await;
    let bad = Invitation { email: "x".into(), name: String::new(), roles: BTreeSet::new() };
    assert_eq!(fields(t.invite_member(&admin, bad).await), ["email", "name", "roles"]);
    assert_eq!(
        fields(t.invite_member(&admin, invitation("a@x.org", &[Role::Owner])).await),
        ["roles"],
        "an admin makes no owner"
    );
    let client = t.user("ada", &[Role::Client]).await;
    assert_eq!(t.invite_member(&client, invitation("a@x.org", &[Role::Client])).await, Err(Problem::NotAllowed));
    assert_eq!(t.invite_member(&t.visitor(), invitation("a@x.org", &[Role::Client])).await, Err(Problem::SignInNeeded));
}

#[tokio::test]
async fn the_last_owner_stays() {
    let t = platform().await;
    let owner = t.user("owner", &[Role::Owner]).await;
    let second = t.user("second", &[Role::Owner]).await;
    let (owner_id, second_id) = (owner.user_id().expect("id"), second.user_id().expect("id"));
    let client = BTreeSet::from([Role::Client]);
    t.change_roles(&owner, second_id, client.clone()).await.expect("two owners: one may go");
    assert!(matches!(t.change_roles(&owner, owner_id, client).await, Err(Problem::Conflict(_))));
    let admin = t.user("root", &[Role::Admin]).await;
    assert_eq!(t.deactivate_member(&admin, owner_id).await, Err(Problem::NotAllowed));
    assert!(matches!(t.deactivate_member(&owner, owner_id).await, Err(Problem::Conflict(_))), "not oneself");
}

#[tokio::test]
async fn two_owners_cannot_unmake_each_other_at_once() {
    let t = std::sync::Arc::new(platform().await);
    let one = t.user("one", &[Role::Owner]).await;
    let two = t.user("two", &[Role::Owner]).await;
    let (a, b) = (one.user_id().expect("id"), two.user_id().expect("id"));
    let run = |by: model::Actor, whom: UserId| {
        let t = t.clone();
        tokio::spawn(async move { t.change_roles(&by, whom, BTreeSet::from([Role::Client])).await.is_ok() })
    };
    let (first, second) = (run(one, b), run(two, a));
    let done = i32::from(first.await.expect("task")) + i32::from(second.await.expect("task"));
    assert_eq!(done, 1, "one of them stays");
}

#[tokio::test]
async fn members_go_and_come_back() {
    let t = platform().await;
    let admin = t.user("root", &[Role::Admin]).await;
    let ada = t.user("ada", &[Role::Client]).await.user_id().expect("id");
    t.deactivate_member(&admin, ada).await.expect("out");
    t.deactivate_member(&admin, ada).await.expect("again is no error");
    assert!(
        t.list_members(&admin, MemberFilter { search: "ada".into(), ..Default::default() }, PageRequest::default())
            .await
            .expect("list")
            .items
            .is_empty()
    );
    t.reactivate_member(&admin, ada).await.expect("back");
    assert!(t.load_member(&admin, ada).await.expect("member").deactivated_at.is_none());
    assert_eq!(t.deactivate_member(&admin, new_id()).await, Err(Problem::NotFound));
}

#[tokio::test]
async fn people_of_other_projects_are_not_there() {
    let t = platform().await;
    let admin = t.user("root", &[Role::Admin]).await;
    let other = new_id();
    t.add_project(other, "other").await;
    let foreign = t.user_in(other, "eve", &[Role::Client]).await.user_id().expect("id");
    assert_eq!(t.load_member(&admin, foreign).await, Err(Problem::NotFound));
    assert_eq!(t.change_roles(&admin, foreign, BTreeSet::from([Role::Client])).await, Err(Problem::NotFound));
    assert_eq!(t.deactivate_member(&admin, foreign).await, Err(Problem::NotFound));
    assert_eq!(t.reactivate_member(&admin, foreign).await, Err(Problem::NotFound));
}

#[tokio::test]
async fn the_list_is_searched_and_cut() {
    let t = platform().await;
    let admin = t.user("root", &[Role::Admin]).await;
    for name in ["Ängström", "Bernoulli", "Curie", "Dirac"] {
        t.user(&name.to_lowercase(), &[Role::Client]).await;
    }
    let find = async |search: &str| {
        let page = t
            .list_members(&admin, MemberFilter { search: search.into(), ..Default::default() }, PageRequest::default())
            .await
            .expect("list");
        page.items.into_iter().map(|member| member.name).collect::<Vec<_>>()
    };
    assert_eq!(find("angstrom").await, ["ängström"]);
    assert_eq!(find("bernouli").await, ["bernoulli"], "one letter is missing");
    let first =
        t.list_members(&admin, MemberFilter::default(), PageRequest { after: None, limit: 3 }).await.expect("list");
    assert_eq!(first.items.len(), 3);
    let second = t
        .list_members(&admin, MemberFilter::default(), PageRequest { after: first.next, limit: 3 })
        .await
        .expect("list");
    assert_eq!((second.items.len(), second.next), (2, None));
}

#[tokio::test]
async fn the_matrix_changes_what_a_session_may() {
    let t = platform().await;
    let admin = t.user("root", &[Role::Admin]).await;
    let cell = |matrix: model::identity::PermissionMatrix| {
        matrix.cells.into_iter().find(|c| c.role == Role::Worker && c.permission == Permission::JobView).expect("cell")
    };
    assert!(!cell(t.load_permission_matrix(&admin).await.expect("matrix")).granted);
    t.set_role_permission(&admin, Role::Worker, Permission::JobView, true).await.expect("given");
    let given = cell(t.load_permission_matrix(&admin).await.expect("matrix"));
    assert!(given.granted && !given.by_default);
    let worker = t.invite_member(&admin, invitation("w@x.org", &[Role::Worker])).await.expect("invited");
    let session =
        t.reset_password(&t.visitor(), token_in_mail(&t, "w@x.org").await, PASSWORD.into()).await.expect("in");
    let door = Door { chosen: Some("test".into()), token: Some(session.token), ..Door::default() };
    let actor = t.recognise(door.clone()).await.expect("recognised").actor;
    assert_eq!(actor.user_id(), Ok(worker));
    assert!(actor.has(Permission::JobView));
    t.set_role_permission(&admin, Role::Worker, Permission::JobView, false).await.expect("taken");
    assert!(!t.recognise(door).await.expect("recognised").actor.has(Permission::JobView));
}

#[tokio::test]
async fn nobody_gives_what_they_lack_or_locks_the_owner_out() {
    let t = platform().await;
    let admin = t.user("root", &[Role::Admin]).await;
    assert_eq!(
        t.set_role_permission(&admin, Role::Admin, Permission::WalletUse, true).await,
        Err(Problem::NotAllowed),
        "admins lack it"
    );
    assert!(matches!(
        t.set_role_permission(&admin, Role::Owner, Permission::RoleManage, false).await,
        Err(Problem::Conflict(_))
    ));
    let finance = t.user("fin", &[Role::Finance]).await;
    assert_eq!(
        t.set_role_permission(&finance, Role::Worker, Permission::JobView, true).await,
        Err(Problem::NotAllowed)
    );
}

/// The whole matrix as one form: only what differs from what was seen is changed, and all of it or nothing.
#[tokio::test]
async fn the_matrix_as_a_form_changes_only_what_was_changed_on_it() {
    let t = platform().await;
    let admin = t.user("root", &[Role::Admin]).await;
    let cell = |role, permission| model::identity::Crossing { role, permission };
    let ticked = async || {
        let matrix = t.load_permission_matrix(&admin).await.expect("matrix");
        let on = matrix.cells.into_iter().filter(|c| c.granted && !c.fixed);
        on.map(|c| cell(c.role, c.permission)).collect::<Vec<_>>()
    };
    let seen = ticked().await;
    assert_eq!(t.change_permissions(&admin, &seen, &seen).await, Ok(0));
    // somebody else changes another cell meanwhile
    t.set_role_permission(&admin, Role::Worker, Permission::LogView, true).await.expect("meanwhile");
    let given = cell(Role::Worker, Permission::JobView);
    let taken = cell(Role::Finance, Permission::LogView);
    let wanted: Vec<_> = seen.iter().copied().filter(|c| *c != taken).chain([given]).collect();
    assert_eq!(t.change_permissions(&admin, &seen, &wanted).await, Ok(2));
    let now = ticked().await;
    assert!(now.contains(&given) && !now.contains(&taken) && now.contains(&cell(Role::Worker, Permission::LogView)));
    // one thing that may not be given, and nothing is
    let too_much: Vec<_> = now.iter().copied().chain([taken, cell(Role::Admin, Permission::WalletUse)]).collect();
    assert_eq!(t.change_permissions(&admin, &now, &too_much).await, Err(Problem::NotAllowed));
    assert_eq!(ticked().await, now);
    assert!(
        model::identity::Crossing::try_from("worker:none".to_owned()).is_err()
            && model::identity::Crossing::try_from("worker".to_owned()).is_err()
    );
    let finance = t.user("fin", &[Role::Finance]).await;
    assert_eq!(t.change_permissions(&finance, &now, &now).await, Err(Problem::NotAllowed));
}

#[tokio::test]
async fn an_invitation_does_not_open_what_was_closed_and_admins_do_not_clip_owners() {
    let t = platform().await;
    let admin = t.user("root", &[Role::Admin]).await;
    let user = t.invite_member(&admin, invitation("w@x.org", &[Role::Worker])).await.expect("invited");
    let first = newest_mail(&t, "w@x.org").await;
    t.deactivate_member(&admin, user).await.expect("out");
    let again = t.invite_member(&admin, invitation("w@x.org", &[Role::Worker])).await;
    assert!(matches!(again, Err(Problem::Conflict(_))), "{again:?}");
    assert_eq!(newest_mail(&t, "w@x.org").await, first, "no mail that promises what is not so");
    let clip = t.set_role_permission(&admin, Role::Owner, Permission::OrderRefund, false).await;
    assert_eq!(clip, Err(Problem::NotAllowed));
    let owner = t.user("owner", &[Role::Owner]).await;
    t.set_role_permission(&owner, Role::Owner, Permission::OrderRefund, false).await.expect("their own business");
}

/// A project may let supervisors manage its members; that makes nobody an admin.
#[tokio::test]
async fn who_manages_members_cannot_rise_above_themselves() {
    let t = platform().await;
    let owner = t.user("owner", &[Role::Owner]).await;
    t.set_role_permission(&owner, Role::Supervisor, Permission::MemberManage, true).await.expect("given");
    let mut lead = t.user("lead", &[Role::Supervisor]).await;
    if let Some(user) = &mut lead.user {
        user.permissions.insert(Permission::MemberManage);
    }
    let me = lead.user_id().expect("id");
    let admin = t.user("admin", &[Role::Admin]).await.user_id().expect("id");
    let ada = t.user("ada", &[Role::Client]).await.user_id().expect("id");
    for rise in [Role::Admin, Role::Finance] {
        assert_eq!(fields(t.change_roles(&lead, me, BTreeSet::from([Role::Supervisor, rise])).await), ["roles"]);
        assert_eq!(fields(t.change_roles(&lead, ada, BTreeSet::from([rise])).await), ["roles"]);
        assert_eq!(fields(t.invite_member(&lead, invitation("x@x.org", &[rise])).await), ["roles"]);
    }
    assert_eq!(fields(t.change_roles(&lead, admin, BTreeSet::from([Role::Client])).await), ["roles"], "nor take it");
    assert_eq!(fields(t.deactivate_member(&lead, admin).await), ["roles"], "nor shut it out");
    let equals = BTreeSet::from([Role::Client, Role::Seller, Role::Worker, Role::Supervisor]);
    t.change_roles(&lead, ada, equals).await.expect("no rank, or their own");
    t.deactivate_member(&lead, ada).await.expect("out");
    t.reactivate_member(&lead, ada).await.expect("and in again");
}
