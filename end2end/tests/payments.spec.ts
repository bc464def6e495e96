// Money in through the sandbox bank and back: the wallet page, the bank's pages, the status page that changes by itself,
// and what staff see of it.
import { Bank } from "../support/shop";
import { signIn } from "../support/people";
import { rows, value } from "../support/sql";
import { expect, hydrated, open, test } from "../support/test";
import type { Page } from "@playwright/test";

const LATE = "4000 0000 0000 0077";
const TRIPLE = "4000 0000 0000 0093";

/** Of the newest payment of the demo's client. */
const newest = () => value<string>("select p.id from payments p join users u on u.id = p.user_id where u.email = 'client@demo.test' order by p.id desc limit 1");
const wallet = () => value<number>("select balance from accounts a join users u on u.id = a.owner_id where a.kind = 'wallet' and a.currency = 'EUR' and u.email = 'client@demo.test'");

async function topUp(page: Page, amount: string): Promise<void> {
  await open(page, "/app/wallet");
  const card = page.locator("#top-up");
  await card.getByLabel("Amount").fill(amount);
  await card.getByRole("radio", { name: /^Sandbox/ }).check();
  await card.getByRole("button", { name: "Continue to payment" }).click();
}

test.describe.configure({ mode: "serial" });

test("an amount out of bounds is refused at its field, and the next try goes through", async ({ page, watch }) => {
  watch.allow(/422/);
  await signIn(page, "client", "/app/wallet");
  const before = await wallet();
  const count = await value<number>("select count(*)::int from payments where purpose = 'top_up'");
  for (const [typed, says] of [["0.5", "at least €1.00"], ["99999", "at most €10,000.00"], ["a lot", "Enter an amount"]] as const) {
    await topUp(page, typed);
    await expect(page.locator("#top-up .field-error", { hasText: says })).toBeVisible();
    await expect(page.locator("#top-up").getByLabel("Amount")).toHaveValue(typed);
  }
  expect(await value<number>("select count(*)::int from payments where purpose = 'top_up'")).toBe(count);
  await topUp(page, "50");
  await new Bank(page).card(Bank.SUCCEEDS);
  await page.waitForURL("**/app/payments/**");
  await expect(page.getByText("€50.00 is in your wallet")).toBeVisible();
  await expect.poll(wallet).toBe(before + 5_000);
  await page.getByRole("link", { name: "To your wallet" }).click();
  await expect(page.getByRole("row", { name: /Paid in/ }).first()).toContainText("€50.00");
});

test("a bank's own errors, a decline, another card, and 3-D Secure", async ({ page, watch }) => {
  watch.allow(/422/);
  await signIn(page, "client", "/app/wallet");
  const before = await wallet();
  await topUp(page, "20");
  const bank = new Bank(page);
  await bank.card("1234");
  await expect(page.getByText("only the test cards")).toBeVisible();
  await expect(page.getByLabel("Valid until")).toHaveValue("12/30");
  await bank.card(Bank.DECLINES);
  await expect(page.getByRole("alert")).toContainText("declined the payment");
  await bank.card(Bank.ASKS);
  await bank.approve();
  await page.waitForURL("**/app/payments/**");
  await expect(page.getByText("€20.00 is in your wallet")).toBeVisible();
  await expect.poll(wallet).toBe(before + 2_000);
});

test("a late confirmation changes the page by itself; three of them credit once", async ({ page }) => {
  await signIn(page, "client", "/app/wallet");
  const before = await wallet();
  await topUp(page, "30");
  await new Bank(page).card(LATE);
  await page.waitForURL("**/app/payments/**");
  await expect(page.getByText("Your bank is working on it")).toBeVisible();
  await expect(page.getByText("€30.00 is in your wallet")).toBeVisible({ timeout: 25_000 });
  await topUp(page, "10");
  await new Bank(page).card(TRIPLE);
  await expect(page.getByText("€10.00 is in your wallet")).toBeVisible();
  const id = await newest();
  await expect.poll(() => value<number>("select count(*)::int from payment_events where payment_id = $1", [id])).toBe(1);
  await page.waitForTimeout(1_000);
  expect(await wallet()).toBe(before + 4_000);
});

test("turning back at the bank cancels", async ({ page }) => {
  await signIn(page, "client", "/app/wallet");
  const before = await wallet();
  await topUp(page, "15");
  await page.waitForURL("**/sandbox/pay/**");
  await page.getByRole("button", { name: "Cancel and go back" }).click();
  await page.waitForURL("**/app/payments/**");
  await expect(page.getByRole("status").getByText("Cancelled")).toBeVisible();
  expect(await wallet()).toBe(before);
});

test("staff see the payment, replay its event without effect, and refund part of it", async ({ page, visit, watch }) => {
  watch.allow(/422/);
  await signIn(page, "client", "/app/wallet");
  await topUp(page, "40");
  await new Bank(page).card(Bank.SUCCEEDS);
  await expect(page.getByText("€40.00 is in your wallet")).toBeVisible();
  const [id, before] = [await newest(), await wallet()];
  await open(page, "/app/wallet");

  const admin = await visit("admin");
  await signIn(admin, "admin", `/admin/payments/${id}`);
  await admin.getByRole("link", { name: "payment.succeeded" }).click();
  await hydrated(admin);
  await expect(admin.getByText('"status": "succeeded"')).toBeVisible();
  await admin.getByRole("button", { name: "Apply again" }).click();
  await expect(admin.getByText("Applied again: already known.")).toBeVisible();
  expect(await wallet()).toBe(before);

  await open(admin, `/admin/payments/${id}`);
  const [amount, reason] = [admin.getByRole("textbox", { name: "Amount" }), admin.getByRole("textbox", { name: "Reason" })];
  const asked = admin.getByRole("dialog", { name: /^Send money back to / });
  await expect(admin.getByRole("button", { name: "Refund", exact: true })).toBeDisabled();
  await reason.fill("Ordered twice by mistake");
  await amount.fill("4000");
  await admin.getByRole("button", { name: "Refund €4,000.00" }).click();
  await asked.getByRole("button", { name: "Refund €4,000.00" }).click();
  await expect(admin.locator(".field-error", { hasText: "Only €40.00" })).toBeVisible();
  await amount.fill("25");
  await admin.getByRole("button", { name: "Refund €25.00" }).click();
  await expect(asked).toContainText("€25.00");
  await asked.getByRole("button", { name: "Refund €25.00" }).click();
  await expect(admin.getByText("Refunded", { exact: true }).first()).toBeVisible();
  // The form is not armed again.
  await expect(amount).toHaveValue("");
  await expect(reason).toHaveValue("");
  await expect(admin.getByRole("button", { name: "Refund", exact: true })).toBeDisabled();
  await expect.poll(async () => (await rows<{ status: string }>("select status from refunds where payment_id = $1", [id]))[0]?.status).toBe("succeeded");
  expect(await wallet()).toBe(before - 2_500);
  // The client's open page has heard of it.
  await expect(page.getByRole("row", { name: /Back to the payment method/ }).first()).toContainText("€25.00");
});

test("gateways: the test button, a wrong key at its field, the log of calls", async ({ page, watch }) => {
  watch.allow(/422/);
  await signIn(page, "admin", "/admin/gateways");
  const sandbox = page.locator(".panel", { hasText: "make-believe bank" });
  await sandbox.getByRole("button", { name: "Test the connection" }).click();
  await expect(page.getByText("The sandbox bank answers.")).toBeVisible();
  const stripe = page.locator(".panel", { hasText: "Your card data goes to Stripe" });
  await stripe.getByLabel("Secret key").fill("pk_not_a_secret");
  await stripe.getByRole("button", { name: "Save" }).click();
  await expect(stripe.locator(".field-error", { hasText: "should start with sk_" })).toBeVisible();
  await open(page, "/admin/integrations");
  await expect(page.getByText("bank/ping").first()).toBeVisible();
  await expect(page.getByText("pk_not_a_secret")).toHaveCount(0);
});

test("the bank's pages in German and on a phone", async ({ visit, watch }) => {
  watch.allow(/404/);
  const phone = await visit("phone", { locale: "de-DE", viewport: { width: 360, height: 740 } });
  const reference = await value<string>("select reference from sandbox_payments order by created_at desc limit 1");
  await phone.goto(`/sandbox/pay/${reference}`);
  await expect(phone.locator("html")).toHaveAttribute("lang", "de");
  await expect(phone.getByText("Sandbox-Bank — kein echtes Geld")).toBeVisible();
  expect(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  const missing = await phone.goto("/sandbox/pay/nobody");
  expect(missing?.status()).toBe(404);
});

test("webhooks: unsigned is 400, unknown is 404, too large is 413, and nothing is stored", async ({ request }) => {
  const before = await value<number>("select count(*)::int from payment_events");
  expect((await request.post("/webhooks/demo/sandbox", { data: { id: "evt_1" } })).status()).toBe(400);
  const forged = { "sandbox-signature": `t=${Math.floor(Date.now() / 1000)},v1=${"00".repeat(32)}` };
  expect((await request.post("/webhooks/demo/sandbox", { data: { id: "evt_1" }, headers: forged })).status()).toBe(400);
  expect((await request.post("/webhooks/demo/stripe", { data: { id: "evt_1" } })).status()).toBe(400);
  expect((await request.post("/webhooks/nobody/sandbox", { data: {} })).status()).toBe(404);
  expect((await request.post("/webhooks/demo/nobody", { data: {} })).status()).toBe(404);
  expect((await request.get("/webhooks/demo/sandbox")).status()).not.toBe(200);
  // The last one: the server hangs up on what is too large, so this connection serves nobody afterwards.
  expect((await request.post("/webhooks/demo/sandbox", { data: "x".repeat(600 * 1024) })).status()).toBe(413);
  expect(await value<number>("select count(*)::int from payment_events")).toBe(before);
});
