//! What the hot pages ask the database: a fixed number of statements, however many orders, products and milestones they
//! show. A loop around a query shows up here.

use super::fixture::{Web, web};
use std::{cell::Cell, sync::Once};
use tracing::{Event, Subscriber, level_filters::LevelFilter};
use tracing_subscriber::{
    Layer,
    layer::{Context, SubscriberExt},
};

/// Who looks at which page, and how many statements it may cost, all of the request's own included: recognising the
/// session, the shell, and the BEGIN and COMMIT of each transaction.
const PAGES: &[(Option<&str>, &str, usize)] = &[
    (None, "/", 20),
    (None, "/search", 20),
    (None, "/services/logo-that-still-works-at-16-pixels", 20),
    (Some("client@demo.test"), "/app", 20),
    (Some("client@demo.test"), "/app/orders", 20),
    (Some("client@demo.test"), "/app/wallet", 20),
    (Some("seller@demo.test"), "/sell", 20),
    (Some("seller@demo.test"), "/sell/orders", 20),
    (Some("seller@demo.test"), "/sell/earnings", 20),
    (Some("seller@demo.test"), "/sell/products", 20),
    (Some("owner@demo.test"), "/admin", 20),
    (Some("owner@demo.test"), "/admin/orders", 20),
    (Some("owner@demo.test"), "/admin/payments", 20),
    (Some("owner@demo.test"), "/admin/reviews", 20),
];

thread_local! {
    /// What this thread has sent: a test runs on one thread from its first line to its last.
    static SENT: Cell<usize> = const { Cell::new(0) };
}

/// Counts what sqlx says it sent. Installed for the whole process: a subscriber of one thread alone may miss what another
/// thread has looked up first, because tracing remembers which places nobody listens to.
struct Statements;

impl<S: Subscriber> Layer<S> for Statements {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" {
            SENT.set(SENT.get() + 1);
        }
    }
}

fn count_statements() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let subscriber = tracing_subscriber::registry().with(Statements.with_filter(LevelFilter::DEBUG));
        tracing::subscriber::set_global_default(subscriber).expect("no other test listens");
    });
}

async fn cost(web: &Web, path: &str, session: Option<&str>) -> usize {
    let before = SENT.get();
    let answer = web.page(path, session).await;
    assert_eq!(answer.status, 200, "{path}");
    SENT.get() - before
}

#[tokio::test]
async fn hot_pages_cost_a_fixed_number_of_statements() {
    let web = web().await;
    web.state.platform.load_demo().await.expect("the demo");
    count_statements();
    let order: uuid::Uuid = sqlx::query_scalar(
        "SELECT o.id FROM orders o JOIN delivery_milestones m USING (project_id) JOIN users u ON u.id = o.buyer_id
         WHERE m.order_id = o.id AND u.email = 'client@demo.test' GROUP BY o.id ORDER BY count(*) DESC, o.id LIMIT 1",
    )
    .fetch_one(&web.pool)
    .await
    .expect("an order");
    let order = format!("/app/orders/{order}");
    let review: uuid::Uuid =
        sqlx::query_scalar("SELECT id FROM review_tasks WHERE subject = 'product' AND closed_at IS NULL LIMIT 1")
            .fetch_one(&web.pool)
            .await
            .expect("a review");
    let (review, own) = (format!("/admin/reviews/{review}"), format!("/sell/reviews/{review}"));
    let pages = PAGES.iter().copied().chain([
        (Some("client@demo.test"), order.as_str(), 20),
        (Some("owner@demo.test"), review.as_str(), 20),
        (Some("seller@demo.test"), own.as_str(), 20),
    ]);
    let mut dear = Vec::new();
    for (who, path, most) in pages {
        let session = match who {
            Some(email) => Some(web.session(email).await),
            None => None,
        };
        // The first look fills caches and opens connections.
        cost(&web, path, session.as_deref()).await;
        let found = cost(&web, path, session.as_deref()).await;
        assert!(found > 0, "the statements are counted");
        if found > most {
            dear.push(format!("{path}: {found} statements, not {most}"));
        }
    }
    assert!(dear.is_empty(), "{}", dear.join("\n"));
}
