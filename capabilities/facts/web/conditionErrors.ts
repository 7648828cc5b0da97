import { useTranslation } from 'react-i18next'
import type { Catalogue } from '#capabilities/facts/core/catalogue.ts'
import type { ConditionError } from '#capabilities/facts/core/condition/syntax.ts'
import { quote } from '#capabilities/facts/core/condition/tokens.ts'
import { inLanguage } from '#web/i18n/i18n.ts'

/** What is wrong with a condition, in words. */
export function useErrorText(catalogue: Catalogue): (error: ConditionError) => string {
  const { t, i18n } = useTranslation('facts')
  const language = i18n.language === 'en' ? 'en' : 'ja'
  return (error) => {
    switch (error.rule) {
      case 'expected': {
        const expected = t(`expected.${error.expected}`)
        const found = error.found
        return found ? t('errors.expectedFound', { expected, found }) : t('errors.expected', { expected })
      }
      case 'unknown_choice': {
        const label = catalogue.get(error.fact)?.label
        return t('errors.unknown_choice', {
          value: error.value,
          fact: label ? inLanguage(label, language) : error.fact,
        })
      }
      case 'not_a_condition':
      case 'no_order':
        return t(`errors.${error.rule}`, { family: t(`families.${error.family}`) })
      case 'cannot_compare':
        return t('errors.cannot_compare', {
          left: t(`families.${error.left}`),
          right: t(`families.${error.right}`),
        })
      case 'cannot_calculate':
        return t('errors.cannot_calculate', {
          left: t(`families.${error.left}`),
          right: t(`families.${error.right}`),
          operator: error.operator,
        })
      default:
        return t(`errors.${error.rule}`, { ...error })
    }
  }
}

/** What the characters of an error may be replaced by. */
export function repairsOf(error: ConditionError): string[] {
  if (error.rule === 'write_instead') return [error.instead]
  if (error.rule === 'unknown_choice') return error.suggestions.map(quote)
  return 'suggestions' in error ? error.suggestions : []
}
