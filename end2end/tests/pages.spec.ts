// Every main page in light and dark, on a desktop and a phone: axe finds nothing, nothing sticks out, the console stays
// empty, and a picture of each lies in end2end/screenshots for a person to look at.
import type { Page } from "@playwright/test";
import { shoot } from "../support/look";
import { signIn } from "../support/people";
import { rows } from "../support/sql";
import { expect, open, test } from "../support/test";

test.describe.configure({ mode: "parallel", timeout: 400_000 });

test("the storefront", async ({ page }) => {
  const [product] = await rows<{ slug: string }>(
    "select slug from products where status = 'published' order by jsonb_array_length(milestone_plan) desc, id limit 1",
  );
  const [seller] = await rows<{ slug: string }>("select slug from sellers where status = 'open' order by id limit 1");
  await look(page, {
    home: "/",
    search: "/search",
    "search-nothing": "/search?q=zzzqqq",
    product: `/services/${product!.slug}`,
    "seller-page": `/sellers/${seller!.slug}`,
    "cart-empty": "/cart",
    "sign-in": "/sign-in",
    "sign-up": "/sign-up",
    mailbox: "/dev/mail",
    forgot: "/forgot",
    imprint: "/legal/imprint",
  });
});

test("the client's portal", async ({ page }) => {
  await signIn(page, "client", "/app");
  const orders = await ordersOf("client@demo.test");
  await look(page, { ...(await rail(page, "client")), ...orders("/app/orders", "client-order") });
});

test("the seller's portal", async ({ page }) => {
  await signIn(page, "seller", "/sell");
  const orders = await ordersOf("seller@demo.test");
  await look(page, { ...(await rail(page, "seller")), ...orders("/sell/orders", "seller-order"), "seller-wizard": "/sell/products/new" });
});

test("the administration", async ({ page }) => {
  await signIn(page, "owner", "/admin");
  await look(page, await rail(page, "admin"));
});

test("the administration as an admin who is no owner", async ({ page }) => {
  await signIn(page, "admin", "/admin");
  for (const path of Object.values(await rail(page, "admin"))) {
    await open(page, path);
    await expect(page.locator("h1").first()).toBeVisible();
  }
});

/** Opens and shoots all; tells everything that is wrong at the end. */
async function look(page: Page, pages: Record<string, string>): Promise<void> {
  const wrong: string[] = [];
  for (const [name, path] of Object.entries(pages)) {
    await test.step(name, async () => {
      await open(page, path);
      await expect(page.locator("h1").first(), `${path} has a heading`).toBeVisible();
      await expect(page.locator("main .bones"), `${path} has loaded`).toHaveCount(0);
      wrong.push(...(await shoot(page, name)));
    });
  }
  expect(wrong).toEqual([]);
}

/** Every page that a portal's rail leads to: a new one is walked without being named here. */
async function rail(page: Page, portal: string): Promise<Record<string, string>> {
  // The piece with the portal's pages may still be on its way after signing in.
  await expect(page.locator(".rail-nav a").first()).toBeVisible();
  const paths = await page.locator(".rail-nav a").evaluateAll((links) => links.map((link) => link.getAttribute("href")!));
  expect(paths.length).toBeGreaterThan(2);
  return Object.fromEntries(paths.map((path) => [`${portal}-${path.split("/").slice(2).join("-") || "overview"}`, path]));
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

