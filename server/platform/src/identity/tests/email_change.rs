//! Another address: asked for, confirmed, called off, and everything that must not work.

use super::{PASSWORD, actor_of, fields, newcomer, newest_mail, token_in_mail};
use crate::testing::{TestPlatform, platform};
use model::{Problem, identity::Accounts};
use time::Duration;

async fn ask(t: &TestPlatform, session: &str, email: &str) -> Result<(), Problem> {
    t.request_email_change(&actor_of(t, session).await, email.into(), PASSWORD.into()).await
}

#[tokio::test]
async fn the_new_mailbox_answers_and_the_old_one_is_told() {
    let t = platform().await;
    let session = newcomer(&t, "ada@x.org").await;
    ask(&t, &session.token, " Ada@New.org ").await.expect("asked");
    let notice = newest_mail(&t, "ada@x.org").await.expect("a notice");
    assert!(notice.contains("/forgot") && !notice.contains("token=") && !notice.contains("new.org"), "{notice}");
    let actor = actor_of(&t, &session.token).await;
    let profile = t.load_profile(&actor).await.expect("profile");
    assert_eq!((profile.email.as_str(), profile.new_email.as_deref()), ("ada@x.org", Some("ada@new.org")));
    t.sign_in(&t.visitor(), "ada@x.org".into(), PASSWORD.into()).await.expect("nothing has changed yet");

    let token = token_in_mail(&t, "ada@new.org").await;
    t.confirm_email_change(&t.visitor(), token.clone()).await.expect("from any browser");
    let again = t.confirm_email_change(&t.visitor(), token).await;
    assert!(matches!(again, Err(Problem::Conflict(_))), "once: {again:?}");
    let profile = t.load_profile(&actor).await.expect("profile");
    assert_eq!((profile.email.as_str(), profile.new_email), ("ada@new.org", None));
    assert!(newest_mail(&t, "ada@x.org").await.expect("a mail").contains("no longer signs in"));
    assert!(actor_of(&t, &session.token).await.user.is_some(), "still signed in here");
    t.sign_in(&t.visitor(), "ada@new.org".into(), PASSWORD.into()).await.expect("the new address");
    assert_eq!(fields(t.sign_in(&t.visitor(), "ada@x.org".into(), PASSWORD.into()).await), ["password"]);
}

#[tokio::test]
async fn bad_wishes_are_refused_at_their_fields() {
    let t = platform().await;
    let session = newcomer(&t, "ada@x.org").await;
    let actor = actor_of(&t, &session.token).await;
    let long = format!("{}@x.org", "a".repeat(260));
    let table: [(&str, &str, &[&str]); 7] = [
        ("", "", &["email", "current"]),
        ("nonsense", PASSWORD, &["email"]),
        (&long, PASSWORD, &["email"]),
        ("a@x.org\r\nBcc: b@x.org", PASSWORD, &["email"]),
        ("ADA@x.org", PASSWORD, &["email"]),
        ("new@x.org", "not it at all", &["current"]),
        ("new@x.org", &"x".repeat(201), &["current"]),
    ];
    for (email, current, wanted) in table {
        assert_eq!(fields(t.request_email_change(&actor, email.into(), current.into()).await), wanted, "{email:?}");
    }
    assert_eq!(t.load_profile(&actor).await.expect("profile").new_email, None);
    assert_eq!(newest_mail(&t, "new@x.org").await, None);
    let visitor = t.visitor();
    assert_eq!(t.request_email_change(&visitor, "a@x.org".into(), PASSWORD.into()).await, Err(Problem::SignInNeeded));
    assert_eq!(t.cancel_email_change(&visitor).await, Err(Problem::SignInNeeded));
    for token in ["", "nonsense", &"x".repeat(100_000)] {
        let answer = t.confirm_email_change(&visitor, token.to_owned()).await;
        assert!(matches!(answer, Err(Problem::Conflict(_))), "{answer:?}");
    }
}

#[tokio::test]
async fn a_link_dies_by_age_by_a_newer_wish_by_calling_off_and_by_a_new_password() {
    let t = platform().await;
    let session = newcomer(&t, "ada@x.org").await;
    let actor = actor_of(&t, &session.token).await;
    let dead = async |token: String, why: &str| {
        let answer = t.confirm_email_change(&t.visitor(), token).await;
        assert!(matches!(answer, Err(Problem::Conflict(_))), "{why}: {answer:?}");
    };
    ask(&t, &session.token, "one@x.org").await.expect("asked");
    let old = token_in_mail(&t, "one@x.org").await;
    t.clock.advance(Duration::hours(49));
    assert_eq!(t.load_profile(&actor).await.expect("profile").new_email, None, "too old to wait");
    dead(old.clone(), "too old").await;

    ask(&t, &session.token, "two@x.org").await.expect("asked");
    let two = token_in_mail(&t, "two@x.org").await;
    ask(&t, &session.token, "three@x.org").await.expect("asked again");
    dead(two, "a newer wish took its place").await;

    let three = token_in_mail(&t, "three@x.org").await;
    t.cancel_email_change(&actor).await.expect("called off");
    t.cancel_email_change(&actor).await.expect("again is no error");
    dead(three, "called off").await;

    ask(&t, &session.token, "four@x.org").await.expect("asked");
    let four = token_in_mail(&t, "four@x.org").await;
    t.change_password(&actor, PASSWORD.into(), "a new set of words".into()).await.expect("changed");
    dead(four, "whoever changes the password stops it").await;
    assert_eq!(t.load_profile(&actor).await.expect("profile").email, "ada@x.org");
}

#[tokio::test]
async fn somebody_elses_address_is_not_given_away_and_not_taken() {
    let t = platform().await;
    newcomer(&t, "bob@x.org").await;
    let ada = newcomer(&t, "ada@x.org").await;
    ask(&t, &ada.token, "bob@x.org").await.expect("the same answer");
    let profile = t.load_profile(&actor_of(&t, &ada.token).await).await.expect("profile");
    assert_eq!(profile.new_email.as_deref(), Some("bob@x.org"), "the same look");
    let mail = newest_mail(&t, "bob@x.org").await.expect("a mail");
    assert!(!mail.contains("token="), "{mail}");
    // An address that is free when it is asked for, and taken when it is confirmed.
    ask(&t, &ada.token, "eve@x.org").await.expect("asked");
    let token = token_in_mail(&t, "eve@x.org").await;
    newcomer(&t, "eve@x.org").await;
    let answer = t.confirm_email_change(&t.visitor(), token).await;
    assert!(matches!(answer, Err(Problem::Conflict(_))), "{answer:?}");
    assert_eq!(t.load_profile(&actor_of(&t, &ada.token).await).await.expect("profile").email, "ada@x.org");
}

#[tokio::test]
async fn nobody_floods_a_mailbox_or_guesses_the_password_here() {
    let t = platform().await;
    let session = newcomer(&t, "ada@x.org").await;
    let actor = actor_of(&t, &session.token).await;
    for _ in 0..5 {
        ask(&t, &session.token, "victim@x.org").await.expect("asked");
    }
    assert!(matches!(ask(&t, &session.token, "victim@x.org").await, Err(Problem::TooMany(_))));
    t.clock.advance(Duration::hours(2));
    for _ in 0..5 {
        let guess = t.request_email_change(&actor, "new@x.org".into(), "wrong wrong wrong".into()).await;
        assert_eq!(fields(guess), ["current"]);
    }
    assert!(matches!(ask(&t, &session.token, "new@x.org").await, Err(Problem::TooMany(_))), "even the right one waits");
    let change = t.change_password(&actor, PASSWORD.into(), "a new set of words".into()).await;
    assert!(matches!(change, Err(Problem::TooMany(_))), "one count for both");
}

#[tokio::test]
async fn an_old_reset_link_is_void_once_the_password_or_the_address_has_changed() {
    let t = platform().await;
    let session = newcomer(&t, "ada@x.org").await;
    let actor = actor_of(&t, &session.token).await;
    let reset = async |token: String| t.reset_password(&t.visitor(), token, "somebody else's words".into()).await;
    t.request_password_reset(&t.visitor(), "ada@x.org".into()).await.expect("asked");
    let token = token_in_mail(&t, "ada@x.org").await;
    t.change_password(&actor, PASSWORD.into(), PASSWORD.into()).await.expect("changed");
    assert!(matches!(reset(token).await, Err(Problem::Conflict(_))));
    t.request_password_reset(&t.visitor(), "ada@x.org".into()).await.expect("asked");
    let token = token_in_mail(&t, "ada@x.org").await;
    ask(&t, &session.token, "new@x.org").await.expect("asked");
    t.confirm_email_change(&t.visitor(), token_in_mail(&t, "new@x.org").await).await.expect("confirmed");
    assert!(matches!(reset(token).await, Err(Problem::Conflict(_))));
}
