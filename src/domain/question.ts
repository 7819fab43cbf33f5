/** What the desk can have asked a person: the missing details of a report, the words that a button needs, or an owner's answer. */
export type Question = 'owner_answer' | 'note' | 'result' | 'close_reason' | 'details' | 'review_comment'
