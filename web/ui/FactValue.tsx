import { useTranslation } from 'react-i18next'
import { inLanguage } from '../i18n/i18n.ts'
import { type Format, missing, withheldWord } from '../i18n/format.ts'
import { useFormat } from '../session.ts'

/** What is needed to show a fact; every definition of the catalogue fits. */
export type ShownFact = {
  key: string
  type: 'number' | 'money' | 'percent' | 'date' | 'text' | 'yes_no' | 'choice' | 'list' | 'instant'
  unit?: string | null | undefined
  choices?: readonly { key: string; label: { ja: string; en: string } }[] | undefined
  /** The class of fields for which its values are not shown. */
  withheld?: string | undefined
}
export type ShownValue = number | string | boolean | readonly string[] | null | undefined

const unitKeys = ['days', 'people', 'count', 'percent', 'points', 'weeks', 'seats'] as const

/** A fact's value as a text by its type and unit; missing is `—`. */
export function useFactText(): (fact: ShownFact, value: ShownValue, short?: boolean) => string {
  const format = useFormat()
  const { t } = useTranslation()
  return (fact, value, short = false) => {
    if (fact.withheld) return withheldWord[format.language]
    if (value === null || value === undefined || value === '') return missing
    if (typeof value === 'boolean') return value ? t('yes') : t('no')
    if (typeof value === 'number')
      return numberText(fact, value, format, short, (unit, count) =>
        t(`units.${unit}`, { count, shown: format.number(count) }),
      )
    const words = [value].flat().map((key) => {
      const choice = fact.choices?.find((known) => known.key === key)
      return choice ? inLanguage(choice.label, format.language) : key
    })
    if (fact.type === 'date') return format.dayTable(words[0])
    if (fact.type === 'instant') return format.stamp(words[0])
    return words.length === 0 ? missing : words.join(format.language === 'ja' ? '、' : ', ')
  }
}

type UnitText = (unit: (typeof unitKeys)[number], count: number) => string

function numberText(fact: ShownFact, value: number, format: Format, short: boolean, unitText: UnitText): string {
  if (fact.type === 'money') return short ? format.moneyShort(value) : format.money(value)
  if (fact.type === 'percent' || fact.unit === 'percent') return format.percent(value)
  const unit = unitKeys.find((known) => known === fact.unit)
  return unit && !short ? unitText(unit, Math.round(value * 100) / 100) : format.number(Math.round(value * 100) / 100)
}

/** A fact's value, with the reason on hover where it is missing. */
export function FactValue({ fact, value, short = false }: { fact: ShownFact; value: ShownValue; short?: boolean }) {
  const text = useFactText()(fact, value, short)
  const { t } = useTranslation()
  return (
    <span className="num" title={fact.withheld ? t('withheld') : text === missing ? t('missing') : undefined}>
      {text}
    </span>
  )
}
