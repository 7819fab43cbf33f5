import type Koa from 'koa'
import { createApp } from './app.ts'
import { createCardFinder } from './card-finder.ts'
import type { Clock } from './clock.ts'
import type { Config, WecomConfig } from './config/index.ts'
import type { Database } from './database.ts'
import { createDeskGroups } from './desk-groups.ts'
import { createDeskAuditor } from './desk-auditor.ts'
import { createDeskContacts, createDeskDirectory, createRules } from './desk-directory.ts'
import { createDeskOwners } from './desk-owners.ts'
import { createDeskQueries } from './desk-queries.ts'
import type { Directory } from './directory/index.ts'
import { spanMs } from './domain/calendar/index.ts'
import { createDuty } from './duty.ts'
import { createGivenUp } from './handlers/given-up.ts'
import { createHandle } from './handlers/index.ts'
import { createProcess } from './inbox/process.ts'
import { createReceiver } from './inbox/receive.ts'
import { createSpool } from './inbox/spool.ts'
import type { Logger } from './logger.ts'
import { createMedia } from './media/index.ts'
import { createMetrics } from './metrics.ts'
import { createComposer, isCardKind } from './outbox/composer.ts'
import { tellOutcomes } from './outbox/outcomes.ts'
import { createDeskQuotas } from './outbox/desk-quotas.ts'
import { createDispatch } from './outbox/dispatch.ts'
import { createRelay } from './outbox/relay.ts'
import { createReplies } from './outbox/replies.ts'
import { createDeliverScheduler } from './schedulers/deliver.ts'
import { createFormScheduler } from './schedulers/forms.ts'
import { createEngine, type Engine } from './schedulers/engine.ts'
import { createInboxScheduler } from './schedulers/inbox.ts'
import { createMediaScheduler } from './schedulers/media.ts'
import { createReviewScheduler } from './schedulers/reviews.ts'
import { createTicketClockScheduler } from './schedulers/ticket-clocks.ts'
import { createAddressing, createQuietUntil } from './services/addressing.ts'
import { createFormService } from './services/forms.ts'
import { createReviewService } from './services/reviews.ts'
import type { Administration } from './services/directory/administration.ts'
import { createTicketService } from './services/tickets.ts'
import { patienceOf } from './patience.ts'
import { createReportApi } from './report-api.ts'
import type { SharedState } from './shared-state/shared-state.ts'
import { createWecomClient, type WecomClient } from './wecom/client.ts'

/** The desk, wired but not listening and not ticking. */
export interface Desk {
  app: () => Koa
  engine: Engine
  directory: Directory
  wecom: WecomClient
  /** Changes of the directory while the desk runs. */
  administration: Administration
  /** Takes over the directory as stored, and has WeCom asked for its people; before the engine starts. */
  open(): Promise<void>
  /** Brings the groups in step with the directory; resolves to whether all of it succeeded. */
  keepGroups: () => Promise<boolean>
}

/** Wires the desk (composition root): everything below gets its dependencies from here. */
export function createDesk(deps: {
  config: Config
  wecomConfig: WecomConfig
  database: Database
  state: SharedState
  clock: Clock
  logger: Logger
}): Desk {
  const { config, wecomConfig, database, state, clock, logger } = deps
  const { tickets: ticketStore, reviews: reviewStore, messages, inbox, prompts } = database
  const pace = config.policy.engine
  const patience = patienceOf(pace)

  const { directory: known, keeper } = createDeskDirectory(config, database.directory)
  const duty = createDuty({ config, database, known, clock })
  const { directory } = duty
  const rules = createRules(config, directory)
  const addressing = createAddressing(directory, logger, createQuietUntil(rules))
  const wecom = createWecomClient({ ...wecomConfig, sharedState: state, clock, logger })
  const tickets = createTicketService({ store: ticketStore, addressing, rules, media: database.media })
  const queries = createDeskQueries(database, rules)
  const reviews = createReviewService({
    ...{ store: reviewStore, tickets: ticketStore, figures: queries.figures, addressing, rules },
    communities: () => directory.communities(),
  })
  const forms = createFormService({ store: database.forms, tickets, addressing, directory })
  const groups = createDeskGroups({ config, directory, wecom, state, clock, logger })
  const present = { communities: () => directory.communities(), policy: config.policy }
  const quotas = createDeskQuotas(present, {
    state,
    clock,
    holdMs: patience.leaseMs,
    onHold: (until) => engine.wakeAt(until),
    onRelease: (queue) => messages.release(queue),
  })
  const metrics = createMetrics({ messages, quotas, clock })
  const replies = createReplies(messages, clock)
  const shifts = duty.services({ addressing, rules, replies, logger })
  const media = createMedia({
    ...{ config, store: database.media, wecom, tickets, replies, clock, logger, ...patience },
    atOnce: pace.sendAtOnce,
  })
  const contacts = createDeskContacts({
    ...{ config, book: wecom, keeper, directory, clock, logger },
    ...{ store: ticketStore, tickets, replies },
  })
  const onGivenUp = createGivenUp({ directory, replies })
  const owners = createDeskOwners({
    talks: database.ownerTalks,
    tickets,
    policy: config.policy,
    rules,
    clock,
  })
  const spool = createSpool(config.dataDir)
  const handle = createHandle({
    ...{ tickets, reviews, forms, prompts, replies },
    ...queries,
    ...{ leaves: shifts.leaves, handovers: shifts.handovers },
    deadLetters: { resend: (communityId) => messages.revive(communityId, clock.now()) },
    directory,
    contacts: contacts.watch,
    administration: contacts.administration,
    media: media.service,
    reported: ticketStore,
    cards: createCardFinder(messages, clock, spanMs(pace.cardUpdatableFor)),
    pullCustomerService: owners.puller(wecom, database, quotas),
    clock,
    logger,
  })
  const processEvents = createProcess({ inbox, handle, onGivenUp, clock, logger, ...patience })
  const relay = createRelay({
    stores: [
      { type: 'ticket', store: ticketStore },
      { type: 'review', store: reviewStore },
      { type: 'form', store: database.forms },
      ...duty.stores,
    ],
    ...{ messages, isCard: isCardKind, clock, batchSize: pace.batchSize },
  })
  const dispatch = createDispatch({
    messages: tellOutcomes(messages, (outcome) => metrics.countOutcome(outcome)),
    composer: createComposer({ ...database, directory, clock }),
    wecom,
    quotas,
    ...{ routes: groups.routes, ownerDoor: owners.door, clock, logger },
    managersGroup: (communityId) => directory.group(communityId, 'managers')?.chatId,
    isFormer: (userId) => directory.formerMember(userId) !== undefined,
    sendAtOnce: pace.sendAtOnce,
    updatableForMs: spanMs(pace.cardUpdatableFor),
    ...patience,
  })
  const dueWork = { batchSize: pace.batchSize, backoff: patience.backoff, logger }
  const engine = createEngine({
    schedulers: [
      contacts.schedulers[0],
      shifts.schedulers.absences,
      createInboxScheduler({ inbox, spool, process: processEvents }),
      contacts.schedulers[1],
      createTicketClockScheduler({ store: ticketStore, tickets, ...dueWork }),
      createReviewScheduler({ store: reviewStore, reviews, ...dueWork }),
      createDeskAuditor({ config, database, directory, tickets, reviews, replies, logger }),
      createFormScheduler({ store: database.forms, forms, batchSize: pace.batchSize }),
      shifts.schedulers.shifts,
      createDeliverScheduler({ relay, dispatch, messages }),
      // After the messages, so that a slow download does not keep any waiting.
      createMediaScheduler({ media: database.media, collect: media.collect, onWorked: () => engine.wake() }),
      groups.scheduler,
    ],
    clock,
    state,
    leaseMs: spanMs(pace.tickLeaseFor),
    tickMs: spanMs(pace.tickEvery),
    logger,
  })
  const receive = createReceiver({ inbox, spool, clock, logger, onStored: () => engine.wake() })
  const intake = { inbox, spool, receive }
  return {
    directory,
    engine,
    wecom,
    administration: contacts.administration,
    open: () => contacts.open(),
    keepGroups: groups.keepGroups,
    app: () =>
      createApp({
        webhook: { keys: wecomConfig.keys, corpId: wecomConfig.corpId },
        receive,
        probes: {
          database: () => database.ping(),
          cache: () => state.ping(),
          wecom_token: () => wecom.checkToken(),
        },
        metrics: metrics.registry,
        reportApi: createReportApi({ config, units: state, clock, logger }, tickets, intake),
        logger,
      }),
  }
}
