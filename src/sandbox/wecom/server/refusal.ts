/** An API answer other than errcode 0: the platform's number and words (wecom.md 11). */
export interface Refusal {
  errcode: number
  errmsg: string
}

/** Builds a refusal; `errmsg` is for people, clients must look at the number only. */
export function refuse(errcode: number, errmsg: string): Refusal {
  return { errcode, errmsg }
}
