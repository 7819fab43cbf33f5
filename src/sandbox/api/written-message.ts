import { z } from 'zod'
import type { Tap, WrittenMessage } from '../phones.ts'

/** Largest body of a written message, in bytes: a 10 MB picture (wecom.md 4.1) as base64 text, and its frame. */
export const MESSAGE_BODY_BYTES = 15 * 1024 * 1024

const media = {
  base64: z.base64('不是合法的 base64').exactOptional(),
  fileName: z.string().min(1).max(200).exactOptional(),
}

const text = z.strictObject({
  type: z.literal('text'),
  content: z
    .string()
    .max(20_000)
    .refine((content) => content.trim() !== '', '不能为空'),
})
const image = z.strictObject({ type: z.literal('image'), ...media })
const voice = z.strictObject({ type: z.literal('voice'), ...media })
const location = z.strictObject({
  type: z.literal('location'),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  label: z.string().max(500),
})
const wrongType = { error: '消息类型应为 text、image、voice 或 location' }

/** What a member's phone sends (`interface.md`, Sandbox). */
export const MemberMessage: z.ZodType<WrittenMessage> = z.discriminatedUnion(
  'type',
  [text, image, voice, location],
  wrongType,
)

const menu = { menuId: z.string().min(1).max(128).exactOptional() }

/** What an owner's phone sends; `menuId` marks the click on a row of a 微信客服 menu. */
export const OwnerMessage: z.ZodType<WrittenMessage & { menuId?: string }> = z.discriminatedUnion(
  'type',
  [text.extend(menu), image.extend(menu), voice.extend(menu), location.extend(menu)],
  wrongType,
)

/** A tap on a card. */
export const CardTap: z.ZodType<Tap> = z.strictObject({
  key: z.string().min(1).max(1024),
  selected: z.record(z.string(), z.array(z.string().max(1024)).max(20)).exactOptional(),
})
