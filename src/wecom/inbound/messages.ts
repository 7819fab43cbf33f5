import { z } from 'zod'
import { byMember, Decimal, Optional, type Reader, Required, Text } from './reader.ts'

/** Messages carry an id of their own; without it a repeat could not be recognised. */
const MsgId = z.string().regex(/^[0-9A-Za-z_-]{1,64}$/)

/** What a member can write to the app, by `MsgType` (wecom.md 2.1). */
export const MESSAGE_READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  [
    'text',
    byMember(z.object({ MsgId, Content: z.string() }), ({ Content: content }, head) => ({
      kind: 'text',
      ...head,
      content,
    })),
  ],
  [
    'image',
    byMember(z.object({ MsgId, PicUrl: Text, MediaId: Required }), (fields, head) => ({
      kind: 'image',
      ...head,
      picUrl: fields.PicUrl,
      mediaId: fields.MediaId,
    })),
  ],
  [
    'voice',
    byMember(z.object({ MsgId, MediaId: Required, Format: Text }), (fields, head) => ({
      kind: 'voice',
      ...head,
      mediaId: fields.MediaId,
      format: fields.Format,
    })),
  ],
  [
    'video',
    byMember(z.object({ MsgId, MediaId: Required, ThumbMediaId: Text }), (fields, head) => ({
      kind: 'video',
      ...head,
      mediaId: fields.MediaId,
      thumbMediaId: fields.ThumbMediaId,
    })),
  ],
  [
    'location',
    byMember(
      z.object({ MsgId, Location_X: Decimal, Location_Y: Decimal, Label: Text }),
      ({ Location_X: latitude, Location_Y: longitude, Label: label }, head) => ({
        kind: 'location',
        ...head,
        latitude,
        longitude,
        label,
      }),
    ),
  ],
  [
    'link',
    byMember(
      z.object({ MsgId, Title: Text, Description: Text, Url: Required, PicUrl: Text }),
      (fields, head) => ({
        kind: 'link',
        ...head,
        title: fields.Title,
        description: fields.Description,
        url: fields.Url,
        picUrl: fields.PicUrl,
      }),
    ),
  ],
  [
    // Not documented for self-built apps, seen in connectors.
    'file',
    byMember(z.object({ MsgId, MediaId: Required, FileName: Optional }), (fields, head) => ({
      kind: 'file',
      ...head,
      mediaId: fields.MediaId,
      fileName: fields.FileName,
    })),
  ],
])
