//! Tells the story: every act by the same calls that people's clicks make, in the order of its moments.

use super::{
    acts::{Act, after_placing},
    cast::Cast,
    clock::StoryClock,
    people::CLIENTS,
    products::{self, Item},
    quarrel,
    story::{MONTH, Path, Told},
    talk, works,
};
use crate::{Platform, files::NewFile};
use anyhow::{Context, Result, bail};
use bytes::Bytes;
use futures::stream;
use model::{
    Actor, DeliverableId, FileId, MilestoneId, Moment, OrderId, Party,
    cart::{Carts, NewCartItem},
    catalogue::{Catalogue, Selection},
    checkout::{CheckOut, Checkout, Paying},
    deliveries::{Deliveries, Feedback, Work},
    files::FilePurpose,
    intake::Answers,
    notifications::Notifications,
    orders::Orders,
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
};
use time::Duration;

struct Piece {
    milestone: MilestoneId,
    deliverable: DeliverableId,
    title: String,
    checks: usize,
}

struct Placed {
    id: OrderId,
    pieces: Vec<Piece>,
}

/// The telling: who acts, on which clock, and what is still to come.
pub struct Play<'a> {
    platform: &'a Platform,
    clock: &'a StoryClock,
    cast: &'a Cast,
    now: Moment,
    orders: BTreeMap<usize, Placed>,
    acts: Vec<(usize, Act)>,
    queue: BinaryHeap<Reverse<(Moment, usize)>>,
}

impl<'a> Play<'a> {
    pub fn new(platform: &'a Platform, clock: &'a StoryClock, cast: &'a Cast, now: Moment) -> Self {
        Self { platform, clock, cast, now, orders: BTreeMap::new(), acts: Vec::new(), queue: BinaryHeap::new() }
    }

    /// Tells the whole month.
    pub async fn tell(mut self) -> Result<()> {
        for (index, told) in MONTH.iter().enumerate() {
            let minutes = (index as i64 * 97) % 480;
            let at = if told.ago == 0 {
                self.now - Duration::minutes(95 + minutes / 8)
            } else {
                self.now - Duration::days(told.ago) - Duration::minutes(minutes)
            };
            self.plan(at, index, Act::Place);
        }
        for night in 1..=32 {
            self.plan(self.now - Duration::days(night) + Duration::hours(1), 0, Act::Night);
        }
        self.plan(self.now - Duration::hours(52), 0, Act::ReadAll);
        while let Some(Reverse((at, number))) = self.queue.pop() {
            self.clock.move_to(at);
            let (order, act) = self.acts[number].clone();
            self.perform(order, &act)
                .await
                .with_context(|| format!("order {order} ({}): {act:?}", MONTH[order].product))?;
        }
        Ok(())
    }

    fn plan(&mut self, at: Moment, order: usize, act: Act) {
        self.queue.push(Reverse((at, self.acts.len())));
        self.acts.push((order, act));
    }

    async fn perform(&mut self, index: usize, act: &Act) -> Result<()> {
        let told = &MONTH[index];
        let (p, client) = (self.platform, &self.cast.clients[told.client]);
        match act {
            Act::Place => return self.place(index).await,
            Act::Night => return self.night().await,
            Act::ReadAll => {
                for actor in self.cast.clients.iter().chain(self.cast.sellers.iter().map(|(_, actor)| actor)) {
                    p.read_all_notifications(actor).await?;
                }
                for client in &self.cast.clients {
                    talk::read(p, client, Party::Client).await?;
                }
                for (_, seller) in &self.cast.sellers {
                    talk::read(p, seller, Party::Seller).await?;
                }
                return Ok(());
            }
            _ => {}
        }
        let item = item(told)?;
        let seller = self.cast.seller(item.by)?;
        let order = self.orders.get(&index).context("placed before")?;
        let piece = |m: usize| order.pieces.get(m).context("a milestone");
        match *act {
            Act::Progress(m, percent) => p.update_progress(seller, piece(m)?.milestone, percent).await.map(drop)?,
            Act::Submit(m) => submit(p, seller, piece(m)?, index + m).await?,
            Act::Look(m) => p.start_review(client, piece(m)?.deliverable).await.map(drop)?,
            Act::Approve(m) => p.approve_milestone(client, piece(m)?.milestone).await.map(drop)?,
            Act::Revise(m) => p.request_revision(client, piece(m)?.deliverable, works::CHANGES[index % 3].to_owned()).await.map(drop)?,
            Act::Reject(m) => p.reject_deliverable(client, piece(m)?.deliverable, "This is about another product than ours. Please read the answers again.".to_owned()).await.map(drop)?,
            Act::AskMoreTime => p.propose_extension(seller, order.id, 5, "Two of the names were taken at the trademark office this week. Five more days give us two better ones.".to_owned()).await.map(drop)?,
            Act::AskCancel => p.propose_cancellation(client, order.id, "Our plans changed and we will not need the rest this year. Thank you for what you did so far.".to_owned()).await.map(drop)?,
            Act::AgreeCancel => {
                let view = p.order(seller, order.id).await?;
                let proposal = view.proposals.first().context("a proposal")?.id;
                p.accept_proposal(seller, proposal).await.map(drop)?;
            }
            Act::Refund => p.refund_order(client, order.id, "Ordered twice by mistake.".to_owned()).await.map(drop)?,
            Act::Hold => p.hold_order(&self.cast.admin, order.id, "The client and the seller asked us to wait for the new test account.".to_owned()).await.map(drop)?,
            Act::Complain => quarrel::complain(p, client, order.id).await?,
            Act::Answer => quarrel::answer(p, seller, order.id).await?,
            Act::Mediate => quarrel::mediate(p, &self.cast.admin, order.id).await?,
            Act::Feedback => p.leave_feedback(client, order.id, feedback(told.path)?).await.map(drop)?,
            Act::Reply => match told.path {
                Path::Done(.., reply) => p.reply_to_feedback(seller, order.id, reply.to_owned()).await.map(drop)?,
                _ => bail!("no reply in this path"),
            },
            Act::Say(line) => talk::say(p, client, seller, order.id, &line).await?,
            Act::Place | Act::Night | Act::ReadAll => {}
        }
        Ok(())
    }

    /// The cart, the till, the payment; then the rest of this order's story is known.
    async fn place(&mut self, index: usize) -> Result<()> {
        let told = &MONTH[index];
        let (p, client) = (self.platform, &self.cast.clients[told.client]);
        let item = item(told)?;
        let page = p.product(client, &item.slug()).await?;
        let package = told
            .tier
            .and_then(|tier| page.offer.packages.iter().find(|package| package.tier == tier))
            .map(|package| package.id);
        let about = &CLIENTS[told.client];
        let open = matches!(told.path, Path::Questions | Path::Refunded);
        let answers = if open { Answers::default() } else { products::answers(item.asks, about.business, about.what) };
        let selection = Selection { package, addons: Vec::new(), quantity: told.units };
        p.add_to_cart(client, &NewCartItem { product: page.id, selection, answers }).await?;
        let paying =
            Paying { use_wallet: !told.card, gateway: told.card.then(|| "sandbox".to_owned()), ..Paying::default() };
        let wanted = CheckOut { key: format!("demo-checkout-{index:04}"), paying, ..CheckOut::default() };
        let group = p.check_out(client, wanted).await?;
        if told.path == Path::Unpaid {
            return Ok(());
        }
        if let Some(payment) = &group.payment {
            super::cast::pay_by_card(p, client, payment, index.is_multiple_of(2)).await?;
        }
        let id = group.orders.first().context("an order")?.id;
        let view = p.order(client, id).await?;
        let dues: Vec<Option<Moment>> = view.milestones.iter().map(|m| m.due).collect();
        let pieces = view.milestones.into_iter().map(|m| Piece {
            milestone: m.id,
            deliverable: m.deliverable,
            checks: m.checklist.as_ref().map_or(0, |list| list.criteria.len()),
            title: m.title,
        });
        let pieces: Vec<Piece> = pieces.collect();
        for (at, act) in after_placing(told.path, &dues, self.platform.db.now(), self.now) {
            self.plan(at, index, act);
        }
        for (at, line) in talk::about(told, self.platform.db.now(), self.now) {
            self.plan(at, index, Act::Say(line));
        }
        self.orders.insert(index, Placed { id, pieces });
        Ok(())
    }

    /// What the clock does by itself: deadlines, reminders, clearing.
    async fn night(&self) -> Result<()> {
        let p = self.platform;
        let failed = |error: crate::Error| anyhow::anyhow!("{error:?}");
        p.auto_accept_due().await.map_err(failed)?;
        p.remind_due().await.map_err(failed)?;
        p.mark_late().await.map_err(failed)?;
        p.disputes_due().await.map_err(failed)?;
        p.clear_earnings_due().await.map_err(failed)?;
        Ok(())
    }
}

fn item(told: &Told) -> Result<&'static Item> {
    products::all()
        .find(|item| item.slug().starts_with(told.product))
        .with_context(|| format!("no product {}", told.product))
}

async fn submit(p: &Platform, seller: &Actor, piece: &Piece, n: usize) -> Result<()> {
    if piece.checks > 0 {
        p.check_quality(seller, piece.deliverable, vec![true; piece.checks]).await?;
    }
    let files: Vec<FileId> = if n.is_multiple_of(2) {
        let (name, bytes) = works::file(n / 2, &piece.title);
        let content = stream::iter([Ok::<_, std::convert::Infallible>(Bytes::from(bytes))]);
        vec![p.upload_file(seller, NewFile { purpose: FilePurpose::Submission, name }, content).await?.id]
    } else {
        Vec::new()
    };
    let work = Work { description: works::words(&piece.title).to_owned(), files, ..Work::default() };
    p.submit_work(seller, piece.deliverable, work).await?;
    Ok(())
}

fn feedback(path: Path) -> Result<Feedback> {
    match path {
        Path::Done(quality, communication, timeliness, comment, _)
        | Path::Changed(quality, communication, timeliness, comment) => {
            Ok(Feedback { quality, communication, timeliness, comment: comment.to_owned() })
        }
        _ => bail!("no feedback in this path"),
    }
}
