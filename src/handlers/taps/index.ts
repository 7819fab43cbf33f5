import { BUTTON_KEYS, type ButtonKey } from '../../cards/button-keys.ts'
import { DeskError } from '../../errors.ts'
import type { TapHandler } from '../tap.ts'
import { changeApplyTap, changeCancelTap } from './change.ts'
import { closeUnsolvedTap, finishTap, noteTap } from './ask.ts'
import { complaintTap } from './complaint.ts'
import { confirmTap } from './confirm.ts'
import { correctKindTap, correctTap } from './correct.ts'
import { discardTap } from './discard.ts'
import { escalateTap } from './escalate.ts'
import { caseTaps, dueTaps, followedUpTap } from './follow-up.ts'
import { formCancelTap, formNextTap, formPhoneTap, formWalkInTap } from './form.ts'
import { moreTap, openTaps } from './open.ts'
import { handoverInTap, handoverNoteTap, handoverOutTap } from './handover.ts'
import { leaveConfirmTap, leaveDeclineTap } from './leave.ts'
import { remindTap } from './remind.ts'
import { reviewListTap, reviewedTap } from './reviewed.ts'
import { sendBackTap } from './send-back.ts'
import { resumeTap, stopForContractorTap, stopForOwnerTap, stopForPartsTap, stopTap } from './stop.ts'
import { takeTap } from './take.ts'
import { toldTap } from './told.ts'
import { transferTap } from './transfer.ts'
import { whyTap } from './why.ts'

const TAPS: readonly TapHandler[] = [
  takeTap,
  transferTap,
  complaintTap,
  whyTap,
  stopTap,
  stopForOwnerTap,
  stopForPartsTap,
  stopForContractorTap,
  resumeTap,
  correctTap,
  correctKindTap,
  discardTap,
  noteTap,
  finishTap,
  confirmTap,
  sendBackTap,
  remindTap,
  escalateTap,
  closeUnsolvedTap,
  reviewedTap,
  reviewListTap,
  ...caseTaps,
  ...dueTaps,
  followedUpTap,
  formWalkInTap,
  formPhoneTap,
  formNextTap,
  formCancelTap,
  ...openTaps,
  moreTap,
  leaveConfirmTap,
  leaveDeclineTap,
  handoverOutTap,
  handoverInTap,
  handoverNoteTap,
  changeApplyTap,
  changeCancelTap,
  toldTap,
]

/** The buttons and what they do; building it fails when a key has no handler or two. */
export function createTapTable(taps: readonly TapHandler[] = TAPS): ReadonlyMap<string, TapHandler> {
  const table = new Map<string, TapHandler>(taps.map((tap) => [tap.on, tap]))
  const missing: ButtonKey[] = BUTTON_KEYS.filter((key) => !table.has(key))
  if (missing.length > 0 || table.size !== taps.length) {
    throw new DeskError(
      'button_table',
      `buttons without exactly one handler: ${missing.join(', ') || 'a key twice'}`,
    )
  }
  return table
}
