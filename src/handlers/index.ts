import type { DeskEvent } from '../inbox/desk-event.ts'
import { cardTapHandler } from './card-tap.ts'
import { contactChangeHandler, subscribeHandler, unsubscribeHandler } from './contact-change.ts'
import { customerServiceWakeupHandler, ownerItemHandler } from './customer-service.ts'
import type { Desk, Handler } from './desk.ts'
import {
  fileHandler,
  imageHandler,
  linkHandler,
  locationHandler,
  videoHandler,
  voiceHandler,
} from './media.ts'
import { webReportHandler } from './web-report.ts'
import { menuClickHandler } from './text/form.ts'
import { memberTextHandler } from './text/member-text.ts'

/** The table: which event is handled by what. Kinds without a row are kept in the inbox and need nothing done. */
const HANDLERS: { [K in DeskEvent['kind']]?: Handler<K> } = {
  text: memberTextHandler,
  image: imageHandler,
  voice: voiceHandler,
  video: videoHandler,
  file: fileHandler,
  location: locationHandler,
  link: linkHandler,
  card_tap: cardTapHandler,
  change_contact: contactChangeHandler,
  subscribe: subscribeHandler,
  unsubscribe: unsubscribeHandler,
  kf_wakeup: customerServiceWakeupHandler,
  kf_item: ownerItemHandler,
  web_report: webReportHandler,
  menu_click: menuClickHandler,
}

/** Hands an event to its handler; rejects when the handler failed, so that the event is replayed. */
export function createHandle(desk: Desk): (event: DeskEvent) => Promise<void> {
  return (event) => run(event.kind, event, desk)
}

async function run<K extends DeskEvent['kind']>(
  kind: K,
  event: Extract<DeskEvent, { kind: K }>,
  desk: Desk,
): Promise<void> {
  const handler: Handler<K> | undefined = HANDLERS[kind]
  if (handler === undefined)
    desk.logger.debug({ code: 'event_without_handler', kind, eventId: event.deliveryId }, 'nothing to do')
  else await handler.run(event, desk)
}
