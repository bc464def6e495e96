// The shop as a buyer uses it: search, product, cart, checkout, and the bank behind it.
import { expect, type Page } from "@playwright/test";
import { Intake, type Question } from "./intake";
import { hydrated, open } from "./test";
import { rows } from "./sql";

/** A service of the demo's seller that is delivered in several milestones and asks questions. */
export interface Service {
  id: string;
  slug: string;
  name: string;
  milestones: number;
  intake: Question[];
}

export async function serviceInSteps(url?: string): Promise<Service> {
  const [service] = await rows<Service>(
    `select p.id, p.slug, p.name, jsonb_array_length(p.milestone_plan) as milestones, p.intake
     from products p
       join sellers s on s.project_id = p.project_id and s.id = p.seller_id
       join users u on u.id = s.user_id
     where p.status = 'published' and u.email = 'seller@demo.example' and p.revisions >= 1
       and jsonb_array_length(p.milestone_plan) between 2 and 3
       and jsonb_path_exists(p.intake, '$[*] ? (@.required == true)')
     order by jsonb_array_length(p.intake) desc, p.slug limit 1`,
    [],
    url,
  );
  if (!service) throw new Error("the demo has no service with milestones and questions");
  return service;
}

/** Two letters in the middle of the longest word have changed places. */
export function mistyped(name: string): string {
  const word = name.split(/[^\p{L}]+/u).sort((a, b) => b.length - a.length)[0] ?? name;
  const at = Math.floor(word.length / 2);
  return word.slice(0, at - 1) + word[at] + word[at - 1] + word.slice(at + 1);
}

export class Shop {
  constructor(readonly page: Page) {}

  /** Types into the search of the top bar and opens what it finds. */
  async find(words: string, service: Service): Promise<void> {
    await open(this.page, "/");
    const search = this.page.locator(".shop-search input[name=q]");
    await search.fill(words);
    await search.press("Enter");
    await this.page.locator("main").getByRole("link", { name: service.name }).first().click();
    await this.page.waitForURL(`**/services/${service.slug}`);
    await hydrated(this.page);
  }

  intake(service: Service): Intake {
    return new Intake(this.page, service.intake);
  }

  async addToCart(): Promise<void> {
    await this.page.getByRole("button", { name: "Add to cart" }).click();
  }

  async inCart(service: Service): Promise<void> {
    await this.page.waitForURL("**/cart");
    await expect(this.page.locator(".cart-line").filter({ hasText: service.name })).toBeVisible();
  }
}

/** The sandbox bank's pages: an outside provider. */
export class Bank {
  constructor(readonly page: Page) {}

  static readonly SUCCEEDS = "4242 4242 4242 4242";
  static readonly ASKS = "4000 0000 0000 3220";
  static readonly DECLINES = "4000 0000 0000 0002";

  async card(number: string): Promise<void> {
    await this.page.waitForURL("**/sandbox/pay/**");
    await this.page.getByLabel("Card number").fill(number);
    await this.page.getByLabel("Valid until").fill("12/30");
    await this.page.getByLabel("Security code").fill("123");
    await this.page.getByRole("button", { name: /^Pay/ }).click();
  }

  /** Answers the 3-D Secure question. */
  async approve(): Promise<void> {
    await this.page.waitForURL("**/challenge");
    await this.page.getByRole("button", { name: "Approve the payment" }).click();
  }
}
