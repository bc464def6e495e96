//! The people of the story as actors, their shops open and their wallets filled.

use super::{
    PASSWORD, people,
    products::{self, Shop},
};
use crate::{Platform, identity::NewPerson};
use anyhow::{Context, Result};
use model::{
    Actor, CategoryId, Lang, Permission, ProjectId, Role, SellerId, SessionId, UserId,
    actor::SignedIn,
    catalogue::{Catalogue, CategoryDraft},
    identity::{SellerApplication, Sellers},
    notifications::{NoticePreference, NoticeTopic, Notifications},
    payments::{NextAction, PaymentView, Payments},
    wallets::{TopUp, Wallets},
};
use plugins::payments::sandbox::cards::CardForm;
use std::collections::{BTreeMap, BTreeSet};

/// Everybody who acts.
pub struct Cast {
    pub admin: Actor,
    pub sellers: Vec<(Shop, Actor)>,
    pub clients: Vec<Actor>,
}

impl Cast {
    pub fn seller(&self, shop: Shop) -> Result<&Actor> {
        self.sellers.iter().find(|(one, _)| *one == shop).map(|(_, actor)| actor).context("a seller")
    }

    /// Makes the people that are missing. One password, hashed once.
    pub async fn gather(p: &Platform, project: ProjectId) -> Result<Self> {
        let hash = p.hash_password(PASSWORD).await.map_err(|error| anyhow::anyhow!("{error:?}"))?;
        let mut staff = Vec::new();
        for (index, person) in people::STAFF.iter().enumerate() {
            staff.push(join(p, project, person, &hash, index == 0).await?);
        }
        let admin = staff.swap_remove(1);
        let mut sellers = Vec::new();
        for seller in people::SELLERS {
            let mut actor = join(p, project, &seller.person, &hash, false).await?;
            let id = open_shop(p, &admin, &actor, seller).await?;
            if let Some(user) = &mut actor.user {
                user.sellers.push(id);
            }
            sellers.push((seller.shop, actor));
        }
        let mut clients = Vec::new();
        for client in people::CLIENTS {
            clients.push(join(p, project, &client.person, &hash, false).await?);
        }
        Ok(Self { admin, sellers, clients })
    }

    /// Categories and products that are not there yet.
    pub async fn fill_shops(&self, p: &Platform) -> Result<()> {
        let mut known: BTreeMap<String, CategoryId> =
            p.categories(&self.admin).await?.into_iter().map(|c| (c.slug, c.id)).collect();
        for (position, (slug, name, icon, parent)) in super::categories::all().into_iter().enumerate() {
            if !known.contains_key(slug) {
                let parent = parent.and_then(|parent| known.get(parent).copied());
                let draft = CategoryDraft {
                    parent,
                    slug: slug.to_owned(),
                    name,
                    icon: icon.to_owned(),
                    position: i32::try_from(position)?,
                };
                known.insert(slug.to_owned(), p.create_category(&self.admin, &draft).await?);
            }
        }
        for item in products::all() {
            let seller = self.seller(item.by)?;
            match p.product(seller, &item.slug()).await {
                Ok(_) => continue,
                Err(model::Problem::NotFound) => {}
                Err(problem) => return Err(problem.into()),
            }
            let category = *known.get(item.category).context("a category")?;
            let id = p.create_product(seller, None, &item.draft(category)).await.with_context(|| item.name)?;
            p.publish_product(seller, id).await.with_context(|| item.name)?;
        }
        Ok(())
    }

    /// The clients' first money.
    pub async fn fill_wallets(&self, p: &Platform) -> Result<()> {
        for (index, client) in self.clients.iter().enumerate() {
            for (part, amount) in people::CLIENTS[index].budget.iter().enumerate() {
                let wanted = TopUp {
                    amount: (*amount).to_owned(),
                    gateway: "sandbox".to_owned(),
                    method: None,
                    save_method: false,
                    idempotency_key: format!("demo-top-up-{part}"),
                };
                let payment = p.top_up(client, wanted).await?;
                pay_by_card(p, client, &payment, part == 1).await?;
            }
        }
        Ok(())
    }

    /// While the story is told nobody wants mails of it; afterwards they come as usual.
    pub async fn mails(&self, p: &Platform, mail: bool) -> Result<()> {
        for actor in self.clients.iter().chain(self.sellers.iter().map(|(_, actor)| actor)).chain([&self.admin]) {
            for &topic in NoticeTopic::ALL {
                p.set_notification_preference(actor, NoticePreference { topic, mail }).await?;
            }
        }
        Ok(())
    }
}

/// What the payer does at the sandbox bank: the card form, perhaps 3-D Secure, and back.
pub async fn pay_by_card(p: &Platform, payer: &Actor, payment: &PaymentView, challenge: bool) -> Result<()> {
    let Some(NextAction::Redirect { url }) = &payment.next_action else { return Ok(()) };
    let path = url.split('?').next().unwrap_or_default();
    let reference = path.rsplit('/').next().context("a reference")?;
    let number = if challenge { "4000 0000 0000 3220" } else { "4242 4242 4242 4242" };
    p.sandbox_pay(
        reference,
        &CardForm { number: number.to_owned(), expiry: "12/34".to_owned(), cvc: "123".to_owned() },
    )
    .await?;
    if challenge {
        p.sandbox_answer(reference, true).await?;
    }
    p.refresh_payment(payer, payment.id).await?;
    Ok(())
}

async fn join(
    p: &Platform,
    project: ProjectId,
    person: &people::Person,
    hash: &str,
    superadmin: bool,
) -> Result<Actor> {
    let new = NewPerson {
        email: person.email,
        name: person.name,
        password: PASSWORD,
        lang: Lang::En,
        roles: person.roles,
        superadmin,
    };
    let id = p.add_person_hashed(project, new, hash).await.map_err(|error| anyhow::anyhow!("{error:?}"))?;
    Ok(actor(project, id, person, superadmin))
}

fn actor(project: ProjectId, id: UserId, person: &people::Person, superadmin: bool) -> Actor {
    let permissions: BTreeSet<Permission> =
        person.roles.iter().flat_map(|role: &Role| role.defaults().iter().copied()).collect();
    Actor {
        project,
        lang: Lang::En,
        user: Some(SignedIn {
            id,
            session: SessionId(uuid::Uuid::nil()),
            name: person.name.to_owned(),
            email: person.email.to_owned(),
            email_verified: true,
            superadmin,
            roles: person.roles.iter().copied().collect(),
            permissions,
            sellers: Vec::new(),
        }),
        request: "demo".to_owned(),
        visitor: None,
        client: model::actor::Client::default(),
    }
}

/// The person's shop: applied for and approved, if it is not there yet.
async fn open_shop(p: &Platform, admin: &Actor, actor: &Actor, seller: &people::Seller) -> Result<SellerId> {
    if let Some(shop) = p.load_my_seller(actor).await? {
        return Ok(shop.id);
    }
    let application = SellerApplication {
        business_name: seller.business.to_owned(),
        business_type: seller.kind,
        country: seller.country.to_owned(),
        bio: seller.bio.to_owned(),
    };
    let id = p.apply_as_seller(actor, application).await?;
    p.approve_seller(admin, id).await?;
    Ok(id)
}
