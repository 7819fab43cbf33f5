import type { Kind } from '../kinds.ts'
import type { Cue } from '../lexicon.ts'
import type { Category } from './keys.ts'

/** Departments of the procedures, as role keys: 秩序部 is `order`, 客服部 `customer_service`. */
export type DepartmentKey =
  'engineering' | 'order' | 'environment' | 'customer_service' | 'finance' | 'admin' | 'business' | 'quality'

/** Points a kind starts with in a category before any word is weighed; a kind that is absent does not occur there. */
export type Fits = Readonly<Partial<Record<Kind, number>>>

/** A level-2 category with the words that speak for it. */
export interface CategoryEntry {
  key: Category
  title: string
  /** First responsible department; outside bodies are reached through customer service. */
  department: DepartmentKey
  /** The kind taken when the words of the text do not say otherwise. */
  defaultKind: Kind
  /** Replaces the fits of the group. */
  fits?: Fits
  cues: readonly Cue[]
}

/** A level-1 category (一级类) with its level-2 categories. */
export interface CategoryGroup {
  key: string
  title: string
  fits: Fits
  categories: readonly CategoryEntry[]
}
