// Every page in light and dark, on a desktop and a phone: axe finds nothing, nothing sticks out, the console stays
// empty, and a picture of each lies in end2end/screenshots for a person to look at.
import type { Page } from "@playwright/test";
import { shoot } from "../support/look";
import { PASSWORD, signIn } from "../support/people";
import { address, nameOf, patterns } from "../support/routes";
import { LOGO, Shop } from "../support/shop";
import { rows } from "../support/sql";
import { expect, open, test } from "../support/test";

test.describe.configure({ mode: "parallel", timeout: 600_000 });

test("the shop and the doors", async ({ page, watch }) => {
  // Chromium logs a page that is not there as a failed resource.
  watch.allow(/status of 404/);
  const shop = patterns((pattern) => !/^\/(app|sell|admin|checkout|offers)(\/|$)/.test(pattern));
  await look(page, { ...(await addresses(shop)), "search-nothing": "/search?q=zzzqqq", nowhere: "/there/is/nothing/here" });
});

test("the client's portal", async ({ page }) => {
  await signIn(page, "client", "/app");
  const orders = await ordersOf("client@demo.test");
  const own = patterns((pattern) => /^\/(app|checkout)(\/|$)|^\/offers\/\{/.test(pattern));
  await look(page, { ...(await addresses(own)), ...orders("/app/orders", "client-order") });
});

test("a full cart and its checkout", async ({ page }) => {
  // Not the client of the other tests: the cart is shared by all browsers of a person.
  await signIn(page, { email: "priya@demo.test", password: PASSWORD }, LOGO.path);
  const shop = new Shop(page);
  await shop.fill("#1d6b4f");
  await shop.addToCart();
  await page.waitForURL("**/cart");
  await look(page, { "cart-full": "/cart", "checkout-full": "/checkout" });
});

test("portals with nothing in them yet", async ({ page }) => {
  // Works here without having bought or sold anything.
  await signIn(page, { email: "reviewer@demo.test", password: PASSWORD }, "/app");
  await look(page, { "app-empty": "/app", "app-orders-empty": "/app/orders", "app-messages-empty": "/app/messages", "app-wallet-empty": "/app/wallet", "sell-empty": "/sell" });
});

test("the seller's portal", async ({ page }) => {
  await signIn(page, "seller", "/sell");
  const orders = await ordersOf("seller@demo.test");
  await look(page, { ...(await addresses(patterns((pattern) => /^\/sell(\/|$)|^\/offers\/new$/.test(pattern)))), ...orders("/sell/orders", "seller-order") });
});

const MONEY = /^\/admin\/(orders|payments|webhooks|gateways|integrations)/;

test("the administration of money", async ({ page }) => {
  await signIn(page, "owner", "/admin");
  await look(page, await addresses(patterns((pattern) => MONEY.test(pattern))));
});

test("the administration of everything else", async ({ page }) => {
  await signIn(page, "owner", "/admin");
  await look(page, await addresses(patterns((pattern) => /^\/admin(\/|$)/.test(pattern) && !MONEY.test(pattern))));
});

test("the administration as an admin who is no owner", async ({ page }) => {
  await signIn(page, "admin", "/admin");
  // The piece with the portal's pages may still be on its way after signing in.
  await expect(page.locator(".rail-nav a").first()).toBeVisible();
  const paths = await page.locator(".rail-nav a").evaluateAll((links) => links.map((link) => link.getAttribute("href")!));
  expect(paths.length).toBeGreaterThan(2);
  for (const path of paths) {
    await open(page, path);
    await expect(page.locator("h1").first()).toBeVisible();
  }
});

/** Opens and shoots all; tells everything that is wrong at the end. */
async function look(page: Page, pages: Record<string, string>): Promise<void> {
  const wrong: string[] = [];
  for (const [name, path] of Object.entries(pages)) {
    await test.step(name, async () => {
      // The bank's pages are an outside provider's: no code of ours runs there.
      await (path.startsWith("/sandbox/") ? page.goto(path) : open(page, path));
      await expect(page.locator("h1").first(), `${path} has a heading`).toBeVisible();
      // The gallery shows the bones themselves.
      if (path !== "/gallery") await expect(page.locator("main .bones"), `${path} has loaded`).toHaveCount(0);
      wrong.push(...(await shoot(page, name)));
    });
  }
  expect(wrong).toEqual([]);
}

/** Each page's name and address. */
async function addresses(pages: string[]): Promise<Record<string, string>> {
  expect(pages.length).toBeGreaterThan(2);
  return Object.fromEntries(await Promise.all(pages.map(async (pattern) => [nameOf(pattern), await address(pattern)])));
}

/** One order of each state in which its page looks different. */
async function ordersOf(email: string): Promise<(root: string, name: string) => Record<string, string>> {
  const orders = await rows<{ id: string; status: string }>(
    `select distinct on (o.status) o.status, o.id from orders o
       join sellers s on s.project_id = o.project_id and s.id = o.seller_id
       join users u on u.id in (o.buyer_id, s.user_id)
     where u.email = $1 and o.status in ('pending', 'active', 'delivered', 'completed') order by o.status, o.placed_at desc`,
    [email],
  );
  return (root, name) => Object.fromEntries(orders.map(({ id, status }) => [`${name}-${status}`, `${root}/${id}`]));
}

