import { DeskError } from '../../errors.ts'
import type { Bots } from './aibot/create-bots.ts'
import { changeMember, changeTag } from './contacts/change-contact.ts'
import { wakeApp } from './kf/items.ts'
import { openChat } from './kf/open-chat.ts'
import {
  servicerEnds,
  servicerReceives,
  servicerTakes,
  servicerWrites,
  type Talk,
} from './kf/servicer-acts.ts'
import { keepSession, sessionOf } from './kf/sessions.ts'
import { accountOfOwner } from './phones/owner-writes.ts'
import type { PhoneRefusal } from '../phones.ts'
import type { Platform } from './platform.ts'
import { changeContactEvent, plainEvent } from './webhook/events.ts'
import type { Outcome } from './webhook/queue.ts'
import { writeXml, type XmlNode } from './webhook/xml.ts'
import type { Agent } from './world.ts'

type BotActs = Bots['acts']

/**
 * What people do that no phone of the sandbox offers, for tests; each resolves when the webhook is delivered or given
 * up. Unknown people are a DeskError `unknown_person`.
 */
export interface Acts extends BotActs {
  /** The member opens the app's conversation. */
  opensApp(userId: string): Promise<void>
  /** The member enters or leaves the app's visible range. */
  joins(userId: string): Promise<void>
  leaves(userId: string): Promise<void>
  /** The contact book changes; `fields` are the changed ones only. */
  changesContact(changeType: string, fields: Record<string, string>): Promise<void>
  /** The contact book's entry of a member changes, with the news that the platform gives of it. */
  changesMember(userId: string, change: unknown): Promise<{ id: string } | PhoneRefusal>
  /** The people of a tag change, with the news of it. */
  changesTag(tagId: string, change: unknown): Promise<{ id: string } | PhoneRefusal>
  /** The owner opens the chat with the customer service, perhaps by a QR code with a scene. */
  ownerOpens(externalUserId: string, from?: { scene?: string; sceneParam?: string }): Promise<void>
  /** The owner rejects the account's messages, or takes that back; messages then fail after they were accepted. */
  ownerBlocks(externalUserId: string, blocked: boolean): void
  servicerTakes(talk: Talk, userId: string): Promise<Outcome>
  servicerEnds(talk: Talk, userId: string): Promise<Outcome>
  servicerWrites(talk: Talk, userId: string, content: string): Promise<Outcome>
  servicerReceives(openKfId: string, userId: string, receiving: boolean): Promise<Outcome>
}

/** Builds the acts on a platform. */
export function createActs(platform: Platform, botActs: BotActs): Acts {
  const tell = async (event: string, userId: string, nodes: (agent: Agent) => XmlNode[]): Promise<void> => {
    for (const agent of platform.world.agents) {
      const xml = writeXml(nodes(agent), platform.switches.xmlStyle)
      await platform.webhooks.push(agent, { xml, event, userId, entryId: null, code: null })
    }
  }
  const plain = (event: 'enter_agent' | 'subscribe' | 'unsubscribe') => async (userId: string) => {
    const member = platform.directory.member(userId)
    if (member === undefined) throw unknownPerson(userId)
    await tell(event, member.userId, (agent) => plainEvent(platform, agent, member.userId, event))
  }
  const talkOf = (externalUserId: string) => {
    const account = accountOfOwner(platform, externalUserId)
    if ('refused' in account) throw unknownPerson(externalUserId)
    return account
  }
  return {
    ...botActs,
    opensApp: plain('enter_agent'),
    joins: plain('subscribe'),
    leaves: plain('unsubscribe'),
    changesContact: (changeType, fields) =>
      tell('change_contact', 'sys', () => changeContactEvent(platform, changeType, Object.entries(fields))),
    changesMember: (userId, change) => changeMember(platform, userId, change),
    changesTag: (tagId, change) => changeTag(platform, tagId, change),
    async ownerOpens(externalUserId, from = {}) {
      const account = talkOf(externalUserId)
      await platform.store.batch(() => {
        openChat(platform, account, externalUserId, from)
        return wakeApp(platform, account.openKfId)
      })
    },
    ownerBlocks(externalUserId, blocked) {
      const { openKfId } = talkOf(externalUserId)
      keepSession(platform, { ...sessionOf(platform, openKfId, externalUserId), blocked })
    },
    servicerTakes: (talk, userId) => servicerTakes(platform, talk, userId),
    servicerEnds: (talk, userId) => servicerEnds(platform, talk, userId),
    servicerWrites: (talk, userId, content) => servicerWrites(platform, talk, userId, content),
    servicerReceives: (openKfId, userId, receiving) =>
      servicerReceives(platform, openKfId, userId, receiving),
  }
}

function unknownPerson(id: string): DeskError {
  return new DeskError('unknown_person', `${id} is not in the emulator's world`)
}
