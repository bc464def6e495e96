// Who visits: the demo's people, and new ones. Signing in goes through the page, once per person and test.
import { expect, type Page } from "@playwright/test";
import { hydrated, open } from "./test";
import { rows, value } from "./sql";

/** Of all the demo's people. */
export const PASSWORD = "demo-guildhall";

export type Who = "client" | "seller" | "admin" | "owner";

export const email = (who: Who) => `${who}@demo.test`;

/** Signs in through the form; ends on the page that was wanted. */
export async function signIn(page: Page, who: Who | { email: string; password: string }, next = "/app"): Promise<void> {
  const person = typeof who === "string" ? { email: email(who), password: PASSWORD } : who;
  await open(page, `/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByLabel(/^E-mail/).fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.locator("main").getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname === new URL(next, url).pathname);
  await hydrated(page);
}

/** The person's id. */
export function personId(address: string, url?: string): Promise<string> {
  return value<string>("select id from users where email = $1", [address], url);
}

/** The last mail to somebody that carries a link: its path and query, as in the mailbox of the demo. */
export async function linkFromMail(to: string, url?: string): Promise<string> {
  let link: string | undefined;
  await expect(async () => {
    const mails = await rows<{ body: string }>("select text_body as body from mails where recipient = $1 order by created_at desc limit 1", [to], url);
    link = mails[0]?.body.match(/https?:\/\/[^\s/]+(\/\S+)/)?.[1];
    expect(link, `a mail to ${to} with a link`).toBeTruthy();
  }).toPass();
  return link!;
}
