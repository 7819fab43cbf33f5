/** What the desk can have asked a person: the missing details of a report, or the words that a button needs. */
export type Question = 'note' | 'result' | 'close_reason' | 'details' | 'review_comment'
