// A custom offer, in two browsers at once: sent in the conversation, accepted, paid at the bank; then one that is changed
// and one that expires.
import type { Locator, Page } from "@playwright/test";
import { balance, moneyIsConserved } from "../support/money";
import { signIn } from "../support/people";
import { Bank, complains, euro } from "../support/shop";
import { row, rows, value } from "../support/sql";
import { expect, open, test } from "../support/test";

test.describe.configure({ timeout: 240_000 });

/** The conversation of the demo's client with the demo's seller, before buying. */
const ROOM = `select c.id from chats c
  join users u on u.id = c.buyer_id
  join sellers s on s.project_id = c.project_id and s.id = c.seller_id join users o on o.id = s.user_id
  where c.kind = 'presale' and u.email = 'client@demo.test' and o.email = 'seller@demo.test' order by c.id limit 1`;

interface Step {
  title: string;
  amount: string;
  days: string;
}

/** The seller's form, in the dialog or on its own page. */
class OfferForm {
  constructor(readonly root: Locator | Page) {}

  private input(name: string): Locator {
    return this.root.locator(`[name="draft[${name.replace(".", "][")}]"]`);
  }

  async fill(title: string, words: string): Promise<void> {
    await this.input("title").fill(title);
    await this.input("description").fill(words);
  }

  async milestones(steps: Step[]): Promise<void> {
    const first = this.root.locator('[name="draft[milestones][0][title]"]');
    if (!(await first.isVisible())) await this.root.getByText("Split it into milestones").click();
    for (const [n, step] of steps.entries()) {
      for (const part of ["title", "amount", "days"] as const) {
        await this.root.locator(`[name="draft[milestones][${n}][${part}]"]`).fill(step[part]);
      }
    }
  }

  async price(price: string, days: string): Promise<void> {
    await this.input("price").fill(price);
    await this.input("days").fill(days);
  }

  async send(): Promise<void> {
    await this.root.getByRole("button", { name: /^Send the/ }).click();
  }
}

/** The cards of an offer in a conversation. */
const card = (page: Page, title: string) => page.locator("[data-offer]").filter({ hasText: title });

async function sendInRoom(seller: Page, title: string, fill: (form: OfferForm) => Promise<void>): Promise<void> {
  await seller.getByRole("link", { name: "Make an offer" }).click();
  const dialog = seller.getByRole("dialog", { name: "Make an offer" });
  const form = new OfferForm(dialog);
  await form.fill(title, "Everything we spoke about.\nTwo rounds of changes.");
  await fill(form);
  await form.send();
  await expect(dialog).toBeHidden();
  await expect(card(seller, title)).toBeVisible();
}

async function meet(visit: (who: string) => Promise<Page>): Promise<{ client: Page; seller: Page; room: string }> {
  const [client, seller, room] = [await visit("client"), await visit("seller"), await value<string>(ROOM)];
  await Promise.all([signIn(client, "client", "/app"), signIn(seller, "seller", "/sell")]);
  await Promise.all([open(client, `/app/messages/${room}`), open(seller, `/sell/messages/${room}`)]);
  return { client, seller, room };
}

test("an offer in two milestones is sent, accepted, paid at the bank, and its price lies in escrow", async ({ visit, watch }) => {
  // The one refusal; Chromium logs it as a failed resource.
  watch.allow(/status of 422 .*offers\/send_offer/);
  const { client, seller } = await meet(visit);
  const title = `Menu boards ${Date.now()}`;
  await test.step("a sum that does not fit is refused at its field, mended, and the client sees the card live", async () => {
    await seller.getByRole("link", { name: "Make an offer" }).click();
    const dialog = seller.getByRole("dialog", { name: "Make an offer" });
    const form = new OfferForm(dialog);
    await form.fill(title, "Two boards for the wall and one for the street.");
    await form.milestones([
      { title: "Boards for the wall", amount: "300.00", days: "6" },
      { title: "Board for the street", amount: "150.50", days: "4" },
    ]);
    await expect(dialog.getByText("Together €450.50")).toBeVisible();
    await form.price("450", "");
    await form.send();
    await complains(dialog, "draft[price]", /sum to €450\.50/);
    await form.price("", "");
    await form.send();
    await expect(dialog).toBeHidden();
    await expect(card(seller, title).getByText("Waiting for an answer")).toBeVisible();
    await expect(card(client, title).getByText("€450.50")).toBeVisible();
    await expect(card(client, title).getByText("Board for the street")).toBeVisible();
  });
  await test.step("the client accepts and pays by card; the seller's card follows", async () => {
    await card(client, title).getByRole("link", { name: "Look and answer" }).click();
    await client.waitForURL("**/offers/*");
    const pay = client.getByRole("button", { name: `Accept and pay ${euro(450_50)} into escrow` });
    await expect(pay).toBeVisible();
    const wallet = client.getByRole("switch", { name: "Pay from the wallet" });
    if (await wallet.isVisible()) await wallet.uncheck();
    await pay.click();
    await new Bank(client).card(Bank.SUCCEEDS);
    await client.waitForURL("**/app/payments/*");
    await expect(client.getByText(`${euro(450_50)} paid`)).toBeVisible();
    await client.getByRole("link", { name: "To your order" }).click();
    await client.waitForURL("**/checkout/*");
    await expect(client.getByRole("heading", { name: `${euro(450_50)} is in escrow` })).toBeVisible();
    await expect(card(seller, title).getByText("Accepted", { exact: true })).toBeVisible();
    await expect(card(seller, title).getByRole("link", { name: /^To order ORD-/ })).toBeVisible();
  });
  const order = await row<{ id: string; status: string; total: number; milestones: number[] }>(
    `select o.id, o.status, o.total, array(select m.amount from delivery_milestones m where m.order_id = o.id order by m.position)::float8[] as milestones
     from custom_offers c join orders o on o.project_id = c.project_id and o.id = c.order_id where c.title = $1`,
    [title],
  );
  expect(order).toMatchObject({ total: 450_50, milestones: [300_00, 150_50] });
  expect(["pending", "active"]).toContain(order.status);
  expect(await balance("escrow", order.id)).toBe(450_50);
  await moneyIsConserved();
  await test.step("the order says where it comes from", async () => {
    await open(client, `/app/orders/${order.id}`);
    await expect(client.getByText("Two boards for the wall and one for the street.")).toBeVisible();
    await client.getByRole("link", { name: "The offer it comes from" }).click();
    await client.waitForURL("**/offers/*");
    await expect(client.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expect(client.getByRole("button", { name: /^Accept/ })).toHaveCount(0);
  });
});

test("a changed offer takes the place of the one before, and one that nobody answers expires", async ({ visit }) => {
  const { client, seller, room } = await meet(visit);
  const title = `Window lettering ${Date.now()}`;
  await sendInRoom(seller, title, (form) => form.price("200", "5"));
  const first = card(client, title).first();
  await expect(first.getByText("€200.00")).toBeVisible();
  await test.step("the seller changes it; the client's old card says so and leads to the new one", async () => {
    await card(seller, title).getByRole("link", { name: "Change" }).click();
    await seller.waitForURL("**/offers/new?**");
    const form = new OfferForm(seller.locator("main"));
    await form.price("180", "5");
    await form.send();
    await seller.waitForURL(/\/offers\/[0-9a-f-]{36}$/);
    await expect(seller.getByText("Version 1")).toBeVisible();
    await expect(first.getByText("Replaced by a newer version")).toBeVisible();
    await expect(card(client, title).filter({ hasText: "version 2" }).getByText("€180.00")).toBeVisible();
    await first.getByRole("link", { name: "To the newer version" }).click();
    await expect(client.getByRole("button", { name: `Accept and pay ${euro(180_00)} into escrow` })).toBeVisible();
  });
  await test.step("its time passes; it can no longer be accepted", async () => {
    await past(title);
    await client.reload();
    await expect(client.getByText("Nobody answered in time.")).toBeVisible();
    await expect(client.getByRole("button", { name: /^Accept/ })).toHaveCount(0);
    await open(client, `/app/messages/${room}`);
    await expect(card(client, title).filter({ hasText: "version 2" }).getByText("Expired", { exact: true })).toBeVisible();
  });
  expect(await value<number>("select count(*) from orders where title = $1", [title])).toBe(0);
});

test("an offer is declined on a page without scripts", async ({ visit, watch }) => {
  // Chromium counts every script that it does not load as a failed request, and what was preloaded for it as a waste.
  watch.allow(/: csp for .*\.js$|was preloaded using link preload but not used/);
  const { seller, room } = await meet(visit);
  const title = `Stickers ${Date.now()}`;
  await sendInRoom(seller, title, (form) => form.price("75", "3"));
  const plain = await visit("plain", { javaScriptEnabled: false });
  await plain.goto(`/sign-in?next=${encodeURIComponent(`/app/messages/${room}`)}`);
  await plain.getByLabel(/^E-mail/).fill("client@demo.test");
  await plain.getByLabel("Password", { exact: true }).fill("demo-guildhall");
  await plain.locator("main").getByRole("button", { name: "Sign in" }).click();
  const offer = await value<string>("select id from custom_offers where title = $1", [title]);
  await plain.goto(`/offers/${offer}`);
  await plain.locator("summary", { hasText: "Decline" }).click();
  await plain.getByLabel("What does not fit?").fill("We have enough stickers.");
  await plain.getByRole("button", { name: "Decline the offer" }).click();
  await expect(plain.getByText("We have enough stickers.")).toBeVisible();
  expect(new URL(plain.url()).pathname, "the form leads back to the offer").toBe(`/offers/${offer}`);
  await expect(card(seller, title).getByText("Declined", { exact: true })).toBeVisible();
});

/** Sent so long ago that its time is over. No page can do that, and the database keeps people from it. */
async function past(title: string): Promise<void> {
  const id = await value<string>("select id from custom_offers where title = $1 and status = 'sent'", [title]);
  await rows(`begin; set local session_replication_role = replica;
    update custom_offers set created_at = created_at - interval '30 days', expires_at = expires_at - interval '30 days' where id = '${id}';
    commit`);
}
