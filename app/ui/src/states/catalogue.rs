//! Products.

use super::shown;
use model::catalogue::{PricingKind, ProductStatus, ProductType, Tier};

shown! { ProductStatus {
    Draft => "Draft", "Entwurf", Neutral, LuPencil;
    InReview => "In review", "In Prüfung", Attention, LuEye;
    Published => "Published", "Veröffentlicht", Good, LuCircleCheck;
    Paused => "Paused", "Pausiert", Neutral, LuCirclePause;
    Archived => "Archived", "Archiviert", Neutral, LuArchive;
}}

shown! { ProductType {
    Service => "Service", "Dienstleistung", Brand, LuBriefcase;
    Growth => "Growth", "Reichweite", Brand, LuTrendingUp;
    Consultation => "Consultation", "Beratung", Brand, LuMessagesSquare;
    Digital => "Digital product", "Digitales Produkt", Brand, LuDownload;
    Course => "Course", "Kurs", Brand, LuGraduationCap;
    Software => "Software", "Software", Brand, LuAppWindow;
}}

shown! { PricingKind {
    OneTime => "One price", "Ein Preis", Neutral, LuTag;
    Packages => "Packages", "Pakete", Neutral, LuLayers;
    PerUnit => "Per unit", "Pro Stück", Neutral, LuHash;
}}

shown! { Tier {
    Basic => "Basic", "Basis", Neutral, LuCircle;
    Standard => "Standard", "Standard", Neutral, LuCircle;
    Premium => "Premium", "Premium", Neutral, LuCircle;
}}
