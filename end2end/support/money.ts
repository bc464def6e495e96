// The rules of the ledger, asked of the database itself after every step of a journey.
import { expect } from "@playwright/test";
import { databaseUrl, rows } from "./sql";

/** Nothing appears from nowhere: each transfer sums to zero, balances are the sums of their entries, none is below
 * zero, and what people, orders and the platform hold equals what came in less what went out. */
export async function moneyIsConserved(url = databaseUrl()): Promise<void> {
  const unbalanced = await rows(
    `select transfer_id, currency, sum(amount) from entries group by project_id, transfer_id, currency having sum(amount) <> 0`,
    [],
    url,
  );
  expect(unbalanced, "transfers that do not sum to zero").toEqual([]);

  const wrong = await rows(
    `select a.id, a.kind, a.balance, coalesce(sum(e.amount), 0) as entries
     from accounts a left join entries e on e.project_id = a.project_id and e.account_id = a.id
     where a.guarded group by a.project_id, a.id, a.kind, a.balance
     having a.balance <> coalesce(sum(e.amount), 0) or a.balance < 0`,
    [],
    url,
  );
  expect(wrong, "guarded accounts whose balance is not the sum of their entries, or below zero").toEqual([]);

  const sums = await rows<{ currency: string; held: number; came_in: number }>(
    `select a.currency,
        coalesce(sum(e.amount) filter (where a.kind not in ('gateway_clearing', 'payout_clearing')), 0)::bigint as held,
        coalesce(-sum(e.amount) filter (where a.kind in ('gateway_clearing', 'payout_clearing')), 0)::bigint as came_in
     from accounts a join entries e on e.project_id = a.project_id and e.account_id = a.id
     group by a.project_id, a.currency`,
    [],
    url,
  );
  for (const { currency, held, came_in } of sums) {
    expect(held, `${currency}: wallets, escrow, earnings, fees and taxes together`).toBe(came_in);
  }
}

/** The balance of somebody's account in minor units; 0 when it was never opened. */
export async function balance(kind: string, owner: string, currency = "EUR", url = databaseUrl()): Promise<number> {
  const found = await rows<{ balance: number }>(
    `select balance from accounts where kind = $1 and owner_id = $2 and currency = $3`,
    [kind, owner, currency],
    url,
  );
  return found.reduce((sum, account) => sum + account.balance, 0);
}
