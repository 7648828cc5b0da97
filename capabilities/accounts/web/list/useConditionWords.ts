import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import { useFormat } from '#web/session.ts'

/**
 * A condition as a sentence of the labels of its facts: 「ヘルススコアが50点未満、かつ …」. Null until that is known, and where
 * the condition says more than a plain sentence can: its text is to be shown then. The reader of conditions is loaded
 * when it is first needed.
 */
export function useConditionWords(condition: string, facts: ReadonlyMap<string, object>): string | null {
  const { i18n } = useTranslation('list')
  const { currency } = useFormat()
  const locale = i18n.language === 'en' ? 'en' : 'ja'
  const asked = `${locale} ${condition}`
  const [said, setSaid] = useState<{ asked: string; words: string | null } | null>(null)
  useEffect(() => {
    if (condition === '' || facts.size === 0) return
    let wanted = true
    const say = async () => {
      const [{ readCondition }, { sayCondition }] = await Promise.all([
        import('#capabilities/facts/core/condition/check.ts'),
        import('#capabilities/facts/core/condition/words.ts'),
      ])
      const known = facts as ReadonlyMap<string, FactDefinition>
      const catalogue = { all: [...known.values()], get: (key: string) => known.get(key) }
      const read = readCondition(condition, catalogue)
      const words = read.ok ? sayCondition(read.value, catalogue, { locale, currency }) : null
      if (wanted) setSaid({ asked, words: words === '' ? null : words })
    }
    void say()
    return () => {
      wanted = false
    }
  }, [condition, facts, locale, currency, asked])
  return said?.asked === asked ? said.words : null
}
