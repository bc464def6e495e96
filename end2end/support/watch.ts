// Whatever a browser complains about, from any page of a context: a test with a complaint fails.
import type { BrowserContext } from "@playwright/test";

export class Watch {
  private readonly complaints: string[] = [];
  private readonly allowed: RegExp[] = [
    // How long the browser waits for a preloaded piece to be used depends on nothing but the machine's load.
    /was preloaded using link preload but not used within a few seconds/,
    // A page was left while its socket was still opening.
    /WebSocket is closed before the connection is established/,
  ];

  /** Listens to a context: its pages of now and later. */
  add(context: BrowserContext, who: string): void {
    context.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") {
        const { url, lineNumber } = message.location();
        this.note(`${who}: console ${message.type()}: ${message.text()} (${url}:${lineNumber})`.replace(/\s+/g, " "));
      }
    });
    context.on("weberror", (error) => this.note(`${who}: uncaught: ${error.error().stack ?? error.error().message}`));
    context.on("response", (response) => {
      if (response.status() >= 500) this.note(`${who}: ${response.status()} from ${response.url()}`);
    });
    context.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText ?? "";
      // The browser drops what a new page no longer needs.
      if (reason !== "net::ERR_ABORTED") this.note(`${who}: ${reason} for ${request.url()}`);
    });
  }

  /** Expected from now on: a refused form is logged by Chromium as a failed resource, a killed server as a lost one. */
  allow(...patterns: RegExp[]): void {
    this.allowed.push(...patterns);
  }

  /** What was complained about so far, less what is allowed. */
  get found(): string[] {
    return this.complaints.filter((complaint) => !this.allowed.some((pattern) => pattern.test(complaint)));
  }

  private note(complaint: string): void {
    // Once is enough, and its beginning tells it.
    const short = complaint.length > 400 ? `${complaint.slice(0, 400)}…` : complaint;
    if (!this.complaints.includes(short)) this.complaints.push(short);
  }
}
