//! Roles and kinds of notice: not machines, but shown the same way.

use super::shown;
use model::{Role, notifications::NoticeTopic};

shown! { Role {
    Client => "Client", "Kunde", Neutral, LuUser;
    Seller => "Seller", "Anbieter", Brand, LuStore;
    Worker => "Worker", "Mitarbeiter", Neutral, LuHammer;
    Reviewer => "Reviewer", "Prüfer", Info, LuEye;
    Approver => "Approver", "Freigeber", Info, LuBadgeCheck;
    Supervisor => "Supervisor", "Aufsicht", Info, LuShield;
    Finance => "Finance", "Finanzen", Info, LuLandmark;
    Admin => "Admin", "Admin", Brand, LuShieldCheck;
    Owner => "Owner", "Inhaber", Brand, LuCrown;
}}

shown! { NoticeTopic {
    Orders => "Orders", "Aufträge", Neutral, LuShoppingBag;
    Deliveries => "Deliveries", "Lieferungen", Neutral, LuPackageCheck;
    Money => "Money", "Geld", Neutral, LuWallet;
    Messages => "Messages", "Nachrichten", Neutral, LuMessageSquare;
    Account => "Account", "Konto", Neutral, LuUser;
}}
