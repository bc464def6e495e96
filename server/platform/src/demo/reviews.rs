//! What waits for the team at the end of the story: a product that a shop has handed in, and an application to sell.

use super::{
    cast::Cast,
    products::{Asks, DESIGN, Item, Price, Shop},
};
use crate::Platform;
use anyhow::{Context, Result};
use model::{
    Role,
    catalogue::Catalogue,
    identity::{BusinessType, Projects, SellerApplication, Sellers},
    reviews::{NewThread, ReviewSubject, Reviews, Visibility},
};

const MENU: Item = Item {
    category: "brand-design",
    by: Shop::Harbour,
    name: "Menu and price list that sells",
    summary: "Your dishes in the right order, with the right words, on paper that survives a summer.",
    about: "We look at what you sell and what you would like to sell, and draw a menu that leads there: few fonts, much air, prices that do not shout.\n\nYou get print files and a version for your website. Write to hello@harbour.example for samples.",
    tags: &["menu", "print", "layout"],
    gets: &["Print-ready PDF", "Version for the web", "Two rounds of tasting notes"],
    price: Price::Once("380", "8", "2"),
    extras: &[("A version in a second language", "120", "3")],
    plan: DESIGN,
    asks: Asks::Brand,
    checks: &["Prices checked against the list", "Allergens named"],
};

/// Hands both in. The project publishes without review otherwise: it is asked for while the shop hands in.
pub async fn wait(p: &Platform, cast: &Cast) -> Result<()> {
    let admin = &cast.admin;
    let seller = cast.seller(MENU.by)?;
    let category = p.categories(admin).await?.into_iter().find(|category| category.slug == MENU.category);
    let category = category.context("a category")?.id;
    let mut settings = p.load_project_settings(admin).await?;
    settings.review_products = true;
    p.save_project_settings(admin, settings.clone()).await?;
    let product = p.create_product(seller, None, &MENU.draft(category)).await?;
    p.publish_product(seller, product).await?;
    settings.review_products = false;
    p.save_project_settings(admin, settings).await?;

    let task = p.own_review_of(seller, ReviewSubject::Product, product.0).await?.context("its review")?;
    let thread = NewThread {
        field: Some("description".to_owned()),
        visibility: Visibility::Author,
        body: "Please take the e-mail address out: clients write to you here, where their money is safe.".to_owned(),
    };
    p.open_thread(admin, task, thread).await?;
    let thread = NewThread {
        field: None,
        visibility: Visibility::Internal,
        body: "Their third product in print. The other two sell well and without complaints.".to_owned(),
    };
    p.open_thread(admin, task, thread).await?;
    p.ask_for_help(admin, task, Role::Finance, "380 for all of this: is that a price they can keep?").await?;

    let applicant = cast.clients.last().context("a client")?;
    let application = SellerApplication {
        business_name: "Okafor Sound".to_owned(),
        business_type: BusinessType::Individual,
        country: "DE".to_owned(),
        bio: "I record podcasts and small ensembles, and clean up what others have recorded in kitchens.".to_owned(),
    };
    p.apply_as_seller(applicant, application).await?;
    Ok(())
}
