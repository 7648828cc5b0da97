import { useTranslation } from 'react-i18next'
import type { Counting, MetricDefinition, Span } from '#capabilities/usage/core/definition.ts'

/** What a definition counts, in a few words of the reader's language. */
export function useDescribe(): (definition: Pick<MetricDefinition, 'value'>) => string {
  const { t } = useTranslation('metrics')
  return ({ value }) => {
    const spanText = (over: Span) => (typeof over === 'number' ? t('over.days', { count: over }) : t(`over.${over}`))
    const eventsText = ({ events, actionsOnly }: Counting): string | null => {
      const [first, ...more] = events
      if (first === undefined) return actionsOnly ? t('said.actions') : null
      return more.length === 0 ? first : t('said.more', { first, count: more.length })
    }
    const countingText = (counting: Counting): string => {
      const { of, property, where } = counting
      const events = eventsText(counting)
      const over = spanText(counting.over)
      const ofProperty = of === 'sum' || of === 'avg' || of === 'max' || of === 'last'
      const said = {
        over,
        of: ofProperty ? t(`said.propertyOf.${of}`) : t(`of.${of}`),
        property: property ?? '?',
      }
      const text =
        events === null
          ? t(ofProperty ? 'said.plainProperty' : 'said.plain', said)
          : t(ofProperty ? 'said.property' : 'said.counting', { events, ...said })
      return where.length === 0 ? text : t('said.where', { text, count: where.length })
    }
    if (value.is === 'counting') return countingText(value.counting)
    if (value.is === 'people') {
      const each = countingText(value.each)
      return t(`said.people.${value.together}`, { each, atLeast: value.atLeast ?? 1 })
    }
    const whole = value.whole === 'licences' ? t('said.licences') : countingText(value.whole)
    return t('said.ratio', { part: countingText(value.part), whole })
  }
}
