/** Messages that were given up (死信), of which the managers' group was told. */
export interface DeadLetters {
  /** Queues the community's again; resolves to how many there were. Asking twice finds none the second time. */
  resend(communityId: string): Promise<number>
}
