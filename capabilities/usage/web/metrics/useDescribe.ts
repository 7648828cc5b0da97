import { useTranslation } from 'react-i18next'
import type { Counting, MetricDefinition, Span } from '#capabilities/usage/core/definition.ts'

/** What a definition counts, in a few words of the reader's language, or of another (`lng`). */
export function useDescribe(): (definition: Pick<MetricDefinition, 'value'>, lng?: 'ja' | 'en') => string {
  const { t } = useTranslation('metrics')
  return ({ value }, lng) => {
    const at = lng ? { lng } : {}
    const spanText = (over: Span) =>
      typeof over === 'number' ? t('over.days', { count: over, ...at }) : t(`over.${over}`, at)
    const eventsText = ({ events, actionsOnly }: Counting): string => {
      const [first, ...more] = events
      if (first === undefined) return t(actionsOnly ? 'said.actions' : 'said.all', at)
      return more.length === 0 ? first : t('said.more', { first, count: more.length, ...at })
    }
    const countingText = (counting: Counting): string => {
      const said = { events: eventsText(counting), over: spanText(counting.over), ...at }
      const { of, property, where } = counting
      const text =
        of === 'sum' || of === 'avg' || of === 'max' || of === 'last'
          ? t('said.property', { ...said, property: property ?? '?', of: t(`said.propertyOf.${of}`, at) })
          : t('said.counting', { ...said, of: t(`of.${of}`, at) })
      return where.length === 0 ? text : t('said.where', { text, count: where.length, ...at })
    }
    if (value.is === 'counting') return countingText(value.counting)
    const whole = value.whole === 'licences' ? t('said.licences', at) : countingText(value.whole)
    return t('said.ratio', { part: countingText(value.part), whole, ...at })
  }
}
