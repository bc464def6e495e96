//! Lists as files: whoever may see the page gets the file, and nobody else.

use super::fixture::web;
use model::Role;

#[tokio::test]
async fn the_file_follows_the_pages_rights() {
    let web = web().await;
    let mut sessions = Vec::new();
    for role in [Role::Client, Role::Seller, Role::Supervisor, Role::Finance] {
        web.person(&format!("{role}@csv.test"), &[role]).await;
        sessions.push((role, web.session(&format!("{role}@csv.test")).await));
    }
    let may: &[(&str, &[Role])] = &[
        ("/app/orders.csv", &[Role::Client, Role::Seller, Role::Supervisor, Role::Finance]),
        ("/app/wallet/statement.csv", &[Role::Client]),
        ("/admin/orders.csv", &[Role::Supervisor, Role::Finance]),
        ("/admin/payments.csv", &[Role::Finance]),
    ];
    for (path, roles) in may {
        let answer = web.page(path, None).await;
        assert_eq!(answer.status, 303, "{path} by a visitor");
        for (role, session) in &sessions {
            let answer = web.page(path, Some(session)).await;
            if roles.contains(role) {
                assert_eq!(answer.status, 200, "{path} by {role}: {}", answer.body);
                assert!(answer.header("content-type").starts_with("text/csv"), "{path}");
                assert!(answer.header("content-disposition").starts_with("attachment; filename="), "{path}");
                assert_eq!(answer.header("cache-control"), "private, no-store");
                assert!(answer.body.starts_with('\u{feff}') && answer.body.ends_with("\r\n"), "{}", answer.body);
            } else {
                assert_eq!(answer.status, 403, "{path} by {role}");
                assert!(!answer.header("content-disposition").starts_with("attachment"), "{path} by {role}");
            }
        }
    }
    // the inner door holds by itself
    let web = web.without_door();
    let (_, client) = &sessions[0];
    for path in ["/admin/orders.csv", "/admin/payments.csv", "/sell/earnings.csv"] {
        let answer = web.page(path, Some(client)).await;
        assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
    }
}

#[tokio::test]
async fn a_wrong_filter_is_no_error_and_a_wrong_currency_is() {
    let web = web().await;
    web.person("ada@csv.test", &[Role::Client]).await;
    let ada = web.session("ada@csv.test").await;
    assert_eq!(web.page("/app/orders.csv?status=nonsense&q=%25", Some(&ada)).await.status, 200);
    assert_eq!(web.page("/app/wallet/statement.csv?currency=XXX", Some(&ada)).await.status, 404);
    let named = web.page("/app/wallet/statement.csv?currency=EUR", Some(&ada)).await;
    assert!(named.header("content-disposition").contains("statement-EUR.csv"));
}
