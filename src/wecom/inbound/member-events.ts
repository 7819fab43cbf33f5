import { z } from 'zod'
import { byMember, children, Decimal, type Reader, Required, Text } from './reader.ts'

const Nothing = z.object({})
const WithKey = z.object({ EventKey: Required })

const CardEvent = z.object({
  EventKey: Required,
  TaskId: Required,
  CardType: Text,
  ResponseCode: Text,
  SelectedItems: children({
    SelectedItem: z
      .array(
        z.object({
          QuestionKey: Required,
          // A question without an answer has an empty list.
          OptionIds: children({ OptionId: z.array(z.string()).default([]) }).optional(),
        }),
      )
      .default([]),
  }).optional(),
})

const cardTap = (menu: boolean): Reader =>
  byMember(CardEvent, (fields, head) => ({
    kind: 'card_tap',
    ...head,
    key: fields.EventKey,
    menu,
    taskId: fields.TaskId,
    cardType: fields.CardType,
    responseCode: fields.ResponseCode,
    selected: Object.fromEntries(
      (fields.SelectedItems?.SelectedItem ?? []).map((item) => [
        item.QuestionKey,
        (item.OptionIds?.OptionId ?? []).filter((id) => id !== ''),
      ]),
    ),
  }))

const scan = byMember(
  z.object({ EventKey: Required, ScanCodeInfo: children({ ScanType: Text, ScanResult: Text }) }),
  ({ EventKey: key, ScanCodeInfo: info }, head) => ({
    kind: 'menu_scan',
    ...head,
    key,
    scanType: info.ScanType,
    scanResult: info.ScanResult,
  }),
)

const photo = byMember(
  z.object({
    EventKey: Required,
    SendPicsInfo: children({
      PicList: children({ item: z.array(z.object({ PicMd5Sum: z.string() })).default([]) }).optional(),
    }),
  }),
  ({ EventKey: key, SendPicsInfo: info }, head) => ({
    kind: 'menu_photo',
    ...head,
    key,
    md5s: (info.PicList?.item ?? []).map((item) => item.PicMd5Sum),
  }),
)

/** What a member does besides writing, by `Event` in lower case (wecom.md 2.2, 2.3). */
export const MEMBER_EVENT_READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['template_card_event', cardTap(false)],
  ['template_card_menu_event', cardTap(true)],
  [
    'taskcard_click',
    byMember(z.object({ EventKey: Required, TaskId: Required }), (fields, head) => ({
      kind: 'task_card_click',
      ...head,
      key: fields.EventKey,
      taskId: fields.TaskId,
    })),
  ],
  ['enter_agent', byMember(Nothing, (_, head) => ({ kind: 'enter_agent', ...head }))],
  ['subscribe', byMember(Nothing, (_, head) => ({ kind: 'subscribe', ...head }))],
  ['unsubscribe', byMember(Nothing, (_, head) => ({ kind: 'unsubscribe', ...head }))],
  ['click', byMember(WithKey, ({ EventKey: key }, head) => ({ kind: 'menu_click', ...head, key }))],
  [
    'view',
    byMember(z.object({ EventKey: Text }), ({ EventKey: url }, head) => ({
      kind: 'menu_view',
      ...head,
      url,
    })),
  ],
  [
    'view_miniprogram',
    byMember(z.object({ EventKey: Text }), ({ EventKey: key }, head) => ({
      kind: 'menu_miniprogram',
      ...head,
      key,
    })),
  ],
  ['scancode_push', scan],
  ['scancode_waitmsg', scan],
  ['pic_sysphoto', photo],
  ['pic_photo_or_album', photo],
  ['pic_weixin', photo],
  [
    'location_select',
    byMember(
      z.object({
        EventKey: Required,
        SendLocationInfo: children({ Location_X: Decimal, Location_Y: Decimal, Label: Text, Poiname: Text }),
      }),
      ({ EventKey: key, SendLocationInfo: place }, head) => ({
        kind: 'menu_location',
        ...head,
        key,
        latitude: place.Location_X,
        longitude: place.Location_Y,
        label: place.Label,
        poiName: place.Poiname,
      }),
    ),
  ],
  [
    'location',
    byMember(
      z.object({ Latitude: Decimal, Longitude: Decimal, Precision: Decimal }),
      ({ Latitude: latitude, Longitude: longitude, Precision: precision }, head) => ({
        kind: 'location_report',
        ...head,
        latitude,
        longitude,
        precision,
      }),
    ),
  ],
])
