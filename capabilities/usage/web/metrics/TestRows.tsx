import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { PropertyTest } from '#capabilities/usage/core/definition.ts'
import { oneOf } from '#web/router/search.ts'
import { Icon } from '#web/ui/Icon.tsx'
import type { Property } from './apis.ts'
import { typedValue } from './draft.ts'
import styles from './metrics.module.css'

const operators = ['==', '!=', '>', '>=', '<', '<=', 'contains', 'has'] as const

/** Conditions on properties of events, all of which must hold; values that were met are offered. */
export function TestRows({
  tests,
  properties,
  onChange,
}: {
  tests: readonly PropertyTest[]
  properties: readonly Property[]
  onChange: (tests: PropertyTest[]) => void
}) {
  const { t } = useTranslation('metrics')
  const id = useId()
  const put = (at: number, test: PropertyTest) => onChange(tests.map((one, i) => (i === at ? test : one)))
  const add = () => onChange([...tests, { property: properties[0]?.path ?? '', operator: '==', value: null }])
  return (
    <div role="group" aria-label={t('editor.where')} className={styles.tests}>
      <div className={styles.eventsHead}>
        <span className={styles.label}>{t('editor.where')}</span>
        {tests.length === 0 ? <span className="quiet small">{t('editor.whereNone')}</span> : null}
      </div>
      {tests.map((test, at) => {
        const n = at + 1
        const known = properties.map((one) => one.path)
        const names = known.includes(test.property) ? known : [test.property, ...known]
        const samples = properties.find((one) => one.path === test.property)?.samples ?? []
        return (
          <div key={at} className={styles.test}>
            <NativeSelect
              size="xs"
              aria-label={t('editor.testProperty', { n })}
              value={test.property}
              onChange={(event) => put(at, { ...test, property: event.currentTarget.value })}
              data={names}
            />
            <NativeSelect
              size="xs"
              aria-label={t('editor.testOperator', { n })}
              value={test.operator}
              onChange={(event) => {
                const operator = oneOf(event.currentTarget.value, operators)
                put(at, { ...test, operator, value: typedValue(String(test.value ?? ''), operator) })
              }}
              data={operators.map((value) => ({ value, label: t(`operators.${value}`) }))}
            />
            {test.operator === 'has' ? (
              <span />
            ) : (
              <>
                <TextInput
                  size="xs"
                  aria-label={t('editor.testValue', { n })}
                  list={`${id}-${at}`}
                  autoComplete="off"
                  value={String(test.value ?? '')}
                  onChange={(event) => put(at, { ...test, value: event.currentTarget.value })}
                  onBlur={(event) => put(at, { ...test, value: typedValue(event.currentTarget.value, test.operator) })}
                />
                <datalist id={`${id}-${at}`}>
                  {samples.map((sample) => (
                    <option key={sample} value={sample} />
                  ))}
                </datalist>
              </>
            )}
            <button
              type="button"
              className={styles.remove}
              aria-label={t('editor.removeTest', { n })}
              onClick={() => onChange(tests.filter((_, i) => i !== at))}
            >
              <Icon name="close" />
            </button>
          </div>
        )
      })}
      <div>
        <Button size="xs" variant="default" onClick={add}>
          {t('editor.addTest')}
        </Button>
      </div>
    </div>
  )
}
