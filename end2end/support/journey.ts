// The main job, step by step, for a client and a seller who look at the same order in two browsers.
import { expect, type Page } from "@playwright/test";
import { OrderPage, PICTURE } from "./order";
import { signIn } from "./people";
import { open } from "./test";
import { Bank, LOGO, Shop, complains, euro } from "./shop";
import { row, value } from "./sql";
import { beside, figure, minor } from "./strip";

export interface Step {
  name: string;
  run: () => Promise<void>;
}

/** What a finished journey has left behind. */
export interface Outcome {
  order: string;
}

/** The steps, in order. Each ends when the page has shown its outcome. */
export function journey(clientPage: Page, sellerPage: Page, database?: string): { steps: Step[]; outcome: Outcome } {
  const outcome: Outcome = { order: "" };
  const shop = new Shop(clientPage);
  const bank = new Bank(clientPage);
  const client = new OrderPage(clientPage, "/app/orders");
  const seller = new OrderPage(sellerPage, "/sell/orders");
  const [first, second, third] = LOGO.milestones as [number, number, number];
  const { price } = LOGO;
  const steps: Step[] = [];
  const step = (name: string, run: () => Promise<void>) => steps.push({ name, run });

  step("client and seller sign in", async () => {
    await Promise.all([signIn(clientPage, "client", "/app"), signIn(sellerPage, "seller", "/sell")]);
  });
  step("a search with a typo finds the service", async () => {
    await shop.find("lgoo pixles");
  });
  step("a wrong answer is refused at its field, mended, and the service is in the cart", async () => {
    await open(clientPage, LOGO.path);
    await shop.fill("greenish");
    await shop.addToCart();
    await complains(clientPage, "answers[colour]", /\S/);
    await expect(clientPage.locator('[name="answers[brand]"]')).toHaveValue("Winter & Sons");
    await clientPage.locator('[name="answers[colour]"]').fill("#1d6b4f");
    await shop.addToCart();
    await clientPage.waitForURL("**/cart");
    await expect(clientPage.locator(".cart-line").filter({ hasText: LOGO.name })).toBeVisible();
  });
  step("the cart is paid at the bank, with 3-D Secure", async () => {
    await open(clientPage, "/cart");
    await shop.checkOut();
    await bank.card(Bank.ASKS);
    await bank.approve();
    await clientPage.waitForURL("**/app/payments/*");
    await expect(clientPage.getByText(`${euro(price)} paid`)).toBeVisible();
    await clientPage.getByRole("link", { name: "To your order" }).click();
    await clientPage.waitForURL("**/checkout/*");
    await expect(clientPage.getByRole("heading", { name: `${euro(price)} is in escrow` })).toBeVisible();
    outcome.order = (await newestOrder(database)).id;
  });
  step("the money is shown in escrow, to both", async () => {
    await Promise.all([client.open(outcome.order), seller.open(outcome.order)]);
    await client.money(price, price, 0);
    await seller.money(price, price, 0);
  });
  step("the seller submits the first milestone with a file; the client sees it live", async () => {
    await Promise.all([client.open(outcome.order), seller.open(outcome.order)]);
    await seller.submit(1, "Two directions, drawn on your shop window.", PICTURE);
    await expect(client.milestone(1).getByText("Two directions, drawn on your shop window.")).toBeVisible();
    await expect(client.milestone(1).getByRole("img", { name: /concept\.png/ })).toBeVisible();
    await expect(client.next).toContainText(`release ${euro(first)} to the seller`);
  });
  step("the client asks for a revision; the seller sees it live", async () => {
    await Promise.all([client.open(outcome.order), seller.open(outcome.order)]);
    await client.revise(1, "The second one, but a little calmer.");
    await expect(seller.milestone(1).getByText("The second one, but a little calmer.")).toBeVisible();
    await expect(seller.next).toContainText("Revise");
  });
  step("the seller submits again; the client sees it live", async () => {
    await Promise.all([client.open(outcome.order), seller.open(outcome.order)]);
    await seller.submit(1, "Calmer now, with a thinner line.");
    await expect(client.milestone(1).getByText("Calmer now, with a thinner line.")).toBeVisible();
  });
  step("the client accepts; the slice is released and both see the money move, on the order, in the wallet and in the earnings", async () => {
    await Promise.all([client.open(outcome.order), seller.open(outcome.order)]);
    const [wallet, earnings] = await Promise.all([beside(clientPage, "/app/wallet"), beside(sellerPage, "/sell/earnings")]);
    const held = await minor(wallet, "In escrow");
    const [waiting, clearing] = [await minor(earnings, "In escrow, after fees"), await minor(earnings, "Clearing")];
    await client.release(1, first);
    await client.money(price, price - first, first);
    await seller.money(price, price - first, first);
    const net = await value<number>(RELEASED_NET, [outcome.order], database);
    expect(net).toBeGreaterThan(0);
    await expect(figure(wallet, "In escrow")).toHaveText(euro(held - first));
    await expect(figure(earnings, "In escrow, after fees")).toHaveText(euro(waiting - net));
    await expect(figure(earnings, "Clearing")).toHaveText(euro(clearing + net));
    await Promise.all([wallet.close(), earnings.close()]);
  });
  step("the second milestone", async () => {
    await Promise.all([client.open(outcome.order), seller.open(outcome.order)]);
    await seller.submit(2, "Refined on paper, glass and screen.");
    await client.release(2, second);
    await seller.money(price, price - first - second, first + second);
  });
  step("the last milestone completes the order", async () => {
    await Promise.all([client.open(outcome.order), seller.open(outcome.order)]);
    await seller.submit(3, "All files, named and sorted.");
    await client.release(3, third);
    await client.money(price, 0, price);
    await seller.money(price, 0, price);
    await expect(seller.next).toContainText("Done. Everything is released.");
  });
  step("the client leaves feedback; the seller sees it live", async () => {
    await Promise.all([client.open(outcome.order), seller.open(outcome.order)]);
    await client.leaveFeedback("Calm people, quick answers, a mark that lasts.");
    await expect(sellerPage.locator("#feedback").getByText("Calm people, quick answers")).toBeVisible();
  });
  return { steps, outcome };
}

/** What the seller got of everything released so far. */
const RELEASED_NET = `select coalesce(sum(e.amount), 0)::bigint from transfers t
  join entries e on e.project_id = t.project_id and e.transfer_id = t.id
  join accounts a on a.project_id = e.project_id and a.id = e.account_id
  where t.order_id = $1 and t.kind = 'release' and a.kind = 'seller_pending'`;

/** The order that was placed last. */
function newestOrder(database?: string): Promise<{ id: string }> {
  return row<{ id: string }>("select id from orders order by placed_at desc, id desc limit 1", [], database);
}
