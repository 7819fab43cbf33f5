import type { TemplateCard } from './template-card.ts'

/** Bodies that both a member's conversation and an app group can show (wecom.md 4.2); limits are cut by the platform. */
export type PlainMessageBody =
  | { msgtype: 'text'; text: { content: string } }
  | { msgtype: 'markdown'; markdown: { content: string } }
  | { msgtype: 'image'; image: { media_id: string } }
  | { msgtype: 'voice'; voice: { media_id: string } }
  | { msgtype: 'video'; video: { media_id: string; title?: string; description?: string } }
  | { msgtype: 'file'; file: { media_id: string } }
  | { msgtype: 'textcard'; textcard: { title: string; description: string; url: string; btntxt?: string } }
  | { msgtype: 'news'; news: { articles: NewsArticle[] } }

/** One of 1 to 8 articles of a `news` message. */
export interface NewsArticle {
  title: string
  description?: string
  url?: string
  picurl?: string
}

/** What a member can be sent; only here are template cards possible. */
export type AppMessageBody = PlainMessageBody | { msgtype: 'template_card'; template_card: TemplateCard }

/** What an app group can be sent; texts may mention members, cards do not exist there (wecom.md 5.1). */
export type GroupMessageBody =
  | Exclude<PlainMessageBody, { msgtype: 'text' }>
  | { msgtype: 'text'; text: { content: string; mentioned_list?: string[] } }

/** A row of a 微信客服 menu; at most 10 rows can be clicked. A click comes back as text with `menuId` = `id`. */
export type KfMenuRow =
  | { type: 'click'; click: { id: string; content: string } }
  | { type: 'view'; view: { url: string; content: string } }
  | { type: 'text'; text: { content: string; no_newline?: 0 | 1 } }

/** What an owner on WeChat can be sent (wecom.md 7.4). */
export type KfMessageBody =
  | { msgtype: 'text'; text: { content: string } }
  | { msgtype: 'image'; image: { media_id: string } }
  | { msgtype: 'voice'; voice: { media_id: string } }
  | { msgtype: 'video'; video: { media_id: string } }
  | { msgtype: 'file'; file: { media_id: string } }
  | { msgtype: 'link'; link: { title: string; desc?: string; url: string; thumb_media_id: string } }
  | {
      msgtype: 'location'
      location: { name?: string; address?: string; latitude: number; longitude: number }
    }
  | { msgtype: 'msgmenu'; msgmenu: { head_content?: string; list: KfMenuRow[]; tail_content?: string } }
