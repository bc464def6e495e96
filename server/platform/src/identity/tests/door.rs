//! Hosts, cookies, languages.

use super::{actor_of, newcomer};
use crate::{clock::new_id, identity::Door, testing::platform};
use model::{Lang, ProjectId, Role};

#[tokio::test]
async fn a_host_of_its_own_beats_the_switch_and_an_unproven_one_leads_nowhere() {
    let t = platform().await;
    let other: ProjectId = new_id();
    t.add_project(other, "other").await;
    let mut tx = t.db.operator().await.expect("operator");
    sqlx::query("INSERT INTO project_domains (domain, project_id, verified_at) VALUES ('other.example', $1, now()), ('new.example', $1, NULL)")
        .bind(other.0).execute(&mut *tx).await.expect("domains");
    tx.commit().await.expect("commit");
    let at = async |host: &str, chosen: Option<&str>| {
        t.recognise(Door { host: host.into(), chosen: chosen.map(str::to_owned), ..Door::default() })
            .await
            .expect("recognised")
            .actor
            .project
    };
    assert_eq!(at("other.example", Some("test")).await, other);
    assert_eq!(at("new.example", Some("test")).await, t.project);
    assert_eq!(at("localhost", Some("other")).await, other);
    assert_eq!(at("localhost", Some("no-such-project")).await, t.project, "the oldest one stands in");
}

#[tokio::test]
async fn a_session_counts_only_where_its_person_belongs() {
    let t = platform().await;
    t.add_project(new_id(), "other").await;
    let session = newcomer(&t, "ada@x.org").await;
    let there = Door { chosen: Some("other".into()), token: Some(session.token.clone()), ..Door::default() };
    assert!(t.recognise(there.clone()).await.expect("recognised").actor.user.is_none());
    let mut tx = t.db.operator().await.expect("operator");
    sqlx::query("UPDATE users SET superadmin = true WHERE email = 'ada@x.org'")
        .execute(&mut *tx)
        .await
        .expect("promote");
    tx.commit().await.expect("commit");
    assert!(
        t.recognise(there)
            .await
            .expect("recognised")
            .actor
            .user
            .is_some_and(|user| user.superadmin && user.roles.is_empty())
    );
}

#[tokio::test]
async fn a_person_locked_out_is_nobody_at_once() {
    let t = platform().await;
    let session = newcomer(&t, "ada@x.org").await;
    let user = actor_of(&t, &session.token).await.user_id().expect("signed in");
    let mut tx = t.db.operator().await.expect("operator");
    sqlx::query("UPDATE project_members SET deactivated_at = now() WHERE user_id = $1")
        .bind(user.0)
        .execute(&mut *tx)
        .await
        .expect("out");
    tx.commit().await.expect("commit");
    assert!(actor_of(&t, &session.token).await.user.is_none());
}

#[tokio::test]
async fn languages_in_their_order() {
    let t = platform().await;
    let session = newcomer(&t, "ada@x.org").await;
    let lang = async |lang: Option<Lang>, lang_chosen: bool, token: Option<String>| {
        t.recognise(Door { lang, lang_chosen, token, chosen: Some("test".into()), ..Door::default() })
            .await
            .expect("recognised")
            .actor
            .lang
    };
    assert_eq!(lang(None, false, None).await, Lang::En, "the project's");
    assert_eq!(lang(Some(Lang::De), false, None).await, Lang::De, "the browser's");
    assert_eq!(lang(Some(Lang::De), false, Some(session.token.clone())).await, Lang::En, "the person's own");
    assert_eq!(lang(Some(Lang::De), true, Some(session.token)).await, Lang::De, "the switch");
}

#[tokio::test]
async fn what_a_forged_cookie_is_worth() {
    let t = platform().await;
    for token in ["", "x", "'; DROP TABLE sessions; --", &"a".repeat(5000)] {
        assert!(actor_of(&t, token).await.user.is_none());
    }
    let admin = t.user("root", &[Role::Admin]).await;
    assert!(!t.is_signed_in(&admin).await.expect("asked"), "an actor without a session");
}
