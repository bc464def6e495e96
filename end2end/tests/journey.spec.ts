// The main job, in two browsers at once. After every step the books are asked: nothing appears from nowhere.
import { journey } from "../support/journey";
import { balance, moneyIsConserved } from "../support/money";
import { LOGO } from "../support/shop";
import { row } from "../support/sql";
import { expect, test } from "../support/test";

test.describe.configure({ timeout: 240_000 });

test("from a search with a typo to feedback on finished work", async ({ visit, watch }) => {
  // The one refusal of the journey; Chromium logs it as a failed resource.
  watch.allow(/status of 422 .*cart\/add_to_cart/);
  const [client, seller] = [await visit("client"), await visit("seller")];
  const { steps, outcome } = journey(client, seller);
  for (const { name, run } of steps) {
    await test.step(name, run);
    await moneyIsConserved();
  }
  const order = await row<{ status: string; total: number; released: number; refunded: number }>(
    "select status, total, released, refunded from orders where id = $1",
    [outcome.order],
  );
  expect(order).toEqual({ status: "completed", total: LOGO.price, released: LOGO.price, refunded: 0 });
  expect(await balance("escrow", outcome.order)).toBe(0);
});
