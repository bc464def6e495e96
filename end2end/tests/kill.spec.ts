// The main job on a server that loses its power after every step: nothing is lost, nothing happens twice.
import { journey } from "../support/journey";
import { balance, moneyIsConserved } from "../support/money";
import { OwnServer } from "../support/server";
import { LOGO } from "../support/shop";
import { row, rows } from "../support/sql";
import { expect, test } from "../support/test";

test.describe.configure({ timeout: 300_000 });

test("the journey survives a server that is killed between its steps", async ({ visit, watch }) => {
  // Open pages notice that the server is gone. One that was just loading a piece of the app dies of it (wasm_split panics
  // when a piece does not arrive); the next page lives. Panics of the steps themselves are the journey's own test's.
  watch.allow(/net::ERR_|WebSocket connection|Failed to fetch|compilation aborted|SplitLoaderError|RuntimeError: unreachable|RefCell already borrowed/);
  watch.allow(/status of 422 .*cart\/add_to_cart/);
  const server = await OwnServer.start("kill");
  try {
    const client = await visit("client", { baseURL: server.url });
    const seller = await visit("seller", { baseURL: server.url });
    const before = await row<{ orders: number; payments: number }>(
      "select (select count(*) from orders)::int as orders, (select count(*) from payments)::int as payments",
      [],
      server.database,
    );
    const { steps, outcome } = journey(client, seller, server.database);
    for (const { name, run } of steps) {
      await test.step(name, run);
      await server.killAndRestart();
      await moneyIsConserved(server.database);
    }
    await onceAndWhole(outcome.order, before, server.database);
  } finally {
    await server.stop();
  }
});

/** One order, one payment, three releases and no more. */
async function onceAndWhole(order: string, before: { orders: number; payments: number }, database: string): Promise<void> {
  const now = await row(
    `select (select count(*) from orders)::int - $2 as orders, (select count(*) from payments)::int - $3 as payments, status, released
     from orders where id = $1`,
    [order, before.orders, before.payments],
    database,
  );
  expect(now).toEqual({ orders: 1, payments: 1, status: "completed", released: LOGO.price });
  const transfers = await rows<{ kind: string; times: number }>(
    "select kind, count(*)::int as times from transfers where order_id = $1 group by kind order by kind",
    [order],
    database,
  );
  expect(transfers.find(({ kind }) => /release/.test(kind))?.times, JSON.stringify(transfers)).toBe(LOGO.milestones.length);
  expect(await balance("escrow", order, "EUR", database)).toBe(0);
  const submissions = await row("select count(*)::int as n from deliverable_submissions s join deliverables d on d.id = s.deliverable_id where d.order_id = $1", [order], database);
  expect(submissions).toEqual({ n: 4 });
  expect(await row("select count(*)::int as n from delivery_feedback where order_id = $1", [order], database)).toEqual({ n: 3 });
}
