import { adopterCategoryChoices, successTypeChoices, touchModelChoices } from '#capabilities/accounts/core/words.ts'
import type { Language } from '#web/i18n/copy.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import type { accounts } from './apis.ts'

/** What can be changed of many customers at once. */
export const bulkFields = [
  'owner', 'renewal_manager', 'addTags', 'removeTags', 'touchModel', 'industry', 'region', 'usagePattern', 'successType', 'adopterCategory', 'archived',
] as const // biome-ignore format: one list
export type BulkField = (typeof bulkFields)[number]
type Change = Parameters<typeof accounts.changes.apply.call>[0]['change']

/** The choices of a field, or null where any text may be written. */
export function choicesOf(field: BulkField, language: Language, people: readonly { id: string; name: string }[]) {
  const worded = {
    touchModel: touchModelChoices,
    successType: successTypeChoices,
    adopterCategory: adopterCategoryChoices,
  }
  if (field === 'owner' || field === 'renewal_manager')
    return people.map(({ id, name }) => ({ value: id, label: name }))
  const words = field in worded ? worded[field as keyof typeof worded] : null
  return words ? words.map(({ key, label }) => ({ value: key, label: inLanguage(label, language) })) : null
}

/** The change a form says, or null while it says none. An empty value clears the field. */
export function changeOf(field: BulkField, value: string): Change | null {
  const text = value.normalize('NFKC').trim()
  if (field === 'owner') return { assignments: { csm: text || null } }
  if (field === 'renewal_manager') return { assignments: { renewal_manager: text || null } }
  if (field === 'archived') return { archived: text !== 'restore' }
  if (field === 'addTags' || field === 'removeTags') {
    const tags = value
      .split(/[、,，]/)
      .map((tag) => tag.trim())
      .filter((tag) => tag !== '')
    return tags.length === 0 ? null : { [field]: tags }
  }
  if (field === 'touchModel' || field === 'successType' || field === 'adopterCategory') return { [field]: text || null }
  return { [field]: value.trim() || null }
}
