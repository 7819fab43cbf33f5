import { planFormCancel, planFormWords } from '../../domain/reception/form.ts'
import { isRefusal } from '../../domain/record.ts'
import type { Prompt } from '../../services/stores.ts'
import { actorIn, defineHandler, type Desk, homeOf } from '../desk.ts'
import type { Words } from './words.ts'

const REGISTER = /^(登记|新登记|填单|登记单)[。.!！]?$/u
/** The key of the app's menu item that opens a form (`wecom.md` 2.2, click). */
const MENU_KEY = 'register'

/** 「登记」: opens a form, whose first card comes; the next words belong to it. */
export async function openForm(words: Words, desk: Desk): Promise<boolean> {
  if (!REGISTER.test(words.text)) return false
  await open(words, desk)
  return true
}

async function open(
  { speaker, communityId, eventId, now }: Pick<Words, 'speaker' | 'communityId' | 'eventId' | 'now'>,
  { forms, prompts }: Desk,
): Promise<void> {
  const { id, until } = await forms.open(speaker, communityId, eventId, now)
  await prompts.set({ userId: speaker.userId, ask: 'form', recordId: id, expiresAt: until }, eventId)
}

/** The app's menu item 登记 was tapped. */
export const menuClickHandler = defineHandler({
  on: 'menu_click',
  run: async ({ key, from, deliveryId }, desk) => {
    if (key !== MENU_KEY) return
    const communityId = homeOf(desk.directory, from)
    const speaker = actorIn(desk.directory, from, communityId)
    await open({ speaker, communityId, eventId: deliveryId, now: desk.clock.now() }, desk)
  },
})

/** Words for an open form; `false` when it has ended meanwhile, so that they are something else. */
export async function fillForm(
  prompt: Prompt,
  { text, heard, eventId, now, speaker }: Words,
  isCancelled: boolean,
  { forms, prompts }: Desk,
): Promise<boolean> {
  const person = { userId: speaker.userId, name: speaker.name }
  const outcome = await forms.change(prompt.recordId, eventId, now, (form, until) =>
    isCancelled
      ? planFormCancel(form, person, now)
      : planFormWords(form, person, { text, heard }, until, now),
  )
  if (isRefusal(outcome) || 'missing' in outcome || 'idle' in outcome) return false
  const form = 'changed' in outcome ? outcome.changed : outcome.repeated
  if (form.status === 'open' && form.nextActionAt !== null)
    await prompts.set({ ...prompt, expiresAt: form.nextActionAt }, eventId)
  else await prompts.answered(prompt, eventId)
  return true
}
