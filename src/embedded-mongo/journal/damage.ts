import { DeskError } from '../../errors.ts'

/** A file of the store is damaged where a crash cannot have damaged it; nothing is repaired without being asked. */
export class DamageError extends DeskError {
  readonly file: string
  readonly offset: number
  /** Where reading can go on, when that is known. */
  readonly resumeAt: number | undefined

  constructor(file: string, offset: number, reason: string, resumeAt?: number) {
    super(
      'store_damaged',
      `${file} is damaged at byte ${offset}: ${reason}. Restore a backup, or keep what can still be read with: ` +
        'npm run -s data -- repair',
    )
    this.name = 'DamageError'
    this.file = file
    this.offset = offset
    this.resumeAt = resumeAt
  }
}
