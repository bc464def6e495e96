//! Signing up, in and out; passwords; sessions.

use super::{PASSWORD, actor_of, fields, newcomer, newest_mail, token_in_mail};
use crate::testing::platform;
use model::{
    Problem, Role,
    identity::{Accounts, rules},
};
use time::Duration;

#[tokio::test]
async fn a_newcomer_confirms_and_is_in() {
    let t = platform().await;
    let session = newcomer(&t, "ada@x.org").await;
    let actor = actor_of(&t, &session.token).await;
    let user = actor.signed_in().expect("signed in");
    assert_eq!((user.name.as_str(), user.email.as_str()), ("Ada Lovelace", "ada@x.org"));
    assert!(user.email_verified && user.roles.contains(&Role::Client));
    assert_eq!(session.home, "/app");
}

#[tokio::test]
async fn nobody_exists_before_the_mail_is_confirmed() {
    let t = platform().await;
    t.sign_up(&t.visitor(), "Ada".into(), "ada@x.org".into(), PASSWORD.into()).await.expect("signed up");
    assert_eq!(fields(t.sign_in(&t.visitor(), "ada@x.org".into(), PASSWORD.into()).await), ["password"]);
}

#[tokio::test]
async fn whoever_reads_the_mail_needs_the_password_too() {
    let t = platform().await;
    t.sign_up(&t.visitor(), "Mallory".into(), "victim@x.org".into(), "mallorys own words".into())
        .await
        .expect("signed up");
    let token = token_in_mail(&t, "victim@x.org").await;
    assert_eq!(fields(t.verify_email(&t.visitor(), token, PASSWORD.into()).await), ["password"]);
}

#[tokio::test]
async fn a_link_works_once_and_for_two_days() {
    let t = platform().await;
    t.sign_up(&t.visitor(), "Ada".into(), "ada@x.org".into(), PASSWORD.into()).await.expect("signed up");
    let token = token_in_mail(&t, "ada@x.org").await;
    t.verify_email(&t.visitor(), token.clone(), PASSWORD.into()).await.expect("first time");
    assert!(matches!(t.verify_email(&t.visitor(), token, PASSWORD.into()).await, Err(Problem::Conflict(_))));
    t.sign_up(&t.visitor(), "Bob".into(), "bob@x.org".into(), PASSWORD.into()).await.expect("signed up");
    let late = token_in_mail(&t, "bob@x.org").await;
    t.clock.advance(Duration::hours(49));
    assert!(matches!(t.verify_email(&t.visitor(), late, PASSWORD.into()).await, Err(Problem::Conflict(_))));
    assert!(matches!(
        t.verify_email(&t.visitor(), "nonsense".into(), PASSWORD.into()).await,
        Err(Problem::Conflict(_))
    ));
}

#[tokio::test]
async fn signing_up_twice_says_the_same_and_changes_nothing() {
    let t = platform().await;
    newcomer(&t, "ada@x.org").await;
    t.sign_up(&t.visitor(), "Mallory".into(), "Ada@X.org".into(), "mallorys own words".into())
        .await
        .expect("same answer");
    let mail = newest_mail(&t, "ada@x.org").await.expect("a mail");
    assert!(mail.contains("/sign-in") && !mail.contains("token="), "{mail}");
    t.sign_in(&t.visitor(), "ada@x.org".into(), PASSWORD.into()).await.expect("the old password still counts");
}

#[tokio::test]
async fn every_bad_field_is_named_at_once() {
    let t = platform().await;
    assert_eq!(
        fields(t.sign_up(&t.visitor(), " ".into(), "nonsense".into(), "short".into()).await),
        ["name", "email", "password"]
    );
    assert_eq!(fields(t.sign_in(&t.visitor(), "nonsense".into(), "x".into()).await), ["email"]);
    assert_eq!(fields(t.sign_in(&t.visitor(), "ada@x.org".into(), String::new()).await), ["password"]);
}

#[tokio::test]
async fn guessing_slows_down_and_ends_with_the_right_password() {
    let t = platform().await;
    newcomer(&t, "ada@x.org").await;
    for _ in 0..5 {
        assert_eq!(fields(t.sign_in(&t.visitor(), "ada@x.org".into(), "wrong wrong wrong".into()).await), ["password"]);
    }
    assert!(
        matches!(t.sign_in(&t.visitor(), "ada@x.org".into(), PASSWORD.into()).await, Err(Problem::TooMany(2))),
        "even the right one waits"
    );
    t.clock.advance(Duration::seconds(3));
    t.sign_in(&t.visitor(), "ada@x.org".into(), PASSWORD.into()).await.expect("right, after waiting");
    assert_eq!(
        fields(t.sign_in(&t.visitor(), "ada@x.org".into(), "wrong wrong wrong".into()).await),
        ["password"],
        "the count began anew"
    );
}

#[tokio::test]
async fn an_address_nobody_has_is_treated_the_same() {
    let t = platform().await;
    for _ in 0..5 {
        assert_eq!(fields(t.sign_in(&t.visitor(), "nobody@x.org".into(), PASSWORD.into()).await), ["password"]);
    }
    assert!(matches!(t.sign_in(&t.visitor(), "nobody@x.org".into(), PASSWORD.into()).await, Err(Problem::TooMany(_))));
}

#[tokio::test]
async fn a_hundred_tries_at_once_are_a_hundred_tries() {
    let t = std::sync::Arc::new(platform().await);
    newcomer(&t, "ada@x.org").await;
    let tries: Vec<_> = (0..20)
        .map(|_| {
            let t = t.clone();
            tokio::spawn(async move {
                matches!(
                    t.sign_in(&t.visitor(), "ada@x.org".into(), "wrong wrong wrong".into()).await,
                    Err(Problem::Invalid(_))
                )
            })
        })
        .collect();
    let mut checked = 0;
    for one in tries {
        checked += i32::from(one.await.expect("task"));
    }
    assert_eq!(checked, 5, "only the free tries reached the password");
}

#[tokio::test]
async fn who_begins_first_and_is_counted_second_does_not_wait() {
    let t = platform().await;
    newcomer(&t, "ada@x.org").await;
    newcomer(&t, "ben@x.org").await;
    let wrong = t.sign_in(&t.visitor(), "ben@x.org".into(), "wrong wrong wrong".into()).await;
    assert_eq!(fields(wrong), ["password"]);
    t.clock.advance(-Duration::seconds(1));
    t.sign_in(&t.visitor(), "ada@x.org".into(), PASSWORD.into()).await.expect("a colleague's try came in between");
    t.sign_in(&t.visitor(), "ben@x.org".into(), PASSWORD.into()).await.expect("and one's own from another window");
}

#[tokio::test]
async fn a_reset_sets_the_password_and_ends_all_sessions() {
    let t = platform().await;
    let before = newcomer(&t, "ada@x.org").await;
    t.request_password_reset(&t.visitor(), "ada@x.org".into()).await.expect("asked");
    let older = token_in_mail(&t, "ada@x.org").await;
    t.request_password_reset(&t.visitor(), "ada@x.org".into()).await.expect("asked again");
    let token = token_in_mail(&t, "ada@x.org").await;
    assert!(
        matches!(t.reset_password(&t.visitor(), older, "a new set of words".into()).await, Err(Problem::Conflict(_))),
        "the newer mail counts"
    );
    assert_eq!(fields(t.reset_password(&t.visitor(), token.clone(), "short".into()).await), ["password"]);
    let after = t.reset_password(&t.visitor(), token.clone(), "a new set of words".into()).await.expect("reset");
    assert!(
        matches!(t.reset_password(&t.visitor(), token, "another set of words".into()).await, Err(Problem::Conflict(_))),
        "once"
    );
    assert!(actor_of(&t, &before.token).await.user.is_none(), "the old session ended");
    assert!(actor_of(&t, &after.token).await.user.is_some());
    t.sign_in(&t.visitor(), "ada@x.org".into(), "a new set of words".into()).await.expect("the new password");
    assert_eq!(fields(t.sign_in(&t.visitor(), "ada@x.org".into(), PASSWORD.into()).await), ["password"]);
}

#[tokio::test]
async fn a_reset_for_nobody_says_the_same_and_mails_nobody() {
    let t = platform().await;
    t.request_password_reset(&t.visitor(), "nobody@x.org".into()).await.expect("same answer");
    assert_eq!(newest_mail(&t, "nobody@x.org").await, None);
}

#[tokio::test]
async fn a_reset_link_is_too_old_after_two_hours() {
    let t = platform().await;
    newcomer(&t, "ada@x.org").await;
    t.request_password_reset(&t.visitor(), "ada@x.org".into()).await.expect("asked");
    let token = token_in_mail(&t, "ada@x.org").await;
    t.clock.advance(Duration::minutes(121));
    assert!(matches!(
        t.reset_password(&t.visitor(), token, "a new set of words".into()).await,
        Err(Problem::Conflict(_))
    ));
}

#[tokio::test]
async fn changing_the_password_keeps_this_browser_only() {
    let t = platform().await;
    let here = newcomer(&t, "ada@x.org").await;
    let there = t.sign_in(&t.visitor(), "ada@x.org".into(), PASSWORD.into()).await.expect("elsewhere");
    let actor = actor_of(&t, &here.token).await;
    assert_eq!(
        fields(t.change_password(&actor, "not it at all".into(), "a new set of words".into()).await),
        ["current"]
    );
    assert_eq!(fields(t.change_password(&actor, PASSWORD.into(), "short".into()).await), ["password"]);
    t.change_password(&actor, PASSWORD.into(), "a new set of words".into()).await.expect("changed");
    assert!(actor_of(&t, &here.token).await.user.is_some());
    assert!(actor_of(&t, &there.token).await.user.is_none());
    assert!(matches!(
        t.change_password(&t.visitor(), PASSWORD.into(), "a new set of words".into()).await,
        Err(Problem::SignInNeeded)
    ));
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one() {
    let t = platform().await;
    let here = newcomer(&t, "ada@x.org").await;
    let there = t.sign_in(&t.visitor(), "ada@x.org".into(), PASSWORD.into()).await.expect("elsewhere");
    let stranger = newcomer(&t, "bob@x.org").await;
    let actor = actor_of(&t, &here.token).await;
    let sessions = t.list_sessions(&actor).await.expect("list");
    assert_eq!(sessions.len(), 2);
    assert_eq!(sessions.iter().filter(|session| session.current).count(), 1);
    let other = sessions.iter().find(|session| !session.current).expect("the other").id;
    let foreign = actor_of(&t, &stranger.token).await;
    assert_eq!(t.revoke_session(&foreign, other).await, Err(Problem::NotFound), "not theirs to know of");
    t.revoke_session(&actor, other).await.expect("revoked");
    t.revoke_session(&actor, other).await.expect("again is no error");
    assert!(actor_of(&t, &there.token).await.user.is_none());
    t.sign_out_everywhere(&actor).await.expect("out");
    assert!(actor_of(&t, &here.token).await.user.is_none());
}

#[tokio::test]
async fn signing_in_replaces_the_session_and_takes_the_cart_along() {
    let t = platform().await;
    let first = newcomer(&t, "ada@x.org").await;
    let mut actor = actor_of(&t, &first.token).await;
    actor.visitor = Some("visitor-cookie".into());
    let second = t.sign_in(&actor, "ada@x.org".into(), PASSWORD.into()).await.expect("again");
    assert_ne!(first.token, second.token);
    assert!(actor_of(&t, &first.token).await.user.is_none(), "no session is fixed before the sign-in");
    assert!(!t.is_signed_in(&actor).await.expect("asked"));
}

#[tokio::test]
async fn a_session_ends_by_itself_and_by_signing_out() {
    let t = platform().await;
    let session = newcomer(&t, "ada@x.org").await;
    t.clock.advance(Duration::days(29));
    let actor = actor_of(&t, &session.token).await;
    assert!(actor.user.is_some(), "used within 30 days");
    t.clock.advance(Duration::days(29));
    assert!(actor_of(&t, &session.token).await.user.is_some(), "using it made it longer");
    t.clock.advance(Duration::days(31));
    assert!(actor_of(&t, &session.token).await.user.is_none());
    let again = t.sign_in(&t.visitor(), "ada@x.org".into(), PASSWORD.into()).await.expect("again");
    let actor = actor_of(&t, &again.token).await;
    t.sign_out(&actor).await.expect("out");
    assert!(actor_of(&t, &again.token).await.user.is_none());
    t.sign_out(&t.visitor()).await.expect("a visitor is out already");
}

#[tokio::test]
async fn the_profile_is_checked_and_kept() {
    let t = platform().await;
    let session = newcomer(&t, "ada@x.org").await;
    let actor = actor_of(&t, &session.token).await;
    let mut profile = t.load_profile(&actor).await.expect("profile");
    profile.name = "  ".into();
    profile.bio = "x".repeat(2001);
    profile.time_zone = "Europe/Atlantis".into();
    assert_eq!(fields(t.save_profile(&actor, profile.clone()).await), ["name", "bio", "time_zone"]);
    profile = model::identity::Profile {
        name: " Ada  King ".into(),
        bio: "Numbers.".into(),
        lang: model::Lang::De,
        time_zone: "Europe/London".into(),
        ..profile
    };
    profile.email = "other@x.org".into();
    t.save_profile(&actor, profile).await.expect("saved");
    let saved = t.load_profile(&actor).await.expect("profile");
    assert_eq!((saved.name.as_str(), saved.email.as_str(), saved.lang), ("Ada King", "ada@x.org", model::Lang::De));
}

#[tokio::test]
async fn an_office_signs_in_all_day_and_a_guesser_behind_it_does_not_get_far() {
    let t = platform().await;
    newcomer(&t, "ada@x.org").await;
    let mut office = t.visitor();
    office.client.address = "2001:db8::7".into();
    for _ in 0..=rules::FREE_TRIES_PER_ADDRESS {
        t.sign_in(&office, "ada@x.org".into(), PASSWORD.into()).await.expect("what succeeds does not count");
    }
    let mut refused = 0;
    for n in 0..=rules::FREE_TRIES_PER_ADDRESS {
        // A guesser has the whole network to come from, and an account of their own to look harmless with.
        office.client.address = format!("2001:db8::{n:x}");
        let guess = t.sign_in(&office, format!("victim{n}@x.org"), "wrong wrong wrong".into()).await;
        refused += i32::from(matches!(guess, Err(Problem::TooMany(_))));
        if n == 10 {
            t.sign_in(&office, "ada@x.org".into(), PASSWORD.into()).await.expect("their own");
        }
    }
    assert_eq!(refused, 1, "one success forgives itself, not the guesses");
}
