/** The keys on the buttons of all cards; each has a handler (checked at start and by a test). */
export const BUTTON_KEYS = [
  'card:take',
  'card:transfer',
  'card:complaint',
  'card:why',
  'card:stop',
  'card:stop-owner',
  'card:stop-parts',
  'card:stop-contractor',
  'card:resume',
  'card:correct',
  'card:correct-kind',
  'card:discard',
  'card:note',
  'card:finish',
  'card:confirm',
  'card:send-back',
  'card:remind',
  'card:escalate',
  'card:close-unsolved',
  'card:reviewed',
  'card:review-list',
  'card:case-1',
  'card:case-2',
  'card:case-3',
  'card:follow-up-1',
  'card:follow-up-2',
  'card:follow-up-3',
  'card:follow-up-4',
  'card:followed-up',
  'card:form-walk-in',
  'card:form-phone',
  'card:form-next',
  'card:form-cancel',
  'card:open-1',
  'card:open-2',
  'card:open-3',
  'card:open-4',
  'card:open-5',
  'card:more',
  'card:leave-confirm',
  'card:leave-decline',
  'card:handover-out',
  'card:handover-in',
  'card:handover-note',
  'card:change-apply',
  'card:change-cancel',
  'card:told',
] as const
export type ButtonKey = (typeof BUTTON_KEYS)[number]

/** The question under which the span of a stop comes back with a tap. */
export const STOP_QUESTION = 'span'

/** The question under which the corrected kind comes back with a tap. */
export const KIND_QUESTION = 'kind'

/** The buttons of a list, one for each of its lines; five, because 更多 is the sixth (`wecom.md` 4.4). */
export const OPEN_KEYS = [
  'card:open-1',
  'card:open-2',
  'card:open-3',
  'card:open-4',
  'card:open-5',
] as const satisfies readonly ButtonKey[]

/** The question under which the chosen department comes back with a tap. */
export const DEPARTMENT_QUESTION = 'department'

/** The questions under which the sorts chosen on a form's cards come back. */
export const GROUP_QUESTION = 'group'
/** The finer one. */
export const CATEGORY_QUESTION = 'category'

/** The buttons of the worst cases, one for each (REC-4.9). */
export const CASE_KEYS = ['card:case-1', 'card:case-2', 'card:case-3'] as const satisfies readonly ButtonKey[]

/** The buttons of the dates until which a case can be followed up, one for each choice of the policy. */
export const DUE_KEYS = [
  'card:follow-up-1',
  'card:follow-up-2',
  'card:follow-up-3',
  'card:follow-up-4',
] as const satisfies readonly ButtonKey[]

/** The question under which the person who is to follow a case up comes back with a tap. */
export const ASSIGNEE_QUESTION = 'assignee'
