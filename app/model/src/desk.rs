//! The product's table of contents: everything that may be done, as one trait made of the domains' traits.
//! Pages call it through `Arc<dyn Desk>`; `platform` implements it. A new domain adds one line to the macro's list.

/// Declares [`Desk`] over its supertraits and gives it to everything that implements them all.
macro_rules! desk {
    ($($domain:path),+ $(,)?) => {
        /// Everything that may be done.
        pub trait Desk: $($domain +)+ Send + Sync + 'static {}
        impl<T: $($domain +)+ Send + Sync + 'static> Desk for T {}
    };
}

desk! {
    crate::chats::Chats,
    crate::earnings::Earnings,
    crate::files::Files,
    crate::checkout::Checkout,
    crate::deliveries::Deliveries,
    crate::offers::Offers,
    crate::disputes::Disputes,
    crate::orders::Orders,
    crate::cart::Carts,
    crate::catalogue::Catalogue,
    crate::payments::Payments,
    crate::reviews::Reviews,
    crate::search::Search,
    crate::audit::Audit,
    crate::jobs::Jobs,
    crate::notifications::Notifications,
    crate::overview::Overviews,
    crate::identity::Accounts,
    crate::identity::Members,
    crate::identity::Projects,
    crate::identity::Sellers,
    crate::mails::Mails,
    crate::viewer::Viewers,
    crate::wallets::Wallets,
}
