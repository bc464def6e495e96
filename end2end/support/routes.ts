// Every page there is, as the server's own map knows them, each with an address at which it can be seen.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { value } from "./sql";

const MAP = join(import.meta.dirname, "../../server/src/http/access/routes.rs");

/** Routes that answer with a file, with data, or only to a form. */
const NO_PAGES = /\.(csv|txt|xml|css|zip)$|\/cancel$|^\/(covers|files|live|preferences|sign-out|switch-project|healthz|metrics|readyz|webhooks)(\/|$)/;

/** Where the demo has one of a thing: SQL that finds its name in the address. */
const ONE: Record<string, string> = {
  "/checkout/{group}": "select g.id from order_groups g join users u on u.id = g.buyer_id where u.email = 'client@demo.test' order by g.id limit 1",
  "/dev/mail/{id}": "select id from mails order by created_at limit 1",
  "/legal/{page}": "select 'imprint'",
  "/offers/{id}": "select c.id from custom_offers c join users u on u.id = c.buyer_id where u.email = 'client@demo.test' and c.status = 'sent' order by c.id desc limit 1",
  "/sellers/{slug}": "select slug from sellers where status = 'open' order by id limit 1",
  "/services/{slug}": "select slug from products where status = 'published' order by jsonb_array_length(milestone_plan) desc, id limit 1",
  "/app/messages/{id}": "select c.id from chats c join users u on u.id = c.buyer_id where u.email = 'client@demo.test' order by c.last_said desc, c.id limit 1",
  "/app/disputes/{id}": "select d.id from disputes d join orders o on o.project_id = d.project_id and o.id = d.order_id join users u on u.id = o.buyer_id where u.email = 'client@demo.test' order by d.id limit 1",
  "/app/orders/{id}/dispute": "select o.id from orders o join users u on u.id = o.buyer_id where u.email = 'client@demo.test' and o.status in ('active', 'delivered') order by o.id limit 1",
  "/app/orders/{id}": "select o.id from orders o join users u on u.id = o.buyer_id where u.email = 'client@demo.test' order by o.id limit 1",
  "/app/payments/{id}": "select p.id from payments p join users u on u.id = p.user_id where u.email = 'client@demo.test' order by p.id limit 1",
  "/sell/messages/{id}": "select c.id from chats c join sellers s on s.project_id = c.project_id and s.id = c.seller_id join users u on u.id = s.user_id where u.email = 'seller@demo.test' order by c.last_said desc, c.id limit 1",
  "/sell/disputes/{id}": "select d.id from disputes d join orders o on o.project_id = d.project_id and o.id = d.order_id join sellers s on s.project_id = o.project_id and s.id = o.seller_id join users u on u.id = s.user_id where u.email = 'seller@demo.test' order by d.id limit 1",
  "/sell/orders/{id}/dispute": "select o.id from orders o join sellers s on s.id = o.seller_id join users u on u.id = s.user_id where u.email = 'seller@demo.test' and o.status in ('active', 'delivered') order by o.id limit 1",
  "/sell/orders/{id}": "select o.id from orders o join sellers s on s.id = o.seller_id join users u on u.id = s.user_id where u.email = 'seller@demo.test' order by o.id limit 1",
  "/sell/products/{id}": "select p.id from products p join sellers s on s.id = p.seller_id join users u on u.id = s.user_id where u.email = 'seller@demo.test' order by p.id limit 1",
  "/admin/messages/{id}": "select id from chats where kind = 'order' order by last_said desc, id limit 1",
  "/sell/reviews/{id}": "select t.id from review_tasks t join users u on u.id = t.author_id where u.email = 'seller@demo.test' order by t.id limit 1",
  "/admin/disputes/{id}": "select id from disputes order by id limit 1",
  "/admin/orders/{id}": "select id from orders order by id limit 1",
  "/admin/payments/{id}": "select id from payments where status = 'succeeded' order by id limit 1",
  "/admin/people/{id}": "select id from users where email = 'client@demo.test'",
  "/admin/reviews/{id}": "select id from review_tasks where closed_at is null order by id limit 1",
  "/admin/webhooks/{id}": "select id from payment_events order by id limit 1",
  "/sandbox/pay/{reference}": "select reference from sandbox_payments order by created_at limit 1",
  "/sandbox/pay/{reference}/challenge": "select reference from sandbox_payments order by created_at limit 1",
};

/** Pages that are asked with a query. */
const ASKED: Record<string, string> = {
  "/offers/new": "select '/offers/new?chat=' || c.id from chats c join sellers s on s.project_id = c.project_id and s.id = c.seller_id join users u on u.id = s.user_id where u.email = 'seller@demo.test' and c.kind = 'presale' order by c.id limit 1",
};

/** The patterns of all pages under one of these prefixes. */
export function patterns(of: (pattern: string) => boolean): string[] {
  const source = readFileSync(MAP, "utf8").split("pub const ROUTES")[1] ?? "";
  const all = [...source.matchAll(/^ {4}\("(\/[^"]*)", Who::/gm)].map(([, pattern]) => pattern!);
  return all.filter((pattern) => !NO_PAGES.test(pattern) && of(pattern));
}

/** Where to see the page of a pattern. Fails for one that takes a thing and is not known here. */
export async function address(pattern: string): Promise<string> {
  if (ASKED[pattern]) return value<string>(ASKED[pattern]);
  if (!pattern.includes("{")) return pattern;
  const sql = ONE[pattern];
  if (!sql) throw new Error(`${pattern} needs a line in end2end/support/routes.ts`);
  return pattern.replace(/\{\w+\}/, encodeURIComponent(await value<string>(sql)));
}

/** A file name for pictures: "/app/orders/{id}" → "app-orders-id". */
export const nameOf = (pattern: string) => pattern.replace(/[{}]/g, "").split("/").filter(Boolean).join("-") || "home";
