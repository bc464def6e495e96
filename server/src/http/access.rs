//! The permission map of the web: every server function and every route, and who may come that far. What they may do
//! with a particular thing (their own order, their own file) is decided by the platform, which also checks again what
//! stands here: this is the outer of two doors. A test walks both against each other, and fails for what is not listed.

mod routes;

pub use routes::ROUTES;

use super::{
    problem::{Asker, accepts_html},
    session::Visit,
};
use axum::{
    extract::Request,
    http::{Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use model::{Actor, Permission, Permission as P, Problem};
use std::sync::Arc;

/// Who may come that far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Visitors too.
    Anyone,
    /// Whoever is signed in; what is theirs is decided inside.
    Person,
    /// Holders of a permission.
    Holds(Permission),
    /// Staff of the project.
    Staff,
    Superadmin,
    /// Machines with a signature or a token of their own, checked by the handler.
    Machine,
}

impl Who {
    /// `SignInNeeded` or `NotAllowed` for those who may not.
    pub fn check(self, actor: &Actor) -> Result<(), Problem> {
        let may = match self {
            Self::Anyone | Self::Machine => return Ok(()),
            Self::Person => true,
            Self::Holds(permission) => actor.has(permission),
            Self::Staff => actor.is_staff(),
            Self::Superadmin => actor.user.as_ref().is_some_and(|user| user.superadmin),
        };
        actor.signed_in()?;
        if may { Ok(()) } else { Err(Problem::NotAllowed) }
    }
}

/// Who may call a server function, by its address.
pub fn function(path: &str) -> Option<Who> {
    let name = path.strip_prefix("/api/")?;
    FUNCTIONS.iter().find(|(listed, _)| *listed == name).map(|(_, who)| *who)
}

/// Who may open a route, by its pattern in the router's own writing.
pub fn route(pattern: &str) -> Option<Who> {
    ROUTES.iter().find(|(listed, _)| *listed == pattern).map(|(_, who)| *who)
}

/// The outer door. Runs with the matched route and the actor known.
pub async fn admit(request: Request, next: Next) -> Response {
    let pattern = request.extensions().get::<axum::extract::MatchedPath>().map(|path| path.as_str().to_owned());
    let visit = request.extensions().get::<Arc<Visit>>().cloned();
    let (Some(pattern), Some(visit)) = (pattern, visit) else { return next.run(request).await };
    let Some(who) = function(&pattern).or_else(|| route(&pattern)) else {
        tracing::error!(pattern, "{pattern} is not listed in server/src/http/access.rs");
        return next.run(request).await;
    };
    match who.check(&visit.actor) {
        Ok(()) => next.run(request).await,
        // A page, or a file somebody wants to save, sends people to sign in and back again.
        Err(Problem::SignInNeeded) if visit.viewer.is_some() || followed_a_link(&request) => {
            let wanted: String = url::form_urlencoded::byte_serialize(
                request.uri().path_and_query().map_or("/", |path| path.as_str()).as_bytes(),
            )
            .collect();
            (StatusCode::SEE_OTHER, [(header::LOCATION, format!("/sign-in?next={wanted}"))]).into_response()
        }
        Err(problem) => Asker::of(&request).answer(&problem),
    }
}

/// Somebody opened an address in their browser, rather than a script in the background.
fn followed_a_link(request: &Request) -> bool {
    *request.method() == Method::GET && accepts_html(request.headers())
}

/// Server functions, without `/api/`.
pub const FUNCTIONS: &[(&str, Who)] = &[
    ("accounts/cancel_email_change", Who::Person),
    ("accounts/change_password", Who::Person),
    ("accounts/confirm_email_change", Who::Anyone),
    ("accounts/list_sessions", Who::Person),
    ("accounts/load_profile", Who::Person),
    ("accounts/request_email_change", Who::Person),
    ("accounts/request_password_reset", Who::Anyone),
    ("accounts/reset_password", Who::Anyone),
    ("accounts/revoke_session", Who::Person),
    ("accounts/save_profile", Who::Person),
    ("accounts/sign_in", Who::Anyone),
    ("accounts/sign_out_everywhere", Who::Person),
    ("accounts/sign_up", Who::Anyone),
    ("accounts/verify_email", Who::Anyone),
    ("audit/list_log", Who::Holds(P::LogView)),
    ("audit/list_log_actions", Who::Holds(P::LogView)),
    ("audit/verify_log", Who::Holds(P::LogVerify)),
    ("cart", Who::Anyone),
    ("cart/add_to_cart", Who::Anyone),
    ("cart/answer_cart_item", Who::Anyone),
    ("cart/change_quantity", Who::Anyone),
    ("cart/remove_from_cart", Who::Anyone),
    ("catalogue/approve_product", Who::Staff),
    ("catalogue/archive_product", Who::Person),
    ("catalogue/categories", Who::Anyone),
    ("catalogue/change_products", Who::Person),
    ("catalogue/create_product", Who::Holds(P::ProductCreate)),
    ("catalogue/edit_product", Who::Person),
    ("catalogue/home", Who::Anyone),
    ("catalogue/moderation", Who::Staff),
    ("catalogue/my_products", Who::Person),
    ("catalogue/pause_product", Who::Person),
    ("catalogue/product", Who::Anyone),
    ("catalogue/publish_product", Who::Person),
    ("catalogue/remove_category", Who::Holds(P::CategoryManage)),
    ("catalogue/restore_product", Who::Person),
    ("catalogue/resume_product", Who::Person),
    ("catalogue/return_product", Who::Staff),
    ("catalogue/reviews", Who::Anyone),
    ("catalogue/save_category", Who::Holds(P::CategoryManage)),
    ("catalogue/save_product", Who::Person),
    ("catalogue/seller_profile", Who::Anyone),
    ("catalogue/withdraw_product", Who::Person),
    ("chats/archive_chat", Who::Person),
    ("chats/ask_about", Who::Person),
    ("chats/block_other_side", Who::Person),
    ("chats/count_unread_messages", Who::Person),
    ("chats/decide_report", Who::Holds(P::OrderManage)),
    ("chats/delete_message", Who::Person),
    ("chats/edit_message", Who::Person),
    ("chats/list_chats", Who::Person),
    ("chats/list_reports", Who::Holds(P::OrderManage)),
    ("chats/list_staff_people", Who::Staff),
    ("chats/mark_read", Who::Person),
    ("chats/messages_after", Who::Person),
    ("chats/messages_before", Who::Person),
    ("chats/open_chat", Who::Person),
    ("chats/open_chat_of_order", Who::Person),
    ("chats/open_staff_chat", Who::Staff),
    ("chats/pin_message", Who::Person),
    ("chats/pinned_messages", Who::Person),
    ("chats/question_about", Who::Person),
    ("chats/react", Who::Person),
    ("chats/reopen_chat", Who::Person),
    ("chats/report_message", Who::Person),
    ("chats/search_messages", Who::Person),
    ("chats/send_message", Who::Person),
    ("chats/unblock_other_side", Who::Person),
    ("chats/write_message", Who::Person),
    ("checkout", Who::Holds(P::OrderPlace)),
    ("checkout/cancel_group", Who::Person),
    ("checkout/check_out", Who::Holds(P::OrderPlace)),
    ("checkout/order_group", Who::Person),
    ("checkout/pay_group", Who::Holds(P::OrderPlace)),
    ("deliveries/approve_milestone", Who::Person),
    ("deliveries/check_quality", Who::Person),
    ("deliveries/leave_feedback", Who::Person),
    ("deliveries/reject_deliverable", Who::Person),
    ("deliveries/reply_to_feedback", Who::Person),
    ("deliveries/request_revision", Who::Person),
    ("deliveries/save_draft", Who::Person),
    ("deliveries/start_review", Who::Person),
    ("deliveries/submit_work", Who::Person),
    ("deliveries/update_progress", Who::Person),
    ("disputes/accept_decision", Who::Person),
    ("disputes/accept_settlement", Who::Person),
    ("disputes/add_evidence", Who::Person),
    ("disputes/answer_dispute", Who::Person),
    ("disputes/appeal_decision", Who::Person),
    ("disputes/decline_settlement", Who::Person),
    ("disputes/dispute", Who::Person),
    ("disputes/dispute_settings", Who::Holds(P::ProjectConfigure)),
    ("disputes/disputes_of_order", Who::Person),
    ("disputes/draft_decision", Who::Holds(P::DisputeMediate)),
    ("disputes/list_disputes", Who::Holds(P::DisputeMediate)),
    ("disputes/offer_settlement", Who::Person),
    ("disputes/open_dispute", Who::Person),
    ("disputes/save_dispute_settings", Who::Holds(P::ProjectConfigure)),
    ("disputes/withdraw_dispute", Who::Person),
    ("disputes/withdraw_settlement", Who::Person),
    ("disputes/write_in_dispute", Who::Person),
    ("earnings", Who::Person),
    ("files/discard_file", Who::Person),
    ("files/file", Who::Anyone),
    ("jobs/count_jobs", Who::Holds(P::JobView)),
    ("jobs/discard_job", Who::Holds(P::JobManage)),
    ("jobs/list_jobs", Who::Holds(P::JobView)),
    ("jobs/list_schedules", Who::Holds(P::JobView)),
    ("jobs/retry_job", Who::Holds(P::JobManage)),
    // The demo's mailbox; NotFound on any other installation.
    ("mails/list_demo_mails", Who::Anyone),
    ("mails/load_demo_mail", Who::Anyone),
    ("members/change_permissions", Who::Holds(P::RoleManage)),
    ("members/change_roles", Who::Holds(P::MemberManage)),
    ("members/deactivate_member", Who::Holds(P::MemberManage)),
    ("members/invite_member", Who::Holds(P::MemberManage)),
    ("members/list_members", Who::Holds(P::MemberView)),
    ("members/load_member", Who::Holds(P::MemberView)),
    ("members/load_permission_matrix", Who::Holds(P::RoleManage)),
    ("members/reactivate_member", Who::Holds(P::MemberManage)),
    ("members/set_role_permission", Who::Holds(P::RoleManage)),
    ("notifications/bell", Who::Person),
    ("notifications/count_unread", Who::Person),
    ("notifications/list_notifications", Who::Person),
    ("notifications/notification_preferences", Who::Person),
    ("notifications/read_all_notifications", Who::Person),
    ("notifications/read_notification", Who::Person),
    ("notifications/set_notification_preference", Who::Person),
    ("offers/accept_offer", Who::Holds(P::OrderPlace)),
    ("offers/ask_for_offer", Who::Person),
    ("offers/decline_offer", Who::Person),
    ("offers/offer", Who::Person),
    ("offers/offer_form", Who::Person),
    ("offers/offer_page", Who::Person),
    ("offers/send_offer", Who::Person),
    ("offers/withdraw_offer", Who::Person),
    ("orders/accept_proposal", Who::Person),
    ("orders/answer_intake", Who::Person),
    ("orders/cancel_unpaid_order", Who::Person),
    ("orders/decline_proposal", Who::Person),
    ("orders/hold_order", Who::Holds(P::OrderManage)),
    ("orders/list_orders", Who::Person),
    ("orders/note_order", Who::Person),
    ("orders/order", Who::Person),
    ("orders/propose_cancellation", Who::Person),
    ("orders/propose_extension", Who::Person),
    ("orders/refund_order", Who::Person),
    ("orders/reorder", Who::Person),
    ("orders/resume_order", Who::Holds(P::OrderManage)),
    ("orders/withdraw_proposal", Who::Person),
    ("overview/admin_overview", Who::Holds(P::ProjectOverview)),
    ("overview/client_overview", Who::Person),
    ("overview/list_waiting_orders", Who::Person),
    ("overview/seller_overview", Who::Holds(P::EarningsView)),
    ("payments/cancel_payment", Who::Person),
    ("payments/gateway_settings", Who::Holds(P::GatewayConfigure)),
    ("payments/gateways", Who::Person),
    ("payments/integration_calls", Who::Holds(P::PaymentView)),
    ("payments/payment", Who::Person),
    ("payments/payment_detail", Who::Holds(P::PaymentView)),
    ("payments/payment_event", Who::Holds(P::PaymentView)),
    ("payments/payment_events", Who::Holds(P::PaymentView)),
    ("payments/payment_methods", Who::Person),
    ("payments/payments", Who::Holds(P::PaymentView)),
    ("payments/refresh_payment", Who::Person),
    ("payments/refund_payment", Who::Holds(P::OrderRefund)),
    ("payments/remove_payment_method", Who::Person),
    ("payments/replay_payment_event", Who::Holds(P::PaymentReplay)),
    ("payments/save_gateway", Who::Holds(P::GatewayConfigure)),
    ("payments/test_gateway", Who::Holds(P::GatewayConfigure)),
    ("projects/add_domain", Who::Holds(P::ProjectConfigure)),
    ("projects/create_project", Who::Superadmin),
    ("projects/list_domains", Who::Holds(P::ProjectConfigure)),
    ("projects/load_imprint", Who::Anyone),
    ("projects/load_project_settings", Who::Holds(P::ProjectConfigure)),
    ("projects/remove_domain", Who::Holds(P::ProjectConfigure)),
    ("projects/save_project_settings", Who::Holds(P::ProjectConfigure)),
    ("projects/verify_domain", Who::Holds(P::ProjectConfigure)),
    ("reviews/answer_help", Who::Holds(P::ReviewView)),
    ("reviews/answer_thread", Who::Person),
    ("reviews/ask_for_help", Who::Holds(P::ReviewView)),
    ("reviews/count_reviews", Who::Person),
    ("reviews/edit_comment", Who::Person),
    ("reviews/list_reviews", Who::Holds(P::ReviewView)),
    ("reviews/load_own_review", Who::Person),
    ("reviews/load_review", Who::Holds(P::ReviewView)),
    ("reviews/merge_review", Who::Staff),
    ("reviews/open_thread", Who::Person),
    ("reviews/own_review_of", Who::Person),
    ("reviews/resolve_thread", Who::Person),
    ("reviews/resubmit_review", Who::Person),
    ("reviews/rules", Who::Holds(P::ProjectConfigure)),
    ("reviews/set_rule", Who::Holds(P::ProjectConfigure)),
    ("reviews/vote", Who::Staff),
    ("search", Who::Anyone),
    ("search/suggest", Who::Anyone),
    ("sellers/apply_as_seller", Who::Person),
    ("sellers/approve_seller", Who::Holds(P::SellerManage)),
    ("sellers/list_sellers", Who::Holds(P::SellerManage)),
    ("sellers/load_my_seller", Who::Person),
    ("sellers/save_seller_profile", Who::Person),
    ("sellers/set_seller_commission", Who::Holds(P::SellerManage)),
    ("sellers/suspend_seller", Who::Holds(P::SellerManage)),
    ("wallets/top_up", Who::Holds(P::WalletUse)),
    ("wallets/top_up_form", Who::Holds(P::WalletUse)),
    ("wallets/wallet", Who::Holds(P::WalletUse)),
    ("wallets/wallet_statement", Who::Holds(P::WalletUse)),
    ("whoami", Who::Anyone),
];
