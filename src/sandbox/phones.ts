/** What one person writes on a phone; media are given as the bytes' base64 text. */
export type WrittenMessage =
  | { type: 'text'; content: string }
  | { type: 'image' | 'voice'; base64?: string; fileName?: string }
  | { type: 'location'; latitude: number; longitude: number; label: string }

/** A template card as its viewer sees it now (`interface.md`, Sandbox). */
export interface ShownCard {
  cardType: string
  taskId: string
  title: string
  fields: { name: string; value: string }[]
  buttons: { key: string; text: string; enabled: boolean }[]
  questions: { key: string; title: string; selected?: string; options: { id: string; text: string }[] }[]
  /** The grey text that took the buttons' place after an update, `null` while the card can be tapped. */
  replacedBy: string | null
}

/** One line of a conversation as it stands on a phone; `text` holds every word shown. */
export interface ShownMessage {
  id: string
  /** ISO instant in UTC. */
  at: string
  from: 'self' | 'desk' | { name: string }
  msgType: string
  text: string
  card?: ShownCard
  /** Rows of a 微信客服 menu that the owner can click; the click comes back as text with the row's id. */
  menu?: { id: string; text: string }[]
}

/** A tap on a card: the button's key and what was selected in the card's questions. */
export interface Tap {
  key: string
  selected?: Record<string, string[]>
}

/** Why something done on a phone did not reach the desk (unknown person, dead button, …), in Chinese for the page. */
export interface PhoneRefusal {
  refused: string
}

/** The people's phones: what they see and what they can do. The emulator implements it, the sandbox's HTTP API serves it. */
export interface Phones {
  /** The member writes to the app; resolves when the platform has delivered the event or given up. */
  memberWrites(userId: string, message: WrittenMessage): Promise<{ id: string } | PhoneRefusal>
  /** The member taps a card, named by its message id or task id. */
  memberTaps(userId: string, cardId: string, tap: Tap): Promise<{ id: string } | PhoneRefusal>
  /** What the member sees, oldest first; `skip` leaves out that many of the oldest lines. */
  memberInbox(userId: string, skip?: number): ShownMessage[] | PhoneRefusal
  /** An owner writes to the customer-service account (微信客服) from WeChat; `menuId` marks the click on a menu row. */
  ownerWrites(
    externalUserId: string,
    message: WrittenMessage & { menuId?: string },
  ): Promise<{ id: string } | PhoneRefusal>
  ownerInbox(externalUserId: string): ShownMessage[] | PhoneRefusal
  groupMessages(chatId: string): ShownMessage[] | PhoneRefusal
  /** Calls the listener after every change on any phone; returns a function that stops it. */
  onChange(listener: () => void): () => void
}
