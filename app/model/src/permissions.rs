//! Roles in a project, the permissions they carry by default, and the rule that decides.

use crate::text_enum;

text_enum! {
    /// What a person is in a project; one person can be several.
    pub enum Role {
        Client = "client",
        Seller = "seller",
        Worker = "worker",
        Reviewer = "reviewer",
        Approver = "approver",
        Supervisor = "supervisor",
        Finance = "finance",
        Admin = "admin",
        Owner = "owner",
    }
}

text_enum! {
    /// What may be done, as `noun.verb`. A project adds or takes single permissions per role on the matrix screen.
    pub enum Permission {
        CatalogueManage = "catalogue.manage",
        CategoryManage = "category.manage",
        ProductCreate = "product.create",
        ProductPublish = "product.publish",
        CartUse = "cart.use",
        OrderPlace = "order.place",
        OrderViewAny = "order.view_any",
        OrderManage = "order.manage",
        OrderRefund = "order.refund",
        /// Mediate between client and seller, and draft decisions.
        DisputeMediate = "dispute.mediate",
        DeliverySubmit = "delivery.submit",
        DeliveryReview = "delivery.review",
        WalletUse = "wallet.use",
        WalletViewAny = "wallet.view_any",
        WalletAdjust = "wallet.adjust",
        EarningsView = "earnings.view",
        PayoutRequest = "payout.request",
        PayoutApprove = "payout.approve",
        PaymentView = "payment.view",
        PaymentReplay = "payment.replay",
        GatewayConfigure = "gateway.configure",
        MemberView = "member.view",
        MemberManage = "member.manage",
        RoleManage = "role.manage",
        SellerManage = "seller.manage",
        /// See what waits for approval, and take part in its conversation. Who decides is a matter of the rule.
        ReviewView = "review.view",
        ProjectConfigure = "project.configure",
        ProjectOverview = "project.overview",
        JobView = "job.view",
        JobManage = "job.manage",
        LogView = "log.view",
        LogVerify = "log.verify",
    }
}

use Permission as P;

impl Role {
    /// What the role may do unless the project says otherwise.
    pub const fn defaults(self) -> &'static [Permission] {
        match self {
            Self::Client => &[P::CartUse, P::OrderPlace, P::DeliveryReview, P::WalletUse],
            Self::Seller => {
                &[P::ProductCreate, P::ProductPublish, P::DeliverySubmit, P::EarningsView, P::PayoutRequest]
            }
            Self::Worker => &[P::DeliverySubmit],
            Self::Reviewer => &[P::ProjectOverview, P::OrderViewAny, P::ReviewView],
            Self::Approver => {
                &[P::ProjectOverview, P::OrderViewAny, P::ProductPublish, P::DisputeMediate, P::ReviewView]
            }
            Self::Supervisor => &[
                P::ProjectOverview,
                P::OrderViewAny,
                P::OrderManage,
                P::DisputeMediate,
                P::ReviewView,
                P::MemberView,
                P::JobView,
            ],
            Self::Finance => &[
                P::ProjectOverview,
                P::ReviewView,
                P::OrderViewAny,
                P::OrderRefund,
                P::WalletViewAny,
                P::WalletAdjust,
                P::PayoutApprove,
                P::PaymentView,
                P::PaymentReplay,
                P::LogView,
                P::LogVerify,
            ],
            Self::Admin | Self::Owner => &[
                P::CatalogueManage,
                P::CategoryManage,
                P::ProductPublish,
                P::OrderViewAny,
                P::OrderManage,
                P::OrderRefund,
                P::DisputeMediate,
                P::WalletViewAny,
                P::WalletAdjust,
                P::PayoutApprove,
                P::PaymentView,
                P::PaymentReplay,
                P::GatewayConfigure,
                P::MemberView,
                P::MemberManage,
                P::RoleManage,
                P::SellerManage,
                P::ReviewView,
                P::ProjectConfigure,
                P::ProjectOverview,
                P::JobView,
                P::JobManage,
                P::LogView,
                P::LogVerify,
            ],
        }
    }

    /// Works on the project's side: sees the admin portal.
    pub const fn is_staff(self) -> bool {
        !matches!(self, Self::Client | Self::Seller | Self::Worker)
    }
}
