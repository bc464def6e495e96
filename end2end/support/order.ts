// The order page, as client and seller use it.
import { expect, type Locator, type Page } from "@playwright/test";
import { open } from "./test";
import { euro } from "./shop";
import { figure } from "./strip";

/** A file as it is dropped into a form. */
export interface Upload {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A small picture that is what its name says. */
export const PICTURE: Upload = {
  name: "concept.png",
  mimeType: "image/png",
  buffer: Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR42mOQjV2MFTEMLQkAF3okwbnmYgkAAAAASUVORK5CYII=", "base64"),
};

export class OrderPage {
  constructor(
    readonly page: Page,
    private readonly root: "/app/orders" | "/sell/orders",
  ) {}

  async open(id: string): Promise<void> {
    await open(this.page, `${this.root}/${id}`);
    await expect(this.next).toBeVisible();
  }

  /** The one next action on top. */
  get next(): Locator {
    return this.page.locator("#next");
  }

  /** The panel of a milestone, counted from 1. */
  milestone(n: number): Locator {
    return this.page.locator("#work > .panel").nth(n - 1);
  }

  /** What the money strip says: all paid money is in escrow, released or refunded. */
  async money(paid: number, escrow: number, released: number): Promise<void> {
    await expect(figure(this.page, "In escrow")).toHaveText(euro(escrow));
    await expect(figure(this.page, "Released")).toHaveText(euro(released));
    await expect(figure(this.page, "Paid")).toHaveText(euro(paid));
  }

  /** The seller hands in a milestone. */
  async submit(n: number, words: string, file?: Upload): Promise<void> {
    const milestone = this.milestone(n);
    await this.tickChecklist(milestone);
    await milestone.locator("[name=description]").fill(words);
    if (file) {
      await milestone.locator("input[type=file]").setInputFiles(file);
      await expect(milestone.locator('input[type=hidden][name="files[]"]')).toHaveCount(1);
    }
    await milestone.getByRole("button", { name: /^Submit/ }).click();
    await expect(milestone.locator("article").filter({ hasText: words })).toBeVisible();
  }

  /** The client asks for changes. */
  async revise(n: number, words: string): Promise<void> {
    const milestone = this.milestone(n);
    await milestone.locator("summary", { hasText: "Ask for a revision" }).click();
    await milestone.getByLabel("What should change?").fill(words);
    await milestone.getByRole("button", { name: "Ask for a revision" }).click();
    await expect(milestone.getByText("Revision 1, asked for by")).toBeVisible();
  }

  /** The client accepts: asked once more with the amount, then the slice is released. */
  async release(n: number, amount: number): Promise<void> {
    await this.milestone(n).getByRole("button", { name: `Release ${euro(amount)} to the seller` }).click();
    const dialog = this.page.getByRole("dialog", { name: `Release ${euro(amount)} to` });
    await dialog.getByRole("button", { name: `Release ${euro(amount)}` }).click();
    await expect(dialog).toBeHidden();
    await expect(this.milestone(n).getByRole("button", { name: /^Release/ })).toHaveCount(0);
  }

  async leaveFeedback(words: string): Promise<void> {
    const feedback = this.page.locator("#feedback");
    for (const [legend, stars] of Object.entries({ Quality: 5, Communication: 4, "On time": 5 })) {
      await feedback.getByRole("group", { name: legend }).getByTitle(`${stars} stars`).click();
    }
    await feedback.getByLabel("What should others know?").fill(words);
    await feedback.getByRole("button", { name: "Publish the feedback" }).click();
    await expect(feedback.getByText(words)).toBeVisible();
    await expect(feedback.getByRole("button", { name: "Publish the feedback" })).toHaveCount(0);
  }

  /** Before the last submission every point must be ticked. */
  private async tickChecklist(milestone: Locator): Promise<void> {
    const boxes = milestone.locator('[name="passed[]"]');
    const points = await boxes.count();
    if (points === 0) return;
    for (let n = 0; n < points; n++) await boxes.nth(n).check();
    await milestone.getByRole("button", { name: "Save the checklist" }).click();
    await expect(milestone.getByText("Passed", { exact: true })).toBeVisible();
  }
}
