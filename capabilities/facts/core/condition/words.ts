import type { FactDefinition } from '../fact.ts'
import { type SayIn, sayValue } from '../say.ts'
import { type BuilderGroup, type BuilderRow, type BuilderTest, type BuilderValue, toBuilder } from './builder.ts'
import { familyOf, type Condition } from './tree.ts'

type Definitions = { get(key: string): FactDefinition | undefined }

/** `{fact}` and `{value}` are filled in; days have words of their own. */
const sentences: Record<BuilderTest, { ja: string; en: string }> = {
  equals: { ja: '{fact}が{value}', en: '{fact} is {value}' },
  differs: { ja: '{fact}が{value}以外', en: '{fact} is not {value}' },
  below: { ja: '{fact}が{value}未満', en: '{fact} below {value}' },
  at_most: { ja: '{fact}が{value}以下', en: '{fact} at most {value}' },
  above: { ja: '{fact}が{value}超', en: '{fact} above {value}' },
  at_least: { ja: '{fact}が{value}以上', en: '{fact} at least {value}' },
  one_of: { ja: '{fact}が{value}', en: '{fact} is {value}' },
  none_of: { ja: '{fact}が{value}ではない', en: '{fact} is none of {value}' },
  contains: { ja: '{fact}に{value}を含む', en: '{fact} contains {value}' },
  contains_not: { ja: '{fact}に{value}を含まない', en: '{fact} does not contain {value}' },
  starts_with: { ja: '{fact}が{value}で始まる', en: '{fact} starts with {value}' },
  ends_with: { ja: '{fact}が{value}で終わる', en: '{fact} ends with {value}' },
  includes: { ja: '{fact}に{value}がある', en: '{fact} includes {value}' },
  includes_not: { ja: '{fact}に{value}がない', en: '{fact} does not include {value}' },
  yes: { ja: '「{fact}」に当てはまる', en: '{fact}: yes' },
  no: { ja: '「{fact}」に当てはまらない', en: '{fact}: not yes' },
  known: { ja: '{fact}がわかっている', en: '{fact} is known' },
  unknown: { ja: '{fact}がわかっていない', en: '{fact} is not known' },
}
const ofDays: Partial<Record<BuilderTest, { ja: string; en: string }>> = {
  below: { ja: '{fact}が{value}より前', en: '{fact} before {value}' },
  at_most: { ja: '{fact}が{value}以前', en: '{fact} on or before {value}' },
  above: { ja: '{fact}が{value}より後', en: '{fact} after {value}' },
  at_least: { ja: '{fact}が{value}以降', en: '{fact} on or after {value}' },
}

/**
 * A condition as a sentence of the labels of its facts; null where it says more than a plain sentence can (a
 * calculation): its text is to be shown then. A condition that always holds is an empty sentence.
 */
export function sayCondition(condition: Condition, definitions: Definitions, say: SayIn): string | null {
  const model = toBuilder(condition)
  if (!model) return null
  const row = (one: BuilderRow) => sayRow(one, definitions, say)
  const group = (one: BuilderGroup) => {
    const inner = one.rows.map(row).join(joined(one.join, say))
    return `(${inner})`
  }
  return model.rows.map((part) => ('fact' in part ? row(part) : group(part))).join(joined(model.join, say))
}

function joined(join: 'all' | 'any', { locale }: SayIn): string {
  if (locale === 'ja') return join === 'all' ? '、かつ' : '、または'
  return join === 'all' ? ' and ' : ' or '
}

function sayRow(row: BuilderRow, definitions: Definitions, say: SayIn): string {
  const fact = definitions.get(row.fact)
  const words = (fact && familyOf(fact) === 'day' ? ofDays[row.test] : undefined) ?? sentences[row.test]
  const label = fact?.label[say.locale] ?? row.fact
  const value = row.value === undefined || !fact ? '' : sayRowValue(fact, row.value, say)
  return words[say.locale].replace('{fact}', () => label).replace('{value}', () => value)
}

function sayRowValue(fact: FactDefinition, value: BuilderValue, say: SayIn): string {
  if (typeof value === 'object' && 'today' in value) return sayToday(value.today, say)
  const one = (entry: string | number): string => {
    // Money stands in conditions in major units, and everywhere else in minor ones.
    if (fact.type === 'money') return entry.toLocaleString(say.locale === 'ja' ? 'ja-JP' : 'en-US')
    const isPlainText = typeof entry === 'string' && !fact.choices && fact.type !== 'date'
    if (isPlainText) return say.locale === 'ja' ? `「${entry}」` : `“${entry}”`
    return sayValue({ ...fact, key: '' }, entry, say)
  }
  if (!Array.isArray(value)) return one(value as string | number)
  return (value as (string | number)[]).map(one).join(say.locale === 'ja' ? 'か' : ' or ')
}

function sayToday(days: number, { locale }: SayIn): string {
  if (days === 0) return locale === 'ja' ? '今日' : 'today'
  const count = Math.abs(days)
  if (locale === 'ja') return `${count}日${days < 0 ? '前' : '後'}`
  return days < 0 ? `${count} days ago` : `${count} days from now`
}
