import { reactive } from 'vue'
import type { ShownMessage, Tap, WrittenMessage } from '../../phones.ts'
import type { SandboxApi } from '../api.ts'
import { chooseDefaultPhones, listPhones, type Phone } from './phone.ts'
import { readChoice, writeChoice } from './choice.ts'

/** A step of the guide that the visitor has done. */
export type Deed = 'reported' | 'tapped' | 'moved' | 'monday'

/** What the page shows; changed only by the functions of {@link Desk}. */
export interface DeskState {
  phones: Phone[]
  /** Keys of the phones shown, in no order. */
  shown: string[]
  messages: Record<string, ShownMessage[]>
  received: Record<string, number>
  /** How many of the received messages have been looked at. */
  seen: Record<string, number>
  drafts: Record<string, string>
  /** Pictures sent from this page, by message id: the inbox itself tells only that there is one. */
  pictures: Record<string, string>
  /** The desk's present instant, in milliseconds; it ticks along. */
  nowMs: number
  movingClock: boolean
  live: boolean
  problem: string
  deeds: Deed[]
}

/** The page's state and everything a visitor can do. */
export type Desk = ReturnType<typeof createDesk>

/** The guide asks for two days, after which a ticket nobody finished is overdue (REC-4.7). */
const TWO_DAYS_MS = 2 * 24 * 3_600_000
/** The page's own clock may be this far beside the desk's. */
const MINUTE_MS = 60_000

/** Builds the page's state upon the API; `start` fills it and keeps it up to date. */
export function createDesk(api: SandboxApi) {
  const state = reactive<DeskState>({
    phones: [],
    shown: [],
    messages: {},
    received: {},
    seen: {},
    drafts: {},
    pictures: {},
    nowMs: Date.now(),
    movingClock: false,
    live: true,
    problem: '',
    deeds: [],
  })
  let aheadMs = 0
  let running: Promise<void> | undefined
  let again = false
  let chosen = false
  let movedMs = 0

  const setClock = (now: string): void => {
    aheadMs = Date.parse(now) - Date.now()
    state.nowMs = Date.now() + aheadMs
  }
  const find = (key: string): Phone | undefined => state.phones.find((phone) => phone.key === key)
  const fail = (error: unknown): void => {
    state.problem = error instanceof Error ? error.message : '出错了，请刷新页面'
  }
  const attempt = async (act: () => Promise<void>): Promise<boolean> => {
    try {
      await act()
      return true
    } catch (error) {
      fail(error)
      return false
    }
  }

  const loadMessages = async (key: string): Promise<void> => {
    const phone = find(key)
    if (phone !== undefined) state.messages[key] = await api.messages(phone.kind, phone.id)
  }
  const load = async (): Promise<void> => {
    const [people, received, clock] = await Promise.all([api.people(), api.received(), api.clock()])
    setClock(clock.now)
    state.phones = listPhones(people)
    for (const [kind, counts] of Object.entries(received))
      for (const [id, count] of Object.entries(counts)) {
        const key = `${kind}:${id}`
        state.received[key] = count
        // What lay there before the visitor came is not news.
        state.seen[key] = Math.min(state.seen[key] ?? count, count)
      }
    if (!chosen) {
      chosen = true
      const known = readChoice().filter((key) => find(key) !== undefined)
      state.shown = known.length > 0 ? known : chooseDefaultPhones(people)
    }
    await Promise.all(state.shown.map(loadMessages))
  }
  /** Loads everything; calls during a load are answered by one more load after it. */
  const refresh = (): Promise<void> => {
    again = true
    running ??= (async () => {
      while (again) {
        again = false
        await attempt(load)
      }
      running = undefined
    })()
    return running
  }
  const note = (deed: Deed): void => {
    if (!state.deeds.includes(deed)) state.deeds.push(deed)
  }
  const act = (run: () => Promise<void>): Promise<boolean> =>
    attempt(async () => {
      await run()
      await refresh()
    })
  const markSeen = (key: string): void => {
    state.seen[key] = state.received[key] ?? 0
  }
  /** Like `act`, by somebody whose phone the visitor therefore is looking at. */
  const actOn = async (key: string, run: () => Promise<void>): Promise<boolean> => {
    const done = await act(run)
    markSeen(key)
    return done
  }
  const choose = (shown: string[]): void => {
    state.shown = shown
    writeChoice(shown)
  }

  return {
    state,
    start(): void {
      void refresh()
      setInterval(() => (state.nowMs = Date.now() + aheadMs), 1000)
      api.listen(
        () => void refresh(),
        (live) => {
          // What happened while the connection was away was not told.
          if (live && !state.live) {
            state.problem = ''
            void refresh()
          }
          state.live = live
        },
      )
    },
    unread: (key: string): number => (state.received[key] ?? 0) - (state.seen[key] ?? 0),
    markSeen,
    clearProblem(): void {
      state.problem = ''
    },
    setDraft(key: string, text: string): void {
      state.drafts[key] = text
    },
    fail,
    async show(key: string): Promise<void> {
      if (state.shown.includes(key)) return
      choose([...state.shown, key])
      await attempt(() => loadMessages(key))
    },
    hide: (key: string): void => choose(state.shown.filter((shown) => shown !== key)),
    write: (
      phone: Phone,
      written: WrittenMessage & { menuId?: string },
      picture?: string,
    ): Promise<boolean> =>
      actOn(phone.key, async () => {
        const { id } = await api.write(phone.kind, phone.id, written)
        if (phone.kind === 'members') note('reported')
        if (picture !== undefined) state.pictures[id] = picture
      }),
    tap: (phone: Phone, cardId: string, tap: Tap): Promise<boolean> =>
      actOn(phone.key, async () => {
        await api.tap(phone.id, cardId, tap)
        note('tapped')
      }),
    async moveClock(move: { advance: string } | { to: string }): Promise<void> {
      state.movingClock = true
      const beforeMs = state.nowMs
      await act(async () => {
        setClock((await api.moveClock(move)).now)
        movedMs += state.nowMs - beforeMs
        if (movedMs > TWO_DAYS_MS - MINUTE_MS) note('moved')
        if ('to' in move) note('monday')
      })
      state.movingClock = false
    },
  }
}
