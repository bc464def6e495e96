// The seller's wizard: a draft that saves itself, pictures from upload to order, and several products changed at once.
import { PICTURE } from "../support/order";
import { signIn } from "../support/people";
import { value } from "../support/sql";
import { expect, open, test } from "../support/test";

const NAME = "Wizard test: one page, printed";

test("a draft saves itself, and its pictures go up, in order, and away", async ({ page }) => {
  await signIn(page, "seller", "/sell/products/new");
  await page.getByLabel("Name", { exact: true }).fill(NAME);
  await page.locator("select[name=category]").selectOption({ index: 1 });
  await page.getByRole("button", { name: "Make a draft" }).click();
  await page.waitForURL(/\/sell\/products\/[0-9a-f-]{36}/);
  const wizard = page.url().replace(/\?.*$/, "");
  const id = wizard.split("/").pop()!;

  await test.step("what is typed is kept without a button", async () => {
    const said = page.locator(".page-actions [role=status]");
    await expect(said).toHaveText("Draft saved");
    await page.locator("[name=summary]").fill("A single page that says what you do, printed on good paper.");
    await expect(said).toHaveText(/Not saved yet|Saving/);
    await expect(said).toHaveText("Draft saved");
    await expect.poll(() => value("select summary from products where id = $1", [id])).toContain("good paper");
    await page.reload();
    await expect(page.locator("[name=summary]")).toHaveValue(/good paper/);
  });

  await test.step("pictures", async () => {
    await open(page, `${wizard}?step=media`);
    await page.locator("input[type=file]").setInputFiles([
      { ...PICTURE, name: "one.png" },
      { ...PICTURE, name: "two.png", buffer: Buffer.concat([PICTURE.buffer, Buffer.from(" ")]) },
    ]);
    const pictures = page.locator(".row-card").filter({ has: page.locator("img") });
    await expect(pictures).toHaveCount(2);
    await expect(page.locator(".file-line"), "what has arrived stands below, not twice").toHaveCount(0);
    await pictures.nth(0).getByLabel(/^What picture 1 shows/).fill("The front");
    await pictures.nth(1).getByLabel(/^What picture 2 shows/).fill("The back");
    await page.getByRole("button", { name: "Move picture 2 up" }).click();
    await expect(page.locator('[name="media[0][alt]"]')).toHaveValue("The back");
    await expect(page.getByRole("button", { name: "Move picture 1 up" })).toBeDisabled();
    await page.getByRole("button", { name: "Remove picture 2" }).click();
    await expect(pictures).toHaveCount(1);
    const kept = () => value<string>("select coalesce(string_agg(alt, ',' order by position), '') from product_media where product_id = $1", [id]);
    await expect.poll(kept).toBe("The back");
  });

  await test.step("staff may change it, and are told whose it is", async () => {
    await page.context().clearCookies();
    await signIn(page, "admin", `/sell/products/${id}`);
    await expect(page.getByRole("note").filter({ hasText: "You change a product of" })).toBeVisible();
    await page.locator("[name=summary]").fill("A single page that says what you do, corrected by the project's staff.");
    await expect.poll(() => value("select summary from products where id = $1", [id])).toContain("corrected");
  });
});

test("several products at once; what is refused leaves the others alone", async ({ page }) => {
  await signIn(page, "seller", "/sell/products?status=draft");
  const bar = page.getByRole("group", { name: "Several at once" });
  await page.getByRole("checkbox", { name: `Choose ${NAME}` }).check();
  await expect(bar).toContainText(/^1 of \d+ chosen/);
  await bar.getByRole("button", { name: "Publish" }).click();
  await expect(page.locator(".toast-corner")).toContainText("Done for 0; 1 stayed as they were");
  await bar.getByRole("checkbox", { name: "Choose all on this page" }).check();
  await expect(page.getByRole("checkbox", { name: `Choose ${NAME}` })).toBeChecked();
});
