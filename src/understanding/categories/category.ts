import type { Cue } from '../lexicon.ts'
import type { Kind } from '../kinds.ts'
import type { Category } from './keys.ts'

/** Departments of the procedures, as role keys: 秩序部 is `order`, 客服部 `customer_service`. */
export type DepartmentKey =
  'engineering' | 'order' | 'environment' | 'customer_service' | 'finance' | 'admin' | 'business' | 'quality'

/** A level-2 category with the words that speak for it. */
export interface CategoryEntry {
  key: Category
  title: string
  /** First responsible department; outside bodies are reached through customer service. */
  department: DepartmentKey
  /** The kind taken when the words of the text do not say otherwise. */
  defaultKind: Kind
  cues: readonly Cue[]
}

/** A level-1 category (一级类) with its level-2 categories. */
export interface CategoryGroup {
  key: string
  title: string
  categories: readonly CategoryEntry[]
}
