//! A body that fits every server function: names and values of all their arguments at once. Serde takes what it knows and
//! leaves the rest. Where one name means different things, the function's own line wins.

use serde_json::{Value, json};

const ID: &str = "0191d8a0-0000-7000-8000-000000000001";

/// Form fields, by name.
pub fn form(function: &str) -> String {
    let mut fields: Vec<(&str, &str)> = vec![
        ("name", "Ada"),
        ("email", "nobody@x.org"),
        ("password", "correct horse battery"),
        ("token", "none"),
        ("current", "x"),
        ("lang", "en"),
        ("time_zone", "Europe/Berlin"),
        ("id", ID),
        ("product", ID),
        ("quantity", "1"),
        ("slug", "none-such"),
        ("reason", "Because."),
        ("name_en", "A"),
        ("name_de", "A"),
        ("icon", "folder"),
        ("key", "walk"),
        ("group", ID),
        ("deliverable", ID),
        ("milestone", ID),
        ("points", "1"),
        ("order", ID),
        ("offer", ID),
        ("dispute", ID),
        ("resolution", "none"),
        ("file", ID),
        ("user", ID),
        ("role", "worker"),
        ("permission", "job.view"),
        ("granted", "true"),
        ("topic", "orders"),
        ("item", ID),
        ("proposal", ID),
        ("side", "client"),
        ("payment", ID),
        ("amount", "1.00"),
        ("gateway", "none"),
        ("domain", "none.example.org"),
        ("typed", "lo"),
        ("business_name", "Walk"),
        ("business_type", "individual"),
        ("country", "DE"),
        ("seller", ID),
        ("currency", "EUR"),
        ("after", ""),
        ("ids[]", ID),
        ("event", "pause"),
        ("chat", ID),
        ("seq", "1"),
        ("content", "Hello"),
        ("emoji", "👍"),
        ("on", "true"),
        ("query", "hello"),
        ("title", "Walk"),
        ("people[]", ID),
        ("report", ID),
        ("upheld", "false"),
        ("task", ID),
        ("thread", ID),
        ("comment", ID),
        ("help", ID),
        ("version", "1"),
        ("kind", "approve"),
        ("subject", "product"),
        ("subject_id", ID),
        ("visibility", "internal"),
        ("body", "Words."),
        ("question", "Why?"),
        ("answer", "Because."),
        ("note", "Words."),
    ];
    let own: &[(&str, &str)] = match function {
        "chats/report_message" => &[("reason", "spam")],
        "chats/list_reports" => &[("status", "open")],
        "reviews/ask_for_help" => &[("role", "finance")],
        "reviews/set_rule" => &[("roles[approver]", "1")],
        "jobs/retry_job" | "jobs/discard_job" => &[("id", "1")],
        "disputes/write_in_dispute" => &[("visibility", "both")],
        "disputes/open_dispute" => &[("kind", "other")],
        "offers/ask_for_offer" => &[("chat", ID), ("what", "A")],
        "offers/offer_form" => &[("chat", ID)],
        "offers/send_offer" => {
            &[("chat", ID), ("draft[key]", "walk-through"), ("draft[product]", ID), ("draft[title]", "A")]
        }
        _ => &[],
    };
    fields.retain(|(name, _)| !own.iter().any(|(own, _)| own == name) && *name != "after");
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in fields.iter().chain(own) {
        body.append_pair(name, value);
    }
    body.finish()
}

/// The same for those that take JSON.
pub fn json(function: &str) -> Value {
    let filter = match function {
        "reviews/list_reviews" => json!({ "tab": "open", "subject": null }),
        "orders/list_orders" => {
            json!({ "side": "client", "statuses": [], "needs_me": false, "late": false, "search": "" })
        }
        "chats/list_chats" => json!({ "side": "client" }),
        _ => json!({}),
    };
    json!({
        "chat": ID, "around": "end", "message": { "chat": ID, "client_id": ID, "content": "Hello" },
        "filter": filter, "after": null, "query": {}, "seller": ID, "commission": 100, "gateway": "none", "enabled": false, "credentials": {}, "id": ID,
        "version": 1, "draft": serde_json::to_value(model::catalogue::ProductDraft::default()).expect("a draft"),
        "settings": { "name": "Main", "tagline": "", "currency": "EUR", "lang": "en", "time_zone": "Europe/Berlin", "colour": "", "logo": "", "sender_name": "",
            "commission": 1000, "clearing_days": 7, "auto_accept_days": 7, "review_products": false, "max_upload_bytes": 52_428_800 },
    })
}
