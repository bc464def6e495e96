// Answering a seller's questions, whatever they are: by the definition that the product carries.
import type { Locator, Page } from "@playwright/test";
import { expect } from "./test";

/** As stored with the product. */
export interface Question {
  key: string;
  kind: "text" | "long_text" | "number" | "url" | "email" | "choice" | "multi_choice" | "date" | "file" | "colour" | "handle";
  required: boolean;
  min: number | null;
  max: number | null;
  options: { value: string }[];
  show_if: unknown;
}

export class Intake {
  constructor(
    private readonly page: Page,
    private readonly questions: Question[],
  ) {}

  /** Answers everything that must be answered. */
  async answer(): Promise<void> {
    for (const question of this.questions) {
      const input = this.input(question);
      // Asked only after certain answers.
      if (question.show_if && !(await input.first().isVisible())) continue;
      if (question.required) await this.fill(question, input);
    }
  }

  /** Answers one question with what its kind does not take, and expects the message at that field. */
  async answerBadly(): Promise<void> {
    const question = this.questions.find((question) => question.kind in BAD) ?? this.required();
    const bad = BAD[question.kind];
    if (bad) {
      await this.input(question).fill(bad);
    }
  }

  /** The message at a field that is badly or not answered. */
  async complains(): Promise<void> {
    const error = this.page.locator(".field-bad .field-error, fieldset .field-error").filter({ hasText: /\S/ });
    await expect(error.first()).toBeVisible();
  }

  private required(): Question {
    const found = this.questions.find((question) => question.required);
    if (!found) throw new Error("nothing must be answered");
    return found;
  }

  private input({ key, kind }: Question): Locator {
    return this.page.locator(`[name="answers[${key}]${kind === "multi_choice" ? "[]" : ""}"]`);
  }

  private async fill(question: Question, input: Locator): Promise<void> {
    const first = question.options[0]?.value ?? "";
    switch (question.kind) {
      case "choice":
        // Few options are cards, many are a list.
        if (await input.first().evaluate((element) => element.tagName === "SELECT")) await input.selectOption(first);
        else await input.first().check();
        return;
      case "multi_choice":
        await input.first().check();
        return;
      case "number":
        return input.fill(String(question.min ?? 1));
      case "file":
        // Files may follow on the order's page.
        return;
      default:
        return input.fill(GOOD[question.kind] ?? "Words that are long enough to say what is wanted, for whom, and until when.".slice(0, question.max ?? 200));
    }
  }
}

const GOOD: Partial<Record<Question["kind"], string>> = {
  url: "https://example.org/about-us",
  email: "somebody@example.org",
  date: "2030-01-31",
  colour: "#1d6b4f",
  handle: "nordlicht.studio",
};

const BAD: Partial<Record<Question["kind"], string>> = {
  url: "not an address",
  email: "nobody",
  number: "many",
  colour: "greenish",
  handle: "two words",
};
