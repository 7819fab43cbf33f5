/** What the desk can have asked a person: missing details of a report, words that a button needs, an owner's answer, what a form lacks. */
export type Question =
  | 'owner_answer'
  | 'note'
  | 'result'
  | 'close_reason'
  | 'details'
  | 'review_comment'
  | 'form'
  | 'handover_note'
