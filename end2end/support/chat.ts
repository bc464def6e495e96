// A conversation as its people use it.
import type { BrowserContext, Locator, Page, WebSocketRoute } from "@playwright/test";
import { email, type Who } from "./people";
import { value } from "./sql";
import { expect, open } from "./test";

/** A running order of the demo's client at the demo's seller, and its room. */
export async function runningOrder(nth = 0): Promise<{ order: string; room: string }> {
  const found = await value<{ order: string; room: string }>(
    `select json_build_object('order', o.id, 'room', c.id) from chats c
      join orders o on o.project_id = c.project_id and o.id = c.order_id and o.status in ('pending', 'active', 'delivered')
      join users b on b.id = c.buyer_id
      join sellers s on s.project_id = c.project_id and s.id = c.seller_id
      join users u on u.id = s.user_id
      where b.email = $1 and u.email = $2 order by o.placed_at desc, o.id limit 1 offset ${nth}`,
    [email("client"), email("seller")],
  );
  return found;
}

/** What the room holds, as the database has it: the words of people, in order. */
export function said(room: string, like: string): Promise<string[]> {
  return value<string[]>(
    "select coalesce(array_agg(content order by seq), '{}') from chat_messages where chat_id = $1 and content like $2",
    [room, like],
  );
}

export class Chat {
  constructor(
    readonly page: Page,
    private readonly root: "/app/messages" | "/sell/messages" | "/admin/messages",
  ) {}

  static of(page: Page, who: Who): Chat {
    return new Chat(page, who === "client" ? "/app/messages" : who === "seller" ? "/sell/messages" : "/admin/messages");
  }

  async open(room: string): Promise<void> {
    await open(this.page, `${this.root}/${room}`);
    await expect(this.text).toBeEditable();
  }

  get log(): Locator {
    return this.page.getByRole("log", { name: "Messages" });
  }

  get text(): Locator {
    return this.page.locator("#room-text");
  }

  /** Messages with these words, arrived or not. */
  message(words: string): Locator {
    return this.log.locator("article.msg").filter({ hasText: words });
  }

  /** Those that have not arrived. */
  get waiting(): Locator {
    return this.log.locator("[data-outgoing]");
  }

  async send(words: string): Promise<void> {
    await this.text.fill(words);
    await this.text.press("Enter");
    await expect(this.message(words)).toHaveCount(1);
    await expect(this.text).toHaveValue("");
  }

  /** All bubbles that begin with a word, top to bottom. */
  async bubbles(begin: string): Promise<string[]> {
    const all = await this.log.locator("article.msg .msg-text").allInnerTexts();
    return all.filter((text) => text.startsWith(begin));
  }
}

/** The network of one visitor, which can be cut: no new request, no socket. Call it before the first page. */
export class Network {
  private away = false;
  private readonly open = new Set<WebSocketRoute>();

  constructor(private readonly context: BrowserContext) {}

  async hold(): Promise<void> {
    await this.context.routeWebSocket(/\/live\?/, (socket) => {
      if (this.away) {
        void socket.close();
        return;
      }
      this.open.add(socket);
      socket.connectToServer();
    });
  }

  async cut(): Promise<void> {
    this.away = true;
    await this.context.setOffline(true);
    await Promise.all([...this.open].map((socket) => socket.close({ code: 4000 }).catch(() => {})));
    this.open.clear();
  }

  async mend(): Promise<void> {
    this.away = false;
    await this.context.setOffline(false);
  }
}
